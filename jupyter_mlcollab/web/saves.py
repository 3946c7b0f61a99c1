"""Saves that name what they replace: one that would replace something else is refused, and whoever saves merges. Who
may save at all. And who saved, as far as that can be told.

Jupyter's own check is made in the browser, between two requests: of two people who save at once, one would be lost.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from jupyter_server import CallContext
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.contents.handlers import ContentsHandler
from tornado.web import HTTPError

from ..core.people import Visitor
from .identity import visitor_of

REPLACES = "mlcollabReplaces"
"""In the body of a save: SHA-256 of the file's bytes as whoever saves has last seen them, 64 hexadecimal digits."""
Tell = Callable[["SavedFile"], None]
"""Told of a save once it is made."""
Ask = Callable[[str, Visitor | None], Tell | None]
"""Asked before a save by the file's path on the server and who saves it, None where that is no person's request: who is
told of it afterwards, with what was found out of them already. None: they may not."""
LONGEST_SECONDS = 5.0
"""A save that has not ended by then has failed, and holds up nobody."""
_SENTENCE = "The file was changed meanwhile."
_READ_ONLY = "Your role in this project lets you read pages, not write them. Your text is still in the editor."
_LIVE = "jupyter_server_ydoc"


@dataclass(frozen=True)
class SavedFile:
    """A file that was just saved, by its path on the server. `visitor` is None where no request of a person saved it:
    then it was a program, or with `live` the server, for all who type in one text. `before` is None where there was no
    file."""

    path: str
    visitor: Visitor | None
    live: bool
    before: bytes | None
    after: bytes


@dataclass(frozen=True)
class _Begun:
    """A save that is under way: what the file held, what is written where that can be told, and who is told."""

    before: bytes | None
    after: bytes | None
    tell: Tell


class Saves:
    """Compares before each save that asks for it. Before each of a file with the suffix it asks whether the one who
    saves may, and after it tells. Lives on the event loop, as Jupyter's saves do."""

    def __init__(self, suffix: str, ask: Ask) -> None:
        self._suffix, self._ask = suffix, ask
        self._under_way: dict[str, float] = {}
        # Two people may save one file at once.
        self._begun: dict[tuple[str, Visitor | None], _Begun] = {}

    def begin(self, model: dict[str, Any], path: str, contents_manager: Any, **_: Any) -> None:
        """Called before a save.

        Raises:
            HTTPError: 403, who saves may not. 409, the file holds something else than they have seen, or another save
                of it is under way.
        """
        replaced = model.pop(REPLACES, None)
        visitor, _live = _who()
        is_told = path.endswith(self._suffix)
        tell = self._ask(path, visitor) if is_told else None
        if is_told and tell is None:
            raise HTTPError(403, _READ_ONLY)
        place = getattr(contents_manager, "_get_os_path", None)
        if place is None:
            return
        file = str(place(path))
        content = _content(Path(file)) if tell is not None or isinstance(replaced, str) else None
        if isinstance(replaced, str):
            now = time.monotonic()
            if self._under_way.get(file, 0.0) > now or content is None or sha256(content).hexdigest() != replaced:
                raise HTTPError(409, _SENTENCE)
            self._under_way[file] = now + LONGEST_SECONDS
        if tell is not None:
            self._begun[file, visitor] = _Begun(content, _written(model), tell)

    def end(self, os_path: str, model: dict[str, Any], **_: Any) -> None:
        """Called after a save."""
        file, path = str(os_path), str(model.get("path", ""))
        self._under_way.pop(file, None)
        visitor, live = _who()
        begun = self._begun.pop((file, visitor), None)
        if begun is None:
            return
        # Another save may have ended meanwhile, so that the file holds what somebody else wrote.
        after = _content(Path(file)) if begun.after is None else begun.after
        if after is not None:
            begun.tell(SavedFile(path, visitor, live, begun.before, after))


def watch_saves(contents_manager: Any, suffix: str, ask: Ask) -> None:
    """Has every save that names what it replaces compared first. For files whose names end with the suffix it asks
    before each and tells after it. Contents that are no files have none of this."""
    saves = Saves(suffix, ask)
    if hasattr(contents_manager, "register_post_save_hook"):
        contents_manager.register_pre_save_hook(saves.begin)
        contents_manager.register_post_save_hook(saves.end)


def _who() -> tuple[Visitor | None, bool]:
    """Who saves, and whether the server does it for all who type in one text. What it does in the background runs in
    the context of whoever happened to open the text, and is not theirs."""
    handler = CallContext.get(CallContext.JUPYTER_HANDLER)
    if isinstance(handler, ContentsHandler) and handler.current_user is not None:
        return visitor_of(handler), False
    return None, isinstance(handler, JupyterHandler) and type(handler).__module__.startswith(_LIVE)


def _written(model: dict[str, Any]) -> bytes | None:
    """The bytes that Jupyter writes for a text that comes whole; None for all else."""
    text = model.get("content")
    is_whole_text = model.get("format") == "text" and "chunk" not in model and isinstance(text, str)
    return str(text).encode("utf-8", "surrogatepass") if is_whole_text else None


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None

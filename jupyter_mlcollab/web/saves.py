"""Saves that name what they replace: one that would replace something else is refused, and whoever saves merges.

Jupyter's own check is made in the browser, between two requests: of two people who save at once, one would be lost.
"""

from __future__ import annotations

import time
from hashlib import sha256
from pathlib import Path
from typing import Any

from tornado.web import HTTPError

REPLACES = "mlcollabReplaces"
"""In the body of a save: SHA-256 of the file's bytes as whoever saves has last seen them, 64 hexadecimal digits."""
LONGEST_SECONDS = 5.0
"""A save that has not ended by then has failed, and holds up nobody."""
_SENTENCE = "The file was changed meanwhile."


class Saves:
    """Compares before each save that asks for it. Lives on the event loop, as Jupyter's saves do."""

    def __init__(self) -> None:
        self._under_way: dict[str, float] = {}

    def begin(self, model: dict[str, Any], path: str, contents_manager: Any, **_: Any) -> None:
        """Called before a save.

        Raises:
            HTTPError: 409, the file holds something else than the one who saves has seen, or another save of it is
                under way.
        """
        replaced = model.pop(REPLACES, None)
        place = getattr(contents_manager, "_get_os_path", None)
        if not isinstance(replaced, str) or place is None:
            return
        file = str(place(path))
        now = time.monotonic()
        if self._under_way.get(file, 0.0) > now or _digest(Path(file)) != replaced:
            raise HTTPError(409, _SENTENCE)
        self._under_way[file] = now + LONGEST_SECONDS

    def end(self, os_path: str, **_: Any) -> None:
        """Called after a save."""
        self._under_way.pop(str(os_path), None)


def guard_saves(contents_manager: Any) -> None:
    """Has every save that names what it replaces compared first. Contents that are no files have no such check."""
    saves = Saves()
    if hasattr(contents_manager, "register_post_save_hook"):
        contents_manager.register_pre_save_hook(saves.begin)
        contents_manager.register_post_save_hook(saves.end)


def _digest(file: Path) -> str | None:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None

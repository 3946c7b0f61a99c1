"""Who saved a page between its commits, and what they saved: kept beside the journal, so much of it and no more.

It is a help and no source. It is no part of the log, which nothing ever leaves and which travels to others: what
somebody wrote by mistake and took out again a minute later has to be gone one day, and goes nowhere until then.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec

from ..anchors.document import moved_path
from ..cards.remembered_file import RememberedFile, remembered_folder
from ..core.errors import CollabError
from ..core.people import Person
from ..core.wire import Time
from ..git.project import ProjectPlace
from ..journal.lock import exclusive
from .page_files import LIMIT_BYTES as LARGEST_PAGE_BYTES

FOLDER = "page-saves"
ONE_SESSION = timedelta(minutes=10)
"""Saves of one person, with nobody else's between, are one for so long: what they came to is what counts."""
LIMIT_BYTES = 4 * 1024 * 1024
"""Of the texts of one page, compressed. The oldest saves go first."""
LIMIT_ALL_BYTES = 64 * 1024 * 1024
"""Of all pages. Those that were not saved for longest go first."""
_PATIENCE_SECONDS = 2.0
_LOCK = "lock"
_NAME_DIGITS = 32


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """A page that was just saved. `person` is None where nobody said who they are, or where the server saved what
    several people had typed, which `live` says. `before` is what the file held, None when there was none."""

    person: Person | None
    live: bool
    at: Time
    before: bytes | None
    after: bytes


class KeptSave(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody saved from `began` to `at`: the digests of the text before, None when there was none, and after.
    `number` tells it from the other saves of the page."""

    number: int
    began: datetime
    at: datetime
    person: Person | None
    live: bool
    before: str | None
    after: str


class _Page(msgspec.Struct, frozen=True):
    """The saves of the page at `path`, oldest first, and the texts they name by their digests."""

    path: str
    saves: list[KeptSave]
    texts: dict[str, bytes]


_DECODER: msgspec.msgpack.Decoder[_Page] = msgspec.msgpack.Decoder(_Page)


class KeptSaves:
    """The saves of a project's pages. Safe in several threads and programs. Where there is no place for them, or it
    cannot be written, nothing is kept and nothing is said."""

    def __init__(self, place: ProjectPlace) -> None:
        self._place = place
        folder = remembered_folder(place)
        self._folder = folder / FOLDER if folder else None

    def of(self, path: str) -> list[KeptSave]:
        """The saves of the page, newest first."""
        return self._page(path).saves[::-1]

    def texts(self, path: str, number: int) -> tuple[str | None, str] | None:
        """The page's text before a save, where there was one, and after it; None when it is not kept any more."""
        page = self._page(path)
        save = next((one for one in page.saves if one.number == number), None)
        if save is None:
            return None
        return _text(page.texts, save.before) if save.before else None, _text(page.texts, save.after)

    def keep(self, path: str, saved: Saved, most: int) -> None:
        """Keeps a save of the page, and of all its saves the last `most`. One that changed nothing is none, and one
        that is no text is not kept."""
        if most > 0 and saved.before != saved.after and _is_page(saved.after):
            self._alone(lambda: self._keep(path, saved, most))

    def follow(self, old: str, new: str) -> None:
        """Takes the saves along when the file or folder `old` became `new`."""
        if self._folder is not None and self._folder.is_dir():
            self._alone(lambda: self._follow(old, new))

    def _keep(self, path: str, saved: Saved, most: int) -> None:
        page = _bounded(_with(self._page(path), saved), most)
        self._file(_name(path)).write(msgspec.msgpack.encode(page))
        self._make_room()

    def _follow(self, old: str, new: str) -> None:
        for file in self._stored():
            page = self._read(file.name)
            target = moved_path(page.path, old, new)
            if target is not None:
                file.unlink(missing_ok=True)
                self._file(_name(target)).write(msgspec.msgpack.encode(_Page(target, page.saves, page.texts)))

    def _alone(self, work: Callable[[], None]) -> None:
        """Does the work while no other thread or program does any."""
        if self._folder is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with exclusive(self._folder / _LOCK, _PATIENCE_SECONDS):
                work()
        except (OSError, CollabError):
            return

    def _page(self, path: str) -> _Page:
        page = self._read(_name(path))
        return page if page.path == path else _Page(path, [], {})

    def _read(self, name: str) -> _Page:
        try:
            return _DECODER.decode(self._file(name).read())
        except (ValueError, RecursionError, MemoryError, msgspec.MsgspecError):
            return _Page("", [], {})

    def _file(self, name: str) -> RememberedFile:
        return RememberedFile(self._place, f"{FOLDER}/{name}", "page saves 1", of_any_version=True)

    def _stored(self) -> list[Path]:
        return [] if self._folder is None else [one for one in self._folder.iterdir() if _is_name(one.name)]

    def _make_room(self) -> None:
        """Forgets the pages that were not saved for longest, once all together are too large."""
        stats = {file: file.stat() for file in self._stored()}
        total = sum(one.st_size for one in stats.values())
        for file in sorted(stats, key=lambda one: stats[one].st_mtime_ns):
            if total <= LIMIT_ALL_BYTES:
                return
            file.unlink(missing_ok=True)
            total -= stats[file].st_size


def _with(page: _Page, saved: Saved) -> _Page:
    """The page with one more save, or with its last one gone on."""
    before = _digest(saved.before) if saved.before is not None and _is_page(saved.before) else None
    after = _digest(saved.after)
    last = page.saves[-1] if page.saves else None
    save = KeptSave(
        number=last.number + 1 if last else 1,
        began=saved.at, at=saved.at, person=saved.person, live=saved.live, before=before, after=after,
    )  # fmt: skip
    saves = page.saves
    if last is not None and last.after == before and _is_one_session(last, save):
        save = msgspec.structs.replace(save, number=last.number, began=last.began, before=last.before)
        saves = saves[:-1]
    texts = {after: zlib.compress(saved.after)}
    if before and saved.before is not None:
        texts[before] = zlib.compress(saved.before)
    return _Page(page.path, [*saves, save], page.texts | texts)


def _is_one_session(last: KeptSave, save: KeptSave) -> bool:
    one, other = ((it.person.username if it.person else None, it.live) for it in (last, save))
    return one == other and save.at - last.began < ONE_SESSION


def _bounded(page: _Page, most: int) -> _Page:
    """The page with the newest of its saves, and the texts that these name."""
    saves, size = [], 0
    named: set[str] = set()
    for save in page.saves[: -most - 1 : -1]:
        new = {one for one in (save.before, save.after) if one is not None} - named
        size += sum(len(page.texts[one]) for one in new)
        if size > LIMIT_BYTES:
            break
        saves.append(save)
        named |= new
    return _Page(page.path, saves[::-1], {digest: page.texts[digest] for digest in sorted(named)})


def _is_page(content: bytes) -> bool:
    if len(content) > LARGEST_PAGE_BYTES:
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def _text(texts: dict[str, bytes], digest: str) -> str:
    return zlib.decompress(texts[digest]).decode()


def _name(path: str) -> str:
    return _digest(path.encode(errors="surrogatepass"))[:_NAME_DIGITS]


def _is_name(name: str) -> bool:
    return len(name) == _NAME_DIGITS and name.isalnum()

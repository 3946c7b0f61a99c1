"""What an earlier check found, in a file beside the journal, so that the next process reads only what has changed.

An entry holds while the page and all that it cites have the bytes they had: the same stamp, or else the same hash.
A file that was written shortly before it was looked at is hashed in any case, since it may have been written again
within the same tick of the file system's clock (as git does with its index).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

import msgspec

from ..cards.remembered_file import RememberedFile
from ..core.errors import CollabError
from ..core.files import Files, is_settled
from ..git.files import LIMIT_BYTES as LARGEST_BYTES
from ..git.project import ProjectPlace
from .page_files import LIMIT_BYTES, Stamp, page_stamps
from .report import Astray, Look, PagesReport, report

if TYPE_CHECKING:
    from .moves import Moves
    from .page import Page

FILE = "pages-check.cache"
_ABSENT, _UNKNOWN = "", "?"
Digest = Annotated[str, msgspec.Meta(max_length=64)]


class SeenFile(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file as it was: its stamp, None when that is not to be relied on, and the SHA-256 of its bytes."""

    stamp: Stamp | None
    sha256: Digest


class SeenPage(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What was found in a page with the hash `sha256`, when what it cites had the hashes `sources`."""

    sha256: Digest
    sources: dict[str, Digest]
    look: Look


class Memory(msgspec.Struct, frozen=True, array_like=True):
    """All that is remembered: files and pages by their paths."""

    files: dict[str, SeenFile]
    pages: dict[str, SeenPage]


_DECODER: msgspec.msgpack.Decoder[Memory] = msgspec.msgpack.Decoder(Memory)


class _Hashes:
    """The hashes of files today, each found once."""

    def __init__(self, files: Files, known: Mapping[str, SeenFile], stamps: Mapping[str, Stamp | None]) -> None:
        self._files, self._known, self._stamps = files, known, stamps
        self.seen: dict[str, SeenFile] = {}
        self._same: dict[str, bool] = {}

    def of(self, path: str, limit_bytes: int = LARGEST_BYTES) -> str:
        """The SHA-256 of the file's bytes; `_ABSENT` when there is none, `_UNKNOWN` when it cannot be read."""
        if path not in self.seen:
            stamp = self._stamps[path] if path in self._stamps else self._files.stamp(path)
            known = self._known.get(path)
            same = known is not None and stamp is not None and known.stamp == stamp
            self.seen[path] = known if known and same else SeenFile(stamp, self._hash(path, stamp, limit_bytes))
        return self.seen[path].sha256

    def _hash(self, path: str, stamp: Stamp | None, limit_bytes: int) -> str:
        if stamp is None:
            return _ABSENT
        try:
            content = self._files.read(path, limit_bytes)
        except CollabError:
            return _UNKNOWN
        return _UNKNOWN if content is None else sha256(content).hexdigest()

    def hold(self, paths: Iterable[str]) -> bool:
        """Whether the files still are what their hashes were found of."""
        return all(self.seen[one].sha256 != _UNKNOWN and self._is_same(one) for one in paths)

    def _is_same(self, path: str) -> bool:
        if path not in self._same:
            self._same[path] = self._files.stamp(path) == self.seen[path].stamp
        return self._same[path]


def check_project(
    place: ProjectPlace, files: Files, folders: Sequence[str], below: str, moves: Callable[[], Moves], astray: Astray
) -> PagesReport:
    """As `check.check_pages`, for a process that has read nothing yet. `moves` is called once something is read."""
    file = RememberedFile(place, FILE, "pages check 3")
    before = _load(file)
    began = time.time_ns()
    stamps = page_stamps(files, folders)
    paths = [path for path in sorted(stamps) if path.startswith(below)]
    cited = {source for path in paths if (known := before.pages.get(path)) for source in known.sources}
    hashes = _Hashes(files, before.files, {**files.stamps_of(cited), **stamps})
    pages = {path: known for path in paths if (known := before.pages.get(path)) and _holds(path, known, hashes)}
    looked = {path: known.look for path, known in pages.items()}
    anew = {path: stamps[path] for path in paths if path not in pages}
    for path, (look, seen) in (_looked(files, anew, hashes, moves()) if anew else {}).items():
        looked[path] = look
        if seen:
            pages[path] = seen
    # Of pages that were not asked for this time, what was known stays.
    kept = {path: one for path, one in before.pages.items() if path in stamps and not path.startswith(below)}
    _store(file, before, _memory(before, kept | pages, hashes, began))
    return report(files, {path: looked[path] for path in paths}, lambda gone: moves().of_links(gone), astray)


def _holds(path: str, known: SeenPage, hashes: _Hashes) -> bool:
    return hashes.of(path, LIMIT_BYTES) == known.sha256 and all(
        digest != _UNKNOWN and hashes.of(source) == digest for source, digest in known.sources.items()
    )


def _looked(
    files: Files, stamps: Mapping[str, Stamp], hashes: _Hashes, moves: Moves
) -> dict[str, tuple[Look, SeenPage | None]]:
    """Pages looked at anew, each with what is remembered of it: nothing when something changed meanwhile, or something
    that it cites is not where it says, since no file tells when that is found."""
    # To load what reads pages takes longer than all of a check that finds nothing changed.
    from .check import followed, looks
    from .listing import read_pages
    from .sources import Sources

    # Every hash is found before its file is read: a change in between then shows in its stamp.
    digests = {path: hashes.of(path, LIMIT_BYTES) for path in stamps}
    read = read_pages(files, stamps)
    sources = {path: {one: hashes.of(one) for one in _cited(page)} for path, page in read.items()}
    found = looks(files, followed(read, moves), Sources())

    def is_sure(path: str) -> bool:
        return _ABSENT not in sources[path].values() and hashes.hold([path, *sources[path]])

    return {
        path: (look, SeenPage(digests[path], sources[path], look) if is_sure(path) else None)
        for path, look in found.items()
    }


def _cited(page: Page | str) -> list[str]:
    return [] if isinstance(page, str) else list(page.cited)


def _memory(before: Memory, pages: dict[str, SeenPage], hashes: _Hashes, began: int) -> Memory:
    named = {*pages, *(source for page in pages.values() for source in page.sources)}
    files = {path: one for path, one in (before.files | hashes.seen).items() if path in named}
    return Memory({path: _settled(one, began) for path, one in files.items()}, pages)


def _settled(seen: SeenFile, began: int) -> SeenFile:
    return seen if seen.stamp is None or is_settled(seen.stamp, began) else SeenFile(None, seen.sha256)


def _load(file: RememberedFile) -> Memory:
    try:
        return _DECODER.decode(file.read())
    except (ValueError, RecursionError, MemoryError, msgspec.MsgspecError):
        return Memory({}, {})


def _store(file: RememberedFile, before: Memory, memory: Memory) -> None:
    if memory == before:
        return
    try:
        body = msgspec.msgpack.encode(memory)
    except (ValueError, msgspec.MsgspecError):
        return
    file.write(body)

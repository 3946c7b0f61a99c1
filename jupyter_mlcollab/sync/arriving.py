"""What another replica gives out, looked at before anything of it is taken in: it comes from strangers.

A replica is taken in or left out whole. What was read before is not read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise

from ..core.errors import CollabError, Invalid, TooLarge
from ..core.wire import now
from ..git.postbox import Entry, Postbox
from ..journal.event import FROM_GIT
from ..journal.exchange import LARGEST_LEAP, Arrival, Counts, import_lines
from ..journal.journal import Journal
from ..journal.lines import (
    FORMAT,
    VERSION,
    AnyLine,
    BlobLine,
    EventLine,
    HeaderLine,
    PersonLine,
    read_line,
    written,
)
from .manifest import (
    ERASED,
    LARGEST_FILE,
    LARGEST_REPLICA,
    MANIFEST,
    MAX_FILES,
    PEOPLE,
    START,
    Manifest,
    Segment,
    blob_name,
    chained,
    read_manifest,
)

UNPROVEN_ROLE = "unknown"
"""The role that events of other replicas count in. What they say of themselves proves nothing."""
KEPT_BYTES = 64 * 1024 * 1024
"""Text of events that is kept as read between looking at it and taking it in; what is over that is read again."""
CLOCKS_APART = timedelta(days=1)
"""By how much the clocks of two computers may differ, time zones set wrong included."""


@dataclass(frozen=True)
class Found:
    """The files of a replica's commit, and what its manifest says."""

    files: dict[str, Entry]
    manifest: Manifest


def look_at(postbox: Postbox, commit: str, replica: str) -> Found:
    """A replica's commit, its sizes and counts within limits.

    Raises:
        Invalid: it is none of this replica, broken, or a newer version's; the sentence begins with "It".
        TooLarge: it is over a limit.
    """
    files = postbox.files(commit)
    if len(files) > MAX_FILES or sum(entry.size for entry in files.values()) > LARGEST_REPLICA:
        raise TooLarge("It holds more than can be taken in.")
    manifest = read_manifest(postbox, files[MANIFEST].hash if MANIFEST in files else None)
    if manifest.replica != replica:
        raise Invalid("It says that it is another replica.")
    return Found(files, manifest)


def take_in(journal: Journal, postbox: Postbox, found: Found, before: Manifest | None) -> Counts:
    """Takes in what was not read `before`, if all of it is as it should be.

    Raises:
        Invalid, TooLarge: it is not, so that nothing was taken in; the sentence begins with "It".
        Unavailable: the journal cannot be written; what was taken in before stays.
    """
    news = _News(postbox, found, before)
    reached = journal.read(lambda reader: reader.stored_head().clock)
    if found.manifest.clock > reached + LARGEST_LEAP:
        raise Invalid("Its clock is too far ahead of all others.")
    news.examine(now() + CLOCKS_APART)
    missing = journal.read(lambda reader: [name for name in found.manifest.blobs if reader.blob(name) is None])
    origin = FROM_GIT + found.manifest.replica
    header = HeaderLine(format=FORMAT, version=VERSION, project=origin)

    def lines() -> Iterator[bytes | EventLine]:
        yield written(header)
        for segment in news.segments:
            yield from news.events(segment)
        for name in (ERASED, PEOPLE):
            yield from news.content(name).splitlines()
        for blob in missing:
            yield news.blob(blob)

    return import_lines(journal, lines(), Arrival(origin, UNPROVEN_ROLE))


class _News:
    """The part of a replica that was not read before."""

    def __init__(self, postbox: Postbox, found: Found, before: Manifest | None) -> None:
        self._postbox, self._files, self._manifest = postbox, found.files, found.manifest
        self._before = {segment.name: segment for segment in before.segments} if before else {}
        self._kept: dict[str, list[EventLine]] = {}
        self._room = KEPT_BYTES
        self._sums = {s.name: s.sha256 for s in found.manifest.segments} | found.manifest.files
        self.segments = [s for s in found.manifest.segments if self._former(s) != (s.sha256, s.chain)]

    def examine(self, latest: datetime) -> None:
        """Nothing when every line is as it should be.

        Raises:
            Invalid, TooLarge: one is not.
        """
        chains = {following.name: segment for segment, following in pairwise(self._manifest.segments)}
        known = set(self._before) - {segment.name for segment in self._manifest.segments}
        if known:
            raise Invalid("It has lost events that it had before.")
        for segment in self.segments:
            start = bytes.fromhex(chains[segment.name].chain) if segment.name in chains else START
            self._examine(segment, start, latest)
        for name, kind in ((PEOPLE, PersonLine), (ERASED, EventLine)):
            self._examine_beside(name, kind)

    def events(self, segment: Segment) -> Sequence[bytes | EventLine]:
        """The lines of a segment that was examined, once: as they were read then, where there was room to keep them."""
        kept = self._kept.pop(segment.name, None)
        return kept if kept is not None else self.content(segment.name).splitlines()

    def content(self, name: str) -> bytes:
        """A file whose hash the manifest names.

        Raises:
            Invalid: it is missing, or not what the manifest says.
            TooLarge: it is over 64 MB.
        """
        if name not in self._sums:
            return b""
        content = self._read(name)
        if sha256(content).hexdigest() != self._sums[name]:
            raise Invalid(f"Its file {name} is not what its manifest says.")
        return content

    def blob(self, name: str) -> bytes:
        """The line of a blob; an empty one when it does not come along, or is not what its name says."""
        try:
            content = self._read(blob_name(name)).strip()
            line = read_line(content)
        except CollabError:
            return b""
        return content if isinstance(line, BlobLine) and line.sha256 == name and b"\n" not in content else b""

    def _read(self, name: str) -> bytes:
        entry = self._files.get(name)
        if entry is None:
            raise Invalid(f"Its file {name} is missing.")
        if entry.size > LARGEST_FILE:
            raise TooLarge(f"Its file {name} is over the limit of {LARGEST_FILE // 1024**2} MB.")
        return self._postbox.read(entry.hash, LARGEST_FILE)

    def _former(self, segment: Segment) -> tuple[str, str] | None:
        former = self._before.get(segment.name)
        return (former.sha256, former.chain) if former else None

    def _examine(self, segment: Segment, chain: bytes, latest: datetime) -> None:
        former = self._before.get(segment.name)
        content = self.content(segment.name)
        raw = content.splitlines()
        lines: list[EventLine] = []
        if len(raw) != segment.count:
            raise Invalid(f"Its file {segment.name} has other than {segment.count} events.")
        for number, text in enumerate(raw, 1):
            line = _read_event(segment, number, text)
            if line.clock > segment.clock:
                raise Invalid(f"Its file {segment.name}, line {number}, has another clock than its manifest says.")
            if line.at > latest:
                raise Invalid(f"It says that something happened on {line.at:%Y-%m-%d}, which is still to come.")
            lines.append(line)
            chain = chained(chain, line)
            if former is not None and number == former.count and chain.hex() != former.chain:
                raise Invalid("It has other events than it had before.")
        if chain.hex() != segment.chain or (former is not None and former.count > segment.count):
            raise Invalid(f"The events of its file {segment.name} are not those of its manifest.")
        if len(content) <= self._room:
            self._room -= len(content)
            self._kept[segment.name] = lines

    def _examine_beside(self, name: str, kind: type[AnyLine]) -> None:
        for number, text in enumerate(self.content(name).splitlines(), 1):
            line = _read(name, number, text)
            if not isinstance(line, kind) or (isinstance(line, EventLine) and line.payload is not None):
                raise Invalid(f"Its file {name}, line {number}, is of another kind.")


def _read_event(segment: Segment, number: int, text: bytes) -> EventLine:
    line = _read(segment.name, number, text)
    if not isinstance(line, EventLine):
        raise Invalid(f"Its file {segment.name}, line {number}, is no event.")
    return line


def _read(name: str, number: int, text: bytes) -> AnyLine:
    try:
        return read_line(text)
    except Invalid as error:
        raise Invalid(f"Its file {name}, line {number}, cannot be read: {error.message}") from None

"""What this replica gives out, as the files of one commit. Segments that have not changed are taken over by hash."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256

from ..core.errors import CollabError
from ..core.wire import encode
from ..git.postbox import Postbox
from ..journal.event import Event
from ..journal.journal import Journal, Reader
from ..journal.lines import BlobLine, PersonLine, event_line, written
from ..journal.own import erased_events, own_actors, own_events
from ..journal.transaction import named_blobs
from .manifest import (
    ERASED,
    FORMAT,
    MANIFEST,
    PEOPLE,
    SEGMENT_BYTES,
    SEGMENT_EVENTS,
    START,
    VERSION,
    Manifest,
    Segment,
    blob_name,
    chained,
    read_manifest,
    segment_name,
)

LONGEST_PAST = 500
"""Commits, after which one without a past is made: what stood in files that were written anew is of no use."""
MESSAGE = "Comments of one replica of jupyter_mlcollab\n\nWhat is in it: docs/extend/exchange-format.md"


@dataclass(frozen=True)
class Composed:
    """A commit in the postbox, what its manifest says, up to which `seq` it reaches, and how many commits it leads to.
    `is_new` is whether it is another one than the former; `has_erased` says that texts or people of that are not in it
    any more."""

    commit: str
    manifest: Manifest
    until: int
    length: int
    is_new: bool
    has_erased: bool


def compose(
    journal: Journal, postbox: Postbox, replica: str, project: str, former: str | None, length: int
) -> Composed:
    """All that this replica has to give out, as a commit, signed where git is set to sign. `former` is the one before,
    if any, and becomes its parent, so that git sends only what is new, unless something was erased since: then the
    commit has no past. `length` is how many commits `former` leads to.

    Raises:
        Unavailable: the journal or git cannot serve, or git cannot sign.
    """
    before = _Former.of(postbox, former, replica, project)
    draft = _Draft(journal, postbox, before, replica, project)
    files = draft.written()
    manifest, signed = draft.manifest(), postbox.signs()
    if former is None or not before.files:
        commit = postbox.commit(files, MESSAGE, None, signed)
        return Composed(commit, manifest, draft.until, 1, True, draft.has_erased)
    has_forgotten = draft.has_erased or not set(before.people) <= set(draft.people)
    if files == before.files and (postbox.is_signed(former) or not signed):
        return Composed(former, manifest, draft.until, length, False, has_forgotten)
    is_past_kept = not has_forgotten and length < LONGEST_PAST
    commit = postbox.commit(files, MESSAGE, former if is_past_kept else None, signed)
    return Composed(commit, manifest, draft.until, length + 1 if is_past_kept else 1, True, has_forgotten)


@dataclass(frozen=True)
class _Former:
    """What was given out before; nothing when that is not here any more."""

    segments: list[Segment] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    sums: dict[str, str] = field(default_factory=dict)
    manifest: Manifest | None = None

    @staticmethod
    def of(postbox: Postbox, commit: str | None, replica: str, project: str) -> _Former:
        try:
            files = postbox.names(commit) if commit else {}
            manifest = read_manifest(postbox, files.get(MANIFEST)) if files else None
        except CollabError:
            return _Former()
        if manifest is None or (manifest.replica, manifest.project) != (replica, project):
            return _Former()
        sums = {segment.name: segment.sha256 for segment in manifest.segments} | manifest.files
        return _Former(manifest.segments, manifest.people, files, sums, manifest)


class _Draft:
    """The files of a commit while they are made."""

    def __init__(self, journal: Journal, postbox: Postbox, former: _Former, replica: str, project: str) -> None:
        self._journal, self._postbox, self._former = journal, postbox, former
        self._replica, self._project = replica, project
        self.until = journal.read(lambda reader: reader.head())
        self._erased, self._erased_elsewhere = journal.read(erased_events)
        self.segments: list[Segment] = []
        self.people: list[str] = []
        self.sums: dict[str, str] = {}
        self.has_erased = False
        self._written_empty: list[int] = []

    def written(self) -> dict[str, str]:
        """Every file, by name, as the hash of its content. What is as it was is not written again."""
        kept: dict[str, str] = {}
        names: list[str] = []

        def contents() -> Iterator[bytes]:
            for name, content in self._contents(kept):
                self.sums[name] = sha256(content).hexdigest()
                if name in self._former.files and self._former.sums.get(name) == self.sums[name]:
                    kept[name] = self._former.files[name]
                    continue
                names.append(name)
                yield content
            if names or self.manifest() != self._former.manifest:
                names.append(MANIFEST)
                yield encode(self.manifest())
            else:
                kept[MANIFEST] = self._former.files[MANIFEST]

        hashes = self._postbox.write(contents())
        return kept | dict(zip(names, hashes, strict=True))

    def manifest(self) -> Manifest:
        """What is given out, once all of it was put together."""
        return Manifest(
            format=FORMAT,
            version=VERSION,
            project=self._project,
            replica=self._replica,
            events=sum(segment.count for segment in self.segments),
            clock=max((segment.clock for segment in self.segments), default=0),
            segments=self.segments,
            people=self.people,
            files={name: self.sums[name] for name in (PEOPLE, ERASED)},
        )

    def _contents(self, kept: dict[str, str]) -> Iterator[tuple[str, bytes]]:
        yield from self._segments(kept)
        yield PEOPLE, self._people()
        yield ERASED, b"".join(self._lines_erased_elsewhere())
        for name in sorted({name for segment in self.segments for name in segment.blobs}):
            known = self._former.files.get(blob_name(name))
            if known is not None:
                kept[blob_name(name)] = known
            else:
                yield from self._blob(name)

    def _segments(self, kept: dict[str, str]) -> Iterator[tuple[str, bytes]]:
        """The closed segments as they were, unless texts were erased in them; then all that came after."""
        chain = START
        for segment in self._former.segments[:-1]:
            found = self._former.files.get(segment.name)
            if found is not None and not self._erased_since(segment):
                kept[segment.name] = found
                self.segments.append(segment)
                chain = bytes.fromhex(segment.chain)
                continue
            self.has_erased = True
            events = self._events(segment.first - 1, segment.last)
            chain, content = self._segment(events, chain)
            yield segment.name, content
        after = self.segments[-1].last if self.segments else 0
        while events := self._events(after, self.until):
            chain, content = self._segment(events, chain)
            yield self.segments[-1].name, content
            after = events[-1].seq
        # As written, not as it stood when this began: meanwhile somebody may have erased more.
        self.has_erased |= any(
            sum(segment.first <= seq <= segment.last for seq in self._written_empty) != segment.erased
            for segment in self._former.segments[-1:]
        )

    def _erased_since(self, segment: Segment) -> bool:
        return sum(segment.first <= seq <= segment.last for seq in self._erased) != segment.erased

    def _events(self, after: int, until: int) -> list[Event]:
        events = self._journal.read(lambda reader: own_events(reader, after, SEGMENT_EVENTS, until))
        size = 0
        for number, event in enumerate(events):
            size += len(event.payload or b"")
            if size > SEGMENT_BYTES and number:
                return events[:number]
        return events

    def _segment(self, events: list[Event], chain: bytes) -> tuple[bytes, bytes]:
        lines = [event_line(event) for event in events]
        for line in lines:
            chain = chained(chain, line)
        content = b"".join(written(line) for line in lines)
        empty = [event.seq for event in events if event.payload is None]
        self._written_empty += empty
        named = {name for event in events for name in named_blobs(event.payload)}
        segment = Segment(
            name=segment_name(len(self.segments)),
            count=len(events),
            erased=len(empty),
            first=events[0].seq,
            last=events[-1].seq,
            clock=max(event.clock for event in events),
            sha256=sha256(content).hexdigest(),
            chain=chain.hex(),
            blobs=self._journal.read(lambda reader: [name for name in sorted(named) if reader.blob(name) is not None]),
        )
        self.segments.append(segment)
        return chain, content

    def _people(self) -> bytes:
        """Those who did something that is given out, as far as they are not forgotten."""
        closed = self._former.segments[-2].last if len(self._former.segments) > 1 else 0
        actors = self._journal.read(lambda reader: own_actors(reader, closed))
        acted = {*actors, *self._former.people}
        known = self._journal.read(lambda reader: reader.people_by_id())
        shown = [(username, body) for username, body in known if username in acted]
        self.people = [username for username, _ in shown]
        return b"".join(written(PersonLine(id=name, body=body.decode("utf-8"))) for name, body in shown)

    def _lines_erased_elsewhere(self) -> Iterator[bytes]:
        """Events of other replicas that were erased here, so that they are there too."""
        for seq in self._erased_elsewhere:
            yield from (written(event_line(event)) for event in self._journal.read(partial(_event_at, seq)))

    def _blob(self, name: str) -> Iterator[tuple[str, bytes]]:
        found = self._journal.read(lambda reader: reader.blob(name))
        if found is not None:
            yield blob_name(name), written(BlobLine(sha256=name, media_type=found[0], data=found[1]))


def _event_at(seq: int, reader: Reader) -> list[Event]:
    return reader.events_since(seq - 1, 1)

"""Giving a journal out, and taking in what another one gave out. Doing that twice changes nothing the second time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import islice

import msgspec

from ..core.errors import CollabError, Invalid
from ..core.wire import encode
from .event import FROM_GIT, Event, NewEvent, Stamp
from .journal import Journal
from .lines import (
    FORMAT,
    VERSION,
    AnyLine,
    BlobLine,
    EventLine,
    HeaderLine,
    PersonLine,
    event_line,
    read_header,
    read_line,
    written,
)
from .transaction import Transaction, named_blobs

_PAGE = 500
_DELETED = ".deleted"
LARGEST_LEAP = 2**32
"""By how much a clock may be ahead of all before it. Clocks grow by one with each event, so no log made by people comes
near; without a limit one forged line would use up the clock of the whole journal."""


@dataclass(slots=True)
class Counts:
    """What an import did. `known` events were there already; `problems` says in a sentence each what was left out."""

    added: int = 0
    known: int = 0
    people: int = 0
    blobs: int = 0
    erased: int = 0
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Arrival:
    """What this side says of events that came by themselves, whatever they say of themselves: where they are from and
    in which role they count. What was erased there, together with a deletion, is then erased here too."""

    origin: str
    role: str


def export(journal: Journal, after: int = 0) -> Iterator[bytes]:
    """The journal's lines, each with its line end: the events after this `seq`, everyone known, and all blobs.

    It is read page by page, so what is written meanwhile may or may not be in it.

    Raises:
        Unavailable: the file cannot be read.
    """
    yield written(HeaderLine(format=FORMAT, version=VERSION, project=journal.project))
    while events := _page(journal, after):
        yield from (written(event_line(event)) for event in events)
        after = events[-1].seq
    for username, body in journal.read(lambda reader: reader.people_by_id()):
        yield written(PersonLine(id=username, body=body.decode("utf-8")))
    for name in journal.read(lambda reader: reader.blobs()):
        yield from _blob_line(journal, name)


def import_lines(journal: Journal, lines: Iterable[bytes | EventLine], arrival: Arrival | None = None) -> Counts:
    """Takes in an export: events keep their author and time, are unverified and name where they came from.

    An event that is there already is left as it is, and so is one that was erased here. What does not fit is left out
    and reported; the rest is taken in. `arrival` is for what no person here has asked for by name. Lines that
    `read_line` gave already are not read again; the first one is text.

    Raises:
        Invalid: the first line is not the header of an export, or of a newer version's.
        Unavailable: the file cannot be written; what was taken in before stays.
    """
    numbered = ((n, line.strip() if isinstance(line, bytes) else line) for n, line in enumerate(lines, 1))
    numbered = ((number, line) for number, line in numbered if line)
    first = next(numbered, (1, b""))[1]
    source = read_header(first if isinstance(first, bytes) else b"").project
    counts = Counts()
    pace = _Pace(journal.read(lambda reader: reader.stored_head().clock))
    said = _Said(source, arrival)
    while chunk := list(islice(numbered, _PAGE)):
        understood = list(pace.kept(list(_understood(chunk, counts)), counts))
        _import_events(journal, said, [line for line in understood if isinstance(line, EventLine)], counts)
        beside = [line for line in understood if isinstance(line, PersonLine | BlobLine)]
        if beside:
            _import_beside(journal, beside, said, counts)
    for entity, events in said.erased.items():
        _erase_here(journal, entity, events, counts)
    return counts


@dataclass(slots=True)
class _Said:
    """One import: what its header and this side say of all its events, and what those that were taken in say.

    `named` are the blobs that new events name; `erased` the events, by thing, that have a text here and none there.
    """

    source: str
    arrival: Arrival | None
    named: set[str] = field(default_factory=set)
    erased: defaultdict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def stamp(self, line: EventLine) -> Stamp:
        if self.arrival is not None:
            return Stamp(line.actor, self.arrival.role, False, self.arrival.origin, line.at)
        origin = line.origin or self.source
        if origin.startswith(FROM_GIT) and "@" not in origin:
            # By a file, nobody's signature stands for it.
            origin += f"@{self.source}"
        return Stamp(line.actor, line.role, False, origin, line.at)


def _understood(chunk: Iterable[tuple[int, bytes | EventLine]], counts: Counts) -> Iterator[tuple[int, AnyLine]]:
    for number, line in chunk:
        try:
            yield number, read_line(line) if isinstance(line, bytes) else line
        except Invalid as error:
            counts.problems.append(f"Line {number} was left out. {error.message}")


@dataclass(slots=True)
class _Pace:
    """How far the clocks of an import have come, from where the journal stands."""

    reached: int

    def kept(self, lines: list[tuple[int, AnyLine]], counts: Counts) -> Iterator[AnyLine]:
        """The lines, without the events whose clock leaps. Small steps come first, since a journal that took things in
        stores them thing by thing, not by clock."""
        for clock in sorted(line.clock for _, line in lines if isinstance(line, EventLine)):
            if clock > self.reached + LARGEST_LEAP:
                break
            self.reached = max(self.reached, clock)
        for number, line in lines:
            if isinstance(line, EventLine) and line.clock > self.reached:
                counts.problems.append(f"Line {number} was left out. Its clock is too far ahead of all before it.")
            else:
                yield line


def _import_events(journal: Journal, said: _Said, lines: Iterable[EventLine], counts: Counts) -> None:
    """One use case per thing, so that one which cannot be shown keeps no other out."""
    by_entity: defaultdict[tuple[str, str], list[EventLine]] = defaultdict(list)
    for line in lines:
        by_entity[line.entity_kind, line.entity].append(line)
    waiting = [(at, _submit(journal, said, group)) for at, group in by_entity.items()]
    for (kind, entity), future in waiting:
        try:
            result = future.result()
        except CollabError:
            raise
        except Exception as error:
            counts.problems.append(f"What happened to {kind} {entity} was left out: {error}.")
            continue
        counts.added += result.added
        counts.known += result.known
        counts.problems += result.problems
        said.named |= result.named
        if said.arrival is not None and result.emptied:
            said.erased[kind, entity] += result.emptied


@dataclass(slots=True)
class _Result(Counts):
    named: set[str] = field(default_factory=set)
    emptied: list[str] = field(default_factory=list)


def _submit(journal: Journal, said: _Said, lines: list[EventLine]) -> Future[_Result]:
    def use_case(transaction: Transaction) -> _Result:
        result = _Result()
        for line in lines:
            _import_event(transaction, said.stamp(line), line, result)
        return result

    return journal.write(use_case)


def _import_event(transaction: Transaction, stamp: Stamp, line: EventLine, result: _Result) -> None:
    known = transaction.event(line.id)
    if known is None:
        result.named |= named_blobs(_adopt(transaction, stamp, line).payload)
        result.added += 1
    elif _is_same(known, line):
        result.known += 1
        if line.payload is None and known.payload is not None and known.payload_sha256.hex() == line.payload_sha256:
            result.emptied.append(line.id)
    else:
        result.problems.append(f"Event {line.id} was left out: its id stands for something else here.")


def _erase_here(journal: Journal, entity: tuple[str, str], events: list[str], counts: Counts) -> None:
    """Empties what was emptied elsewhere, if the thing's own history tells of a deletion: nothing is lost unsaid."""

    def use_case(transaction: Transaction) -> bool:
        told = any(event.kind.endswith(_DELETED) for event in transaction.events(*entity))
        if told:
            transaction.erase(events)
        return told

    if journal.write(use_case).result():
        counts.erased += len(events)
    else:
        counts.problems.append(f"Texts of {entity[0]} {entity[1]} are missing there, but nobody deleted them.")


def _adopt(transaction: Transaction, stamp: Stamp, line: EventLine) -> Event:
    payload = (line.payload or "").encode("utf-8")
    event = NewEvent(line.id, line.entity_kind, line.entity, line.kind, line.v, payload)
    erased = bytes.fromhex(line.payload_sha256) if line.payload is None else None
    return transaction.adopt(event, stamp, line.clock, line.salt, erased)


def _is_same(known: Event, line: EventLine) -> bool:
    """Content is compared by its text where both have it, since each replica that wrote it has a salt of its own."""
    if (known.entity_kind, known.entity, known.kind, known.actor) != (
        line.entity_kind,
        line.entity,
        line.kind,
        line.actor,
    ):
        return False
    if known.payload is None or line.payload is None:
        return True
    return known.payload == line.payload.encode("utf-8")


def _import_beside(journal: Journal, lines: list[PersonLine | BlobLine], said: _Said, counts: Counts) -> None:
    # A picture elsewhere would tell its owner who looks at it.
    claims = {"verified": False} if said.arrival is None else {"verified": False, "avatarUrl": None}

    def use_case(transaction: Transaction) -> tuple[int, int]:
        people = sum(_import_person(transaction, line, claims) for line in lines if isinstance(line, PersonLine))
        blobs = sum(_import_blob(transaction, line, said.named) for line in lines if isinstance(line, BlobLine))
        return people, blobs

    people, blobs = journal.write(use_case).result()
    counts.people += people
    counts.blobs += blobs


def _import_person(transaction: Transaction, line: PersonLine, claims: Mapping[str, object]) -> bool:
    """Whoever is known here, or was forgotten here, is left as they are. Nobody is verified by what a file says."""
    if transaction.has_person(line.id):
        return False
    body = msgspec.json.decode(line.body)
    unverified = encode({**body, **claims}) if isinstance(body, dict) and "verified" in body else None
    transaction.put_person(line.id, unverified or line.body.encode("utf-8"))
    return True


def _import_blob(transaction: Transaction, line: BlobLine, named: set[str]) -> bool:
    """What was erased here comes back only with a new event that names it."""
    if transaction.blob(line.sha256) is not None or (transaction.has_blob(line.sha256) and line.sha256 not in named):
        return False
    transaction.put_blob(line.data, line.media_type)
    return True


def _page(journal: Journal, after: int) -> list[Event]:
    return journal.read(lambda reader: reader.events_since(after, _PAGE))


def _blob_line(journal: Journal, name: str) -> Iterator[bytes]:
    blob = journal.read(lambda reader: reader.blob(name))
    if blob is not None:
        yield written(BlobLine(sha256=name, media_type=blob[0], data=blob[1]))

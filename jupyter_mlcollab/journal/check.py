"""Whether a journal is whole, and making anew all that is derived from it."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from . import derive, fulltext, sqlite
from .chain import START, header_sha256, payload_sha256
from .event import Event
from .fold import Fold
from .head import Head
from .journal import Journal
from .reader import Reader
from .schema import NOTICE, VIEW

_PAGE = 1000


def verify(journal: Journal) -> list[str]:
    """What is wrong, one sentence each; empty when all is well. Reads everything: seconds for 100,000 events.

    Raises:
        Unavailable: the file cannot be read at all.
    """
    return journal.read(lambda reader: _problems(reader, journal.folds))


def rebuild(journal: Journal) -> int:
    """Makes every view, full text and notice anew from the events; how many things there are.

    Raises:
        Unavailable: the file cannot be written.
    """
    return journal.write(lambda transaction: transaction.refold_all()).result() if journal.exists() else 0


def _problems(reader: Reader, folds: Mapping[str, Fold]) -> list[str]:
    connection = reader.connection
    if connection is None:
        return []
    damage = [f"The file is damaged: {line}." for line in sqlite.integrity_problems(connection)]
    return damage or [*_chain_problems(reader), *_view_problems(reader, folds)]


def _chain_problems(reader: Reader) -> list[str]:
    found: list[str] = []
    head = Head(0, 0, START)
    while events := reader.events_since(head.seq, _PAGE):
        for event in events:
            found += _event_problems(event, head)
            head = Head(event.seq, max(head.clock, event.clock), header_sha256(event))
    if head != reader.stored_head():
        found.append(f"The log ends at event {head.seq}, which is not the last one written: events are missing.")
    return found


def _event_problems(event: Event, before: Head) -> list[str]:
    found = []
    if event.seq != before.seq + 1:
        found.append(f"Events {before.seq + 1} to {event.seq - 1} are missing.")
    elif event.prev_sha256 != before.sha256:
        found.append(f"Event {before.seq} is not the one that event {event.seq} was written after.")
    if event.payload is not None and not _is_intact(event, event.payload):
        found.append(f"The content of event {event.seq} is not what was written.")
    return found


def _is_intact(event: Event, payload: bytes) -> bool:
    try:
        return payload_sha256(event.salt, payload) == event.payload_sha256
    except TypeError:
        # SQLite keeps whatever another program put in a column, text too.
        return False


def _view_problems(reader: Reader, folds: Mapping[str, Fold]) -> list[str]:
    entities = reader.entities()
    known = set(entities)
    rows = reader.rows(select(VIEW.c.kind, VIEW.c.id).where(VIEW.c.project == reader.project))
    extra = [(row[0], row[1]) for row in rows if (row[0], row[1]) not in known]
    differing = [at for at in entities if _stored(reader, *at) != _expected(reader, folds, *at)]
    return [
        f"What is shown of {kind} {entity} does not match its events. Run: jupyter mlcollab rebuild."
        for kind, entity in [*differing, *extra]
    ]


def _expected(reader: Reader, folds: Mapping[str, Fold], kind: str, entity: str) -> object:
    events = reader.events(kind, entity)
    view = derive.folded(folds, kind, entity, events)
    if view is None:
        return None, "", []
    notices = derive.notice_rows(view.notices, events)
    return derive.view_row(view, events), fulltext.storable(view.text), _sorted(notices)


def _stored(reader: Reader, kind: str, entity: str) -> object:
    views = VIEW.c.project == reader.project, VIEW.c.kind == kind, VIEW.c.id == entity
    rows = [dict(row._mapping) for row in reader.rows(select(VIEW).where(*views))]
    notices = NOTICE.c.project == reader.project, NOTICE.c.entity_kind == kind, NOTICE.c.entity == entity
    told = _sorted([dict(row._mapping) for row in reader.rows(select(NOTICE).where(*notices))])
    if not rows or reader.connection is None:
        return None, "", told
    (row,) = rows
    words = fulltext.read(reader.connection, row.pop("number"))
    del row["project"]
    return row, words, told


def _sorted(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    return sorted(rows, key=lambda row: (row["seq"], row["person"], row["reason"]) if row else ())

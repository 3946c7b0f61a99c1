"""What may be asked of a journal. Each answer is of one state of the data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, Connection, Executable, Select, and_, bindparam, func, select

from . import fulltext
from .chain import START, moment
from .event import Event, Poke
from .fold import StoredNotice, StoredView
from .head import Head
from .prepared import Prepared
from .schema import BLOB, EVENT, NOTICE, PERSON, PERSONAL, PROJECT, VIEW

_MINE: BindParameter[str] = bindparam("project")

_HEAD = Prepared(select(PROJECT.c.seq, PROJECT.c.clock, PROJECT.c.head_sha256).where(PROJECT.c.id == _MINE))
_EVENT = Prepared(select(EVENT).where(EVENT.c.project == _MINE, EVENT.c.id == bindparam("id")))
_ENTITY_EVENTS = Prepared(
    select(EVENT)
    .where(
        EVENT.c.project == _MINE, EVENT.c.entity_kind == bindparam("entity_kind"), EVENT.c.entity == bindparam("entity")
    )
    .order_by(EVENT.c.clock, EVENT.c.id)
)
_EVENTS_SINCE = Prepared(
    select(EVENT)
    .where(EVENT.c.project == _MINE, EVENT.c.seq > bindparam("seq"))
    .order_by(EVENT.c.seq)
    .limit(bindparam("limit"))
)
_ENTITIES = Prepared(
    select(EVENT.c.entity_kind, EVENT.c.entity)
    .where(EVENT.c.project == _MINE)
    .distinct()
    .order_by(EVENT.c.entity_kind, EVENT.c.entity)
)
_POKES_SINCE = Prepared(
    select(EVENT.c.seq, EVENT.c.entity_kind, EVENT.c.entity, VIEW.c.subject, EVENT.c.kind)
    .select_from(
        EVENT.outerjoin(
            VIEW,
            (VIEW.c.project == EVENT.c.project) & (VIEW.c.kind == EVENT.c.entity_kind) & (VIEW.c.id == EVENT.c.entity),
        )
    )
    .where(EVENT.c.project == _MINE, EVENT.c.seq > bindparam("seq"))
    .order_by(EVENT.c.seq)
    .limit(bindparam("limit"))
)

_VIEW_COLUMNS = (VIEW.c.kind, VIEW.c.id, VIEW.c.subject, VIEW.c.status, VIEW.c.updated_at, VIEW.c.seq, VIEW.c.body)
_VIEWS = select(*_VIEW_COLUMNS).where(VIEW.c.project == _MINE, VIEW.c.kind == bindparam("kind"))
_VIEW = Prepared(_VIEWS.where(VIEW.c.id == bindparam("id")))
_COUNTS = Prepared(
    select(VIEW.c.subject, VIEW.c.status, func.count())
    .where(VIEW.c.project == _MINE, VIEW.c.kind == bindparam("kind"))
    .group_by(VIEW.c.subject, VIEW.c.status)
    .order_by(VIEW.c.subject, VIEW.c.status)
)

_FROM = Prepared(select(EVENT.c.seq).where(EVENT.c.project == _MINE, EVENT.c.origin == bindparam("origin")).limit(1))
_PERSONAL = Prepared(
    select(PERSONAL.c.body).where(
        PERSONAL.c.project == _MINE, PERSONAL.c.person == bindparam("person"), PERSONAL.c.key == bindparam("key")
    )
)
_NOTICES = Prepared(
    select(*[column for column in NOTICE.c if column is not NOTICE.c.project], EVENT.c.origin)
    .join_from(NOTICE, EVENT, and_(EVENT.c.project == NOTICE.c.project, EVENT.c.seq == NOTICE.c.seq))
    .where(NOTICE.c.project == _MINE, NOTICE.c.person == bindparam("person"), NOTICE.c.seq > bindparam("seq"))
    .order_by(NOTICE.c.seq.desc(), NOTICE.c.reason)
    .limit(bindparam("limit"))
)
_BLOB = Prepared(
    select(BLOB.c.media_type, BLOB.c.data).where(BLOB.c.project == _MINE, BLOB.c.sha256 == bindparam("sha256"))
)
_BLOBS = Prepared(
    select(BLOB.c.sha256).where(BLOB.c.project == _MINE, BLOB.c.data.is_not(None)).order_by(BLOB.c.sha256)
)
_PERSON = Prepared(select(PERSON.c.body).where(PERSON.c.project == _MINE, PERSON.c.id == bindparam("id")))
_PEOPLE = Prepared(select(PERSON.c.id, PERSON.c.body).where(PERSON.c.project == _MINE).order_by(PERSON.c.id))


class Reader:
    """Reads one project; without a connection, as before the first write, everything is empty."""

    def __init__(self, connection: Connection | None, project: str) -> None:
        self.connection = connection
        self.project = project

    def head(self) -> int:
        """`seq` of the newest event; 0 when there is none."""
        return self.stored_head().seq

    def stored_head(self) -> Head:
        """Where the log stands."""
        rows = self.rows(_HEAD)
        return Head(*rows[0]) if rows else Head(0, 0, START)

    def event(self, event_id: str) -> Event | None:
        rows = self.rows(_EVENT, id=event_id)
        return event_of(rows[0]) if rows else None

    def events(self, entity_kind: str, entity: str) -> list[Event]:
        """All events of one thing, in the order they are folded in."""
        return [event_of(row) for row in self.rows(_ENTITY_EVENTS, entity_kind=entity_kind, entity=entity)]

    def events_since(self, seq: int, limit: int) -> list[Event]:
        """The next events after `seq`, at most `limit`, in order of writing."""
        return [event_of(row) for row in self.rows(_EVENTS_SINCE, seq=seq, limit=limit)]

    def pokes_since(self, seq: int, limit: int) -> list[Poke]:
        """What `events_since` gives, as pokes."""
        return [Poke(self.project, *row) for row in self.rows(_POKES_SINCE, seq=seq, limit=limit)]

    def entities(self) -> list[tuple[str, str]]:
        """Kind and id of every thing that something happened to."""
        return [(row[0], row[1]) for row in self.rows(_ENTITIES)]

    def has_events_from(self, origin: str) -> bool:
        """Whether events of that origin are here."""
        return bool(self.rows(_FROM, origin=origin))

    def view(self, kind: str, entity: str) -> StoredView | None:
        rows = self.rows(_VIEW, kind=kind, id=entity)
        return _view(rows[0]) if rows else None

    def views(
        self,
        kind: str,
        subject: str | None = None,
        status: str | None = None,
        ids: Sequence[str] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> list[StoredView]:
        """Views of a kind by rising id, so oldest first; each argument given narrows. `after` is the last id seen."""
        statement, given = _narrowed(subject, status, ids, after)
        if limit is not None:
            statement = statement.limit(bindparam("limit"))
            given["limit"] = limit
        return [_view(row) for row in self.rows(statement.order_by(VIEW.c.id), kind=kind, **given)]

    def counts(self, kind: str) -> list[tuple[str | None, str | None, int]]:
        """How many views of a kind there are, by subject and status."""
        return [(row[0], row[1], row[2]) for row in self.rows(_COUNTS, kind=kind)]

    def search(
        self, kind: str, words: str, limit: int, subject: str | None = None, status: str | None = None
    ) -> list[str]:
        """Ids of the views that hold all the words, best first; the last word may be a beginning."""
        if self.connection is None:
            return []
        return fulltext.search(self.connection, self.project, kind, words, limit, subject, status)

    def personal(self, person: str, key: str) -> bytes | None:
        """What a person keeps for themselves under this key."""
        return self._first(_PERSONAL, person=person, key=key)

    def notices(self, person: str, after_seq: int = 0, limit: int = 200) -> list[StoredNotice]:
        """What a person is to be told of events after `after_seq`, newest first, at most `limit`."""
        return [_notice(row) for row in self.rows(_NOTICES, person=person, seq=after_seq, limit=limit)]

    def blob(self, sha256: str) -> tuple[str, bytes] | None:
        """Media type and bytes; None when unknown or erased."""
        rows = self.rows(_BLOB, sha256=sha256)
        return (rows[0][0], rows[0][1]) if rows and rows[0][1] is not None else None

    def blobs(self) -> list[str]:
        """SHA-256 of every blob that is not erased."""
        return [row[0] for row in self.rows(_BLOBS)]

    def person(self, username: str) -> bytes | None:
        """A person's name and looks as JSON; None when unknown or forgotten."""
        return self._first(_PERSON, id=username)

    def people(self) -> list[bytes]:
        """Everyone known, as `person` gives them, by username."""
        return [body for _, body in self.people_by_id()]

    def people_by_id(self) -> list[tuple[str, bytes]]:
        return [(row[0], row[1]) for row in self.rows(_PEOPLE) if row[1] is not None]

    def rows(self, statement: Prepared | Executable, **parameters: Any) -> Sequence[Any]:
        """What a statement of this floor finds; `project` is among its parameters."""
        if self.connection is None:
            return ()
        given = {"project": self.project, **parameters}
        if isinstance(statement, Prepared):
            return statement.run(self.connection, given)
        return self.connection.execute(statement, given).all()

    def _first(self, statement: Prepared, **parameters: Any) -> bytes | None:
        rows = self.rows(statement, **parameters)
        found: bytes | None = rows[0][0] if rows else None
        return found


def _narrowed(
    subject: str | None, status: str | None, ids: Iterable[str] | None, after: str | None
) -> tuple[Select[Any], dict[str, Any]]:
    statement, given = _VIEWS, dict[str, Any]()
    for name, column, value in (("subject", VIEW.c.subject, subject), ("status", VIEW.c.status, status)):
        if value is not None:
            statement, given[name] = statement.where(column == bindparam(name)), value
    if ids is not None:
        statement, given["ids"] = statement.where(VIEW.c.id.in_(bindparam("ids", expanding=True))), list(ids)
    if after is not None:
        statement, given["after"] = statement.where(VIEW.c.id > bindparam("after")), after
    return statement, given


def event_of(row: Any) -> Event:
    """The event of one row of its table."""
    # The table's columns stand in the order of the fields.
    fields: list[Any] = list(row)
    fields[10] = bool(fields[10])
    fields[12] = moment(fields[12])
    return Event(*fields)


def _view(row: Any) -> StoredView:
    kind, entity, subject, status, updated_at, seq, body = row
    return StoredView(kind, entity, subject, status, moment(updated_at), seq, body)


def _notice(row: Any) -> StoredNotice:
    person, seq, reason, event_id, entity_kind, entity, at, actor, origin = row
    return StoredNotice(person, seq, event_id, entity_kind, entity, reason, moment(at), actor, origin)

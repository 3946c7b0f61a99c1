"""Keeps what is shown in step with the log: views, their full text and notices, each made from events alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from . import fulltext
from .chain import milliseconds
from .event import Event
from .fold import Fold, Notice, View
from .prepared import Prepared
from .reader import Reader
from .schema import NOTICE, VIEW

_OF_ENTITY = (
    VIEW.c.project == bindparam("of_project"),
    VIEW.c.kind == bindparam("of_kind"),
    VIEW.c.id == bindparam("of_id"),
)
_COLUMNS = ("subject", "status", "updated_at", "seq", "body", "kind", "id")
_NUMBER = Prepared(select(VIEW.c.number).where(*_OF_ENTITY))
_INSERT = Prepared(insert(VIEW).returning(VIEW.c.number), ("project", *_COLUMNS))
_UPDATE = Prepared(update(VIEW).where(VIEW.c.number == bindparam("of_number")), _COLUMNS)
_DELETE = Prepared(delete(VIEW).where(VIEW.c.number == bindparam("of_number")))
_CLEAR = Prepared(delete(VIEW).where(VIEW.c.project == bindparam("of_project")))
_INSERT_NOTICE = Prepared(insert(NOTICE))
_DELETE_NOTICES = Prepared(
    delete(NOTICE).where(
        NOTICE.c.project == bindparam("of_project"),
        NOTICE.c.entity_kind == bindparam("of_kind"),
        NOTICE.c.entity == bindparam("of_id"),
    )
)
_CLEAR_NOTICES = Prepared(delete(NOTICE).where(NOTICE.c.project == bindparam("of_project")))


def folded(folds: Mapping[str, Fold], entity_kind: str, entity: str, events: Sequence[Event]) -> View | None:
    """The view of one thing; None when there is nothing to show or nobody here knows its kind.

    Raises:
        ValueError: the fold gave the view of another thing, which is a mistake in the fold.
    """
    fold = folds.get(entity_kind)
    view = fold(entity, events) if fold is not None and events else None
    if view is not None and (view.kind, view.id) != (entity_kind, entity):
        raise ValueError(f"The fold of {entity_kind} {entity} gave {view.kind} {view.id}.")
    return view


def refold(
    connection: Connection, reader: Reader, folds: Mapping[str, Fold], entity_kind: str, entity: str
) -> View | None:
    """Makes one thing's view, full text and notices anew from its events; the view, as `folded` gives it."""
    events = reader.events(entity_kind, entity)
    view = folded(folds, entity_kind, entity, events)
    project = reader.project
    at = {"of_project": project, "of_kind": entity_kind, "of_id": entity}
    found = _NUMBER.run(connection, at)
    number = found[0][0] if found else None
    _replace_view(connection, project, number, view, events)
    if number is not None:
        _DELETE_NOTICES.run(connection, at)
    if view is not None and view.notices:
        _insert_notices(connection, view.notices, events)
    return view


def clear(connection: Connection, project: str) -> None:
    """Drops every view, text and notice of the project."""
    fulltext.clear(connection)
    for statement in (_CLEAR, _CLEAR_NOTICES):
        statement.run(connection, {"of_project": project})


def view_row(view: View, events: Sequence[Event]) -> dict[str, object]:
    """The columns of a view, all but its number and project."""
    return {
        "kind": view.kind,
        "id": view.id,
        "subject": view.subject,
        "status": view.status,
        "updated_at": max(milliseconds(event.at) for event in events),
        "seq": max(event.seq for event in events),
        "body": view.body,
    }


def notice_rows(notices: Sequence[Notice], events: Sequence[Event]) -> list[dict[str, object]]:
    """The columns of the notices; a notice said twice is one, one about an event that is not there is none."""
    by_id = {event.id: event for event in events}
    told = dict.fromkeys((notice.person, notice.event_id, notice.reason) for notice in notices)
    return [_notice_row(person, by_id[event], reason) for person, event, reason in told if event in by_id]


def _notice_row(person: str, event: Event, reason: str) -> dict[str, object]:
    return {
        "project": event.project,
        "person": person,
        "seq": event.seq,
        "reason": reason,
        "event_id": event.id,
        "entity_kind": event.entity_kind,
        "entity": event.entity,
        "at": milliseconds(event.at),
        "actor": event.actor,
    }


def _insert_notices(connection: Connection, notices: Sequence[Notice], events: Sequence[Event]) -> None:
    for row in notice_rows(notices, events):
        _INSERT_NOTICE.run(connection, row)


def _replace_view(
    connection: Connection, project: str, number: int | None, view: View | None, events: Sequence[Event]
) -> None:
    if number is not None:
        fulltext.remove(connection, number)
    if view is None:
        if number is not None:
            _DELETE.run(connection, {"of_number": number})
        return
    row = view_row(view, events)
    if number is None:
        number = _INSERT.run(connection, {"project": project, **row})[0][0]
    else:
        _UPDATE.run(connection, {"of_number": number, **row})
    fulltext.put(connection, number, view.text)

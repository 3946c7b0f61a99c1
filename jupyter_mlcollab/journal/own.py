"""What this replica of a project has to give out: all that did not come to it through git from another one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, distinct, func, not_, or_, select

from .event import FROM_GIT, Event
from .prepared import Prepared
from .reader import Reader, event_of
from .schema import EVENT

_MINE = EVENT.c.project == bindparam("project")
_OWN = or_(EVENT.c.origin.is_(None), func.substr(EVENT.c.origin, 1, len(FROM_GIT)) != FROM_GIT)
_AFTER = EVENT.c.seq > bindparam("seq")
_EVENTS = Prepared(
    select(EVENT)
    .where(_MINE, _OWN, _AFTER, EVENT.c.seq <= bindparam("until"))
    .order_by(EVENT.c.seq)
    .limit(bindparam("limit"))
)
_COUNTS = Prepared(
    select(EVENT.c.entity_kind, func.count(distinct(EVENT.c.entity)), func.count())
    .where(_MINE, _OWN, _AFTER)
    .group_by(EVENT.c.entity_kind)
    .order_by(EVENT.c.entity_kind)
)
_ACTORS = Prepared(select(EVENT.c.actor).where(_MINE, _OWN, _AFTER).distinct().order_by(EVENT.c.actor))
_ERASED = Prepared(select(EVENT.c.seq, _OWN).where(_MINE, EVENT.c.payload.is_(None)).order_by(EVENT.c.seq))
_ARRIVED = Prepared(
    select(EVENT.c.actor, func.count())
    .where(_MINE, not_(_OWN), _AFTER, EVENT.c.entity_kind != "document")
    .group_by(EVENT.c.actor)
    .order_by(func.count().desc(), EVENT.c.actor)
)
_LATEST = 2**62


class OwnCount(NamedTuple):
    """How many things of a kind there are, and how many events happened to them."""

    entity_kind: str
    things: int
    events: int


def own_events(reader: Reader, after: int, limit: int, until: int = _LATEST) -> list[Event]:
    """The next events of this replica after one `seq` and up to another, at most `limit`, in order of writing."""
    return [event_of(row) for row in reader.rows(_EVENTS, seq=after, until=until, limit=limit)]


def own_counts(reader: Reader, after: int) -> list[OwnCount]:
    """What this replica has to give out that was written after `seq`."""
    return [OwnCount(*row) for row in reader.rows(_COUNTS, seq=after)]


def own_actors(reader: Reader, after: int) -> list[str]:
    """Usernames of those who did what this replica has to give out, after `seq`."""
    return [row[0] for row in reader.rows(_ACTORS, seq=after)]


def erased_events(reader: Reader) -> tuple[Sequence[int], Sequence[int]]:
    """`seq` of every erased event: this replica's own, and those of others."""
    rows = reader.rows(_ERASED)
    return [row[0] for row in rows if row[1]], [row[0] for row in rows if not row[1]]


def arrived_by(reader: Reader, after: int) -> list[tuple[str, int]]:
    """Who did how much of what came from other replicas after `seq`, by username, most first. That a document became
    known is nobody's doing."""
    return [(row[0], row[1]) for row in reader.rows(_ARRIVED, seq=after)]

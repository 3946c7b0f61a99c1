"""How events become what is shown. The journal knows no room: rooms hand their folds in, one per entity kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from .event import Event


@dataclass(frozen=True, slots=True)
class Notice:
    """Someone to tell, and why: `reason` is `reply`, `mention` or `look`. `event_id` is one of the folded events."""

    person: str
    event_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class View:
    """An entity as its events leave it.

    `kind` and `id` are those of the entity. `subject` is what it is about and `status` where it stands: lists
    filter on both. `body` is JSON, `text` is what full-text search sees (empty: nothing to find).
    """

    kind: str
    id: str
    subject: str | None
    status: str | None
    body: bytes
    text: str = ""
    notices: list[Notice] = field(default_factory=list)


class Fold(Protocol):
    """Folds all events of one entity, in `(clock, id)` order, into its view; None when there is nothing to show.

    Pure: the same events give the same view on every machine. Unknown kinds, unknown fields and erased payloads
    (None) are read over, never raised on.
    """

    def __call__(self, entity: str, events: Sequence[Event], /) -> View | None: ...


@dataclass(frozen=True, slots=True)
class StoredView:
    """A view as stored. `updated_at` is the time of its newest event (UTC), `seq` the highest seq folded in."""

    kind: str
    id: str
    subject: str | None
    status: str | None
    updated_at: datetime
    seq: int
    body: bytes


@dataclass(frozen=True, slots=True)
class StoredNotice:
    """A notice as stored, with who caused it (`actor`) and when (`at`, UTC). `seq` is that of the event, and
    `origin` where that came from, if it was not written here."""

    person: str
    seq: int
    event_id: str
    entity_kind: str
    entity: str
    reason: str
    at: datetime
    actor: str
    origin: str | None

"""What crosses the wire about the log."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ..core.people import Person
from ..core.wire import Time, Wire

Cursor = Annotated[int, msgspec.Meta(ge=0, le=2**53, description="number of an event; 0 is before the first")]


class Entry(Wire, frozen=True, kw_only=True):
    """One event of the log, without its content. `origin` says where an imported one came from, `signed_by` whose
    signature stands for one that came through git."""

    seq: int
    id: str
    at: Time
    actor: Person
    role: str
    verified: bool
    origin: str | None
    signed_by: str | None
    kind: str
    entity_kind: str
    entity: str
    erased: bool


class Entries(Wire, frozen=True, kw_only=True):
    """Entries, oldest first. `next` is the cursor to go on from, null at the end."""

    entries: list[Entry]
    next: int | None


class Change(Wire, frozen=True, kw_only=True):
    """That something happened to an entity: enough to know what to fetch again."""

    seq: int
    kind: str
    entity_kind: str
    entity: str
    subject: str | None


class Changes(Wire, frozen=True, kw_only=True):
    """Changes since a cursor, and the cursor now. `resync` says there were too many: fetch everything again."""

    head: int
    changes: list[Change]
    resync: bool

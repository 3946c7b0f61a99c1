"""What the journal holds: one thing that happened, before and after it is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class NewEvent:
    """Something that happened, as a use case hands it in.

    `id` is a UUIDv7 made by the client; `kind` is `noun.participle`; `v` is the version of the payload's form;
    `payload` is canonical JSON (`core.wire.encode`) and is stored as exactly these bytes.
    """

    id: str
    entity_kind: str
    entity: str
    kind: str
    v: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who did it, in which role and when, as the server knows it. `at` None means the moment of writing.

    `origin` names where an imported event came from; it is None for events written here.
    """

    username: str
    role: str
    verified: bool
    origin: str | None = None
    at: datetime | None = None


FROM_GIT = "git:"
"""How the origin of events begins that came through git from another replica of the same project. All others are this
replica's own to give out: written here, or taken in from a file by somebody here."""


def came_through_git(origin: str | None) -> bool:
    """Whether that is the origin of events of another replica of the same project."""
    return origin is not None and origin.startswith(FROM_GIT)


LARGEST_CLOCK = 2**53
"""Where a clock stands still, since JSON's readers count no further; then ids alone give the order."""


@dataclass(frozen=True, slots=True)
class Event:
    """A stored event.

    `seq` is dense per project from 1, in the order of writing. `clock` is a Lamport clock: events of one entity
    are folded in `(clock, id)` order. `at` is in UTC, to the millisecond. `payload` is None and `salt` empty once
    erased. `payload_sha256` is SHA-256 of `salt + payload`; `prev_sha256` is that of the header before it
    (`journal.chain` says of which bytes).
    """

    project: str
    seq: int
    id: str
    v: int
    clock: int
    entity_kind: str
    entity: str
    kind: str
    actor: str
    role: str
    verified: bool
    origin: str | None
    at: datetime
    payload: bytes | None
    salt: bytes
    payload_sha256: bytes
    prev_sha256: bytes


@dataclass(frozen=True, slots=True)
class Poke:
    """That something happened, without what: enough to know what to fetch again.

    `subject` is that of the entity's view after the event, such as the document a thread is on.
    """

    project: str
    seq: int
    entity_kind: str
    entity: str
    subject: str | None
    kind: str

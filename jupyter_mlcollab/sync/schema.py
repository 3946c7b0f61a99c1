"""What crosses the wire about sharing a project's comments through git."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from ..core.wire import Time, Wire

RemoteName = Annotated[str, msgspec.Meta(min_length=1, max_length=2_000, description="a remote's name in git")]


class Leaving(Wire, frozen=True, kw_only=True):
    """What of this computer is not at the remote yet: threads, looks, cards, and events of all kinds; `people` are the
    names that go along."""

    threads: int
    looks: int
    cards: int
    events: int
    people: list[str]


class Replica(Wire, frozen=True, kw_only=True):
    """Another computer's part of the conversation. `problem` says why the newest of it was not taken in. `signature` is
    what git found of its signature: `unknown` is of a key that git cannot tell whose it is. `signer` is who made a good
    one."""

    id: str
    people: list[str]
    events: int
    problem: str | None
    signature: Literal["none", "good", "unknown", "expired", "bad"]
    signer: str | None


class SharingState(Wire, frozen=True, kw_only=True):
    """How this computer stands to a remote. `problem` says why nothing can be shared, `agreed` is false until somebody
    has said yes to what leaves. `address` carries no password. `remotes` are all that may be chosen."""

    remote: str | None
    address: str | None
    remotes: list[str]
    problem: str | None
    agreed: bool
    replica: str
    leaving: Leaving
    shared_at: Time | None
    fetched_at: Time | None
    replicas: list[Replica]


class Arrived(Wire, frozen=True, kw_only=True):
    """How much came from somebody."""

    person: str
    events: int


class Sync(Wire, frozen=True, kw_only=True):
    """What is asked for. `agreed` says yes to what leaves, `same_project` that what is there, of a project with another
    id, is of this one. `fetch_only` shares nothing. Without a remote it is the one that was shared with last, else
    `origin`, or the only one there is."""

    remote: RemoteName | None = None
    agreed: bool = False
    same_project: bool = False
    fetch_only: bool = False


class Synced(Wire, frozen=True, kw_only=True):
    """What a sync did: what came from whom, texts erased here, events given out anew. `problems` say what was left out,
    `notes` what one should know."""

    arrived: list[Arrived]
    erased: int
    shared: int
    problems: list[str]
    notes: list[str]
    state: SharingState


class Forgotten(Wire, frozen=True, kw_only=True):
    """Whether this computer's part was at the remote and is not any more."""

    remote: str
    removed: bool

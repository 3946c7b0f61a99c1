"""Who acts: a person as the rest of the product knows them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .wire import Wire


class Role(StrEnum):
    """What a person is to a project, from least to most."""

    VIEWER = "viewer"
    COMMENTER = "commenter"
    REVIEWER = "reviewer"
    MAINTAINER = "maintainer"


class Person(Wire, frozen=True, kw_only=True):
    """Somebody who may act. `username` is the key; the rest is for showing.

    `verified` is true only for users a hub or a custom identity provider vouches for.
    """

    username: str
    display_name: str
    initials: str
    color: str | None
    avatar_url: str | None
    verified: bool


class Actor(Wire, frozen=True, kw_only=True):
    """A person with the role they act in, as stamped on events by the server."""

    person: Person
    role: Role


@dataclass(frozen=True)
class Visitor:
    """Somebody who signed in, as the server sees them. `person.verified` says whether the sign-in vouches for them.

    `own_server` is true on one's own server, where a project's `[roles]` decide alone. `local` is true when they came
    from this very computer, so that git's user is likely them.
    """

    person: Person
    own_server: bool
    local: bool

"""What crosses the wire about projects, people and roles."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from ..core.people import Person, Role
from ..core.route import Can
from ..core.wire import Wire

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class Me(Wire, frozen=True, kw_only=True):
    """The person asking, and what they may do here.

    `declared` is false while a person who signed in by token has not said who they are; `suggested_name` then
    pre-fills the question.
    """

    person: Person
    declared: bool
    suggested_name: str | None
    role: Role
    can: list[Can]


class Project(Wire, frozen=True, kw_only=True):
    """A project as the browser needs it to turn the server's paths into the project's and back.

    A server path below `server_folder` loses that folder and gains `path_prefix`. `kept` says who can reach what is
    written: only this computer, or everyone on this server.
    """

    id: str
    name: str
    server_folder: str
    path_prefix: str
    kept: Literal["computer", "server"]
    settings_problem: str | None


class Declaration(Wire, frozen=True, kw_only=True):
    """Who somebody says they are, where the sign-in does not tell."""

    name: Name


class KnownPerson(Wire, frozen=True, kw_only=True):
    """Somebody who can be mentioned or asked. `handle` is what follows the @."""

    person: Person
    handle: str
    role: Role | None
    source: Literal["signed_in", "roles", "git"]


class People(Wire, frozen=True, kw_only=True):
    people: list[KnownPerson]

"""Use cases about projects and people."""

from __future__ import annotations

import msgspec

from ..core.wire import encode
from .person import unverified
from .schema import Declaration, Me, People, Project
from .work import Reading, Serving, Writing
from .work import me as describe_me

DECLARED = "declared-name"


class DeclaredName(msgspec.Struct, frozen=True):
    """What is kept, in private, of what somebody said their name is."""

    name: str


def project_at(work: Serving, path: str = "") -> Project:
    """The project that holds `path`, a file or folder relative to the server's root.

    Raises:
        NotFound: no such path, or not for this person.
        Invalid: the path leaves the root or is hidden.
    """
    return work.find_project(path)


def me(work: Reading) -> Me:
    """The person asking, their role, and what it allows."""
    return describe_me(work.context)


def declare_me(work: Writing, declaration: Declaration) -> Me:
    """The person as they now say they are. A verified person stays who the sign-in says.

    Raises:
        Invalid: nothing readable is left of the name.
    """
    context = work.context
    if context.actor.person.verified:
        return describe_me(context)
    person = unverified(declaration.name)
    work.journal.put_personal(context.login, DECLARED, encode(DeclaredName(person.display_name)))
    return Me(
        person=person,
        declared=True,
        suggested_name=context.suggested_name,
        role=context.actor.role,
        can=describe_me(context).can,
    )


def people(work: Reading) -> People:
    """Everybody who can be mentioned or asked: who has signed in, is named in `[roles]`, or wrote commits."""
    return People(people=work.context.known_people())

"""The three people of the demo."""

from __future__ import annotations

from ..core.people import Actor, Person, Role


def _actor(username: str, name: str, color: str, role: Role) -> Actor:
    initials = "".join(word[0] for word in name.split())
    person = Person(
        username=username, display_name=name, initials=initials, color=color, avatar_url=None, verified=True
    )
    return Actor(person=person, role=role)


YOU = _actor("ana", "Ana López", "#1f6fb2", Role.MAINTAINER)
TEAMMATE = _actor("bo", "Bo Lindqvist", "#b3541e", Role.REVIEWER)
THIRD = _actor("chidi", "Chidi Okafor", "#3d7a42", Role.COMMENTER)
PEOPLE = (YOU, TEAMMATE, THIRD)


def address(actor: Actor) -> str:
    """The made-up mail address under which somebody commits."""
    return f"{actor.person.username}@example.org"

"""Looking up people by their key, for showing."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ..core.people import Person
from .person import named, stored_person
from .work import Reading


def people_by_name(work: Reading) -> Callable[[str], Person]:
    """A look-up from user name to person. Who never wrote is named as the project's people list names them; somebody
    erased or unknown is shown by their key alone."""
    seen: dict[str, Person] = {work.person.username: work.person}

    @cache
    def listed() -> dict[str, Person]:
        return {known.person.username: known.person for known in work.context.known_people()}

    def person(username: str) -> Person:
        if username not in seen:
            stored = work.journal.person(username)
            found = stored_person(username, stored) if stored else listed().get(username)
            seen[username] = found or named(username)
        return seen[username]

    return person

"""Everybody who can be mentioned or asked in a project: signed in, named in its roles, or authors of its commits."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from ..core.errors import CollabError
from ..core.people import Person
from ..git.people import authors, user_name
from .permissions import role_named
from .person import handle, named, unverified
from .schema import KnownPerson

GIT_SECONDS = 60.0
"""For how long the authors of commits are taken as known: asking git takes time."""


class Directory:
    """The people around one project's folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._asking = threading.Lock()
        self._asked_at: float | None = None
        self._authors: list[Person] = []
        self._met: dict[str, Person] = {}
        self._git_name: str | None = None
        self._named_at: float | None = None

    def meet(self, person: Person) -> None:
        """Somebody who is known by name was here. Reading leaves no trace in the journal, so it is kept in memory."""
        with self._lock:
            self._met[person.username] = person

    def people(self, signed_in: Iterable[Person], roles: dict[str, str]) -> list[KnownPerson]:
        """Everybody known, each once: who signed in first, then who has a role, then who wrote commits, as of the last
        `refresh`: the journal's writer asks here and may not wait for git."""
        with self._lock:
            met, written = list(self._met.values()), self._authors
        known = {p.username: _known(p, roles, "signed_in") for p in [*signed_in, *met]}
        for name in roles:
            if name != "*" and name not in known:
                known[name] = _known(named(name), roles, "roles")
        # Somebody who signed in under a hub's name is the same person as the author of their commits.
        names = {entry.person.display_name.casefold() for entry in known.values()}
        for author in written:
            if author.display_name.casefold() not in names and author.username not in known:
                known[author.username] = _known(author, roles, "git")
        return list(known.values())

    def refresh(self) -> None:
        """Asks git for the authors of commits, unless it was asked within the last minute. While one thread asks,
        others go on with what is known; only the very first answer is waited for."""
        if self._is_fresh() or not self._asking.acquire(blocking=self._asked_at is None):
            return
        try:
            if not self._is_fresh():
                found = _authors(self._folder)
                with self._lock:
                    self._authors, self._asked_at = found, time.monotonic()
        finally:
            self._asking.release()

    def _is_fresh(self) -> bool:
        return self._asked_at is not None and time.monotonic() - self._asked_at <= GIT_SECONDS

    def git_name(self) -> str | None:
        """Git's `user.name` here, or None; asked anew after a minute."""
        if self._named_at is None or time.monotonic() - self._named_at > GIT_SECONDS:
            self._git_name, self._named_at = _git_name(self._folder), time.monotonic()
        return self._git_name


def _git_name(folder: Path) -> str | None:
    try:
        author = user_name(folder)
    except CollabError:
        return None
    return author.name if author else None


def _authors(folder: Path) -> list[Person]:
    try:
        found = authors(folder)
    except CollabError:
        return []
    people: dict[str, Person] = {}
    for author in found:
        try:
            person = unverified(author.name)
        except CollabError:
            continue
        people.setdefault(person.username, person)
    return list(people.values())


def _known(person: Person, roles: dict[str, str], source: Literal["signed_in", "roles", "git"]) -> KnownPerson:
    return KnownPerson(
        person=person,
        handle=handle(person.username),
        role=role_named(roles.get(person.username)),
        source=source,
    )

"""What a use case is handed: who acts, in which project, and the journal to read or write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from ..core.errors import Forbidden
from ..core.files import Files
from ..core.ids import new_id
from ..core.people import Actor, Person
from ..core.route import Can
from ..core.wire import Payload, encode
from ..git.project import ProjectPlace
from ..git.repository import Repository
from ..git.settings import Settings
from ..journal.event import Event, NewEvent, Stamp
from .permissions import allowed, require
from .schema import KnownPerson, Me, Project

if TYPE_CHECKING:
    from ..journal.journal import Journal, Reader, Transaction

T = TypeVar("T")


SERVER = Person(username="jupyter", display_name="Jupyter", initials="J", color=None, avatar_url=None, verified=True)
"""Who noticed what nobody did by hand, such as that a file moved."""


@dataclass(frozen=True)
class Context:
    """What stays the same through one request. `known_people` is looked up only when asked for."""

    project: Project
    actor: Actor
    declared: bool
    suggested_name: str | None
    known_people: Callable[[], list[KnownPerson]]
    login: str
    """The name the sign-in gave, under which a declared name is kept."""
    at: datetime | None = None
    """When it happened, for what is told afterwards; None is the moment of writing."""
    gone: Callable[[], bool] = lambda: False
    """Whether nobody waits for the answer any more, so that long work may stop. What writes goes on."""


class Reading:
    """Work that only reads the journal."""

    def __init__(self, context: Context, journal: Reader) -> None:
        self.context = context
        self.journal: Reader = journal

    @property
    def person(self) -> Person:
        return self.context.actor.person

    def may(self, can: Can) -> bool:
        """Whether the person's role allows `can`."""
        return allowed(self.context.actor.role, can)

    def require(self, can: Can) -> None:
        """Nothing when the person's role allows `can`; else *Raises* Forbidden or NotFound."""
        require(self.context.actor.role, can)


class Writing(Reading):
    """Work that appends events, inside one transaction."""

    def __init__(self, context: Context, journal: Transaction) -> None:
        super().__init__(context, journal)
        self.journal: Transaction = journal

    def event(
        self, kind: str, entity: str, payload: Payload, event_id: str | None = None, entity_kind: str | None = None
    ) -> NewEvent:
        """An event ready to be appended. Its entity is of the kind named before the dot unless said otherwise."""
        kind_of_entity = entity_kind or kind.partition(".")[0]
        return NewEvent(event_id or new_id(), kind_of_entity, entity, kind, 1, encode(payload))

    def replayed(self, event: NewEvent) -> bool:
        """Whether this very event is already in the log, so that a retry gets the same answer.

        Raises:
            Conflict: the id is taken by something else.
        """
        return self.journal.replayed(event, self._stamp)

    def append(self, event: NewEvent) -> Event:
        """The event as stored, stamped with the person, their role and the time.

        Raises:
            Forbidden: the person has not said who they are.
        """
        if not self.context.declared:
            raise Forbidden("Say who you are first, so that others know whose words these are.", {"declare": True})
        self.journal.put_person(self.person.username, encode(self.person))
        return self.journal.append(event, self._stamp)

    @property
    def _stamp(self) -> Stamp:
        return Stamp(self.person.username, self.context.actor.role, self.person.verified, at=self.context.at)


@dataclass(frozen=True)
class Local:
    """Work on a project's files and its repository, which never touches the journal.

    `held` gives the one object of a kind that the project keeps while it is open, made at the first use by calling
    the kind. It has to be safe in several threads.
    """

    context: Context
    files: Files
    repository: Repository
    held: Callable[[Callable[[], T]], T]
    settings: Callable[[], Settings]
    """What the project's `mlcollab.toml` says; nothing when it cannot be understood."""


@dataclass(frozen=True)
class Joining(Local):
    """Work that joins files and journal: handed to the use cases of a room's `compose.py` only."""

    read: Callable[[Callable[[Reading], T]], T]
    write: Callable[[Callable[[Writing], T]], T]
    write_as_server: Callable[[Callable[[Writing], T]], T]
    """For what the server found out by itself, whoever happened to ask."""
    whole: Journal
    """The journal itself, for what goes out or comes in as a whole."""
    place: ProjectPlace


@dataclass(frozen=True)
class Serving:
    """Work before a project is known. `find_project` takes a path relative to the server's root."""

    find_project: Callable[[str], Project]


def me(context: Context) -> Me:
    """The person asking, and what they may do."""
    from .permissions import granted

    actor = context.actor
    return Me(
        person=actor.person,
        declared=context.declared,
        suggested_name=context.suggested_name,
        role=actor.role,
        can=granted(actor.role),
    )

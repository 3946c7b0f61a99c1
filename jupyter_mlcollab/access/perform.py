"""From a visitor and a route to the use case's answer: finds the project, the role, and checks the permission.

Everything here blocks and belongs on a worker thread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

import msgspec

from ..core.errors import Forbidden, NotFound
from ..core.people import Actor, Person, Role, Visitor
from ..core.route import Can, Route
from .permissions import allowed, effective_role, require
from .person import stored_person, unverified
from .project import OpenProject
from .registry import Registry
from .schema import KnownPerson
from .service import DECLARED, DeclaredName
from .work import SERVER, Context, Joining, Local, Reading, Serving, Writing

T = TypeVar("T")


class Performer:
    """Runs use cases for visitors."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def perform(
        self, route: Route, arguments: dict[str, Any], visitor: Visitor, gone: Callable[[], bool] = lambda: False
    ) -> Any:
        """The answer of the route's use case. `gone` tells whether the visitor has left without waiting for it.

        Raises:
            CollabError: whatever the use case, the permission or the journal says.
        """
        if route.work is Serving:
            return route.use_case(Serving(lambda path: self._readable(self._registry.at(path), visitor)), **arguments)
        project = self._registry.by_id(arguments.pop("project"))
        context = replace(self.context(project, visitor), gone=gone)
        require(context.actor.role, route.can)
        if context.declared:
            project.directory.meet(context.actor.person)
        # Asked here, since the writer thread may not wait for git.
        project.directory.refresh()
        return run(project, context, route.work, lambda work: route.use_case(work, **arguments))

    def context(self, project: OpenProject, visitor: Visitor) -> Context:
        """Who the visitor is in the project, and in which role they act."""
        person, declared = self._person(project, visitor)
        return Context(
            project=project.describe(),
            actor=Actor(person=person, role=self._role(project, visitor, person)),
            declared=declared,
            suggested_name=project.directory.git_name() if visitor.local and not declared else None,
            known_people=lambda: self._known_people(project),
            login=visitor.person.username,
        )

    def may_read(self, project_id: str, visitor: Visitor) -> bool:
        """Whether the visitor may read the project, asked again for every message of the socket.

        Raises:
            Unavailable: that cannot be told now, since the journal cannot be read.
        """
        try:
            project = self._registry.by_id(project_id)
            return allowed(self.context(project, visitor).actor.role, Can.READ)
        except (NotFound, Forbidden):
            return False

    def address_of(self, project_id: str, kind: str, entity: str, visitor: Visitor) -> str:
        """The server's path of the file that a thread or look is on now.

        Raises:
            NotFound: there is no such thing, or not for this visitor.
        """
        project = self._registry.by_id(project_id)
        require(self.context(project, visitor).actor.role, Can.READ)

        def subject_path(reader: Any) -> str | None:
            view = reader.view(kind, entity)
            gone = view is None or view.status == "deleted" or not view.subject
            document = None if gone else reader.view("document", view.subject)
            return document.subject if document else None

        path = project.journal.read(subject_path)
        found = project.server_path(path) if path else None
        if found is None:
            raise NotFound("What this link leads to was deleted, or is not here any more.")
        return found

    def _known_people(self, project: OpenProject) -> list[KnownPerson]:
        stored = project.journal.read(lambda reader: reader.people_by_id())
        signed_in = [stored_person(username, body) for username, body in stored]
        roles = {name: role.value for name, role in self._registry.server.roles.items()}
        return project.directory.people(signed_in, {**roles, **project.current_settings().roles})

    def _readable(self, project: OpenProject, visitor: Visitor) -> Any:
        require(self.context(project, visitor).actor.role, Can.READ)
        return project.describe()

    def _role(self, project: OpenProject, visitor: Visitor, person: Person) -> Role:
        server = self._registry.server
        default = server.default_role or (Role.MAINTAINER if visitor.own_server else Role.REVIEWER)
        roles = project.current_settings().roles
        return effective_role(person.username, dict(server.roles), default, roles, visitor.own_server)

    def _person(self, project: OpenProject, visitor: Visitor) -> tuple[Person, bool]:
        """The person, and whether it is known who they are: signed in by name, or declared in this browser."""
        if visitor.person.verified:
            return visitor.person, True
        kept = project.journal.read(lambda reader: reader.personal(visitor.person.username, DECLARED))
        if kept is None:
            return visitor.person, False
        return unverified(msgspec.json.decode(kept, type=DeclaredName).name), True


def run(project: OpenProject, context: Context, kind: type, use_case: Callable[[Any], T]) -> T:
    """The use case's answer, run where the kind of its work says."""
    if kind is Writing:
        return project.journal.write(lambda transaction: use_case(Writing(context, transaction))).result()
    if kind is Joining:
        return use_case(joining(project, context))
    if kind is Local:
        return use_case(Local(context, project.files, project.repository, project.held, project.current_settings))
    return project.journal.read(lambda reader: use_case(Reading(context, reader)))


def as_server(context: Context) -> Context:
    """The same, acted in by the server itself."""
    return replace(context, actor=Actor(person=SERVER, role=Role.MAINTAINER), declared=True)


def joining(project: OpenProject, context: Context) -> Joining:
    """Work on files and journal together."""
    return Joining(
        context,
        project.files,
        project.repository,
        project.held,
        project.current_settings,
        lambda use_case: run(project, context, Reading, use_case),
        lambda use_case: run(project, context, Writing, use_case),
        lambda use_case: run(project, as_server(context), Writing, use_case),
        project.journal,
        project.place,
    )

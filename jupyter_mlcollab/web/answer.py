"""What crosses the wire beside the use cases' own answers: failures, and what the event socket says and hears."""

from __future__ import annotations

from typing import Any

from ..core.people import Person
from ..core.wire import Wire


class ErrorBody(Wire, frozen=True, kw_only=True):
    """What every failure answers. `message` is a sentence for the person."""

    code: str
    message: str
    details: dict[str, Any] | None


class Ask(Wire, frozen=True, kw_only=True):
    """What a browser sends over the socket: begin to watch a project from a cursor on, or stop; or which file of the
    project `at` the person edits, by its path there, None for none any more."""

    watch: str | None = None
    since: int = 0
    unwatch: str | None = None
    at: str | None = None
    edits: str | None = None


class Watching(Wire, frozen=True, kw_only=True):
    """The answer to `watch`: the project's cursor now. What came after `since` follows as pokes."""

    project: str
    head: int


class PokeChange(Wire, frozen=True, kw_only=True):
    """That something happened to an entity: enough to know what to fetch again."""

    seq: int
    kind: str
    entity_kind: str
    entity: str
    subject: str | None


class Poke(Wire, frozen=True, kw_only=True):
    """News: something happened in a project, without what."""

    project: str
    change: PokeChange


class Resync(Wire, frozen=True, kw_only=True):
    """Too much was missed to tell one by one: fetch everything of the project again."""

    project: str
    resync: bool
    head: int


class EditedBy(Wire, frozen=True, kw_only=True):
    """A file of a project, and who edits it in another tab."""

    path: str
    person: Person


class Editing(Wire, frozen=True, kw_only=True):
    """Who else edits what in a project, all of it: told to whoever watches the project when it becomes another."""

    project: str
    editing: list[EditedBy]

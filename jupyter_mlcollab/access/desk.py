"""A project opened by the person at this computer, outside any server."""

from __future__ import annotations

import getpass
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.errors import CollabError, NotFound
from ..core.people import Person, Visitor
from ..journal.fold import Fold
from .perform import Performer, joining
from .person import unverified
from .project import OpenProject, ServerSettings, project_around
from .registry import Registry
from .work import Joining


@dataclass(frozen=True)
class Desk:
    """An open project, and work on it in the name of the person at this computer. `start` is where they stand."""

    project: OpenProject
    work: Joining
    start: Path

    def path_of(self, file: str) -> str:
        """The project's path of a file named relative to where the person stands, or else to the project.

        Raises:
            NotFound: there is no such file in the project.
        """
        for folder in (self.start, self.project.place.folder):
            if (folder / file).is_file():
                return self.project.place.path_of(folder / file)
        raise NotFound(f"There is no file {file} in this project.")


@contextmanager
def open_desk(start: Path, folds: Mapping[str, Fold], journal_folder: Path | None = None) -> Iterator[Desk]:
    """The project around the folder `start`, as `project_around` finds it; closed at the end.

    Raises:
        NotFound: there is no such folder.
        Unavailable: the journal cannot be opened.
    """
    if not start.is_dir():
        raise NotFound(f"There is no folder {start}.")
    server = ServerSettings(journal_folder=journal_folder)
    registry = Registry(project_around(start, server).folder, folds, server)
    try:
        project = registry.at("")
        yield Desk(project, _work(registry, project), start.resolve())
    finally:
        registry.close()


def _work(registry: Registry, project: OpenProject) -> Joining:
    person = _person(project)
    context = Performer(registry).context(project, Visitor(person=person, own_server=True, local=True))
    # Who they are is git's to say here, not a browser's.
    project.directory.refresh()
    return joining(project, replace(context, declared=True))


def _person(project: OpenProject) -> Person:
    """Git's user, else the system's. Nobody vouches for either, so they are unverified."""
    for name in (project.directory.git_name(), _system_name()):
        try:
            return unverified(name or "")
        except CollabError:
            continue
    return unverified("somebody")


def _system_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""

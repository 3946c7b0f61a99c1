"""One opened project: where it lies, its journal, its files, its people."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from ..core.errors import CollabError
from ..core.people import Role
from ..git.files import CHECKPOINTS, ProjectFiles
from ..git.identity import choose_id, sole_root_commit
from ..git.project import ProjectPlace, find_project
from ..git.repository import Repository
from ..git.settings import Settings, read_settings
from ..journal.fold import Fold
from .directory import Directory
from .schema import Project

if TYPE_CHECKING:
    from ..journal.journal import Journal, Reader

T = TypeVar("T")

DATABASE = "journal.db"
SETTINGS_SECONDS = 5.0
"""For how long what `mlcollab.toml` says is taken as known."""


@dataclass(frozen=True)
class ServerSettings:
    """What the server's own configuration says about projects."""

    kept: Literal["computer", "server"] = "computer"
    roles: Mapping[str, Role] = field(default_factory=dict)
    default_role: Role | None = None
    journal_folder: Path | None = None
    checkpoint_folder: str = CHECKPOINTS


class OpenProject:
    """One project with its journal, files and people.

    `id` is the journal's, which clones and linked work trees of one repository share. `key` is the name by which the
    browser knows the project on this server, and means one folder whatever else is opened, and when.
    """

    def __init__(self, place: ProjectPlace, root: Path, folds: Mapping[str, Fold], server: ServerSettings) -> None:
        from ..journal.journal import Journal, stored_project

        self.settings, self.problem = _settings(place)
        self._read_at = time.monotonic()
        self.place, self._misplaced = _place(place, self.settings, server)
        database = self.place.journal_folder / DATABASE
        self.id = stored_project(database) or choose_id(self.place, self.settings)
        self.journal: Journal = Journal(database, self.id, folds)
        self.files = ProjectFiles(self.place, root, server.checkpoint_folder)
        self.repository = Repository(self.place, root)
        self.directory = Directory(self.place.folder)
        self._held: dict[Callable[[], Any], Any] = {}
        self._held_lock = threading.Lock()
        self._root, self._kept = root, server.kept
        self.key = self.id + _suffix(self.place.folder, root)
        self._has_stored_id = False

    def describe(self) -> Project:
        """The project as the browser sees it."""
        settings = self.current_settings()
        inside = self.place.folder.is_relative_to(self._root)
        folder = self.place.folder.relative_to(self._root).as_posix() if inside else "."
        prefix = "" if inside else self._root.relative_to(self.place.folder).as_posix() + "/"
        return Project(
            id=self.key,
            name=settings.project.name or self.place.folder.name or "project",
            server_folder="" if folder == "." else folder,
            path_prefix=prefix,
            kept=self._kept,
            settings_problem=self.problem or self._misplaced or self.place.notice,
        )

    def current_settings(self) -> Settings:
        """What `mlcollab.toml` says, read anew after five seconds."""
        if time.monotonic() - self._read_at > SETTINGS_SECONDS:
            self.settings, self.problem = _settings(self.place)
            self._read_at = time.monotonic()
        return self.settings

    def project_path(self, server_path: str) -> str | None:
        """A path relative to the server's root as the project names it; None when it lies outside."""
        try:
            return self.place.path_of(self._root / server_path)
        except CollabError:
            return None

    def server_path(self, path: str) -> str | None:
        """A project's path as the server names it; None when the server does not show it."""
        file = self.place.folder / path
        return file.relative_to(self._root).as_posix() if file.is_relative_to(self._root) else None

    def is_forestalled(self) -> bool:
        """Whether another program made the journal first, under an id of its own: then the project has to be opened
        anew, under that id.

        Raises:
            Unavailable: the journal cannot be opened.
        """
        from ..journal.journal import stored_project

        if self._has_stored_id or not self.journal.exists():
            return False
        stored = stored_project(self.journal.path)
        self._has_stored_id = stored == self.id
        return stored not in (None, self.id)

    def is_gone(self) -> bool:
        """Whether its folder is not there any more."""
        return not _is_there(self.place.folder)

    def held(self, kind: Callable[[], T]) -> T:
        """The one object of that kind that the project keeps while it is open, made at the first call."""
        with self._held_lock:
            if kind not in self._held:
                self._held[kind] = kind()
            held: T = self._held[kind]
            return held

    def close(self) -> None:
        """Ends the journal's threads and git, and lets go of what is held."""
        self.journal.close()
        self.repository.close()
        with self._held_lock:
            self._held.clear()


def project_around(start: Path, server: ServerSettings) -> ProjectPlace:
    """Where the project is for somebody who stands in the folder `start`, outside any server.

    It is the git work tree around it. Without git it is the closest folder around it that has a journal already, since
    a server's root is known by nothing else; when none has, `start` itself.

    Raises:
        Invalid: no path at all, or links that go round in circles.
    """
    place = find_project(start, start)
    if place.git_common is not None:
        return place
    for folder in (place.folder, *place.folder.parents):
        around = replace(place, folder=folder, journal_folder=folder / place.journal_folder.name)
        if _is_there(_place(around, _settings(around)[0], server)[0].journal_folder / DATABASE):
            return around
    return place


def settled(place: ProjectPlace, server: ServerSettings) -> tuple[ProjectPlace, Settings]:
    """The place with its journal's folder as the project has it when it is open, and what `mlcollab.toml` says: for
    work on files alone, for which nothing is opened."""
    settings = _settings(place)[0]
    return _place(place, settings, server)[0], settings


def read_journal(place: ProjectPlace, use_case: Callable[[Reader], T]) -> T | None:
    """The use case's answer from the project's journal, which is opened for that alone; None when nothing was ever
    written to it.

    Raises:
        Unavailable: it cannot be read.
    """
    from ..journal.journal import Journal, stored_project

    database = place.journal_folder / DATABASE
    project = stored_project(database)
    if project is None:
        return None
    journal = Journal(database, project, {})
    try:
        return journal.read(use_case)
    finally:
        journal.close()


def _is_there(path: Path) -> bool:
    """What may not be seen is not there."""
    try:
        return path.exists()
    except OSError:
        return False


def _suffix(folder: Path, root: Path) -> str:
    """What makes an id the key of one folder among the clones below a server's root. The project around the root needs
    none, since there is only one."""
    if folder == root or not folder.is_relative_to(root):
        return ""
    return "~" + sha256(os.fsencode(folder.relative_to(root).as_posix())).hexdigest()[:8]


def _place(place: ProjectPlace, settings: Settings, server: ServerSettings) -> tuple[ProjectPlace, str | None]:
    """The place with its journal where the settings say, or as it is and the sentence why. The server's folder holds
    one folder for each project, which clones of one repository share."""
    if server.journal_folder is not None:
        name = settings.project.id or sole_root_commit(place) or sha256(str(place.folder).encode()).hexdigest()
        return place.with_journal_folder(server.journal_folder / name), None
    try:
        return (place.with_journal_folder(settings.journal.folder) if settings.journal.folder else place), None
    except CollabError as error:
        return place, error.message


def _settings(place: ProjectPlace) -> tuple[Settings, str | None]:
    """What the file says, or nothing and the sentence why: a bad settings file stops nobody."""
    try:
        return read_settings(place), None
    except CollabError as error:
        return Settings(), error.message

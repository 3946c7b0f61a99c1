"""The projects this server knows: found by path, opened once, found again by their key."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from ..core.errors import CollabError, NotFound, Unavailable
from ..core.paths import check_path
from ..git.project import ProjectPlace, find_project, project_paths_below
from ..journal.fold import Fold
from .project import OpenProject, ServerSettings


class Registry:
    """Opens each project once. Thread-safe. `root` is the folder the server shows."""

    def __init__(self, root: Path, folds: Mapping[str, Fold], server: ServerSettings) -> None:
        self.root = root.resolve()
        self._folds, self.server = folds, server
        # Held for a moment only: opening waits for git and the disk, each folder behind a lock of its own.
        self._lock = threading.Lock()
        self._by_folder: dict[Path, OpenProject] = {}
        self._opening: defaultdict[Path, threading.Lock] = defaultdict(threading.Lock)
        self._closed = False

    def at(self, server_path: str) -> OpenProject:
        """The project that holds a path relative to the server's root; `""` is the root itself.

        Raises:
            Invalid: the path leaves the root or is hidden.
            NotFound: it lies outside what this server shows.
            Unavailable: its journal cannot be opened, or the server stops.
        """
        path = self.root / check_path(server_path.rstrip("/")) if server_path else self.root
        return self._open(find_project(path, self.root))

    def by_id(self, project: str) -> OpenProject:
        """The project with this key, among those opened, else at or below the server's root.

        Failing that, the only one with the key's id: its folder was renamed, or the server started elsewhere then.

        Raises:
            NotFound: there is none, or several might be meant.
            Unavailable: there is none among those that can be opened.
        """
        found = next((p for p in self.opened() if p.key == project), None)
        if found is not None and not found.is_gone() and not found.is_forestalled():
            return found
        return self._nearby(project)

    def opened(self) -> list[OpenProject]:
        """The projects opened so far."""
        with self._lock:
            return list(self._by_folder.values())

    def close(self) -> None:
        """Closes every journal, for good."""
        with self._lock:
            self._closed = True
            projects, self._by_folder = list(self._by_folder.values()), {}
        for project in projects:
            project.close()

    def _open(self, place: ProjectPlace) -> OpenProject:
        with self._lock:
            opening = self._opening[place.folder]
        with opening:
            with self._lock:
                known = self._by_folder.get(place.folder)
            if known is not None and known.is_forestalled():
                self._forget(known)
                known = None
            return known or self._keep(OpenProject(place, self.root, self._folds, self.server))

    def _keep(self, project: OpenProject) -> OpenProject:
        with self._lock:
            if not self._closed:
                self._by_folder[project.place.folder] = project
                return project
        project.close()
        raise Unavailable("The server is stopping.")

    def _forget(self, project: OpenProject) -> None:
        with self._lock:
            if self._by_folder.get(project.place.folder) is project:
                del self._by_folder[project.place.folder]
        project.close()

    def _nearby(self, key: str) -> OpenProject:
        """One that cannot be opened keeps no other from being found; it may be the one that was asked for."""
        failure: CollabError = NotFound("There is no such project here.")
        for project in self.opened():
            if project.is_gone():
                self._forget(project)
        for folder in (self.root, *project_paths_below(self.root)):
            try:
                found = self._open(find_project(folder, self.root))
            except CollabError as error:
                failure = error
                continue
            if found.key == key:
                return found
        alike = self._alike(key)
        if alike is None:
            raise failure
        return alike

    def _alike(self, key: str) -> OpenProject | None:
        """The only project with the key's id, or one of those that share its journal."""
        found = [project for project in self.opened() if project.id == key.partition("~")[0]]
        return found[0] if len({project.journal.path for project in found}) == 1 else None

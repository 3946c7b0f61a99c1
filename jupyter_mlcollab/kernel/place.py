"""Where a card goes: the project around the notebook, and the folder in it that the project's settings name."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

from ..core.errors import CollabError
from ..core.paths import check_path
from ..git.project import ProjectPlace, find_project
from ..git.settings import CardsSettings, read_settings


class Place:
    """The project that a notebook (or a program) belongs to, and the folder of its cards.

    `folder` is the project's: the git work tree around it, else the notebook's folder. `problem` says why the settings
    do not count.
    """

    def __init__(self, file: Path | None) -> None:
        start = (file.parent if file is not None else Path.cwd()).resolve()
        found = find_project(start, Path(start.anchor))
        self.has_git = found.git_common is not None
        self.folder = found.folder if self.has_git else start
        self.problem: str | None = None
        self.cards = self.folder / self._cards_folder(found if self.has_git else ProjectPlace(start, start, None))

    def path_of(self, file: str | Path) -> str:
        """A file's path in the project; outside of it, from the home folder or only its name, so that no card tells
        how somebody's disk is laid out."""
        place = Path(os.path.abspath(file))  # noqa: PTH100 - links stay as people write them
        for folder, prefix in ((self.folder, ""), (Path.home(), "~/")):
            for one in (place, place.resolve()):
                if one.is_relative_to(folder):
                    return prefix + one.relative_to(folder).as_posix()
        return place.name

    def _cards_folder(self, place: ProjectPlace) -> str:
        try:
            return check_path(read_settings(place).cards.folder)
        except CollabError as error:
            self.problem = error.message
            return CardsSettings().folder


def owner_name(git_name: str | None) -> str:
    """Who runs this: the user of a hub, else who git says, else who the system says."""
    name = os.environ.get("JUPYTERHUB_USER") or git_name
    try:
        return (name or getpass.getuser()).strip()[:200] or "unknown"
    except (OSError, KeyError, ImportError):
        return "unknown"

"""Choosing a project's id: once, by whoever makes its journal, which keeps it."""

from __future__ import annotations

from pathlib import Path

from ..core.errors import CollabError
from ..core.ids import new_id
from . import gate
from .project import ProjectPlace
from .settings import Settings

_TIMEOUT_S = 30.0


def choose_id(place: ProjectPlace, settings: Settings) -> str:
    """An id for a project that has none yet: `[project] id`, else the sole root commit of a full clone, else a UUID.

    The caller stores it with the journal and does not ask again, since a later answer may differ. Where git cannot
    answer, the id is a UUID: nobody's comment waits for git.
    """
    return settings.project.id or sole_root_commit(place) or new_id()


def sole_root_commit(place: ProjectPlace) -> str | None:
    """The one commit without parents that every clone of the repository shares, or None."""
    if place.git_common is None or _history_is_cut(place.git_common):
        return None
    try:
        # Stash, notes and replacements have roots of their own, which no clone carries.
        output = gate.run(
            place.folder,
            *("rev-list", "--max-parents=0", "--max-count=2"),
            *("--exclude=refs/stash", "--exclude=refs/notes/*", "--exclude=refs/replace/*", "--all", "--"),
            timeout_s=_TIMEOUT_S,
        )
    except CollabError:
        return None
    roots = output.decode("ascii", "replace").split()
    return roots[0] if len(roots) == 1 else None


def _history_is_cut(git_common: Path) -> bool:
    """Shallow clones and grafts end history early: what looks like its root is none."""
    return any((git_common / name).exists() for name in ("shallow", "info/grafts"))

"""Which project a file belongs to, found by looking at the disk, without running git.

How `.git` is read: gitrepository-layout(5). A folder is a repository; a file `gitdir: <folder>` points to one, as in
linked work trees and submodules; `commondir` in there names the repository that linked work trees share.
"""

from __future__ import annotations

import itertools
import os
import stat
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..core.errors import Invalid, NotFound

_POINTER_BYTES = 8 * 1024
FOLDERS_PASSED_OVER = frozenset({"node_modules", "venv", "__pycache__"})


@dataclass(frozen=True)
class ProjectPlace:
    """Where a project lies on this computer.

    `folder` is the work tree, or the server's root without git. `journal_folder` may not exist yet. `git_common` is
    the repository that linked work trees share. `notice`, when there is one, tells why a `.git` was passed over.
    """

    folder: Path
    journal_folder: Path
    git_common: Path | None
    notice: str | None = None

    def with_journal_folder(self, folder: str | Path) -> ProjectPlace:
        """This place with its journal in `folder`: absolute, from `~`, or relative to the project's folder.

        Raises:
            Invalid: no such person's home, or text that is no path.
        """
        try:
            chosen = (self.folder / Path(folder).expanduser()).resolve()
        except (OSError, RuntimeError, ValueError):
            raise Invalid("The journal's folder in the settings is not a path on this computer.") from None
        return replace(self, journal_folder=chosen)

    def path_of(self, file: Path) -> str:
        """The path of `file` in this project: relative, with forward slashes, symbolic links followed.

        Raises:
            NotFound: the file lies outside the project.
        """
        try:
            return _resolved(file).relative_to(self.folder).as_posix()
        except ValueError:
            raise NotFound("This file lies outside the project.") from None


@dataclass(frozen=True)
class WalkLimits:
    """How far `project_paths_below` looks."""

    depth: int = 4
    folders: int = 2000
    entries_per_folder: int = 10_000


def find_project(file_or_folder: Path, root: Path) -> ProjectPlace:
    """The project of a file or folder (which need not exist) below `root`, the folder a server shows.

    It is the closest git work tree around it, which may be larger than `root`; without git it is `root`.

    Raises:
        NotFound: it lies outside `root`, once symbolic links are followed.
        Invalid: no path at all, or links that go round in circles.
    """
    start, root = _resolved(file_or_folder), _resolved(root)
    if not start.is_relative_to(root):
        raise NotFound("This file lies outside the folder this server shows.")
    notice: str | None = None
    for folder in (start, *start.parents):
        common = _git_common(folder)
        if common is not None:
            return ProjectPlace(folder, common / "mlcollab", common, notice)
        if notice is None and _mode(folder / ".git"):
            notice = (
                f"The .git in “{folder.name}” leads to no repository, so its files belong to the project around it. "
                "To repair it, run git worktree repair or git submodule update --init."
            )
    return ProjectPlace(root, root / ".mlcollab", None, notice)


def project_paths_below(root: Path, limits: WalkLimits | None = None) -> list[Path]:
    """The git work trees at and below `root`, nearest first. Hidden folders and symbolic links are passed over.

    Incomplete where the limits end the walk. The project around `root` itself is `find_project(root, root)`.
    """
    limits = limits or WalkLimits()
    walked = itertools.islice(_folders(_resolved(root), limits), limits.folders)
    return [folder for folder in walked if _git_common(folder) is not None]


def _folders(root: Path, limits: WalkLimits) -> Iterator[Path]:
    waiting = deque([(root, 0)])
    while waiting:
        folder, depth = waiting.popleft()
        yield folder
        if depth < limits.depth:
            waiting.extend((child, depth + 1) for child in _children(folder, limits.entries_per_folder))


def _children(folder: Path, limit: int) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            return sorted(Path(entry) for entry in itertools.islice(entries, limit) if _worth_a_look(entry))
    except OSError:
        return []


def _worth_a_look(entry: os.DirEntry[str]) -> bool:
    hidden = entry.name.startswith(".") or entry.name in FOLDERS_PASSED_OVER
    return not hidden and entry.is_dir(follow_symlinks=False)


def _git_common(folder: Path) -> Path | None:
    """The repository that `.git` in this folder stands for, or None when it stands for none."""
    marker = folder / ".git"
    git_folder: Path | None = marker if stat.S_ISDIR(_mode(marker)) else _pointed_to(marker, "gitdir: ")
    if git_folder is None or not _mode(git_folder / "HEAD", follow=False):
        return None
    common = _pointed_to(git_folder / "commondir") or git_folder
    whole = stat.S_ISDIR(_mode(common / "objects")) and stat.S_ISDIR(_mode(common / "refs"))
    return _resolved(common) if whole else None


def _pointed_to(file: Path, prefix: str = "") -> Path | None:
    """The folder that a small file names after `prefix`, relative to the file's own folder."""
    if not stat.S_ISREG(_mode(file)):
        return None
    try:
        with file.open("rb") as stream:
            text = os.fsdecode(stream.read(_POINTER_BYTES)).rstrip("\r\n")
    except OSError:
        return None
    named = text.removeprefix(prefix)
    return file.parent / named if text.startswith(prefix) and named and "\0" not in named else None


def _mode(path: Path, follow: bool = True) -> int:
    """The file mode, or 0 for what is not there or not to be seen."""
    try:
        return path.stat(follow_symlinks=follow).st_mode
    except (OSError, ValueError):
        return 0


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError, ValueError):
        raise Invalid("This is not a path on this computer.") from None

"""A project's files, read through a checked path: the port `core.files.Files` on a disk."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from ..core.errors import Invalid, NotFound, TooLarge
from ..core.paths import check_path
from .project import FOLDERS_PASSED_OVER, ProjectPlace
from .renames import renames_in_git

LIMIT_BYTES = 200 * 1024 * 1024
CHECKPOINTS = ".ipynb_checkpoints"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


class ProjectFiles:
    """The files of the project at `place`; with `shown`, only those below that folder. `checkpoints` is the folder,
    beside each file or absolute, in which Jupyter puts its checkpoints."""

    def __init__(self, place: ProjectPlace, shown: Path | None = None, checkpoints: str = CHECKPOINTS) -> None:
        self._place = place
        self._checkpoints = checkpoints
        self._shown = (shown or place.folder).resolve()

    def exists(self, path: str) -> bool:
        """Whether `path` is a file or folder of the project that may be shown."""
        try:
            return self._file(path).exists()
        except (Invalid, NotFound, OSError):
            return False

    def read_notebook(self, path: str) -> Any:
        """The notebook's parsed JSON.

        Raises:
            NotFound: there is no such file.
            Invalid: it is not JSON, or nested deeper than can be read.
            TooLarge: it is over 200 MB.
        """
        file = self._file(path)
        try:
            if file.stat().st_size > LIMIT_BYTES:
                raise TooLarge(f"The notebook is over the limit of {LIMIT_BYTES // 1024**2} MB.")
            return json.loads(file.read_bytes())
        except OSError:
            raise NotFound("There is no such notebook in the project.") from None
        except (ValueError, RecursionError):
            raise Invalid("The notebook's file is not valid JSON. Open it as text to see where it breaks.") from None

    def read(self, path: str, limit_bytes: int) -> bytes | None:
        """The file's bytes; None when there is no such file.

        Raises:
            Invalid, NotFound: the path, or what it links to, is outside, hidden, or not a file that can be read.
            TooLarge: it is over the limit.
        """
        file = self._file(path)
        if any(part.startswith(".") for part in file.relative_to(self._place.folder).parts):
            raise NotFound("There is no such file in the project.")
        return _read(file, limit_bytes)

    def read_checkpoint(self, path: str, checkpoint: str, limit_bytes: int) -> bytes | None:
        """What Jupyter keeps beside a file, in the folder and under the name its file checkpoints have.

        Raises:
            Invalid, NotFound, TooLarge: as for `read`.
        """
        file = self._file(path)
        folder = file.parent / self._checkpoints
        kept = folder / f"{file.stem}-{checkpoint}{file.suffix}"
        # Whoever writes to the project may put a link in there, which could lead anywhere; Jupyter makes none.
        beside = not Path(self._checkpoints).is_absolute()
        if kept.is_symlink() or (beside and not kept.resolve().is_relative_to(self._place.folder)):
            raise NotFound("There is no such checkpoint.")
        return _read(kept, limit_bytes)

    def stamps(self, folder: str, name: str) -> dict[str, tuple[int, int]]:
        """The files called `name` in the folders directly below `folder`: time of change (ns) and size, by path.

        Raises:
            Invalid, NotFound: the folder is outside the project or hidden.
        """
        above = self._file(folder)
        found = {}
        try:
            with os.scandir(above) as entries:
                for entry in entries:
                    if entry.name.startswith(".") or not entry.is_dir(follow_symlinks=False):
                        continue
                    stamp = _stamp(f"{entry.path}/{name}")
                    if stamp is not None:
                        found[f"{folder}/{entry.name}/{name}"] = stamp
        except OSError:
            return {}
        return found

    def stamps_below(self, folder: str, suffix: str, limit: int) -> dict[str, tuple[int, int]]:
        """The files whose names end on `suffix`, at any depth below `folder`, empty for the project itself: time of
        change (ns) and size, by path. Folders of packages, like `node_modules`, are passed over.

        Raises:
            Invalid, NotFound: the folder is outside the project or hidden.
        """
        found: dict[str, tuple[int, int]] = {}
        folder = folder or self._top()
        above, left = str(self._file(folder) if folder else self._place.folder), [folder]
        while left and len(found) < limit:
            here = left.pop()
            try:
                with os.scandir(f"{above}/{here.removeprefix(folder)}") as entries:
                    for entry in sorted(entries, key=lambda one: one.name, reverse=True):
                        path = f"{here}/{entry.name}" if here else entry.name
                        if entry.name.startswith(".") or entry.is_symlink():
                            continue
                        if entry.is_dir(follow_symlinks=False):
                            if entry.name not in FOLDERS_PASSED_OVER:
                                left.append(path)
                        elif entry.name.endswith(suffix) and (stamp := _stamp(entry.path)) and len(found) < limit:
                            found[path] = stamp
            except OSError:
                continue
        return found

    def stamp(self, path: str) -> tuple[int, int] | None:
        """What `stamps` has of one file; None when there is none, or none that may be shown."""
        try:
            return _stamp(str(self._file(path)))
        except (Invalid, NotFound, OSError):
            return None

    def stamps_of(self, paths: Iterable[str]) -> dict[str, tuple[int, int] | None]:
        """`stamp` of each of the files, by their paths. Links of each folder are followed once."""
        folders: dict[str, str | None] = {}
        found = {}
        for path in paths:
            above, _, name = path.rpartition("/")
            if above not in folders:
                folders[above] = self._folder(above)
            folder = folders[above]
            # What is no plain file in a plain folder, such as a link, needs the longer look.
            plain = _stamp(f"{folder}/{name}") if folder and _is_allowed(path) else None
            found[path] = plain or self.stamp(path)
        return found

    def read_stamped(self, path: str, size_bytes: int) -> bytes | None:
        """The bytes of a file that `stamps` has just found; None when it went away since.

        Raises:
            NotFound: it became a link, or cannot be read.
        """
        try:
            opened = os.open(f"{self._place.folder}/{path}", os.O_RDONLY | _NO_LINK)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise NotFound(f"The file cannot be read: {error.strerror}.") from None
        try:
            return os.read(opened, size_bytes)
        finally:
            os.close(opened)

    def renamed(self, paths: Collection[str]) -> dict[str, str]:
        """Where git says the vanished files went, by their paths."""
        return renames_in_git(self._place, paths)

    def _top(self) -> str:
        """The uppermost folder of the project that is shown, as a path of the project; empty for the whole of it."""
        if self._shown == self._place.folder or not self._shown.is_relative_to(self._place.folder):
            return ""
        return self._shown.relative_to(self._place.folder).as_posix()

    def _folder(self, path: str) -> str | None:
        """The folder on disk, links followed; empty stands for the project's. None when it may not be shown."""
        try:
            if path:
                return str(self._file(path))
        except (Invalid, NotFound, OSError):
            return None
        return str(self._place.folder) if self._place.folder.is_relative_to(self._shown) else None

    def _file(self, path: str) -> Path:
        """The file on disk, links followed.

        Raises:
            Invalid, NotFound: the path, or what it links to, lies outside the project or what may be shown.
        """
        try:
            file = (self._place.folder / check_path(path)).resolve()
        except (OSError, RuntimeError):
            # A link that leads to itself; Python before 3.13 says so with the second.
            raise NotFound("There is no such file in the project.") from None
        for folder in (self._place.folder, self._shown):
            if os.path.commonpath([file, folder]) != str(folder):
                raise NotFound("There is no such file in the project.")
        return file


def _is_allowed(path: str) -> bool:
    try:
        return bool(check_path(path))
    except Invalid:
        return False


def _stamp(file: str) -> tuple[int, int] | None:
    try:
        known = os.lstat(file)
    except OSError:
        return None
    return (known.st_mtime_ns, known.st_size) if stat.S_ISREG(known.st_mode) else None


def _read(file: Path, limit_bytes: int) -> bytes | None:
    try:
        if not file.exists():
            return None
        if not file.is_file():
            raise NotFound("This is not a file.")
        with file.open("rb") as stream:
            content = stream.read(limit_bytes + 1)
    except OSError as error:
        raise NotFound(f"The file cannot be read: {error.strerror}.") from None
    if len(content) > limit_bytes:
        raise TooLarge(f"The file is over the limit of {limit_bytes // 1024**2} MB.")
    return content

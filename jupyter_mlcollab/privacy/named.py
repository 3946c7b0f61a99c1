"""The files that the words of a command mean: saved ones, or what is staged."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from ..core.errors import NotFound, TooLarge
from ..git.project import ProjectPlace, find_project
from ..git.repository import Repository
from ..git.settings import read_settings
from .choice import Choice, choice_of
from .reading import LIMIT_BYTES

_FOLDERS_PASSED_OVER = frozenset({"node_modules", "venv", "__pycache__"})


@dataclass(frozen=True)
class Named:
    """A file that is to be looked through. `shown` is what to call it, `path` its path in its project. `read` gives its
    content, and raises what is to be said when there is none."""

    shown: str
    path: str
    choice: Choice
    read: Callable[[], bytes]


def saved_files(start: Path, words: list[str]) -> Iterator[Named]:
    """The files that `words` name from the folder `start`, each once: of a folder the files that git tracks there, or
    without git all that are not hidden.

    Raises:
        NotFound: there is no such file or folder.
        Invalid, TooLarge, Unavailable: the project's settings cannot be understood or read, or git failed.
    """
    choices = cache(_choice)
    known: set[Path] = set()
    for word in words:
        named = _resolved(start / word, word)
        folder = named if named.is_dir() else named.parent
        place = _place(start, folder)
        for file in _files_in(place, named) if named.is_dir() else [named]:
            if file not in known:
                known.add(file)
                path = _below(file, place.folder)
                yield Named(_below(file, start), path, choices(place), partial(_content, file, _below(file, start)))


def staged_files(start: Path, words: list[str]) -> Iterator[Named]:
    """What the next commit would change or add, as it is staged; with `words` only below these files and folders.

    Raises:
        NotFound: this is not a git repository.
        Invalid, TooLarge, Unavailable: as for `saved_files`.
    """
    place = find_project(start, start)
    wanted = [place.path_of(start / word) for word in words]
    choice = _choice(place)
    with closing(Repository(place)) as repository:
        for path, blob in repository.staged_contents().items():
            if not wanted or any(name in (".", path) or path.startswith(f"{name}/") for name in wanted):
                yield Named(path, path, choice, partial(repository.read, blob, LIMIT_BYTES))


def _place(start: Path, folder: Path) -> ProjectPlace:
    """The project of a folder. Without git it is where the person stands, or the folder itself when it lies
    elsewhere."""
    place = find_project(folder, folder)
    return find_project(start, start) if place.git_common is None and folder.is_relative_to(start) else place


def _choice(place: ProjectPlace) -> Choice:
    return choice_of(read_settings(place).privacy)


def _files_in(place: ProjectPlace, folder: Path) -> Iterator[Path]:
    if place.git_common is None:
        yield from _walked(folder)
        return
    below = folder.relative_to(place.folder).as_posix()
    with closing(Repository(place)) as repository:
        # What git tracks may be gone from the disk, or be a link there by now.
        files = [place.folder / path for path in repository.tracked("" if below == "." else below)]
    yield from (file for file in files if file.is_file() and not file.is_symlink())


def _walked(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith(".") and f not in _FOLDERS_PASSED_OVER)
        for name in sorted(files):
            file = Path(where, name)
            if not name.startswith(".") and file.is_file() and not file.is_symlink():
                yield file


def _resolved(file: Path, word: str) -> Path:
    try:
        return file.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        raise NotFound(f"There is no file or folder {word}.") from None


def _below(file: Path, folder: Path) -> str:
    return file.relative_to(folder).as_posix() if file.is_relative_to(folder) else str(file)


def _content(file: Path, shown: str) -> bytes:
    if not file.is_file():
        raise NotFound(f"{shown} is not a file.")
    try:
        with file.open("rb") as stream:
            data = stream.read(LIMIT_BYTES + 1)
    except OSError as error:
        raise NotFound(f"{shown} cannot be read: {error.strerror}.") from None
    if len(data) > LIMIT_BYTES:
        raise TooLarge(f"{shown} is over the limit of {LIMIT_BYTES // 1024**2} MB.")
    return data

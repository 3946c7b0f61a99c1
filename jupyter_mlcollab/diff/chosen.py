"""Which versions of which notebooks the words of a command mean: files, or revisions as git takes them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import Invalid, NotFound
from ..git.files import ProjectFiles
from ..git.project import ProjectPlace, find_project
from ..git.repository import Repository
from .named_file import bytes_of
from .schema import FileSide, IndexSide, RevisionSide, Side
from .sides import SUFFIX, Found, ReadSide, find_side, read_side

Pair = tuple[ReadSide, ReadSide]


@dataclass(frozen=True)
class Place:
    """A project on this computer, opened for reading without its journal. `start` is where the person stands."""

    start: Path
    project: ProjectPlace
    files: ProjectFiles
    repository: Repository

    def path_of(self, word: str) -> str:
        """The project's path of a file named relative to where the person stands; it need not be there any more."""
        return self.project.path_of(self.start / word)


def place_at(start: Path) -> Place:
    """The project around a folder.

    Raises:
        NotFound: there is no such folder.
    """
    if not start.is_dir():
        raise NotFound(f"There is no folder {start}.")
    folder = find_project(start, start).folder
    project = find_project(folder, folder)
    return Place(start.resolve(), project, ProjectFiles(project), Repository(project))


def pairs_of(place: Place, words: list[str], staged: bool) -> Iterator[Pair]:
    """The pairs of versions meant by `words`: revisions first, then notebooks.

    No revision compares what is staged with what is saved, or the last commit with what is staged (`staged`); one
    compares it with what is saved; two with each other. Two files are compared with each other. Without a notebook it
    is every one that git says has changed.

    Raises:
        Invalid: words that mean nothing, or too many.
        NotFound: no such revision, or not in a repository.
    """
    revisions = [word for word in words if not _names_file(place, word)]
    files = words[len(revisions) :]
    if words[: len(revisions)] != revisions or len(revisions) > 2 or len(files) > 2:
        raise Invalid("Say up to two revisions, then a notebook; or two files.")
    if len(files) == 2:
        if revisions or staged:
            raise Invalid("Two files are compared with each other, without revisions.")
        yield read_file(place.start / files[0], files[0]), read_file(place.start / files[1], files[1])
        return
    commits = [place.repository.commit(revision) for revision in revisions]
    paths = [place.path_of(files[0])] if files else _changed(place, commits, staged)
    for path in paths:
        old, new = _sides(place, revisions, staged)
        yield _read(place, old(path)), _read(place, new(path))


def read_file(file: Path, name: str) -> ReadSide:
    """A file anywhere on this computer, as a side.

    Raises:
        NotFound: it is not there or cannot be read.
        TooLarge: over 100 MB.
    """
    return read_side(Found("file", name, name, bytes_of(file, name)))


def empty_file(name: str) -> ReadSide:
    """The side of a file that is not there."""
    return read_side(Found("file", name, name, None, "There is no such file."))


def _names_file(place: Place, word: str) -> bool:
    return word.endswith(SUFFIX) or (place.start / word).is_file()


def _sides(place: Place, revisions: list[str], staged: bool) -> tuple[Callable[[str], Side], Callable[[str], Side]]:
    """How to name the two sides of a notebook, given its path."""

    def revision(name: str) -> Callable[[str], Side]:
        return lambda path: RevisionSide(path=path, revision=name)

    if len(revisions) == 2:
        return revision(revisions[0]), revision(revisions[1])
    if staged:
        return revision(revisions[0] if revisions else "HEAD"), lambda path: IndexSide(path=path, stage=0)
    if revisions:
        return revision(revisions[0]), lambda path: FileSide(path=path)
    return lambda path: IndexSide(path=path, stage=_stage(place, path)), lambda path: FileSide(path=path)


def _stage(place: Place, path: str) -> int:
    """Of a notebook in conflict ours is what the saved one came from."""
    staged = place.repository.staged(path)
    return 2 if 0 not in staged and 2 in staged else 0


def _read(place: Place, side: Side) -> ReadSide:
    return read_side(find_side(place, side))


def _changed(place: Place, commits: list[str], staged: bool) -> list[str]:
    if staged:
        head = commits[0] if commits else place.repository.head()
        found = place.repository.changed_in_index(head) if head else []
    else:
        found = place.repository.changed(*commits) if commits else place.repository.changed(None)
    # In a conflict git lists a path once for each stage.
    return list(dict.fromkeys(path for path in found if path.endswith(SUFFIX)))


def checked(pair: Pair) -> Pair:
    """The pair.

    Raises:
        NotFound: neither side has the notebook.
    """
    if pair[0].absent and pair[1].absent:
        raise NotFound(pair[1].absent)
    return pair

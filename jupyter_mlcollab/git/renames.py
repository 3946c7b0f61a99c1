"""Where a file went, as git sees it."""

from __future__ import annotations

import stat
from hashlib import sha1, sha256
from pathlib import Path, PurePosixPath

from ..core.errors import Invalid, NotFound
from ..core.paths import check_path
from . import gate
from .project import ProjectPlace

# Small notebooks share much of their text with every other, so git's own 50 % would take one for another.
SIMILARITY_PERCENT = 70
MAX_RENAMES = 10
_DIFF = (
    *("--name-status", "-z", "-r", f"--find-renames={SIMILARITY_PERCENT}%", "-l1000", "--diff-filter=R"),
    *("--no-ext-diff", "--no-textconv", "--ignore-submodules=all"),
)


def rename_in_git(place: ProjectPlace, path: str) -> str | None:
    """The present path of a file that no longer is at `path`, or None when git does not know or there is no git.

    Follows up to 10 renames, each in the commit that made it, else between that commit and what is staged; last one of
    which git was not told, to the only file unknown to it that has the same bytes. The answer is a visible file in the
    project with the same ending.

    Raises:
        Invalid: `path` is not one of a project.
        Unavailable: git is not installed, does not trust the folder, or took too long.
        TooLarge: the commits that follow renamed too many files to look through.
    """
    check_path(path)
    if place.git_common is None:
        return None
    passed = {path}
    for _ in range(MAX_RENAMES):
        went = _next_path(place.folder, path)
        if went is None or went in passed or not _acceptable(went, path):
            return None
        if _is_plain_file(place.folder / went):
            return went
        passed.add(went)
        path = went
    return None


def _next_path(folder: Path, path: str) -> str | None:
    try:
        head = gate.resolve(folder, "HEAD")
        if _holds(folder, head, path):
            return _renames(folder, "diff-index", "--cached", head).get(path) or _untold(folder, head, path)
        gone = _deleting_commit(folder, head, path)
        before = gate.resolve(folder, f"{gone}^")
    except NotFound:
        return None
    in_that_commit = _renames(folder, "diff-tree", before, gone).get(path)
    return in_that_commit or _renames(folder, "diff-index", "--cached", before).get(path)


def _untold(folder: Path, commit: str, path: str) -> str | None:
    """The only file that git does not know and that has the bytes which `path` has in the commit. Filters of the
    repository are not run: with those that change a file's bytes nothing is found."""
    blob, size = gate.run(folder, "ls-tree", "-l", "-z", commit, "--", path).split(b"\t")[0].split()[2:4]
    if not size.isdigit():
        return None
    listed = gate.run(folder, "ls-files", "--others", "--exclude-standard", "-z").decode("utf-8", "surrogateescape")
    alike = [name for name in listed.split("\0") if name and _acceptable(name, path)]
    same = [name for name in alike if _is_plain_file(folder / name) and _has(folder / name, blob.decode(), int(size))]
    return same[0] if len(same) == 1 else None


def _has(file: Path, blob: str, size: int) -> bool:
    """Whether the file's bytes are those of a blob, of which git keeps the hash of `blob`, its size and its bytes."""
    try:
        if file.stat().st_size != size:
            return False
        content = b"blob %d\0%b" % (size, file.read_bytes())
    except OSError:
        return False
    return (sha1(content, usedforsecurity=False) if len(blob) == 40 else sha256(content)).hexdigest() == blob


def _holds(folder: Path, commit: str, path: str) -> bool:
    return bool(gate.run(folder, "ls-tree", "-z", "--name-only", commit, "--", path))


def _deleting_commit(folder: Path, head: str, path: str) -> str:
    """The last commit that took `path` away. Every side of a merge counts, or a branch may hide the one meant.

    Raises:
        NotFound: there is none.
    """
    listing = ("log", "--max-count=1", "--format=%H", "--full-history", "--no-renames", "--diff-filter=D")
    found = gate.run(folder, *listing, head, "--", path).decode("ascii", "replace").strip()
    if not found:
        raise NotFound("Git has never seen this file go.")
    return found


def _renames(folder: Path, command: str, *sides: str) -> dict[str, str]:
    """Old paths and their new ones. In `-z` output each rename is three fields: `R087`, old, new."""
    fields = gate.run(folder, command, *_DIFF, *sides, "--").decode("utf-8", "surrogateescape").split("\0")
    return dict(zip(fields[1::3], fields[2::3], strict=False))


def _acceptable(went: str, path: str) -> bool:
    try:
        check_path(went)
    except Invalid:
        return False
    return PurePosixPath(went).suffix == PurePosixPath(path).suffix


def _is_plain_file(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False

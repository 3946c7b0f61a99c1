"""Where files went, as git sees it."""

from __future__ import annotations

import stat
from collections.abc import Collection, Mapping
from hashlib import sha1, sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

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


def renames_in_git(place: ProjectPlace, paths: Collection[str]) -> dict[str, str]:
    """The present paths of files that no longer are at the `paths`, by those; without those git does not know of.

    Follows up to 10 renames, each in the commit that made it, else between that commit and what is staged; last one of
    which git was not told, to the only file unknown to it that has the same bytes. An answer is a visible file in the
    project with the same ending. Git is started a few times for each step and commit, however many paths there are.

    Raises:
        Invalid: one of the paths is not one of a project.
        Unavailable: git is not installed, does not trust the folder, or took too long.
        TooLarge: the commits that follow renamed too many files to look through.
    """
    passed = {check_path(path): [path] for path in paths}
    if place.git_common is None or not passed:
        return {}
    try:
        head = gate.resolve(place.folder, "HEAD")
    except NotFound:
        return {}
    went: dict[str, str] = {}
    for _ in range(MAX_RENAMES):
        found = _next_paths(place.folder, head, {way[-1] for way in passed.values()})
        for path, way in list(passed.items()):
            target = found.get(way[-1])
            if target is None or target in way or not _acceptable(target, path):
                del passed[path]
            elif _is_plain_file(place.folder / target):
                went[path] = target
                del passed[path]
            else:
                way.append(target)
        if not passed:
            break
    return went


def _next_paths(folder: Path, head: str, paths: Collection[str]) -> dict[str, str]:
    """Where each of the files went in one step, of those of which that is known."""
    held = _held(folder, head, paths)
    went = _of(held, _staged(folder, head)) if held else {}
    went |= _untold(folder, {path: blob for path, blob in held.items() if path not in went})
    for (gone, before), left in _taken_away(folder, head, [path for path in paths if path not in held]).items():
        went |= _of(left, _renames(folder, "diff-tree", before, gone))
        later = [path for path in left if path not in went]
        went |= _of(later, _staged(folder, before)) if later else {}
    return went


def _of(paths: Collection[str], renames: Mapping[str, str]) -> dict[str, str]:
    return {path: renames[path] for path in paths if path in renames}


class _Blob(NamedTuple):
    """The hash that git has of a file's bytes, and their number."""

    digest: str
    size: int


def _held(folder: Path, commit: str, paths: Collection[str]) -> dict[str, _Blob]:
    """Those of the files that the commit has."""
    listed = gate.run(folder, "ls-tree", "-l", "-z", commit, "--", *paths).decode("utf-8", "surrogateescape")
    held = {}
    for entry in filter(None, listed.split("\0")):
        about, _, path = entry.partition("\t")
        digest, size = about.split()[2:4]
        held[path] = _Blob(digest, int(size) if size.isdigit() else -1)
    return held


def _untold(folder: Path, held: Mapping[str, _Blob]) -> dict[str, str]:
    """For each of the files the only one that git does not know and that has the same bytes. Filters of the repository
    are not run: with those that change a file's bytes nothing is found."""
    if not held:
        return {}
    listed = gate.run(folder, "ls-files", "--others", "--exclude-standard", "-z").decode("utf-8", "surrogateescape")
    unknown = [name for name in listed.split("\0") if name and _is_plain_file(folder / name)]
    went = {}
    for path, blob in held.items():
        same = [name for name in unknown if _acceptable(name, path) and _has(folder / name, blob)]
        if len(same) == 1:
            went[path] = same[0]
    return went


def _has(file: Path, blob: _Blob) -> bool:
    """Whether the file's bytes are those of the blob, of which git keeps the hash of `blob`, its size and its bytes."""
    try:
        if file.stat().st_size != blob.size:
            return False
        content = b"blob %d\0%b" % (blob.size, file.read_bytes())
    except OSError:
        return False
    digest = sha1(content, usedforsecurity=False) if len(blob.digest) == 40 else sha256(content)
    return digest.hexdigest() == blob.digest


def _taken_away(folder: Path, head: str, paths: Collection[str]) -> dict[tuple[str, str], list[str]]:
    """The last commits that took the files away, each with the one before it. Every side of a merge counts, or a branch
    may hide the one meant. A file that was never there is left out."""
    if not paths:
        return {}
    listing = ("log", "-z", "--format=tformat:%x01%H %P", "--name-only", "--full-history", "--no-renames")
    listed = gate.run(folder, *listing, "--diff-filter=D", head, "--", *paths).decode("utf-8", "surrogateescape")
    left = set(paths)
    found: dict[tuple[str, str], list[str]] = {}
    commit: list[str] = []
    for field in (one.removeprefix("\n") for one in listed.split("\0")):
        if field.startswith("\x01"):
            commit = field[1:].split()
        elif field in left and len(commit) > 1:
            left.discard(field)
            found.setdefault((commit[0], commit[1]), []).append(field)
    return found


def _staged(folder: Path, commit: str) -> dict[str, str]:
    return _renames(folder, "diff-index", "--cached", commit)


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

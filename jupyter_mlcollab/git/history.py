"""The commits that touched a file, newest first, through its renames."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from ..core.errors import Invalid
from ..core.text import well_formed
from .repository import Repository

MAX_COMMITS = 2_000
"""Further back than so many commits of one file nobody is led: each page walks the way from the start."""
_CURSOR = re.compile(r"(\d{1,5})\.([0-9a-f]{40}|[0-9a-f]{64})")
# NUL is the one character that no message, name or path holds.
_FORMAT = "--format=tformat:%H%x00%h%x00%an%x00%at%x00%s"


@dataclass(frozen=True)
class FileCommit:
    """A commit that touched a file, what the file is called in it, and what it was called before."""

    hash: str
    short_hash: str
    author: str
    at: datetime
    subject: str
    path: str
    earlier_path: str


@dataclass(frozen=True)
class Commit:
    """Who made a commit, when, and the first line of what they said of it."""

    hash: str
    author: str
    at: datetime
    subject: str


@dataclass(frozen=True)
class FileHistory:
    """One page of commits. `next` leads to the following one; None at the end."""

    commits: list[FileCommit]
    next: str | None


def said_of_commit(repository: Repository, commit: str) -> Commit:
    """What is known of a commit named by full hash.

    Raises:
        NotFound: no repository, or no such commit.
        Unavailable: git cannot answer.
    """
    said = repository.said_of(commit, "--format=tformat:%an%x00%at%x00%s").decode("utf-8", "replace")
    author, seconds, subject = said.removesuffix("\n").split("\0")
    return Commit(commit, well_formed(author), time_of(seconds), well_formed(subject))


def file_history(repository: Repository, path: str, before: str | None, limit: int) -> FileHistory:
    """At most `limit` commits that touched the file now at `path`; `before` is a former page's `next`.

    Pages stay in step when commits are added meanwhile: the first one decides where the walk begins. A repository
    without commits has an empty history.

    Raises:
        Invalid: the path is not one of a project, or `before` is nothing a page gave.
        NotFound: no repository, or the commit where the walk began is gone.
        Unavailable: git cannot answer.
    """
    passed, start = _start(repository, before)
    if start is None:
        return FileHistory([], None)
    wanted = min(passed + limit, MAX_COMMITS)
    # To skip is left to us: git counts commits it skips before it looks whether they touched the file.
    listed = repository.log("--name-status", "-z", _FORMAT, f"--max-count={wanted + 1}", start, path=path)
    found = list(_commits(listed.decode("utf-8", "replace").split("\0")[:-1], path))
    more = len(found) > wanted and wanted < MAX_COMMITS
    return FileHistory(found[passed:wanted], f"{wanted}.{start}" if more else None)


def _start(repository: Repository, before: str | None) -> tuple[int, str | None]:
    if before is None:
        return 0, repository.head()
    cursor = _CURSOR.fullmatch(before)
    if cursor is None:
        raise Invalid("“before” is not what a page of the history gave.")
    return int(cursor[1]), repository.commit(cursor[2])


def _commits(fields: list[str], path: str) -> Iterator[FileCommit]:
    """Five fields of a commit, then of the change, after a line feed: `M`, path, or `R087`, old path, new path. A
    merge may come without a change: the file has the name there that it had in the commit before."""
    at = 0
    while at + 5 <= len(fields):
        commit_hash, short_hash, author, seconds, subject = fields[at : at + 5]
        at += 5
        earlier = path
        if at < len(fields) and fields[at].startswith("\n"):
            renamed = fields[at][1:2] in ("R", "C")
            earlier, path = fields[at + 1], fields[at + 1 + renamed]
            at += 2 + renamed
        names = (well_formed(name) for name in (path, earlier))
        yield FileCommit(commit_hash, short_hash, well_formed(author), time_of(seconds), well_formed(subject), *names)
        path = earlier


def time_of(seconds: str) -> datetime:
    """The time git wrote as seconds. It takes any number for one; what no calendar holds is shown as the beginning."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)

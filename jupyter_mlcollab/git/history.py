"""The commits that touched a file, newest first, through its renames."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from ..core.errors import Invalid
from ..core.text import well_formed
from .repository import Repository

MAX_COMMITS = 2_000
"""Further back than so many commits of one file nobody is led: each page walks the way from the start."""
_CURSOR = re.compile(r"(\d{1,5})\.([0-9a-f]{40}|[0-9a-f]{64})")
# A record begins with a control character that no field can hold: git cuts messages into lines, and names too.
_FORMAT = "--format=tformat:%x1e%H%x00%h%x00%an%x00%at%x00%s"


@dataclass(frozen=True)
class FileCommit:
    """A commit that touched a file, and what the file is called in it."""

    hash: str
    short_hash: str
    author: str
    at: datetime
    subject: str
    path: str


@dataclass(frozen=True)
class FileHistory:
    """One page of commits. `next` leads to the following one; None at the end."""

    commits: list[FileCommit]
    next: str | None


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
    found = [_commit(record) for record in listed.decode("utf-8", "replace").split("\x1e")[1:]]
    more = len(found) > wanted and wanted < MAX_COMMITS
    return FileHistory(found[passed:wanted], f"{wanted}.{start}" if more else None)


def _start(repository: Repository, before: str | None) -> tuple[int, str | None]:
    if before is None:
        return 0, repository.head()
    cursor = _CURSOR.fullmatch(before)
    if cursor is None:
        raise Invalid("“before” is not what a page of the history gave.")
    return int(cursor[1]), repository.commit(cursor[2])


def _commit(record: str) -> FileCommit:
    """Fields of the commit, then of the change: `M`, path, or `R087`, old path, new path."""
    commit_hash, short_hash, author, seconds, subject, *change = record.rstrip("\0").split("\0")
    return FileCommit(
        commit_hash, short_hash, well_formed(author), _time(seconds), well_formed(subject), change[-1] if change else ""
    )


def _time(seconds: str) -> datetime:
    """Git takes any number for a time; what no calendar holds is shown as the beginning."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.fromtimestamp(0, UTC)

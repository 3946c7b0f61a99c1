"""Links to files as a commit has them: which of them lead nowhere. It loads little, as `report` does."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from ..core.errors import CollabError

if TYPE_CHECKING:
    from ..git.repository import Repository

Then = tuple[str, str]
"""A commit, by any name that git knows it by, and a path."""
SHORT = 7
"""Digits of a commit that people see."""


def astray(repository: Repository, asked: Collection[Then]) -> Mapping[Then, str]:
    """Why files are not in their commits, as sentences; without those that are. In a clone without its older commits
    nothing is said of a commit that git does not know: it may be one of those."""
    try:
        return _astray(repository, asked)
    except CollabError as error:
        return dict.fromkeys(asked, error.message)


def _astray(repository: Repository, asked: Collection[Then]) -> dict[Then, str]:
    wanted: dict[str, list[str]] = {}
    for revision, path in sorted(asked):
        wanted.setdefault(revision, []).append(path)
    commits = repository.commits(wanted)
    is_shallow = len(commits) < len(wanted) and repository.is_shallow()
    found: dict[Then, str] = {}
    for revision, paths in wanted.items():
        commit = commits.get(revision)
        if commit is not None:
            missing = repository.missing(commit, paths)
            found |= {(revision, path): _reason(commit, kind) for path, kind in missing.items()}
        elif not is_shallow:
            found |= {(revision, path): f"Git knows no commit “{revision}” here." for path in paths}
    return found


def _reason(commit: str, kind: str) -> str:
    return f"It is {kind} in the commit {commit[:SHORT]}." if kind else f"It is not in the commit {commit[:SHORT]}."

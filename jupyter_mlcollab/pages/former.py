"""What pages were called before, which their readers' ticks are kept by."""

from __future__ import annotations

from ..core.errors import CollabError
from ..git.history import file_history
from ..git.repository import Repository

MAX_COMMITS = 50
"""Commits of a page that are looked through for the names it had."""


class FormerNames:
    """The names that git has of pages, kept until another commit is checked out. Safe in several threads: what two of
    them find is the same."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str | None, list[str]]] = {}

    def of(self, repository: Repository, path: str) -> list[str]:
        """What the page now at `path` was called in commits, newest first; none where git cannot say."""
        try:
            head = repository.head()
            known = self._known.get(path)
            if known is None or known[0] != head:
                commits = file_history(repository, path, None, MAX_COMMITS).commits
                known = self._known[path] = (head, list(dict.fromkeys(one.earlier_path for one in commits)))
        except CollabError:
            return []
        return known[1]

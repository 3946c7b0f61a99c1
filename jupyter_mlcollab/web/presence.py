"""Who edits which file of a project, in which tab: told to the others who watch it, and kept nowhere. Tabs of one
server only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol

from ..core.people import Person


class Onlooker(Protocol):
    """A tab that watches a project."""

    def show(self, project: str, others: Sequence[tuple[str, Person]]) -> None:
        """Is told what the others edit, each by the path in the project; those who edit nothing are left out."""
        ...


class Presence:
    """The tabs that watch each project. Lives on the event loop."""

    def __init__(self) -> None:
        self._tabs: dict[str, dict[Onlooker, tuple[str, Person] | None]] = defaultdict(dict)

    def join(self, project: str, tab: Onlooker) -> None:
        """The tab begins to watch, and hears what is edited where anything is."""
        tabs = self._tabs[project]
        tabs.setdefault(tab, None)
        if any(edited for other, edited in tabs.items() if other is not tab):
            self._tell(project, tab)

    def edit(self, project: str, tab: Onlooker, path: str | None, person: Person | None) -> None:
        """The person of the tab edits the file at `path` now; none any more when that or the person is None."""
        tabs = self._tabs.get(project, {})
        edited = None if path is None or person is None else (path, person)
        if tab in tabs and tabs[tab] != edited:
            tabs[tab] = edited
            self._tell_others(project, tab)

    def leave(self, project: str, tab: Onlooker) -> None:
        """The tab does not watch any more."""
        tabs = self._tabs.get(project, {})
        edited = tabs.pop(tab, None)
        if edited is not None:
            self._tell_others(project, tab)
        if not tabs:
            self._tabs.pop(project, None)

    def _tell_others(self, project: str, tab: Onlooker) -> None:
        for other in list(self._tabs[project]):
            if other is not tab:
                self._tell(project, other)

    def _tell(self, project: str, tab: Onlooker) -> None:
        others = [edited for other, edited in self._tabs[project].items() if other is not tab and edited is not None]
        tab.show(project, others)

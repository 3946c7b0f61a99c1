"""Who plays on a server that journeys share."""

from __future__ import annotations

from playwright.sync_api import Browser

from .lab import Lab
from .person import Person


class Cast:
    """The people of one server. Each keeps one browser tab, through all journeys, until a journey fails."""

    def __init__(self, browser: Browser, server: Lab) -> None:
        self._browser, self._server = browser, server
        self._people: dict[str, Person] = {}

    def person(self, who: str) -> Person:
        if self._server.revive():
            self.close()
        if who in self._people and self._people[who].is_gone:
            self.dismiss(who)
        if who not in self._people:
            self._people[who] = Person(self._browser, self._server, who).enter()
        return self._people[who]

    def dismiss(self, who: str) -> None:
        person = self._people.pop(who, None)
        if person is not None:
            person.leave()

    def close(self) -> None:
        for who in list(self._people):
            self.dismiss(who)

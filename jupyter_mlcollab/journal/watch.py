"""Tells listeners of every event once, in order: those written here, and those another program wrote."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable
from typing import TypeVar

from ..core.errors import CollabError
from . import sqlite
from .database import Database, Identity
from .event import Poke
from .reader import Reader

PAUSE = 0.25
"""Seconds between two looks at whether another program wrote."""

_PAGE = 500
_LOG = logging.getLogger(__name__)

T = TypeVar("T")
Listener = Callable[[list[Poke]], None]


class Watch:
    """Looks only while somebody listens. Listeners are called on the writer's thread or on that of the watch."""

    def __init__(self, database: Database, project: str) -> None:
        self._database = database
        self._project = project
        self._order = threading.Lock()
        # Apart from the order of telling, which may wait for the disk: leaving never does.
        self._members = threading.Lock()
        self._listeners: list[Listener] = []
        self._told = 0
        self._stop: threading.Event | None = None

    def add(self, listener: Listener) -> Callable[[], None]:
        """From the next event on, `listener` hears of all; what it gives ends that. Reads once when it is the first."""
        with self._order:
            if not self._listeners:
                self._told = self._head()
            with self._members:
                if self._stop is None:
                    self._start()
                self._listeners = [*self._listeners, listener]
        return lambda: self._remove(listener)

    def committed(self, pokes: list[Poke]) -> None:
        """This process appended these. Another may have written before them: then those are told first."""
        with self._order:
            if not self._listeners or pokes[-1].seq <= self._told:
                return
            if pokes[0].seq == self._told + 1:
                self._tell(pokes)
            else:
                self._catch_up()

    def close(self) -> None:
        with self._members:
            self._listeners = []
            self._halt()

    def _remove(self, listener: Listener) -> None:
        with self._members:
            self._listeners = [other for other in self._listeners if other is not listener]
            if not self._listeners:
                self._halt()

    def _start(self) -> None:
        self._stop = threading.Event()
        threading.Thread(target=self._look, args=(self._stop,), name="journal-watch", daemon=True).start()

    def _halt(self) -> None:
        if self._stop is not None:
            self._stop.set()
            self._stop = None

    def _look(self, stop: threading.Event) -> None:
        glance = _Glance(self._database)
        try:
            while not stop.wait(PAUSE):
                if glance.has_changed():
                    with self._order:
                        self._catch_up()
        finally:
            glance.close()

    def _catch_up(self) -> None:
        try:
            # A database put back from a backup may be behind what was told.
            self._told = min(self._told, self._head())
            while pokes := self._read(lambda reader: reader.pokes_since(self._told, _PAGE)):
                self._tell(pokes)
        except CollabError as error:
            _LOG.warning("%s", error.message)

    def _tell(self, pokes: list[Poke]) -> None:
        self._told = pokes[-1].seq
        for listener in self._listeners:
            try:
                listener(pokes)
            except Exception:
                _LOG.exception("A listener to the journal failed.")

    def _head(self) -> int:
        return self._read(lambda reader: reader.head())

    def _read(self, use_case: Callable[[Reader], T]) -> T:
        with self._database.reading() as connection:
            return use_case(Reader(connection, self._project))


class _Glance:
    """A cheap look at whether anybody committed: the number it compares is per connection, so it keeps one.

    After a failed write it opens a new one, as every connection has to (`Database`).
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._open: tuple[Identity, sqlite3.Connection] | None = None
        self._failures = 0
        self._version = 0

    def has_changed(self) -> bool:
        """Whether something was committed, or another file took the place, since the last call."""
        found = self._database.identity()
        if self._open is None or self._open[0] != found or self._failures != self._database.failures:
            return self._reopen(found)
        try:
            version = sqlite.data_version(self._open[1])
        except sqlite3.Error:
            self.close()
            return False
        was, self._version = self._version, version
        return version != was

    def close(self) -> None:
        opened, self._open = self._open, None
        if opened is not None:
            opened[1].close()

    def _reopen(self, found: Identity | None) -> bool:
        self.close()
        self._failures = self._database.failures
        if found is None:
            return False
        try:
            connection = sqlite.open_reader(self._database.path)
            self._version = sqlite.data_version(connection)
        except sqlite3.Error:
            return False
        self._open = found, connection
        return True

"""The journal: an append-only log of events per project, and what is shown, folded from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TypeVar

from .database import Database, stored_project
from .event import Event, NewEvent, Poke, Stamp
from .fold import Fold
from .reader import Reader
from .transaction import Transaction
from .watch import Watch
from .writer import Writer

__all__ = ["Event", "Journal", "NewEvent", "Poke", "Reader", "Stamp", "Transaction", "stored_project"]

T = TypeVar("T")


class Journal:
    """One project's journal in the file at `path`, which is made at the first write and opened when needed.

    `folds` says per entity kind how its events become a view. May be used from any thread.
    """

    def __init__(self, path: Path, project: str, folds: Mapping[str, Fold]) -> None:
        self.path = path
        self.project = project
        self.folds = dict(folds)
        self._database = Database(path, project)
        self._watch = Watch(self._database, project)
        self._writer = Writer(self._database, project, self.folds, self._watch.committed)

    def exists(self) -> bool:
        """Whether anything was ever written."""
        return self._database.exists()

    def write(self, use_case: Callable[[Transaction], T]) -> Future[T]:
        """Runs `use_case` on the writer's thread; the future holds its answer once that is stored for good.

        What the use case raises is in the future, and nothing of it is stored. Further:

        Raises:
            Unavailable: in the future; the disk, the file or another program stands in the way. Later writes may pass.
        """
        return self._writer.submit(use_case)

    def read(self, use_case: Callable[[Reader], T]) -> T:
        """The use case's answer from one state of the data. Waits for the disk: not for an event loop.

        Raises:
            Unavailable: the file cannot be read, was removed, or is another project's or a newer version's.
        """
        with self._database.reading() as connection:
            return use_case(Reader(connection, self.project))

    def on_commit(self, listener: Callable[[list[Poke]], None]) -> Callable[[], None]:
        """Calls `listener` with what was appended, by this or another program, in order and each event once.

        It is called on a thread of the journal's and must be quick. What is given back ends it. The first listener
        costs a short read.

        Raises:
            Unavailable: as for `read`.
        """
        return self._watch.add(listener)

    def close(self) -> None:
        """Stores what is queued, then lets go of the file. Later writes fail."""
        self._writer.close()
        self._watch.close()
        self._database.close_readers()

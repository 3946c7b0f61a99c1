"""The one thread that writes. Use cases queue up, and those that wait together share one COMMIT.

A commit waits for the disk, so 64 in one take hardly longer than one; each is in a savepoint of its own, so one that
fails takes nothing with it. None is told of success before the COMMIT.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, text, update

from ..core.errors import CollabError, Unavailable
from . import sqlite
from .database import Database
from .event import Poke
from .fold import Fold
from .head import Head
from .prepared import Prepared
from .reader import Reader
from .schema import PROJECT
from .transaction import Transaction

MOST_PER_COMMIT = 64

_LOG = logging.getLogger(__name__)
_SET_HEAD = Prepared(update(PROJECT).where(PROJECT.c.id == bindparam("of_id")), ("seq", "clock", "head_sha256"))
_SAVE = Prepared(text("SAVEPOINT use_case"))
_RELEASE = Prepared(text("RELEASE SAVEPOINT use_case"))
_ROLL_BACK = Prepared(text("ROLLBACK TO SAVEPOINT use_case"))


@dataclass(slots=True)
class _Job:
    use_case: Callable[[Transaction], Any]
    future: Future[Any]
    answer: Any = None
    error: BaseException | None = None


class Writer:
    """Runs use cases one after the other. `committed` hears of what was appended, on the writer's thread."""

    def __init__(
        self, database: Database, project: str, folds: Mapping[str, Fold], committed: Callable[[list[Poke]], None]
    ) -> None:
        self._database = database
        self._project = project
        self._folds = folds
        self._committed = committed
        self._queue: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._state = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(self, use_case: Callable[[Transaction], Any]) -> Future[Any]:
        """The future is done once the use case is stored, or has failed and left nothing."""
        job = _Job(use_case, Future())
        with self._state:
            if self._closed:
                job.future.set_exception(Unavailable("The server is stopping, so this was not stored. Try again."))
                return job.future
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="journal-writer", daemon=True)
                self._thread.start()
            self._queue.put(job)
        return job.future

    def close(self) -> None:
        """Writes what is queued, then ends the thread."""
        with self._state:
            was_closed, self._closed = self._closed, True
            thread = self._thread
        if thread is not None:
            if not was_closed:
                self._queue.put(None)
            thread.join()

    def _run(self) -> None:
        while self._step():
            pass
        try:
            self._database.close_writer()
        except CollabError as error:
            _LOG.warning("%s", error.message)

    def _step(self) -> bool:
        # A function of its own, so that no error is kept, with the connection it is about, while waiting for more.
        jobs, is_open = self._gather()
        self._write([job for job in jobs if job.future.set_running_or_notify_cancel()])
        return is_open

    def _gather(self) -> tuple[list[_Job], bool]:
        """Waits for one, takes those that wait with it; False with the last of all."""
        jobs: list[_Job] = []
        job = self._queue.get()
        while job is not None:
            jobs.append(job)
            if len(jobs) == MOST_PER_COMMIT:
                return jobs, True
            try:
                job = self._queue.get_nowait()
            except queue.Empty:
                return jobs, True
        return jobs, False

    def _write(self, jobs: list[_Job]) -> None:
        if not jobs:
            return
        try:
            with self._database.writing() as connection:
                batch = _Batch(connection, self._project, self._folds)
                for job in jobs:
                    batch.run(job)
                batch.finish()
        except BaseException as error:  # whatever it is, those who wait have to hear of it
            for job in jobs:
                job.future.set_exception(job.error or error)
            return
        self._tidy(batch, jobs)
        for job in jobs:
            self._settle(job)
        if batch.pokes:
            self._committed(batch.pokes)

    def _settle(self, job: _Job) -> None:
        if job.error is not None:
            job.future.set_exception(self._database.explain(job.error))
        else:
            job.future.set_result(job.answer)

    def _tidy(self, batch: _Batch, jobs: list[_Job]) -> None:
        try:
            if any(isinstance(job.error, sqlite.ERRORS) for job in jobs):
                self._database.begin_afresh()
            if batch.has_erased:
                self._database.empty_log()
        except CollabError as error:
            # What was committed is stored all the same; at worst erased text stays in the log until a later checkpoint.
            _LOG.warning("%s", error.message)


class _Batch:
    """The use cases of one COMMIT."""

    def __init__(self, connection: Connection, project: str, folds: Mapping[str, Fold]) -> None:
        self._connection = connection
        self._project = project
        self._folds = folds
        self._stored = self._head = Reader(connection, project).stored_head()
        self.pokes: list[Poke] = []
        self.has_erased = False

    def run(self, job: _Job) -> None:
        """Runs one use case; what it raises is kept in the job, unless it took the whole transaction with it."""
        _SAVE.run(self._connection, {})
        transaction = Transaction(self._connection, self._project, self._folds, self._head)
        try:
            job.answer = job.use_case(transaction)
            head = transaction.finish()
        except BaseException as error:
            if not sqlite.in_transaction(self._connection):
                raise
            _ROLL_BACK.run(self._connection, {})
            _RELEASE.run(self._connection, {})
            job.error = error
            return
        _RELEASE.run(self._connection, {})
        self._head = head
        self.pokes += transaction.pokes()
        self.has_erased |= transaction.has_erased

    def finish(self) -> None:
        head: Head = self._head
        if head != self._stored:
            row = {"of_id": self._project, "seq": head.seq, "clock": head.clock, "head_sha256": head.sha256}
            _SET_HEAD.run(self._connection, row)

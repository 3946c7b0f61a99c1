"""The journal's speed beside plain `sqlite3` in the same run.

    python tests/benchmarks/journal.py [--seconds 3]

Both sides store the same events with the same view, full-text and head rows, the same indexes and the same pragmas,
from the same number of threads. Plain SQLite commits once per event and each thread has a connection of its own; the
journal acknowledges each event after its commit. Runs alternate, the table shows the median of three.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.core.wire import encode, now
from jupyter_mlcollab.journal import sqlite
from jupyter_mlcollab.journal.chain import header_sha256, milliseconds, payload_sha256
from jupyter_mlcollab.journal.event import Event, NewEvent, Stamp
from jupyter_mlcollab.journal.fold import View
from jupyter_mlcollab.journal.journal import Journal
from machine import machine

THREADS = (1, 8, 32)
REPEATS = 3
COMMENTS_PER_THREAD = 8
ANA = Stamp("ana", "reviewer", True)
TEXT = "Does the scaler see the test rows before the split? It is fitted on the whole frame in the cell above. " * 2


def fold(entity: str, events: Sequence[Event]) -> View:
    texts = [event.payload.decode() for event in events if event.payload is not None]
    body = encode({"id": entity, "last": events[-1].id, "comments": texts})
    return View("thread", entity, entity.split("-")[0], "open", body, " ".join(texts))


def new_event(notebook: int, thread: int) -> NewEvent:
    payload = encode({"text": TEXT, "nonce": new_id()})
    return NewEvent(new_id(), "thread", f"n{notebook}-t{thread}", "comment.added", 1, payload)


class Plain:
    """The same rows by hand."""

    def __init__(self, path: Path) -> None:
        journal = Journal(path, "demo", {"thread": fold})
        journal.write(lambda transaction: None).result()
        journal.close()
        self.path = path
        self.local = threading.local()

    def close(self) -> None:
        pass

    def append(self, new: NewEvent) -> None:
        if not hasattr(self.local, "connection"):
            self.local.connection = sqlite.open_writer(self.path)
            self.local.connection.execute("PRAGMA busy_timeout = 60000")
        connection: sqlite3.Connection = self.local.connection
        connection.execute("BEGIN IMMEDIATE")
        self.insert(connection, new)
        connection.execute("COMMIT")

    def insert(self, connection: sqlite3.Connection, new: NewEvent) -> None:
        seq, clock, prev = connection.execute(
            "SELECT seq, clock, head_sha256 FROM project WHERE id = 'demo'"
        ).fetchone()
        moment, salt = now(), os.urandom(16)
        at = milliseconds(moment)
        event = Event(
            "demo", seq + 1, new.id, new.v, clock + 1, new.entity_kind, new.entity, new.kind, "ana", "reviewer", True,
            None, moment, new.payload, salt, payload_sha256(salt, new.payload), prev,
        )  # fmt: skip
        row = [getattr(event, name) for name in Event.__slots__]
        row[12] = at
        connection.execute(f"INSERT INTO event VALUES ({', '.join('?' * 17)})", row)
        self.show(connection, event, at)
        connection.execute(
            "UPDATE project SET seq = ?, clock = ?, head_sha256 = ? WHERE id = 'demo'",
            (event.seq, event.clock, header_sha256(event)),
        )

    def show(self, connection: sqlite3.Connection, event: Event, at: int) -> None:
        rows = connection.execute(
            "SELECT * FROM event WHERE project = 'demo' AND entity_kind = 'thread' AND entity = ? ORDER BY clock, id",
            (event.entity,),
        ).fetchall()
        view = fold(event.entity, [Event(*row) for row in rows])
        found = connection.execute(
            "SELECT number FROM view WHERE project = 'demo' AND kind = 'thread' AND id = ?", (event.entity,)
        ).fetchone()
        values = (view.subject, view.status, at, event.seq, view.body)
        if found is None:
            number = connection.execute(
                "INSERT INTO view (subject, status, updated_at, seq, body, project, kind, id)"
                " VALUES (?, ?, ?, ?, ?, 'demo', 'thread', ?)",
                (*values, event.entity),
            ).lastrowid
        else:
            (number,) = found
            connection.execute(
                "UPDATE view SET subject = ?, status = ?, updated_at = ?, seq = ?, body = ? WHERE number = ?",
                (*values, number),
            )
            connection.execute("DELETE FROM view_text WHERE rowid = ?", (number,))
        connection.execute("INSERT INTO view_text (rowid, text) VALUES (?, ?)", (number, view.text))


class Ours:
    def __init__(self, path: Path) -> None:
        self.journal = Journal(path, "demo", {"thread": fold})
        self.journal.write(lambda transaction: None).result()

    def close(self) -> None:
        self.journal.close()

    def append(self, new: NewEvent) -> None:
        self.journal.write(lambda transaction: transaction.append(new, ANA)).result()


def hammer(append: Callable[[NewEvent], None], threads: int, seconds: float) -> list[float]:
    """Milliseconds that each acknowledged event took."""
    waits: list[list[float]] = [[] for _ in range(threads)]
    start = threading.Barrier(threads)

    def work(number: int) -> None:
        start.wait()
        end = time.perf_counter() + seconds
        count = 0
        while (began := time.perf_counter()) < end:
            append(new_event(number, count // COMMENTS_PER_THREAD))
            waits[number].append((time.perf_counter() - began) * 1000)
            count += 1

    workers = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return [wait for own in waits for wait in own]


def rate(kind: type[Plain] | type[Ours], threads: int, seconds: float) -> tuple[float, float, float]:
    """Events per second, median and 99th percentile of their milliseconds."""
    with tempfile.TemporaryDirectory() as folder:
        store = kind(Path(folder) / "journal.db")
        began = time.perf_counter()
        waits = hammer(store.append, threads, seconds)
        took = time.perf_counter() - began
        store.close()
    return len(waits) / took, statistics.median(waits), statistics.quantiles(waits, n=100)[98]


def compare(seconds: float) -> None:
    print(f"{'writers':>7}  {'':7} {'events/s':>9} {'p50 ms':>8} {'p99 ms':>8}   journal / plain")
    for threads in THREADS:
        runs = [(rate(Plain, threads, seconds), rate(Ours, threads, seconds)) for _ in range(REPEATS)]
        medians = [[statistics.median(run[side][of] for run in runs) for of in range(3)] for side in (0, 1)]
        for name, figures, note in zip(("plain", "journal"), medians, ("", medians[1][0] / medians[0][0]), strict=True):
            ratio = f"   {note:.2f}" if note else ""
            print(f"{threads:>7}  {name:7} {figures[0]:>9.0f} {figures[1]:>8.2f} {figures[2]:>8.2f}{ratio}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=3, help="length of each run")
    options = parser.parse_args()
    print(machine("jupyter-mlcollab", "sqlalchemy", "alembic") + "\n")
    compare(options.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())

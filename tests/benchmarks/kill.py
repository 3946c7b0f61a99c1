"""Kills a writing process again and again and looks whether it lost anything it had acknowledged.

    python tests/benchmarks/kill.py [--kills 100]

A child appends from eight threads and prints each id once its write is acknowledged. After a random 0.1 to 0.4 seconds
it gets SIGKILL. Then every printed id has to be in the journal, SQLite's integrity check has to be clean, the chain
unbroken and the views equal to a refold. Exit status 1 when not.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from operator import methodcaller
from pathlib import Path

from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.core.wire import encode
from jupyter_mlcollab.journal.check import verify
from jupyter_mlcollab.journal.event import Event, NewEvent, Stamp
from jupyter_mlcollab.journal.fold import View
from jupyter_mlcollab.journal.journal import Journal
from machine import machine

WRITERS = 8


def fold(entity: str, events: Sequence[Event]) -> View:
    return View("thread", entity, "doc", "open", encode([event.id for event in events]), f"event {len(events)}")


def open_journal(path: Path) -> Journal:
    return Journal(path, "demo", {"thread": fold})


def write(path: Path) -> None:
    """The child: appends until it is killed."""
    journal = open_journal(path)

    def work() -> None:
        while True:
            event = NewEvent(new_id(), "thread", f"t{random.randrange(200)}", "comment.added", 1, encode("x" * 300))
            journal.write(methodcaller("append", event, Stamp("ana", "reviewer", True))).result()
            # One write call per line, so that a line is there whole or not at all.
            os.write(1, event.id.encode() + b"\n")

    for _ in range(WRITERS):
        threading.Thread(target=work).start()


def kill_one(path: Path) -> list[str]:
    """Ids a child had acknowledged when it was killed."""
    child = subprocess.Popen([sys.executable, __file__, "--write", str(path)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    first = child.stdout.readline()
    threading.Timer(random.uniform(0.1, 0.4), child.send_signal, [signal.SIGKILL]).start()
    rest = child.stdout.read()
    child.wait()
    return (first + rest).decode().split()


def missing(path: Path, acknowledged: Sequence[str]) -> list[str]:
    journal = open_journal(path)
    try:
        return journal.read(lambda reader: [event for event in acknowledged if reader.event(event) is None])
    finally:
        journal.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.write:
        write(options.write)
        return 0
    return kill_many(options.kills)


def kill_many(kills: int) -> int:
    print(machine("jupyter-mlcollab"))
    began, acknowledged, lost = time.perf_counter(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.db"
        for _ in range(kills):
            ids = kill_one(path)
            acknowledged += len(ids)
            lost += len(missing(path, ids))
        journal = open_journal(path)
        problems = verify(journal)
        stored = journal.read(lambda reader: reader.head())
        journal.close()
    seconds = time.perf_counter() - began
    print(f"kills {kills}, acknowledged {acknowledged}, lost {lost}, stored {stored}, problems {len(problems)}")
    print(f"{seconds:.0f} s")
    print("\n".join(problems[:10]))
    return 1 if lost or problems or not acknowledged else 0


if __name__ == "__main__":
    sys.exit(main())

"""The list of one notebook's threads, as the log of its project grows: the use case that a browser's request runs.

    python tests/benchmarks/lists.py [--events 100000]

A notebook has fifty threads of eight comments by two people; more events are more notebooks. Bo, who asks, has read all
threads of the project once, which is when there is most to look up, and a part has been answered since. What is timed
is the use case with its answer as JSON, on a connection that has been used before.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import msgspec

from jupyter_mlcollab.access.schema import Project
from jupyter_mlcollab.access.work import Context, Reading, Writing
from jupyter_mlcollab.anchors.schema import CellTarget, Surroundings
from jupyter_mlcollab.comments import service
from jupyter_mlcollab.comments.marks import mark_read_up_to
from jupyter_mlcollab.comments.schema import CommentAdded, NewThread, ReadMark, ThreadList
from jupyter_mlcollab.comments.threads import threads
from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.core.people import Actor, Person, Role
from jupyter_mlcollab.journal.journal import Journal
from jupyter_mlcollab.rooms import FOLDS
from machine import machine, percentile

SMALL = 1000
COMMENTS = 8
THREADS = 50
ASKED = 200
TEXT = "Does the scaler see the test rows before the split? It is fitted on the whole frame in the cell above. " * 2
SOURCE = "scaler = StandardScaler().fit(frame[FEATURES])\ntrain, test = train_test_split(frame, random_state=7)\n" * 5
PROJECT = Project(id="demo", name="demo", server_folder="", path_prefix="", kept="computer", settings_problem=None)


def context(name: str) -> Context:
    person = Person(
        username=name, display_name=name.title(), initials=name[0].upper(), color=None, avatar_url=None, verified=True
    )
    return Context(PROJECT, Actor(person=person, role=Role.REVIEWER), True, None, list, name)


ANA, BO = context("ana"), context("bo")


def path_of(notebook: int) -> str:
    return f"churn/notebook-{notebook}.ipynb"


def new_thread(number: int) -> NewThread:
    around = Surroundings(
        cell_id=f"cell-{number}", cell_type="code", index=number % THREADS, cell_count=THREADS, ids_trusted=True,
        source=SOURCE, previous_source="# Data", next_source="fit()", headings=["Churn", "Data"],
    )  # fmt: skip
    target = CellTarget(surroundings=around)
    return NewThread(id=new_id(), path=path_of(number // THREADS), target=target, body=TEXT)


def grow(journal: Journal, begin: int, end: int) -> None:
    """Adds the threads `begin` to `end`. Bo reads each after its first answer."""

    def use_case(ana: Writing, bo: Writing, numbers: range) -> None:
        for number in numbers:
            opened = service.open_thread(ana, new_thread(number), [])
            # Appended without the use case, which looks up much that this does not measure.
            for answer in range(COMMENTS - 1):
                who = (bo, ana)[answer % 2]
                event = who.append(who.event("comment.added", opened.id, CommentAdded(body=TEXT)))
                if answer == 0:
                    mark_read_up_to(bo, opened.id, ReadMark(seq=event.seq))

    for first in range(begin, end, 50):
        numbers = range(first, min(first + 50, end))
        journal.write(lambda t, numbers=numbers: use_case(Writing(ANA, t), Writing(BO, t), numbers)).result()


def list_times(journal: Journal, notebooks: int) -> list[float]:
    """Milliseconds for each list, of one notebook after the other."""
    times = []
    for number in range(ASKED):
        path = path_of(number * 7 % notebooks)
        began = time.perf_counter()
        found: ThreadList = journal.read(lambda reader, path=path: threads(Reading(BO, reader), path))
        answer = msgspec.json.encode(found)
        times.append((time.perf_counter() - began) * 1000)
        if len(found.threads) != THREADS or len(answer) < THREADS * COMMENTS * len(TEXT):
            raise RuntimeError("The list is not whole.")
    return times


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=100_000, help="events in the longer log")
    arguments = parser.parse_args()
    print(machine("jupyter-mlcollab", "sqlalchemy", "msgspec"))
    print(f"\n{'events':>8} {'notebooks':>10} {'median ms':>10} {'p95 ms':>8} {'worst ms':>9}   list of one notebook")
    p95 = []
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal.db", "demo", FOLDS)
        stored = 0
        for events in (SMALL, arguments.events):
            notebooks = -(-events // (COMMENTS * THREADS))
            grow(journal, stored, notebooks * THREADS)
            stored = notebooks * THREADS
            times = list_times(journal, notebooks)
            p95.append(percentile(times, 95))
            head = journal.read(lambda reader: reader.head())
            median, worst = statistics.median(times), max(times)
            print(f"{head:>8} {notebooks:>10} {median:>10.2f} {p95[-1]:>8.2f} {worst:>9.2f}", flush=True)
        journal.close()
    print(f"p95 in the longer log, as a multiple of that in the shorter   {p95[1] / p95[0]:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

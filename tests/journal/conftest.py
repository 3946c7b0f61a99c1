"""A journal on a file of its own, with a small fold: threads of words."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import pytest

from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.core.wire import encode
from jupyter_mlcollab.journal.event import Event, NewEvent, Stamp
from jupyter_mlcollab.journal.fold import Fold, Notice, View
from jupyter_mlcollab.journal.journal import Journal

ANA = Stamp("ana", "reviewer", True)


def fold_thread(entity: str, events: Sequence[Event]) -> View | None:
    """Lists what was said, in order; `about` names the subject, `to` whom to tell, `end` takes it off the lists."""
    read = [msgspec.json.decode(event.payload) if event.payload is not None else {} for event in events]
    if any(said.get("end") for said in read):
        return None
    words = [said.get("say", "") for said in read]
    about = next((said["about"] for said in read if "about" in said), None)
    status = next((said["status"] for said in reversed(read) if "status" in said), "open")
    notices = [
        Notice(said["to"], event.id, "mention") for said, event in zip(read, events, strict=True) if "to" in said
    ]
    body = encode({"last": events[-1].id, "words": words})
    return View("thread", entity, about, status, body, " ".join(words), notices)


FOLDS: dict[str, Fold] = {"thread": fold_thread}


Said = Callable[..., NewEvent]
Say = Callable[..., Event]
Words = Callable[[Journal, str], list[str] | None]
Make = Callable[..., Journal]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Makes journals that are closed after the test; by default all on one file."""
    made: list[Journal] = []

    def make_journal(path: Path | None = None, project: str = "demo") -> Journal:
        made.append(Journal(path or tmp_path / "store" / "journal.db", project, FOLDS))
        return made[-1]

    yield make_journal
    for journal in made:
        journal.close()


@pytest.fixture
def journal(make: Make) -> Journal:
    return make()


@pytest.fixture(scope="session")
def said() -> Said:
    """`said(thread, event_id=None, **payload)`: a new event of a thread."""

    def new_event(thread: str, event_id: str | None = None, **payload: object) -> NewEvent:
        return NewEvent(event_id or new_id(), "thread", thread, "comment.added", 1, encode(payload))

    return new_event


@pytest.fixture(scope="session")
def say(said: Said) -> Say:
    """`say(journal, thread, stamp=ANA, **payload)`: appends an event and waits until it is stored."""

    def append(journal: Journal, thread: str, stamp: Stamp = ANA, **payload: object) -> Event:
        event = said(thread, **payload)
        return journal.write(lambda transaction: transaction.append(event, stamp)).result(20)

    return append


@pytest.fixture(scope="session")
def words() -> Words:
    """`words(journal, thread)`: what the stored view of a thread says, None when there is none."""

    def read_words(journal: Journal, thread: str) -> list[str] | None:
        view = journal.read(lambda reader: reader.view("thread", thread))
        return None if view is None else msgspec.json.decode(view.body)["words"]

    return read_words


@pytest.fixture
def wait_until() -> Callable[[Callable[[], bool]], None]:
    """Waits until something holds; fails after ten seconds."""

    def wait(holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 10
        while not holds():
            assert time.monotonic() < deadline, "waited ten seconds in vain"
            time.sleep(0.01)

    return wait

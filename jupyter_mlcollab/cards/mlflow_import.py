"""Cards from the runs of MLflow: which run has a card already, and what is to be written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal
from urllib.parse import unquote

from ..access.work import Local
from ..core.errors import CollabError, Invalid, TooLarge
from ..core.wire import Wire
from .card import Card
from .listing import card_bytes
from .mlflow_server import TrackingServer
from .mlflow_sqlite import runs_in_database
from .naming import CARD_FILE, numbered, slug_of
from .text import card_text, read_card
from .tracked_run import RUNNER, TrackedRun, card_of, updated

MAX_RUNS = 1_000
Outcome = Literal["made", "updated", "unchanged", "left"]
_SQLITE = "sqlite:///"


class ImportedRun(Wire, frozen=True, kw_only=True):
    """A run, and the card at `path`: `made`, `updated`, `unchanged`, or `left` for the reason that `why` says."""

    run: str
    title: str
    path: str
    outcome: Outcome
    why: str | None


Change = tuple[ImportedRun, str | None]
"""What becomes of a run, and the text to be written at its path."""


def tracked_runs(store: str, experiment: str | None, ids: Sequence[str]) -> list[TrackedRun]:
    """The runs of a store: the file of a database, `sqlite:///FILE`, or the address of a tracking server.

    Raises:
        NotFound, Invalid, Unavailable: the store, experiment or run is not there, or cannot be read.
        TooLarge: there are over 1,000.
    """
    if store.startswith(("http://", "https://")):
        found = list(islice(TrackingServer(store).runs(experiment, ids), MAX_RUNS + 1))
    else:
        found = runs_in_database(_file(store), experiment, ids)
    if len(found) > MAX_RUNS:
        raise TooLarge(f"There are over {MAX_RUNS:,} runs. Name an experiment or the runs that you want.")
    return found


def imported(work: Local, folder: Path, runs: Iterable[TrackedRun]) -> Iterator[Change]:
    """For each run the card to be written, or why none is. `folder` is the project's.

    A run that has a card keeps it: one that an import made is brought up to date, unless it is published; one that the
    run's own code made is left as it is.
    """
    cards = work.settings().cards.folder
    known = _Known(work, cards)
    for run in runs:
        fresh = card_of(run, lambda source: _path_of(folder, source))
        path, before, content = known.of(run.id)
        if before is None:
            path = known.free(fresh.title)
            known.add(run.id, path, fresh)
            yield _change(run, fresh, path, "made", text=card_text(fresh))
        elif before.execution is None or before.execution.runner != RUNNER:
            yield _change(run, before, path, "left", "The run's own code made a card.")
        elif before.published is not None:
            yield _change(run, before, path, "left", "The card is published.")
        else:
            text = card_text(updated(before, fresh), content)
            is_same = text.encode() == content
            yield _change(run, before, path, "unchanged" if is_same else "updated", text=None if is_same else text)


class _Known:
    """The cards of the project by the runs of MLflow they name, and the folders that are taken."""

    def __init__(self, work: Local, cards: str) -> None:
        self._cards = cards
        self._by_run: dict[str, tuple[str, Card, bytes]] = {}
        self._taken = set(work.files.stamps(cards, CARD_FILE))
        for path in sorted(self._taken):
            try:
                content = card_bytes(work.files, path)
                card = read_card(content, path)
            except CollabError:
                continue
            for run in card.runs:
                if run.system == "mlflow":
                    self._by_run.setdefault(run.id, (path, card, content))

    def of(self, run_id: str) -> tuple[str, Card | None, bytes]:
        return self._by_run.get(run_id, ("", None, b""))

    def free(self, title: str) -> str:
        """The path of a new card of that title."""
        slug, number = slug_of(title), 1
        while (path := f"{self._cards}/{numbered(slug, number)}/{CARD_FILE}") in self._taken:
            number += 1
        self._taken.add(path)
        return path

    def add(self, run_id: str, path: str, card: Card) -> None:
        self._by_run[run_id] = (path, card, b"")


def _change(
    run: TrackedRun, card: Card, path: str, outcome: Outcome, why: str | None = None, text: str | None = None
) -> Change:
    return ImportedRun(run=run.id, title=card.title, path=path, outcome=outcome, why=why), text


def _file(store: str) -> Path:
    """The database's file. As in MLflow, three slashes begin a path that is relative, four an absolute one."""
    if "://" in store and not store.startswith(_SQLITE):
        raise Invalid(
            f"A store is a file, {_SQLITE}FILE, or the http address of a server, not {store.split('://')[0]}."
        )
    file = Path(unquote(store.removeprefix(_SQLITE))).expanduser()
    if file.is_dir():
        raise Invalid(
            f"{file} is a folder. Bring the runs of folders into a database first, with: mlflow migrate-filestore"
        )
    return file


def _path_of(folder: Path, source: str) -> str:
    """A notebook's path in the project; of one that is elsewhere, its name."""
    place = Path(os.path.abspath(folder / source))  # noqa: PTH100 - links stay as people write them
    return place.relative_to(folder).as_posix() if place.is_relative_to(folder) else place.name

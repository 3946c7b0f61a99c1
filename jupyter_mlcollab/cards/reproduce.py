"""Runs a card's notebook again, in a clean checkout of its commit, and records what came out."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ..access.work import Joining, Writing
from ..core.errors import Invalid, NotFound
from ..core.paths import check_path
from ..core.wire import Wire
from ..git.worktree import detached_worktree
from .approval import is_own
from .card import Card
from .compose import card_at
from .lifecycle import record
from .reproduction import SUCCEEDED, Level, Reproduction, Result, changed_packages, compare_runs, level_of
from .running import Progress, Ran, card_made, run_notebook
from .schema import CardVerified

DATA_BYTES = 2 * 1024**3
"""So much data that git does not hold is copied into the checkout, for the run to read and not to change."""
_MISSING = ("FileNotFoundError", "NotADirectoryError")


class Reproduced(Wire, frozen=True, kw_only=True):
    """A card run again: at which commit, what came out, and the level this gives the card. `warnings` are sentences
    about what a checkout cannot bring back. `event` is the id of the event, None where none was to be written."""

    path: str
    title: str
    commit: str
    level: Level
    reproduction: Reproduction
    warnings: list[str]
    seconds: float
    log: str
    event: str | None


@dataclass(frozen=True)
class Wish:
    """How to run it: at which revision (None: the recorded commit), how long a cell may take in seconds, whether the
    outcome is recorded, and whom to tell of each cell."""

    revision: str | None = None
    timeout_s: float = 3600.0
    recorded: bool = True
    progress: Progress = lambda number, count: None


def reproduce(work: Joining, folder: Path, path: str, wish: Wish) -> Reproduced:
    """The card in the file at `path`, its notebook run again in a checkout of its own. `folder` is the project's; not a
    file in it is touched. The checkout and the kernel are gone afterwards, also when it is stopped.

    Raises:
        NotFound: no such card, no such commit, or no such notebook in it.
        Invalid: the card cannot be read, does not say from which notebook and commit it is, or was made without code.
        Unavailable: git cannot check the commit out.
    """
    shown = card_at(work, path)
    card = shown.card
    notebook = card.code.notebook if card.code else None
    if not notebook:
        raise Invalid("This card does not say from which notebook it is, so it cannot be run again.")
    if card.execution is None:
        raise Invalid(
            "This card was made without code, so its notebook makes no card to hold against it. "
            "Have the notebook make the card: with mlcollab.card(…)."
        )
    check_path(notebook)
    commit = _commit(work, card, wish.revision)
    began = time.monotonic()
    with detached_worktree(folder, commit) as tree:
        missing = _bring_data(card, folder, tree)
        ran = run_notebook(tree / notebook, wish.timeout_s, wish.progress)
        again = card_made(tree, card, work.settings().cards.folder)
    seconds = round(time.monotonic() - began, 1)
    reproduction = _judged(card, again, ran)
    level = level_of(reproduction.outcome, is_own(work.context.actor.person, card.owner, None))
    made = Reproduced(
        path=path, title=card.title, commit=commit, level=level, reproduction=reproduction, seconds=seconds,
        warnings=[*_warnings(card, wish), *missing], log=ran.log, event=None,
    )  # fmt: skip
    return _written(work, card, shown.digest, made) if wish.recorded else made


def summary(reproduction: Reproduction) -> str:
    """What came out, in a line."""
    if reproduction.problem:
        return reproduction.problem
    same = sum(metric.outcome != "differs" for metric in reproduction.metrics)
    line = f"{same} of {len(reproduction.metrics)} metrics the same"
    return line + (f", {len(reproduction.data)} data sets differ" if reproduction.data else "")


def _commit(work: Joining, card: Card, revision: str | None) -> str:
    if revision is not None:
        return work.repository.commit(revision)
    recorded = card.code.commit if card.code else None
    if not recorded:
        raise Invalid("This card does not say at which commit it was made. Name one with --at.")
    try:
        return work.repository.commit(recorded)
    except NotFound:
        raise NotFound(f"The card's commit {recorded[:8]} is not in this clone. Fetch it first, or use --at.") from None


def _bring_data(card: Card, folder: Path, tree: Path) -> list[str]:
    """Copies the data that git does not hold; the sentences about what could not be brought."""
    problems, left = [], DATA_BYTES
    for data in card.data:
        source, target = folder / (data.uri or "."), tree / (data.uri or ".")
        if not data.uri or "://" in data.uri or target.exists() or not source.exists():
            continue
        if not (_lies_in(source, folder) and _lies_in(target, tree)):
            problems.append(f"The data “{data.name}” lies outside the project and was not copied.")
            continue
        size = source.stat().st_size if source.is_file() else DATA_BYTES + 1
        if size > left:
            problems.append(f"The data “{data.name}” is not in git and was not copied: it is no file, or too large.")
            continue
        left -= size
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(source, target)
    return problems


def _lies_in(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())


def _judged(card: Card, again: Card | None, ran: Ran) -> Reproduction:
    if again is not None and ran.error is None:
        return compare_runs(card, again)
    outcome: Result = "data missing" if ran.error in _MISSING else "failed"
    problem = ran.problem or "The notebook ran to its end and made no card of this title."
    packages = []
    if again is not None and again.environment and card.environment:
        packages = changed_packages(card.environment.packages, again.environment.packages)
    return Reproduction(outcome=outcome, metrics=[], data=[], packages=packages, problem=problem)


def _warnings(card: Card, wish: Wish) -> list[str]:
    if wish.revision is None and card.code and card.code.dirty:
        return ["The card was made with changes that were not committed, so its commit alone may give something else."]
    return []


def _written(work: Joining, card: Card, digest: str, made: Reproduced) -> Reproduced:
    def write(writing: Writing) -> str:
        said = CardVerified(
            recorded=record(writing, card, digest, made.path), commit=made.commit, result=made.reproduction.outcome,
            level=made.level, summary=summary(made.reproduction), packages_changed=len(made.reproduction.packages),
            seconds=made.seconds, log=made.log,
        )  # fmt: skip
        return writing.append(writing.event("card.verified", card.id, said)).id

    return msgspec.structs.replace(made, event=work.write(write))


def succeeded(made: Reproduced) -> bool:
    """Whether the run gave the same, within tolerance."""
    return made.reproduction.outcome in SUCCEEDED

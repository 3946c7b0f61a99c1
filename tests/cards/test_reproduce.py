"""A card's notebook run again in a checkout: real git, a real kernel, and what comes out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import nbformat
import pytest

from cards_made_up import made
from jupyter_mlcollab.cards.card import Card, CardCode, CardData, CardExecution, CardMetric
from jupyter_mlcollab.cards.compose import card_at
from jupyter_mlcollab.cards.reproduce import Reproduced, Wish, reproduce
from jupyter_mlcollab.cards.reproduce_command import shown
from jupyter_mlcollab.cards.reproduction import PackageAgain, Reproduction
from jupyter_mlcollab.core.command import Paint
from jupyter_mlcollab.core.errors import Invalid, NotFound

CELLS = """
import json, pathlib, sys
from datetime import UTC, datetime
from jupyter_mlcollab.cards.card import SCHEMA, Card, CardCode, CardMetric
from jupyter_mlcollab.cards.text import card_text
from jupyter_mlcollab.core.ids import new_id
print("training")
value = {value}
card = Card(schema=SCHEMA, id=new_id(), title="Boosting beats logistic regression", kind="experiment", owner="Bo",
    created=datetime.now(UTC), metrics=[CardMetric(name="auc", value=value)], code=CardCode(notebook="train.ipynb"))
file = pathlib.Path("cards/boosting/card.json")
file.parent.mkdir(parents=True, exist_ok=True)
file.write_text(card_text(card))
"""


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True).stdout.strip()


def commit(folder: Path, value: str) -> str:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CELLS.format(value=value))])
    nbformat.write(notebook, folder / "train.ipynb")
    git(folder, "add", "train.ipynb")
    git(folder, "commit", "-q", "-m", "Train")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "churn"
    place.mkdir()
    git(place, "init", "-q")
    git(place, "config", "user.name", "Ana")
    git(place, "config", "user.email", "ana@example.org")
    return place


@pytest.fixture
def again(as_: Callable[[str], Any], put: Callable[..., str], folder: Path) -> Callable[..., Reproduced]:
    """Runs a card made from the last commit again."""

    def run(name: str = "bo", wish: Wish | None = None, **fields: Any) -> Reproduced:
        return reproduce(as_(name), folder, put(recorded(folder, **fields)), wish or Wish())

    return run


def recorded(folder: Path, **fields: Any) -> Card:
    code = CardCode(notebook="train.ipynb", commit=git(folder, "rev-parse", "HEAD"))
    run = CardExecution(id="run-1", started=datetime(2026, 11, 26, tzinfo=UTC))
    return made(**{"code": code, "execution": run, "metrics": [CardMetric(name="auc", value=0.87)]} | fields)


def test_a_card_made_without_code_says_so_and_nothing_is_run(again, as_, folder: Path):
    commit(folder, "0.87")
    with pytest.raises(Invalid, match="made without code") as said:
        again(execution=None)
    assert "with mlcollab.card" in said.value.message
    assert card_at(as_("ana"), "cards/boosting/card.json").standing.verification is None


def test_the_same_numbers_are_reproduced_by_somebody_else(again, as_, folder: Path):
    hash_ = commit(folder, "0.87")
    (folder / "train.ipynb").write_text("what is being written")
    before = git(folder, "status", "--porcelain")
    cells: list[tuple[int, int]] = []
    made = again(wish=Wish(progress=lambda number, count: cells.append((number, count))))
    assert (made.reproduction.outcome, made.level, made.commit) == ("reproduced", "R2", hash_)
    assert cells == [(1, 1)] and "training" in made.log
    assert (folder / "train.ipynb").read_text() == "what is being written"
    assert git(folder, "status", "--porcelain") == before + "\n?? cards/"
    assert len(git(folder, "worktree", "list").splitlines()) == 1
    stands = card_at(as_("vera"), made.path).standing.verification
    assert (stands.person.username, stands.result, stands.level, stands.stale) == ("bo", "reproduced", "R2", None)
    assert stands.summary == "1 of 1 metrics the same"


def test_a_card_made_by_code_stays_in_the_checkout(again, folder: Path, monkeypatch: pytest.MonkeyPatch):
    """Also where the command runs in a kernel of JupyterLab, which passes on the path of its own notebook."""
    monkeypatch.setenv("JPY_SESSION_NAME", str(folder / "train.ipynb"))
    cell = "import jupyter_mlcollab as m\nwith m.card('Boosting beats logistic regression') as c: c.metric('auc', 0.87)"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell)]), folder / "train.ipynb")
    git(folder, "add", "train.ipynb")
    git(folder, "commit", "-q", "-m", "Train")
    assert again().reproduction.outcome == "reproduced"
    assert not (folder / "cards/boosting-beats-logistic-regression").exists()


def test_run_again_by_its_owner_is_level_1(again, folder: Path):
    commit(folder, "0.87")
    assert again("ana", owner="Ana").level == "R1"


def test_another_number_differs(again, folder: Path):
    commit(folder, "0.8")
    made = again(metrics=[CardMetric(name="auc", value=0.87, tolerance=0.002)])
    assert (made.reproduction.outcome, made.level) == ("differs", "R0")


def test_a_run_that_fails_says_why(again, folder: Path):
    commit(folder, "1 / 0")
    made = again()
    assert (made.reproduction.outcome, made.level) == ("failed", "R0")
    assert made.reproduction.problem == "ZeroDivisionError: division by zero"


def test_data_that_is_not_there(again, folder: Path):
    commit(folder, "float(open('labels.csv').read())")
    assert again().reproduction.outcome == "data missing"


def test_data_beside_git_is_copied_and_cannot_be_changed_by_the_run(again, folder: Path):
    commit(folder, "float(open('labels.csv').read()); open('labels.csv', 'w').write('overwritten')")
    (folder / "labels.csv").write_text("0.87")
    made = again(data=[CardData(name="labels", uri="labels.csv")])
    assert made.reproduction.outcome == "reproduced"
    assert (folder / "labels.csv").read_text() == "0.87"


def test_a_cell_that_takes_too_long_is_stopped(again, folder: Path):
    commit(folder, "__import__('time').sleep(60)")
    made = again(wish=Wish(timeout_s=1))
    assert (made.reproduction.outcome, made.seconds < 30) == ("failed", True)
    assert "longer than the limit of 1 seconds" in made.reproduction.problem
    assert len(git(folder, "worktree", "list").splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="a program cannot be asked so there")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_leaves_nothing_behind(put, folder: Path, how: signal.Signals):
    commit(folder, "__import__('time').sleep(60)")
    put(recorded(folder))
    command = [sys.executable, "-m", "jupyter_mlcollab", "reproduce", "cards/boosting"]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.PIPE, text=True) as run:
        assert "cell 1 of 1\n" in iter(run.stderr.readline, "")
        run.send_signal(how)
        run.stderr.read()
    assert run.returncode == 130
    assert len(git(folder, "worktree", "list").splitlines()) == 1


def test_another_revision_and_uncommitted_changes(again, folder: Path):
    first = commit(folder, "0.87")
    commit(folder, "0.5")
    code = CardCode(notebook="train.ipynb", commit=first, dirty=True)
    at_first = again(code=code)
    assert at_first.reproduction.outcome == "reproduced"
    assert "not committed" in at_first.warnings[0]
    assert again(code=code, wish=Wish(revision="HEAD")).reproduction.outcome == "differs"


def test_what_moved_on_makes_it_stale(again, as_, put, folder: Path):
    commit(folder, "0.87")
    made = again()
    commit(folder, "0.88")
    assert "changed in git" in card_at(as_("vera"), made.path).standing.verification.stale
    put(msgspec.structs.replace(card_at(as_("vera"), made.path).card, conclusion="Adopt."))
    assert "edited" in card_at(as_("vera"), made.path).standing.verification.stale


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (CardCode(notebook="train.ipynb"), "at which commit"),
        (CardCode(commit="0" * 40), "from which notebook"),
        (CardCode(notebook="../train.ipynb", commit="HEAD"), "leave the project"),
    ],
)
def test_a_card_that_does_not_say_enough(again, folder: Path, code: CardCode, sentence: str):
    commit(folder, "0.87")
    with pytest.raises(Invalid, match=sentence):
        again(code=code)


def test_a_commit_that_is_not_in_this_clone(again, folder: Path):
    commit(folder, "0.87")
    with pytest.raises(NotFound, match="not in this clone"):
        again(code=CardCode(notebook="train.ipynb", commit="1" * 40))


def test_data_outside_the_project_is_not_copied(again, folder: Path):
    commit(folder, "0.87")
    (folder.parent / "secret.txt").write_text("x")
    made = again(data=[CardData(name="secret", uri="../secret.txt")])
    assert "outside the project" in made.warnings[0]


def test_what_came_out_is_told_in_sentences():
    again = Reproduction(
        outcome="failed",
        metrics=[],
        data=[],
        packages=[PackageAgain(name="numpy", then="2.0", now="2.1")],
        problem="NameError: name 'frame' is not defined.",
    )
    answer = Reproduced(
        path="cards/a/card.json", title="A", commit="0" * 40, level="R0", reproduction=again, warnings=[], seconds=7.2,
        log="", event=None,
    )  # fmt: skip
    lines = list(shown(answer, Paint(False)))
    assert "NameError: name 'frame' is not defined, 7 s" in lines
    assert "  1 package of another version than recorded:" in lines

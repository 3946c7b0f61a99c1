"""Cards that a program writes: what is kept, what a new run does to a draft, and that nothing ends or loses a run."""

from __future__ import annotations

import json
import math
import subprocess
import sys
import warnings
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import numpy as np
import pandas as pd
import pytest

import jupyter_mlcollab as mlcollab
from jupyter_mlcollab.cards.card import Card, ShownCard
from jupyter_mlcollab.cards.draft import MAX_RUNS
from jupyter_mlcollab.cards.text import card_text
from jupyter_mlcollab.kernel.open_card import CardWarning
from jupyter_mlcollab.kernel.showing import Output
from notebook_runs import Git, card_in


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[ShownCard]:
    """What is shown, as it is shown, last."""
    all_shown: list[ShownCard] = []
    show = Output.show

    def noted(self: Output, card: ShownCard, pictures: dict[str, bytes]) -> None:
        all_shown.append(card)
        show(self, card, pictures)

    monkeypatch.setattr(Output, "show", noted)
    return all_shown


def rewrite(project: Path, slug: str, **fields: object) -> Card:
    """A person's edit of a card's file."""
    card = msgspec.structs.replace(card_in(project, slug), **fields)
    (project / "cards" / slug / "card.json").write_text(card_text(card))
    return card


def test_what_is_said_is_kept(project: Path):
    frame = pd.DataFrame({"a": [1, 2]})
    (project / "model.bin").write_bytes(b"weights")
    with mlcollab.card("Rates", hypothesis="lower is better", kind="ablation", tags=["fast"], seed=3) as c:
        c.data(frame, role="train", sensitivity="personal")
        c.data("churn.py", role="code")
        c.param({"rate": 0.1}, depth=np.int64(2))
        c.metric("auc", np.float32(0.5), split="test", goal="max", n=10, ci=(0.4, 0.6), unit="1", tolerance=0.01)
        c.artifact("model.bin")
        c.note("**Slow**")
        mlcollab.log(layers=[64, 32], batch=8)
    c.conclude("refuted", "Keep.", next_steps=["Stop"], lessons=["Ask first"])
    card = card_in(project, "rates")
    assert (card.kind, card.hypothesis, card.tags) == ("ablation", "lower is better", ["fast"])
    assert (card.outcome, card.conclusion, card.next, card.lessons) == ("refuted", "Keep.", ["Stop"], ["Ask first"])
    assert card.params == {"rate": 0.1, "depth": 2, "layers": "[64, 32]", "batch": 8}
    (metric,) = card.metrics
    assert (metric.value, metric.low, metric.high, metric.n, metric.tolerance) == (0.5, 0.4, 0.6, 10, 0.01)
    assert [(data.role, data.rows, data.uri, data.sensitivity) for data in card.data] == [
        ("train", 2, None, "personal"),
        ("code", None, "churn.py", None),
    ]
    assert [(one.name, one.path, one.size_bytes) for one in card.artifacts] == [("model.bin", "model.bin", 7)]
    assert (card.notes, card.execution.seeds) == (["**Slow**"], {"seed": 3})
    assert card.execution.seconds >= 0
    assert card.failure is None


def test_said_again_the_last_value_counts(project: Path):
    with mlcollab.card("Rates") as c:
        for value in (0.1, 0.2, math.nan):
            c.metric("auc", value, split="test")
        c.metric("auc", 0.9, split="train")
    assert [(metric.split, metric.value) for metric in card_in(project, "rates").metrics] == [
        ("test", "NaN"),
        ("train", 0.9),
    ]


@pytest.mark.parametrize("error", [ValueError("no convergence"), KeyboardInterrupt(), SystemExit(1)])
def test_what_ends_the_block_is_marked_and_raised_on(project: Path, error: BaseException):
    with pytest.raises(type(error)), mlcollab.card("Fails") as c:
        c.metric("auc", 0.1)
        raise error
    card = card_in(project, "fails")
    assert (card.failure.error, card.failure.message) == (type(error).__name__, str(error))
    assert card.failure.frames[-1].endswith("in test_what_ends_the_block_is_marked_and_raised_on: raise error")
    assert card.metrics[0].value == 0.1


def test_a_run_after_a_failure_is_no_failure(project: Path):
    with pytest.raises(ValueError, match="no"), mlcollab.card("Rates"):
        raise ValueError("no")
    with mlcollab.card("Rates"):
        pass
    card = card_in(project, "rates")
    assert card.failure is None
    assert len(card.runs) == 1


def test_a_new_run_keeps_what_people_wrote_unless_the_code_says_it(project: Path):
    with mlcollab.card("Rates", hypothesis="first"):
        pass
    written = rewrite(project, "rates", conclusion="Adopt.", tags=["mine"], hypothesis="edited", owner="Bo")
    with mlcollab.card("Rates", hypothesis="second") as c:
        c.metric("auc", 0.5)
    card = card_in(project, "rates")
    assert (card.id, card.created, card.owner) == (written.id, written.created, "Bo")
    assert (card.conclusion, card.tags, card.hypothesis) == ("Adopt.", ["mine"], "second")
    assert [run.id for run in card.runs] == [written.execution.id]


def test_earlier_runs_are_listed_newest_first_up_to_twenty(project: Path):
    for value in range(MAX_RUNS + 3):
        with mlcollab.card("Rates") as c:
            c.metric("auc", value)
    runs = card_in(project, "rates").runs
    assert [run.metrics["auc"] for run in runs] == list(range(MAX_RUNS + 1, 1, -1))


def test_after_publishing_a_run_opens_a_draft_that_supersedes_it(project: Path):
    with mlcollab.card("Rates"):
        pass
    published = rewrite(project, "rates", published=datetime(2026, 11, 26, tzinfo=UTC))
    for _ in range(2):
        with mlcollab.card("Rates"):
            pass
    draft = card_in(project, "rates-2")
    assert (draft.supersedes, draft.published, len(draft.runs)) == (published.id, None, 1)
    assert draft.id != published.id
    assert card_in(project, "rates") == published
    assert not (project / "cards/rates-3").exists()


def test_a_run_that_goes_on_after_publishing_opens_a_draft_with_an_id_of_its_own(project: Path):
    with mlcollab.card("Rates") as c:
        pass
    published = rewrite(project, "rates", published=datetime(2026, 11, 26, tzinfo=UTC))
    for value in (0.5, 0.6):
        c.metric("auc", value)
    draft = card_in(project, "rates-2")
    assert (draft.supersedes, draft.metrics[0].value) == (published.id, 0.6)
    assert draft.id != published.id
    assert card_in(project, "rates") == published


def test_another_notebook_with_the_same_title_has_a_card_of_its_own(project: Path, monkeypatch: pytest.MonkeyPatch):
    for name in ("a.ipynb", "b.ipynb", "a.ipynb"):
        monkeypatch.setenv("JPY_SESSION_NAME", str(project / name))
        with mlcollab.card("Rates"):
            pass
    assert card_in(project, "rates").code.notebook == "a.ipynb"
    assert card_in(project, "rates-2").code.notebook == "b.ipynb"
    assert len(card_in(project, "rates").runs) == 1


def test_figures_of_the_run_before_do_not_pile_up(project: Path):
    for shade in (b"1", b"2"):
        with mlcollab.card("Rates") as c:
            c.figure(b"\x89PNG\r\n\x1a\n" + shade, caption="Curve")
    (figure,) = card_in(project, "rates").figures
    assert [file.name for file in (project / "cards/rates/figures").iterdir()] == [Path(figure.path).name]


def test_outside_of_git_cards_stand_beside_the_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JPY_SESSION_NAME", str(tmp_path / "train.ipynb"))
    with mlcollab.card("🚀"):
        pass
    (folder,) = (tmp_path / "cards").iterdir()
    assert folder.name.startswith("card-")
    assert card_in(tmp_path, folder.name).code.notebook == "train.ipynb"


def refuses(call: str, sentence: str) -> object:
    return pytest.param(call, sentence, id=call)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        refuses("c.metric('auc', 'high')", "the metric auc is no number but a str"),
        refuses("c.metric('auc', None)", "the metric auc is no number but a NoneType"),
        refuses("c.metric('auc', 0.5, goal='up')", "“up” is none of max, min"),
        refuses("c.conclude('good')", "“good” is none of supported"),
        refuses("c.data(1, sensitivity='secret')", "“secret” is none of public"),
        refuses("c.metric('auc', 10**400)", "the metric auc is too large a number"),
        refuses("c.data('missing.csv')", "the data missing.csv cannot be read: No such file or directory"),
        refuses("c.data(None)", "the data is None"),
        refuses("c.artifact('missing.bin')", "the artifact missing.bin cannot be read: No such file or directory"),
        refuses("c.figure('missing.png')", "The figure missing.png cannot be read"),
        refuses("c.figure(b'text')", "The figure is not a PNG"),
        refuses("c.seed('seven')", "ValueError"),
    ],
)
def test_what_cannot_be_kept_is_said_and_the_run_goes_on(project: Path, call: str, sentence: str):
    with mlcollab.card("Rates") as c:
        with pytest.warns(CardWarning, match=sentence):
            exec(call)
        c.metric("after", 1)
    assert card_in(project, "rates").metrics[-1].value == 1


def test_warnings_that_are_errors_do_not_end_the_run(project: Path):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with mlcollab.card("Rates") as c:
            c.metric("auc", "high")
    assert card_in(project, "rates").metrics == []


def test_a_card_needs_a_title_and_a_kind_that_there_is():
    with pytest.raises(ValueError, match="needs a title"):
        mlcollab.card(" ")
    with pytest.raises(ValueError, match="There are: experiment, baseline"):
        mlcollab.card("Rates", kind="test")


def test_long_texts_are_cut_and_say_so(project: Path):
    with mlcollab.card("word " * 100, hypothesis="x" * 10_000_000) as c:
        c.param(prompt="y" * 10_000_000)
        c.note("z" * 10_000_000)
    (folder,) = (project / "cards").iterdir()
    card = card_in(project, folder.name)
    assert len(card.title) == 200
    for text in (card.hypothesis, card.params["prompt"], card.notes[0]):
        assert text.endswith("… (cut, 10,000,000 characters in all)")


def test_logging_without_a_card_says_so():
    with pytest.warns(CardWarning, match="No card is open"):
        mlcollab.log(rate=0.1)


def test_where_nothing_can_be_written_the_output_has_it_all(project: Path, shown: list[ShownCard]):
    (project / "cards").write_text("a file in the folder's place")
    with pytest.warns(CardWarning, match="could not be written"), mlcollab.card("Rates") as c:
        c.metric("auc", 0.5)
        c.figure(b"\x89PNG\r\n\x1a\nabc")
    (last,) = shown
    assert last.path is None
    assert last.problem == "The card could not be written: Not a directory. The card is in this output only."
    assert last.card.metrics[0].value == 0.5
    assert list(last.files) == [last.card.figures[0].path]


def test_a_read_only_disk(shown: list[ShownCard], monkeypatch: pytest.MonkeyPatch):
    if not Path("/proc/version").exists():
        pytest.skip("there is no folder here in which nobody may write")
    monkeypatch.chdir("/proc")
    with pytest.warns(CardWarning, match="could not be written"), mlcollab.card("Rates"):
        pass
    assert shown[0].path is None


def test_a_kernel_on_another_computer(project: Path, shown: list[ShownCard], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("JPY_SESSION_NAME", "/home/of/somebody/else/train.ipynb")
    with pytest.warns(CardWarning, match="not on this computer"), mlcollab.card("Rates"):
        pass
    (last,) = shown
    assert (last.path, last.card.code.notebook, last.card.code.commit) == (None, "train.ipynb", None)
    assert not (project / "cards").exists()


def test_figures_of_more_than_10_mb_in_all_are_not_in_the_output(project: Path, shown: list[ShownCard]):
    (project / "cards").write_text("a file in the folder's place")
    with pytest.warns(CardWarning), mlcollab.card("Rates") as c:
        for shade in (b"1", b"2"):
            c.figure(b"\x89PNG\r\n\x1a\n" + shade * 6_000_000)
    assert len(shown[0].files) == 1
    assert shown[0].problem.endswith("1 of its figures are too large to be in it.")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'{\n<<<<<<< HEAD\n "id": 1\n=======\n', "has conflict markers of a git merge"),
        (b'{"schema": "mlcollab.card/2"}', "was written by a newer version"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_as_it_is(
    project: Path, shown: list[ShownCard], content: bytes, sentence: str
):
    (project / "cards/rates").mkdir(parents=True)
    (project / "cards/rates/card.json").write_bytes(content)
    with pytest.warns(CardWarning, match=sentence), mlcollab.card("Rates"):
        pass
    assert (project / "cards/rates/card.json").read_bytes() == content
    assert shown[0].problem.startswith("cards/rates/card.json")


def test_a_secret_in_what_is_not_committed_is_not_in_the_card(project: Path):
    secret = "AKIA" + "QWERTYUIOPASDFGH"
    (project / "churn.py").write_text(f"KEY = '{secret}'\n")
    with mlcollab.card("Rates"):
        pass
    text = (project / "cards/rates/card.json").read_text()
    assert secret not in text
    assert json.loads(text)["code"]["dirty"] is True


def test_a_secret_in_an_errors_message_is_not_in_the_card(project: Path):
    token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    with pytest.raises(ValueError, match="refused"), mlcollab.card("Rates"):
        raise ValueError(f"{token} was refused")
    failure = card_in(project, "rates").failure
    assert failure.message == "••• was refused"
    assert token not in str(failure.frames)


def test_without_git_a_card_is_written_all_the_same(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with mlcollab.card("Rates"):
        pass
    assert "Git is not installed" in card_in(project, "rates").code.diff_note


def test_a_card_without_a_block_ends_with_its_conclusion(project: Path):
    c = mlcollab.card("Rates")
    c.metric("auc", 0.5)
    assert not (project / "cards").exists()
    c.conclude("supported")
    assert card_in(project, "rates").metrics[0].value == 0.5


def test_cards_in_cards_are_two(project: Path):
    with mlcollab.card("Outer"):
        with mlcollab.card("Inner"):
            mlcollab.log(depth=2)
        mlcollab.log(depth=1)
    assert (card_in(project, "outer").params, card_in(project, "inner").params) == ({"depth": 1}, {"depth": 2})


def test_plain_ipython_shows_the_card_as_text(project: Path):
    cells = ["%load_ext jupyter_mlcollab", "%%card Rates\nc.metric('auc', 0.5)", "c.conclude('supported', 'Adopt.')"]
    program = f"""
from IPython.core.interactiveshell import InteractiveShell
for cell in {cells!r}:
    InteractiveShell.instance().run_cell(cell, store_history=True).raise_error()
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert "Rates" in run.stdout
    card = card_in(project, "rates")
    assert (card.metrics[0].value, card.conclusion) == (0.5, "Adopt.")
    assert [cell.count for cell in card.code.cells] == [1, 2]


def test_a_plain_program_prints_where_its_card_is(project: Path, git: Git):
    program = "import jupyter_mlcollab as m\nwith m.card('Rates') as c: c.metric('auc', 1)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout == "Card “Rates”: cards/rates/card.json\n"
    assert card_in(project, "rates").code.notebook is None

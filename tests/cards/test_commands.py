"""`jupyter mlcollab cards` on a real project: what it prints, what it writes, with which status it ends."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cards_made_up import PNG, full, hostile, made
from jupyter_mlcollab.cards.text import read_card
from jupyter_mlcollab.cli import main
from jupyter_mlcollab.core.ids import new_id

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(folder: Path, capsys, monkeypatch) -> Run:
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(folder / ".data"))

    def run(*words: str) -> tuple[int, str, str]:
        status = main(["cards", *words, "--project", str(folder)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def card(put, folder: Path) -> str:
    path = put(full(owner="Somebody"))
    (folder / "cards/boosting/figures").mkdir()
    (folder / "cards/boosting/figures/roc.png").write_bytes(PNG)
    return path


def test_list_and_show(run: Run, card: str, put, folder: Path):
    put(made(title="Logistic\u202e", tags=["old"]), "logistic")
    (folder / "cards/broken").mkdir()
    (folder / "cards/broken/card.json").write_text("{")
    status, out, _ = run("list")
    assert status == 0 and out.count("card.json") == 4 and "unreadable  broken" in out and "\u202e" not in out
    assert [row["title"] for row in json.loads(run("list", "--tag", "old", "--json")[1])["cards"]] == ["Logistic\u202e"]
    assert run("list", "--status", "published")[1] == "There are no such cards in cards.\n"
    for named in ("boosting", "cards/boosting", card, full().id[-8:]):
        status, out, _ = run("show", named)
        assert status == 0 and "Supported: Adopt. Recalibrate monthly." in out and "numpy 2.1.0" in out
    assert json.loads(run("show", "boosting", "--json")[1])["card"]["title"] == full().title
    assert run("show", "none")[0] == 1


def test_compare(run: Run, card: str, put):
    put(full(id=made().id, metrics=[{"name": "auc", "value": 0.871, "split": "test", "goal": "max"}]), "logistic")
    status, out, _ = run("compare", "logistic", "boosting")
    assert status == 0 and "0.893 (+0.022, better)" in out
    assert "| auc (test) | 0.871 | 0.893 (+0.022, better) |" in run("compare", "logistic", "boosting", "--to", "md")[1]
    assert json.loads(run("compare", "logistic", "boosting", "--json")[1])["groups"][0]["name"] == "metrics"
    assert run("compare", "logistic")[0] == 1
    assert "Nothing differs." in run("compare", "logistic", "logistic")[1]


def test_publish_writes_what_it_says_and_validate_agrees(run: Run, card: str, folder: Path):
    status, out, error = run("publish", "boosting")
    assert (status, error) == (0, "")
    assert "git add -- cards/boosting/ && git commit" in out
    written = {file.name for file in (folder / "cards/boosting").iterdir()}
    assert written == {"card.json", "README.md", "card.html", "figures"}
    stored = read_card((folder / card).read_bytes())
    assert stored.published is not None
    assert run("list", "--status", "published")[1].startswith("published")
    assert json.loads(run("show", "boosting", "--json")[1])["standing"]["steps"][0]["what"] == "published"
    assert run("validate")[0] == 0
    assert run("publish", "boosting")[0] == 0, "a published card is published again after an edit"


def test_publish_is_refused_before_anything_is_written(run: Run, put, folder: Path):
    put(made())
    status, out, error = run("publish", "boosting")
    assert (status, out) == (1, "") and "add an outcome and a conclusion first" in error
    put(full())
    (folder / "mlcollab.toml").write_text("[cards]\napprovals = 1\n")
    status, _, error = run("publish", "boosting")
    assert status == 1 and "after 1 approval" in error
    assert [file.name for file in (folder / "cards/boosting").iterdir()] == ["card.json"]


def test_a_file_that_cannot_be_written_is_said_and_the_card_is_not_published(run: Run, card: str, folder: Path):
    (folder / "cards/boosting/card.html").mkdir()
    status, _, error = run("publish", "boosting")
    assert status == 1 and "card.html cannot be written" in error
    assert read_card((folder / card).read_bytes()).published is None
    assert not list((folder / "cards/boosting").glob(".*"))


def test_what_looks_private_is_shown_with_the_word_to_let_it_pass(run: Run, put, folder: Path):
    put(full(summary="Ask jane.doe@hospital.org for the labels."))
    status, _, error = run("publish", "boosting")
    assert status == 1 and "jane.doe@hospital.org" not in error
    finding = error.partition("--waive ")[2].split()[0]
    assert run("publish", "boosting", "--waive", finding, "She agreed to be named.")[0] == 0
    waivers = read_card((folder / "cards/boosting/card.json").read_bytes()).waivers
    assert [(waiver.finding, waiver.reason) for waiver in waivers] == [(finding, "She agreed to be named.")]


def test_validate_says_what_is_wrong(run: Run, card: str, put, folder: Path):
    run("publish", "boosting")
    text = (folder / card).read_text()
    (folder / card).write_text(text.replace("Adopt. ", "Wait. "))
    (folder / "cards/boosting/figures/roc.png").write_bytes(b"other")
    put(made(figures=[{"path": "figures/none.png", "sha256": "0" * 64}]), "lost")
    (folder / "cards/lost/card.json").write_text(
        (folder / "cards/lost/card.json").read_text().replace("{", "<<<<<<< a\n{", 1)
    )
    status, out, _ = run("validate")
    assert status == 1
    assert "README.md is older than the card" in out and "roc.png is not the one" in out and "conflict markers" in out
    assert [one["path"] for one in json.loads(run("validate", "boosting", "--json")[1])] == [card]


def test_export(run: Run, card: str, folder: Path):
    assert run("export", "boosting", "--to", "md")[1].startswith("# Boosting")
    assert run("export", "boosting", "--to", "hf")[1].startswith('---\ntags:\n- "churn"')
    file = folder / "page.html"
    status, out, _ = run("export", "boosting", "--to", "html", "-o", str(file))
    assert (status, out) == (0, f"Written to {file}.\n") and "data:image/png" in file.read_text()
    file.write_text("Mine.")
    for words in (("export", "boosting", "--to", "html"), ("compare", "boosting", "boosting", "--to", "csv")):
        status, _, error = run(*words, "-o", str(file))
        assert (status, file.read_text()) == (1, "Mine.")
        assert f"{file} is there already. Name another file, or say --force." in error
    assert run("export", "boosting", "--to", "html", "-o", str(file), "--force")[0] == 0
    assert "data:image/png" in file.read_text()
    assert "cannot be written" in run("export", "boosting", "--to", "md", "-o", str(folder / "nowhere/file"))[2]
    with pytest.raises(SystemExit, match="2"):
        run("export", "boosting", "--to", "pdf")


def test_no_card_steers_the_terminal(run: Run, put):
    put(hostile())
    for words in (("list",), ("show", "boosting"), ("compare", "boosting", "boosting", "--all")):
        assert "\u202e" not in run(*words)[1]


def test_baseline(run: Run, card: str, put):
    put(full(id=new_id(), metrics=[{"name": "auc", "value": 0.871, "split": "test", "goal": "max"}]), "logistic")
    assert run("baseline")[1] == "No card is the baseline.\n"
    assert run("baseline", "logistic")[:2] == (0, "Other cards are measured against this one now.\n")
    assert "cards/logistic/card.json" in run("baseline")[1]
    assert "+0.022" in run("show", "boosting")[1]
    assert run("baseline", "logistic", "--undo")[0] == 0
    assert "+0.022" not in run("show", "boosting")[1]

"""A card from a notebook without code: what is offered, and the draft of what was chosen."""

from __future__ import annotations

import base64
import json
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cards_made_up import PNG, full
from jupyter_mlcollab.cards.card import Card, CardCode, CardExecution
from jupyter_mlcollab.cards.making import draft_card, offer_card
from jupyter_mlcollab.cards.making_schema import (
    CardOffer,
    ChosenFigure,
    ChosenMetric,
    DraftedCard,
    DraftRequest,
    OfferRequest,
)
from jupyter_mlcollab.cards.text import read_card
from jupyter_mlcollab.core.errors import Conflict, Invalid
from jupyter_mlcollab.core.wire import now

SOURCE = "print(auc)"


def notebook(*outputs: Any, source: str = SOURCE) -> str:
    cells = [
        {"cell_type": "markdown", "metadata": {}, "source": "# Churn"},
        {"cell_type": "code", "id": "p", "metadata": {"tags": ["parameters"]}, "source": "rate = 0.1\ndepth = 4",
         "execution_count": 1, "outputs": []},
        {"cell_type": "code", "id": "m", "metadata": {}, "source": source, "execution_count": 2,
         "outputs": [*outputs]},
        {"cell_type": "code", "id": "d", "metadata": {}, "source": "pd.read_csv('churn.csv'); pd.read_csv('none.csv')",
         "execution_count": None, "outputs": []},
    ]  # fmt: skip
    return json.dumps(
        {"cells": cells, "metadata": {"language_info": {"name": "python", "version": "3.11.7"}}, "nbformat": 4}
    )


VALUES = {"output_type": "stream", "name": "stdout", "text": "auc: 0.87\nmean cost: 3.5\nauc on train: nan\n"}
PICTURE = {"output_type": "display_data", "metadata": {}, "data": {"image/png": base64.b64encode(PNG).decode()}}
CONTENT = notebook(VALUES, PICTURE)


def offer(work: Any, content: str = CONTENT) -> CardOffer:
    return offer_card(work, OfferRequest(path="train/model.ipynb", content=content))


def request(**changes: Any) -> DraftRequest:
    plain = DraftRequest(
        path="train/model.ipynb", content=CONTENT, title="Trees win", hypothesis=None, outcome=None, conclusion=None,
        draft_id=None, metrics=[], params=[], figures=[], data=[],
    )  # fmt: skip
    return msgspec.structs.replace(plain, **changes)


def save(folder: Path, drafted: DraftedCard) -> Card:
    for file in drafted.files:
        place = folder / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        content = (file.text or "").encode() if file.base64 is None else base64.b64decode(file.base64)
        place.write_bytes(content)
    return read_card((folder / drafted.path).read_bytes())


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgSign=false")
    ran = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return ran.stdout.strip()


def test_what_the_notebook_says_is_offered(as_, folder: Path):
    (folder / "train").mkdir()
    (folder / "train/churn.csv").write_text("a,b\n")
    offered = offer(as_("ana"))
    assert (offered.title, offered.has_parameters_cell, offered.draft, offered.commit) == ("Churn", True, None, None)
    assert {param.name: param.value for param in offered.params} == {"rate": 0.1, "depth": 4}
    assert [(m.name, m.value, m.split, m.is_sure, m.cell) for m in offered.metrics] == [
        ("auc", 0.87, None, True, 2),
        ("mean cost", 3.5, None, False, 2),
        ("auc", "NaN", "train", False, 2),
    ]
    assert [(figure.cell, figure.output, figure.media_type) for figure in offered.figures] == [(2, 1, "image/png")]
    assert [data.path for data in offered.data] == ["train/churn.csv"]


def test_the_draft_holds_what_was_chosen_and_nothing_else(as_, folder: Path):
    (folder / "train").mkdir()
    (folder / "train/churn.csv").write_text("a,b\n")
    chosen = request(
        hypothesis=" Two points of AUC. ",
        metrics=[ChosenMetric(index=0, name=" ROC  AUC ", split="test", goal="max")],
        params=["rate", "unknown"],
        figures=[ChosenFigure(cell=2, output=1, caption="The curve")],
        data=["train/churn.csv", "../secret", "other.csv"],
    )
    card = save(folder, draft_card(as_("ana"), chosen))
    assert (card.title, card.kind, card.owner, card.hypothesis) == (
        "Trees win",
        "experiment",
        "Ana",
        "Two points of AUC.",
    )
    assert [(m.name, m.value, m.split, m.goal) for m in card.metrics] == [("ROC AUC", 0.87, "test", "max")]
    assert card.params == {"rate": 0.1} and card.execution is None
    assert [(d.name, d.uri, d.size_bytes, d.scope) for d in card.data] == [("churn.csv", "train/churn.csv", 4, "file")]
    assert (folder / "cards/trees-win" / card.figures[0].path).read_bytes() == PNG
    assert (card.figures[0].caption, card.figures[0].cell) == ("The curve", card.metrics[0].cell)
    code = card.code or CardCode()
    assert (code.notebook, [cell.id for cell in code.cells]) == ("train/model.ipynb", ["p", "m"])
    assert card.environment and card.environment.python == "3.11.7"


def test_making_it_again_continues_the_draft(as_, folder: Path):
    first = save(folder, draft_card(as_("ana"), request(hypothesis="Believed", conclusion="Wait")))
    offered = offer(as_("bo"))
    assert offered.draft and offered.draft.id == first.id
    metrics = [ChosenMetric(index=0, name="auc", split=None, goal=None)]
    again = save(folder, draft_card(as_("bo"), request(metrics=metrics, hypothesis="More", draft_id=first.id)))
    assert (again.id, again.owner, again.created) == (first.id, "Ana", first.created)
    assert (again.hypothesis, again.conclusion, len(again.metrics)) == ("More", None, 1)
    unseen = save(folder, draft_card(as_("bo"), request(conclusion="Adopt")))
    assert (unseen.id, unseen.hypothesis, unseen.conclusion) == (first.id, "More", "Adopt")
    assert [path.name for path in (folder / "cards").iterdir()] == ["trees-win"]


def test_after_publishing_a_new_draft_takes_its_place(as_, folder: Path):
    first = save(folder, draft_card(as_("ana"), request()))
    published = msgspec.structs.replace(first, published=now())
    (folder / "cards/trees-win/card.json").write_bytes(msgspec.json.encode(published))
    drafted = draft_card(as_("ana"), request())
    assert drafted.path == "cards/trees-win-2/card.json"
    assert save(folder, drafted).supersedes == first.id
    other = draft_card(as_("ana"), request(path="other.ipynb"))
    assert other.path == "cards/trees-win-3/card.json"


def test_a_draft_that_code_writes_is_left_alone(as_, put):
    run = CardExecution(id="run-1", started=now())
    put(full(title="Trees win", code=CardCode(notebook="train/model.ipynb"), execution=run), "trees-win")
    assert offer(as_("ana")).draft is None
    with pytest.raises(Conflict, match="Code in this notebook"):
        draft_card(as_("ana"), request())


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": " \n"}, "Give the card a title"),
        ({"content": "{"}, "not valid JSON"),
        ({"content": "[]"}, "not a notebook"),
        ({"metrics": [ChosenMetric(index=3, name="x", split=None, goal=None)]}, "does not show this value"),
        ({"metrics": [ChosenMetric(index=0, name=" ", split=None, goal=None)]}, "a name"),
        ({"metrics": [ChosenMetric(index=i, name="x", split="t", goal=None) for i in (0, 1)]}, "called x on t"),
        ({"figures": [ChosenFigure(cell=2, output=0, caption=None)]}, "does not show this figure"),
        ({"figures": [ChosenFigure(cell=900, output=900, caption=None)]}, "does not show this figure"),
    ],
)
def test_what_is_not_there_cannot_be_kept(as_, changes: dict[str, Any], sentence: str):
    with pytest.raises(Invalid, match=sentence):
        draft_card(as_("ana"), request(**changes))


def test_a_broken_file_in_its_place_is_not_replaced(as_, folder: Path):
    (folder / "cards/trees-win").mkdir(parents=True)
    (folder / "cards/trees-win/card.json").write_text("{")
    with pytest.raises(Invalid, match=r"cards/trees-win/card\.json"):
        draft_card(as_("ana"), request())


def test_what_git_knows_is_said(as_, folder: Path):
    (folder / "train").mkdir()
    (folder / "train/model.ipynb").write_text(notebook())
    (folder / "rates.py").write_text("RATE = 1")
    for arguments in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-q", "-m", "First")):
        git(folder, *arguments)
    clean = offer(as_("ana"))
    assert (clean.commit, clean.changes) == (git(folder, "rev-parse", "HEAD"), None)
    (folder / "rates.py").write_text("RATE = 2")
    edited = offer(as_("ana"), notebook(source="other"))
    assert edited.changes == "Not committed: train/model.ipynb, rates.py."
    card = save(folder, draft_card(as_("ana"), request()))
    code = card.code or CardCode()
    assert (code.branch, code.dirty, code.diff_note) == ("main", True, "Not committed: rates.py.")

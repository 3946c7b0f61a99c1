"""A card that an output carries becomes a draft of the project, whatever the output says of itself."""

from __future__ import annotations

import base64
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pytest

from cards_made_up import PNG, full
from jupyter_mlcollab.cards.card import Card, CardCode, CardExecution, CardFigure, CardWaiver
from jupyter_mlcollab.cards.keeping import keep_card
from jupyter_mlcollab.cards.making_schema import DraftedCard, KeepRequest
from jupyter_mlcollab.cards.text import card_text, read_card
from jupyter_mlcollab.core.errors import Conflict
from jupyter_mlcollab.core.wire import now

PICTURE = base64.b64encode(PNG).decode()
RUN = CardExecution(id="run-1", started=now())


def figure(path: str) -> CardFigure:
    return CardFigure(path=path, sha256="0" * 64, media_type="image/svg+xml", caption="Curve")


def carried(**changes: Any) -> Card:
    plain = full(title="Trees win", figures=[], code=CardCode(notebook="model.ipynb"), execution=RUN)
    return msgspec.structs.replace(plain, **changes)


def keep(work: Any, card: Card, files: dict[str, str] | None = None, path: str | None = "train/model.ipynb") -> Any:
    return keep_card(work, KeepRequest(path=path, card=card, files=files or {}))


def save(folder: Path, drafted: DraftedCard) -> Card:
    for file in drafted.files:
        place = folder / file.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes((file.text or "").encode() if file.base64 is None else base64.b64decode(file.base64))
    return read_card((folder / drafted.path).read_bytes())


def test_it_becomes_a_draft_with_its_figures_and_the_notebook_it_is_in(as_, folder: Path):
    files = {"figures/a.png": f"{PICTURE[:9]}\n{PICTURE[9:]}\n"}
    card = save(folder, keep(as_("ana"), carried(figures=[figure("figures/a.png")]), files))
    assert (card.title, card.published, card.code and card.code.notebook) == ("Trees win", None, "train/model.ipynb")
    (kept,) = card.figures
    assert (kept.sha256, kept.media_type, kept.caption) == (sha256(PNG).hexdigest(), "image/png", "Curve")
    assert (folder / "cards/trees-win" / kept.path).read_bytes() == PNG


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("figures/a.png", "no base64!"),
        ("figures/a.png", base64.b64encode(b"<script>").decode()),
        ("figures/b.png", PICTURE),
        ("figures/a.png", ""),
        ("figures/a.png", "A" * 45_000_000),
    ],
)
def test_what_is_no_picture_is_left_out(as_, folder: Path, path: str, content: str):
    drafted = keep(as_("ana"), carried(figures=[figure("figures/a.png")]), {path: content})
    assert [file.path for file in drafted.files] == ["cards/trees-win/card.json"]


def test_a_figure_goes_into_the_folder_of_the_card_and_nowhere_else(as_):
    drafted = keep(as_("ana"), carried(figures=[figure("../../secret")]), {"../../secret": PICTURE})
    assert [file.path.rpartition("/")[0] for file in drafted.files] == ["cards/trees-win/figures", "cards/trees-win"]


def test_it_is_a_draft_whatever_it_says(as_, put, folder: Path):
    other = full(title="Other")
    put(other, "other")
    waiver = CardWaiver(finding="f", reason="r")
    card = carried(id=other.id, published=now(), waivers=[waiver], supersedes=other.id)
    kept = save(folder, keep(as_("ana"), card))
    assert (kept.published, kept.waivers, kept.supersedes) == (None, [], None)
    assert kept.id != other.id


def test_kept_again_it_stays_one_draft(as_, folder: Path):
    first = save(folder, keep(as_("ana"), carried(hypothesis="Believed")))
    again = save(folder, keep(as_("bo"), carried(hypothesis=None, conclusion="Adopt")))
    assert (again.id, again.hypothesis, again.conclusion) == (first.id, "Believed", "Adopt")
    assert [path.name for path in (folder / "cards").iterdir()] == ["trees-win"]


def test_an_older_run_takes_the_place_of_no_newer_one(as_, folder: Path):
    later = CardExecution(id="run-2", started=RUN.started + timedelta(hours=1))
    save(folder, keep(as_("ana"), carried(execution=later)))
    with pytest.raises(Conflict, match="newer run"):
        keep(as_("ana"), carried())


def test_a_run_that_is_published_is_not_kept_once_more(as_, folder: Path):
    card = save(folder, keep(as_("ana"), carried()))
    file = folder / "cards/trees-win/card.json"
    file.write_text(card_text(msgspec.structs.replace(card, published=now())))
    with pytest.raises(Conflict, match="published already"):
        keep(as_("ana"), carried())
    newer = CardExecution(id="run-2", started=now())
    assert save(folder, keep(as_("ana"), carried(execution=newer))).supersedes == card.id


def test_a_path_that_the_card_knows_stays(as_, folder: Path):
    card = save(folder, keep(as_("ana"), carried(code=CardCode(notebook="other/model.ipynb"))))
    assert card.code and card.code.notebook == "other/model.ipynb"
    alone = save(folder, keep(as_("ana"), carried(code=None, title="Alone"), path=None))
    assert alone.code is None or alone.code.notebook is None

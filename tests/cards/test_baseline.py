"""The card that a project's cards are measured against: who chooses it, and what it changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from cards_made_up import full, made
from jupyter_mlcollab.cards.card import Card
from jupyter_mlcollab.cards.compose import baseline_card, card_at, cards, move_card, publish_card
from jupyter_mlcollab.cards.publishing_schema import Publication
from jupyter_mlcollab.cards.schema import CardFile, CardMove
from jupyter_mlcollab.core.errors import Forbidden
from jupyter_mlcollab.core.ids import new_id


def pin(work, path: str, act: str = "pin", move_id: str | None = None) -> CardFile:
    seen = card_at(work, path)
    return move_card(work, CardMove(id=move_id or new_id(), path=path, act=act, digest=seen.digest))


def card_with(value: float, **more: object) -> Card:
    return full(id=new_id(), metrics=[{"name": "auc", "value": value, "split": "test", "goal": "max"}], **more)


def test_cards_are_measured_against_the_one_that_was_pinned_last(as_, put):
    line, trees, forest = card_with(0.871), card_with(0.893), card_with(0.9)
    paths = [put(card, name) for card, name in ((line, "line"), (trees, "trees"), (forest, "forest"))]
    assert card_at(as_("ana"), paths[1]).baseline is None and cards(as_("ana")).baseline is None
    own = pin(as_("ana"), paths[0])
    assert own.baseline is None and "unpin" in own.standing.can and "pin" not in own.standing.can
    shown = card_at(as_("vera"), paths[1])
    assert shown.baseline is not None
    assert (shown.baseline.path, shown.baseline.title, shown.baseline.metrics) == (paths[0], line.title, line.metrics)
    pin(as_("bo"), paths[2])
    assert cards(as_("vera")).baseline == forest.id
    assert baseline_card(as_("vera"), trees) == forest
    assert baseline_card(as_("vera"), forest) is None
    pin(as_("bo"), paths[2], "unpin")
    assert cards(as_("vera")).baseline is None


def test_what_a_card_names_itself_counts_before_the_projects(as_, put):
    line, trees = card_with(0.871), card_with(0.893)
    own = card_with(0.9, baseline="cards/line/card.json")
    pin(as_("ana"), (put(line, "line"), put(own, "own"), put(trees, "trees"))[2])
    assert baseline_card(as_("ana"), own) == line
    assert baseline_card(as_("ana"), card_with(0.9, baseline="cards/none/card.json")) is None


def test_a_baseline_is_found_where_it_was_moved_to_and_missed_where_it_is_gone(as_, put, folder: Path):
    line, trees = card_with(0.871), card_with(0.893)
    path = put(line, "line")
    put(trees, "trees")
    pin(as_("ana"), path)
    (folder / "cards/line").rename(folder / "cards/old-line")
    assert baseline_card(as_("ana"), trees) == line
    (folder / "cards/old-line/card.json").write_text("{")
    assert baseline_card(as_("ana"), trees) is None


def test_who_comments_only_chooses_no_baseline(as_, put):
    path = put(made())
    assert "pin" not in card_at(as_("cora"), path).standing.can
    with pytest.raises(Forbidden):
        pin(as_("cora"), path)
    with pytest.raises(Forbidden, match="not the baseline"):
        pin(as_("ana"), path, "unpin")


def test_a_retracted_card_is_no_new_baseline_and_the_same_request_counts_once(as_, put):
    path = put(made())
    once = new_id()
    pin(as_("ana"), path, move_id=once)
    assert "unpin" in pin(as_("ana"), path, move_id=once).standing.can
    with pytest.raises(Forbidden, match="already"):
        pin(as_("ana"), path)
    pin(as_("ana"), path, "unpin")
    pin(as_("ana"), path, "abandon")
    with pytest.raises(Forbidden, match="abandoned"):
        pin(as_("ana"), path)


def test_a_readme_says_how_far_the_metrics_are_from_the_baseline(as_, put):
    put(made(id=new_id(), metrics=[{"name": "auc", "value": 0.871, "split": "test", "goal": "max"}]), "line")
    path = put(full())
    pin(as_("ana"), "cards/line/card.json")
    seen = card_at(as_("ana"), path)
    written = publish_card(as_("ana"), Publication(path=path, file_sha256=seen.file_sha256))
    assert any("+0.022" in (file.text or "") for file in written.files if file.path.endswith("README.md"))

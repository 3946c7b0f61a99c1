"""The list as the panel gets it: small, with all that is shown, searched and sorted by."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from cards_made_up import full, made
from jupyter_mlcollab.cards.card import CardMetric
from jupyter_mlcollab.cards.compose import card_at, cards, listed_cards, move_card
from jupyter_mlcollab.cards.listed import ListedCardsMade
from jupyter_mlcollab.cards.schema import CardList, CardMove, ListedCard, ListedCards
from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.core.ids import new_id


def metrics_of(answer: ListedCards, card: ListedCard) -> list[tuple[str, str | None, object]]:
    named = [answer.metrics[place] for place in card.metrics]
    return [(metric.name, metric.goal, value) for metric, value in zip(named, card.values, strict=True)]


def test_it_lists_the_same_cards_in_the_same_order(put, as_):
    put(full(), "boosting")
    put(made(), "made")
    work = as_("ana")
    found, answer = cards(work), listed_cards(work)
    assert [card.path for card in answer.cards] == [row.path for row in found.cards]
    same = set(ListedCard.__struct_fields__) - {"metrics", "values", "thumbnail"}
    for card, row in zip(answer.cards, found.cards, strict=True):
        assert {name: getattr(card, name) for name in same} == {name: getattr(row, name) for name in same}
    assert {card.thumbnail for card in answer.cards} >= {"figures/roc.png"}


def test_one_metric_stands_for_each_name_and_the_one_that_matters_is_first(put, as_):
    put(
        full(
            metrics=[
                CardMetric(name="auc", value=0.1, split="test", slice="under 25", goal="max"),
                CardMetric(name="seconds", value=212.41234),
                CardMetric(name="brier", value=0.0871234567, goal="min"),
                CardMetric(name="auc", value=0.89312345678, split="test", goal="max"),
                CardMetric(name="auc", value=0.99, split="train", goal="max"),
                CardMetric(name="loss", value="NaN"),
                CardMetric(name="parameters", value=1234567890.0),
                CardMetric(name="tiny", value=1.23456789e-9),
            ]
        )
    )
    answer = listed_cards(as_("ana"))
    assert metrics_of(answer, answer.cards[0]) == [
        ("brier", "min", 0.0871235),
        ("auc", "max", 0.893123),
        ("seconds", None, 212.412),
        ("loss", None, "NaN"),
        ("parameters", None, 1234567890.0),
        ("tiny", None, 1.23457e-9),
    ]


def test_a_changed_card_has_its_new_metrics(put, as_):
    put(full(metrics=[CardMetric(name="auc", value=0.5)]))
    work = as_("ana")
    assert metrics_of(listed_cards(work), listed_cards(work).cards[0]) == [("auc", None, 0.5)]
    put(full(metrics=[CardMetric(name="f1", value=0.75)]))
    answer = listed_cards(work)
    assert [metric.name for metric in answer.metrics] == ["f1"]
    assert metrics_of(answer, answer.cards[0]) == [("f1", None, 0.75)]


def test_a_long_conclusion_is_cut(put, as_):
    put(full(conclusion="Adopt. " * 500))
    (card,) = listed_cards(as_("ana")).cards
    assert card.conclusion == ("Adopt. " * 500)[:300]


def test_the_baseline_is_named_by_its_path(put, as_):
    path = put(full())
    found = cards(as_("ana"))
    named = CardList(folder=found.folder, baseline=full().id, cards=found.cards)
    assert ListedCardsMade().listed(named).baseline == path
    other = msgspec.structs.replace(named, baseline=made().id)
    assert ListedCardsMade().listed(other).baseline is None


@pytest.mark.parametrize(
    ("right", "wrong", "name"),
    [
        ('"python":"3.11', '"python":["3.11"],"_":"', "environment.python"),
        ('"params":{', '"params":[],"_":{', "params"),
    ],
)
def test_a_card_whose_head_reads_alone_says_what_is_wrong_when_it_is_opened(
    put, as_, folder: Path, right: str, wrong: str, name: str
):
    path = put(full())
    text = (folder / path).read_text(encoding="utf-8")
    assert right in text
    (folder / path).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    (listed,) = listed_cards(as_("ana")).cards
    assert (listed.title, listed.problem) == (full().title, None)
    with pytest.raises(Invalid, match=f"“{name}” is not as the format says"):
        card_at(as_("ana"), path)


def test_the_first_cards_alone_are_the_newest_and_say_how_many_follow(put, as_):
    for minute in range(5):
        put(made(created=datetime(2026, 1, 1, 0, minute, tzinfo=UTC)), f"made-{minute}")
    work = as_("ana")
    first = listed_cards(work, 2)
    assert [card.path for card in first.cards] == ["cards/made-4/card.json", "cards/made-3/card.json"]
    assert first.more == 3
    everything = listed_cards(work, 9)
    assert (len(everything.cards), everything.more) == (5, 0)
    assert listed_cards(work).cards == everything.cards


def test_a_list_that_was_seen_is_not_sent_again_until_anything_of_it_is_another(put, as_):
    path = put(full())
    work = as_("ana")
    everything = listed_cards(work)
    again = listed_cards(work, seen=everything.version)
    assert (again.same, again.cards, again.metrics, again.version) == (True, [], [], everything.version)
    assert listed_cards(work, 5).version == everything.version
    put(full(conclusion="Wait."))
    changed = listed_cards(work, seen=everything.version)
    assert (changed.same, changed.cards[0].conclusion) == (False, "Wait.")
    shown = card_at(work, path)
    move_card(work, CardMove(id=new_id(), path=path, act="submit", digest=shown.digest))
    moved = listed_cards(work, seen=changed.version)
    assert (moved.same, moved.cards[0].status) == (False, "in review")

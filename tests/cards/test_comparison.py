"""Cards side by side: only what differs, which way, whether it is noise, and when metrics cannot be compared."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from cards_made_up import full, heavy, made
from jupyter_mlcollab.cards.card import Card
from jupyter_mlcollab.cards.comparing import compare_cards
from jupyter_mlcollab.cards.comparison import compare
from jupyter_mlcollab.cards.comparison_schema import CardComparison, CardsToCompare, ComparedRow
from jupyter_mlcollab.core.errors import Invalid, NotFound


def compared(*cards: Card, everything: bool = False) -> CardComparison:
    return compare([f"cards/{number}/card.json" for number in range(len(cards))], cards, everything)


def rows(found: CardComparison) -> dict[str, ComparedRow]:
    return {f"{group.name}: {row.name}": row for group in found.groups for row in group.rows}


def metric(value: float | str, **more: object) -> Card:
    return made(metrics=[{"name": "auc", "value": value, "split": "test", "goal": "max"} | more])


def verdicts(*cards: Card) -> list[str | None]:
    return [value.verdict for value in rows(compared(*cards))["metrics: auc (test)"].values]


def test_only_what_differs_is_shown_and_the_rest_counted():
    other = full(params={"depth": 4, "rate": 0.1, "early": True}, environment={"python": "3.12.1"})
    found = compared(full(), other)
    assert list(rows(found)) == [
        "environment: Python", "environment: numpy", "environment: pandas",
        "parameters: depth", "parameters: subsample",
    ]  # fmt: skip
    assert {group.name: group.same for group in found.groups} == {
        "code": 4, "data": 1, "environment": 0, "parameters": 2, "metrics": 2,
    }  # fmt: skip
    assert [value.text for value in rows(found)["parameters: depth"].values] == ["3", "4"]
    assert [value.text for value in rows(found)["parameters: subsample"].values] == ["None", ""]


def test_all_rows_on_request():
    found = compared(full(), full(), everything=True)
    assert sum(group.same for group in found.groups) == 0 and len(rows(found)) == 14
    assert not any(row.differs for row in rows(found).values())
    assert rows(found)["parameters: depth"].values[1].number == 3


def test_a_delta_has_its_direction_by_the_goal():
    assert verdicts(metric(0.8), metric(0.9), metric(0.7), metric(0.8)) == [None, "better", "worse", "same"]
    assert verdicts(metric(0.8, goal="min"), metric(0.9, goal="min")) == [None, "worse"]
    found = rows(compared(metric(0.5), metric(0.75)))["metrics: auc (test)"]
    assert (found.goal, found.values[1].delta) == ("max", 0.25)


def test_a_delta_without_a_goal_or_of_no_number_is_neither_better_nor_worse():
    without = {"goal": None}
    assert verdicts(metric(0.8, **without), metric(0.9, **without)) == [None, "differs"]
    assert verdicts(metric(0.8), metric("NaN"), made()) == [None, None, None]


@pytest.mark.parametrize(
    ("low", "high", "verdict"), [(0.79, 0.95, "within noise"), (0.81, 0.95, "within noise"), (0.82, 0.95, "better")]
)
def test_a_delta_within_overlapping_intervals_is_noise(low: float, high: float, verdict: str):
    assert verdicts(metric(0.8, low=0.78, high=0.81), metric(0.9, low=low, high=high)) == [None, verdict]


def test_different_test_data_are_warned_about_once():
    def tested(fingerprint: str, title: str) -> Card:
        return made(title=title, data=[{"name": "churn", "role": "test", "fingerprint": fingerprint}])

    one, same, other = tested("sha256:a", "One"), tested("sha256:a", "Same"), tested("sha256:b", "Other")
    assert compared(one, same, made()).warnings == []
    assert compared(one, same, other).warnings == [
        "The test data of “Other” are not those of the first card. Their metrics cannot be compared."
    ]


def test_metrics_and_data_of_equal_names_are_all_there():
    twice = made(metrics=[{"name": "auc", "value": 1}, {"name": "auc", "value": 2}])
    assert list(rows(compared(twice, made()))) == ["metrics: auc", "metrics: auc 2"]


def test_cards_are_compared_as_they_stand_in_their_files(as_, put, folder: Path):
    paths = [put(full(), "one"), put(full(params={"depth": 9}), "two")]
    found = compare_cards(as_("vera"), CardsToCompare(paths=paths))
    assert [card.path for card in found.cards] == paths and "parameters: depth" in rows(found)
    with pytest.raises(NotFound):
        compare_cards(as_("vera"), CardsToCompare(paths=[paths[0], "cards/none/card.json"]))
    (folder / paths[1]).write_text("{")
    with pytest.raises(Invalid, match=r"cards/two/card\.json, line 1"):
        compare_cards(as_("vera"), CardsToCompare(paths=paths))


def test_fifty_large_cards_take_no_time_that_anybody_notices():
    began = time.process_time()
    compared(*[heavy() for _ in range(50)], everything=True)
    assert time.process_time() - began < 5, "the benchmark says how fast; this only holds off the quadratic"

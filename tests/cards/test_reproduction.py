"""What counts as the same again. Pure."""

from __future__ import annotations

import pytest

from cards_made_up import made
from jupyter_mlcollab.cards.card import CardData, CardEnvironment, CardMetric
from jupyter_mlcollab.cards.reproduction import compare_runs, level_of


def metric(value: object, **fields: object) -> CardMetric:
    return CardMetric(name="auc", value=value, **fields)


@pytest.mark.parametrize(
    ("then", "now", "tolerance", "outcome"),
    [
        (0.87, 0.87, None, "reproduced"),
        (0.87, 0.87 + 1e-13, None, "within tolerance"),
        (0.87, 0.869, 0.002, "within tolerance"),
        (0.87, 0.86, 0.002, "differs"),
        ("NaN", "NaN", None, "reproduced"),
        ("NaN", 0.8, 1.0, "differs"),
        (0.8, "Infinity", 1.0, "differs"),
    ],
)
def test_each_metric_has_its_own_tolerance(then: object, now: object, tolerance: float | None, outcome: str):
    again = compare_runs(made(metrics=[metric(then, tolerance=tolerance)]), made(metrics=[metric(now)]))
    assert (again.outcome, again.metrics[0].outcome) == (outcome, outcome)


def test_one_metric_that_differs_decides():
    then = [metric(0.8), metric(0.7, split="test"), CardMetric(name="loss", value=1.0)]
    again = compare_runs(made(metrics=then), made(metrics=[metric(0.8), metric(0.71, split="test")]))
    assert again.outcome == "differs"
    assert [(m.name, m.now, m.outcome) for m in again.metrics] == [
        ("auc", 0.8, "reproduced"),
        ("auc (test)", 0.71, "differs"),
        ("loss", None, "differs"),
    ]


def test_other_data_is_another_result_and_other_packages_are_told():
    def card(fingerprint: str, version: str):
        return made(
            data=[CardData(name="churn", fingerprint=fingerprint)],
            environment=CardEnvironment(packages={"numpy": version, "pandas": "2.2"}),
        )

    again = compare_runs(card("sha256:aa", "2.0"), card("sha256:bb", "2.1"))
    assert (again.outcome, again.data[0].name) == ("differs", "churn")
    assert [(p.name, p.then, p.now) for p in again.packages] == [("numpy", "2.0", "2.1")]
    assert compare_runs(card("sha256:aa", "2.0"), card("sha256:aa", "2.1")).outcome == "reproduced"


@pytest.mark.parametrize(
    ("outcome", "owner", "level"),
    [("reproduced", True, "R1"), ("within tolerance", False, "R2"), ("differs", False, "R0"), ("failed", True, "R0")],
)
def test_levels(outcome, owner: bool, level: str):
    assert level_of(outcome, owner) == level

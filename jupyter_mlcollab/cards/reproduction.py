"""What it means that a run gave the same again. Pure.

Levels follow the idea of the ACM's artifact badges, said for one notebook: R0 recorded, R1 run again by its owner, R2
run again by somebody else.
"""

from __future__ import annotations

import math
from typing import Literal

from ..core.wire import Wire
from .card import Card, CardMetric, Number

Result = Literal["reproduced", "within tolerance", "differs", "failed", "data missing"]
Level = Literal["R0", "R1", "R2"]
SUCCEEDED: tuple[Result, ...] = ("reproduced", "within tolerance")


class MetricAgain(Wire, frozen=True, kw_only=True):
    """A metric then and now; `now` is None when the run did not give it. `tolerance` is absolute."""

    name: str
    then: Number
    now: Number | None
    tolerance: float
    outcome: Literal["reproduced", "within tolerance", "differs"]


class DataAgain(Wire, frozen=True, kw_only=True):
    """Data whose fingerprint is not what it was; `now` is None when the run did not use it."""

    name: str
    then: str
    now: str | None


class PackageAgain(Wire, frozen=True, kw_only=True):
    """A package of another version than recorded; None where it is not there."""

    name: str
    then: str | None
    now: str | None


class Reproduction(Wire, frozen=True, kw_only=True):
    """A run of a card's notebook, held against the card. `problem` says what went wrong, in a sentence."""

    outcome: Result
    metrics: list[MetricAgain]
    data: list[DataAgain]
    packages: list[PackageAgain]
    problem: str | None


def compare_runs(recorded: Card, again: Card) -> Reproduction:
    """The card of a new run held against the recorded one: each metric within its own tolerance (0 where none is
    said), each data fingerprint exactly. A metric that the new run does not give differs. What it gives beyond the
    recorded ones does not count."""
    found = {key_of(metric): metric.value for metric in again.metrics}
    metrics = [_again(metric, found.get(key_of(metric))) for metric in recorded.metrics]
    data = changed_data(recorded, again)
    outcome: Result = "reproduced"
    if data or any(metric.outcome == "differs" for metric in metrics):
        outcome = "differs"
    elif any(metric.outcome == "within tolerance" for metric in metrics):
        outcome = "within tolerance"
    packages = changed_packages(_packages(recorded), _packages(again))
    return Reproduction(outcome=outcome, metrics=metrics, data=data, packages=packages, problem=_failure(again))


def key_of(metric: CardMetric) -> str:
    """What names a metric: its name, with split and slice where it has them, such as `auc (test)`."""
    parts = [part for part in (metric.split, metric.slice) if part]
    return f"{metric.name} ({', '.join(parts)})" if parts else metric.name


def changed_data(recorded: Card, again: Card) -> list[DataAgain]:
    """The recorded data whose fingerprint is another now."""
    now = {data.name: data.fingerprint for data in again.data}
    return [
        DataAgain(name=data.name, then=data.fingerprint, now=now.get(data.name))
        for data in recorded.data
        if data.fingerprint and now.get(data.name) != data.fingerprint
    ]


def changed_packages(then: dict[str, str], now: dict[str, str]) -> list[PackageAgain]:
    """The recorded packages that have another version now, by name."""
    return [
        PackageAgain(name=name, then=version, now=now.get(name))
        for name, version in sorted(then.items())
        if now.get(name) != version
    ]


def level_of(outcome: Result, is_owner: bool) -> Level:
    """The level that a run gives a card."""
    if outcome not in SUCCEEDED:
        return "R0"
    return "R1" if is_owner else "R2"


def _again(metric: CardMetric, now: Number | None) -> MetricAgain:
    tolerance = metric.tolerance or 0.0
    outcome: Literal["reproduced", "within tolerance", "differs"] = "differs"
    if now == metric.value:
        outcome = "reproduced"
    elif isinstance(now, float | int) and isinstance(metric.value, float | int):
        off = abs(now - metric.value)
        # The last digit of a sum depends on the order in which threads add: that is no other result.
        if off <= tolerance or math.isclose(now, metric.value, rel_tol=1e-9):
            outcome = "within tolerance"
    return MetricAgain(name=key_of(metric), then=metric.value, now=now, tolerance=tolerance, outcome=outcome)


def _packages(card: Card) -> dict[str, str]:
    return card.environment.packages if card.environment else {}


def _failure(card: Card) -> str | None:
    return f"{card.failure.error}: {card.failure.message}" if card.failure else None

"""Cards side by side: what differs, how far metrics are apart, and whether they may be compared at all. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from .card import Card, CardData, CardFigure, CardMetric, Scalar
from .comparison_schema import (
    CardComparison,
    ComparedCard,
    ComparedFigure,
    ComparedGroup,
    ComparedRow,
    ComparedValue,
    GroupName,
    Judgement,
)
from .words import in_cell, interval, metric_name, number, readable, scalar

TEST_ROLES = {"test", "testing", "holdout", "hold-out", "evaluation", "eval"}
_NOTHING = ComparedValue(text="", number=None, delta=None, interval="", verdict=None)
T = TypeVar("T")
Texts = dict[str, str]


def compare(paths: Sequence[str], cards: Sequence[Card], everything: bool) -> CardComparison:
    """The cards in their order, the first as baseline; with `everything`, rows in which all are the same too."""
    groups = [
        _group("metrics", _metric_rows(cards), everything),
        _group("code", _text_rows(cards, _code), everything),
        _group("data", _text_rows(cards, _data), everything),
        _group("environment", _text_rows(cards, _environment), everything),
        _group("parameters", _parameter_rows(cards), everything),
    ]
    return CardComparison(
        cards=[_column(path, card) for path, card in zip(paths, cards, strict=True)],
        groups=[group for group in groups if group.rows or group.same],
        warnings=_warnings(cards),
    )


def _column(path: str, card: Card) -> ComparedCard:
    return ComparedCard(
        path=path,
        id=card.id,
        title=card.title,
        created=card.created,
        published=card.published,
        notebook=card.code.notebook if card.code else None,
        commit=card.code.commit if card.code else None,
        dirty=bool(card.code and card.code.dirty),
        figures=[_figure(figure) for figure in card.figures],
    )


def _figure(figure: CardFigure) -> ComparedFigure:
    return ComparedFigure(path=figure.path, sha256=figure.sha256, media_type=figure.media_type, caption=figure.caption)


def _group(name: GroupName, rows: list[ComparedRow], everything: bool) -> ComparedGroup:
    kept = [row for row in rows if everything or row.differs]
    return ComparedGroup(name=name, rows=kept, same=len(rows) - len(kept))


def _keys(maps: Iterable[Iterable[str]]) -> list[str]:
    """The keys of all, in the order in which they first appear."""
    return list(dict.fromkeys(key for one in maps for key in one))


def _text_rows(cards: Sequence[Card], texts_of: Callable[[Card], Texts]) -> list[ComparedRow]:
    sides = [texts_of(card) for card in cards]
    return [_text_row(key, [side.get(key, "") for side in sides]) for key in _keys(sides)]


def _text_row(name: str, texts: list[str]) -> ComparedRow:
    shown = [in_cell(readable(text)) for text in texts]
    values = [_value(text, None, _differs(text, texts[0])) for text in shown] if any(texts) else []
    return ComparedRow(name=readable(name), goal=None, differs=len(set(texts)) > 1, values=values)


def _value(text: str, amount: float | None, verdict: Judgement | None) -> ComparedValue:
    return ComparedValue(text=text, number=amount, delta=None, interval="", verdict=verdict)


def _differs(text: str, first: str) -> Judgement:
    return "same" if text == first else "differs"


def _code(card: Card) -> Texts:
    code = card.code
    if code is None:
        return {}
    dirty = None if code.dirty is None else "yes" if code.dirty else "none"
    texts = {
        "Notebook": code.notebook, "Commit": code.commit and code.commit[:12], "Branch": code.branch,
        "Repository": code.remote,
        "Uncommitted changes": code.diff_sha256[:12] if dirty == "yes" and code.diff_sha256 else dirty,
        "Order of cells": card.execution.order if card.execution and card.execution.order != "unknown" else None,
    }  # fmt: skip
    return {name: text for name, text in texts.items() if text}


def _data(card: Card) -> Texts:
    """Data by role, else by name."""
    return _numbered((one.role or one.name, _data_text(one)) for one in card.data)


def _numbered(pairs: Iterable[tuple[str, T]]) -> dict[str, T]:
    """A map from the pairs, in which the second of one key is known as the second."""
    found: dict[str, T] = {}
    for name, value in pairs:
        key, nth = name, 1
        while key in found:
            nth += 1
            key = f"{name} {nth}"
        found[key] = value
    return found


def _data_text(data: CardData) -> str:
    rows = "" if data.rows is None else f"{data.rows:,} rows"
    algorithm, _, digits = (data.fingerprint or "").rpartition(":")
    fingerprint = f"{algorithm}:{digits[:12]}" if algorithm else digits[:12]
    return ", ".join(filter(None, (data.name, rows, fingerprint)))


def _environment(card: Card) -> Texts:
    known = card.environment
    if known is None:
        return {}
    texts = {
        "Python": known.python, "System": known.system, "Machine": known.machine, "Processor": known.processor,
        "Memory": None if known.memory_gb is None else f"{known.memory_gb:g} GB",
        "Accelerators": ", ".join(known.accelerators),
    }  # fmt: skip
    return {name: text for name, text in texts.items() if text} | known.packages


def _parameter_rows(cards: Sequence[Card]) -> list[ComparedRow]:
    return [_parameter_row(name, cards) for name in _keys(card.params for card in cards)]


def _parameter_row(name: str, cards: Sequence[Card]) -> ComparedRow:
    given = [name in card.params for card in cards]
    texts = [scalar(card.params[name]) if has else None for card, has in zip(cards, given, strict=True)]
    values = [
        _value(in_cell(readable(text)), _amount(card.params[name]), _differs(text, texts[0] or ""))
        if text is not None
        else _NOTHING
        for card, text in zip(cards, texts, strict=True)
    ]
    return ComparedRow(name=readable(name), goal=None, differs=len(set(texts)) > 1, values=values)


def _amount(value: Scalar) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _metric_rows(cards: Sequence[Card]) -> list[ComparedRow]:
    sides = [_numbered((metric_name(metric), metric) for metric in card.metrics) for card in cards]
    return [_metric_row(name, [side.get(name) for side in sides]) for name in _keys(sides)]


def _metric_row(name: str, metrics: list[CardMetric | None]) -> ComparedRow:
    goal = next((metric.goal for metric in metrics if metric and metric.goal), None)
    measured = [None if metric is None else metric.value for metric in metrics]
    return ComparedRow(
        name=readable(name),
        goal=goal,
        differs=any(value != measured[0] for value in measured),
        values=[_measured(metric, metrics[0] if at else None, goal) for at, metric in enumerate(metrics)],
    )


def _measured(metric: CardMetric | None, first: CardMetric | None, goal: str | None) -> ComparedValue:
    if metric is None:
        return _NOTHING
    amount = None if isinstance(metric.value, str) else metric.value
    before = None if first is None or isinstance(first.value, str) else first.value
    delta = None if amount is None or before is None else amount - before
    unit = f" {readable(metric.unit)}" if metric.unit else ""
    return ComparedValue(
        text=f"{number(metric.value)}{unit}",
        number=amount,
        delta=delta,
        interval=interval(metric),
        verdict=None if delta is None or first is None else verdict(metric, first, delta, goal),
    )


def verdict(metric: CardMetric, first: CardMetric, delta: float, goal: str | None) -> Judgement:
    """What a distance means: nothing while the intervals overlap, else better or worse by the goal."""
    if delta == 0:
        return "same"
    if overlap(metric, first):
        return "within noise"
    if goal is None:
        return "differs"
    return "better" if (delta > 0) == (goal == "max") else "worse"


def overlap(one: CardMetric, other: CardMetric) -> bool:
    """Whether both intervals are known and share a point."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low <= other.high and other.low <= one.high


def _warnings(cards: Sequence[Card]) -> list[str]:
    """Metrics of different test data say nothing about each other."""
    tested = [_test_fingerprints(card) for card in cards]
    first = next((one for one in tested if one), None)
    others = [at for at, one in enumerate(tested) if one and one != first]
    if not others:
        return []
    titles = ", ".join(f"“{readable(cards[at].title)}”" for at in others[:3])
    more = f" and {len(others) - 3} more" if len(others) > 3 else ""
    return [f"The test data of {titles}{more} are not those of the first card. Their metrics cannot be compared."]


def _test_fingerprints(card: Card) -> frozenset[str]:
    found = (data.fingerprint for data in card.data if (data.role or "").lower() in TEST_ROLES)
    return frozenset(fingerprint for fingerprint in found if fingerprint)

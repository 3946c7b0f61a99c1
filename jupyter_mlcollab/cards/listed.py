"""The list of cards as the *Team* panel gets it: in as few bytes as its rows, search, filters and sorting need."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import msgspec

from ..core.wire import encode
from .card import CardMetric, Goal, Number
from .schema import CardList, CardRow, ListedCard, ListedCards, ListedMetric

MOST_CONCLUSION = 300

Key = tuple[str, Goal | None]
Measured = tuple[list[Key], list[Number]]


class ListedCardsMade:
    """What was made of each card's metrics, by path: most cards are as they were when the list is asked for again."""

    def __init__(self) -> None:
        self._measured: dict[str, tuple[list[CardMetric], Measured]] = {}

    def listed(self, found: CardList, more: int = 0) -> ListedCards:
        """The same cards in the same order, each with what a list needs of it. `more` come after them."""
        before = self._measured
        now = {}
        rows = found.cards
        places: dict[Key, int] = {}
        cards = []
        for row in rows:
            known = before.get(row.path)
            if known is None or known[0] is not row.metrics:
                known = row.metrics, _measured(row.metrics)
            now[row.path] = known
            keys, values = known[1]
            cards.append(_listed(row, [places.setdefault(key, len(places)) for key in keys], values))
        # Another thread may have done the same meanwhile: either one's is right. A part of the list is soon made again.
        if more == 0:
            self._measured = now
        listed = ListedCards(
            folder=found.folder,
            baseline=next((row.path for row in rows if row.id and row.id == found.baseline), None),
            metrics=[ListedMetric(name=name, goal=goal) for name, goal in places],
            cards=cards,
            more=more,
            version="",
            same=False,
        )
        return msgspec.structs.replace(listed, version=sha256(encode(listed)).hexdigest())


def unless_seen(listed: ListedCards, seen: str | None) -> ListedCards:
    """The list, without what is in it where its version has been `seen`."""
    is_same = listed.version == seen
    return msgspec.structs.replace(listed, metrics=[], cards=[], same=True) if is_same else listed


def _listed(row: CardRow, places: list[int], values: list[Number]) -> ListedCard:
    return ListedCard(
        path=row.path,
        title=row.title,
        kind=row.kind,
        owner=row.owner,
        created=row.created,
        status=row.status,
        outcome=row.outcome,
        conclusion=row.conclusion and row.conclusion[:MOST_CONCLUSION],
        tags=row.tags,
        notebook=row.notebook,
        metrics=places,
        values=values,
        thumbnail=row.thumbnail and row.thumbnail[row.path.rfind("/") + 1 :],
        open_threads=row.open_threads,
        problem=row.problem,
    )


def _measured(metrics: Sequence[CardMetric]) -> Measured:
    """Of each name the metric that stands for it, those that matter first, and their values."""
    whole: dict[str, CardMetric] = {}
    other: dict[str, CardMetric] = {}
    for metric in metrics:
        (whole if metric.slice is None and metric.goal is not None else other).setdefault(metric.name, metric)
    shown = [*whole.values(), *(metric for name, metric in other.items() if name not in whole)]
    return [(metric.name, metric.goal) for metric in shown], [_enough(metric.value) for metric in shown]


def _enough(value: Number) -> Number:
    """The value to six digits or more, which is more than a list shows, at half of the bytes."""
    if isinstance(value, str):
        return value
    size = abs(value)
    if size >= 0.1:
        return round(value, 3 if size >= 100 else 6)
    return float(f"{value:.6g}")

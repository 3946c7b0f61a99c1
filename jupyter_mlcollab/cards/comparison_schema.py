"""What crosses the wire when cards are compared."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from ..core.wire import Time, Wire
from .card import Goal
from .schema import CardPath

MOST_CARDS = 50
GroupName = Literal["code", "data", "environment", "parameters", "metrics"]
ComparisonForm = Literal["csv", "html", "md"]
Judgement = Literal["better", "worse", "within noise", "same", "differs"]


class CardsToCompare(Wire, frozen=True, kw_only=True):
    """Cards by the paths of their files; the first is the baseline. With `all`, rows in which nothing differs too."""

    paths: Annotated[list[CardPath], msgspec.Meta(min_length=2, max_length=MOST_CARDS)]
    all: bool = False


class ComparisonToExport(CardsToCompare, frozen=True, kw_only=True):
    """Cards as for a comparison, and what to write."""

    form: ComparisonForm


class ExportedComparison(Wire, frozen=True, kw_only=True):
    """A comparison as one text, and a name for the file that keeps it."""

    name: str
    media_type: str
    text: str


class ComparedFigure(Wire, frozen=True, kw_only=True):
    """A figure of a card. `path` is that in the card's folder."""

    path: str
    sha256: str
    media_type: str
    caption: str | None


class ComparedCard(Wire, frozen=True, kw_only=True):
    """A card as the head of a column. `dirty` says that the notebook ran with changes that `commit` does not have."""

    path: str
    id: str
    title: str
    created: Time
    published: Time | None
    notebook: str | None
    commit: str | None
    dirty: bool
    figures: list[ComparedFigure]


class ComparedValue(Wire, frozen=True, kw_only=True):
    """What one card has in a row; `text` is empty when it has nothing. `number` is for plots. `delta` is the distance
    from the first card, and `verdict` what that means: `within noise` when both intervals are known and overlap."""

    text: str
    number: float | None
    delta: float | None
    interval: str
    verdict: Judgement | None


class ComparedRow(Wire, frozen=True, kw_only=True):
    """One thing of all cards, a value for each in their order. `goal` is which way a metric is better."""

    name: str
    goal: Goal | None
    differs: bool
    values: list[ComparedValue]


class ComparedGroup(Wire, frozen=True, kw_only=True):
    """Rows of one kind. `same` is how many rows are left out since nothing differs in them."""

    name: GroupName
    rows: list[ComparedRow]
    same: int


class CardComparison(Wire, frozen=True, kw_only=True):
    """Cards side by side, in groups. `warnings` are sentences to read before the metrics."""

    cards: list[ComparedCard]
    groups: list[ComparedGroup]
    warnings: list[str]

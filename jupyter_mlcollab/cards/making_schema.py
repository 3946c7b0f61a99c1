"""What crosses the wire when a card is made from a notebook, without code."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ..core.wire import Wire
from .card import Card, Goal, Line, Outcome, Scalar, Text, Title
from .metrics_in_text import FoundMetric
from .publishing_schema import FileToSave

NotebookPath = Annotated[
    str, msgspec.Meta(min_length=1, max_length=1024, description="of the notebook, in the project")
]
Index = Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]


class OfferRequest(Wire, frozen=True, kw_only=True):
    """A notebook as it stands unsaved in the browser; `content` is its JSON."""

    path: NotebookPath
    content: str


class OfferedMetric(FoundMetric, frozen=True, kw_only=True):
    """A value that an output shows. `is_sure` when its name is one of a metric and it is the last of that name.
    `excerpt` is where it stands, `cell` and `output` count from 0; `cell_key` is what the card knows the cell by."""

    cell: int
    output: int
    cell_key: str


class OfferedParam(Wire, frozen=True, kw_only=True):
    """What the cell tagged `parameters` assigns."""

    name: str
    value: Scalar
    cell: int


class OfferedFigure(Wire, frozen=True, kw_only=True):
    """A picture in an output."""

    cell: int
    output: int
    cell_key: str
    media_type: str
    size_bytes: int


class OfferedData(Wire, frozen=True, kw_only=True):
    """A file of the project that the notebook reads."""

    path: str
    cell: int


class CardOffer(Wire, frozen=True, kw_only=True):
    """What a card could hold, as far as the notebook says it. `left_out` counts values that are not listed. `commit`
    is the one checked out, `changes` says what of the code is not in it. `draft` is the newest card that was made from
    this notebook in this way and is not published."""

    title: str | None
    has_parameters_cell: bool
    params: list[OfferedParam]
    metrics: list[OfferedMetric]
    left_out: int
    figures: list[OfferedFigure]
    data: list[OfferedData]
    commit: str | None
    changes: str | None
    draft: Card | None


class ChosenMetric(Wire, frozen=True, kw_only=True):
    """A value that was offered, by its place among them, and what the person says of it."""

    index: Index
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    split: Line | None
    goal: Goal | None


class ChosenFigure(Wire, frozen=True, kw_only=True):
    """A picture that was offered, by its cell and output, and what it shows."""

    cell: Index
    output: Index
    caption: Line | None


class DraftRequest(Wire, frozen=True, kw_only=True):
    """A card to be made from a notebook: the same `content` that the offer was made of, and what of it to keep. Of the
    draft `draft_id`, which the person saw, what is empty now is emptied; of another draft it stays."""

    path: NotebookPath
    content: str
    title: Title
    hypothesis: Text | None
    outcome: Outcome | None
    conclusion: Text | None
    draft_id: str | None
    metrics: Annotated[list[ChosenMetric], msgspec.Meta(max_length=200)]
    params: Annotated[list[str], msgspec.Meta(max_length=500)]
    figures: Annotated[list[ChosenFigure], msgspec.Meta(max_length=100)]
    data: Annotated[list[str], msgspec.Meta(max_length=200)]


class KeepRequest(Wire, frozen=True, kw_only=True):
    """A card as an output carries it, with its figures by their paths, Base64. `path` is that of the notebook whose
    output it is; null when that is not known."""

    path: NotebookPath | None
    card: Card
    files: dict[str, str]


class DraftedCard(Wire, frozen=True, kw_only=True):
    """The files of a draft, to be saved by whoever asked; `card.json`, which is at `path`, comes last."""

    path: str
    files: list[FileToSave]

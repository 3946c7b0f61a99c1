"""What crosses the wire about cards. The card itself is `card.py`."""

from __future__ import annotations

from typing import Literal

from ..core.wire import Time, Wire
from .card import Card, CardMetric, Outcome

Status = Literal["draft", "in review", "approved", "published", "superseded", "abandoned", "retracted"]


class CardRow(Wire, frozen=True, kw_only=True):
    """A card in a list. `path` is that of its `card.json`, `thumbnail` that of its first figure. `problem` says why
    the file cannot be read; then the title is its folder's name, and the rest is empty."""

    path: str
    id: str | None
    title: str
    kind: str
    owner: str
    created: Time | None
    published: Time | None
    status: Status
    outcome: Outcome | None
    conclusion: str | None
    tags: list[str]
    notebook: str | None
    commit: str | None
    metrics: list[CardMetric]
    thumbnail: str | None
    problem: str | None


class CardList(Wire, frozen=True, kw_only=True):
    """All cards of a project, newest first. `folder` is where they are kept."""

    folder: str
    cards: list[CardRow]


class CardFile(Wire, frozen=True, kw_only=True):
    """A card as it stands in its file. `digest` is that of what it says, `file_sha256` that of the file's bytes."""

    path: str
    card: Card
    status: Status
    digest: str
    file_sha256: str

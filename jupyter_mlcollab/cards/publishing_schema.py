"""What crosses the wire when a card is edited by form, and when it is published."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ..core.wire import Time, Wire
from .card import Kind, Line, Outcome, Sha256, Text, Title
from .deciding import Side
from .schema import CardPath

Texts = Annotated[list[Text], msgspec.Meta(max_length=200)]


class CardFields(Wire, frozen=True, kw_only=True):
    """What people write of a card, all of it: null is empty. What a run filled is not among it. `captions` are new ones
    of figures, by their paths; the others stay."""

    title: Title
    kind: Kind
    tags: Annotated[list[Line], msgspec.Meta(max_length=200)] | None
    summary: Text | None
    hypothesis: Text | None
    outcome: Outcome | None
    conclusion: Text | None
    next: Texts | None
    lessons: Texts | None
    intended_use: Text | None
    out_of_scope: Text | None
    risks: Text | None
    limitations: Text | None
    license: Line | None
    notes: Texts | None
    captions: Annotated[dict[str, Line], msgspec.Meta(max_length=1_000)] = msgspec.field(default_factory=dict)


class CardEdit(Wire, frozen=True, kw_only=True):
    """New words for a card. `file_sha256` is that of the file they were written for."""

    path: CardPath
    file_sha256: Sha256
    fields: CardFields


class CardDecision(Wire, frozen=True, kw_only=True):
    """Which side's values a card keeps where a merge left two: in these fields, or in all when none are named.
    `file_sha256` is that of the file the person saw."""

    path: CardPath
    file_sha256: Sha256
    fields: Annotated[list[str], msgspec.Meta(max_length=1_000)]
    take: Side


class EditedCard(Wire, frozen=True, kw_only=True):
    """The new text of `card.json`, to be saved by whoever asked."""

    text: str
    digest: str


class NewWaiver(Wire, frozen=True, kw_only=True):
    """A finding, named by its fingerprint, that somebody lets pass, and why."""

    finding: Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
    reason: Annotated[str, msgspec.Meta(min_length=1, max_length=1_000)]


class Publication(Wire, frozen=True, kw_only=True):
    """A card to publish. `file_sha256` is that of the file the person saw; `at` is now when absent. `waivers` let
    findings of the privacy check pass."""

    path: CardPath
    file_sha256: Sha256
    at: Time | None = None
    waivers: Annotated[list[NewWaiver], msgspec.Meta(max_length=1_000)] = msgspec.field(default_factory=list)


class FileToSave(Wire, frozen=True, kw_only=True):
    """A file to be saved under `path`, below the project: either text or Base64."""

    path: str
    text: str | None
    base64: str | None


class PublishedCard(Wire, frozen=True, kw_only=True):
    """The files of a published card, to be saved by whoever asked; `card.json` last, so that a card is published only
    once the rest is there. `questions` are those a reader of a model's card would ask and it does not answer."""

    files: list[FileToSave]
    digest: str
    questions: list[str]
    summary: str

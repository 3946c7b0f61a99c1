"""How the events of a card become where it stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from ..core.wire import encode
from ..journal.event import Event
from ..journal.fold import View
from ..journal.payload import read
from .schema import (
    CardMoved,
    CardRecorded,
    CardVerified,
    CardWaived,
    FoldedCard,
    FoldedStep,
    FoldedVerdict,
    FoldedVerification,
)

CARD_KINDS = (
    "card.recorded", "card.submitted", "card.approved", "card.declined", "card.published", "card.abandoned",
    "card.retracted", "card.reopened", "card.superseded", "card.verified",
    "card.waived",
)  # fmt: skip

Stage = Literal["draft", "submitted", "published", "superseded", "abandoned", "retracted"]
_STAGES: Mapping[str, Stage] = {
    "submitted": "submitted",
    "published": "published",
    "abandoned": "abandoned",
    "retracted": "retracted",
    "superseded": "superseded",
    "reopened": "draft",
}


def fold_card(entity: str, events: Sequence[Event], /) -> View | None:
    """The card after `events`: the view's subject is its path, its status the stage. None before it was recorded."""
    recorded: dict[str, CardRecorded] = {}
    card: FoldedCard | None = None
    for event in events:
        if event.kind == "card.recorded" and (said := read(event, CardRecorded)):
            recorded[event.id] = said
            card = card or _new(entity, said)
            card.path, card.title, card.owner, card.digest = said.path, said.title, said.owner, said.digest
        elif card is not None and event.kind == "card.verified" and (verified := read(event, CardVerified)):
            card.verification = _verification(event, verified, recorded)
        elif card is not None and event.kind == "card.waived" and (waived := read(event, CardWaived)):
            card.waived.append(waived.finding)
        elif card is not None and event.kind in CARD_KINDS and (moved := read(event, CardMoved)):
            _move(card, event, moved, recorded)
    if card is None:
        return None
    return View(kind="card", id=entity, subject=card.path, status=card.stage, body=encode(card), text=card.title)


def _verification(event: Event, said: CardVerified, recorded: Mapping[str, CardRecorded]) -> FoldedVerification:
    return FoldedVerification(
        person=event.actor,
        at=event.at,
        digest=recorded[said.recorded].digest if said.recorded in recorded else "",
        commit=said.commit,
        result=said.result,
        level=said.level,
        summary=said.summary,
    )


def _new(entity: str, said: CardRecorded) -> FoldedCard:
    return FoldedCard(
        id=entity,
        path=said.path,
        title=said.title,
        owner=said.owner,
        digest=said.digest,
        stage="draft",
        submitter=None,
        verdicts=[],
        steps=[],
        by=None,
        waived=[],
    )


def _move(card: FoldedCard, event: Event, moved: CardMoved, recorded: Mapping[str, CardRecorded]) -> None:
    what = event.kind.partition(".")[2]
    # Events may arrive from elsewhere in another order; without the version they name, they speak of none.
    digest = recorded[moved.recorded].digest if moved.recorded in recorded else ""
    card.steps.append(FoldedStep(what=what, person=event.actor, at=event.at, note=moved.note, digest=digest))
    if what in ("approved", "declined"):
        card.verdicts = [verdict for verdict in card.verdicts if verdict.person != event.actor]
        card.verdicts.append(_verdict(event, moved, digest, what == "approved"))
        return
    card.stage = _STAGES[what]
    if what == "submitted":
        card.submitter, card.submitted_from, card.submitted_seq = event.actor, event.origin, event.seq
    if what == "superseded":
        card.by = moved.by


def _verdict(event: Event, moved: CardMoved, digest: str, approved: bool) -> FoldedVerdict:
    return FoldedVerdict(
        person=event.actor,
        verified=event.verified,
        approved=approved,
        digest=digest,
        note=moved.note,
        at=event.at,
        origin=event.origin,
        seq=event.seq,
    )

"""Use cases about a card's life: where it stands, and its next step. They touch the journal only."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from ..access.people import people_by_name
from ..access.work import Reading, Writing
from ..core.errors import Blocked, Forbidden, NotFound
from ..core.people import Person
from ..core.text import check_text
from ..git.settings import CardsSettings
from ..journal.signers import signers
from .approval import acts, counting, is_own, may_publish, status_of, weighed
from .baseline import pin_event, pinned
from .card import Card
from .schema import (
    MAX_NOTE,
    Act,
    CardMove,
    CardMoved,
    CardRecorded,
    CardWaived,
    FoldedCard,
    FoldedVerification,
    Standing,
    Step,
    Verdict,
    Verification,
)

_EVENTS: Mapping[Act, str] = {
    "submit": "card.submitted",
    "approve": "card.approved",
    "decline": "card.declined",
    "publish": "card.published",
    "abandon": "card.abandoned",
    "retract": "card.retracted",
    "reopen": "card.reopened",
}


def folded_card(work: Reading, card_id: str, rules: CardsSettings) -> FoldedCard | None:
    """The card as its events leave it, under the project's rules; None when there are none."""
    view = work.journal.view("card", card_id)
    card = msgspec.json.decode(view.body, type=FoldedCard) if view else None
    return weighed(card, signers(work.journal), rules.verified_approvals) if card else None


def folded_cards(work: Reading, rules: CardsSettings) -> dict[str, FoldedCard]:
    """All cards that have events, by id, under the project's rules."""
    signed = signers(work.journal)
    cards = (msgspec.json.decode(view.body, type=FoldedCard) for view in work.journal.views("card"))
    return {card.id: weighed(card, signed, rules.verified_approvals) for card in cards}


def standing(work: Reading, card: Card, digest: str, rules: CardsSettings) -> Standing:
    """Where the card stands, as the person asking sees it. `digest` is that of the card, `rules` are the project's."""
    folded, needed, signed = folded_card(work, card.id, rules), rules.approvals, signers(work.journal)
    status = status_of(folded, digest, card.published is not None, needed)
    person = people_by_name(work)
    verdicts, steps = (folded.verdicts, folded.steps) if folded else ([], [])
    return Standing(
        status=status,
        approvals=len(counting(verdicts, digest)),
        needed=needed,
        verdicts=[
            Verdict(
                person=person(v.person),
                approved=v.approved,
                stale=v.digest != digest,
                signed_by=signed.of_others(v.origin, v.seq) if v.seq is not None else None,
                counts=v.counts,
                note=v.note,
                at=v.at,
            )
            for v in verdicts
        ],
        steps=[Step(what=s.what, person=person(s.person), note=s.note, at=s.at) for s in steps],
        can=acts(work.context.actor, folded, card.owner, status, _is_baseline(work, card)),
        superseded_by=folded.by if folded else None,
        verification=_verification(folded.verification, digest, person) if folded and folded.verification else None,
    )


def take_step(work: Writing, move: CardMove, card: Card, digest: str, rules: CardsSettings) -> None:
    """The step, as an event on the version with that digest. Publishing a card that takes another's place ends that.

    Raises:
        Forbidden: the person may not do this to this card, such as approve their own.
        Blocked: the project needs more approvals first.
        Invalid: the note holds control characters.
    """
    if move.note.strip():
        check_text(move.note, MAX_NOTE * 4)
    folded = folded_card(work, card.id, rules)
    if move.act in ("pin", "unpin"):
        _pin(work, move, folded, card, digest, rules)
        return
    recorded = _recorded(work, card.id, digest)
    event = work.event(
        _EVENTS[move.act], card.id, CardMoved(recorded=recorded or move.id, note=move.note.strip()), move.id
    )
    if recorded and work.replayed(event):
        return
    _check(work, move.act, folded, card, digest, rules)
    if recorded is None:
        recorded = record(work, card, digest, move.path)
        event = work.event(_EVENTS[move.act], card.id, CardMoved(recorded=recorded, note=move.note.strip()), move.id)
    work.append(event)
    if move.act == "publish":
        _waive(work, card, recorded, folded.waived if folded else [])
        _supersede(work, card)


def _pin(
    work: Writing, move: CardMove, folded: FoldedCard | None, card: Card, digest: str, rules: CardsSettings
) -> None:
    event = pin_event(work, move, card)
    if not work.replayed(event):
        _check(work, move.act, folded, card, digest, rules)
        work.append(event)


def _is_baseline(work: Reading, card: Card) -> bool:
    known = pinned(work)
    return known is not None and known.card == card.id


def record(work: Writing, card: Card, digest: str, path: str) -> str:
    """The id of the event that says what the card's file was, appended unless this version is known."""
    known = _recorded(work, card.id, digest)
    if known is not None:
        return known
    said = CardRecorded(digest=digest, owner=card.owner, path=path, title=card.title)
    return work.append(work.event("card.recorded", card.id, said)).id


def _verification(found: FoldedVerification, digest: str, person: Callable[[str], Person]) -> Verification:
    known = {"at": found.at, "commit": found.commit, "result": found.result, "level": found.level}
    stale = None if found.digest == digest else "The card was edited after that."
    return msgspec.convert(
        known | {"person": person(found.person), "summary": found.summary, "stale": stale}, Verification
    )


def _recorded(work: Reading, card_id: str, digest: str) -> str | None:
    """The id of the event that recorded this version of the card."""
    for event in reversed(work.journal.events("card", card_id)):
        if event.kind == "card.recorded" and event.payload is not None:
            said = msgspec.json.decode(event.payload, type=CardRecorded)
            if said.digest == digest:
                return event.id
    return None


def _check(work: Writing, act: Act, folded: FoldedCard | None, card: Card, digest: str, rules: CardsSettings) -> None:
    needed = rules.approvals
    # The file is written before the step is told, so by then it says that it is published.
    published = card.published is not None and act != "publish"
    status = status_of(folded, digest, published, needed)
    if act in acts(work.context.actor, folded, card.owner, status, _is_baseline(work, card)):
        if act == "publish" and not may_publish(folded.verdicts if folded else [], digest, needed):
            raise Blocked(missing_approvals(len(counting(folded.verdicts if folded else [], digest)), rules))
        return
    if act == "pin" and _is_baseline(work, card):
        raise Forbidden("This card is the baseline already.")
    if act == "unpin":
        raise Forbidden("This card is not the baseline.")
    own = is_own(work.person, card.owner, folded.submitter if folded else None)
    if act in ("approve", "decline") and own:
        raise Forbidden("Somebody else has to look at your own card.")
    if act in ("approve", "decline") and status == "draft":
        raise Forbidden("This card is not in review yet. Ask for a review first.")
    raise Forbidden(f"You cannot do this to a card that is {status}.")


def missing_approvals(given: int, rules: CardsSettings) -> str:
    """The sentence for a card that may not be published yet."""
    needed = f"{rules.approvals} approval{'s' * (rules.approvals != 1)}"
    if rules.verified_approvals:
        needed += " that a sign-in or a signature stands for"
    return f"This project publishes a card after {needed}. This version has {given}."


def _waive(work: Writing, card: Card, recorded: str, known: list[str]) -> None:
    for waiver in card.waivers:
        if waiver.finding not in known:
            said = CardWaived(recorded=recorded, finding=waiver.finding, reason=waiver.reason)
            work.append(work.event("card.waived", card.id, said))


def _supersede(work: Writing, card: Card) -> None:
    former = card.supersedes or ""
    folded = folded_card(work, former, CardsSettings()) if former else None
    if folded is None or folded.stage == "superseded":
        return
    recorded = _recorded(work, former, folded.digest)
    if recorded is None:
        raise NotFound("The card that this one takes the place of is not known here.")
    work.append(work.event("card.superseded", former, CardMoved(recorded=recorded, by=card.id)))

"""When a card is approved, and who may do what to it. Pure: reviews of notebooks follow the same rules.

An approval names the digest of what it approves. It counts for that text alone, so an edit makes it stale. Nobody
approves their own card.
"""

from __future__ import annotations

from ..access.permissions import allowed
from ..core.people import Actor, Person
from ..core.route import Can
from ..journal.signers import Signers
from .schema import Act, FoldedCard, FoldedVerdict, Status

_LAST_WORDS: tuple[Status, ...] = ("superseded", "abandoned", "retracted")


def weighed(card: FoldedCard, signers: Signers, verified_only: bool) -> FoldedCard:
    """The card, its approvals marked as counting or not. With `verified_only` those count whose author a sign-in
    vouched for, and those that a signature stands for: one of each signer, whichever names they write under, and none
    of who signed that the review was asked for. What this computer gives out counts as its signer's, also what it took
    in from a file, since it does so wherever that comes to.
    """
    if not verified_only:
        return card
    taken = {signers.of(card.submitted_from, card.submitted_seq)} if card.submitted_seq is not None else set()
    for verdict in card.verdicts:
        signer = signers.of(verdict.origin, verdict.seq) if verdict.seq is not None else None
        is_signed = signer is not None and signer not in taken
        verdict.counts = verdict.verified or is_signed
        if verdict.approved and is_signed and not verdict.verified:
            taken.add(signer)
    return card


def counting(verdicts: list[FoldedVerdict], digest: str) -> list[FoldedVerdict]:
    """The approvals that count, of the text with this digest."""
    return [verdict for verdict in verdicts if verdict.approved and verdict.counts and verdict.digest == digest]


def is_declined(verdicts: list[FoldedVerdict], digest: str) -> bool:
    """Whether somebody asked for changes of exactly this text."""
    return any(not verdict.approved and verdict.digest == digest for verdict in verdicts)


def is_approved(verdicts: list[FoldedVerdict], digest: str, needed: int) -> bool:
    """Whether the text has the approvals that the project needs, at least one, and nobody asks for changes of it."""
    return len(counting(verdicts, digest)) >= max(1, needed) and not is_declined(verdicts, digest)


def may_publish(verdicts: list[FoldedVerdict], digest: str, needed: int) -> bool:
    """Whether the project's rule lets the text be published: always, where it needs no approvals."""
    return needed == 0 or is_approved(verdicts, digest, needed)


def status_of(card: FoldedCard | None, digest: str, is_published: bool, needed: int) -> Status:
    """Where a card stands, from its events (None: there are none), the digest of its file and whether the file says
    that it is published."""
    if card is not None and card.stage in _LAST_WORDS:
        return card.stage
    if is_published:
        return "published"
    if card is None or card.stage != "submitted":
        return "draft"
    return "approved" if is_approved(card.verdicts, digest, needed) else "in review"


def is_own(person: Person, owner: str, submitter: str | None) -> bool:
    """Whether the card is the person's: they own it by either of their names, or asked for its review."""
    names = {person.username.casefold(), person.display_name.casefold()}
    return owner.strip().casefold() in names or submitter == person.username


def acts(actor: Actor, card: FoldedCard | None, owner: str, status: Status, is_baseline: bool = False) -> list[Act]:
    """What the actor may do with a card of that owner and status."""
    return [*_steps(actor, card, owner, status), *_pins(actor, status, is_baseline)]


def _pins(actor: Actor, status: Status, is_baseline: bool) -> list[Act]:
    """What is measured against concerns everybody's cards, so that commenting is not enough."""
    if not allowed(actor.role, Can.APPROVE):
        return []
    if is_baseline:
        return ["unpin"]
    return [] if status in _LAST_WORDS else ["pin"]


def _steps(actor: Actor, card: FoldedCard | None, owner: str, status: Status) -> list[Act]:
    submitter = card.submitter if card else None
    own = is_own(actor.person, owner, submitter)
    judges = allowed(actor.role, Can.APPROVE) and not own
    leads = allowed(actor.role, Can.APPROVE) or (own and allowed(actor.role, Can.COMMENT))
    found: list[Act] = []
    if status == "draft" and allowed(actor.role, Can.COMMENT):
        found.append("submit")
    if status in ("in review", "approved") and judges:
        found += ["approve", "decline"]
    if not leads:
        return found
    if status in ("draft", "in review", "approved"):
        found += ["publish", "abandon"]
    if status == "published":
        found.append("retract")
    if status in ("in review", "approved", "abandoned"):
        found.append("reopen")
    return found

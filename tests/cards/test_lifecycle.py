"""A card's life: draft, in review, approved, published, and what ends it. Files and journal are real."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from cards_made_up import made
from jupyter_mlcollab.cards.compose import card_at, cards, move_card
from jupyter_mlcollab.cards.schema import CardFile, CardMove
from jupyter_mlcollab.cards.text import digest, read_card
from jupyter_mlcollab.core.errors import Blocked, CollabError, Conflict, Forbidden
from jupyter_mlcollab.core.ids import new_id

NOW = datetime(2026, 11, 27, tzinfo=UTC)


def step(work, path: str, act: str, note: str = "", move_id: str | None = None) -> CardFile:
    seen = card_at(work, path)
    return move_card(work, CardMove(id=move_id or new_id(), path=path, act=act, digest=seen.digest, note=note))


def test_a_new_card_is_a_draft_and_makes_no_journal(as_, put, folder: Path):
    path = put(made())
    shown = card_at(as_("ana"), path)
    assert (shown.standing.status, shown.standing.can) == ("draft", ["submit", "publish", "abandon", "pin"])
    assert not list(folder.rglob("journal.db"))


def test_review_and_approval(as_, put):
    path = put(made())
    assert step(as_("ana"), path, "submit").standing.status == "in review"
    approved = step(as_("bo"), path, "approve", "Well done.")
    assert (approved.standing.status, approved.standing.approvals) == ("approved", 1)
    verdict = approved.standing.verdicts[0]
    assert (verdict.person.username, verdict.approved, verdict.stale, verdict.note) == ("bo", True, False, "Well done.")
    assert [row.status for row in cards(as_("vera")).cards] == ["approved"]


def test_an_edit_makes_the_approval_stale(as_, put):
    card = made()
    path = put(card)
    step(as_("ana"), path, "submit")
    step(as_("bo"), path, "approve")
    put(msgspec.structs.replace(card, conclusion="Adopt."))
    shown = card_at(as_("bo"), path)
    assert (shown.standing.status, shown.standing.approvals) == ("in review", 0)
    assert [verdict.stale for verdict in shown.standing.verdicts] == [True]
    assert step(as_("bo"), path, "approve").standing.status == "approved"


def test_nobody_approves_their_own_card(as_, put):
    path = put(made(owner="Ana"))
    step(as_("bo"), path, "submit")
    for own in ("ana", "bo"):
        with pytest.raises(Forbidden, match="Somebody else has to look"):
            step(as_(own), path, "approve")
    assert step(as_("mona"), path, "approve").standing.status == "approved"


@pytest.mark.parametrize("name", ["vera", "cora"])
def test_whose_role_does_not_allow_it_cannot_approve(as_, put, name: str):
    path = put(made())
    step(as_("ana"), path, "submit")
    assert "approve" not in card_at(as_(name), path).standing.can
    with pytest.raises(Forbidden):
        step(as_(name), path, "approve")


def test_a_draft_is_not_approved(as_, put):
    with pytest.raises(Forbidden, match="not in review yet"):
        step(as_("bo"), put(made()), "approve")


def test_a_request_for_changes_holds_until_the_card_changes(as_, put, folder: Path):
    card = made()
    path = put(card)
    step(as_("ana"), path, "submit")
    step(as_("bo"), path, "approve")
    assert step(as_("mona"), path, "decline", "Which split?").standing.status == "in review"
    put(msgspec.structs.replace(card, summary="Split by month."))
    assert step(as_("bo"), path, "approve").standing.status == "approved"


def test_a_project_that_asks_for_approvals_blocks_publishing(as_, put, folder: Path):
    (folder / "mlcollab.toml").write_text("[cards]\napprovals = 2\n")
    path = put(made())
    step(as_("ana"), path, "submit")
    assert step(as_("bo"), path, "approve").standing.status == "in review"
    with pytest.raises(Blocked, match=r"after 2 approvals\. This version has 1"):
        step(as_("ana"), path, "publish")
    step(as_("mona"), path, "approve")
    assert step(as_("ana"), path, "publish").standing.steps[-1].what == "published"


def test_publishing_ends_the_card_before(as_, put):
    former = made()
    first = put(former)
    put(msgspec.structs.replace(former, published=NOW))
    step(as_("ana"), first, "publish")
    second = put(made(supersedes=former.id, published=NOW), "boosting-2")
    later = step(as_("ana"), second, "publish")
    assert later.standing.status == "published"
    ended = card_at(as_("vera"), first).standing
    assert (ended.status, ended.superseded_by) == ("superseded", later.card.id)


def test_abandoned_and_retracted(as_, put):
    path = put(made())
    gone = step(as_("ana"), path, "abandon", "The labels were wrong.")
    assert (gone.standing.status, gone.standing.steps[-1].note) == ("abandoned", "The labels were wrong.")
    assert step(as_("ana"), path, "reopen").standing.status == "draft"
    other = put(made(published=NOW), "other")
    assert step(as_("ana"), other, "retract", "Leak found.").standing.status == "retracted"


def test_a_step_on_a_card_that_changed_meanwhile_is_refused_with_the_card_as_it_is(as_, put):
    card = made()
    path = put(card)
    put(msgspec.structs.replace(card, conclusion="Adopt."))
    with pytest.raises(Conflict) as error:
        move_card(as_("ana"), CardMove(id=new_id(), path=path, act="submit", digest=digest(card)))
    assert error.value.details["current"]["card"]["conclusion"] == "Adopt."


def test_the_same_step_sent_twice_is_one(as_, put):
    path = put(made())
    step(as_("ana"), path, "submit")
    once = new_id()
    step(as_("bo"), path, "approve", move_id=once)
    assert len(step(as_("bo"), path, "approve", move_id=once).standing.steps) == 2


def test_the_first_step_sent_twice_is_one(as_, put):
    path, once = put(made()), new_id()
    step(as_("ana"), path, "submit", move_id=once)
    assert len(step(as_("ana"), path, "submit", move_id=once).standing.steps) == 1


def test_events_never_enter_the_file(as_, put, folder: Path):
    path = put(made())
    before = (folder / path).read_bytes()
    step(as_("ana"), path, "submit")
    step(as_("bo"), path, "approve")
    assert (folder / path).read_bytes() == before
    assert read_card(before).published is None


def test_a_file_that_is_no_card_is_listed_with_its_reason(as_, put, folder: Path):
    path = put(made())
    broken = folder / "cards" / "broken" / "card.json"
    broken.parent.mkdir()
    broken.write_text("{")
    rows = cards(as_("vera")).cards
    assert [(row.path, row.problem is None) for row in rows] == [(path, True), ("cards/broken/card.json", False)]
    assert "line 1" in rows[1].problem
    with pytest.raises(CollabError):
        card_at(as_("vera"), "cards/broken/card.json")

"""`[cards] verified_approvals`: an approval through git counts when a signature stands for it, once for each signer."""

from __future__ import annotations

from pathlib import Path

import pytest

from cards_made_up import made
from jupyter_mlcollab.audit.service import log
from jupyter_mlcollab.cards.card import Card
from jupyter_mlcollab.cards.compose import card_at, cards, move_card
from jupyter_mlcollab.cards.schema import CardFile, CardMove
from jupyter_mlcollab.cards.text import card_text
from jupyter_mlcollab.core.errors import Blocked
from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.journal.exchange import export, import_lines

from .conftest import Computer
from .test_signed import ANA, BO, BO_NAME, NAME, knows, signs

PATH = "cards/trees/card.json"
KEYS = {ANA: ["GOODSIG", NAME], BO: ["GOODSIG", BO_NAME]}


def put(computer: Computer, card: Card) -> None:
    file = computer.folder / PATH
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(card_text(card))
    (computer.folder / "mlcollab.toml").write_text("[cards]\napprovals = 1\nverified_approvals = true\n")
    knows(computer, **KEYS)
    computer.crash()


def with_files_of(other: Computer, computer: Computer) -> Computer:
    for name in (PATH, "mlcollab.toml"):
        Path(computer.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (computer.folder / name).write_bytes((other.folder / name).read_bytes())
    computer.crash()
    return computer


def step(computer: Computer, act: str) -> CardFile:
    seen = card_at(computer.desk.work, PATH)
    return move_card(computer.desk.work, CardMove(id=new_id(), path=PATH, act=act, digest=seen.digest))


def signed_with(computer: Computer, key: str) -> None:
    signs(computer, key)
    knows(computer, **KEYS)


@pytest.fixture
def submitted(ana: Computer, bo: Computer) -> Computer:
    """Bo's computer with a card of Ana's that waits to be approved."""
    card = made()
    for computer in (ana, bo):
        put(computer, card)
    signed_with(ana, ANA)
    step(ana, "submit")
    for computer in (ana, bo):
        computer.sync()
    return bo


def test_an_unsigned_approval_does_not_count_and_a_signed_one_does(ana, submitted):
    bo = submitted
    assert step(bo, "approve").standing.status == "in review"
    for computer in (bo, ana):
        computer.sync()
    shown = card_at(ana.desk.work, PATH).standing
    assert (shown.status, shown.approvals, [v.counts for v in shown.verdicts]) == ("in review", 0, [False])
    with pytest.raises(Blocked, match="after 1 approval that a sign-in or a signature stands for"):
        step(ana, "publish")
    signed_with(bo, BO)
    for computer in (bo, ana):
        computer.sync()
    for computer in (bo, ana):
        standing = card_at(computer.desk.work, PATH).standing
        assert (standing.status, standing.approvals) == ("approved", 1)
        assert [row.status for row in cards(computer.desk.work).cards] == ["approved"]
    assert [v.signed_by for v in card_at(ana.desk.work, PATH).standing.verdicts] == [BO_NAME]


def test_who_asked_for_the_review_cannot_approve_it_under_another_name(ana, submitted):
    bo = submitted
    signed_with(bo, ANA)
    step(bo, "approve")
    for computer in (bo, ana):
        computer.sync()
    assert card_at(ana.desk.work, PATH).standing.approvals == 0


def test_two_names_with_one_signature_are_one_approval(team, ana, submitted):
    bo = submitted
    cem = with_files_of(bo, team.computer("Cem"))
    for computer in (bo, cem):
        signed_with(computer, BO)
        computer.sync()
        step(computer, "approve")
        computer.sync()
    ana.sync()
    assert card_at(ana.desk.work, PATH).standing.approvals == 1


def test_without_the_setting_every_approval_counts(ana, submitted):
    bo = submitted
    for computer in (ana, bo):
        (computer.folder / "mlcollab.toml").write_text("[cards]\napprovals = 1\n")
        computer.crash()
    assert step(bo, "approve").standing.status == "approved"
    bo.sync()
    ana.sync()
    assert card_at(ana.desk.work, PATH).standing.status == "approved"


@pytest.fixture
def by_file(team, submitted) -> Computer:
    """Bo's computer: he signs, and took in Cem's approval as a file before he gave everything out."""
    bo = submitted
    cem = with_files_of(bo, team.computer("Cem"))
    cem.sync()
    step(cem, "approve")
    signed_with(bo, BO)
    import_lines(bo.journal, export(cem.journal))
    bo.sync()
    return bo


def test_an_approval_from_a_file_is_not_shown_with_the_signer_of_this_computer(ana, by_file):
    assert [v.signed_by for v in card_at(by_file.desk.work, PATH).standing.verdicts] == [None]
    told = by_file.desk.work.read(lambda work: log(work, kind="card.approved")).entries
    assert [(entry.signed_by, entry.origin is None) for entry in told] == [(None, False)]
    ana.sync()
    assert [v.signed_by for v in card_at(ana.desk.work, PATH).standing.verdicts] == [BO_NAME]


def test_what_somebody_gives_out_of_a_file_counts_as_theirs_at_both_ends_and_once(ana, by_file):
    ana.sync()
    assert [card_at(one.desk.work, PATH).standing.approvals for one in (ana, by_file)] == [1, 1]
    step(by_file, "approve")
    by_file.sync()
    ana.sync()
    assert [card_at(one.desk.work, PATH).standing.approvals for one in (ana, by_file)] == [1, 1]

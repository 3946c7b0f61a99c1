"""Which signer stands for which events."""

from __future__ import annotations

from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.core.wire import encode
from jupyter_mlcollab.journal.event import NewEvent, Stamp
from jupyter_mlcollab.journal.signers import break_off, put_signer, signers


def of(journal, replica, *seqs):
    known = journal.read(signers)
    return [known.of(f"git:{replica}", seq) for seq in seqs]


def write(journal, use_case):
    return journal.write(use_case).result(20)


def came(journal, replica):
    event = NewEvent(new_id(), "thread", "t1", "comment.added", 1, encode({"say": "hi"}))
    write(journal, lambda transaction: transaction.append(event, Stamp("ana", "unknown", False, f"git:{replica}")))


def test_a_signature_stands_for_all_up_to_then_of_that_replica_alone(journal):
    write(journal, lambda transaction: put_signer(transaction, "r1", "Ana", 5))
    assert of(journal, "r1", 1, 5, 6) == ["Ana", "Ana", None]
    assert of(journal, "r2", 1) == [None]
    assert of(journal, "r1@elsewhere", 1) == [None]
    write(journal, lambda transaction: put_signer(transaction, "r1", "Bo", 8))
    assert of(journal, "r1", 1, 8, 9) == ["Bo", "Bo", None]


def test_after_a_break_it_stands_for_what_comes_from_then_on(journal):
    came(journal, "r1")
    write(journal, lambda transaction: put_signer(transaction, "r1", "Ana", 1))
    came(journal, "r1")
    write(journal, lambda transaction: break_off(transaction, "r1"))
    came(journal, "r1")
    write(journal, lambda transaction: put_signer(transaction, "r1", "Ana", 3))
    assert of(journal, "r1", 1, 2, 3, 4) == ["Ana", None, "Ana", None]


def test_a_replica_of_which_nothing_is_here_has_no_break(journal):
    came(journal, "r2")
    write(journal, lambda transaction: break_off(transaction, "r1"))
    write(journal, lambda transaction: put_signer(transaction, "r1", "Ana", 4))
    assert of(journal, "r1", 1) == ["Ana"]


def test_what_cannot_be_read_is_signed_by_nobody(journal):
    write(journal, lambda transaction: transaction.put_personal("", "signers", b"{"))
    assert of(journal, "r1", 1) == [None]

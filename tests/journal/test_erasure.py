"""Erasing: the words are gone from the file, the chain still holds, and nobody else's blob is touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from jupyter_mlcollab.core.errors import Conflict
from jupyter_mlcollab.journal.check import verify
from jupyter_mlcollab.journal.event import Stamp

ANA = Stamp("ana", "reviewer", True)
CANARY = "Kanarienvogel"


def erase(journal, *events):
    journal.write(lambda transaction: transaction.erase([event.id for event in events])).result(20)


def files(journal) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(journal.path.parent.iterdir()))


def test_erased_words_are_nowhere_and_the_chain_holds(journal, say, words):
    say(journal, "t1", say="before")
    first = say(journal, "t1", say=f"{CANARY} flies")
    second = say(journal, "t1", say=f"{CANARY} sits")
    say(journal, "t1", say="after")
    assert CANARY.encode() in files(journal)
    erase(journal, first, second)
    assert words(journal, "t1") == ["before", "", "", "after"]
    stored = journal.read(lambda reader: reader.event(first.id))
    assert (stored.payload, stored.salt, stored.payload_sha256) == (None, b"", first.payload_sha256)
    assert journal.read(lambda reader: reader.search("thread", CANARY, 9)) == []
    assert CANARY.encode() not in files(journal)
    assert CANARY.lower().encode() not in files(journal)
    assert verify(journal) == []


def test_a_blob_goes_with_its_last_event(journal, say):
    shared = journal.write(lambda transaction: transaction.put_blob(b"shared", "text/plain")).result(20)
    alone = journal.write(lambda transaction: transaction.put_blob(CANARY.encode(), "text/plain")).result(20)
    event = say(journal, "t1", say="x", snapshots=[shared, alone])
    other = say(journal, "t2", say="y", snapshots=[shared])
    erase(journal, event)
    assert journal.read(lambda reader: (reader.blob(shared), reader.blob(alone))) == (("text/plain", b"shared"), None)
    assert CANARY.encode() not in files(journal)
    erase(journal, other)
    assert journal.read(lambda reader: reader.blob(shared)) is None
    journal.write(lambda transaction: transaction.put_blob(b"shared", "text/x")).result(20)
    assert journal.read(lambda reader: reader.blob(shared)) == ("text/x", b"shared")


def test_an_erased_event_sent_again_is_the_same_and_stays_erased(journal, said):
    event = said("t1", say="x")
    journal.write(lambda transaction: transaction.append(event, ANA)).result(20)
    journal.write(lambda transaction: transaction.erase([event.id])).result(20)
    assert journal.write(lambda transaction: transaction.append(event, ANA)).result(20).payload is None
    with pytest.raises(Conflict):
        journal.write(lambda transaction: transaction.append(event, Stamp("bo", "reviewer", True))).result(20)


def test_a_forgotten_person_is_nowhere(journal):
    journal.write(lambda transaction: transaction.put_person("ana", CANARY.encode())).result(20)
    journal.write(lambda transaction: transaction.forget_person("ana")).result(20)
    assert CANARY.encode() not in files(journal)


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("UPDATE event SET payload = x'7b7d' WHERE seq = 2", "content of event 2"),
        ("UPDATE event SET actor = 'eve' WHERE seq = 2", "Event 2 is not the one that event 3"),
        ("UPDATE event SET at = at + 1 WHERE seq = 2", "Event 2 is not the one that event 3"),
        ("DELETE FROM event WHERE seq = 2", "Events 2 to 2 are missing"),
        ("DELETE FROM event WHERE seq >= 3", "log ends at event 2"),
        ("UPDATE event SET verified = 0 WHERE seq = 4", "log ends at event 4"),
        ("UPDATE view SET status = 'resolved' WHERE id = 't2'", "thread t2 does not match"),
        ("UPDATE view_text SET text = 'else'", "thread t1 does not match"),
        ("DELETE FROM notice", "thread t2 does not match"),
        ("DELETE FROM view WHERE id = 't1'", "thread t1 does not match"),
        ("UPDATE view SET id = 't9' WHERE id = 't2'", "thread t9 does not match"),
    ],
)
def test_tampering_is_found(journal, say, damage, sentence):
    for number in range(4):
        say(journal, f"t{number % 2 + 1}", say=str(number), to="bo")
    assert verify(journal) == []
    with closing(sqlite3.connect(journal.path)) as connection, connection:
        assert connection.execute(damage).rowcount
    problems = verify(journal)
    assert any(sentence in problem for problem in problems), problems

"""Rebuilding makes everything that is shown anew from the events, and nothing else."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from jupyter_mlcollab.journal.check import rebuild, verify


def test_rebuilding_repairs_what_is_derived(journal, say):
    for number in range(6):
        say(journal, f"t{number % 3}", say=f"word{number}", to="bo")
    before = journal.read(lambda reader: (reader.views("thread"), reader.notices("bo"), reader.events_since(0, 99)))
    with closing(sqlite3.connect(journal.path)) as connection, connection:
        connection.execute("DELETE FROM view WHERE id = 't1'")
        connection.execute("UPDATE view SET body = x'' WHERE id = 't2'")
        connection.execute("DELETE FROM notice WHERE seq > 2")
        connection.execute("DELETE FROM view_text")
    assert len(verify(journal)) == 3
    assert rebuild(journal) == 3
    assert verify(journal) == []
    after = journal.read(lambda reader: (reader.views("thread"), reader.notices("bo"), reader.events_since(0, 99)))
    assert after == before
    assert journal.read(lambda reader: reader.search("thread", "word4", 9)) == ["t1"]


def test_nothing_written_is_nothing_wrong_and_nothing_made(journal):
    assert verify(journal) == []
    assert rebuild(journal) == 0
    assert not journal.exists()


def test_a_damaged_file_is_said_to_be(journal, say, make):
    for number in range(200):
        say(journal, f"t{number}", say="x" * 200)
    journal.close()
    content = bytearray(journal.path.read_bytes())
    for page in range(12, len(content) // 4096, 3):
        content[page * 4096 : page * 4096 + 64] = b"\xff" * 64
    journal.path.write_bytes(content)
    assert any("damaged" in problem for problem in verify(make()))


def test_views_lost_without_their_texts_are_rebuilt(journal, say):
    say(journal, "t1", say="alpha")
    with closing(sqlite3.connect(journal.path)) as by_hand, by_hand:
        by_hand.execute("DELETE FROM view")
    assert rebuild(journal) == 1
    assert verify(journal) == []


def test_a_payload_that_became_text_is_a_problem_and_no_crash(journal, say):
    say(journal, "t1", say="alpha")
    with closing(sqlite3.connect(journal.path)) as by_hand, by_hand:
        by_hand.execute("UPDATE event SET payload = CAST(payload AS TEXT)")
    assert any("content of event 1" in problem for problem in verify(journal))

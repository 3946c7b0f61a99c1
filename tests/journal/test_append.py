"""Appending: the same event once, another under its id never, dense numbers, one failure alone."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from jupyter_mlcollab.core.errors import Conflict, Invalid, NotFound, Unavailable
from jupyter_mlcollab.journal.check import verify
from jupyter_mlcollab.journal.event import Stamp
from jupyter_mlcollab.journal.journal import stored_project

ANA = Stamp("ana", "reviewer", True)
BO = Stamp("bo", "reviewer", True)


def test_nothing_is_there_before_the_first_write(journal, say):
    assert not journal.exists()
    assert journal.read(lambda reader: (reader.head(), reader.views("thread"), reader.search("thread", "a", 9))) == (
        0,
        [],
        [],
    )
    assert not journal.path.parent.exists()
    say(journal, "t1", say="hello")
    assert journal.exists()
    assert stored_project(journal.path) == "demo"


def test_a_stored_event_is_read_back_as_it_was_answered(journal, say):
    at = datetime(2026, 3, 1, 12, 0, 0, 123000, UTC)
    event = say(journal, "t1", Stamp("ana", "maintainer", False, "elsewhere", at), say="héllo")
    assert journal.read(lambda reader: reader.event(event.id)) == event
    assert journal.read(lambda reader: reader.events("thread", "t1")) == [event]
    assert journal.read(lambda reader: reader.events_since(0, 10)) == [event]
    assert (event.seq, event.clock, event.at, event.origin, event.verified) == (1, 1, at, "elsewhere", False)
    assert event.payload == '{"say":"héllo"}'.encode()


def test_the_same_event_twice_is_one(journal, said):
    event = said("t1", say="once")

    def use_case(transaction):
        return transaction.replayed(event, ANA), transaction.append(event, ANA)

    was_replayed, first = journal.write(use_case).result(20)
    is_replayed, second = journal.write(use_case).result(20)
    assert (was_replayed, is_replayed) == (False, True)
    assert first == second
    assert journal.read(lambda reader: reader.head()) == 1


def test_the_same_event_twice_in_one_use_case_is_one(journal, said):
    event = said("t1", say="once")
    first, second = journal.write(lambda t: (t.append(event, ANA), t.append(event, ANA))).result(20)
    assert first == second


@pytest.mark.parametrize("other", ["text", "thread", "actor"])
def test_an_id_stands_for_one_thing(journal, said, other):
    event = said("t1", say="one")
    journal.write(lambda transaction: transaction.append(event, ANA)).result(20)
    again = said("t2" if other == "thread" else "t1", event.id, say="two" if other == "text" else "one")
    stamp = BO if other == "actor" else ANA
    for use_case in (lambda t: t.append(again, stamp), lambda t: t.replayed(again, stamp)):
        with pytest.raises(Conflict):
            journal.write(use_case).result(20)
    assert journal.read(lambda reader: reader.head()) == 1


def test_one_failing_use_case_takes_no_other_with_it(journal, said, words):
    gate = threading.Event()
    held = journal.write(lambda transaction: gate.wait(20))

    def fail(transaction):
        transaction.append(said("bad", say="never"), ANA)
        transaction.put_personal("ana", "draft", b"1")
        raise Invalid("no")

    futures = []
    for number in range(10):
        thread = f"t{number}"
        futures.append(journal.write(lambda t, thread=thread: t.append(said(thread, say="kept"), ANA)))
        futures.append(journal.write(fail))
    gate.set()
    held.result(20)
    for good, bad in zip(futures[::2], futures[1::2], strict=True):
        assert good.result(20).seq
        with pytest.raises(Invalid):
            bad.result(20)
    assert [event.seq for event in journal.read(lambda reader: reader.events_since(0, 99))] == list(range(1, 11))
    assert words(journal, "bad") is None
    assert journal.read(lambda reader: reader.personal("ana", "draft")) is None
    assert verify(journal) == []


def test_numbers_are_dense_under_eight_threads(journal, said):
    def write(worker):
        futures = [
            journal.write(lambda t, number=number: t.append(said(f"t{worker}", say=str(number)), ANA))
            for number in range(25)
        ]
        return [future.result(60).seq for future in futures]

    with ThreadPoolExecutor(8) as pool:
        answered = sorted(seq for seqs in pool.map(write, range(8)) for seq in seqs)
    assert answered == list(range(1, 201))
    assert [event.seq for event in journal.read(lambda reader: reader.events_since(0, 999))] == answered
    assert verify(journal) == []


def test_a_use_case_sees_what_it_appended(journal, said, say):
    say(journal, "t1", say="one", about="doc")

    def use_case(transaction):
        transaction.append(said("t1", say="two", status="resolved", to="bo"), ANA)
        transaction.append(said("t2", say="three", about="doc"), ANA)
        return (
            [view.id for view in transaction.views("thread", subject="doc")],
            transaction.view("thread", "t1").status,
            transaction.search("thread", "two", 9),
            transaction.counts("thread"),
            [notice.person for notice in transaction.notices("bo")],
            transaction.head(),
        )

    assert journal.write(use_case).result(20) == (
        ["t1", "t2"],
        "resolved",
        ["t1"],
        [("doc", "open", 1), ("doc", "resolved", 1)],
        ["bo"],
        3,
    )


def test_lists_are_narrowed_and_paged(journal, say):
    for number in range(5):
        say(journal, f"t{number}", say="x", about="a" if number % 2 else "b", status="open" if number else "resolved")

    def ids(**narrowing):
        return [view.id for view in journal.read(lambda reader: reader.views("thread", **narrowing))]

    assert ids() == ["t0", "t1", "t2", "t3", "t4"]
    assert ids(subject="a") == ["t1", "t3"]
    assert ids(status="resolved") == ["t0"]
    assert ids(ids=["t4", "t1", "gone"]) == ["t1", "t4"]
    assert ids(ids=[]) == []
    assert ids(limit=2, after="t1") == ["t2", "t3"]
    assert journal.read(lambda reader: reader.counts("other")) == []


def test_people_blobs_and_personal_things_stand_beside_the_log(journal):
    def use_case(transaction):
        transaction.put_person("ana", b'{"name":"Ana"}')
        transaction.put_person("ana", b'{"name":"Ana B"}')
        transaction.put_person("bo", b"{}")
        transaction.forget_person("bo")
        transaction.put_personal("ana", "draft/1", b"1")
        transaction.put_personal("ana", "draft/2", b"2")
        transaction.put_personal("ana", "draft/2", None)
        transaction.put_personal("ana", "draft/3", b"3")
        transaction.put_personal("bo", "draft/4", b"4")
        return transaction.put_blob(b"picture", "image/png"), transaction.put_blob(b"picture", "image/png")

    name, again = journal.write(use_case).result(20)
    assert name == again
    journal.read(lambda reader: check_beside(reader, name))


def check_beside(reader, name):
    assert reader.blob(name) == ("image/png", b"picture")
    assert reader.blob("0" * 64) is None
    assert reader.people() == [b'{"name":"Ana B"}']
    assert (reader.person("bo"), reader.person("cy")) == (None, None)
    assert [reader.personal("ana", f"draft/{number}") for number in (1, 3, 4)] == [b"1", b"3", None]
    assert reader.personal("bo", "draft/1") is None
    assert reader.head() == 0


def test_after_closing_nothing_is_accepted(journal, say):
    say(journal, "t1", say="x")
    journal.close()
    with pytest.raises(Unavailable, match="stopping"):
        say(journal, "t1", say="y")
    journal.close()


def test_what_is_queued_at_closing_is_stored(make, said):
    journal = make()
    futures = [journal.write(lambda t, n=n: t.append(said(f"t{n}", say="x"), ANA)) for n in range(100)]
    journal.close()
    assert all(future.done() and future.result() for future in futures)
    assert make().read(lambda reader: reader.head()) == 100


def test_a_cancelled_write_is_not_made(journal, said, words):
    gate = threading.Event()
    held = journal.write(lambda transaction: gate.wait(20))
    waiting = journal.write(lambda t: t.append(said("t1", say="x"), ANA))
    while held.running() is False:
        pass
    cancelled = waiting.cancel()
    gate.set()
    journal.write(lambda transaction: None).result(20)
    assert (words(journal, "t1") is None) == cancelled


def test_erasing_an_unknown_event_erases_nothing(journal, say):
    event = say(journal, "t1", say="x")
    with pytest.raises(NotFound):
        journal.write(lambda transaction: transaction.erase([event.id, "unknown"])).result(20)
    assert journal.read(lambda reader: reader.event(event.id)) == event


def test_whoever_stops_listening_does_not_wait_for_those_who_are_being_told(journal, say):
    told, go_on = threading.Event(), threading.Event()
    journal.on_commit(lambda pokes: (told.set(), go_on.wait(10))[0])
    leave = journal.on_commit(lambda pokes: None)
    writing = threading.Thread(target=say, args=(journal, "t1"))
    writing.start()
    assert told.wait(10)
    leaving = threading.Thread(target=leave, daemon=True)
    leaving.start()
    leaving.join(3)
    waited = leaving.is_alive()
    go_on.set()
    writing.join(10)
    assert not waited

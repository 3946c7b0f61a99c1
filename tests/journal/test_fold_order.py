"""Folding: by clock and id, whatever the order of arrival; what is shown is always what the events say."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from jupyter_mlcollab.core.errors import Conflict
from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.core.wire import encode
from jupyter_mlcollab.journal.check import rebuild, verify
from jupyter_mlcollab.journal.event import NewEvent, Stamp
from jupyter_mlcollab.journal.fold import View
from jupyter_mlcollab.journal.journal import Journal

ANA = Stamp("ana", "reviewer", True)


def adopt(journal, event, clock):
    return journal.write(lambda t: t.adopt(event, ANA, clock, bytes(16))).result(20)


def test_a_late_event_is_folded_where_its_clock_says(journal, said, say, words):
    for text in ("one", "two", "three"):
        say(journal, "t1", say=text)
    late = adopt(journal, said("t1", say="between"), 1)
    assert late.seq == 4
    assert words(journal, "t1") in (["one", "between", "two", "three"], ["between", "one", "two", "three"])
    assert journal.read(lambda reader: reader.head()) == 4
    assert verify(journal) == []


def test_the_clock_runs_ahead_of_everything_seen(journal, said, say):
    assert say(journal, "t1", say="a").clock == 1
    adopt(journal, said("t2", say="from afar"), 700)
    assert say(journal, "t1", say="b").clock == 701
    adopt(journal, said("t2", say="older"), 3)
    assert say(journal, "t1", say="c").clock == 702


def test_two_replicas_with_the_same_events_show_the_same(make, said, tmp_path, words):
    events = [(said("t1", say=str(number)), clock) for number, clock in enumerate((1, 2, 2, 3, 9))]
    shown = []
    for number, order in enumerate(itertools.islice(itertools.permutations(events), 0, 120, 17)):
        journal = make(tmp_path / str(number) / "journal.db")
        for event, clock in order:
            adopt(journal, event, clock)
        shown.append(words(journal, "t1"))
    assert all(other == shown[0] for other in shown)


def test_what_is_no_longer_shown_leaves_no_trace(journal, say):
    say(journal, "t1", say="visible", about="doc", to="bo")
    say(journal, "t1", end=True)

    def traces(reader):
        return reader.view("thread", "t1"), reader.search("thread", "visible", 9), reader.notices("bo")

    assert journal.read(traces) == (None, [], [])
    assert len(journal.read(lambda reader: reader.events("thread", "t1"))) == 2
    assert verify(journal) == []


def test_notices_are_per_person_newest_first(journal, say):
    first = say(journal, "t1", say="a", to="bo")
    second = say(journal, "t2", say="b", to="bo")
    say(journal, "t3", say="c", to="cy")
    notices = journal.read(lambda reader: reader.notices("bo"))
    assert [notice.event_id for notice in notices] == [second.id, first.id]
    assert (notices[0].actor, notices[0].at, notices[0].entity, notices[0].reason) == (
        "ana",
        second.at,
        "t2",
        "mention",
    )
    assert journal.read(lambda reader: [n.seq for n in reader.notices("bo", after_seq=1)]) == [2]
    assert journal.read(lambda reader: [n.seq for n in reader.notices("bo", limit=1)]) == [2]


def test_kinds_that_nobody_folds_are_kept(journal):
    event = NewEvent(new_id(), "sculpture", "s1", "sculpture.carved", 1, b"{}")
    journal.write(lambda transaction: transaction.append(event, ANA)).result(20)
    assert [event.kind for event in journal.read(lambda r: r.events("sculpture", "s1"))] == ["sculpture.carved"]
    assert journal.read(lambda reader: reader.view("sculpture", "s1")) is None
    assert verify(journal) == []


def test_a_fold_that_fails_stores_nothing(tmp_path, said):
    def fold(entity, events):
        return View("thread", "another", None, None, b"{}")

    journal = Journal(tmp_path / "journal.db", "demo", {"thread": fold})
    with pytest.raises(ValueError, match="another"):
        journal.write(lambda transaction: transaction.append(said("t1", say="x"), ANA)).result(20)
    assert journal.read(lambda reader: reader.head()) == 0
    journal.close()


class Replays(RuleBasedStateMachine):
    """Appends, replays, erases, rebuilds and reopens, beside a model that is a dictionary."""

    known = Bundle("known")

    @initialize()
    def begin(self):
        self.folder = tempfile.TemporaryDirectory()
        self.model: dict[str, tuple[NewEvent, Stamp, bool]] = {}
        self.open()

    def open(self):
        self.journal = Journal(Path(self.folder.name) / "journal.db", "demo", {"thread": self.fold})

    @staticmethod
    def fold(entity, events):
        said = [None if event.payload is None else msgspec.json.decode(event.payload) for event in events]
        return View("thread", entity, None, None, encode(said), " ".join(str(word) for word in said))

    @rule(target=known, thread=st.sampled_from("abc"), text=st.text(max_size=8), actor=st.sampled_from(["ana", "bo"]))
    def append(self, thread, text, actor):
        event, stamp = NewEvent(new_id(), "thread", thread, "comment.added", 1, encode(text)), Stamp(actor, "r", True)
        self.journal.write(lambda transaction: transaction.append(event, stamp)).result(20)
        self.model[event.id] = event, stamp, False
        return event.id

    @rule(event_id=known)
    def replay(self, event_id):
        event, stamp, _ = self.model[event_id]
        self.journal.write(lambda transaction: transaction.append(event, stamp)).result(20)

    @rule(event_id=known)
    def claim(self, event_id):
        event, _, _ = self.model[event_id]
        with pytest.raises(Conflict):
            self.journal.write(lambda transaction: transaction.append(event, Stamp("eve", "r", True))).result(20)

    @rule(event_id=known)
    def erase(self, event_id):
        self.journal.write(lambda transaction: transaction.erase([event_id])).result(20)
        event, stamp, _ = self.model[event_id]
        self.model[event_id] = event, stamp, True

    @rule()
    def reopen(self):
        self.journal.close()
        self.open()

    @rule()
    def rebuild(self):
        if self.model:
            assert rebuild(self.journal) == len({event.entity for event, _, _ in self.model.values()})

    @invariant()
    def shown_is_what_was_said(self):
        if not hasattr(self, "journal"):
            return
        for thread in "abc":
            expected = [
                None if erased else msgspec.json.decode(event.payload)
                for event, _, erased in self.model.values()
                if event.entity == thread
            ]
            view = self.journal.read(lambda reader, thread=thread: reader.view("thread", thread))
            assert (msgspec.json.decode(view.body) if view else []) == expected

    def teardown(self):
        if hasattr(self, "journal"):
            assert verify(self.journal) == []
            self.journal.close()
            self.folder.cleanup()


TestReplays = Replays.TestCase
TestReplays.settings = settings(max_examples=15, stateful_step_count=15, deadline=None)

"""Whatever several computers do and in whatever order they meet: in the end all show the same, and nothing is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import msgspec
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from cards_made_up import made
from jupyter_mlcollab.anchors.schema import EntryTarget, FileEntry
from jupyter_mlcollab.cards.schema import Act
from jupyter_mlcollab.cards.text import read_card
from jupyter_mlcollab.core.errors import CollabError, Unavailable
from jupyter_mlcollab.git.postbox import Postbox
from jupyter_mlcollab.journal.check import verify

from .conftest import Computer, Team

NAMES = ("Ana", "Bo", "Cem", "Dara", "Eli")
PICK = st.integers(0, 10**6)
TREES = made(owner="Ana", waivers=[{"finding": "f" * 64, "reason": "Made up."}])
CARDS = {
    "cards/trees/card.json": TREES,
    "cards/boosting/card.json": made(owner="Bo", supersedes=TREES.id),
}
CARD = st.sampled_from(sorted(CARDS))
METRIC = EntryTarget(
    entry=FileEntry(section="metric", name=["auc", "test", ""], heading="Metric", label="auc, test", text="0.9")
)


class Replicas(RuleBasedStateMachine):
    """Three to five computers and a remote. Every text is a canary: `said-N-end`, or `private-N`."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self.team = Team(Path(self._folder.name))
        self.number = 0
        self.written: set[str] = set()

    @initialize(count=st.integers(3, 5))
    def begin(self, count: int) -> None:
        for name in NAMES[:count]:
            computer = self.team.computer(name)
            for path, card in CARDS.items():
                computer.put_card(path, card)

    @rule(who=PICK)
    def open_thread(self, who: int) -> None:
        computer, words = self._computer(who), self._words()
        computer.open_thread(words)
        computer.keep_private(f"private-{self.number}")
        self.written.add(words)

    @rule(who=PICK, which=PICK)
    def reply(self, who: int, which: int) -> None:
        self._write(who, which, lambda computer, thread, words: computer.reply(thread, words))

    @rule(who=PICK, which=PICK, status=st.sampled_from(["resolved", "open"]))
    def resolve(self, who: int, which: int, status: str) -> None:
        self._on_thread(who, which, lambda computer, thread: computer.resolve(thread, status))

    @rule(who=PICK, which=PICK)
    def edit(self, who: int, which: int) -> None:
        def change(computer: Computer, thread: str, words: str) -> None:
            computer.edit(thread, computer.thread(thread).comments[-1].id, words)

        self._write(who, which, change)

    @rule(who=PICK, which=PICK)
    def erase(self, who: int, which: int) -> None:
        def remove(computer: Computer, thread: str) -> None:
            computer.delete(thread, computer.thread(thread).comments[-1].id, erase=True)

        self._on_thread(who, which, remove)

    @rule(who=PICK)
    def ask_for_look(self, who: int) -> None:
        words = self._words()
        self._computer(who).ask_for_look([f"~{name.lower()}" for name in NAMES], words)
        self.written.add(words)

    @rule(who=PICK, which=PICK)
    def answer(self, who: int, which: int) -> None:
        computer = self._computer(who)
        waiting = computer.waiting_looks()
        if waiting:
            computer.answer_look(waiting[which % len(waiting)])

    @rule(who=PICK, path=CARD, act=st.sampled_from(get_args(Act)))
    def step(self, who: int, path: str, act: Act) -> None:
        self._step(self._computer(who), path, act)

    @rule(who=PICK, other=PICK, path=CARD, verdict=st.sampled_from(["approve", "decline"]))
    def review(self, who: int, other: int, path: str, verdict: Act) -> None:
        """One asks, the other judges once that has come to them."""
        asks, judges = self._computer(who), self._computer(other)
        self._step(asks, path, "submit")
        for computer in (asks, judges):
            assert computer.sync().problems == []
        self._step(judges, path, verdict)

    @rule(who=PICK)
    def publish_both(self, who: int) -> None:
        """The second takes the place of the first."""
        for path in CARDS:
            self._step(self._computer(who), path, "publish")

    @rule(who=PICK, path=CARD)
    def change_card(self, who: int, path: str) -> None:
        """What was said of the version before is out of date then. The file goes its own way, through git."""
        self._change_card(self._computer(who), path, title=self._words())

    @rule(who=PICK, path=CARD)
    def tell_run(self, who: int, path: str) -> None:
        words = self._words()
        self._computer(who).tell_run(path, words)
        self.written.add(words)

    @rule(who=PICK, path=CARD)
    def comment_on_card(self, who: int, path: str) -> None:
        words = self._words()
        self._computer(who).open_thread(words, path, METRIC)
        self.written.add(words)

    @rule(who=PICK, which=PICK)
    def detach(self, who: int, which: int) -> None:
        self._on_thread(who, which, lambda computer, thread: computer.detach(thread))

    @rule(who=PICK)
    def sync(self, who: int) -> None:
        assert self._computer(who).sync().problems == []

    @rule(who=PICK)
    def fetch(self, who: int) -> None:
        assert self._computer(who).sync(fetch_only=True).problems == []

    @rule(who=PICK)
    def crash_before_the_push(self, who: int) -> None:
        self._failing(who, heard=False)

    @rule(who=PICK)
    def crash_after_the_push(self, who: int) -> None:
        self._failing(who, heard=True)

    @precondition(lambda self: len(self.team.computers) < 5)
    @rule(who=PICK)
    def copy(self, who: int) -> None:
        self.team.copy(self._computer(who))

    @invariant()
    def nothing_private_leaves(self) -> None:
        if self.team.computers:
            assert b"private-" not in self.team.all_objects()

    def teardown(self) -> None:
        try:
            self._all_meet()
        finally:
            self.team.close()
            self._folder.cleanup()

    def _all_meet(self) -> None:
        for _ in range(3):
            for computer in self.team.computers:
                assert computer.sync().problems == []
        shown = [computer.folds() for computer in self.team.computers]
        assert all(one == shown[0] for one in shown)
        events = [sorted(computer.events()) for computer in self.team.computers]
        assert all(one == events[0] == sorted(set(one)) for one in events)
        assert all(not verify(computer.journal) for computer in self.team.computers)
        self._nothing_is_lost()

    def _nothing_is_lost(self) -> None:
        """What was written is there, unless one of the events that somebody erased held it; then no ref leads to it."""
        events = self.team.computers[0].journal.read(lambda reader: reader.events_since(0, 10_000))
        texts = b"".join(event.payload or b"" for event in events)
        gone = [words for words in self.written if words.encode() not in texts]
        assert len(gone) <= sum(event.payload is None for event in events)
        reachable = self.team.reachable()
        assert [words for words in gone if words.encode() in reachable] == []

    def _failing(self, who: int, heard: bool) -> None:
        push = Postbox.push

        def fail(postbox: Postbox, *arguments: Any) -> None:
            if heard:
                push(postbox, *arguments)
            raise Unavailable("The power is gone.")

        Postbox.push = fail  # type: ignore[method-assign]
        try:
            self._computer(who).sync()
        except Unavailable:
            pass
        finally:
            Postbox.push = push  # type: ignore[method-assign]
        self._computer(who).crash()

    def _step(self, computer: Computer, path: str, act: Act) -> None:
        """Where the person may do that as far as their computer knows."""
        if act not in computer.card(path).standing.can:
            return
        words = self._words()
        computer.step(path, act, words)
        if act not in ("pin", "unpin"):
            self.written.add(words)
        if act == "publish":
            self._change_card(computer, path, published=TREES.created)

    @staticmethod
    def _change_card(computer: Computer, path: str, **changes: Any) -> None:
        card = read_card((computer.folder / path).read_bytes(), path)
        computer.put_card(path, msgspec.structs.replace(card, **changes))

    def _computer(self, who: int) -> Computer:
        return self.team.computers[who % len(self.team.computers)]

    def _write(self, who: int, which: int, act: Callable[[Computer, str, str], object]) -> None:
        words = self._words()
        if self._on_thread(who, which, lambda computer, thread: act(computer, thread, words)):
            self.written.add(words)

    def _on_thread(self, who: int, which: int, act: Callable[[Computer, str], object]) -> bool:
        """Whether it was done: some things a person may not do, or not to what is gone."""
        computer = self._computer(who)
        threads = computer.threads()
        try:
            if threads:
                act(computer, threads[which % len(threads)])
        except CollabError:
            return False
        return bool(threads)

    def _words(self) -> str:
        self.number += 1
        return f"said-{self.number}-end"


def test_all_converge() -> None:
    profile = settings(
        max_examples=6,
        stateful_step_count=18,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Replicas, settings=profile)

"""A sync starts git a few times, whatever there is: each start takes milliseconds that a person waits."""

from __future__ import annotations

import pytest

from jupyter_mlcollab.git import gate, objects
from jupyter_mlcollab.git.process import start

from .conftest import Computer


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands of git that were started."""
    commands: list[str] = []

    def note(folder, *arguments, **options):
        given = [text for text in arguments if not text.startswith("-") and "=" not in text]
        commands.append(given[0])
        return start(folder, *arguments, **options)

    for module in (gate, objects):
        monkeypatch.setattr(module, "start", note)
    return commands


def test_ten_new_events_take_nine_of_which_two_reach_out(ana: Computer, started: list[str]) -> None:
    thread = ana.open_thread("Long")
    for number in range(600):
        ana.reply(thread, f"Reply {number}")
    ana.sync()
    for number in range(10):
        ana.reply(thread, f"More {number}")
    started.clear()
    assert ana.sync().shared == 10
    assert len(started) <= 9, started
    assert [command for command in started if command in ("ls-remote", "fetch", "push")] == ["ls-remote", "push"]


def test_nothing_new_takes_five_and_sends_nothing(ana: Computer, bo: Computer, started: list[str]) -> None:
    ana.open_thread("Once")
    for computer in (ana, bo, ana):
        computer.sync()
    started.clear()
    ana.sync()
    assert len(started) <= 5, started
    assert "push" not in started

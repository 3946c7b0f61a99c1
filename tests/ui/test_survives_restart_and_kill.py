"""Comments are there after the server was stopped, and after it was killed while people wrote."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import Lab
from stage.notebooks import new_project
from stage.person import Person


def test_survives_restart_and_kill(new_lab: Callable[..., Lab], windowing: str, visit: Callable[..., Person]) -> None:
    lab = new_lab(windowing=windowing)
    project = new_project(lab.root, "kept")
    path = project.add("train.ipynb")
    ana = visit(lab, "ana").open(path)
    ana.comment(3, "Before the restart")
    # A server that is stopping answers that it is not available.
    ana.bear_with_a_lost_server()
    lab.stop()
    lab.start()
    ana.comment(1, "Before the kill")
    expect(ana.marker(1)).to_have_accessible_name("1 comment", timeout=40_000)
    lab.kill()
    lab.start()

    bo = visit(lab, "bo", path)
    expect(bo.marker(3)).to_have_text("1")
    expect(bo.marker(1)).to_have_text("1")
    bo.marker(3).click()
    bo.reply("After the kill")
    expect(ana.marker(3)).to_have_accessible_name("1 comment, 1 unread", timeout=40_000)
    said = Conversation(lab, project, path).said()
    assert sorted(said) == ["After the kill", "Before the kill", "Before the restart"]
    assert project.changes() == ""

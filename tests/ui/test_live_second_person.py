"""What one person does, the other sees without reloading: by the socket, and after the socket was gone.

Beside a living socket the browser asks only every half minute, so what shows within the wait came by the socket.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from stage.lab import Lab
from stage.line import Line
from stage.notebooks import Project
from stage.person import Person


def test_every_step_arrives(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    ana.open(path)
    bo.open(path)
    bo.show_panel()
    ana.comment(3, "First")
    expect(bo.marker(3)).to_have_text("1")
    expect(bo.row("First")).to_be_visible()
    bo.marker(3).click()
    bo.reply("Second")
    expect(ana.comments()).to_have_count(2)
    ana.choose(ana.more, "Mark as blocking")
    expect(bo.threads).to_contain_text("blocking")
    ana.threads.get_by_role("button", name="Resolve").click()
    expect(bo.threads.get_by_role("button", name="Reopen")).to_be_visible()
    expect(bo.panel).to_contain_text("Nothing is open.")
    bo.threads.get_by_role("button", name="Reopen").click()
    expect(ana.marker(3)).to_have_text("1")


def test_after_the_socket_was_gone(ana: Person, lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("train.ipynb")
    line = Line()
    bo = visit(lab, "bo", prepare=line.attach).open(path)
    ana.open(path)
    ana.comment(3, "Before")
    expect(bo.marker(3)).to_have_text("1")
    assert line.connections == 1

    line.cut()
    ana.comment(1, "Meanwhile")
    line.mend()
    expect(bo.marker(1)).to_have_text("1")
    ana.comment(4, "Afterwards")
    expect(bo.marker(4)).to_have_text("1")


def test_where_sockets_are_blocked(ana: Person, lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("train.ipynb")
    line = Line()
    line.cut()
    bo = visit(lab, "bo", prepare=line.attach).open(path)
    ana.open(path)
    ana.comment(3, "By asking")
    expect(bo.marker(3)).to_have_text("1")
    assert line.connections == 0

"""The margin says how much there is to read, and how it stands."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import Lab
from stage.notebooks import Project, long_notebook
from stage.person import Person


def test_counts_and_states(ana: Person, bo: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    first = talk.start("ana", "One")
    talk.start("ana", "Two")
    bo.open(path)
    expect(bo.marker(3)).to_have_accessible_name("2 comments, 2 unread")
    expect(bo.marker(1)).to_have_count(0)
    bo.marker(3).click()
    expect(bo.threads).to_have_count(1)
    expect(bo.marker(3)).to_have_accessible_name("2 comments, 1 unread")
    bo.marker(3).click()
    expect(bo.threads).to_have_count(0)
    bo.marker(3).click()
    expect(bo.comments()).to_contain_text("Two")
    expect(bo.marker(3)).to_have_accessible_name("2 comments")

    talk.reply("ana", first, "And more")
    expect(bo.marker(3)).to_have_accessible_name("2 comments, 1 unread")
    ana.open(path)
    expect(ana.marker(3)).to_have_accessible_name("2 comments")


def test_resolved_ones_show_on_request(ana: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    Conversation(lab, project, path).start("ana", "Done")
    ana.open(path)
    ana.marker(3).click()
    ana.threads.get_by_role("button", name="Resolve").click()
    expect(ana.marker(3)).to_have_count(0)
    try:
        ana.run("Show resolved comments")
        expect(ana.marker(3)).to_have_accessible_name("1 resolved comment")
    finally:
        ana.run("Show resolved comments")
    expect(ana.marker(3)).to_have_count(0)


def test_every_cell_of_a_long_notebook(ana: Person, lab: Lab, project: Project) -> None:
    path = project.add("long.ipynb", long_notebook())
    talk = Conversation(lab, project, path)
    talk.start("bo", "At the start", 0)
    talk.start("bo", "At the end", 199)
    ana.open(path)
    ana.show_panel()
    for text, cell in (
        ("At the end", "value_199 = 199"),
        ("At the start", "value_0 = 0"),
        ("At the end", "value_199 = 199"),
    ):
        ana.row(text).click()
        # JupyterLab draws a long notebook cell by cell, which takes a slow machine a while.
        expect(ana.comments()).to_contain_text(text, timeout=60_000)
        expect(ana.threads).to_be_in_viewport()
        expect(ana.notebook.get_by_text(cell)).to_be_in_viewport()
        expect(ana.threads).to_have_count(1)


def test_a_moved_cell_takes_its_thread_along(ana: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    Conversation(lab, project, path).start("bo", "Stay with me")
    ana.open(path)
    expect(ana.marker(3)).to_have_text("1")
    ana.select_cell(3)
    ana.cell(3).get_by_role("button", name="Move this cell up").click()
    expect(ana.marker(2)).to_have_text("1")
    ana.save()
    ana.tidy()
    ana.open(path)
    expect(ana.marker(2)).to_have_text("1")
    expect(ana.marker(3)).to_have_count(0)

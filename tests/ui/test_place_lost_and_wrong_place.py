"""A thread whose cell is gone is kept with what it was about; a person says where a thread belongs."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import Lab
from stage.notebooks import Project
from stage.person import Person


def delete_cell(person: Person, index: int) -> None:
    person.select_cell(index)
    person.page.keyboard.press("d")
    person.page.keyboard.press("d")


def test_place_lost(ana: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    Conversation(lab, project, path).start("bo", "Does the split leak?")
    ana.open(path)
    expect(ana.marker(3)).to_have_text("1")
    delete_cell(ana, 3)
    expect(ana.show_panel()).to_contain_text("Place lost (1)")
    ana.save()
    ana.tidy()
    ana.open(path)
    expect(ana.show_panel()).to_contain_text("Place lost (1)")
    ana.panel.get_by_role("button", name="Show text").click()
    expect(ana.panel).to_contain_text("half = len(customers) // 2")

    ana.panel.get_by_role("button", name="Pick a cell").click()
    expect(ana.notebook.get_by_text("Click the cell this comment belongs to")).to_be_visible()
    ana.editor(1).click()
    expect(ana.marker(1)).to_have_text("1")
    expect(ana.panel).not_to_contain_text("Place lost")
    expect(ana.comments()).to_contain_text("Does the split leak?")
    ana.tidy()
    ana.open(path)
    expect(ana.marker(1)).to_have_text("1")


def test_undo_brings_the_thread_back(ana: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    Conversation(lab, project, path).start("bo", "Does the split leak?")
    ana.open(path)
    expect(ana.marker(3)).to_have_text("1")
    delete_cell(ana, 3)
    expect(ana.show_panel()).to_contain_text("Place lost (1)")
    ana.select_cell(0)
    ana.page.keyboard.press("z")
    expect(ana.marker(3)).to_have_text("1")
    expect(ana.panel).not_to_contain_text("Place lost")


def test_wrong_place(ana: Person, bo: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    Conversation(lab, project, path).start("ana", "Who is a customer?")
    bo.open(path)
    ana.open(path)
    ana.marker(3).click()
    ana.choose(ana.more, "Wrong place?")
    question = ana.threads.get_by_role("group", name="Where does it belong?")
    question.get_by_role("button", name="Pick the cell").click()
    ana.page.keyboard.press("Escape")
    expect(ana.notebook.get_by_text("Click the cell this comment belongs to")).to_have_count(0)
    expect(ana.marker(3)).to_have_text("1")

    ana.choose(ana.more, "Wrong place?")
    question.get_by_role("button", name="Pick the cell").click()
    ana.cell(1).click()
    for person in (ana, bo):
        expect(person.marker(1)).to_have_text("1")
        expect(person.marker(3)).to_have_count(0)

    ana.choose(ana.more, "Wrong place?")
    question.get_by_role("button", name="Detach").click()
    for person in (ana, bo):
        expect(person.marker(1)).to_have_count(0)
        expect(person.show_panel()).to_contain_text("Place lost (1)")
    expect(ana.threads).to_contain_text("It belongs to no cell.")
    assert project.changes() == ""


def test_text_changed_since(ana: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    Conversation(lab, project, path).start("bo", "Does the split leak?")
    ana.open(path)
    expect(ana.marker(3)).to_have_text("1")
    ana.editor(3).click()
    ana.page.keyboard.press("Control+End")
    ana.page.keyboard.insert_text("\nrandom_state = 7")
    expect(ana.marker(3)).to_have_accessible_name("1 comment, 1 unread, the text has changed since")
    ana.marker(3).click()
    ana.threads.get_by_role("button", name="Show what it was about").click()
    then, now = ana.threads.get_by_role("figure").all()
    expect(then).not_to_contain_text("random_state")
    expect(now).to_contain_text("random_state = 7")

"""A comment on words inside a cell: they are marked in the editor, and the mark goes along with what is typed."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from stage.notebooks import Project
from stage.person import Person


def mark(person: Person) -> Locator:
    return person.cell(3).locator(".mlc-SelectionMark")


def test_comment_on_selection(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    bo.open(path)
    ana.open(path)

    ana.select_word(3, "train")
    ana.notebook.get_by_role("button", name="Comment", exact=True).click()
    expect(ana.notebook.locator(".mlc-NewThread-about")).to_have_text("train")
    ana.write("Shuffle first?")
    ana.send()

    for person in (ana, bo):
        expect(mark(person)).to_have_text("train")
    assert project.changes() == ""

    ana.editor(3).click()
    ana.page.keyboard.press("Control+Home")
    ana.page.keyboard.type("# fixed seed\n")
    expect(mark(ana)).to_have_text("train")
    ana.save()
    expect(mark(ana)).to_have_text("train")
    expect(ana.threads).to_contain_text("line 3")

    mark(bo).click()
    expect(bo.comments()).to_contain_text("Shuffle first?")
    expect(bo.threads.locator(".mlc-Thread-quote")).to_have_text("train")


def test_by_shortcut_and_after_reopening(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    ana.open(path)
    ana.select_word(3, "test")
    ana.page.keyboard.press("Control+Alt+m")
    expect(ana.notebook.locator(".mlc-NewThread-about")).to_have_text("test")
    ana.write("Which customers?")
    ana.send()
    ana.tidy()
    ana.open(path)
    expect(mark(ana)).to_have_text("test")
    expect(ana.marker(3)).to_have_text("1")

"""A person comments on a cell, from each of the places that offer it; the other person sees it at once."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import Lab
from stage.notebooks import Project
from stage.person import Person


def test_comment_from_the_margin(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    before = project.file(path).read_bytes()
    bo.open(path)
    ana.open(path)

    ana.add(3)
    expect(ana.notebook.get_by_text("On cell 4")).to_be_visible()
    ana.write("Does the split **leak**?")
    ana.send()

    for person in (ana, bo):
        expect(person.marker(3)).to_have_text("1")
    bo.marker(3).click()
    expect(bo.comments()).to_have_count(1)
    expect(bo.comments()).to_contain_text("Does the split leak?")
    expect(bo.comments()).to_contain_text("Ana López")
    assert project.file(path).read_bytes() == before
    assert project.changes() == ""


def from_cell_toolbar(person: Person) -> None:
    person.select_cell(3)
    person.cell(3).get_by_role("button", name=re.compile("^Comment on the selected text")).click()


def from_context_menu(person: Person) -> None:
    person.editor(3).click(button="right")
    person.menu_item("Comment on the cell").click()


def from_palette(person: Person) -> None:
    person.select_cell(3)
    person.run("Comment on the cell")


def by_shortcut(person: Person) -> None:
    person.select_cell(3)
    person.page.keyboard.press("Control+Alt+m")


def by_shortcut_while_typing(person: Person) -> None:
    person.editor(3).click()
    person.page.keyboard.press("Control+Alt+m")


def test_every_other_place_that_offers_it(ana: Person, project: Project) -> None:
    ana.open(project.add("train.ipynb"))
    ways = (from_cell_toolbar, from_context_menu, from_palette, by_shortcut, by_shortcut_while_typing)
    for number, begin in enumerate(ways, start=1):
        begin(ana)
        expect(ana.notebook.get_by_text("On cell 4")).to_be_visible()
        expect(ana.composer.get_by_role("textbox")).to_be_focused()
        ana.write(f"Comment {number}")
        ana.send()
        expect(ana.marker(3)).to_have_text(str(number))
        expect(ana.comments()).to_contain_text(f"Comment {number}")
        ana.close_thread()


def test_the_composer_stays_on_its_cell(ana: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    ana.open(path)
    ana.add(3)
    ana.write("Does the split leak?")
    ana.select_cell(1)
    ana.page.evaluate("window.jupyterapp.commands.execute('notebook:insert-cell-above')")
    expect(ana.notebook.locator(".jp-Notebook-cell")).to_have_count(8)
    expect(ana.cell(4).get_by_role("group", name="Comment", exact=True)).to_be_visible()
    expect(ana.composer.get_by_role("textbox")).to_have_value("Does the split leak?")
    ana.send()
    expect(ana.comments()).to_contain_text("Does the split leak?")
    expect(ana.marker(4)).to_have_text("1")
    expect(ana.cell(4)).to_contain_text("train, test = customers")
    (thread,) = Conversation(lab, project, path).threads()
    assert thread["anchor"]["cell"]["sourceText"].startswith("half =")


def test_the_composer_outlives_its_cell(ana: Person, project: Project) -> None:
    ana.open(project.add("train.ipynb"))
    ana.add(3)
    ana.write("Does the split leak?")
    ana.select_cell(3)
    ana.page.evaluate("window.jupyterapp.commands.execute('notebook:delete-cell')")
    expect(ana.notebook.locator(".jp-Notebook-cell")).to_have_count(6)
    expect(ana.composer.get_by_role("textbox")).to_have_value("Does the split leak?")
    ana.send()
    expect(ana.show_panel()).to_contain_text("Place lost (1)")

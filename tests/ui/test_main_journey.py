"""The main journey, where people really are: comment, answer, resolve. In other JupyterLabs, too."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from stage.environments import environment
from stage.lab import Lab
from stage.notebooks import Project, new_project
from stage.person import Person


def main_journey(ana: Person, bo: Person, project: Project, path: str) -> None:
    ana.comment(3, "Does the split leak?")
    expect(bo.marker(3)).to_have_text("1")
    bo.marker(3).click()
    expect(bo.comments()).to_contain_text("Does the split leak?")
    bo.reply("By one month, it does.")
    expect(ana.comments()).to_have_count(2)
    expect(ana.comments().nth(1)).to_contain_text("Bo Lindqvist")
    ana.threads.get_by_role("button", name="Resolve").click()
    expect(bo.threads.get_by_role("button", name="Reopen")).to_be_visible()
    for person in (ana, bo):
        expect(person.marker(3)).to_have_count(0)


def test_main_journey(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    bo.open(path)
    ana.open(path)
    main_journey(ana, bo, project, path)
    assert project.changes() == ""


def test_on_jupyterlab_4_4(new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    lab = new_lab(program=(str(environment("lab-4.4")), "-m", "jupyterlab"), windowing="full")
    project = new_project(lab.root, "old")
    path = project.add("train.ipynb")
    bo, ana = visit(lab, "bo").open(path), visit(lab, "ana").open(path)
    main_journey(ana, bo, project, path)
    expect(ana.show_panel()).to_contain_text("Nothing is open.")
    assert project.changes() == ""


def test_with_jupyter_collaboration(new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    lab = new_lab(program=(str(environment("collaboration")), "-m", "jupyterlab"))
    project = new_project(lab.root, "together")
    path = project.add("train.ipynb")
    bo, ana = visit(lab, "bo").open(path), visit(lab, "ana").open(path)
    main_journey(ana, bo, project, path)

    # The text itself is shared as well: a mark and a marker follow what the other one types.
    ana.select_word(1, "customers")
    ana.page.keyboard.press("Control+Alt+m")
    ana.write("From which month?")
    ana.send()
    mark = bo.cell(1).locator(".mlc-SelectionMark")
    expect(mark).to_have_text("customers")
    ana.editor(1).click()
    ana.page.keyboard.press("Control+Home")
    ana.page.keyboard.type("# all of them\n")
    expect(bo.editor(1)).to_contain_text("# all of them")
    expect(mark).to_have_text("customers")


def bear_with_settings(person: Person) -> None:
    """JupyterLab's plugin for shortcuts hears in Notebook 7 that settings changed before its own are loaded."""
    person.tolerate("Cannot read properties of undefined (reading 'schema')")


def test_in_notebook_7(new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    lab = new_lab(program=(str(environment("notebook-7")), "-m", "notebook"), page="notebooks")
    project = new_project(lab.root, "classic")
    path = project.add("train.ipynb")
    bo, ana = visit(lab, "bo", path, bear_with_settings), visit(lab, "ana", path, bear_with_settings)
    main_journey(ana, bo, project, path)
    assert project.changes() == ""

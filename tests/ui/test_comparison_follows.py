"""A comparison that is open follows the notebook, and stays where its reader is."""

from __future__ import annotations

import json
import re

from playwright.sync_api import expect

from stage.comparison import cell, changes, entry, history, side
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project, code, notebook, written
from stage.person import Person

pytestmark = ONE_WINDOWING


def test_what_somebody_else_writes_into_the_file(ana: Person, project: Project) -> None:
    path = history(project)
    entry(ana, project.name, "train.ipynb").click(button="right")
    ana.menu_item("Compare with HEAD").click()
    expect(changes(ana)).to_contain_text("Nothing changed since")
    project.file(path).write_text(written(notebook([code("value", "value = 9")])), encoding="utf-8")
    expect(changes(ana).locator(".cm-merge-b .cm-changedLine")).to_have_text("value = 9")
    project.git("checkout", "--quiet", "--", "train.ipynb")
    expect(changes(ana)).to_contain_text("Nothing changed since")


def test_the_reader_stays_where_they_are_while_cells_come_above(ana: Person, project: Project) -> None:
    cells = [code(f"cell-{index}", f"value_{index} = {index}") for index in range(60)]
    path = project.add("long.ipynb", notebook(cells))
    edited = [each if index % 5 else each | {"source": [f"edited_{index} = 1"]} for index, each in enumerate(cells)]
    project.file(path).write_text(written(notebook(edited)), encoding="utf-8")
    entry(ana, project.name, "long.ipynb").click(button="right")
    ana.menu_item("Compare with HEAD").click()
    expect(changes(ana)).to_contain_text("12 of 60 cells changed")
    for _ in range(6):
        ana.page.keyboard.press("n")
    current = changes(ana).locator("[aria-current=true]")
    expect(current).to_contain_text("edited_25")
    fold = current.locator("xpath=ancestor::*[@role='listitem']/following-sibling::*").first.get_by_role("button")
    fold.click()
    expect(cell(ana, 27)).to_contain_text("value_26")
    expect(current).to_be_in_viewport()
    above = current.bounding_box()

    project.file(path).write_text(written(notebook([code("new", "new = 1"), *edited])), encoding="utf-8")
    expect(changes(ana)).to_contain_text("13 of 61 cells changed")
    expect(cell(ana, 28)).to_contain_text("value_26")
    expect(current).to_contain_text("edited_25")
    assert current.bounding_box() == above


def test_an_edit_in_the_notebook_while_its_tab_is_hidden(ana: Person, project: Project) -> None:
    path = history(project)
    ana.open(path)
    ana.notebook.get_by_role("button", name=re.compile("^Changes")).click()
    expect(changes(ana)).to_contain_text("Nothing changed since")
    ana.page.get_by_role("tab", name="train.ipynb", exact=True).click()
    ana.replace_source(0, "value = 7")
    ana.page.get_by_role("tab", name="Changes: train.ipynb").click()
    expect(changes(ana).locator(".cm-merge-b .cm-changedLine")).to_have_text("value = 7")
    assert json.loads(project.file(path).read_text())["cells"][0]["source"] == ["value = 3"]


def test_a_renamed_notebook(ana: Person, project: Project) -> None:
    path = history(project)
    entry(ana, project.name, "train.ipynb").click(button="right")
    ana.menu_item("Compare with HEAD").click()
    expect(changes(ana)).to_contain_text("Nothing changed since")
    ana.rename(path, "fit.ipynb")
    expect(ana.page.get_by_role("tab", name="Changes: fit.ipynb")).to_be_visible()
    project.git("add", "--all")
    changes(ana).get_by_role("button", name="Compare again").click()
    expect(changes(ana)).to_contain_text("Nothing changed since")
    expect(side(ana, "Old side")).to_have_attribute("title", re.compile("as train.ipynb"))

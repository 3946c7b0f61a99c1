"""Comparisons that begin in the file browser."""

from __future__ import annotations

import os

from playwright.sync_api import expect

from stage.comparison import box, changes, entry, offers, picker, side
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import Project, code, notebook, written
from stage.person import Person

pytestmark = ONE_WINDOWING


def test_two_selected_notebooks_in_a_sub_folder(ana: Person, project: Project) -> None:
    project.add("models/new.ipynb", notebook([code("value", "value = 2")]))
    project.add("models/old.ipynb", notebook([code("value", "value = 1")]))
    os.utime(project.file("models/old.ipynb"), (1e9, 1e9))
    folder = f"{project.name}/models"
    entry(ana, folder, "new.ipynb").click()
    entry(ana, folder, "old.ipynb").click(modifiers=["Control"])
    entry(ana, folder, "old.ipynb").click(button="right")
    expect(ana.menu_item("Compare with …")).to_be_hidden()
    ana.menu_item("Compare selected").click()
    expect(changes(ana)).to_contain_text("old.ipynb→new.ipynb")
    expect(changes(ana).locator(".cm-merge-a .cm-changedLine")).to_have_text("value = 1")
    expect(changes(ana).locator(".cm-merge-b .cm-changedLine")).to_have_text("value = 2")
    assert project.changes() == ""


def test_one_selected_notebook_cannot_be_compared_with_itself(ana: Person, project: Project) -> None:
    project.add("train.ipynb")
    entry(ana, project.name, "train.ipynb").click(button="right")
    expect(ana.menu_item("Compare with HEAD")).to_be_visible()
    expect(ana.menu_item("Compare selected")).to_be_hidden()


def test_compare_with_lets_one_choose(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb", notebook([code("value", "value = 1")]))
    project.git("tag", "v1")
    project.file(path).write_text(written(notebook([code("value", "value = 2")])), encoding="utf-8")
    entry(ana, project.name, "train.ipynb").click(button="right")
    ana.menu_item("Compare with …").click()
    expect(box(ana)).to_be_focused()
    expect(changes(ana)).to_contain_text("Choose what to compare the notebook with.")
    offers(ana).filter(has_text="v1").first.click()
    expect(changes(ana)).to_contain_text("v1→Saved")
    expect(changes(ana).locator(".cm-merge-b .cm-changedLine")).to_have_text("value = 2")


def test_without_git_notebooks_can_still_be_compared(ana: Person, lab: Lab, project: Project) -> None:
    folder = lab.root / f"no-git-{project.name}"
    folder.mkdir()
    for number in (1, 2):
        cells = [code("value", f"value = {number}")]
        (folder / f"{number}.ipynb").write_text(written(notebook(cells)), encoding="utf-8")
    entry(ana, folder.name, "2.ipynb").click(button="right")
    ana.menu_item("Compare with …").click()
    expect(picker(ana)).to_contain_text("This project is not in a git repository.")
    offers(ana).filter(has_text="1.ipynb").click()
    expect(changes(ana).locator(".cm-merge-a .cm-changedLine")).to_have_text("value = 1")

    side(ana, "Old side").click()
    box(ana).fill(f"/{project.name}/train.ipynb")
    ana.page.keyboard.press("Enter")
    expect(picker(ana).get_by_role("alert")).to_contain_text("This notebook belongs to another project.")


def test_a_notebook_that_cannot_be_read_is_compared_as_text(ana: Person, project: Project) -> None:
    project.add("good.ipynb", notebook([code("value", "value = 1")]))
    project.add("bad.ipynb", '{"cells": [,\n')
    entry(ana, project.name, "good.ipynb").click()
    entry(ana, project.name, "bad.ipynb").click(modifiers=["Control"])
    entry(ana, project.name, "bad.ipynb").click(button="right")
    ana.menu_item("Compare selected").click()
    expect(changes(ana)).to_contain_text("line 1")
    expect(changes(ana).locator(".cm-changedLine").filter(has_text='{"cells": [,')).to_have_count(1)

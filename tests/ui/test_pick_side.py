"""Another version chosen for a side of a comparison, in place."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from stage.comparison import box, changes, commit, history, offers, picker, side
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project, code, notebook
from stage.person import Person

pytestmark = ONE_WINDOWING


def test_a_side_is_picked_by_keyboard(ana: Person, project: Project) -> None:
    path = history(project)
    ana.open(path)
    ana.notebook.get_by_role("button", name=re.compile("^Changes")).click()
    expect(changes(ana)).to_contain_text("Nothing changed since")

    side(ana, "Old side").focus()
    ana.page.keyboard.press("Enter")
    expect(box(ana)).to_be_focused()
    for label in ("Unsaved", "Saved", "Checkpoint", "HEAD", "Staged", "Take three", "main", "try/two", "v1"):
        expect(offers(ana).filter(has_text=label).first).to_be_visible()
    expect(picker(ana).get_by_role("option", selected=True)).to_contain_text("HEAD")

    ana.page.keyboard.type("v1")
    expect(picker(ana).get_by_role("option", selected=True)).to_contain_text("v1")
    ana.page.keyboard.press("Enter")
    expect(picker(ana)).to_have_count(0)
    expect(side(ana, "Old side")).to_be_focused()
    expect(changes(ana)).to_contain_text("v1→Unsaved")
    expect(changes(ana).locator(".cm-merge-a .cm-changedLine")).to_have_text("value = 1")
    expect(changes(ana).locator(".cm-merge-b .cm-changedLine")).to_have_text("value = 3")

    ana.page.keyboard.press("Enter")
    ana.page.keyboard.press("ArrowDown")
    ana.page.keyboard.press("Escape")
    expect(picker(ana)).to_have_count(0)
    expect(changes(ana)).to_contain_text("v1→Unsaved")


def test_both_sides_are_picked_by_mouse_and_swapped(ana: Person, project: Project) -> None:
    path = history(project)
    ana.open(path)
    ana.notebook.get_by_role("button", name=re.compile("^Changes")).click()
    side(ana, "New side").click()
    picker(ana).get_by_role("group", name="Branches", exact=True).get_by_text("try/two").click()
    expect(changes(ana)).to_contain_text("HEAD→try/two")
    expect(changes(ana).locator(".cm-merge-b .cm-changedLine")).to_have_text("value = 2")

    side(ana, "Old side").click()
    picker(ana).get_by_text("Common to HEAD and try/two").click()
    expect(changes(ana)).to_contain_text("Common to HEAD and try/two→try/two")
    expect(changes(ana).locator(".cm-merge-a .cm-changedLine")).to_have_text("value = 1")
    changes(ana).get_by_role("button", name="Swap the sides").click()
    expect(changes(ana)).to_contain_text("try/two→Common to HEAD and try/two")


def test_a_revision_that_does_not_exist_keeps_what_was_typed(ana: Person, project: Project) -> None:
    path = history(project)
    ana.open(path)
    ana.notebook.get_by_role("button", name=re.compile("^Changes")).click()
    side(ana, "Old side").click()
    ana.page.keyboard.type("no-such-branch")
    ana.page.keyboard.press("Enter")
    expect(picker(ana).get_by_role("alert")).to_contain_text("Git knows no commit “no-such-branch” here.")
    expect(box(ana)).to_have_value("no-such-branch")
    expect(box(ana)).to_be_focused()
    expect(side(ana, "Old side")).to_have_text("HEAD")

    box(ana).fill("HEAD~1")
    expect(picker(ana).get_by_role("alert")).to_have_count(0)
    ana.page.keyboard.press("Enter")
    expect(changes(ana)).to_contain_text("HEAD~1→Unsaved")


def test_another_notebook_is_a_side(ana: Person, project: Project) -> None:
    path = history(project)
    project.add("models/copy.ipynb", notebook([code("value", "value = 4")]))
    project.add("beside.ipynb", notebook([code("value", "value = 5")]))
    ana.open(path)
    ana.notebook.get_by_role("button", name=re.compile("^Changes")).click()
    side(ana, "Old side").click()
    offers(ana).filter(has_text="beside.ipynb").click()
    expect(side(ana, "Old side")).to_have_text("beside.ipynb")
    expect(side(ana, "New side")).to_have_text("train.ipynb (Unsaved)")
    expect(changes(ana).locator(".cm-merge-a .cm-changedLine")).to_have_text("value = 5")

    side(ana, "Old side").click()
    box(ana).fill("models/none.ipynb")
    ana.page.keyboard.press("Enter")
    expect(picker(ana).get_by_role("alert")).to_contain_text("There is no saved notebook at this path.")
    box(ana).fill("models/copy.ipynb")
    ana.page.keyboard.press("Enter")
    expect(side(ana, "Old side")).to_have_text("copy.ipynb")
    expect(changes(ana).locator(".cm-merge-a .cm-changedLine")).to_have_text("value = 4")


def test_names_that_turn_text_around_are_spelled_out(ana: Person, project: Project) -> None:
    path = history(project)
    project.git("branch", "safe\u202egnirts")
    commit(project, path, "value = 6", "<img src=x onerror=alert(1)>")
    ana.open(path)
    ana.notebook.get_by_role("button", name=re.compile("^Changes")).click()
    side(ana, "Old side").click()
    expect(offers(ana).filter(has_text="safe[U+202E]gnirts").first).to_be_visible()
    expect(offers(ana).filter(has_text="<img src=x onerror=alert(1)>")).to_be_visible()

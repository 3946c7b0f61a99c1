"""Versions that somebody chooses, merged into a notebook."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from stage.comparison import box, changes, entry, history, offers
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import Project, code, notebook, written
from stage.person import Person
from stage.waiting import until

pytestmark = ONE_WINDOWING


def tab(person: Person) -> Locator:
    return person.page.locator(".mlc-MergeTab:visible")


def version(person: Person, which: str) -> Locator:
    """The button that names a version: *Ours*, *Theirs*, *Common ancestor*."""
    return tab(person).locator(f'button[aria-description="{which}"]')


@pytest.fixture
def path(project: Project) -> str:
    """A notebook of which another branch has another version."""
    return history(project)


def pick(person: Person, name: str) -> None:
    expect(box(person)).to_be_focused()
    person.page.keyboard.insert_text(name)
    expect(offers(person).filter(has_text=name).first).to_be_visible()
    person.page.keyboard.press("Enter")


def test_a_branch_is_merged_into_a_notebook(ana: Person, lab: Lab, project: Project, path: str) -> None:
    entry(ana, project.name, "train.ipynb").click(button="right")
    ana.menu_item("Merge with …").click()
    expect(tab(ana)).to_contain_text("Choose the version to merge into the notebook.")
    # The list is open, unless a file browser that was still busy has taken the keyboard back.
    if not box(ana).is_visible():
        version(ana, "Theirs").click()
    pick(ana, "try/two")
    expect(tab(ana)).to_contain_text("1 of 1 conflict left")
    expect(version(ana, "Common ancestor")).to_have_text("Common to HEAD and try/two")
    expect(version(ana, "Theirs")).to_have_text("try/two")
    expect(tab(ana)).not_to_contain_text("what is merged into it")

    until(lambda: lab.remembers("try/two"), otherwise="The tab was not remembered.")
    ana.page.reload()
    ana.wait_for_lab()
    expect(tab(ana)).to_contain_text("1 of 1 conflict left")
    expect(version(ana, "Theirs")).to_have_text("try/two")
    version(ana, "Theirs").click()
    pick(ana, "no-such-branch")
    expect(tab(ana).get_by_role("alert")).to_contain_text("Git knows no commit “no-such-branch” here.")
    ana.page.keyboard.press("Escape")
    expect(version(ana, "Theirs")).to_be_focused()
    tab(ana).get_by_role("button", name="Take both").click()

    somebody = written(notebook([code("value", "value = 4")]))
    project.file(path).write_text(somebody, encoding="utf-8")
    with ana.tolerating("status of 409"):
        tab(ana).get_by_role("button", name="Save merged notebook").click()
        question = tab(ana).get_by_role("alertdialog", name="Replace the file?")
        expect(question).to_contain_text("The file has changed since this merge was opened.")
        assert project.file(path).read_text(encoding="utf-8") == somebody
        question.get_by_role("button", name="Save anyway").click()
    expect(tab(ana)).to_contain_text("Saved.")
    expect(tab(ana)).not_to_contain_text("git add")
    assert "".join(project.cells(path)[0]["source"]) == "value = 3\nvalue = 2"


def test_unsaved_edits_are_merged_from_the_comparison(ana: Person, project: Project, path: str) -> None:
    ana.open(path)
    ana.replace_source(0, "value = 5")
    ana.notebook.get_by_role("button", name=re.compile("^Changes")).click()
    changes(ana).locator('button[aria-description="Old side"]').click()
    pick(ana, "try/two")
    expect(changes(ana)).to_contain_text("try/two→Unsaved")
    changes(ana).get_by_label("More about this comparison").click()
    changes(ana).get_by_role("button", name="Merge these versions …").click()
    expect(tab(ana)).to_contain_text("1 of 1 conflict left")
    expect(version(ana, "Ours")).to_have_text("Unsaved")
    tab(ana).get_by_role("button", name="Take both").click()
    tab(ana).get_by_role("button", name="Save merged notebook").click()
    expect(tab(ana)).to_contain_text("Saved.")
    assert "".join(project.cells(path)[0]["source"]) == "value = 5\nvalue = 2"
    tab(ana).get_by_role("button", name="Open notebook").click()
    expect(ana.editor(0)).to_contain_text("value = 2")

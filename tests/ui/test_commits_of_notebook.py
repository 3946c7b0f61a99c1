"""The commits that touched a notebook, and what each of them changed in it."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from stage.comparison import changes, commit, commits, entry, rows
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import Project, code, notebook, written
from stage.person import Person

pytestmark = ONE_WINDOWING


def test_a_commit_is_compared_with_the_one_before_and_with_now(ana: Person, project: Project) -> None:
    path = project.add("first.ipynb", notebook([code("value", "value = 1")]))
    project.git("mv", "first.ipynb", "train.ipynb")
    project.git("commit", "--quiet", "--message", "Rename the notebook")
    path = path.replace("first", "train")
    commit(project, path, "value = 2", "Make it two")
    commit(project, path, "value = 3", "Make it three")
    ana.open(path)
    ana.run("Show commits of this notebook")
    for row, words in enumerate(("Make it three", "Make it two", "Rename the notebook", "Add first.ipynb")):
        expect(rows(ana).nth(row)).to_contain_text(words)
        expect(rows(ana).nth(row)).to_contain_text("Chidi Okafor")
    expect(rows(ana).nth(1)).to_contain_text("1 changed")
    expect(rows(ana).nth(2)).to_contain_text("no cell changed")
    expect(rows(ana).nth(3)).to_contain_text("1 added")

    rows(ana).nth(1).get_by_text("Make it two").click()
    expect(rows(ana).nth(1)).to_have_attribute("aria-current", "true")
    expect(changes(ana)).to_contain_text("value = 2")
    expect(changes(ana)).to_contain_text("1 of 1 cell changed")
    ana.page.keyboard.press("ArrowDown")
    ana.page.keyboard.press("ArrowDown")
    ana.page.keyboard.press("Enter")
    expect(rows(ana).nth(3)).to_have_attribute("aria-current", "true")
    expect(changes(ana)).to_contain_text("added")

    rows(ana).nth(3).get_by_role("button", name=re.compile("with now$")).click()
    expect(changes(ana)).to_contain_text("→Unsaved")
    expect(changes(ana)).to_contain_text("value = 3")
    changes(ana).get_by_role("button", name="Commits of this notebook").click()
    expect(commits(ana)).to_have_count(0)
    assert project.changes() == ""


def test_more_commits_come_while_one_scrolls(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb", notebook([code("value", "value = 0")]))
    for number in range(1, 45):
        commit(project, path, f"value = {number}", f"Number {number}")
    entry(ana, project.name, "train.ipynb").click(button="right")
    ana.menu_item("Show commits").click()
    expect(rows(ana)).to_have_count(30)
    expect(rows(ana).last).not_to_contain_text("1 changed")
    rows(ana).last.scroll_into_view_if_needed()
    commits(ana).hover()
    ana.page.mouse.wheel(0, 5000)
    expect(rows(ana)).to_have_count(45)
    ana.page.mouse.wheel(0, 5000)
    expect(rows(ana).last).to_contain_text("1 added")
    expect(rows(ana).nth(43)).to_contain_text("1 changed")


def test_a_notebook_that_nobody_committed(ana: Person, project: Project) -> None:
    (project.folder / "new.ipynb").write_text(written(notebook()), encoding="utf-8")
    ana.open(f"{project.name}/new.ipynb")
    ana.run("Show commits of this notebook")
    expect(commits(ana)).to_contain_text("No commit has this notebook yet.")


def test_before_the_first_commit_of_a_repository(ana: Person, lab: Lab, project: Project) -> None:
    folder = lab.root / f"fresh-{project.name}"
    folder.mkdir()
    fresh = Project(folder, folder.name)
    fresh.git("init", "--quiet")
    (folder / "new.ipynb").write_text(written(notebook([code("value", "value = 1")])), encoding="utf-8")
    ana.open(f"{folder.name}/new.ipynb")
    ana.run("Show commits of this notebook")
    expect(commits(ana)).to_contain_text("No commit has this notebook yet.")
    expect(changes(ana)).to_contain_text("1 of 1 cell changed")


def test_without_git_the_sentence_says_so(ana: Person, lab: Lab, project: Project) -> None:
    folder = lab.root / f"plain-{project.name}"
    folder.mkdir()
    (folder / "new.ipynb").write_text(written(notebook()), encoding="utf-8")
    entry(ana, folder.name, "new.ipynb").click(button="right")
    ana.menu_item("Show commits").click()
    expect(commits(ana).get_by_role("alert")).to_contain_text("This project is not in a git repository.")


def test_with_a_detached_head(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb", notebook([code("value", "value = 1")]))
    commit(project, path, "value = 2", "Make it two")
    project.git("checkout", "--quiet", "--detach", "HEAD~1")
    ana.open(path)
    ana.run("Show commits of this notebook")
    expect(rows(ana)).to_have_count(1)
    expect(rows(ana)).to_contain_text("Add train.ipynb")

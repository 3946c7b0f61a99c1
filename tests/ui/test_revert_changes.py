"""What changed is put back into the open notebook, from the list of changes."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Route, expect

from stage.notebooks import PIXEL, Project, code, image_output, markdown, notebook, text_output, written
from stage.person import Person

LONG = "\n".join(f"step_{number} = {number}" for number in range(40))


def changes(person: Person) -> Locator:
    """The tab that shows changes."""
    return person.page.locator(".mlc-Changes:visible")


def cell(person: Person, number: int) -> Locator:
    """A cell in that tab, by its number from 1."""
    return changes(person).get_by_role("region", name=f"Cell {number}", exact=True)


def show(person: Person, path: str) -> None:
    """Opens a notebook and its changes since the last commit."""
    person.open(path)
    person.notebook.get_by_role("button", name=re.compile("^Changes")).click()
    expect(changes(person)).to_contain_text(re.compile("cells? changed"))


def go_back(person: Person, path: str) -> None:
    """Shows the notebook again, whose tab is still open."""
    person.page.evaluate("path => { window.jupyterapp.commands.execute('docmanager:open', { path }); }", path)
    expect(person.notebook).to_have_count(1)


def said(person: Person, sentence: str) -> Locator:
    """A toast, by its sentence."""
    return person.page.locator(".Toastify__toast").filter(has_text=sentence)


def sources(project: Project, path: str) -> list[str]:
    return ["".join(each["source"]) for each in project.cells(path)]


def answer_read_only(route: Route) -> None:
    """Answers as for a file that the server may not write."""
    route.fulfill(json={**route.fetch().json(), "writable": False})


def test_every_kind_of_change_is_put_back(ana: Person, project: Project) -> None:
    before = [
        markdown("kind", "# A title"),
        code("edited", "half = 2", text_output("old\n"), count=1),
        code("plot", "draw()", image_output(), count=3),
        code("gone", "remove_me = True", text_output("of old\n"), count=4),
        markdown("moved", "This moves."),
        markdown("end", "The end"),
    ]
    after = [
        markdown("moved", "This moves."),
        code("kind", "# A title"),
        code("edited", "half = 3", text_output("new\n"), count=5),
        code("plot", "draw()", text_output("no plot\n"), count=6),
        code("new", "for each in range(3):\n    print(each)"),
        markdown("end", "The end"),
    ]
    path = project.add("kinds.ipynb", notebook(before))
    project.file(path).write_text(written(notebook(after)), encoding="utf-8")
    show(ana, path)
    while changes(ana).get_by_role("button", name="Revert cell").count():
        left = changes(ana).get_by_role("button", name="Revert cell").count()
        changes(ana).get_by_role("button", name="Revert cell").first.click()
        expect(changes(ana).get_by_role("button", name="Revert cell")).not_to_have_count(left)
    expect(changes(ana)).to_contain_text("Nothing changed since")
    expect(ana.page.locator(".Toastify__toast")).to_have_count(1)
    go_back(ana, path)
    ana.save()
    assert project.cells(path) == before
    assert project.cells(path)[2]["outputs"][0]["data"]["image/png"].strip() == PIXEL


def test_a_cell_is_put_back_and_that_is_undone(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("long.ipynb", notebook([code("one", LONG), code("two", "kept = 1")]))
    ana.open(path)
    ana.replace_source(1, "kept = 2")
    ana.notebook.get_by_role("button", name=re.compile("^Changes")).click()
    cell(ana, 2).get_by_role("button", name="Revert cell").click()
    expect(said(ana, "Cell 2 reverted")).to_be_visible()
    expect(changes(ana)).to_contain_text("Nothing changed since")

    said(ana, "Cell 2 reverted").get_by_role("button", name="Undo").click()
    expect(cell(ana, 2).locator(".cm-merge-b .cm-changedText")).to_have_text("2")
    cell(ana, 2).get_by_role("button", name="Revert cell").click()
    expect(changes(ana)).to_contain_text("Nothing changed since")

    go_back(ana, path)
    expect(ana.editor(1)).to_have_text("kept = 1")
    ana.editor(1).click()
    ana.page.keyboard.press("Control+z")
    expect(ana.editor(1)).to_have_text("kept = 2")
    ana.page.keyboard.press("Control+Shift+z")
    expect(ana.editor(1)).to_have_text("kept = 1")
    ana.save()
    assert project.changes() == ""
    bo.open(path)
    expect(bo.editor(1)).to_have_text("kept = 1")


def test_a_hunk_is_put_back_in_both_layouts(ana: Person, project: Project) -> None:
    path = project.add("long.ipynb", notebook([code("one", LONG)]))
    edited = LONG.replace("step_3 = 3", "step_3 = '😀'").replace("step_20 = 20\n", "") + "\nlast = True"
    project.file(path).write_text(written(notebook([code("one", edited)])), encoding="utf-8")
    show(ana, path)
    hunks = cell(ana, 1).get_by_role("button", name="Revert these lines")
    expect(hunks).to_have_count(3)
    expect(cell(ana, 1).locator(".cm-merge-b .cm-changedText")).to_have_text(["'😀'", "last = True"])
    hunks.nth(1).focus()
    ana.page.keyboard.press("Enter")
    expect(hunks).to_have_count(2)
    expect(said(ana, "Lines in cell 1 reverted")).to_be_visible()

    changes(ana).get_by_role("button", name="Unified").click()
    expect(cell(ana, 1).locator(".cm-deletedChunk")).to_have_count(2)
    hunks.last.click()
    expect(hunks).to_have_count(1)
    changes(ana).get_by_role("button", name="Split").click()
    changes(ana).get_by_role("button", name="Swap the sides").click()
    expect(changes(ana)).to_contain_text("Unsaved→HEAD")
    hunks.click()
    expect(changes(ana)).to_contain_text("Nothing changed since")
    go_back(ana, path)
    ana.save()
    assert sources(project, path) == [LONG]


def test_a_saved_notebook_is_opened_to_put_a_cell_back(ana: Person, project: Project) -> None:
    path = project.add("saved.ipynb", notebook([code("one", "a = 1"), code("two", "b = 1")]))
    project.file(path).write_text(written(notebook([code("one", "a = 2"), code("two", "b = 2")])), encoding="utf-8")
    entry = ana.show_folder(project.name).locator(".jp-DirListing-item").filter(has_text="saved.ipynb")
    entry.click(button="right")
    ana.menu_item("Compare with HEAD").click()
    expect(changes(ana)).to_contain_text("HEAD→Saved")
    cell(ana, 2).get_by_role("button", name="Revert cell").click()
    expect(changes(ana)).to_contain_text("HEAD→Unsaved")
    expect(changes(ana)).to_contain_text("1 of 2 cells changed")
    assert sources(project, path) == ["a = 2", "b = 2"]
    go_back(ana, path)
    ana.save()
    assert sources(project, path) == ["a = 2", "b = 1"]


def test_what_was_edited_since_is_not_put_back(ana: Person, project: Project) -> None:
    path = project.add("saved.ipynb", notebook([code("one", "a = 1"), code("two", "b = 1")]))
    project.file(path).write_text(written(notebook([code("one", "a = 2"), code("two", "b = 1")])), encoding="utf-8")
    ana.open(path)
    ana.replace_source(0, "a = 3")
    entry = ana.show_folder(project.name).locator(".jp-DirListing-item").filter(has_text="saved.ipynb")
    entry.click(button="right")
    ana.menu_item("Compare with HEAD").click()
    cell(ana, 1).get_by_role("button", name="Revert cell").click()
    expect(cell(ana, 1).get_by_role("alert")).to_contain_text("has changed since it was compared")
    expect(cell(ana, 1).locator(".cm-merge-b")).to_contain_text("a = 3")
    go_back(ana, path)
    expect(ana.editor(0)).to_have_text("a = 3")


def test_a_read_only_notebook_has_nothing_put_back(ana: Person, project: Project) -> None:
    path = project.add("locked.ipynb", notebook([code("one", "a = 1")]))
    project.file(path).write_text(written(notebook([code("one", "a = 2")])), encoding="utf-8")
    ana.page.route(re.compile(r"/api/contents/.*locked\.ipynb(\?|$)"), answer_read_only)
    show(ana, path)
    expect(cell(ana, 1)).to_contain_text("Go to cell")
    expect(changes(ana).get_by_role("button", name=re.compile("^Revert"))).to_have_count(0)
    ana.page.unroute_all()

"""Going through what changed: what was seen, where changes are, what moved where."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project, code, markdown, notebook, written
from stage.person import Person
from stage.waiting import until

pytestmark = ONE_WINDOWING


def changes(person: Person) -> Locator:
    """The tab that shows changes."""
    return person.page.locator(".mlc-Changes:visible")


def cell(person: Person, number: int) -> Locator:
    """A cell in that tab, by its number from 1."""
    return changes(person).get_by_role("region", name=f"Cell {number}", exact=True)


def compare(person: Person, project: Project, name: str) -> None:
    """Compares a saved notebook with the last commit."""
    entry = person.show_folder(project.name).locator(".jp-DirListing-item").filter(has_text=name)
    entry.click(button="right")
    person.menu_item("Compare with HEAD").click()
    expect(changes(person)).to_contain_text(re.compile("cells? changed"))


def edit(project: Project, path: str, cells: list[dict[str, Any]]) -> None:
    project.file(path).write_text(written(notebook(cells)), encoding="utf-8")


def test_what_was_seen_stays_so_until_it_changes(ana: Person, bo: Person, project: Project) -> None:
    before = [code(f"cell-{index}", f"value_{index} = {index}") for index in range(3)]
    path = project.add("seen.ipynb", notebook(before))
    after = [each | {"source": [f"value_{index} = {index} + 1"]} for index, each in enumerate(before)]
    edit(project, path, after)
    compare(ana, project, "seen.ipynb")
    cell(ana, 2).get_by_label("Seen").check()
    expect(changes(ana)).to_contain_text("1 of 3 seen")
    expect(cell(ana, 2).locator(".cm-editor")).to_have_count(0)

    changes(ana).get_by_role("list").focus()
    ana.page.keyboard.press("n")
    ana.page.keyboard.press("n")
    expect(cell(ana, 3)).to_have_attribute("aria-current", "true")
    ana.page.keyboard.press("v")
    expect(cell(ana, 3).get_by_label("Seen")).to_be_checked()
    ana.page.keyboard.press("p")
    expect(cell(ana, 1)).to_have_attribute("aria-current", "true")
    ana.page.keyboard.press("c")
    expect(cell(ana, 1).locator(".cm-editor")).to_have_count(0)
    ana.page.keyboard.press("c")
    expect(cell(ana, 1).locator(".cm-merge-b")).to_contain_text("value_0 = 0 + 1")

    ana.reload()
    compare(ana, project, "seen.ipynb")
    expect(changes(ana)).to_contain_text("2 of 3 seen")
    after[1] = after[1] | {"source": ["value_1 = 7"]}
    edit(project, path, after)
    changes(ana).get_by_role("button", name="Compare again").click()
    expect(changes(ana)).to_contain_text("1 of 3 seen")
    expect(cell(ana, 2).locator(".cm-merge-b")).to_contain_text("value_1 = 7")

    compare(bo, project, "seen.ipynb")
    expect(cell(bo, 3).get_by_label("Seen")).not_to_be_checked()
    expect(changes(bo)).not_to_contain_text("of 3 seen")


def test_the_ruler_shows_where_changes_are(ana: Person, project: Project) -> None:
    before = [code(f"cell-{index}", f"value_{index} = {index}") for index in range(1000)]
    path = project.add("long.ipynb", notebook(before))
    edited = [each | {"source": [f"value_{index} = {index} + 1"]} for index, each in enumerate(before)]
    edited[500:501] = []
    edit(project, path, edited)
    compare(ana, project, "long.ipynb")
    marks = changes(ana).locator(".mlc-Ruler-mark")
    expect(marks.first).to_be_attached()
    assert marks.count() < 50
    assert changes(ana).locator("*").count() < 3000
    # The mark shifts a little while cells in view are measured; a person clicks where it is.
    removed_mark = marks.and_(changes(ana).locator(".mlc-mod-removed"))
    place = until(removed_mark.bounding_box)
    assert place is not None
    ana.page.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    removed = changes(ana).locator(".mlc-CellChange.mlc-mod-removed")
    expect(removed).to_be_in_viewport()
    expect(removed).to_contain_text("value_500 = 500")
    assert changes(ana).locator("*").count() < 3000


def test_a_moved_cell_leads_to_where_it_was(ana: Person, project: Project) -> None:
    before = [markdown(f"text-{index}", f"Paragraph {index} of the report, on subject {index}.") for index in range(40)]
    path = project.add("moved.ipynb", notebook(before))
    after = [*before[:5], *before[6:], before[5]]
    edit(project, path, after)
    compare(ana, project, "moved.ipynb")
    changes(ana).get_by_role("button", name="moved from 6 to 40").click()
    expect(cell(ana, 5)).to_have_attribute("aria-current", "true")
    expect(cell(ana, 5)).to_contain_text("Paragraph 4")


def test_only_one_kind_of_change_is_listed(ana: Person, project: Project) -> None:
    before = [code("a", "first = 1"), code("b", "second = 2"), markdown("c", "The end")]
    path = project.add("kinds.ipynb", notebook(before))
    edit(project, path, [code("a", "first = 2"), before[1], before[2], markdown("d", "A note on data")])
    compare(ana, project, "kinds.ipynb")
    expect(cell(ana, 1)).to_be_visible()
    changes(ana).get_by_text("Show", exact=True).click()
    changes(ana).get_by_label("Only").select_option("added")
    expect(cell(ana, 4)).to_be_visible()
    expect(cell(ana, 1)).to_have_count(0)
    changes(ana).get_by_label("Only").select_option("moved")
    expect(changes(ana)).to_contain_text("No change of this kind: moved.")
    changes(ana).get_by_label("Only").select_option("all changes")
    expect(cell(ana, 1)).to_be_visible()


def test_lines_and_cells_that_are_the_same_open_by_steps(ana: Person, project: Project) -> None:
    lines = [f"step_{number} = {number}" for number in range(100)]
    path = project.add("long.ipynb", notebook([code("a", "\n".join(lines))]))
    lines[60] = "step_60 = 'edited'"
    edit(project, path, [code("a", "\n".join(lines))])
    compare(ana, project, "long.ipynb")
    after = cell(ana, 1).locator(".cm-merge-b")
    after.get_by_role("button", name="57 unchanged lines").wait_for()
    expect(after).not_to_contain_text("step_47 = 47")
    after.get_by_title("Show 10 lines more from below").first.click()
    expect(after).to_contain_text("step_47 = 47")
    expect(cell(ana, 1).locator(".cm-merge-a")).to_contain_text("step_47 = 47")
    after.get_by_role("button", name="47 unchanged lines").click()
    expect(after).to_contain_text("step_0 = 0")

"""What changed in a notebook since the last commit, as somebody reads it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from stage.lab import Lab
from stage.notebooks import PIXEL, TRAIN, Project, code, image_output, markdown, notebook, text_output, written
from stage.person import SIZE, Person

# A blue pixel, as a plot drawn anew would be stored.
OTHER_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGMQsbnzHwADwAIslwnhyAAAAABJRU5ErkJggg=="


def changes(person: Person) -> Locator:
    """The tab that shows changes."""
    return person.page.locator(".mlc-Changes:visible")


def cell(person: Person, number: int) -> Locator:
    """A cell in that tab, by its number from 1."""
    return changes(person).get_by_role("region", name=f"Cell {number}", exact=True)


def button(person: Person) -> Locator:
    return person.notebook.get_by_role("button", name=re.compile("^Changes"))


def test_changes_of_the_unsaved_notebook(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    ana.open(path)
    expect(button(ana)).to_have_accessible_name("Changes")

    ana.replace_source(3, "half = len(customers) // 3\ntrain, test = customers[:half], customers[half:]")
    expect(button(ana)).to_have_accessible_name("Changes 1")
    button(ana).click()
    expect(ana.page.get_by_role("tab", name="Changes: train.ipynb")).to_be_visible()
    expect(changes(ana)).to_contain_text("1 of 7 cells changed")
    expect(changes(ana)).to_contain_text("3 unchanged cells")
    edited = cell(ana, 4)
    expect(edited).to_contain_text("edited")
    expect(edited.locator(".cm-merge-a .cm-changedLine")).to_have_text("half = len(customers) // 2")
    expect(edited.locator(".cm-merge-b .cm-changedLine")).to_have_text("half = len(customers) // 3")
    expect(edited.locator(".cm-merge-b .cm-changedText")).to_have_text("3")

    ana.page.keyboard.press("n")
    expect(edited).to_have_attribute("aria-current", "true")
    edited.get_by_role("button", name="Go to cell").click()
    expect(ana.cell(3)).to_be_visible()
    expect(ana.cell(3)).to_have_class(re.compile("jp-mod-active"))
    assert project.changes() == ""


def test_what_was_counted_is_shown_without_asking_again(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    ana.open(path)
    ana.replace_source(3, "half = len(customers) // 3\ntrain, test = customers[:half], customers[half:]")
    with ana.page.expect_response(re.compile(r"/comparisons/[^/]+/cells\?")):
        expect(button(ana)).to_have_accessible_name("Changes 1")

    ana.tolerate("net::ERR_FAILED")
    ana.page.route(re.compile("/mlcollab/api/"), lambda route: route.abort())
    button(ana).click()
    expect(cell(ana, 4).locator(".cm-merge-b .cm-changedText")).to_have_text("3")

    # It is compared again nevertheless, and what is in view stays when that fails.
    expect(changes(ana)).to_contain_text("Could not compare the notebooks")
    ana.page.unroute_all()
    changes(ana).get_by_role("button", name="Retry").click()
    expect(changes(ana)).not_to_contain_text("Could not compare the notebooks")
    expect(cell(ana, 4).locator(".cm-merge-b .cm-changedText")).to_have_text("3")


def test_every_kind_of_change_is_seen(ana: Person, project: Project) -> None:
    attached = markdown("note", "The curve is attached.")
    before = [
        attached | {"attachments": {"curve.png": {"image/png": PIXEL}}},
        code("kind", "# A title"),
        code("text", "first = '😀'\fpage\nlast = 1", count=1),
        code("log", "run()", text_output("epoch 1\nloss 0.5\nend\n"), count=2),
        code("plot", "draw()", image_output(), count=3),
        code("gone", "remove_me = True"),
        markdown("end", "The end"),
    ]
    after = [
        attached | {"attachments": {"curve.png": {"image/png": OTHER_PIXEL}}},
        markdown("kind", "# A title"),
        code("text", "first = '😀😀'\fpage\nlast = 1", count=7),
        code("log", "run()", text_output("epoch 1\nloss 0.4\nend\n"), count=8),
        code("plot", "draw()", image_output(OTHER_PIXEL), count=9),
        markdown("end", "The end"),
        code("new", "add_me = True"),
    ]
    path = project.add("kinds.ipynb", notebook(before))
    project.file(path).write_text(written(notebook(after)), encoding="utf-8")
    ana.open(path)
    expect(button(ana)).to_have_accessible_name("Changes 7")
    button(ana).click()

    expect(cell(ana, 1)).to_contain_text("attachments")
    expect(cell(ana, 1).get_by_role("img")).to_have_count(2)
    expect(cell(ana, 2)).to_contain_text("type: code → markdown")
    emoji = cell(ana, 3)
    expect(emoji.locator(".cm-merge-b .cm-changedLine")).to_contain_text("first = '😀😀'")
    expect(emoji.locator(".cm-merge-b .cm-changedText")).to_have_text("😀😀")
    expect(emoji.locator(".cm-merge-b .cm-line:not(.mlc-MergeEnd)")).to_have_count(2)
    log = cell(ana, 4)
    expect(log.locator("del")).to_have_text("loss 0.5")
    expect(log.locator("ins")).to_have_text("loss 0.4")
    for _ in range(5):
        ana.page.keyboard.press("n")
    expect(cell(ana, 5).get_by_role("img")).to_have_count(2)


def test_what_counts_is_chosen(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    again = [cell | {"execution_count": 9} if cell["cell_type"] == "code" else cell for cell in TRAIN]
    project.file(path).write_text(written(notebook(again)), encoding="utf-8")
    ana.open(path)
    expect(button(ana)).to_have_accessible_name("Changes")
    button(ana).click()
    commit = project.git("rev-parse", "HEAD")[:7]
    expect(changes(ana)).to_contain_text(f"Nothing changed since {commit}.")

    changes(ana).get_by_text("Show", exact=True).click()
    expect(changes(ana)).to_contain_text("4 counters hidden")
    changes(ana).get_by_label("Counters").click()
    expect(changes(ana)).to_contain_text("4 of 7 cells changed")
    expect(cell(ana, 2)).to_contain_text("counter: 1 → 9")
    changes(ana).get_by_label("Counters").click()
    expect(changes(ana)).to_contain_text("Nothing changed since")
    ana.page.keyboard.press("Escape")
    expect(changes(ana).get_by_label("Counters")).to_be_hidden()


def test_a_file_that_is_no_notebook_opens_as_text(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    text = project.file(path).read_text(encoding="utf-8")
    project.file(path).write_text(text.replace('"cells": [', '"cells": [,'), encoding="utf-8")
    entry = ana.show_folder(project.name).locator(".jp-DirListing-item").filter(has_text="train.ipynb")
    entry.click(button="right")
    ana.menu_item("Compare with HEAD").click()
    expect(changes(ana)).to_contain_text("HEAD→Saved")
    expect(changes(ana)).to_contain_text(re.compile("line 2"))
    expect(changes(ana).locator(".cm-merge-b .cm-changedLine")).to_contain_text('"cells": [,')


def test_a_thousand_cells_leave_the_page_light(ana: Person, project: Project) -> None:
    cells = [code(f"cell-{index}", f"value_{index} = {index}") for index in range(1000)]
    path = project.add("long.ipynb", notebook(cells))
    edited = [cell | {"source": [f"value_{index} = {index} + 1"]} for index, cell in enumerate(cells)]
    project.file(path).write_text(written(notebook(edited)), encoding="utf-8")
    entry = ana.show_folder(project.name).locator(".jp-DirListing-item").filter(has_text="long.ipynb")
    entry.click(button="right")
    ana.menu_item("Compare with HEAD").click()
    expect(changes(ana)).to_contain_text("1000 of 1000 cells changed")
    expect(cell(ana, 1).locator(".cm-merge-b")).to_contain_text("value_0 = 0 + 1")
    changes(ana).get_by_role("list").focus()
    ana.page.keyboard.press("End")
    expect(cell(ana, 1000).locator(".cm-merge-b")).to_contain_text("value_999 = 999 + 1")
    assert changes(ana).locator("*").count() < 3000


def test_a_narrow_tab_is_unified_and_compares_again_in_place(ana: Person, project: Project) -> None:
    cells = [code(f"cell-{index}", f"value_{index} = {index}") for index in range(60)]
    path = project.add("long.ipynb", notebook(cells))
    ana.page.set_viewport_size({"width": 1000, "height": 860})
    edited = [cell | {"source": [f"value_{index} = {index} + 1"]} for index, cell in enumerate(cells)]
    project.file(path).write_text(written(notebook(edited)), encoding="utf-8")
    entry = ana.show_folder(project.name).locator(".jp-DirListing-item").filter(has_text="long.ipynb")
    entry.click(button="right")
    ana.menu_item("Compare with HEAD").click()
    expect(cell(ana, 1).locator(".cm-deletedChunk")).to_contain_text("value_0 = 0")
    expect(changes(ana).get_by_role("button", name="Split")).to_be_disabled()

    for _ in range(30):
        changes(ana).get_by_role("button", name="Next change").click()
    expect(cell(ana, 30).locator(".cm-content")).to_be_in_viewport()
    above = cell(ana, 30).bounding_box()
    edited[0] = cells[0]
    project.file(path).write_text(written(notebook(edited)), encoding="utf-8")
    changes(ana).get_by_role("button", name="Compare again").click()
    expect(changes(ana)).to_contain_text("59 of 60 cells changed")
    assert cell(ana, 30).bounding_box() == above

    changes(ana).get_by_role("button", name="Swap the sides").click()
    expect(changes(ana)).to_contain_text("Saved→HEAD")
    ana.page.set_viewport_size(SIZE)
    expect(cell(ana, 30).locator(".cm-merge-b")).to_contain_text("value_29 = 29")


def test_without_git_there_is_nothing_to_compare_with(ana: Person, lab: Lab) -> None:
    folder = lab.root / "no-repository"
    folder.mkdir(exist_ok=True)
    (folder / "train.ipynb").write_text(written(notebook()), encoding="utf-8")
    ana.open("no-repository/train.ipynb")
    expect(ana.notebook.get_by_role("button", name=re.compile("^Comments"))).to_be_visible()
    with ana.page.expect_response(lambda response: response.url.endswith("/comparisons")) as answer:
        ana.replace_source(1, "edited = True")
    assert answer.value.status == 404
    expect(button(ana)).to_be_hidden()

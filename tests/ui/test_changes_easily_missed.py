"""Changes that nbdime's view shows wrongly or not at all, as ours shows them."""

from __future__ import annotations

import base64
import re
from typing import Any

from playwright.sync_api import Locator, expect

from stage.comparison import cell, changes, entry
from stage.lab import ONE_WINDOWING
from stage.notebooks import PIXEL, Project, code, image_output, markdown, notebook, text_output, written
from stage.person import Person

pytestmark = ONE_WINDOWING

SEPARATORS = "alpha\fbeta\u2028gamma\x85delta"


def image(last: int) -> dict[str, Any]:
    """An output of over eight megabytes. What follows the image in its file is not drawn."""
    return image_output(base64.b64encode(base64.b64decode(PIXEL) + bytes(6_200_000) + bytes([last])).decode())


def attached(data: str) -> dict[str, Any]:
    return markdown("curve", "![](attachment:roc.png)") | {"attachments": {"roc.png": {"image/png": data}}}


RED, RED_TOO = PIXEL, base64.b64encode(base64.b64decode(PIXEL) + b"\0").decode()
LAST = code("last", "fit(model)"), code("last", "fit(model, depth=3)")

PAIRS: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
    "emoji": ([markdown("title", "# Training 🚀 report")], [markdown("title", "# Training 🚀 report v2")]),
    "separators": (
        [markdown("text", SEPARATORS), LAST[0]],
        [markdown("text", SEPARATORS.replace("delta", "omega")), LAST[1]],
    ),
    "image": ([code("plot", "plot(model)", image(1)), LAST[0]], [code("plot", "plot(model)", image(2)), LAST[1]]),
    "type": ([markdown("sum", "1 + 1"), LAST[0]], [code("sum", "1 + 1", text_output("two\n"), count=1), LAST[0]]),
    "attachment": ([attached(RED), LAST[0]], [attached(RED_TOO), LAST[0]]),
    "twice": (
        [code("same", "first = 1"), code("same", "second = 2"), LAST[0]],
        [code("same", "first = 1"), code("same", "second = 2"), LAST[1]],
    ),
}


def compare(person: Person, project: Project, name: str) -> Locator:
    """Compares a notebook with the last commit, in a tab of its own."""
    entry(person, project.name, f"{name}.ipynb").click(button="right")
    person.menu_item("Compare with HEAD").click()
    expect(person.page.get_by_role("tab", name=f"Changes: {name}.ipynb", selected=True)).to_be_visible()
    expect(changes(person)).to_contain_text(re.compile("cells? changed"))
    return changes(person)


def without_ids(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in each.items() if name != "id"} for each in cells]


def test_every_change_is_shown_as_it_is(ana: Person, project: Project) -> None:
    pairs = PAIRS | {"nameless": (without_ids(PAIRS["twice"][0]), without_ids(PAIRS["twice"][1]))}
    for name, (before, after) in pairs.items():
        path = project.add(f"{name}.ipynb", notebook(before))
        project.file(path).write_text(written(notebook(after)), encoding="utf-8")

    view = compare(ana, project, "emoji")
    expect(view.locator(".cm-merge-b .cm-changedText")).to_have_text(re.compile(r"^ ?v2$"))
    expect(view.locator(".cm-merge-b .cm-changedLine")).to_have_text("# Training 🚀 report v2")

    compare(ana, project, "separators")
    expect(cell(ana, 1).locator(".cm-merge-a .cm-changedText")).to_have_text("delta")
    expect(cell(ana, 1).locator(".cm-merge-b .cm-changedText")).to_have_text("omega")
    expect(cell(ana, 1).locator(".cm-merge-b .cm-changedLine")).to_have_count(1)
    expect(cell(ana, 2)).to_contain_text("depth=3")

    compare(ana, project, "image")
    expect(cell(ana, 1).get_by_role("img")).to_have_count(2)
    for picture in cell(ana, 1).get_by_role("img").all():
        expect(picture).to_have_js_property("naturalWidth", 1)
    expect(cell(ana, 2)).to_contain_text("depth=3")

    view = compare(ana, project, "type")
    expect(view).to_contain_text("1 of 2 cells changed")
    expect(cell(ana, 1)).to_contain_text("type: markdown → code")
    expect(cell(ana, 1)).to_contain_text("two")

    view = compare(ana, project, "attachment")
    expect(view).to_contain_text("1 of 2 cells changed")
    expect(cell(ana, 1)).to_contain_text("attachments")
    expect(cell(ana, 1)).to_contain_text("roc.png")

    # Ids that two cells have, and ids that a reader would have to invent, make no cell a changed one.
    for name in ("twice", "nameless"):
        view = compare(ana, project, name)
        expect(view).to_contain_text("1 of 3 cells changed")
        expect(cell(ana, 3)).to_contain_text("depth=3")


def test_sources_of_a_changed_cell_are_copied(ana: Person, project: Project) -> None:
    path = project.add("copied.ipynb", notebook([code("fit", "fit(model)\n\nscore()")]))
    project.file(path).write_text(written(notebook([code("fit", "fit(model, depth=3)")])), encoding="utf-8")
    compare(ana, project, "copied")
    more = cell(ana, 1).get_by_role("button", name="More about this cell")
    more.focus()
    ana.page.keyboard.press("Enter")
    ana.page.keyboard.press("ArrowDown")
    expect(ana.menu_item("Copy old source")).to_be_visible()
    ana.page.keyboard.press("Enter")
    expect(cell(ana, 1).get_by_role("status").filter(has_text="Old source copied")).to_be_visible()
    assert ana.clipboard() == "fit(model)\n\nscore()"
    expect(more).to_be_focused()
    more.click()
    ana.menu_item("Copy new source").click()
    expect(cell(ana, 1)).to_contain_text("New source copied")
    assert ana.clipboard() == "fit(model, depth=3)"

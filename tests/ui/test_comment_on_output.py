"""A comment on a result: it stays on it, and says when a new run gave another result."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import Lab
from stage.notebooks import Project
from stage.person import Person


def test_comment_on_output(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    bo.open(path)
    ana.open(path, kernel=True)

    ana.cell(4).locator(".jp-OutputArea-output").click(button="right")
    ana.menu_item("Comment on the output").click()
    expect(ana.notebook.get_by_text("On an output of cell 5")).to_be_visible()
    ana.write("Is this on the test set?")
    ana.send()
    expect(bo.marker(4)).to_have_text("1")
    expect(bo.show_panel()).to_contain_text("output of cell 5")

    ana.wait_for_kernel()
    ana.editor(4).click()
    ana.page.keyboard.press("Control+Enter")
    expect(ana.cell(4).locator(".jp-InputPrompt")).to_have_text("[1]:")
    expect(ana.threads).not_to_contain_text("result changed")

    ana.replace_source(4, 'print("auc 0.893")')
    ana.page.keyboard.press("Control+Enter")
    expect(ana.cell(4).locator(".jp-OutputArea-output")).to_contain_text("0.893")
    expect(ana.show_panel()).to_contain_text("text changed since")


def test_comment_on_output_by_keyboard(ana: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    ana.open(path)
    # What was pointed at before is not meant.
    ana.cell(5).locator(".jp-OutputArea-output").click(button="right")
    ana.page.keyboard.press("Escape")
    ana.select_cell(4)
    ana.run("Comment on the output")
    expect(ana.notebook.get_by_text("On an output of cell 5")).to_be_visible()
    expect(ana.composer.get_by_role("textbox", name="Comment")).to_be_focused()
    ana.page.keyboard.type("Is this on the test set?")
    ana.page.keyboard.press("Control+Enter")
    expect(ana.comments()).to_contain_text("Is this on the test set?")
    expect(ana.marker(4)).to_have_text("1")
    (thread,) = Conversation(lab, project, path).threads()
    assert thread["anchor"]["output"]["ordinal"] == 0


def test_result_changed(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    ana.open(path, kernel=True)
    ana.wait_for_kernel()
    ana.replace_source(4, "import time\nprint(time.time_ns())")
    ana.page.keyboard.press("Control+Enter")
    expect(ana.cell(4).locator(".jp-OutputArea-output")).not_to_contain_text("auc")
    ana.cell(4).locator(".jp-OutputArea-output").click(button="right")
    ana.menu_item("Comment on the output").click()
    ana.write("Will this be the same tomorrow?")
    ana.send()
    expect(ana.threads).not_to_contain_text("result changed")
    ana.editor(4).click()
    ana.page.keyboard.press("Control+Enter")
    expect(ana.threads).to_contain_text("result changed")

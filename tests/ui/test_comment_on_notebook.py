"""A comment on the notebook as a whole."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.notebooks import Project
from stage.person import Person


def test_comment_on_notebook(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    bo.open(path)
    ana.open(path)
    ana.show_panel().get_by_role("button", name="Comment on the notebook").click()
    expect(ana.notebook.get_by_text("On the whole notebook")).to_be_visible()
    ana.write("Reads well from top to bottom.")
    ana.send()
    expect(ana.comments()).to_contain_text("Reads well")

    expect(bo.show_panel()).to_contain_text("Whole notebook")
    bo.row("Reads well").click()
    expect(bo.comments()).to_contain_text("Reads well from top to bottom.")
    bo.reply("Thank you")
    expect(ana.comments()).to_have_count(2)
    assert project.changes() == ""


def test_from_the_palette(ana: Person, project: Project) -> None:
    ana.open(project.add("train.ipynb"))
    ana.run("Comment on the notebook")
    expect(ana.notebook.get_by_text("On the whole notebook")).to_be_visible()
    expect(ana.composer.get_by_role("textbox")).to_be_focused()

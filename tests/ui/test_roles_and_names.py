"""Who may do what, and under which name."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import Project, new_project
from stage.person import Person


@ONE_WINDOWING
def test_a_viewer_reads(vera: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    talk.start("ana", "Does the split leak?")
    vera.open(path)
    vera.marker(3).click()
    expect(vera.comments()).to_contain_text("Does the split leak?")
    expect(vera.threads.get_by_role("button", name="Resolve")).to_have_count(0)
    expect(vera.threads.get_by_role("textbox", name="Reply")).to_have_count(0)
    assert talk.said() == ["Does the split leak?"]


@ONE_WINDOWING
def test_a_viewer_reads_pages(vera: Person, ana: Person, project: Project) -> None:
    vera.open(project.add("train.ipynb"))
    project.add("pages/plan.md", "# Plan\n\n- [ ] Ask the sales team\n")
    vera.page.evaluate("window.dispatchEvent(new Event('focus'))")
    vera.show_team().get_by_role("button", name="Plan").click()
    page = vera.page.locator(".mlc-Page:visible")
    expect(page).to_contain_text("Your role in this project lets you read pages, not write them.")
    expect(page.get_by_role("checkbox")).to_be_disabled()
    expect(page.get_by_role("button", name="Edit", exact=True)).to_have_count(0)
    ana.open(f"{project.name}/train.ipynb")
    ana.show_team().get_by_role("button", name="Plan").click()
    page = ana.page.locator(".mlc-Page:visible")
    expect(page.get_by_role("checkbox")).to_be_enabled()
    expect(page.get_by_role("button", name="Edit", exact=True)).to_be_visible()
    expect(page).not_to_contain_text("Your role")


@ONE_WINDOWING
def test_a_viewer_is_offered_no_comment(vera: Person, project: Project) -> None:
    vera.open(project.add("train.ipynb"))
    panel = vera.show_panel()
    for name in ("Comment on the notebook", "Ask for a look"):
        expect(panel.get_by_role("button", name=name)).to_be_disabled()
    vera.cell(4).hover()
    expect(vera.cell(4).get_by_role("button", name="Comment on this cell")).to_have_count(0)
    vera.select_word(3, "train")
    expect(vera.cell(3).get_by_role("button", name="Comment on the selected text, or on the cell")).to_be_disabled()
    expect(vera.notebook.get_by_role("button", name="Comment", exact=True)).to_have_count(0)
    expect(vera.notebook.get_by_role("button", name="Ask people to look at this notebook")).to_be_disabled()

    vera.page.keyboard.press("Control+Alt+m")
    vera.cell(4).locator(".jp-OutputArea-output").click(button="right")
    for name in ("Comment on the cell", "Comment on the output"):
        expect(vera.menu_item(name)).to_have_attribute("aria-disabled", "true")
    vera.page.keyboard.press("Escape")
    vera.select_cell(4)
    for name in ("Comment on the cell", "Comment on the output", "Comment on the notebook", "Ask for a look"):
        expect(vera.palette(name)).to_have_class(re.compile("lm-mod-disabled"))
    vera.page.keyboard.press("Escape")
    expect(vera.composer).to_have_count(0)


@ONE_WINDOWING
def test_a_reviewer_sees_the_history(bo: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    Conversation(lab, project, path).start("ana", "Does the split leak?")
    bo.open(path)
    bo.run("Show history")
    expect(bo.page.get_by_role("tab", name="History")).to_be_visible()
    expect(bo.page.get_by_role("row").filter(has_text="started a thread")).to_contain_text("Ana López")


def test_say_who_you_are(new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    lab = new_lab(names=False)
    project = new_project(lab.root, "own")
    path = project.add("train.ipynb")
    somebody = visit(lab, "ana").open(path)
    somebody.add(3)
    somebody.write("Under which name?")
    somebody.composer.get_by_role("button", name="Comment", exact=True).click()
    question = somebody.page.get_by_role("dialog")
    expect(question).to_contain_text("Who are you?")
    question.get_by_label("Your name").fill("Ana María")
    question.get_by_role("button", name="Continue").click()
    expect(somebody.comments()).to_contain_text("Ana María")
    expect(somebody.comments().get_by_label("Signed in by token: this name is not verified")).to_be_visible()

    somebody.add(1)
    expect(somebody.composer).to_contain_text("Commenting as Ana María")
    somebody.composer.get_by_role("button", name="Change").click()
    question.get_by_label("Your name").fill("Ana López")
    question.get_by_role("button", name="Continue").click()
    expect(somebody.composer).to_contain_text("Commenting as Ana López")
    somebody.reload()
    somebody.comment(1, "Asked once only")
    expect(somebody.comments()).to_contain_text("Ana López")

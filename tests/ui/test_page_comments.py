"""Two people talk about words of a page, in the preview and in the source; the page is edited, and nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import Locator, expect

from stage.inpage import MIDDLE_OF_WORD
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import Project
from stage.pages import comment_on, count_in, open_page, open_source, page_of, select_in_page, thread_in
from stage.person import Person
from stage.waiting import until

pytestmark = ONE_WINDOWING

PLAN = """---
title: The plan
---
# Churn: the plan

We predict who leaves **within thirty days**. A customer counts as gone once the contract has ended.

## Measures

The AUC on the held-out month has to be above 0.87. Calibration matters more than ranking here.

- Ask Bo about the limits.
- Ask the sales team about the limits.
"""
SENTENCE = "The AUC on the held-out month has to be above 0.87."


def replace_word(person: Person, source: Locator, word: str, by: str) -> None:
    place = source.evaluate(MIDDLE_OF_WORD, word)
    person.page.mouse.dblclick(place["x"], place["y"])
    person.page.keyboard.insert_text(by)


def comment_on_line(person: Person, line: int) -> None:
    """Goes to a line of the source, counted from 0, selects it and presses the keys for a comment."""
    person.page.locator(".jp-FileEditor:visible .cm-content").focus()
    person.page.keyboard.press("Control+Home")
    for _ in range(line):
        person.page.keyboard.press("ArrowDown")
    person.page.keyboard.press("Shift+End")
    person.page.keyboard.press("Control+Alt+m")


def test_a_sentence_is_talked_about_while_the_page_is_edited(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("pages/plan.md", PLAN)
    page, others = open_page(ana, path), open_page(bo, path)
    comment_on(ana, SENTENCE, "On which month, @bo?")
    expect(page.locator(".mlc-SelectionMark")).to_have_text(SENTENCE)

    expect(count_in(others)).to_be_visible()
    expect(others.locator(".mlc-SelectionMark")).to_have_text(SENTENCE)
    others.locator(".mlc-SelectionMark").click()
    expect(thread_in(others)).to_contain_text("On which month")
    thread_in(others).get_by_role("textbox", name="Reply").fill("The last one.")
    bo.page.keyboard.press("Control+Enter")
    expect(thread_in(page).locator(".mlc-Comment")).to_have_count(2)

    source = open_source(bo, path)
    replace_word(bo, source, "predict", "now predict")
    expect(others.locator(".mlc-PageText")).to_contain_text("We now predict")
    expect(others.locator(".mlc-SelectionMark")).to_have_text(SENTENCE)
    replace_word(bo, source, "month", "quarter")
    expect(others.locator(".mlc-SelectionMark")).to_have_text(SENTENCE.replace("month", "quarter"))
    bo.page.keyboard.press("Control+s")
    until(lambda: "quarter" in project.file(path).read_text(encoding="utf-8"), otherwise="The page was not saved.")
    expect(count_in(others)).to_have_accessible_name(re.compile("the text has changed since"))

    project.file(path).write_text(PLAN.replace(SENTENCE + " ", ""), encoding="utf-8")
    ana.reload_lab()
    page = open_page(ana, path)
    expect(page).to_contain_text("Calibration matters")
    expect(page.locator(".mlc-SelectionMark")).to_have_count(0)
    ana.run("Show comments")
    expect(ana.panel.get_by_role("button", name="This page")).to_have_attribute("aria-pressed", "true")
    expect(ana.panel).to_contain_text("Place lost (1)")
    ana.panel.get_by_role("button", name="Show text").click()
    expect(ana.panel).to_contain_text(SENTENCE)
    ana.row("On which month").click()
    expect(thread_in(page)).to_contain_text("The words it was about are gone.")
    thread_in(page).get_by_role("button", name="Pick the words").click()
    select_in_page(ana, "Calibration matters more than ranking here.")
    ana.page.get_by_role("button", name="Put it here").click()
    expect(page.locator(".mlc-SelectionMark")).to_have_text("Calibration matters more than ranking here.")
    expect(thread_in(page)).to_contain_text("The last one.")
    expect(ana.panel).not_to_contain_text("Place lost")


def test_by_keyboard_in_the_source_and_about_the_whole_page(ana: Person, project: Project) -> None:
    path = project.add("pages/plan.md", PLAN)
    ana.page.evaluate("path => { window.jupyterapp.commands.execute('docmanager:open', { path }); }", path)
    editor = ana.page.locator(".jp-FileEditor:visible")
    expect(editor.locator(".cm-content")).to_contain_text("We predict")
    box = editor.get_by_role("textbox", name="Comment")
    comment_on_line(ana, 5)
    expect(box).to_be_focused()
    ana.page.keyboard.type("Half a thought")
    ana.wait_for_draft("Half a thought")
    until(lambda: ana.lab.brings_back(f"editor:{path}"), otherwise="The tab was not remembered.")
    ana.reload_lab()
    expect(editor.locator(".cm-content")).to_contain_text("We predict")
    comment_on_line(ana, 5)
    expect(box).to_have_value("Half a thought")
    # A tab that JupyterLab restores comes to the front a moment late.
    ana.page.evaluate("window.jupyterapp.shell.currentWidget.close()")
    expect(editor).to_have_count(0)
    page = open_page(ana, path)
    select_in_page(ana, "A customer counts as gone")
    ana.page.keyboard.press("Control+Alt+m")
    expect(page.get_by_role("textbox", name="Comment")).to_be_focused()
    ana.page.keyboard.type("Gone for good?")
    ana.page.keyboard.press("Control+Enter")
    expect(thread_in(page)).to_contain_text("Gone for good?")
    expect(thread_in(page)).to_be_focused()
    expect(count_in(page)).to_be_visible()
    ana.page.keyboard.press("Escape")
    expect(count_in(page)).to_be_focused()
    ana.page.keyboard.press("Enter")
    expect(thread_in(page)).to_be_visible()

    ana.run("Show comments")
    ana.panel.get_by_role("button", name="Comment on the page").click()
    page.get_by_role("textbox", name="Comment").fill("Well written.")
    ana.page.keyboard.press("Control+Enter")
    expect(thread_in(page)).to_contain_text("Whole page")
    expect(ana.row("Gone for good?")).to_contain_text("Churn: the plan")
    ana.open(project.add("train.ipynb"))
    expect(ana.panel.get_by_role("button", name="This notebook")).to_be_visible()
    ana.panel.get_by_role("button", name="Whole project").click()
    ana.row("Gone for good?").click()
    expect(thread_in(page_of(ana))).to_contain_text("Gone for good?")


def test_a_link_opens_the_page_at_its_thread(
    ana: Person, lab: Lab, project: Project, visit: Callable[..., Person]
) -> None:
    path = project.add("pages/plan.md", PLAN)
    page = open_page(ana, path)
    comment_on(ana, "Ask the sales team", "Whom there?")
    expect(page.locator("li .mlc-TextThreadsHost")).to_have_count(1)
    thread_in(page).get_by_role("button", name="More about this thread").click()
    ana.menu_item("Copy link").click()
    expect(ana.page.get_by_text("Copied")).to_be_visible()
    link = ana.clipboard()
    ana.rename(f"{project.name}/pages/plan.md", "goals.md")
    expect(thread_in(page)).to_contain_text("Whom there?")

    bo = visit(lab, "bo")
    bo.page.goto(link)
    bo.wait_for_lab()
    opened = thread_in(page_of(bo))
    expect(opened).to_contain_text("Whom there?")
    expect(opened).to_be_in_viewport()
    expect(bo.page.locator(".jp-FileEditor")).to_have_count(0)
    assert "mlcollab" not in urlsplit(bo.page.url).query

    # In another page the link says what it leads to, and leads there.
    index = open_page(bo, project.add("pages/index.md", f"# Index\n\nSee [what we asked]({link}).\n"))
    index.get_by_role("link", name="what we asked").hover()
    said = bo.page.get_by_role("tooltip")
    expect(said).to_contain_text("Whom there?")
    expect(said).to_contain_text("Open")
    index.get_by_role("link", name="what we asked").click()
    expect(thread_in(page_of(bo))).to_contain_text("Whom there?")

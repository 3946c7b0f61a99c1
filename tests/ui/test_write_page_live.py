"""Two people write one page with jupyter-collaboration: their text is one, and all else of a page goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from stage.environments import environment
from stage.lab import Lab
from stage.notebooks import Project, new_project
from stage.pages import (
    add_line,
    comment_on,
    editor_of,
    open_page,
    page_of,
    questions,
    saved,
    thread_in,
)
from stage.person import Person
from stage.waiting import until
from test_write_page import METRIC, give_result, show_pages

PLAN = "# Plan\n\nWhat we want to know.\n\n- [ ] Ask Bo\n\n" + "".join(f"{n}. Step {n}\n\n" for n in range(1, 5))


@pytest.fixture
def live(new_lab: Callable[..., Lab]) -> Lab:
    return new_lab(program=(str(environment("collaboration")), "-m", "jupyterlab"))


def text_of(project: Project, path: str) -> str:
    return project.file(path).read_text(encoding="utf-8")


def watch_saves(person: Person) -> list[str]:
    """The paths of Markdown files that the person's browser saves by itself, as that happens."""
    seen: list[str] = []
    person.page.on(
        "request",
        lambda asked: seen.append(asked.url) if asked.method == "PUT" and "/api/contents/" in asked.url else None,
    )
    return seen


def caret_of_the_other(person: Person) -> Locator:
    """Where the other one writes."""
    return person.page.locator(".jp-FileEditor:visible .jp-remote-cursor")


def present(person: Person) -> Locator:
    """Who else is said to be at the page."""
    return page_of(person).get_by_role("status").filter(has_text="Ana" if person.who == "bo" else "Bo")


def wait_on(person: Person) -> None:
    """On a busy machine jupyter-collaboration asks whether to wait for a document."""
    asked = person.page.locator(".jp-Dialog").filter(has_text="taking some time to load")
    person.page.add_locator_handler(asked, lambda dialog: dialog.get_by_role("button", name="Continue waiting").click())


def test_two_people_write_live(live: Lab, visit: Callable[..., Person]) -> None:
    project = new_project(live.root, "live")
    path = project.add("pages/plan.md", PLAN)
    ana, bo = visit(live, "ana", prepare=wait_on), visit(live, "bo", prepare=wait_on)
    put = [*map(watch_saves, (ana, bo))]
    for person in (ana, bo):
        open_page(person, path, edit=True)

    # Each sees at once what the other writes, in the source and as it is read, with nothing saved by hand.
    add_line(ana, 3, "Ana asks who leaves.")
    expect(editor_of(bo)).to_contain_text("Ana asks who leaves.")
    expect(page_of(bo)).to_contain_text("Ana asks who leaves.")
    expect(caret_of_the_other(bo)).to_have_count(1)
    # That is what their browsers say, which nobody vouches for.
    expect(present(bo)).to_contain_text("Ana López? is editing")
    add_line(bo, 1, "By Bo.")
    expect(present(ana)).to_contain_text("Bo Lindqvist? is editing")
    ana.page.keyboard.type(" And when?")
    for person in (ana, bo):
        expect(page_of(person)).to_contain_text("By Bo.")
        expect(page_of(person)).to_contain_text("Ana asks who leaves. And when?")
    until(lambda: {"By Bo.", "Ana asks who leaves. And when?"} <= set(text_of(project, path).splitlines()))

    # What is not checked is said.
    page_of(ana).get_by_role("button", name="Live co-editing").click()
    panel = ana.page.get_by_role("region", name="Pages")
    note = panel.get_by_text("whoever can open a page can change it")
    note.click()
    expect(panel).to_contain_text("Nothing is merged")

    # A comment is where its words are, whoever writes.
    comment_on(ana, "What we want to know.", "Everything?")
    mark = page_of(bo).locator(".mlc-SelectionMark")
    expect(mark).to_have_text("What we want to know.")
    add_line(bo, 1, "Since March.")
    expect(page_of(ana)).to_contain_text("Since March.")
    expect(mark).to_have_text("What we want to know.")
    mark.click()
    expect(thread_in(page_of(bo))).to_contain_text("Everything?")

    # So are ticks, and what git brings once all is saved.
    page_of(bo).get_by_role("checkbox", name="Ask Bo").check()
    expect(page_of(ana).get_by_role("checkbox", name="Ask Bo")).to_be_checked()
    until(lambda: "- [x] Ask Bo\n" in text_of(project, path))
    project.file(path).write_text(text_of(project, path) + "Chidi ends it.\n", encoding="utf-8")
    for person in (ana, bo):
        expect(page_of(person)).to_contain_text("Chidi ends it.")
        expect(page_of(person)).to_contain_text("Since March.")
        expect(questions(person)).to_have_count(0)
    assert put == [[], []]


def test_citing_and_restoring_take_no_words_away(live: Lab, visit: Callable[..., Person]) -> None:
    project = new_project(live.root, "live")
    path = project.add("pages/plan.md", PLAN)
    train = project.add("train.ipynb")
    bo, ana = visit(live, "bo", prepare=wait_on), visit(live, "ana", train, wait_on)
    open_page(bo, path, edit=True)

    # Ana has not opened the page. What Bo is writing, and the server has not saved, stays.
    panel = show_pages(ana)
    ana.select_cell(METRIC)
    panel.get_by_role("button", name="Cite this cell").click()
    dialog = ana.page.get_by_role("dialog", name="Cite in a page")
    add_line(bo, 3, "Bo is in the middle of")
    dialog.get_by_role("button", name="Cite", exact=True).click()
    bo.page.keyboard.type(" a word")
    expect(dialog).to_have_count(0)
    for person in (ana, bo):
        expect(page_of(person).get_by_role("link", name="auc 0.871")).to_have_attribute("data-state", "current")
        expect(page_of(person)).to_contain_text("Bo is in the middle of a word")
    words = ("[auc 0.871](", "Bo is in the middle of a word")
    until(lambda: all(each in text_of(project, path) for each in words))

    give_result(project, train, "auc 0.893\n")
    ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
    page_of(ana).get_by_role("button", name="source changed").click()
    page_of(ana).get_by_role("region", name="Citation").get_by_role("button", name="Accept").click()
    for person in (ana, bo):
        expect(page_of(person).get_by_role("link", name="auc 0.893")).to_be_visible()
    until(lambda: "[auc 0.893](" in text_of(project, path))

    page_of(bo).get_by_role("button", name="History").click()
    history = page_of(bo).get_by_role("region", name="History")
    history.get_by_role("button", name="Add pages/plan.md").click()
    history.get_by_role("button", name="Restore", exact=True).click()
    until(lambda: text_of(project, path) == PLAN)
    expect(page_of(ana)).not_to_contain_text("a word")
    history.get_by_role("button", name="Before a version was restored").click()
    history.get_by_role("button", name="Restore", exact=True).click()
    until(lambda: "a word" in text_of(project, path))
    for person in (ana, bo):
        expect(page_of(person)).to_contain_text("auc 0.893")
        saved(person)
        expect(questions(person)).to_have_count(0)

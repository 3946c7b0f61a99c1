"""The *Comments* panel lists: filtered, searched, in order, by keyboard, and for all notebooks."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import Lab
from stage.notebooks import Project
from stage.person import Person

LAST, MIDDLE, FIRST = "Recalibrate monthly?", "Does the split leak?", "Who is a customer?"


@pytest.fixture
def path(lab: Lab, project: Project) -> str:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    talk.start("bo", f"{MIDDLE} @ana", 3)
    talk.start("ana", FIRST, 1)
    talk.start("bo", LAST, 6)
    return path


def expect_rows(person: Person, *texts: str) -> None:
    """The panel lists these, in this order."""
    said = [re.compile(f": {re.escape(text)}$") for text in texts]
    expect(person.panel.locator("[data-mlc-row] .mlc-ThreadRow-said")).to_have_text(said)


def test_filters_search_and_order(ana: Person, path: str) -> None:
    ana.open(path)
    panel = ana.show_panel()
    expect_rows(ana, FIRST, f"{MIDDLE} @ana", LAST)
    expect(ana.row(MIDDLE)).to_contain_text("Churn › Train › Split, cell 4")

    panel.get_by_role("combobox", name="Order").select_option("time")
    expect_rows(ana, LAST, FIRST, f"{MIDDLE} @ana")
    panel.get_by_role("combobox", name="Order").select_option("place")

    panel.get_by_role("button", name="Mine").click()
    expect_rows(ana, FIRST)
    panel.get_by_role("button", name="Mentions").click()
    expect(ana.row(MIDDLE)).to_have_count(1)
    expect_rows(ana, f"{MIDDLE} @ana")
    panel.get_by_role("button", name="Resolved").click()
    expect(panel).to_contain_text("Nothing is resolved yet.")
    panel.get_by_role("button", name="Open").click()

    search = panel.get_by_role("searchbox", name="Search comments")
    search.fill("monthly recal")
    expect_rows(ana, LAST)
    search.fill("no such words")
    expect(panel).to_contain_text("No comment has these words.")
    search.press("Escape")
    expect(panel.locator("[data-mlc-row]")).to_have_count(3)


def test_by_keyboard(ana: Person, path: str) -> None:
    ana.open(path)
    panel = ana.show_panel()
    expect(ana.row(FIRST)).to_be_visible()
    panel.get_by_role("searchbox").click()
    ana.page.keyboard.press("ArrowDown")
    expect(ana.row(FIRST)).to_be_focused()
    ana.page.keyboard.press("ArrowDown")
    expect(ana.row(MIDDLE)).to_be_focused()
    ana.page.keyboard.press("End")
    expect(ana.row(LAST)).to_be_focused()
    ana.page.keyboard.press("ArrowUp")
    ana.page.keyboard.press("Enter")
    expect(ana.comments()).to_contain_text(MIDDLE)
    expect(ana.row(MIDDLE)).to_have_attribute("aria-current", "true")


def test_next_and_previous(ana: Person, path: str) -> None:
    ana.open(path)
    expect(ana.marker(6)).to_have_text("1")
    ana.select_cell(0)
    for text in (FIRST, MIDDLE, LAST, FIRST):
        ana.page.keyboard.press("Alt+F9")
        expect(ana.comments()).to_contain_text(text)
    for text in (LAST, MIDDLE):
        ana.page.keyboard.press("Shift+Alt+F9")
        expect(ana.comments()).to_contain_text(text)


def test_all_notebooks(ana: Person, lab: Lab, project: Project, path: str) -> None:
    other = project.add("deep/explore.ipynb")
    Conversation(lab, project, other).start("bo", "Drop the outliers?", 1)
    ana.open(path)
    panel = ana.show_panel()
    panel.get_by_role("button", name="Whole project").click()
    expect(panel.locator("[data-mlc-row]")).to_have_count(4)
    expect(panel).to_contain_text("explore.ipynb")
    expect(panel).to_contain_text("3 open")
    panel.get_by_role("searchbox").fill("outliers")
    expect(panel.locator("[data-mlc-row]")).to_have_count(1)
    ana.row("Drop the outliers?").click()
    expect(ana.notebook).to_have_count(1)
    expect(ana.comments()).to_contain_text("Drop the outliers?")
    expect(ana.page.get_by_role("tab", name="explore.ipynb")).to_be_visible()


def test_nothing_yet(ana: Person, project: Project) -> None:
    ana.open(project.add("train.ipynb"))
    expect(ana.show_panel()).to_contain_text("No comments yet. Hover a cell and press +.")
    expect(ana.panel).to_contain_text("Kept on this computer")


def test_the_server_refuses(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    broken = {"code": "unavailable", "message": "The comments cannot be read now.", "details": None}
    ana.page.route("**/threads?**", lambda route: route.fulfill(status=503, json=broken))
    with ana.tolerating("status of 503"):
        ana.open(path)
        expect(ana.show_panel().get_by_role("alert")).to_contain_text("The comments cannot be read now.")
        ana.page.unroute("**/threads?**")
        ana.panel.get_by_role("button", name="Retry").click()
        expect(ana.panel).to_contain_text("No comments yet.")

"""The cards of a project in the Team panel, and the page of one."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Locator, expect

from stage.cards import CONCLUSION, TITLE, add_card, auc, card, card_page, card_rows, figure, full_card
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING

CONFLICT = '{\n "a": 1,\n<<<<<<< HEAD\n "b": 1\n=======\n "b": 2\n>>>>>>> other\n}\n'


def choose(team: Locator, label: str, value: str) -> None:
    team.get_by_role("combobox", name=label).select_option(value)


def test_the_first_step_is_offered(ana: Person, project: Project) -> None:
    ana.open(project.add("train.ipynb"))
    expect(ana.show_team()).to_contain_text("No cards yet.")
    expect(ana.team).to_contain_text("with mlcollab.card(")


def test_cards_are_found_by_words_status_and_metric(ana: Person, project: Project) -> None:
    ana.open(project.add("train.ipynb"))
    add_card(project, "boosting", full_card(3))
    add_card(project, "logistic", card(2, "A straight line", metrics=[auc(0.871)], owner="Bo Lindqvist", tags=["old"]))
    add_card(project, "forest", card(1, "A forest", metrics=[auc(0.901)], published=full_card().created))
    add_card(project, "broken", CONFLICT)
    ana.show_team()
    ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
    rows = card_rows(ana)
    expect(rows).to_have_text(
        [re.compile(f"^{TITLE}"), re.compile("^A straight"), re.compile("^A forest"), re.compile("^broken")]
    )
    expect(rows.first).to_contain_text("draftSupportedauc 0.893")
    expect(rows.last).to_contain_text("conflict markers of a git merge (line 3)")
    ana.team.get_by_role("searchbox", name="Search cards").fill("bo lind")
    expect(rows).to_have_text([re.compile("^A straight line")])
    ana.team.get_by_role("searchbox", name="Search cards").fill("")
    ana.team.get_by_role("button", name="Filter").click()
    choose(ana.team, "Status", "published")
    expect(rows).to_have_text([re.compile("^A forest")])
    choose(ana.team, "Status", "")
    choose(ana.team, "Tag", "churn")
    choose(ana.team, "Sort", "auc")
    expect(rows).to_have_text([re.compile("^A forest"), re.compile(f"^{TITLE}")])
    rows.first.focus()
    ana.page.keyboard.press("ArrowDown")
    ana.page.keyboard.press("Enter")
    expect(card_page(ana).get_by_role("article", name=TITLE)).to_be_visible()


def test_cards_are_filtered_and_sorted_with_the_keyboard_alone(ana: Person, project: Project) -> None:
    add_card(project, "boosting", full_card(3, tags=["trees"]))
    add_card(project, "logistic", card(2, "A straight line", metrics=[auc(0.871)], owner="Bo Lindqvist"))
    add_card(project, "forest", card(1, "A forest", metrics=[auc(0.901)], tags=["trees"]))
    ana.open(project.add("train.ipynb"))
    ana.show_team()
    rows, keys = card_rows(ana), ana.page.keyboard
    expect(rows).to_have_count(3)
    ana.team.get_by_role("searchbox", name="Search cards").focus()
    for key in ("Tab", "Enter"):
        keys.press(key)
    for label, letters, kept in (("Status", "d", 3), ("Tag", "t", 2), ("Notebook", "t", 2), ("Person", "ana", 2)):
        keys.press("Tab")
        expect(ana.team.get_by_role("combobox", name=label)).to_be_focused()
        keys.type(letters)
        expect(rows).to_have_count(kept)
    expect(ana.team.get_by_role("button", name="Filter 4")).to_be_visible()
    keys.press("Tab")
    keys.type("best auc")
    expect(rows).to_have_text([re.compile("^A forest"), re.compile(f"^{TITLE}")])
    keys.press("Tab")
    expect(rows.first).to_be_focused()


def test_the_page_follows_the_file_and_leads_to_the_notebook(ana: Person, project: Project) -> None:
    path = add_card(project, "boosting", full_card(3, baseline="cards/logistic/card.json"))
    add_card(project, "logistic", card(2, "A straight line", metrics=[auc(0.871)], figures=[figure()]))
    ana.open(project.add("train.ipynb"))
    ana.notebook.get_by_role("button", name="Card: draft").click()
    page = card_page(ana)
    expect(page).to_contain_text(CONCLUSION)
    expect(page.locator(".mlc-Card-metric").first).to_contain_text("+0.022, better than baseline")
    picture = page.get_by_role("img", name="ROC on the test split")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 480
    text = project.file(path).read_text(encoding="utf-8")
    project.file(path).write_text(text.replace("Adopt, recalibrate", "Wait, and recalibrate"), encoding="utf-8")
    ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page).to_contain_text("Wait, and recalibrate")
    with ana.tolerating("status of 422"):
        project.file(path).write_text(CONFLICT, encoding="utf-8")
        ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
        expect(page.get_by_role("alert")).to_contain_text("conflict markers of a git merge (line 3)")
        page.get_by_role("button", name="Open as text").click()
        editor = ana.page.locator(".jp-FileEditor:visible")
        expect(editor).to_contain_text("<<<<<<< HEAD")
        project.file(path).write_text(text, encoding="utf-8")
        ana.page.evaluate("path => { window.jupyterapp.commands.execute('docmanager:open', { path }); }", path)
        expect(page).to_contain_text(CONCLUSION)
    page.get_by_role("button", name="Open notebook").click()
    expect(ana.notebook).to_be_visible()
    assert json.loads(text)["title"] == TITLE

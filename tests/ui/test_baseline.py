"""A card that the others are measured against: chosen on its page, seen in the list and on other cards."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.cards import add_card, auc, card, card_page, card_rows, open_card
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING


def test_a_pinned_baseline_is_measured_against(ana: Person, project: Project) -> None:
    line = add_card(project, "line", card(3, "A line", metrics=[auc(0.871)]))
    trees = add_card(project, "trees", card(2, "Trees", metrics=[auc(0.893)]))
    add_card(project, "forest", card(1, "A forest", metrics=[auc(0.901)]))
    ana.open(project.add("train.ipynb"))
    ana.show_team()
    expect(card_rows(ana)).to_have_count(3)
    page = open_card(ana, trees)
    expect(page.locator(".mlc-Card-metric").first).not_to_contain_text("baseline")
    open_card(ana, line).get_by_role("button", name="Use as baseline").click()
    expect(card_page(ana).get_by_role("button", name="No longer baseline")).to_be_visible()
    expect(card_rows(ana).filter(has_text="A line")).to_contain_text("baseline")

    page = open_card(ana, trees)
    expect(page.locator(".mlc-Card-metric").first).to_contain_text("+0.022, better than baseline")
    page.get_by_role("button", name="Compare with baseline").click()
    view = ana.page.locator(".mlc-CardComparison:visible")
    expect(view.get_by_role("columnheader").nth(0)).to_contain_text("A line")
    expect(view.get_by_role("columnheader").nth(1)).to_contain_text("Trees")

    ana.team.get_by_role("checkbox", name="Select Trees to compare").check()
    ana.team.get_by_role("checkbox", name="Select A forest to compare").check()
    ana.team.get_by_role("button", name="Compare with baseline").click()
    expect(view.get_by_role("heading", level=2)).to_have_text("3 cards compared")
    expect(view.get_by_role("columnheader").nth(0)).to_contain_text("A line")

    open_card(ana, line).get_by_role("button", name="No longer baseline").click()
    expect(card_rows(ana).filter(has_text="A line")).not_to_contain_text("baseline")

"""Compared cards as points: one parameter or metric against another, chosen by keyboard; a point opens its card."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.cards import add_card, auc, card, card_page, card_rows
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING


def test_cards_are_points(ana: Person, project: Project) -> None:
    for number, (title, depth, value) in enumerate((("A line", 1, 0.871), ("Trees", 4, 0.893), ("A forest", 9, 0.86))):
        params = {"max_depth": depth, "learning_rate": 0.1 / depth}
        add_card(project, f"card-{number}", card(9 - number, title, metrics=[auc(value)], params=params))
    ana.open(project.add("train.ipynb"))
    ana.show_team()
    expect(card_rows(ana)).to_have_count(3)
    for title in ("A line", "Trees", "A forest"):
        ana.team.get_by_role("checkbox", name=f"Select {title} to compare").check()
    ana.team.get_by_role("button", name="Compare").click()
    scatter = ana.page.locator(".mlc-CardComparison:visible").get_by_role("region", name="One against another")
    expect(scatter.locator(".mark-symbol path")).to_have_count(3)
    expect(scatter.get_by_label("Trees: learning_rate 0.025, auc (test) 0.893")).to_have_count(1)
    scatter.get_by_role("combobox", name="Across").focus()
    ana.page.keyboard.type("max")
    point = scatter.get_by_label("Trees: max_depth 4, auc (test) 0.893")
    expect(point).to_have_count(1)
    point.hover()
    expect(ana.page.locator("#vg-tooltip-element")).to_contain_text("Trees")
    point.focus()
    ana.page.keyboard.press("Enter")
    expect(card_page(ana).get_by_role("article", name="Trees")).to_be_visible()

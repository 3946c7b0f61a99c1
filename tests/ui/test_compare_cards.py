"""Cards that are chosen in the list are compared: what differs, and which way."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.cards import add_card, auc, card, card_rows
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING


def test_three_cards_side_by_side(ana: Person, project: Project) -> None:
    add_card(project, "line", card(3, "A line", metrics=[auc(0.871)]))
    add_card(project, "trees", card(2, "Trees", metrics=[auc(0.893)], params={"max_depth": 4, "learning_rate": 0.1}))
    add_card(project, "forest", card(1, "A forest", metrics=[auc(0.86)]))
    ana.open(project.add("train.ipynb"))
    ana.show_team()
    expect(card_rows(ana)).to_have_count(3)
    for title in ("A line", "Trees", "A forest"):
        ana.team.get_by_role("checkbox", name=f"Select {title} to compare").check()
    expect(ana.team.get_by_role("status")).to_have_text("3 selected")
    ana.team.get_by_role("button", name="Compare").click()
    view = ana.page.locator(".mlc-CardComparison:visible")
    row = view.get_by_role("row").filter(has_text="auc")
    expect(row.get_by_role("cell").nth(1)).to_contain_text("+0.022, better")
    expect(row.get_by_role("cell").nth(2)).to_contain_text("within noise")
    expect(view.get_by_role("row").filter(has_text="n_estimators")).to_contain_text("300")
    expect(view.get_by_role("row").filter(has_text="max_depth")).to_have_count(0)
    view.get_by_label("Show what is the same").check()
    expect(view.get_by_role("row").filter(has_text="max_depth")).to_have_count(1)
    view.get_by_role("button", name="Measure against this").first.click()
    expect(row.get_by_role("cell").nth(1)).to_contain_text("−0.022, worse")
    view.get_by_role("button", name="Export").click()
    ana.menu_item("Copy as Markdown").click()
    expect(view.get_by_role("status")).to_have_text("Copied")
    assert "| Metrics | Trees | A line | A forest |" in ana.clipboard()
    view.get_by_role("button", name="Export").focus()
    ana.page.keyboard.press("Enter")
    with ana.page.expect_download() as download:
        ana.page.keyboard.press("ArrowDown")
        ana.page.keyboard.press("Enter")
    assert download.value.suggested_filename == "comparison.csv"
    assert download.value.path().read_text(encoding="utf-8").startswith("Group,Name,Trees,A line,A line: difference,")
    view.get_by_role("button", name="A forest", exact=True).click()
    expect(ana.page.locator(".mlc-CardPage:visible").get_by_role("article", name="A forest")).to_be_visible()

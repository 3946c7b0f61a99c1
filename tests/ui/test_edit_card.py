"""A card is edited by form, and what somebody wrote is not lost."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import expect

from stage.cards import CONCLUSION, add_card, card_page, full_card, open_card
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING


def stored(project: Project, path: str) -> dict[str, Any]:
    return dict(json.loads(project.file(path).read_text(encoding="utf-8")))


def test_a_conclusion_is_edited_and_stands_in_the_file(ana: Person, project: Project) -> None:
    path = add_card(project, "boosting", full_card())
    before = stored(project, path)
    page = open_card(ana, path)
    page.get_by_role("button", name="Edit", exact=True).click()
    form = page.get_by_role("form", name="Edit card")
    expect(form.get_by_label("Conclusion")).to_have_value(CONCLUSION)
    form.get_by_label("Conclusion").fill("Not worth the trouble.")
    form.get_by_label("Outcome").select_option("Refuted")
    form.get_by_label("Next").fill("Stop\n\nTell sales ")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("article")).to_contain_text("Refuted: Not worth the trouble.")
    expected = {"conclusion": "Not worth the trouble.", "outcome": "refuted", "next": ["Stop", "Tell sales"]}
    assert stored(project, path) == before | expected
    assert project.changes() == " M cards/boosting/card.json\n"


def test_escape_asks_and_a_reload_keeps_what_was_written(ana: Person, project: Project) -> None:
    path = add_card(project, "boosting", full_card())
    page = open_card(ana, path)
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Limits").fill("Only in October.")
    ana.page.keyboard.press("Escape")
    expect(page.get_by_role("alertdialog", name="Discard what you wrote?")).to_be_visible()
    ana.page.keyboard.press("Escape")
    expect(page.get_by_label("Limits")).to_have_value("Only in October.")
    ana.wait_for_draft('{"limitations":"Only in October."}')
    ana.reload_lab()
    page = open_card(ana, path)
    expect(page.get_by_label("Limits")).to_have_value("Only in October.")
    page.get_by_label("Limits").press("Escape")
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_role("article")).to_contain_text("One month of data.")
    assert project.changes() == ""


def test_what_somebody_else_wrote_meanwhile_stands_beside_it(ana: Person, project: Project) -> None:
    path = add_card(project, "boosting", full_card())
    page = open_card(ana, path)
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Conclusion").fill("Mine.")
    text = project.file(path).read_text(encoding="utf-8")
    theirs = text.replace(CONCLUSION, "Theirs.").replace("One month of data.", "Two months of data.")
    project.file(path).write_text(theirs, encoding="utf-8")
    with ana.tolerating("status of 409"):
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("alert")).to_contain_text("The card was changed meanwhile.")
    expect(page.get_by_text("In the file by now:")).to_be_visible()
    expect(page.get_by_role("form")).to_contain_text("Theirs.")
    expect(page.get_by_label("Conclusion")).to_have_value("Mine.")
    expect(page.get_by_label("Limits")).to_have_value("Two months of data. " + full_card().limitations[19:])
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("article")).to_contain_text("Supported: Mine.")
    assert stored(project, path)["limitations"].startswith("Two months")
    assert card_page(ana).get_by_role("form").count() == 0


def test_notes_and_captions_are_edited(ana: Person, project: Project) -> None:
    path = add_card(project, "boosting", full_card())
    before = stored(project, path)
    page = open_card(ana, path)
    page.get_by_role("button", name="Edit", exact=True).click()
    form = page.get_by_role("form", name="Edit card")
    form.get_by_text("Notes", exact=True).click()
    form.get_by_label("New note").fill("## Labels\n\nThey came late.")
    expect(form.get_by_label("Note 1")).to_be_focused()
    form.get_by_text("Captions", exact=True).click()
    form.get_by_label("Figure 1").fill("ROC, all customers")
    form.get_by_role("button", name="Save").click()
    expect(page.get_by_role("article")).to_contain_text("ROC, all customers")
    after = stored(project, path)
    assert after["notes"] == ["## Labels\n\nThey came late."]
    others = [figure["caption"] for figure in before["figures"][1:]]
    assert [figure["caption"] for figure in after["figures"]] == ["ROC, all customers", *others]


def test_what_a_merge_left_is_decided_on_the_page(ana: Person, project: Project) -> None:
    conflicts = [
        {"field": "conclusion", "ours": CONCLUSION, "theirs": "Wait for November."},
        {"field": "params.rate", "ours": 0.1, "theirs": None},
    ]
    path = add_card(project, "boosting", full_card(params={"rate": 0.1}, ext={"conflicts": conflicts}))
    page = open_card(ana, path)
    left = page.get_by_role("region", name="Left by a merge")
    expect(left).to_contain_text("nothing")
    page.get_by_role("button", name="Publish…").click()
    dialog = ana.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Choose on the page which to keep first.")
    expect(dialog.get_by_role("button", name="Publish", exact=True)).to_be_disabled()
    dialog.get_by_role("button", name="Cancel").click()
    left.get_by_role("button", name="Take theirs", exact=True).first.click()
    expect(page.get_by_role("article")).to_contain_text("Wait for November.")
    expect(left.get_by_role("listitem")).to_have_count(1)
    left.get_by_role("button", name="Keep ours", exact=True).click()
    expect(left).to_have_count(0)
    after = stored(project, path)
    assert (after["conclusion"], after["params"], "ext" in after) == ("Wait for November.", {"rate": 0.1}, False)

"""Two people talk about a card beneath what they talk about: a metric, a figure, a field, a parameter."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from stage.cards import add_card, auc, card_page, full_card, open_card
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING


def plus(page: Locator, label: str) -> Locator:
    return page.get_by_role("button", name=f"Comment on {label}", exact=True).first


def composer(page: Locator) -> Locator:
    return page.get_by_role("group", name="Comment", exact=True)


def thread(page: Locator) -> Locator:
    return page.get_by_role("article", name="Thread")


def begin(page: Locator, label: str) -> Locator:
    """Points at a part and presses +; where the comment is written."""
    plus(page, label).hover()
    expect(plus(page, label)).to_have_css("opacity", "1")
    plus(page, label).click()
    box = composer(page).get_by_role("textbox", name="Comment")
    expect(box).to_be_focused()
    return box


def comment(page: Locator, label: str, text: str) -> None:
    begin(page, label).fill(text)
    composer(page).get_by_role("button", name="Comment", exact=True).click()
    expect(composer(page)).to_have_count(0)
    expect(thread(page)).to_contain_text(text)


def marker(page: Locator, count: int = 1) -> Locator:
    return page.get_by_role("button", name=re.compile(rf"^{count} comment"))


def publish_again(person: Person, project: Project, path: str, **changes: object) -> None:
    """The notebook ran once more, and its card says something else."""
    stored = json.loads(project.file(path).read_text(encoding="utf-8")) | changes
    project.file(path).write_text(json.dumps(stored, indent=1), encoding="utf-8")
    person.page.evaluate("window.dispatchEvent(new Event('focus'))")


def test_a_metric_and_a_figure_are_talked_about(ana: Person, bo: Person, project: Project) -> None:
    path = add_card(project, "boosting", full_card())
    page, others = open_card(ana, path), open_card(bo, path)
    comment(page, "auc, test", "On which fold, @bo?")
    comment(page, "ROC on the test split", "The left end looks odd.")

    expect(marker(others)).to_have_count(2)
    others.locator(".mlc-Card-metric").first.get_by_role("button", name=re.compile("^1 comment")).click()
    expect(thread(others)).to_contain_text("On which fold")
    thread(others).get_by_role("textbox", name="Reply").fill("The last one.")
    thread(others).get_by_role("button", name="Reply", exact=True).click()
    expect(thread(others).locator(".mlc-Comment")).to_have_count(2)
    thread(others).get_by_role("button", name="Resolve").click()
    expect(marker(page)).to_have_count(1)
    expect(marker(page)).to_be_visible()

    ana.run("Show comments")
    expect(ana.panel.get_by_role("button", name="This card")).to_have_attribute("aria-pressed", "true")
    expect(ana.row("left end")).to_contain_text("Figure › ROC on the test split")
    ana.panel.get_by_role("button", name=re.compile("^Resolved")).click()
    ana.row("On which fold").click()
    expect(thread(page)).to_contain_text("The last one.")
    assert project.changes() == ""


def test_another_value_is_said_beside_what_was_written(ana: Person, bo: Person, project: Project) -> None:
    path = add_card(project, "boosting", full_card())
    page = open_card(ana, path)
    comment(page, "auc, test", "Suspiciously good.")
    others = open_card(bo, path)
    expect(marker(others)).to_have_count(1)
    value = json.loads(project.file(path).read_text(encoding="utf-8"))["metrics"]
    publish_again(bo, project, path, metrics=[value[0] | {"value": 0.871}, *value[1:]])
    expect(marker(others)).to_have_accessible_name(re.compile("changed since"))
    marker(others).click()
    expect(thread(others)).to_contain_text("changed since")
    expect(thread(others)).to_contain_text("Then 0.893, now 0.871")
    publish_again(bo, project, path, metrics=value[1:])
    expect(thread(others)).to_contain_text("place lost")
    expect(thread(others)).to_contain_text("Then 0.893")
    publish_again(bo, project, path, metrics=value)
    expect(marker(others)).to_have_accessible_name("1 comment")


def test_what_is_written_survives_a_reload(ana: Person, lab: Lab, project: Project) -> None:
    path = add_card(project, "boosting", full_card())
    box = begin(open_card(ana, path), "Limits")
    box.press_sequentially("Half a thought")
    ana.wait_for_draft("Half a thought")
    ana.reload_lab()
    page = open_card(ana, path)
    assert begin(page, "Limits").input_value() == "Half a thought"
    composer(page).get_by_role("textbox").press("Escape")
    page.get_by_role("button", name="Discard").click()
    expect(composer(page)).to_have_count(0)


def test_a_link_leads_to_what_is_folded_away(
    ana: Person, lab: Lab, project: Project, visit: Callable[..., Person]
) -> None:
    path = add_card(project, "boosting", full_card())
    page = open_card(ana, path)
    page.get_by_text("Details", exact=True).click()
    comment(page, "max_depth", "Why four?")
    thread(page).get_by_role("button", name="More about this thread").click()
    ana.menu_item("Copy link").click()
    expect(ana.page.get_by_text("Copied")).to_be_visible()
    link = ana.clipboard()
    ana.rename(f"{project.name}/cards/boosting", "trees")
    expect(thread(page)).to_contain_text("Why four?")

    bo = visit(lab, "bo")
    bo.page.goto(link)
    bo.wait_for_lab()
    opened = thread(card_page(bo))
    expect(opened).to_contain_text("Why four?")
    expect(opened).to_be_in_viewport()
    assert "cards/trees/card.json" in bo.page.url


def test_by_keyboard_and_about_the_whole_card(ana: Person, project: Project) -> None:
    page = open_card(ana, add_card(project, "boosting", full_card(metrics=[auc(0.893)])))
    plus(page, "auc, test").focus()
    ana.page.keyboard.press("Control+Alt+m")
    expect(page.locator(".mlc-NewThread")).to_contain_text("Metric › auc, test")
    ana.page.keyboard.press("Escape")
    expect(plus(page, "auc, test")).to_be_focused()
    ana.run("Show comments")
    expect(ana.panel).to_contain_text("Point at a part of the card and press +.")
    ana.panel.get_by_role("button", name="Comment on the card").click()
    composer(page).get_by_role("textbox", name="Comment").fill("Good to go.")
    ana.page.keyboard.press("Control+Enter")
    expect(thread(page)).to_contain_text("Whole card")
    ana.open(project.add("train.ipynb"))
    expect(ana.panel.get_by_role("button", name="This notebook")).to_be_visible()
    open_card(ana, f"{project.name}/cards/boosting/card.json")
    expect(ana.row("Good to go.")).to_be_visible()


def test_wrong_place(ana: Person, bo: Person, project: Project) -> None:
    path = add_card(project, "boosting", full_card())
    page, others = open_card(ana, path), open_card(bo, path)
    comment(page, "auc, test", "The left end looks odd.")
    question = thread(page).get_by_role("group", name="Where does it belong?")
    banner = ana.page.get_by_role("status").filter(has_text="Click the part this comment belongs to")
    figure, metric = others.locator(".mlc-Card-figure").first, others.locator(".mlc-Card-metric").first

    def ask() -> None:
        thread(page).get_by_role("button", name="More about this thread").click()
        ana.menu_item("Wrong place?").click()
        expect(question).to_contain_text("Which part of the card is it about?")

    ask()
    question.get_by_role("button", name="Pick the part").click()
    expect(banner).to_be_visible()
    ana.page.keyboard.press("Escape")
    expect(banner).to_have_count(0)
    expect(thread(page)).to_be_focused()

    ask()
    question.get_by_role("button", name="Pick the part").click()
    page.locator(".mlc-Card-figure img").first.click()
    expect(banner).to_have_count(0)
    expect(page.locator(".mlc-Card-figure").first).to_contain_text("The left end looks odd.")
    expect(marker(figure)).to_be_visible()

    ask()
    question.get_by_role("button", name="Pick the part").click()
    here = page.get_by_role("button", name="Put it on ROC on the test split", exact=True)
    expect(here).to_be_focused()
    ana.page.keyboard.press("ArrowUp")
    expect(here).not_to_be_focused()
    page.get_by_role("button", name="Put it on max_depth", exact=True).focus()
    ana.page.keyboard.press("Enter")
    expect(thread(page)).to_contain_text("max_depth")

    ask()
    question.get_by_role("button", name="Detach").click()
    expect(thread(page)).to_contain_text("It belongs to no part of the card.")
    expect(marker(others)).to_have_count(0)
    ana.run("Show comments")
    expect(ana.panel).to_contain_text("Place lost (1)")
    ana.panel.get_by_role("button", name="Pick a part").click()
    page.get_by_role("button", name="Put it on auc, test", exact=True).press("Enter")
    expect(ana.panel).not_to_contain_text("Place lost")
    expect(marker(metric)).to_be_visible()
    assert project.changes() == ""

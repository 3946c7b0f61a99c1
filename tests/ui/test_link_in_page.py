"""Links and pictures are put into a page while it is written, and a metric that it cites is followed."""

from __future__ import annotations

import base64
import json

from playwright.sync_api import Locator, expect

from stage.cards import add_card, auc, full_card, open_card
from stage.lab import ONE_WINDOWING
from stage.notebooks import PIXEL, Project
from stage.person import Person
from stage.waiting import until

pytestmark = ONE_WINDOWING

PASTE = """(editor, base64) => {
    const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));
    const data = new DataTransfer();
    data.items.add(new File([bytes], 'image.png', { type: 'image/png' }));
    editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def page_of(person: Person) -> Locator:
    return person.page.locator(".mlc-Page:visible")


def test_links_are_completed_and_pictures_are_kept_beside_the_page(ana: Person, project: Project) -> None:
    path = project.add("runs of May/train.ipynb")
    project.add("pages/words.md", "# Words\n")
    project.add("pages/plan.md", "# Plan\n\nText.\n")
    ana.open(path)
    ana.show_team().get_by_role("button", name="Plan").click()
    page_of(ana).get_by_role("button", name="Edit").click()
    editor = ana.page.locator(".jp-FileEditor:visible .cm-content")
    expect(editor).to_contain_text("Text.")
    editor.click()
    ana.page.keyboard.press("Control+End")
    ana.page.keyboard.type("See [[tra")
    offered = ana.page.get_by_role("listbox").get_by_role("option")
    expect(offered.first).to_contain_text("train")
    expect(offered.first).to_contain_text("runs of May/train.ipynb")
    ana.page.keyboard.press("Enter")
    expect(editor).to_contain_text("See [train](../runs%20of%20May/train.ipynb)")
    expect(page_of(ana).get_by_role("link", name="train")).to_be_visible()

    ana.page.keyboard.type(" and [[train#sp")
    expect(offered).to_have_count(0)
    ana.page.keyboard.press("Backspace")
    ana.page.keyboard.press("Backspace")
    expect(offered.nth(2)).to_contain_text("Train")
    ana.page.keyboard.press("ArrowDown")
    ana.page.keyboard.press("Enter")
    expect(editor).to_contain_text("#cell-id=load)")

    ana.page.keyboard.type("\n\n[[nothing like it")
    expect(offered).to_have_text("Nothing in this project is called that")
    ana.page.keyboard.press("Escape")

    editor.evaluate(PASTE, PIXEL)
    expect(editor).to_contain_text("![plan picture](plan-picture.png)")
    editor.evaluate(PASTE, PIXEL)
    expect(editor).to_contain_text("![plan picture 2](plan-picture-2.png)")
    assert project.file("pages/plan-picture.png").read_bytes() == base64.b64decode(PIXEL)
    expect(page_of(ana).get_by_role("img", name="plan picture", exact=True)).to_have_js_property("naturalWidth", 1)
    ana.page.keyboard.press("Control+z")
    expect(editor).not_to_contain_text("plan-picture-2.png")


def test_a_metric_of_a_card_is_cited_and_followed(ana: Person, project: Project) -> None:
    path = add_card(project, "boosting", full_card(metrics=[auc(0.871)]))
    project.add("pages/result.md", "# Result\n")
    open_card(ana, path)
    ana.run("Show pages")
    panel = ana.page.get_by_role("region", name="Pages")
    panel.get_by_role("button", name="Cite a metric").click()
    dialog = ana.page.get_by_role("dialog", name="Cite in a page")
    expect(dialog.get_by_role("radio", name="auc (test)")).to_be_checked()
    dialog.get_by_role("button", name="Cite", exact=True).click()
    expect(dialog).to_have_count(0)
    page = page_of(ana)
    expect(page.get_by_role("link", name="0.871")).to_have_attribute("data-state", "current")

    stored = json.loads(project.file(path).read_text(encoding="utf-8"))
    stored["metrics"][0] |= {"value": 0.893, "low": 0.887, "high": 0.899}
    project.file(path).write_text(json.dumps(stored), encoding="utf-8")
    ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="source changed").click()
    said = page.get_by_role("region", name="Citation")
    expect(said.get_by_role("figure").first).to_contain_text("0.871")
    expect(said.get_by_role("figure").last).to_contain_text("0.893")
    said.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("link", name="0.893")).to_have_attribute("data-state", "current")
    until(lambda: "[0.893](../cards/boosting/card.json#mlc=" in project.file("pages/result.md").read_text("utf-8"))


def test_the_launcher_leads_to_the_page_to_begin_with(ana: Person, project: Project) -> None:
    project.add("pages/welcome.md", "---\ntitle: Welcome\nstart: true\n---\n\nHello.\n")
    ana.open(project.add("train.ipynb"))
    ana.run("New Launcher")
    launcher = ana.page.locator(".jp-Launcher:visible")
    launcher.get_by_text("Start here").click()
    expect(page_of(ana)).to_contain_text("Hello.")


def test_a_folder_is_enough_to_see_its_pages(ana: Person, project: Project) -> None:
    project.add("pages/welcome.md", "---\ntitle: Welcome\nstart: true\n---\n\nHello.\n")
    ana.run("New Launcher")
    ana.show_folder(project.name)
    launcher = ana.page.locator(".jp-Launcher:visible")
    expect(launcher.get_by_text("Start here")).to_be_visible()
    expect(ana.show_team().get_by_role("button", name="Welcome")).to_be_visible()
    launcher.get_by_text("Start here").click()
    expect(page_of(ana)).to_contain_text("Hello.")

"""A card that code made is shown as a card in its notebook, also where nothing of the notebook is trusted."""

from __future__ import annotations

import base64

from playwright.sync_api import expect

from stage.cards import CONCLUSION, CURVE, TITLE, add_card, card, full_card, shown
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project, code, notebook
from stage.person import Person

pytestmark = ONE_WINDOWING

HOSTILE = "<img src=x onerror=\"document.title='taken'\"><b>bold</b>"


def test_it_is_shown_as_a_card_and_leads_to_its_page(ana: Person, project: Project) -> None:
    made = full_card()
    add_card(project, "boosting", made)
    figures = {made.figures[0].path: base64.b64encode(CURVE.encode()).decode()}
    output = shown(made, "cards/boosting/card.json", files=figures)
    ana.open(project.add("train.ipynb", notebook([code("made", "card", output, count=1)])))
    sheet = ana.notebook.get_by_role("article", name=TITLE)
    expect(sheet).to_contain_text(f"Supported: {CONCLUSION.partition('. ')[0]}.")
    expect(sheet.locator(".mlc-Card-metric").first).to_contain_text("auc, test0.8930.887 to 0.899 · n = 1842")
    tops = sheet.locator(".mlc-Card-metric").evaluate_all("metrics => metrics.map(each => each.offsetTop)")
    assert len(tops) == 4 and len(set(tops)) == 1, "the metrics stand side by side"
    expect(sheet.get_by_role("img", name="ROC on the test split")).to_be_visible()
    assert sheet.get_by_role("img").first.evaluate("image => image.decode().then(() => image.naturalWidth)") == 480
    expect(sheet.locator(".mlc-Markdown strong")).to_have_text("interaction")
    expect(ana.notebook.locator(".jp-OutputArea-output")).not_to_contain_text("The card as HTML")
    sheet.get_by_text("Details", exact=True).click()
    expect(sheet.get_by_role("row", name="learning_rate")).to_contain_text("0.1")
    ana.notebook.get_by_role("button", name="Open card").click()
    expect(ana.page.locator(".mlc-CardPage:visible").get_by_role("article", name=TITLE)).to_be_visible()


def test_what_somebody_else_wrote_into_it_stays_text(ana: Person, project: Project) -> None:
    made = card(title=HOSTILE, hypothesis=HOSTILE, conclusion=HOSTILE, params={HOSTILE: HOSTILE}, tags=[HOSTILE])
    wrong = {**shown(made)["data"]["application/vnd.mlcollab.card.v1+json"], "files": 5, "path": ["x"]}
    wrong["card"] |= {"metrics": "none", "figures": [{"path": "../../../logout", "mediaType": "image/png"}, None]}
    wrong["card"] |= {"created": "never", "code": [], "next": [HOSTILE, 3]}
    output = shown(made)
    output["data"]["application/vnd.mlcollab.card.v1+json"] = wrong
    ana.open(project.add("hostile.ipynb", notebook([code("made", "card", output, count=1)])))
    sheet = ana.notebook.get_by_role("article")
    expect(sheet.get_by_role("heading", name=HOSTILE)).to_be_visible()
    sheet.get_by_text("Details", exact=True).click()
    expect(sheet.get_by_role("row", name=HOSTILE)).to_be_visible()
    expect(sheet.locator("b, img")).to_have_count(0)
    assert ana.page.title() != "taken"

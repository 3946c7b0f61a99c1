"""Cards in Jupyter Notebook 7, where a page is one notebook, and a card opens on a page of its own."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from jupyter_mlcollab.cards.text import read_card
from stage.cards import TITLE
from stage.environments import environment
from stage.lab import Lab
from stage.notebooks import code, new_project, notebook
from stage.person import Person
from test_card_without_code import MAKE, churn, making
from test_keep_card_from_output import elsewhere
from test_main_journey import bear_with_settings


def opening(person: Person, press: Callable[[], None]) -> Page:
    """The page that opens at a press."""
    with person.context.expect_page() as opened:
        press()
    return opened.value


def test_in_notebook_7(new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    lab = new_lab(program=(str(environment("notebook-7")), "-m", "notebook"), page="notebooks")
    project = new_project(lab.root, "classic")
    ana = visit(lab, "ana", project.add("train.ipynb", churn()), bear_with_settings)
    ana.run(MAKE)
    form = making(ana)
    expect(form.get_by_label("Title")).to_have_value("Trees beat lines")
    form.get_by_label("Conclusion").fill("Wait.")
    page = opening(ana, form.get_by_role("button", name="Create draft").click)
    expect(form).to_have_count(0)
    (file,) = project.folder.glob("cards/*/card.json")
    assert [metric.value for metric in read_card(file.read_bytes()).metrics] == [0.871]

    card = page.locator(".mlc-CardPage")
    expect(card.get_by_role("article", name="Trees beat lines")).to_contain_text("AUC, test")
    card.get_by_role("button", name="Edit").click()
    card.get_by_label("Conclusion").fill("Adopt.")
    card.get_by_role("button", name="Save").click()
    expect(card.get_by_role("article")).to_contain_text("Adopt.")
    assert read_card(file.read_bytes()).conclusion == "Adopt."
    card.get_by_role("button", name="Comment on AUC, test").first.click()
    composer = card.get_by_role("group", name="Comment", exact=True)
    composer.get_by_role("textbox", name="Comment").fill("On which fold?")
    composer.get_by_role("button", name="Comment", exact=True).click()
    expect(card.get_by_role("article", name="Thread")).to_contain_text("On which fold?")

    back = opening(ana, card.get_by_role("button", name="Open notebook").click)
    expect(back.locator(".jp-NotebookPanel")).to_contain_text("Trees beat lines")
    expect(back.get_by_role("button", name="Card: draft")).to_be_visible()


def test_a_card_of_an_output_is_kept(new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    lab = new_lab(program=(str(environment("notebook-7")), "-m", "notebook"), page="notebooks")
    project = new_project(lab.root, "kept")
    path = project.add("train.ipynb", notebook([code("made", "card", elsewhere(), count=1)]))
    ana = visit(lab, "ana", path, bear_with_settings)
    output = ana.notebook.locator(".mlc-CardOutput")
    output.get_by_role("button", name="Keep this card").click()
    expect(output.get_by_role("status")).to_contain_text("Kept as a draft.")
    page = opening(ana, output.get_by_role("button", name="Open card").click)
    expect(page.locator(".mlc-CardPage").get_by_role("article", name=TITLE)).to_be_visible()

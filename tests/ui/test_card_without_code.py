"""Somebody who wrote no code makes a card of what their notebook shows, and publishes it."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from jupyter_mlcollab.cards.text import read_card
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project, code, image_output, markdown, notebook, text_output
from stage.person import Person

pytestmark = ONE_WINDOWING

MAKE = "Make a card from this notebook"
PRINTED = "epoch 1: loss=0.52\nTest AUC: 0.871\nmean cost: 3.50\n"


def churn() -> dict[str, object]:
    parameters = code("parameters", "rate = 0.1\ndepth = 4", count=1)
    parameters["metadata"] = {"tags": ["parameters"]}
    cells = [
        markdown("title", "# Trees beat lines"),
        parameters,
        code("load", 'frame = pd.read_csv("churn.csv")', count=2),
        code("train", "train()", text_output(PRINTED), count=3),
        code("plot", "# the ROC curve", image_output(), count=4),
    ]
    return notebook(cells)


def making(person: Person) -> Locator:
    return person.page.get_by_role("dialog", name=MAKE)


def test_from_outputs_to_a_published_card(ana: Person, project: Project) -> None:
    project.add("churn.csv", "age,left\n1,0\n")
    ana.open(project.add("train.ipynb", churn()))
    # What is not saved counts, too.
    ana.replace_source(1, "rate = 0.25\ndepth = 4")
    ana.run(MAKE)
    form = making(ana)
    expect(form.get_by_label("Title")).to_have_value("Trees beat lines")
    results = form.get_by_role("region", name="Results")
    expect(results.get_by_role("checkbox", name="Keep AUC 0.871")).to_be_checked()
    results.get_by_text("2 more numbers, perhaps no results").click()
    expect(results.get_by_role("checkbox", name="Keep mean cost 3.5")).not_to_be_checked()
    expect(results.get_by_role("checkbox", name="Keep loss 0.52")).not_to_be_checked()
    expect(results.get_by_text("Test AUC: 0.871")).to_be_visible()
    expect(results.get_by_label("Split").first).to_have_value("test")
    results.get_by_label("Name").first.fill("ROC AUC")
    expect(form.get_by_role("region", name="Parameters")).to_contain_text("rate0.25")
    form.get_by_role("region", name="Parameters").get_by_role("checkbox", name=re.compile("depth")).uncheck()
    expect(form.get_by_role("region", name="Data")).to_contain_text("churn.csv")
    figures = form.get_by_role("region", name="Figures")
    assert figures.get_by_role("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 1
    figures.get_by_label("What the figure of cell 5 shows").fill("ROC on the test split")
    form.get_by_label("Believed").fill("Two points of AUC")
    expect(form).to_contain_text("Not committed: train.ipynb.")
    form.get_by_role("button", name="Create draft").click()
    expect(form).to_have_count(0)

    page = ana.page.locator(".mlc-CardPage:visible")
    expect(page.get_by_role("article", name="Trees beat lines")).to_contain_text("ROC AUC, test")
    expect(page.get_by_role("img", name="ROC on the test split")).to_be_visible()
    (file,) = project.folder.glob("cards/*/card.json")
    made = read_card(file.read_bytes())
    assert [(m.name, m.value, m.split, m.goal) for m in made.metrics] == [("ROC AUC", 0.871, "test", "max")]
    assert made.params == {"rate": 0.25} and made.data[0].uri == "churn.csv"
    assert made.code and made.code.commit == project.git("rev-parse", "HEAD").strip() and made.code.dirty

    page.get_by_role("button", name="Publish…").click()
    publish = ana.page.get_by_role("dialog", name="Publish card")
    publish.get_by_label("Outcome").select_option("Supported")
    publish.get_by_label("Conclusion").fill("Adopt.")
    publish.get_by_role("button", name="Publish", exact=True).click()
    expect(publish.get_by_role("status")).to_contain_text("Published.")
    assert "ROC AUC" in (file.parent / "README.md").read_text(encoding="utf-8")


def test_made_again_it_updates_the_draft_with_what_was_chosen_before(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb", churn())
    ana.open(path)
    ana.show_team()
    ana.team.get_by_role("button", name=MAKE).click()
    form = making(ana)
    form.get_by_label("Title").fill("Trees")
    form.get_by_label("Conclusion").fill("Wait.")
    form.get_by_label("Name").first.fill("ROC AUC")
    ana.page.keyboard.press("Control+Enter")
    expect(form).to_have_count(0)
    ana.open(path)
    ana.notebook.get_by_role("button", name="More about cards of this notebook").click()
    ana.menu_item(MAKE).click()
    expect(form.get_by_label("Title")).to_have_value("Trees")
    expect(form.get_by_label("Conclusion")).to_have_value("Wait.")
    expect(form.get_by_label("Name").first).to_have_value("ROC AUC")
    form.get_by_label("Conclusion").fill("Adopt.")
    # Escape asks before anything is lost.
    ana.page.keyboard.press("Escape")
    expect(form.get_by_role("alertdialog")).to_be_visible()
    ana.page.keyboard.press("Escape")
    expect(form.get_by_label("Conclusion")).to_have_value("Adopt.")
    form.get_by_role("button", name="Update draft").click()
    expect(form).to_have_count(0)
    (file,) = project.folder.glob("cards/*/card.json")
    assert (read_card(file.read_bytes()).conclusion, file.parent.name) == ("Adopt.", "trees")


def test_a_notebook_that_shows_nothing_says_so_and_two_of_one_name_are_refused(ana: Person, project: Project) -> None:
    ana.open(project.add("empty.ipynb", notebook([code("x", "x = 1", text_output("auc: 0.8\nf1: 0.7\n"), count=1)])))
    ana.run(MAKE)
    form = making(ana)
    expect(form.get_by_role("region", name="Figures")).to_contain_text("No output shows a picture.")
    expect(form.get_by_role("button", name="Create draft")).to_be_disabled()
    form.get_by_label("Title").fill("Nothing yet")
    form.get_by_label("Name").nth(1).fill("auc")
    expect(form.get_by_role("status")).to_contain_text("Two metrics are called “auc”.")
    expect(form.get_by_role("button", name="Create draft")).to_be_disabled()
    form.get_by_role("button", name="Cancel").click()
    form.get_by_role("button", name="Discard").click()
    expect(form).to_have_count(0)
    assert not (project.folder / "cards").exists()

"""Two cards in pairs: their figures, and what changed in the notebook between their commits. The tab comes back."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from jupyter_mlcollab.cards.card import CardCode
from stage.cards import CURVE, add_card, auc, card, card_rows, figure
from stage.comparison import changes
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project, code, notebook
from stage.person import Person
from stage.waiting import until

pytestmark = ONE_WINDOWING


def committed(project: Project, value: int) -> CardCode:
    """A version of the notebook, as a card remembers it."""
    project.add("train.ipynb", notebook([code("depth", f"depth = {value}")]))
    return CardCode(notebook="train.ipynb", commit=project.git("rev-parse", "HEAD").strip(), dirty=False)


def compare(person: Person, *titles: str) -> Locator:
    """Chooses cards in the list and compares them, the first with the others; the tab."""
    person.show_team()
    for title in titles:
        person.team.get_by_role("checkbox", name=f"Select {title} to compare").check()
    person.team.get_by_role("button", name="Compare").click()
    view = person.page.locator(".mlc-CardComparison:visible")
    expect(view.get_by_role("table")).to_be_visible()
    return view


def test_figures_and_notebooks_in_pairs(ana: Person, project: Project) -> None:
    before = committed(project, 3)
    line = add_card(project, "line", card(3, "A line", metrics=[auc(0.871)], figures=[figure()], code=before))
    figures = [figure(), figure("figures/gain.svg", caption="Gain")]
    add_card(project, "trees", card(2, "Trees", figures=figures, code=committed(project, 4)))
    add_card(project, "plain", card(1, "Plain", code=CardCode(notebook="train.ipynb")))
    project.file(line).with_name("figures").joinpath("roc.svg").write_text(CURVE.replace("#1976d2", "#d21919"))
    ana.open(f"{project.name}/train.ipynb")
    ana.show_team()
    expect(card_rows(ana)).to_have_count(3)
    view = compare(ana, "A line", "Trees", "Plain")

    roc = view.get_by_role("region", name="ROC on the test split")
    expect(roc.get_by_role("img")).to_have_count(2)
    widths = roc.get_by_role("img").evaluate_all(
        "images => Promise.all(images.map(i => i.decode().then(() => i.width)))"
    )
    assert all(widths)
    expect(view.get_by_role("region", name="Gain", exact=True)).to_contain_text("“A line” has no such figure.")
    roc.get_by_role("button", name="Difference").click()
    expect(roc.get_by_role("status")).to_contain_text("% of the pixels differ.")
    roc.get_by_role("button", name="Swipe").click()
    roc.get_by_role("slider").focus()
    ana.page.keyboard.press("ArrowRight")
    expect(roc.get_by_role("slider")).to_have_value("51")

    until(lambda: ana.lab.remembers('"look":"swipe"'))
    ana.reload()
    expect(view.get_by_role("table")).to_be_visible()
    expect(roc.get_by_role("slider")).to_be_visible()

    pair = view.get_by_role("region", name="In pairs")
    pair.get_by_role("combobox", name="A line beside").select_option("Plain")
    expect(pair).to_contain_text("No commit is recorded for “Plain”.")
    pair.get_by_role("combobox", name="A line beside").select_option("Trees")
    pair.get_by_role("button", name="Show what changed").click()
    expect(changes(ana).locator(".cm-merge-a .cm-changedLine")).to_have_text("depth = 3")
    expect(changes(ana).locator(".cm-merge-b .cm-changedLine")).to_have_text("depth = 4")


def test_a_commit_that_git_does_not_know_is_said(ana: Person, project: Project) -> None:
    add_card(project, "trees", card(2, "Trees", code=committed(project, 4)))
    gone = CardCode(notebook="train.ipynb", commit="0123456789" * 4, dirty=False)
    add_card(project, "line", card(1, "A line", code=gone))
    ana.open(f"{project.name}/train.ipynb")
    view = compare(ana, "A line", "Trees")
    with ana.tolerating("status of 404"):
        view.get_by_role("button", name="Show what changed").click()
        expect(changes(ana).get_by_role("alert")).to_contain_text("Git knows no commit “0123456")

"""From a card to what changed in its notebook since the commit that it names."""

from __future__ import annotations

from playwright.sync_api import expect

from jupyter_mlcollab.cards.card import CardCode
from stage.cards import add_card, card, open_card
from stage.comparison import changes
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project, code, notebook
from stage.person import Person

pytestmark = ONE_WINDOWING


def test_what_changed_since_the_card(ana: Person, project: Project) -> None:
    project.add("train.ipynb", notebook([code("rate", "rate = 0.1")]))
    commit = project.git("rev-parse", "HEAD").strip()
    made = card(code=CardCode(notebook="train.ipynb", commit=commit))
    path = add_card(project, "boosting", made)
    project.add("train.ipynb", notebook([code("rate", "rate = 0.2")]))
    open_card(ana, path).get_by_role("button", name="Changes since").click()
    expect(changes(ana)).to_contain_text("rate = 0.1")
    expect(changes(ana)).to_contain_text("rate = 0.2")


def test_nothing_is_offered_where_nothing_changed(ana: Person, project: Project) -> None:
    project.add("train.ipynb", notebook([code("rate", "rate = 0.1")]))
    commit = project.git("rev-parse", "HEAD").strip()
    path = add_card(project, "boosting", card(code=CardCode(notebook="train.ipynb", commit=commit)))
    page = open_card(ana, path)
    expect(page.get_by_role("button", name="Open notebook")).to_be_visible()
    expect(page.get_by_role("button", name="Changes since")).to_have_count(0)

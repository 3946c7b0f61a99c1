"""A card that its code could not write, since the kernel runs elsewhere, is kept from the output."""

from __future__ import annotations

import base64
from typing import Any

from playwright.sync_api import expect

from jupyter_mlcollab.cards.text import read_card
from stage.cards import CURVE, TITLE, full_card, shown
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project, code, notebook
from stage.person import Person

pytestmark = ONE_WINDOWING

PROBLEM = "The notebook's files are not on this computer. The card is in this output only."


def elsewhere() -> dict[str, Any]:
    """What a kernel shows that does not see the project."""
    made = full_card()
    figures = {figure.path: base64.b64encode(CURVE.encode()).decode() for figure in made.figures}
    return shown(made, problem=PROBLEM, files=figures)


def test_a_card_of_a_remote_kernel_is_kept_as_a_draft(ana: Person, project: Project) -> None:
    ana.open(project.add("models/train.ipynb", notebook([code("made", "card", elsewhere(), count=1)])))
    output = ana.notebook.locator(".mlc-CardOutput")
    expect(output).to_contain_text(PROBLEM)
    output.get_by_role("button", name="Keep this card").click()
    expect(output.get_by_role("status")).to_contain_text("Kept as a draft.")
    (file,) = project.folder.glob("cards/*/card.json")
    kept = read_card(file.read_bytes())
    assert (kept.title, kept.code and kept.code.notebook) == (TITLE, "models/train.ipynb")
    assert [(file.parent / figure.path).read_text(encoding="utf-8") for figure in kept.figures] == [CURVE]
    output.get_by_role("button", name="Open card").click()
    page = ana.page.locator(".mlc-CardPage:visible")
    expect(page.get_by_role("article", name=TITLE)).to_be_visible()
    expect(page.locator(".mlc-CardChip").first).to_have_text("draft")


def test_where_it_cannot_be_written_the_output_says_why(ana: Person, project: Project) -> None:
    project.add("cards", "a file in the place of the folder\n")
    ana.open(project.add("train.ipynb", notebook([code("made", "card", elsewhere(), count=1)])))
    output = ana.notebook.locator(".mlc-CardOutput")
    with ana.tolerating("status of 400", "status of 404", "status of 500", "status of 403"):
        output.get_by_role("button", name="Keep this card").click()
        expect(output.get_by_role("alert")).to_contain_text("Not kept.")
    expect(output.get_by_role("button", name="Keep this card")).to_be_enabled()
    expect(output.get_by_role("article", name=TITLE)).to_be_visible()

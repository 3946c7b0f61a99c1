"""Words of the glossary are explained wherever Markdown is read, and the charter's roles stand beside names."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project, code, markdown, notebook
from stage.person import Person

pytestmark = ONE_WINDOWING

WORDS = "---\ntype: glossary\n---\n# Words\n\n- **Churn**: a customer who left\n- **Holdout**: rows nobody saw\n"
ROLES = "## Roles\n\n| Role | Person |\n| --- | --- |\n| Decides | Ana López |\n"


def terms(where: Locator) -> Locator:
    return where.locator(".mlc-Term")


def test_words_are_explained_in_notebooks_pages_and_comments(ana: Person, project: Project) -> None:
    cells = [markdown("why", "Who will churn? See `churn`. Churn again, on the holdout."), code("load", "x = 1")]
    path = project.add("train.ipynb", notebook(cells))
    project.add("pages/words.md", WORDS)
    project.add("pages/plan.md", f"---\ntype: charter\n---\n# Plan\n\nLess churn.\n\n{ROLES}")
    ana.open(path)
    expect(terms(ana.notebook)).to_have_text(["churn", "holdout"])
    terms(ana.notebook).first.hover()
    said = ana.page.get_by_role("tooltip")
    expect(said).to_contain_text("a customer who left")
    ana.page.keyboard.press("Escape")
    expect(said).to_have_count(0)
    terms(ana.notebook).last.focus()
    expect(said).to_contain_text("rows nobody saw")

    ana.comment(1, "Is churn counted twice?")
    expect(terms(ana.threads)).to_have_text("churn")
    expect(ana.comments()).to_contain_text("Decides")
    ana.show_team().get_by_role("button", name="Plan").click()
    expect(terms(ana.page.locator(".mlc-Page:visible"))).to_have_text("churn")
    assert project.changes() == ""

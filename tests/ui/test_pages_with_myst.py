"""Pages and notebooks where jupyterlab-myst draws Markdown: what we put on top stands there too."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import expect

from stage.environments import environment
from stage.lab import Lab
from stage.notebooks import Project, code, markdown, new_project, notebook, text_output
from stage.pages import comment_on, count_in, open_page
from stage.person import Person
from stage.waiting import until

PLAN = """---
title: The plan
type: decision
---
# The plan

:::{note}
Who will churn is told [in the notebook](../train.ipynb#cell-id=fit), see [below](#where-we-are).
:::

- [ ] Ask for the data

## Where we are

We are happy with what there is.
"""
WORDS = "---\ntype: glossary\n---\n# Words\n\n- **Churn**: a customer who left\n"


def cite_output(ana: Person, cell: int) -> None:
    """Cites the output of a cell at the end of the page that is open, the only one offered."""
    ana.select_cell(cell)
    ana.run("Show pages")
    ana.page.get_by_role("region", name="Pages").get_by_role("button", name="Cite this cell").click()
    dialog = ana.page.get_by_role("dialog", name="Cite in a page")
    dialog.get_by_role("button", name="Cite", exact=True).click()
    expect(dialog).to_have_count(0)


def give_result(project: Project, path: str, text: str) -> None:
    file = project.file(path)
    content = json.loads(file.read_text(encoding="utf-8"))
    content["cells"][1]["outputs"] = [text_output(text)]
    file.write_text(json.dumps(content), encoding="utf-8")


def test_pages_and_cells_that_myst_draws(new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    lab = new_lab(program=(str(environment("myst")), "-m", "jupyterlab"))
    project = new_project(lab.root, "churn")
    cells = [
        markdown("why", ":::{tip}\nWho will churn?\n:::"),
        code("fit", "print('auc', 0.871)", text_output("auc 0.871\n")),
    ]
    notebook_path = project.add("train.ipynb", notebook(cells))
    path = project.add("pages/plan.md", PLAN)
    ana = visit(lab, "ana")
    # MyST asks it for values that cells use, though none is there.
    ana.tolerate("Session has no kernel")
    page = open_page(ana, path)
    expect(page.locator("aside.myst-admonition")).to_contain_text("Who will churn is told")

    page.locator(".mlc-PageText > *").evaluate("node => { node.dataset.before = ''; }")
    page.get_by_role("checkbox", name="Ask for the data").check()
    until(lambda: "- [x] Ask for the data" in project.file(path).read_text(encoding="utf-8"))
    expect(page.get_by_role("checkbox", name="Ask for the data")).to_be_checked()
    # Drawn anew while the mouse selects, the page would hold nothing of what was selected.
    expect(page.locator(".mlc-PageText > [data-before]")).to_have_count(0)
    comment_on(ana, "happy with what there is", "All of us?")
    expect(page.locator(".mlc-SelectionMark")).to_have_text("happy with what there is")

    page.get_by_role("link", name="in the notebook").hover()
    expect(ana.page.get_by_role("tooltip")).to_contain_text("train.ipynb, cell 2")
    ana.page.keyboard.press("Escape")
    page.get_by_role("link", name="below").click()
    expect(page.get_by_role("heading", name="Where we are")).to_be_in_viewport()
    ana.open(notebook_path)
    cite_output(ana, 1)
    page = open_page(ana, path)
    expect(page.get_by_role("link", name="auc 0.871")).to_have_attribute("data-state", "current")
    give_result(project, notebook_path, "auc 0.893\n")
    ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="source changed").click()
    page.get_by_role("region", name="Citation").get_by_role("button", name="Accept").click()
    expect(page.get_by_role("link", name="auc 0.893")).to_have_attribute("data-state", "current")
    expect(count_in(page)).to_be_visible()

    project.add("pages/words.md", WORDS)
    ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(".mlc-Term")).to_have_text("churn")
    ana.open(notebook_path)
    expect(ana.notebook.locator(".mlc-Term")).to_have_text("churn")
    # MyST draws every cell anew, over the words that we marked.
    ana.cell(0).dblclick()
    ana.replace_source(0, "Nobody will churn, and who\nchurns comes back.")
    ana.page.keyboard.press("Control+Enter")
    expect(ana.cell(0)).to_contain_text("Nobody will churn")
    expect(ana.notebook.locator(".mlc-Term")).to_have_text("churn")

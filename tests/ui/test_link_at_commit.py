"""Links in a page that lead to a file as a commit has it."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.pages import open_page, page_of
from stage.person import Person

pytestmark = ONE_WINDOWING


def test_a_notebook_and_a_page_as_they_were(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    plan = project.add("pages/plan.md", "# Plan\n\nAsk who leaves.\n")
    commit = project.git("rev-parse", "HEAD").strip()
    notebook = json.loads(project.file(path).read_text(encoding="utf-8"))
    notebook["cells"].append({**notebook["cells"][0], "id": "later", "source": "# Later"})
    project.file(path).write_text(json.dumps(notebook), encoding="utf-8")
    project.file(plan).write_text("# Plan\n\nAsk why they leave.\n", encoding="utf-8")
    links = f"[the notebook](../train.ipynb?at={commit[:8]}) and [the plan](plan.md?at={commit[:8]})"
    then = project.add("pages/then.md", f"# Then\n\nSee {links}.\n")
    page = open_page(ana, then)

    page.get_by_role("link", name="the notebook").hover()
    expect(ana.page.locator(".mlc-HoverCard")).to_contain_text(f"as of {commit[:7]}")
    page.get_by_role("link", name="the notebook").click()
    changes = ana.page.locator(".mlc-Changes:visible")
    expect(changes).to_contain_text("Later")
    expect(changes).to_contain_text(commit[:7])

    page = open_page(ana, then)
    page.get_by_role("link", name="the plan").hover()
    expect(ana.page.locator(".mlc-HoverCard")).to_contain_text("Ask who leaves.")
    page.get_by_role("link", name="the plan").click()
    history = page_of(ana).get_by_role("region", name="History")
    expect(history.locator("[aria-current=true]")).to_contain_text("Add pages/plan.md")
    expect(history.get_by_label("What changed")).to_contain_text("Ask who leaves.")
    expect(page_of(ana)).to_contain_text("Ask why they leave.")

"""A page that would stop the browser is drawn only when somebody asks for that."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.pages import editor_of
from stage.person import Person

pytestmark = ONE_WINDOWING

HEADINGS = 10_000


def test_a_page_of_ten_thousand_headings(ana: Person, project: Project) -> None:
    headings = "".join(f"## Step {number}\n\nDone.\n\n" for number in range(HEADINGS))
    ana.open(project.add("train.ipynb"))
    path = project.add("pages/steps.md", f"# Steps\n\n{headings}")
    ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
    ana.show_team().get_by_role("button", name="Steps").click()
    page = ana.page.locator(".mlc-Page:visible")
    expect(page).to_contain_text("This page is very long.")
    expect(page.get_by_role("button", name="Show it")).to_be_visible()
    expect(page.locator(".mlc-PageText h2")).to_have_count(0)
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(editor_of(ana)).to_contain_text("## Step 1")

    short = project.file(path)
    short.write_text("# Steps\n\n## The only step\n\nDone.\n", encoding="utf-8")
    ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.get_by_role("heading", name="The only step")).to_be_visible()
    expect(page).not_to_contain_text("This page is very long.")

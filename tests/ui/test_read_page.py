"""A page is read: its outline, links to its headings and to those of other pages, and what a link leads to."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from stage.cards import add_card, full_card
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING

FILLER = "\n\nWords.\n" * 60
PLAN = f"""# Plan

See [below](#where-we-are), [the split](../train.ipynb#cell-id=split), [boosting](../cards/boosting/card.json)
and [what we call churn](words.md#our-words).
{FILLER}
## Where we are

Here.
{FILLER}
"""


def page_of(person: Person) -> Locator:
    return person.page.locator(".mlc-Page:visible")


def test_links_and_outline_lead_to_headings_and_say_what_they_lead_to(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    add_card(project, "boosting", full_card())
    project.add("pages/words.md", f"# Words{FILLER}\n## Our words\n\nChurn is who left.\n")
    project.add("pages/plan.md", PLAN)
    ana.open(path)
    ana.show_team().get_by_role("button", name="Plan").click()
    page = page_of(ana)
    hover = ana.page.get_by_role("tooltip")

    page.get_by_role("link", name="the split").hover()
    expect(hover).to_contain_text("train.ipynb, cell 4")
    expect(hover).to_contain_text("half = len(customers) // 2")
    page.get_by_role("link", name="boosting").hover()
    expect(hover).to_contain_text("draft, supported")
    ana.page.keyboard.press("Escape")
    expect(hover).to_have_count(0)
    page.get_by_role("link", name="what we call churn").focus()
    expect(hover).to_contain_text("Churn is who left.")

    page.get_by_role("link", name="below").click()
    expect(page.get_by_role("heading", name="Where we are")).to_be_in_viewport()
    ana.page.get_by_role("tab", name="Table of Contents").click()
    outline = ana.page.get_by_role("region", name="Table of Contents section")
    outline.get_by_text("Plan", exact=True).click()
    expect(page.get_by_role("heading", name="Plan")).to_be_in_viewport()
    page.get_by_role("link", name="what we call churn").click()
    expect(page_of(ana).get_by_role("heading", name="Our words")).to_be_in_viewport()
    expect(outline.get_by_text("Our words")).to_be_visible()

    ana.page.get_by_role("tab", name="Table of Contents").click()
    ana.show_team().get_by_role("button", name="Plan").click()
    page.get_by_role("link", name="the split").click()
    expect(ana.cell(3)).to_be_in_viewport()
    expect(ana.page.get_by_role("dialog")).to_have_count(0)
    ana.team.get_by_role("button", name="Plan").click()
    page.get_by_role("link", name="boosting").click()
    expect(ana.page.get_by_role("heading", name="Gradient boosting beats")).to_be_visible()
    expect(ana.page.get_by_role("dialog")).to_have_count(0)


def test_a_link_to_what_is_not_there_says_so(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    project.add("train.py", "import pandas\n")
    project.add("pages/plan.md", "# Plan\n\nSee [the code](../train.py) and [what came of it](result.md).\n")
    ana.open(path)
    ana.show_team().get_by_role("button", name="Plan").click()
    page, hover = page_of(ana), ana.page.get_by_role("tooltip")
    page.get_by_role("link", name="the code").hover()
    expect(hover).to_contain_text("import pandas")
    missing = page.get_by_role("link", name="what came of it")
    missing.hover()
    expect(hover).to_contain_text("There is no such page in the project.")
    with ana.tolerating("404"):
        missing.click()
        said = ana.page.get_by_text("There is no page “result.md” there.")
        expect(said).to_be_visible()
    expect(page).to_contain_text("See the code")
    said.click()

"""Ana asks Bo to look; it waits in his inbox until he answers, and she sees which."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING


def ask_bo(ana: Person, line: str) -> None:
    ana.notebook.get_by_role("button", name="Ask people to look at this notebook").click()
    form = ana.page.get_by_role("form", name="Ask for a look")
    form.get_by_role("combobox", name="Whom to ask").press_sequentially("lind")
    form.get_by_role("option").filter(has_text="Bo Lindqvist").click()
    form.get_by_label("What should they look at?").fill(line)
    form.get_by_role("button", name="Ask", exact=True).click()
    expect(form).to_have_count(0)


def test_looked_fine(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    other = project.add("other.ipynb")
    bo.open(other)
    ana.open(path)
    ask_bo(ana, "Is the split sound?")
    expect(ana.show_panel()).to_contain_text("Bo Lindqvist: waiting")

    bo.show_team()
    expect(bo.team).to_contain_text("Ana asks you to look")
    expect(bo.team).to_contain_text("Is the split sound?")
    bo.team.get_by_role("button", name="Open", exact=True).click()
    banner = bo.notebook.get_by_role("region", name="Asked to look")
    expect(banner).to_contain_text("Ana López asks you to look: Is the split sound?")
    banner.get_by_role("button", name="Looked, fine").click()
    expect(banner).to_have_count(0)
    expect(bo.team.get_by_role("button", name="Looked, fine")).to_have_count(0)
    expect(ana.panel).to_contain_text("Bo Lindqvist looked, fine")
    assert project.changes() == ""


def test_commenting_answers_too(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    bo.open(path)
    ana.open(path)
    ask_bo(ana, "")
    banner = bo.notebook.get_by_role("region", name="Asked to look")
    expect(banner).to_be_visible()
    bo.comment(3, "Sort by month first.")
    expect(banner).to_have_count(0)
    expect(ana.show_panel()).to_contain_text("Bo Lindqvist commented")


def test_answer_from_the_inbox(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    bo.open(path)
    ana.open(path)
    ask_bo(ana, "A look, please")
    bo.show_team().get_by_role("button", name="Looked, fine").click()
    expect(bo.team.get_by_role("button", name="Looked, fine")).to_have_count(0)
    expect(bo.notebook.get_by_role("region", name="Asked to look")).to_have_count(0)
    expect(ana.show_panel()).to_contain_text("Bo Lindqvist looked, fine")

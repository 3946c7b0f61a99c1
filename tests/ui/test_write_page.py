"""A page is begun from a template, cites an output, notices that it changed, and is brought up to date."""

from __future__ import annotations

import json
import re

from playwright.sync_api import Locator, expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project, text_output
from stage.person import Person
from stage.waiting import until

pytestmark = ONE_WINDOWING

METRIC = 4


def page_of(person: Person) -> Locator:
    """The page in view."""
    return person.page.locator(".mlc-Page:visible")


def show_pages(person: Person) -> Locator:
    person.run("Show pages")
    panel = person.page.get_by_role("region", name="Pages")
    expect(panel).to_be_visible()
    return panel


def give_result(project: Project, path: str, text: str) -> None:
    """Another result of the metric's cell, as when somebody else ran the notebook and pulled."""
    file = project.file(path)
    content = json.loads(file.read_text(encoding="utf-8"))
    content["cells"][METRIC]["outputs"] = [text_output(text)]
    file.write_text(json.dumps(content), encoding="utf-8")


def rename(person: Person, project: Project, path: str, name: str) -> str:
    """The notebook's path once JupyterLab has renamed it."""
    went = f"{project.name}/{name}"
    person.page.evaluate("([from, to]) => { void jupyterapp.serviceManager.contents.rename(from, to); }", [path, went])
    until(lambda: project.file(went).exists())
    person.page.evaluate("window.dispatchEvent(new Event('focus'))")
    return went


def test_a_charter_that_says_when_its_number_is_out_of_date(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    ana.open(path)
    panel = show_pages(ana)
    expect(panel).to_contain_text("No page is about train.ipynb yet.")

    panel.get_by_role("button", name="New page").click()
    dialog = ana.page.get_by_role("dialog", name="New page")
    expect(dialog.get_by_role("radio")).to_have_count(6)
    dialog.get_by_label("Title").fill("Churn: the plan")
    about = dialog.get_by_role("checkbox", name="About train.ipynb")
    expect(about).not_to_be_checked()
    dialog.get_by_role("radio", name="Data sheet").check()
    expect(about).to_be_checked()
    dialog.get_by_role("radio", name="Project charter").check()
    expect(about).not_to_be_checked()
    dialog.get_by_label("Title").press("Enter")
    expect(dialog).to_have_count(0)
    page = page_of(ana)
    expect(page.get_by_role("heading", name="Churn: the plan")).to_be_visible()
    expect(page).to_contain_text("Owner: Ana López")
    file = project.file("pages/churn-the-plan.md")
    assert 'about: "."' in file.read_text(encoding="utf-8")
    editor = ana.page.locator(".jp-FileEditor:visible .cm-content")
    expect(editor).to_be_visible()

    ana.open(path)
    expect(panel.get_by_role("button", name="Churn: the plan charter")).to_be_visible()
    ana.select_cell(METRIC)
    panel.get_by_role("button", name="Cite this cell").click()
    dialog = ana.page.get_by_role("dialog", name="Cite in a page")
    expect(dialog.get_by_role("radio", name="Its output")).to_be_checked()
    dialog.get_by_role("button", name="Cite", exact=True).click()
    expect(dialog).to_have_count(0)
    link = page.get_by_role("link", name="auc 0.871")
    expect(link).to_have_attribute("data-state", "current")
    cited = re.compile(r"\[auc 0\.871\]\(\.\./train\.ipynb#mlc=[0-9a-f]{6}\)")
    until(lambda: cited.search(file.read_text(encoding="utf-8")))

    give_result(project, path, "auc 0.893\n")
    ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="1 citation changed").click()
    expect(page.get_by_role("button", name="source changed")).to_be_focused()
    ana.page.keyboard.press("Enter")
    card = page.get_by_role("region", name="Citation")
    expect(card).to_contain_text("auc 0.871")
    expect(card).to_contain_text("auc 0.893")
    card.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("link", name="auc 0.893")).to_have_attribute("data-state", "current")
    expect(page.get_by_role("button", name="source changed")).to_have_count(0)
    until(lambda: "[auc 0.893](" in file.read_text(encoding="utf-8"))

    path = rename(ana, project, path, "models.ipynb")
    page.get_by_role("button", name="1 citation moved").click()
    expect(page.get_by_role("button", name="moved", exact=True)).to_be_focused()
    ana.page.keyboard.press("Enter")
    expect(card).to_contain_text("Moved from train.ipynb")
    card.get_by_role("button", name="Accept").click()
    expect(page.get_by_role("button", name=re.compile("moved$"))).to_have_count(0)
    until(lambda: "[auc 0.893](../models.ipynb#mlc=" in file.read_text(encoding="utf-8"))

    give_result(project, path, "auc 0.890\n")
    ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="source changed").click()
    card.get_by_role("button", name="Keep with a note").click()
    card.get_by_label("Why the page stands as it is").fill("Within noise")
    ana.page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="kept")).to_be_visible()
    until(lambda: "note: Within noise" in file.read_text(encoding="utf-8"))


def test_ticks_are_written_and_an_onboarding_page_has_ones_own(ana: Person, project: Project) -> None:
    ana.open(project.add("train.ipynb"))
    project.add(
        "pages/plan.md", "---\ntitle: Plan\n---\n\n- [ ] First\n- [x] Second\n\n```\n- [ ] code\n```\n\n- [ ] Third\n"
    )
    welcome = "---\ntitle: Welcome\ntype: onboarding\nstart: true\n---\n\n- [ ] Clone it\n- [ ] Run it\n"
    project.add("pages/welcome.md", welcome)
    ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
    team = ana.show_team()
    team.get_by_role("button", name="Plan").click()
    page = page_of(ana)
    expect(page.get_by_role("checkbox")).to_have_count(3)
    page.get_by_role("checkbox", name="Third").check()
    expect(page.get_by_role("checkbox", name="Third")).to_be_checked()
    until(lambda: project.file("pages/plan.md").read_text(encoding="utf-8").endswith("code\n```\n\n- [x] Third\n"))
    team.get_by_role("button", name="Welcome").click()
    page.get_by_role("checkbox", name="Run it").check()
    expect(page).to_contain_text("Ticks on this page are yours")
    welcome_path = f"{project.name}/pages/welcome.md"
    until(lambda: ana.lab.brings_back(f"mlcollab-pages:{welcome_path}"), otherwise="The tab was not remembered.")
    ana.reload_lab()
    expect(page_of(ana).get_by_role("checkbox", name="Run it")).to_be_checked()
    ana.run("Start here")
    expect(page_of(ana).get_by_role("checkbox", name="Run it")).to_be_checked()
    assert project.file("pages/welcome.md").read_text(encoding="utf-8") == welcome


def test_who_writes_sees_the_text_rather_than_what_is_kept_of_citations(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    kept = "".join(f"  - tag {number}\n" for number in range(80))
    project.add("pages/plan.md", f"---\ntitle: Plan\ntags:\n{kept}---\n# Plan\n\nWe reach this much.\n")
    ana.open(path)
    ana.show_team().get_by_role("button", name="Plan").click()
    page_of(ana).get_by_role("button", name="Edit", exact=True).click()
    line = ana.page.locator(".jp-FileEditor:visible .cm-line").filter(has_text="We reach")
    expect(line).to_be_in_viewport()

    line.click()
    ana.page.keyboard.press("End")
    ana.open(path)
    ana.select_cell(METRIC)
    ana.run("Cite in a page")
    dialog = ana.page.get_by_role("dialog", name="Cite in a page")
    dialog.get_by_role("button", name="Cite", exact=True).click()
    expect(dialog).to_have_count(0)
    expect(line).to_contain_text("We reach this much. [auc 0.871](")
    expect(line).to_be_in_viewport()

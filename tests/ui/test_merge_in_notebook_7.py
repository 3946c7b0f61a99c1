"""Versions merged into a notebook in Jupyter Notebook 7, where a page is one notebook and the merge stands below it."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from stage.comparison import box, history, offers
from stage.environments import environment
from stage.lab import Lab
from stage.notebooks import new_project
from stage.person import Person
from test_main_journey import bear_with_settings


def test_in_notebook_7(new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    lab = new_lab(program=(str(environment("notebook-7")), "-m", "notebook"), page="notebooks")
    project = new_project(lab.root, "classic")
    path = history(project)
    ana = visit(lab, "ana", path, bear_with_settings)
    ana.run("Merge with …")
    tab = ana.page.locator(".mlc-MergeTab:visible")
    expect(box(ana)).to_be_visible()
    box(ana).fill("try/two")
    expect(offers(ana).filter(has_text="try/two").first).to_be_visible()
    ana.page.keyboard.press("Enter")
    expect(tab).to_contain_text("1 of 1 conflict left")
    tab.get_by_role("button", name="Take theirs", exact=True).click()
    expect(tab).to_contain_text("The conflict is resolved")
    tab.get_by_role("button", name="Save merged notebook").click()
    expect(tab).to_contain_text("Saved.")
    assert "".join(project.cells(path)[0]["source"]) == "value = 2"

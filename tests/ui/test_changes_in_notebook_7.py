"""What changed in a notebook, in Jupyter Notebook 7, where a page is one notebook."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from stage.comparison import box, changes, commits, history, side
from stage.environments import environment
from stage.lab import Lab
from stage.notebooks import new_project
from stage.person import Person
from test_main_journey import bear_with_settings


def test_in_notebook_7(new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    lab = new_lab(program=(str(environment("notebook-7")), "-m", "notebook"), page="notebooks")
    project = new_project(lab.root, "classic")
    ana = visit(lab, "ana", history(project), bear_with_settings)
    ana.replace_source(0, "value = 5")
    ana.notebook.get_by_role("button", name=re.compile("^Changes")).click()
    expect(changes(ana)).to_contain_text("HEAD→Unsaved")
    expect(changes(ana)).to_contain_text("value = 5")
    side(ana, "Old side").click()
    box(ana).fill("v1")
    ana.page.keyboard.press("Enter")
    expect(changes(ana)).to_contain_text("v1→Unsaved")
    expect(changes(ana)).to_contain_text("value = 1")
    changes(ana).get_by_role("button", name="Commits of this notebook").click()
    expect(commits(ana)).to_contain_text("Take three")

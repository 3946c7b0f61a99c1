"""Pictures of the main states, light and dark, into `screenshots/`: `make screenshots`. People look at them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

import jupyter_mlcollab
from stage.api import Conversation, ask
from stage.lab import Lab
from stage.notebooks import new_project
from stage.person import SERVER_GONE, Person

DEMO = Path(jupyter_mlcollab.__file__).parent / "demo/notebooks"
PICTURES = Path(__file__).parents[2] / "screenshots"
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
LONG = "With **0.01** the penalty hardly matters: $J(w) = \\sum_i w_i^2$. Did you try\n\n- `0.1`, and\n- none at all?"


@pytest.mark.parametrize("theme", THEMES)
def test_pictures(theme: str, new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    PICTURES.mkdir(exist_ok=True)
    lab = new_lab(theme=THEMES[theme])
    project = new_project(lab.root, "pictures")
    path, empty = project.add("train.ipynb"), project.add("empty.ipynb")
    talk = Conversation(lab, project, path)
    thread = talk.start("bo", LONG)
    for number in range(8):
        talk.reply("ana" if number % 2 else "bo", thread, f"Reply number {number + 1}, which says a little more.")
    talk.start("bo", "Must not go out like this, @ana", 1, blocking=True)
    ana = visit(lab, "ana")

    def picture(name: str) -> None:
        ana.page.screenshot(path=PICTURES / f"{theme}-{name}.png")

    ana.open(empty)
    ana.show_panel()
    picture("empty")
    ana.open(path)
    expect(ana.marker(3)).to_be_visible()
    ana.show_panel()
    ana.marker(3).click()
    expect(ana.comments().first).to_be_visible()
    picture("thread")
    ana.show_team()
    picture("inbox")
    ana.add(1)
    ana.write("Is this the right column?")
    picture("composer")
    ana.page.keyboard.press("Escape")
    ana.tolerate(*SERVER_GONE)
    lab.stop()
    ana.threads.get_by_role("textbox", name="Reply").first.fill("Written while the server was away")
    ana.page.keyboard.press("Control+Enter")
    expect(ana.notebook.get_by_text("Not sent yet").first).to_be_visible(timeout=30_000)
    picture("not-sent-yet")
    lab.start()
    assert ask(lab, "ana", "GET", f"projects/{talk.id}/inbox")["items"]


@pytest.mark.parametrize("theme", THEMES)
def test_picture_of_changes(theme: str, new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    PICTURES.mkdir(exist_ok=True)
    lab = new_lab(theme=THEMES[theme])
    project = new_project(lab.root, "churn")
    before, after = ((DEMO / f"train-{number}.ipynb").read_bytes() for number in (2, 3))
    path = project.add("train.ipynb", before)
    project.file(path).write_bytes(after)
    ana = visit(lab, "ana", path)
    ana.page.set_viewport_size({"width": 1440, "height": 900})
    ana.page.get_by_role("tab", name="File Browser").click()
    ana.notebook.get_by_role("button", name="Changes").click()
    view = ana.page.locator(".mlc-Changes:visible")
    expect(view.locator(".cm-changedText").first).to_be_visible()
    ana.page.screenshot(path=PICTURES / f"{theme}-changes.png")
    view.get_by_text("Export", exact=True).click()
    ana.page.screenshot(path=PICTURES / f"{theme}-changes-export.png")

"""What is typed and not sent is still there after a reload, until it is sent or thrown away."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING


def test_draft_through_reload(lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    talk.start("bo", "Where do the labels come from?", 1)
    ana = visit(lab, "ana").open(path)
    ana.add(3)
    box = ana.composer.get_by_role("textbox")
    box.press_sequentially("Half a thought")
    ana.wait_for_draft("Half a thought")
    ana.reload()
    expect(ana.composer).to_have_count(0)
    ana.add(3)
    expect(box).to_have_value("Half a thought")
    ana.add(1)
    expect(box).to_have_value("")

    ana.add(3)
    box.press("Escape")
    expect(ana.notebook.get_by_role("alertdialog", name="Discard what you wrote?")).to_be_visible()
    ana.page.keyboard.press("Enter")
    expect(box).to_have_value("Half a thought")
    box.press("Escape")
    ana.notebook.get_by_role("button", name="Discard").click()
    expect(ana.composer).to_have_count(0)
    ana.add(3)
    expect(box).to_have_value("")
    assert talk.said() == ["Where do the labels come from?"]


def test_draft_of_a_reply(lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    talk.start("bo", "Where do the labels come from?")
    ana = visit(lab, "ana").open(path)
    ana.marker(3).click()
    reply = ana.threads.get_by_role("textbox", name="Reply")
    reply.press_sequentially("From the")
    ana.wait_for_draft("From the")
    ana.reload()
    ana.marker(3).click()
    expect(reply).to_have_value("From the")
    reply.press("End")
    reply.press_sequentially(" warehouse")
    reply.press("Control+Enter")
    expect(ana.comments().nth(1)).to_contain_text("From the warehouse")
    expect(reply).to_have_value("")
    ana.reload()
    ana.marker(3).click()
    expect(reply).to_have_value("")
    assert talk.said() == ["Where do the labels come from?", "From the warehouse"]


def test_reload_right_after_the_last_key(lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    ana = visit(lab, "ana").open(path)
    ana.add(3)
    box = ana.composer.get_by_role("textbox")
    box.press_sequentially("To the last key")
    ana.reload()
    ana.add(3)
    expect(box).to_have_value("To the last key")
    ana.send()
    ana.reload()
    ana.add(3)
    expect(box).to_have_value("")
    assert talk.said() == ["To the last key"]


def test_draft_goes_along_with_a_rename(lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("train.ipynb")
    ana = visit(lab, "ana").open(path)
    ana.add(3)
    ana.write("Half a thought")
    ana.rename(path, "fit.ipynb")
    ana.reload()
    ana.add(3)
    expect(ana.composer.get_by_role("textbox")).to_have_value("Half a thought")

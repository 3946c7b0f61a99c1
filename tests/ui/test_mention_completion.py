"""Somebody is mentioned: the name is completed while it is typed, and it reaches the other person's inbox."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING


def test_mention_completion(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    other = project.add("other.ipynb")
    bo.open(other)
    ana.open(path)
    ana.add(3)
    box = ana.composer.get_by_role("textbox")
    box.press_sequentially("Look, @lin")
    offered = ana.notebook.get_by_role("listbox", name="People")
    expect(offered.get_by_role("option")).to_have_count(1)
    expect(offered).to_contain_text("Bo Lindqvist")
    ana.page.keyboard.press("Enter")
    expect(box).to_have_value("Look, @bo ")
    expect(offered).to_have_count(0)
    ana.page.keyboard.type("please")
    ana.send()
    expect(ana.comments()).to_contain_text("Look, @bo please")

    bo.show_team()
    expect(bo.team).to_contain_text("Ana mentioned you")
    bo.team.get_by_role("button").filter(has_text="mentioned you").click()
    expect(bo.comments()).to_contain_text("please")


def test_escape_closes_the_list_and_keeps_the_text(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    bo.open(path)
    ana.open(path)
    ana.add(3)
    box = ana.composer.get_by_role("textbox")
    box.press_sequentially("@b")
    offered = ana.notebook.get_by_role("listbox", name="People")
    expect(offered).to_be_visible()
    ana.page.keyboard.press("Escape")
    expect(offered).to_have_count(0)
    expect(box).to_have_value("@b")
    expect(box).to_be_focused()

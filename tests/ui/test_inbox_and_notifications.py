"""What waits for a person: unread until read, told of where it does not show anyway."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import Lab
from stage.notebooks import Project, long_notebook
from stage.person import Person


def test_reply_reaches_the_inbox(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    other = project.add("other.ipynb")
    ana.open(path)
    ana.comment(3, "Does the split leak?")
    ana.open(other)
    bo.open(path)
    bo.marker(3).click()
    bo.reply("It does, by one month.")

    told = ana.page.get_by_role("alert").filter(has_text="replied")
    expect(told).to_contain_text("It does, by one month.")
    expect(ana.page.get_by_role("tab", name="Team: 1 waits")).to_be_visible()
    ana.show_team()
    expect(ana.team).to_contain_text("Bo replied")
    told.get_by_role("button", name="Open").click()
    expect(ana.comments().nth(1)).to_contain_text("It does, by one month.")
    expect(ana.page.get_by_role("tab", name=re.compile("^Team$"))).to_be_visible()


def test_nothing_is_told_of_the_notebook_in_view(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    ana.open(path)
    ana.comment(3, "Does the split leak?")
    bo.open(path)
    bo.marker(3).click()
    bo.reply("It does, as you can see.")
    expect(ana.comments()).to_have_count(2)
    ana.show_team()
    expect(ana.page.get_by_role("alert").filter(has_text="as you can see")).to_have_count(0)
    expect(ana.page.get_by_role("tab", name=re.compile("^Team$"))).to_be_visible()


def test_reading_in_the_notebook_clears_the_inbox(ana: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    talk.reply("bo", talk.start("ana", "Does the split leak?"), "It does.")
    ana.open(path)
    ana.show_team()
    item = ana.team.get_by_role("button").filter(has_text="Bo replied")
    expect(item).to_have_class(re.compile("mlc-mod-unread"))
    expect(ana.page.get_by_role("tab", name="Team: 1 waits")).to_be_visible()
    ana.marker(3).click()
    expect(ana.comments()).to_have_count(2)
    expect(ana.page.get_by_role("tab", name=re.compile("^Team$"))).to_be_visible()
    expect(item).not_to_have_class(re.compile("mlc-mod-unread"))


def test_the_inbox_leads_far_down_a_long_notebook(ana: Person, lab: Lab, project: Project) -> None:
    path = project.add("long.ipynb", long_notebook())
    talk = Conversation(lab, project, path)
    talk.reply("bo", talk.start("ana", "Does the split leak?", 170), "It does.")
    ana.open(project.add("train.ipynb"))
    ana.show_team()
    ana.team.get_by_role("button").filter(has_text="Bo replied").click()
    expect(ana.comments()).to_have_count(2, timeout=60_000)
    expect(ana.threads).to_be_in_viewport()
    expect(ana.notebook.get_by_text("value_170 = 170")).to_be_in_viewport()


def test_mark_all_as_read(ana: Person, bo: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    for index in (1, 3):
        thread = talk.start("ana", f"Question {index}", index)
        talk.reply("bo", thread, f"Answer {index}")
    ana.open(project.add("other.ipynb"))
    ana.show_team()
    expect(ana.team).to_contain_text("Answer 3")
    expect(ana.page.get_by_role("tab", name="Team: 2 wait")).to_be_visible()
    ana.team.get_by_role("button", name="Mark all as read").click()
    expect(ana.page.get_by_role("tab", name=re.compile("^Team$"))).to_be_visible()
    ana.open(path)
    expect(ana.marker(3)).to_have_accessible_name("1 comment")


def test_nothing_waits(ana: Person, project: Project) -> None:
    ana.open(project.add("train.ipynb"))
    expect(ana.show_team()).to_contain_text("Nothing waits for you.")

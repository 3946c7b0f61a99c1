"""A notebook or its folder gets another name in JupyterLab: the comments go along."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import Lab
from stage.notebooks import Project
from stage.person import Person


def test_rename_the_notebook(ana: Person, bo: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    ana.open(path)
    ana.comment(3, "Does the split leak?")
    ana.close_thread()
    ana.rename(path, "fit.ipynb")
    ana.marker(3).click()
    ana.reply("Still here")
    expect(ana.comments()).to_have_count(2)
    assert not project.file(path).exists()

    bo.open(f"{project.name}/fit.ipynb")
    bo.marker(3).click()
    expect(bo.comments()).to_have_count(2)
    bo.reply("Here too")
    expect(ana.comments()).to_have_count(3)


def test_rename_the_folder(ana: Person, bo: Person, lab: Lab, project: Project) -> None:
    path = project.add("churn/train.ipynb")
    talk = Conversation(lab, project, path)
    talk.start("bo", "Does the split leak?")
    ana.open(path)
    expect(ana.marker(3)).to_have_text("1")
    ana.rename(f"{project.name}/churn", "leavers")
    bo.open(f"{project.name}/leavers/train.ipynb")
    expect(bo.marker(3)).to_have_text("1")
    bo.marker(3).click()
    bo.reply("In the new folder")
    expect(ana.marker(3)).to_have_accessible_name("1 comment, 2 unread")
    ana.show_panel().get_by_role("button", name="Whole project").click()
    ana.row("Does the split leak?").click()
    expect(ana.comments()).to_have_count(2)


def test_a_copy_does_not_share_the_thread(ana: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    Conversation(lab, project, path).start("bo", "On the original")
    copy = project.add("copy.ipynb")
    ana.open(copy)
    expect(ana.show_panel()).to_contain_text("No comments yet.")
    ana.open(path)
    expect(ana.row("On the original")).to_be_visible()

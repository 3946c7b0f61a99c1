"""What becomes of words once they are written: replies, edits that are marked, tombstones, erasure."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from stage.api import Conversation
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING

SECRET = "the password is xyzzy-47-plugh"


def menu(comment: Locator) -> Locator:
    comment.hover()
    return comment.get_by_role("button", name="More about this comment")


def test_reply_and_edit(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    bo.open(path)
    ana.open(path)
    ana.comment(3, "Does the split leak?")
    bo.marker(3).click()
    bo.reply("It does nott.")
    expect(ana.comments()).to_have_count(2)
    expect(ana.comments().nth(1)).to_contain_text("Bo Lindqvist")

    bo.choose(menu(bo.comments().nth(1)), "Edit")
    box = bo.threads.get_by_role("textbox", name="Edit comment")
    expect(box).to_have_value("It does nott.")
    box.fill("It does not.")
    bo.threads.get_by_role("button", name="Save").click()
    for person in (bo, ana):
        expect(person.comments().nth(1)).to_contain_text("It does not.")
        expect(person.comments().nth(1)).to_contain_text("edited")
    expect(ana.comments().first).not_to_contain_text("edited")


def test_only_ones_own_words_can_be_edited(ana: Person, bo: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    Conversation(lab, project, path).start("ana", "Mine.")
    bo.open(path)
    bo.marker(3).click()
    expect(bo.comments()).to_have_count(1)
    bo.comments().hover()
    expect(bo.comments().get_by_role("button", name="More about this comment")).to_have_count(0)


def test_delete_then_erase(ana: Person, bo: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    thread = talk.start("ana", "Where are the data?")
    talk.reply("bo", thread, SECRET)
    talk.reply("ana", thread, "Not here, please.")
    for person in (ana, bo):
        person.open(path)
        person.marker(3).click()
        expect(person.comments()).to_have_count(3)

    bo.choose(menu(bo.comments().nth(1)), "Delete…")
    bo.threads.get_by_role("button", name="Delete", exact=True).click()
    for person in (ana, bo):
        expect(person.comments().nth(1)).to_contain_text("Comment deleted")
        expect(person.comments()).to_have_count(3)

    bo.choose(menu(bo.comments().nth(1)), "Erase…")
    bo.threads.get_by_role("button", name="Erase", exact=True).click()
    for person in (ana, bo):
        expect(person.comments().nth(1)).to_contain_text("Comment erased")
    assert SECRET not in talk.said()
    assert not [file for file in project.journal.iterdir() if SECRET.encode() in file.read_bytes()]


def test_keeping_is_the_easy_answer(ana: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    Conversation(lab, project, path).start("ana", "To be or not to be")
    ana.open(path)
    ana.marker(3).click()
    ana.choose(menu(ana.comments()), "Delete…")
    expect(ana.threads.get_by_role("button", name="Keep")).to_be_focused()
    ana.page.keyboard.press("Enter")
    expect(ana.threads.get_by_role("button", name="Keep")).to_have_count(0)
    expect(ana.comments()).to_contain_text("To be or not to be")

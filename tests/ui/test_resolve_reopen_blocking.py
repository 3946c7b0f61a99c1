"""A thread is resolved, reopened, and marked as blocking."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING


def test_resolve_and_reopen(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    bo.open(path)
    ana.open(path)
    ana.comment(3, "Does the split leak?")
    bo.marker(3).click()
    bo.threads.get_by_role("button", name="Resolve").click()
    for person in (bo, ana):
        expect(person.threads.get_by_role("button", name="Reopen")).to_be_visible()
        expect(person.marker(3)).to_have_count(0)
    ana.close_thread()

    ana.show_panel().get_by_role("button", name="Resolved").click()
    ana.row("Does the split leak?").click()
    ana.threads.get_by_role("button", name="Reopen").click()
    for person in (bo, ana):
        expect(person.marker(3)).to_have_text("1")
        expect(person.threads.get_by_role("button", name="Resolve")).to_be_visible()


def test_blocking(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    bo.open(path)
    ana.open(path)
    ana.comment(3, "The label leaks into the features.", blocking=True)
    expect(ana.marker(3)).to_have_accessible_name("1 comment, blocking")
    expect(bo.marker(3)).to_have_accessible_name("1 comment, 1 unread, blocking")
    bo.marker(3).click()
    expect(bo.threads).to_contain_text("blocking")
    bo.choose(bo.more, "Mark as not blocking")
    for person in (ana, bo):
        expect(person.marker(3)).to_have_accessible_name("1 comment")
        expect(person.threads).not_to_contain_text("blocking")
    bo.choose(bo.more, "Mark as blocking")
    for person in (ana, bo):
        expect(person.marker(3)).to_have_accessible_name("1 comment, blocking")

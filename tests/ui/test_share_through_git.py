"""Two laptops with a JupyterLab each, and nothing in common but a git remote: one conversation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import Project
from stage.person import Person
from stage.sharing import FETCH_FIRST, cloned, share_section, with_remote

SPLIT = 3


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    return tmp_path / "remote.git"


def share_first(person: Person, remote: Path, *leaving: str) -> None:
    """Shares for the first time, after reading what leaves."""
    section = share_section(person)
    section.get_by_role("button", name="Share with the team").click()
    question = person.page.get_by_role("dialog").get_by_role("form", name="Share with the team")
    for words in (str(remote), *leaving):
        expect(question).to_contain_text(words)
    question.get_by_role("button", name="Share", exact=True).click()
    expect(question).to_have_count(0)
    expect(section).to_contain_text("Nothing here waits to be shared.")
    expect(section).to_contain_text("Shared just now")


def test_two_laptops(new_lab: Callable[..., Lab], visit: Callable[..., Person], remote: Path) -> None:
    anas, bos = new_lab("anas"), new_lab("bos", roles={"bo": "maintainer"})
    project = with_remote(anas.root, "churn", remote)
    path = project.add("train.ipynb")
    project.git("push", "--quiet", "origin", "main")
    clone = cloned(remote, bos.root)

    ana = visit(anas, "ana", path)
    ana.comment(SPLIT, "Is half enough?")
    expect(share_section(ana)).to_contain_text("not shared")
    share_first(ana, remote, "1 thread", "Ana López")

    bo = visit(bos, "bo", path)
    share_section(bo).get_by_role("button", name=FETCH_FIRST).click()
    expect(share_section(bo)).to_contain_text("new from Ana López")
    # Like any other news: the marker is there at once, at the cell which has moved.
    bo.marker(SPLIT + 1).click()
    expect(bo.comments().first).to_contain_text("Is half enough?")
    expect(bo.comments().first).to_contain_text("via git")
    bo.reply("A third, please")
    bo.threads.get_by_role("button", name="Resolve").click()
    share_first(bo, remote, "1 thread", "Bo Lindqvist")

    section = share_section(ana)
    # Who has said yes once is not asked again.
    section.get_by_role("button", name="Share with the team").click()
    expect(section).to_contain_text("new from Bo Lindqvist")
    expect(ana.page.get_by_role("dialog")).to_have_count(0)
    expect(ana.comments()).to_contain_text(["Is half enough?", "A third, please"])
    expect(ana.threads.get_by_role("button", name="Reopen")).to_be_visible()
    assert project.changes() == clone.changes() == ""
    assert "mlcollab" not in project.git("for-each-ref")


@ONE_WINDOWING
def test_who_may_not_share_sees_no_button(ana: Person, vera: Person, project: Project) -> None:
    project.git("remote", "add", "origin", str(project.folder / "gone.git"))
    path = project.add("train.ipynb")
    vera.open(path)
    expect(share_section(vera)).to_contain_text("Nothing here waits to be shared.")
    expect(share_section(vera).get_by_role("button")).to_have_count(0)

    # A remote that is gone is said in a sentence, and nothing is lost.
    ana.open(path)
    ana.comment(SPLIT, "Stays here")
    section = share_section(ana)
    with ana.tolerating("status of 503"):
        section.get_by_role("button", name="Fetch only").click()
        expect(section.get_by_role("alert")).not_to_be_empty()
    expect(section).to_contain_text("not shared")

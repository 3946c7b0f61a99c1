"""A remote that does not take what is shared: it is said plainly, nothing is lost, and a second press shares it."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.person import Person
from stage.sharing import share_section

pytestmark = ONE_WINDOWING
SPLIT = 3
WAITS = "Only on this computer: 1 change not shared."


@pytest.fixture
def remote(project: Project, tmp_path: Path) -> Path:
    """A bare repository that the project knows, with nothing there yet."""
    folder = tmp_path / "remote.git"
    project.git("init", "--quiet", "--bare", str(folder))
    project.git("remote", "add", "origin", str(folder))
    return folder


def close(remote: Path) -> Path:
    """Has the remote refuse whatever comes; the hook that does so."""
    hook = remote / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho Closed until Monday >&2\nexit 1\n")
    hook.chmod(0o755)
    return hook


def test_share_refused(ana: Person, project: Project, remote: Path) -> None:
    hook = close(remote)
    at_remote = ("--git-dir", str(remote), "for-each-ref", "--format=%(refname)")
    ana.open(project.add("train.ipynb"))
    ana.comment(SPLIT, "Is half enough?")
    section = share_section(ana)
    expect(section).to_contain_text(WAITS)

    # At the first question it is said there, and stays said once that is closed.
    section.get_by_role("button", name="Share with the team").click()
    question = ana.page.get_by_role("dialog").get_by_role("form", name="Share with the team")
    with ana.tolerating("status of 503"):
        question.get_by_role("button", name="Share", exact=True).click()
        expect(question.get_by_role("alert")).to_contain_text("origin does not take comments: ")
    expect(question.get_by_role("alert")).to_contain_text("Ask who looks after it")
    question.get_by_role("button", name="Cancel").click()
    expect(question).to_have_count(0)
    expect(section.get_by_role("alert")).to_contain_text("origin does not take comments: ")
    expect(section).to_contain_text(WAITS)
    assert project.git(*at_remote) == ""

    # What is written in the meantime waits beside it; nothing is lost, through a reload as well.
    ana.reply("A third, rather")
    expect(section).to_contain_text("2 changes not shared")
    ana.reload()
    section = share_section(ana)
    expect(section).to_contain_text("2 changes not shared")

    # Who has said yes is not asked again.
    hook.unlink()
    section.get_by_role("button", name="Share with the team").click()
    expect(section).to_contain_text("Nothing here waits to be shared.")
    expect(section).to_contain_text("Shared just now")
    expect(section.get_by_role("alert")).to_have_count(0)
    expect(question).to_have_count(0)
    (ref,) = project.git(*at_remote).splitlines()
    assert ref.startswith("refs/mlcollab/")
    sent = project.git("--git-dir", str(remote), "grep", "-h", "-e", "Is half enough?", "-e", "A third, rather", ref)
    assert "Is half enough?" in sent and "A third, rather" in sent

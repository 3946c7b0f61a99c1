"""A project with two remotes: one is chosen, what is written goes there and nowhere else, and the choice is kept."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.person import Person
from stage.sharing import share_section

pytestmark = ONE_WINDOWING
SPLIT = 3


def shared_at(project: Project, remote: Path) -> str:
    """All that was shared with a bare repository."""
    at = ("--git-dir", str(remote))
    files = [
        f"{ref}:{name}"
        for ref in project.git(*at, "for-each-ref", "--format=%(refname)", "refs/mlcollab").split()
        for name in project.git(*at, "ls-tree", "-r", "--name-only", ref).splitlines()
    ]
    return "".join(project.git(*at, "show", file) for file in files)


def test_choose_remote(ana: Person, project: Project, tmp_path: Path) -> None:
    remotes = {name: tmp_path / f"{name}.git" for name in ("fork", "upstream")}
    for name, folder in remotes.items():
        project.git("init", "--quiet", "--bare", str(folder))
        project.git("remote", "add", name, str(folder))
    ana.open(project.add("train.ipynb"))
    ana.comment(SPLIT, "Is half enough?")
    section = share_section(ana)
    expect(section).to_contain_text("Only on this computer: 1 change not shared.")
    section.get_by_role("combobox", name="Remote").select_option("upstream")
    section.get_by_role("button", name="Share with the team").click()
    question = ana.page.get_by_role("dialog").get_by_role("form", name="Share with the team")
    expect(question).to_contain_text("This leaves your computer for upstream:")
    expect(question.get_by_role("combobox", name="Remote")).to_have_value("upstream")
    question.get_by_role("button", name="Share", exact=True).click()
    expect(section).to_contain_text("Shared just now")
    assert "Is half enough?" in shared_at(project, remotes["upstream"])

    ana.reload()
    ana.marker(SPLIT).click()
    ana.reply("A third, rather")
    section = share_section(ana)
    expect(section).to_contain_text("1 change not shared")
    expect(section.get_by_role("combobox", name="Remote")).to_have_value("upstream")
    section.get_by_role("button", name="Share with the team").click()
    expect(section).to_contain_text("Nothing here waits to be shared.")
    assert "A third, rather" in shared_at(project, remotes["upstream"])
    assert project.git("--git-dir", str(remotes["fork"]), "for-each-ref") == ""

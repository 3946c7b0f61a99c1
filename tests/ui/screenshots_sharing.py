"""Pictures of sharing through git, light and dark, into `screenshots/`: `make screenshots`. People look at them."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from jupyter_mlcollab.core.ids import new_id
from screenshots import PICTURES, THEMES
from stage.api import Conversation, ask
from stage.lab import Lab
from stage.notebooks import Project, new_project
from stage.person import Person
from stage.sharing import FETCH_FIRST, cloned, share, share_section, with_remote

WELCOME = "#!/bin/sh\necho 'Only branches may be pushed here.' >&2\nexit 1\n"


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    PICTURES.mkdir(exist_ok=True)
    return str(request.param)


def pictures_of(person: Person, theme: str) -> Callable[[str], None]:
    def picture(name: str) -> None:
        person.page.screenshot(path=PICTURES / f"{theme}-{name}.png")

    return picture


def edit(lab: Lab, talk: Conversation, words: str) -> None:
    """Ana edits what begins the first thread."""
    thread = talk.threads()[0]
    body = {"id": new_id(), "seen": thread["version"], "body": words}
    ask(lab, "ana", "PUT", f"projects/{talk.id}/threads/{thread['id']}/comments/{thread['comments'][0]['id']}", body)


def sign(signing: Project, reading: Project, folder: Path) -> None:
    """What is shared from one clone is signed with a key that git knows in the other one."""
    key = folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    for name, value in (("gpg.format", "ssh"), ("user.signingKey", str(key)), ("commit.gpgSign", "true")):
        signing.git("config", name, value)
    signing.git("config", "user.name", "Bo Lindqvist")
    signing.git("config", "user.email", "bo@example.org")
    signers = folder / "signers"
    signers.write_text(f"bo@example.org {key.with_suffix('.pub').read_text()}")
    reading.git("config", "gpg.ssh.allowedSignersFile", str(signers))


def put_nonsense(remote: Path) -> None:
    """A replica whose manifest cannot be read."""

    def git(*arguments: str, stdin: str = "") -> str:
        command = ["git", "-c", "user.name=Cleo", "-c", "user.email=cleo@example.org", *arguments]
        return subprocess.run(
            command, cwd=remote, input=stdin, capture_output=True, text=True, check=True
        ).stdout.strip()

    blob = git("hash-object", "-w", "--stdin", stdin="{")
    tree = git("mktree", stdin=f"100644 blob {blob}\tmanifest.json\n")
    git("update-ref", f"refs/mlcollab/{new_id()}", git("commit-tree", "-m", "Broken", tree))


def choose(lab: Lab, **chosen: Any) -> None:
    file = lab.home / "settings/jupyter-mlcollab/sync.jupyterlab-settings"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(chosen))


def press(section: Locator, name: str) -> None:
    section.get_by_role("button", name=name).click()


def test_pictures_of_sharing(
    theme: str, new_lab: Callable[..., Lab], visit: Callable[..., Person], tmp_path: Path
) -> None:
    anas, bos = new_lab("anas", theme=THEMES[theme]), new_lab("bos", roles={"bo": "maintainer"})
    remote = tmp_path / "remote.git"
    project = with_remote(anas.root, "churn", remote)
    project.git("remote", "add", "team", "ssh://git@example.org/churn.git")
    path, other = project.add("train.ipynb"), project.add("evaluate.ipynb")
    project.git("push", "--quiet", "origin", "main")
    talk = Conversation(anas, project, path)
    for index, words in ((3, "Is half enough?"), (1, "Why forty?"), (4, "On which split?")):
        talk.start("ana", words, index)
    ana = visit(anas, "ana", other)
    picture = pictures_of(ana, theme)
    section = share_section(ana)
    expect(section).to_contain_text("3 changes not shared")
    picture("sharing")
    press(section, "Share with the team")
    picture("sharing-first")
    ana.page.get_by_role("dialog").get_by_role("button", name="Share", exact=True).click()
    expect(section).to_contain_text("Shared just now")
    expect(ana.team).to_contain_text("Kept on this computer and shared through git")
    ana.show_panel()
    picture("shared")

    clone = cloned(remote, bos.root)
    if shutil.which("ssh-keygen"):
        sign(clone, project, tmp_path)
    elsewhere = Conversation(bos, clone, path)
    share(bos, "bo", elsewhere)
    first = elsewhere.threads()[0]["id"]
    elsewhere.reply("bo", first, "A third, please, @ana")
    for number in range(9):
        elsewhere.reply("bo", first, f"Reply number {number + 1}, which says a little more.")
    edit(bos, elsewhere, "Is half of it enough?")
    edit(anas, talk, "Is half enough, or a third?")
    share(bos, "bo", elsewhere)
    press(section, "Share with the team")
    expect(section).to_contain_text("new from Bo Lindqvist")
    expect(ana.page.locator(".Toastify__toast").first).to_be_visible()
    picture("sharing-news")
    ana.open(path)
    ana.marker(4).click()
    expect(ana.comments().first).to_be_visible()
    picture("via-git")

    put_nonsense(remote)
    press(share_section(ana), "Fetch only")
    expect(section).to_contain_text("left out whole")
    choose(anas, everyMinutes=30)
    ana.reload()
    expect(share_section(ana)).to_contain_text("By itself every 30 min")
    picture("sharing-by-itself")
    hook = remote / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(WELCOME)
    hook.chmod(0o755)
    talk.start("ana", "Stays here", 0)
    expect(section).to_contain_text("1 change not shared")
    with ana.tolerating("status of 503"):
        press(share_section(ana), "Share with the team")
        expect(share_section(ana).get_by_role("alert")).not_to_be_empty()
    picture("sharing-refused")


def test_picture_of_which_project(
    theme: str, new_lab: Callable[..., Lab], visit: Callable[..., Person], tmp_path: Path
) -> None:
    lab = new_lab(theme=THEMES[theme])
    remote = tmp_path / "remote.git"
    project = with_remote(lab.root, "churn", remote)
    talk = Conversation(lab, project, project.add("train.ipynb"))
    talk.start("bo", "Is half enough?")
    share(lab, "ana", talk)
    copy = new_project(lab.root, "copy")
    (copy.folder / "README.md").write_text("# From a template\n")
    path = copy.add("train.ipynb")
    copy.git("remote", "add", "origin", str(remote))
    ana = visit(lab, "ana", path)
    picture = pictures_of(ana, theme)
    section = share_section(ana)
    with ana.tolerating("status of 423"):
        press(section, FETCH_FIRST)
        dialog = ana.page.get_by_role("dialog")
        expect(dialog).to_contain_text("Is it the same project?")
    picture("sharing-which-project")
    dialog.get_by_role("button", name="Cancel").click()
    with ana.tolerating("status of 423"):
        press(section, "Share with the team")
        expect(dialog).to_contain_text("Is it the same project?")
    picture("sharing-first-which-project")
    dialog.get_by_role("button", name="The same project: share").click()
    expect(section).to_contain_text("new from Bo Lindqvist")

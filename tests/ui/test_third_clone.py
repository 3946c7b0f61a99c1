"""Somebody clones the repository on a third machine: what the team said is there, whatever is checked out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import Lab
from stage.person import Person
from stage.sharing import FETCH_FIRST, cloned, share, share_section, with_remote

SAID = {1: ("bo", "Why forty?"), 3: ("ana", "Is half enough?"), 4: ("bo", "On which split?")}


def find(person: Person, index: int, text: str) -> None:
    """Opens the thread at a cell and reads it."""
    person.marker(index).click()
    expect(person.comments().first).to_contain_text(text)
    expect(person.comments().first).to_contain_text("via git")
    person.close_thread()


def test_third_clone(new_lab: Callable[..., Lab], visit: Callable[..., Person], tmp_path: Path) -> None:
    remote = tmp_path / "remote.git"
    anas, third = new_lab("anas"), new_lab("third", roles={"vera": "maintainer"})
    project = with_remote(anas.root, "churn", remote)
    path = project.add("train.ipynb")
    project.git("push", "--quiet", "origin", "main")
    talk = Conversation(anas, project, path)
    threads = [talk.start(who, text, index) for index, (who, text) in SAID.items()]
    talk.reply("bo", threads[1], "A third, please")
    share(anas, "ana", talk)

    clone = cloned(remote, third.root)
    vera = visit(third, "vera", path)
    section = share_section(vera)
    expect(section).to_contain_text("Nothing here waits to be shared.")
    section.get_by_role("button", name=FETCH_FIRST).click()
    for name in ("Ana López", "Bo Lindqvist"):
        expect(section).to_contain_text(f"new from {name}")
    expect(section).to_contain_text("Fetched just now")
    expect(section.get_by_role("button", name="Fetch only")).to_be_visible()
    # The cells have moved on her branch.
    for index, (_, text) in SAID.items():
        find(vera, index + 1, text)

    clone.git("checkout", "--quiet", "main")
    vera.reload()
    for index, (_, text) in SAID.items():
        find(vera, index, text)
    vera.marker(3).click()
    expect(vera.comments()).to_contain_text(["Is half enough?", "A third, please"])
    assert clone.changes() == ""
    assert "mlcollab" not in clone.git("for-each-ref")

"""Projects that several laptops have, with nothing in common but a git remote."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, expect

from .api import Conversation, ask
from .lab import Lab
from .notebooks import Project, code, new_project, notebook, written
from .person import Person

FETCH_FIRST = "Fetch the team’s comments"


def with_remote(root: Path, name: str, remote: Path) -> Project:
    """A new project below a server's root that knows a bare repository at `remote`, with nothing there yet."""
    project = new_project(root, name)
    project.git("init", "--quiet", "--bare", str(remote))
    project.git("remote", "add", "origin", str(remote))
    return project


def cloned(remote: Path, root: Path) -> Project:
    """The project as somebody has it who cloned it, on a branch where its cells have moved down."""
    clone = Project(root / "churn", "churn")
    clone.folder.mkdir(parents=True)
    clone.git("clone", "--quiet", "--branch", "main", str(remote), ".")
    clone.git("checkout", "--quiet", "-b", "seeds")
    file = clone.folder / "train.ipynb"
    file.write_text(written(notebook([code("seeds", "seeds = [1, 2, 3]"), *clone.cells("train.ipynb")])))
    clone.git("commit", "--quiet", "--all", "--message", "Seeds first")
    return clone


def share(lab: Lab, who: str, talk: Conversation) -> str:
    """Shares as somebody who knows the routes; the name of the replica at the remote."""
    return str(ask(lab, who, "POST", f"projects/{talk.id}/sync", {"agreed": True})["state"]["replica"])


def share_section(person: Person) -> Locator:
    """The section of the *Team* panel on sharing; what is there to press may come a moment later."""
    section = person.show_team().locator(".mlc-SharingHost")
    expect(section).to_be_visible()
    return section

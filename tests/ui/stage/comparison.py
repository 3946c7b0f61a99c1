"""The tab that shows what changed, and its sides and commits, as somebody sees and picks them."""

from __future__ import annotations

from playwright.sync_api import Locator

from .notebooks import Project, code, notebook, written
from .person import Person


def changes(person: Person) -> Locator:
    """The tab that shows changes."""
    return person.page.locator(".mlc-Changes:visible")


def cell(person: Person, number: int) -> Locator:
    """A cell in that tab, by its number from 1."""
    return changes(person).get_by_role("region", name=f"Cell {number}", exact=True)


def side(person: Person, which: str) -> Locator:
    """The button in the header that names a side: *Old side* or *New side*."""
    return changes(person).locator(f'button[aria-description="{which}"]')


def picker(person: Person) -> Locator:
    """What a side can be."""
    return changes(person).get_by_role("dialog")


def box(person: Person) -> Locator:
    """Where a version is looked for or typed."""
    return picker(person).get_by_role("combobox")


def offers(person: Person) -> Locator:
    return picker(person).get_by_role("option")


def commits(person: Person) -> Locator:
    """The list of commits beside the comparison."""
    return changes(person).get_by_role("region", name="Commits")


def rows(person: Person) -> Locator:
    """The commits in it."""
    return commits(person).get_by_role("listitem")


def entry(person: Person, folder: str, name: str) -> Locator:
    """A file in the file browser."""
    return person.show_folder(folder).locator(".jp-DirListing-item").filter(has_text=name)


def commit(project: Project, path: str, source: str, message: str) -> None:
    """Commits the notebook with one cell."""
    project.file(path).write_text(written(notebook([code("value", source)])), encoding="utf-8")
    project.git("commit", "--quiet", "--all", "--message", message)


def history(project: Project) -> str:
    """A notebook with three commits: the first is tagged, the second on another branch."""
    path = project.add("train.ipynb", notebook([code("value", "value = 1")]))
    project.git("tag", "v1")
    project.git("checkout", "--quiet", "-b", "try/two")
    commit(project, path, "value = 2", "Try two")
    project.git("checkout", "--quiet", "main")
    commit(project, path, "value = 3", "Take three")
    return path

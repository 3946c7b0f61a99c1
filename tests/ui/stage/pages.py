"""Pages as people see and write them."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from .person import Person


def page_of(person: Person) -> Locator:
    """The page in view."""
    return person.page.locator(".mlc-Page:visible")


def editor_of(person: Person) -> Locator:
    """The text of the page in JupyterLab's editor."""
    return person.page.locator(".jp-FileEditor:visible .cm-content")


def open_page(person: Person, path: str, *, edit: bool = True) -> Locator:
    """Opens a file as a page, and its source beside it."""
    person.page.evaluate(
        "path => { window.jupyterapp.commands.execute('docmanager:open', { path, factory: 'mlcollab-page' }); }", path
    )
    page = page_of(person)
    expect(page.locator(".mlc-PageText > *").first).to_be_visible()
    if edit:
        page.get_by_role("button", name="Edit", exact=True).click()
        expect(editor_of(person)).to_be_visible()
    return page


def add_line(person: Person, line: int, text: str) -> None:
    """Types a line below the line of that number, from 1."""
    editor_of(person).locator(".cm-line").nth(line - 1).click()
    person.page.keyboard.press("End")
    person.page.keyboard.press("Enter")
    person.page.keyboard.type(text)


def save(person: Person) -> None:
    """Presses the keys that save what is being edited."""
    editor_of(person).press("Control+s")


def saved(person: Person) -> None:
    """Returns once nothing of the page is unsaved."""
    expect(person.page.locator(".jp-mod-dirty")).to_have_count(0)


def questions(person: Person) -> Locator:
    """JupyterLab's own questions, such as which text is to be lost."""
    return person.page.locator(".jp-Dialog")


def place(person: Person, number: int, count: int) -> Locator:
    """A place where two edits met, counted from 1."""
    return page_of(person).get_by_role("group", name=re.compile(f"^Place {number} of {count}$"))

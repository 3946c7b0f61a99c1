"""Pages: how they are opened, read, selected in and written."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from .person import Person

# The ends of some words in what is drawn, as a mouse would drag over them.
ENDS_OF_WORDS = """(root, words) => {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at >= 0) {
      const range = document.createRange();
      range.setStart(walker.currentNode, at);
      range.setEnd(walker.currentNode, at + words.length);
      walker.currentNode.parentElement.scrollIntoView({ block: 'center' });
      const lines = [...range.getClientRects()];
      const [first, last] = [lines[0], lines[lines.length - 1]];
      return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
    }
  }
  throw new Error(`No text “${words}”.`);
}"""


def page_of(person: Person) -> Locator:
    """The page in view."""
    return person.page.locator(".mlc-Page:visible")


def editor_of(person: Person) -> Locator:
    """The text of the page in JupyterLab's editor."""
    return person.page.locator(".jp-FileEditor:visible .cm-content")


def open_page(person: Person, path: str, *, edit: bool = False) -> Locator:
    """Opens a file as a page, as *Open With* does; with `edit` its source beside it."""
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


def open_source(person: Person, path: str) -> Locator:
    """Opens a file in the editor beside what is there; where it is written."""
    person.page.evaluate(
        "path => { window.jupyterapp.commands.execute('docmanager:open',"
        " { path, factory: 'Editor', options: { mode: 'split-right' } }); }",
        path,
    )
    source = person.page.locator(".jp-FileEditor:visible .cm-content")
    expect(source).to_be_visible()
    return source


def select_in_page(person: Person, words: str) -> None:
    """Drags the mouse over words of the page in view, which stand in one piece."""
    left, top, right, bottom = page_of(person).locator(".mlc-PageText").evaluate(ENDS_OF_WORDS, words)
    mouse = person.page.mouse
    mouse.move(left, top)
    mouse.down()
    mouse.move((left + right) / 2, bottom, steps=3)
    mouse.move(right, bottom, steps=3)
    mouse.up()


def comment_on(person: Person, words: str, text: str) -> None:
    """Selects words of the page in view and comments on them; the thread is open afterwards."""
    select_in_page(person, words)
    page = person.page.locator(".mlc-PageHost:visible")
    page.get_by_role("button", name="Comment", exact=True).click()
    box = page.get_by_role("group", name="Comment", exact=True).get_by_role("textbox", name="Comment")
    expect(box).to_be_focused()
    box.fill(text)
    person.page.keyboard.press("Control+Enter")
    expect(thread_in(page)).to_contain_text(text)


def thread_in(part: Locator) -> Locator:
    return part.get_by_role("article", name="Thread")


def count_in(part: Locator, count: int = 1) -> Locator:
    """The marker that says how many comments there are."""
    return part.get_by_role("button", name=re.compile(rf"^{count} comment"))

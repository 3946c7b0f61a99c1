"""The whole of it without a mouse, and no key meant for a comment reaches the notebook."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.notebooks import Project
from stage.person import Person


def press(person: Person, *keys: str) -> None:
    for key in keys:
        person.page.keyboard.press(key)


def focused(person: Person) -> str:
    return str(person.page.evaluate("document.activeElement.ariaLabel ?? document.activeElement.textContent"))


def tab_to(person: Person, name: str) -> None:
    """Presses Tab until something of that name has the keyboard."""
    for _ in range(20):
        if focused(person).startswith(name):
            return
        press(person, "Tab")
    raise AssertionError(f"Tab never came to {name!r}, last to {focused(person)!r}")


def test_keyboard_only(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    before = project.file(path).read_bytes()
    ana.open(path)
    ana.page.evaluate("window.jupyterapp.commands.execute('notebook:enter-command-mode')")
    press(ana, "Escape", "j", "j", "j", "Control+Alt+m")
    expect(ana.composer.get_by_role("textbox")).to_be_focused()
    ana.page.keyboard.type("ddxxabm1y Does the split leak?")
    press(ana, "Control+Enter")
    expect(ana.comments()).to_contain_text("ddxxabm1y Does the split leak?")
    expect(ana.notebook.locator(".jp-Notebook-cell")).to_have_count(7)

    # The new thread has the keyboard; letters in it are not for the notebook.
    expect(ana.threads).to_be_focused()
    press(ana, "d", "d", "x", "a")
    expect(ana.notebook.locator(".jp-Notebook-cell")).to_have_count(7)
    tab_to(ana, "Reply")
    ana.page.keyboard.type("No.")
    press(ana, "Control+Enter")
    expect(ana.comments()).to_have_count(2)

    press(ana, "Escape")
    press(ana, "Alt+F9")
    expect(ana.threads).to_be_focused()
    tab_to(ana, "Resolve")
    press(ana, "Enter")
    expect(ana.threads.get_by_role("button", name="Reopen")).to_be_focused()
    tab_to(ana, "More about this thread")
    press(ana, "Enter", "ArrowDown")
    expect(ana.page.get_by_role("menu")).to_be_visible()
    press(ana, "Escape")
    expect(ana.more).to_be_focused()
    press(ana, "Escape")
    expect(ana.threads).to_have_count(0)

    # The cell has the keyboard again, so that the notebook's own keys work.
    press(ana, "k")
    expect(ana.cell(2)).to_be_focused()
    assert project.file(path).read_bytes() == before
    assert not ana.page.evaluate("window.jupyterapp.shell.currentWidget.context.model.dirty")


def test_the_plus_in_the_margin_by_keyboard(ana: Person, project: Project) -> None:
    ana.open(project.add("train.ipynb"))
    ana.select_cell(3)
    tab_to(ana, "Comment on this cell")
    press(ana, "Enter")
    expect(ana.composer.get_by_role("textbox")).to_be_focused()


def test_save_while_writing(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    ana.open(path)
    ana.replace_source(3, "changed = True")
    press(ana, "Control+Alt+m")
    ana.page.keyboard.type("Now saved")
    press(ana, "Control+s")
    ana.page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")
    assert project.cells(path)[3]["source"] == ["changed = True"]
    expect(ana.composer.get_by_role("textbox")).to_have_value("Now saved")

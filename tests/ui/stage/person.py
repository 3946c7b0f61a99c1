"""Somebody at a browser: what they do with mouse and keyboard, and what they see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Error, Locator, Page, Request, expect

from .inpage import (
    CLOSE_ALL,
    KERNEL_READY,
    KERNELS_ON_REQUEST,
    MIDDLE_OF_WORD,
    READY,
    STORED_IN_BROWSER,
    WATCH_SAVING,
    WHAT_THE_ADDRESS_NAMES,
)
from .lab import NAMES, Lab
from .waiting import until

HERE = ("127.0.0.1", "localhost")
SIZE = {"width": 1360, "height": 860}

# What JupyterLab itself says on a healthy day, and why it is none of ours.
TOLERATED = (
    # A browser logs every answer of 404: JupyterLab asks for workspaces and settings that do not exist yet.
    "the server responded with a status of 404",
    # A notebook was closed while JupyterLab still asked its kernel something.
    "Canceled future for",
    # JupyterLab looks a frame later at the cells of a notebook that is closed by then.
    "Cannot read properties of null (reading 'observe')",
    # A debouncer of JupyterLab's that is asked once more after its notebook was closed.
    "Cannot read properties of null (reading 'promise')",
)

# What a browser says of a server that was taken away on purpose.
SERVER_GONE = (
    "net::ERR_",
    "WebSocket connection to",
    "Failed to fetch",
    "Connection lost",
    "Connection refused",
    "status of 403",
    "status of 503",
    "Kernel does not exist",
    "NetworkError",
    "websocket",
)


class Person:
    """One person, one browser, one tab."""

    def __init__(self, browser: Browser, lab: Lab, who: str) -> None:
        self.who, self.lab = who, lab
        self.name = NAMES[who]
        self.complaints: list[str] = []
        self.context: BrowserContext = browser.new_context(
            viewport=SIZE, locale="en-GB", permissions=["clipboard-read", "clipboard-write"]
        )
        self.context.add_init_script(KERNELS_ON_REQUEST)
        self.page: Page = self.context.new_page()
        self.is_gone = False
        """Whether the tab has crashed, or was ended."""
        self._tolerated: tuple[str, ...] = TOLERATED
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self._complain(f"uncaught: {error.stack or error}"))
        self.page.on("dialog", self._on_dialog)
        self.page.on("crash", self._on_crash)
        self.context.on("request", self._on_request)
        # jupyter-collaboration asks this on a slow machine, and goes on asking once the document is there.
        waiting = self.page.get_by_role("button", name="Continue waiting")
        self.page.add_locator_handler(waiting, lambda button: button.click())

    # Coming and going

    def enter(self, path: str = "") -> Person:
        """Signs in, on a notebook if one is given."""
        self.page.goto(self.lab.link(self.who, path))
        self.wait_for_lab()
        if path:
            self._wait_for_notebook(path)
        return self

    def open(self, path: str, *, kernel: bool = False) -> Person:
        """Opens a notebook in the JupyterLab that is open."""
        self.page.evaluate("wanted => { window.startsKernels = wanted; }", kernel)
        self.page.evaluate("path => { window.jupyterapp.commands.execute('docmanager:open', { path }); }", path)
        self._wait_for_notebook(path)
        return self

    def reload(self) -> Person:
        """Presses the browser's reload button, and opens what was open: JupyterLab remembers that a moment late."""
        path = self.page.evaluate("window.jupyterapp.shell.currentWidget?.context?.path ?? ''")
        self.page.reload()
        self.wait_for_lab()
        return self.open(path) if path else self

    def reload_lab(self) -> None:
        """Presses the browser's reload button, and returns once JupyterLab shows again what was open. What the address
        names it opens a second later than the rest, be it open or not: that would come into what is done next."""
        self.page.reload()
        self.page.wait_for_function("window.jupyterapp !== undefined", timeout=60_000)
        self.page.evaluate(WHAT_THE_ADDRESS_NAMES)

    def wait_for_lab(self) -> None:
        self.page.wait_for_function("window.jupyterapp !== undefined", timeout=60_000)
        self.page.evaluate("async () => { await window.jupyterapp.restored; }")

    def _wait_for_notebook(self, path: str) -> None:
        self.page.wait_for_function(READY, arg=path, timeout=60_000)
        expect(self.notebook).to_have_count(1)

    def wait_for_kernel(self) -> None:
        """Returns once cells can be run."""
        self.page.wait_for_function(KERNEL_READY, timeout=60_000)

    def tidy(self) -> None:
        """Closes every notebook and panel, without saving. The panel forgets what it was asked to show."""
        if self.panel.is_visible():
            self.panel.get_by_role("searchbox").fill("")
            self.panel.get_by_role("group", name="Where to look").get_by_role("button").first.click()
            self.panel.get_by_role("button", name=re.compile("^Open")).click()
        self.page.keyboard.press("Escape")
        self.page.evaluate(CLOSE_ALL)
        expect(self.page.locator(".jp-NotebookPanel")).to_have_count(0)

    def leave(self) -> None:
        self.context.close()

    # What is on the screen

    @property
    def notebook(self) -> Locator:
        return self.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)")

    def cell(self, index: int) -> Locator:
        """A cell, counted from 0."""
        return self.notebook.locator(".jp-Notebook-cell").nth(index)

    def editor(self, index: int) -> Locator:
        return self.cell(index).locator(".jp-InputArea-editor .cm-content")

    @property
    def threads(self) -> Locator:
        """Threads that are open in the notebook."""
        return self.notebook.get_by_role("article", name="Thread")

    @property
    def composer(self) -> Locator:
        """Where a new comment is written."""
        return self.notebook.get_by_role("group", name="Comment", exact=True)

    @property
    def panel(self) -> Locator:
        """The *Comments* panel."""
        return self.page.get_by_role("region", name="Comments", exact=True)

    @property
    def team(self) -> Locator:
        """The *Team* panel."""
        return self.page.get_by_role("region", name="Team", exact=True)

    @property
    def more(self) -> Locator:
        """The button with the menu of the open thread."""
        return self.threads.get_by_role("button", name="More about this thread")

    def marker(self, index: int) -> Locator:
        """The marker beside a cell, which says how many threads it has."""
        return self.cell(index).get_by_role("button", name=re.compile(r"^\d+ (resolved )?comments?\b"))

    def comments(self, thread: Locator | None = None) -> Locator:
        """The comments of the open thread."""
        return (thread or self.threads).locator(".mlc-Comment")

    # What people do with comments

    def add(self, index: int) -> None:
        """Points at a cell and presses the + in its margin."""
        self.cell(index).hover()
        self.cell(index).get_by_role("button", name="Comment on this cell").click()

    def write(self, text: str, *, blocking: bool = False) -> None:
        """Types into the composer that is open."""
        self.composer.get_by_role("textbox", name="Comment").fill(text)
        if blocking:
            self.composer.get_by_label("Blocking").check()

    def send(self) -> None:
        """Presses the button, and waits until the comment stands in its thread."""
        self.composer.get_by_role("button", name="Comment", exact=True).click()
        expect(self.composer).to_have_count(0)

    def comment(self, index: int, text: str, *, blocking: bool = False) -> None:
        """Comments on a cell; its thread is open afterwards."""
        self.add(index)
        self.write(text, blocking=blocking)
        self.send()
        expect(self.comments().first).to_contain_text(text[:40])

    def reply(self, text: str) -> None:
        """Replies in the thread that is open."""
        box = self.threads.get_by_role("textbox", name="Reply")
        box.click()
        box.fill(text)
        self.threads.get_by_role("button", name="Reply", exact=True).click()
        expect(self.comments().filter(has_text=text[:40])).to_have_count(1)

    def retry(self) -> None:
        """Presses *Retry* in the panel, and waits until all is sent. It is also tried by itself, perhaps just now."""
        with suppress(Error):
            self.panel.get_by_role("button", name="Retry").last.click(timeout=2_000)
        expect(self.panel).not_to_contain_text("Not sent yet", timeout=60_000)

    def choose(self, menu_of: Locator, item: str) -> None:
        """Opens the menu of a thread or comment and chooses from it."""
        menu_of.click()
        self.menu_item(item).click()

    def menu_item(self, label: str) -> Locator:
        """An entry of the menu that is open."""
        return self.page.get_by_role("menu").get_by_role("menuitem", name=label)

    def close_thread(self) -> None:
        self.threads.get_by_role("button", name="Close").click()
        expect(self.threads).to_have_count(0)

    def clipboard(self) -> str:
        return str(self.page.evaluate("navigator.clipboard.readText()"))

    def show_panel(self) -> Locator:
        """Presses *Comments* in the notebook's toolbar."""
        if not self.panel.is_visible():
            self.notebook.get_by_role("button", name=re.compile("^Comments")).click()
        expect(self.panel).to_be_visible()
        return self.panel

    def show_team(self) -> Locator:
        """Opens the *Team* panel in the left side bar."""
        if not self.team.is_visible():
            self.page.get_by_role("tab", name=re.compile("^Team")).click()
        expect(self.team).to_be_visible()
        return self.team

    def row(self, text: str) -> Locator:
        """A thread in the panel."""
        return self.panel.get_by_role("button").filter(has_text=text)

    # What Jupyter does

    def select_cell(self, index: int) -> None:
        """Clicks beside a cell's text, so that the cell is active and no editor has the keyboard."""
        self.cell(index).locator(".jp-InputPrompt").click()

    def select_word(self, index: int, word: str) -> None:
        """Double-clicks a word in a cell's editor, the first of its kind."""
        place = self.editor(index).evaluate(MIDDLE_OF_WORD, word)
        self.page.mouse.dblclick(place["x"], place["y"])

    def replace_source(self, index: int, source: str) -> None:
        """Writes a cell anew."""
        self.editor(index).click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(source)

    def show_folder(self, folder: str) -> Locator:
        """Opens a folder in the file browser."""
        self.page.evaluate("path => window.jupyterapp.commands.execute('filebrowser:open-path', { path })", folder)
        browser = self.page.get_by_role("region", name="File Browser Section")
        expect(browser).to_be_visible()
        return browser

    def rename(self, path: str, name: str) -> None:
        """Gives a file or folder another name in the file browser."""
        folder, _, old = path.rpartition("/")
        entry = self.show_folder(folder).locator(".jp-DirListing-item").filter(has_text=old)
        entry.click()
        self.page.keyboard.press("F2")
        self.page.locator(".jp-DirListing-editor").fill(name)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".jp-DirListing-item").filter(has_text=name)).to_have_count(1)
        expect(self.page.locator(".jp-DirListing-editor")).to_have_count(0)

    def wait_for_draft(self, text: str) -> None:
        """Returns once the browser has stored a text."""
        until(lambda: self.page.evaluate(STORED_IN_BROWSER, text), otherwise=f"The browser did not store “{text}”.")

    def save(self) -> None:
        """Saves the notebook as people do, and waits until it is."""
        self.page.evaluate(WATCH_SAVING)
        self.page.keyboard.press("Control+s")
        self.page.wait_for_function("window.isSaved")
        self.page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")

    def palette(self, words: str) -> Locator:
        """Opens the command palette and looks for words; the first hit, which it hides while it cannot be chosen."""
        box = self.page.get_by_placeholder("SEARCH", exact=True)
        offered = self.page.locator(".lm-CommandPalette-item").filter(has_text=words).first
        # A notebook that takes the keyboard back a moment late closes the palette: people open it once more.
        for patience in (5_000, 5_000, 15_000):
            if not box.is_visible():
                self.page.keyboard.press("Control+Shift+C")
            try:
                box.fill(words, timeout=patience)
                expect(offered).to_be_attached(timeout=patience)
                break
            except (Error, AssertionError):
                if patience > 5_000:
                    raise
        return offered

    def run(self, command: str) -> None:
        """Chooses a command from the palette by its label."""
        self.palette(command)
        # The palette draws its list anew a moment after the typing; Enter takes what it then offers first.
        expect(self.page.locator(".lm-CommandPalette-item.lm-mod-active")).to_contain_text(command)
        self.page.keyboard.press("Enter")

    # Evidence

    @contextmanager
    def tolerating(self, *parts: str) -> Iterator[None]:
        """Within it, messages that hold one of `parts` are no complaint."""
        before, self._tolerated = self._tolerated, (*self._tolerated, *parts)
        try:
            yield
        finally:
            self._tolerated = before

    def tolerate(self, *parts: str) -> None:
        """From now on, messages that hold one of `parts` are no complaint."""
        self._tolerated = (*self._tolerated, *parts)

    def bear_with_a_lost_server(self) -> None:
        """What JupyterLab says when its server is gone is expected from now on, and its dialog is dismissed."""
        self.tolerate(*SERVER_GONE)
        dialog = self.page.get_by_role("dialog", name=re.compile("Server Connection Error"))
        self.page.add_locator_handler(dialog, lambda: dialog.get_by_role("button").last.click())

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._complain(f"console: {message.text} ({message.location.get('url', '')})")

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname not in HERE:
            self._complain(f"asked a foreign server: {request.url}")

    def _on_crash(self, _: Page) -> None:
        self.is_gone = True

    def _on_dialog(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":
            self._complain(f"dialog: {dialog.message}")
        dialog.accept()

    def _complain(self, sentence: str) -> None:
        if not any(part in sentence for part in self._tolerated):
            self.complaints.append(f"{self.who}: {sentence}")

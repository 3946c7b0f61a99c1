"""The list of a project's cards in JupyterLab: how long it takes to be there, and to be searched.

    python tests/benchmarks/cards_view.py [--cards 5000] [--runs 3]

A project has made-up cards of 20 parameters, 12 metrics and 60 packages. JupyterLab is open on a text file of it, which
asks for no cards; then the *Team* panel is shown, which asks for them. Timed, in milliseconds:

- *first*: from the click that shows the panel until a card's row is on the screen. *Cold* is the first time after the
  server's start, which reads every file; *warm* is another browser's page after that.
- *notebook*: the same with a notebook open for a while, whose toolbar has asked for the cards already.
- *search*: from the key that ends a word until the rows that have it are on the screen; the first word of a page too,
  for which the text of all rows is made.

Elements are counted in the section with the list in it. Medians of several runs, and the longest. `make bench` measures
the build that people install; the build for development takes longer, which the first line says.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from cards import write
from diff_view import STILL, build
from machine import machine

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))

from stage.lab import Lab
from stage.notebooks import Project, new_project
from stage.person import Person

LIMIT_MILLISECONDS = 30_000
# Parts of numbers in titles: a card that has one of them has it in its title.
ASKED = ("491", "372", "263", "154")
TEXT, NOTEBOOK = "read-me.txt", "train.ipynb"

# Both answer in the frame after the one in which it is there, which is when a person sees it.
WATCH = """limit => {
  const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
  const watch = async () => {
    const began = performance.now();
    const isThere = () => document.querySelector('.mlc-CardRow')?.getBoundingClientRect().height > 0;
    while (!isThere() && performance.now() - began < limit) await frame();
    await frame();
    return { first: performance.now() - began, elements: document.querySelectorAll('.mlc-CardsHost *').length };
  };
  window.shownCards = new Promise(resolve =>
    addEventListener('pointerdown', () => resolve(watch()), { capture: true, once: true })
  );
}"""
SEARCH = """async ({ word, limit }) => {
  const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
  const box = document.querySelector('.mlc-CardFilters input');
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const shown = () => [...document.querySelectorAll('.mlc-CardRow-title')].map(title => title.textContent);
  const before = shown().join();
  const began = performance.now();
  setter.call(box, word);
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  const isThere = () => {
    const now = shown();
    return now.length > 0 && now.join() !== before && now.every(title => title.includes(word));
  };
  while (!isThere() && performance.now() - began < limit) await frame();
  await frame();
  return performance.now() - began;
}"""


def shown(browser: Browser, lab: Lab, path: str) -> dict[str, list[float]]:
    """What one page takes: the list, the first word, and other words."""
    person = Person(browser, lab, "ana").enter()
    try:
        if path.endswith(".ipynb"):
            person.open(path)
        else:
            opened = "path => window.jupyterapp.commands.execute('docmanager:open', { path }).then(() => null)"
            person.page.evaluate(opened, path)
        person.page.evaluate(STILL)
        person.page.evaluate(WATCH, LIMIT_MILLISECONDS)
        person.page.get_by_role("tab", name=re.compile("^Team")).click()
        found = person.page.evaluate("window.shownCards")
        words = [person.page.evaluate(SEARCH, {"word": word, "limit": LIMIT_MILLISECONDS}) for word in ASKED]
        return {"first": [found["first"]], "elements": [found["elements"]], "word": words[:1], "words": words[1:]}
    finally:
        person.leave()


def line(name: str, pages: list[dict[str, list[float]]], what: str) -> str:
    values = [value for page in pages for value in page[what]]
    return f"{name:<32} {statistics.median(values):>8.0f} {max(values):>8.0f}"


def prepared(lab: Lab, count: int) -> tuple[str, str]:
    """A project with cards; the paths of a text and of a notebook in it, as the server knows them."""
    project: Project = new_project(lab.root, "cards-of-many")
    write(project.folder, count)
    return project.add(TEXT, "Nothing here."), project.add(NOTEBOOK)


def measure(browser: Browser, lab: Lab, count: int, runs: int) -> None:
    text, notebook = prepared(lab, count)
    print(f"\n{f'{count} cards, {runs} runs':<32} {'median':>8} {'worst':>8}")
    pages = []
    for name, path, is_cold in (("cold", text, True), ("warm", text, False), ("notebook open", notebook, False)):
        found = []
        for _ in range(runs):
            if is_cold:
                lab.stop()
                lab.start()
            found.append(shown(browser, lab, path))
        print(line(f"first row, {name}, ms", found, "first"), flush=True)
        pages += found
    print(line("search, first word, ms", pages, "word"))
    print(line("search, other words, ms", pages, "words"))
    print(line("elements", pages, "elements"), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=5000, help="cards in the project")
    parser.add_argument("--runs", type=int, default=3, help="pages of each kind")
    arguments = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is not installed.", file=sys.stderr)
        return 1
    print(f"{machine('jupyter-mlcollab', 'jupyterlab')}, {build()}")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder) / "home", Path(folder) / "work", "full").start()
        browser = playwright.chromium.launch(executable_path=chromium)
        try:
            measure(browser, lab, arguments.cards, arguments.runs)
        finally:
            browser.close()
            lab.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

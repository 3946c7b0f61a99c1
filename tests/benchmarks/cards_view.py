"""The list of a project's cards in JupyterLab: how long it takes to be there, and to be searched.

    python tests/benchmarks/cards_view.py [--cards 5000] [--runs 3]

A project has made-up cards of 20 parameters, 12 metrics and 60 packages. Timed, in milliseconds:

- *question*: from asking the server for the cards until a row is on the screen, with the panel open already. A text
  file of the project is opened, which is when they are asked for. *First* is a server that has never read the cards,
  *cold* one that was started again, *warm* another browser's page after that.
- *all*: the same until the list has all cards. The first ones come sooner.
- *click*: from the click that shows the panel, with a notebook open for a while, until a row is on the screen.
- *search*: from the key that ends a word until the rows that have it are on the screen; the first word of a page, a
  second after the list is whole, and other words.

Elements are counted in the section with the list in it. Medians of several runs, and the longest. `make bench` measures
the build that people install; the build for development takes longer, which the first line says.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys

from playwright.sync_api import Browser, Locator, expect

from cards import write
from in_browser import STILL, build, lab_and_browser
from jupyter_mlcollab.cards.ages import FILE as REMEMBERED
from machine import machine
from stage.lab import Lab
from stage.notebooks import Project, new_project
from stage.person import Person

LIMIT_MILLISECONDS = 30_000
# Parts of numbers in titles: a card that has one of them has it in its title.
ASKED = ("491", "372", "263", "154")
TEXT, NOTEBOOK = "read-me.txt", "train.ipynb"

# All answer in the frame after the one in which it is there, which is when a person sees it.
FRAMES = """
  const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
  const isThere = () => document.querySelector('.mlc-CardRow')?.getBoundingClientRect().height > 0;
  const until = async (done, limit) => {
    const began = performance.now();
    while (!done() && performance.now() - began < limit) await frame();
    await frame();
    return performance.now();
  };
"""
OPEN = f"""async ({{ path, count, limit }}) => {{
  {FRAMES}
  performance.clearResourceTimings();
  const began = performance.now();
  void window.jupyterapp.commands.execute('docmanager:open', {{ path }});
  const first = await until(isThere, limit);
  const size = () => Number(document.querySelector('.mlc-CardRow')?.getAttribute('aria-setsize'));
  const all = await until(() => size() === count, limit);
  const asked = performance.getEntriesByType('resource').find(({{ name }}) => /\\/cards(\\?|$)/.test(name)).startTime;
  return {{ question: first - asked, all: all - asked }};
}}"""
WATCH = f"""limit => {{
  {FRAMES}
  if (isThere()) throw new Error('The panel is there before the click.');
  window.shownCards = new Promise(resolve =>
    addEventListener(
      'pointerdown', event => resolve(until(isThere, limit).then(end => end - event.timeStamp)),
      {{ capture: true, once: true }}
    )
  );
}}"""
ELEMENTS = "document.querySelectorAll('.mlc-CardsHost *').length"
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


Times = dict[str, list[float]]


def asked(browser: Browser, lab: Lab, path: str, count: int) -> Times:
    """What it takes once the list is asked for, with the panel in view."""
    person = Person(browser, lab, "ana").enter()
    try:
        tab(person).click()
        expect(person.team).to_be_visible()
        person.page.evaluate(STILL)
        found = person.page.evaluate(OPEN, {"path": path, "count": count, "limit": LIMIT_MILLISECONDS})
        return {name: [value] for name, value in found.items()} | searched(person)
    finally:
        person.leave()


def clicked(browser: Browser, lab: Lab, path: str) -> Times:
    """What it takes to show the panel with a notebook open for a while."""
    person = Person(browser, lab, "ana").enter()
    try:
        person.open(path)
        person.page.evaluate(STILL)
        person.page.evaluate(WATCH, LIMIT_MILLISECONDS)
        tab(person).click()
        return {"click": [person.page.evaluate("window.shownCards")]} | searched(person)
    finally:
        person.leave()


def tab(person: Person) -> Locator:
    return person.page.get_by_role("tab", name=re.compile("^Team"))


def searched(person: Person) -> Times:
    """What the first word and other words take, once the person has moved to the field."""
    person.page.wait_for_timeout(1000)
    elements = person.page.evaluate(ELEMENTS)
    words = [person.page.evaluate(SEARCH, {"word": word, "limit": LIMIT_MILLISECONDS}) for word in ASKED]
    return {"elements": [elements], "word": words[:1], "words": words[1:]}


def line(name: str, pages: list[Times], what: str) -> str:
    values = [value for page in pages for value in page.get(what, [])]
    return f"{name:<34} {statistics.median(values):>8.0f} {max(values):>8.0f}"


def prepared(lab: Lab, count: int) -> tuple[str, str]:
    """A project with cards; the paths of a text and of a notebook in it, as the server knows them."""
    project: Project = new_project(lab.root, "cards-of-many")
    write(project.folder, count)
    return project.add(TEXT, "Nothing here."), project.add(NOTEBOOK)


def forget(lab: Lab) -> None:
    """What a server has left for the next one."""
    for file in lab.root.rglob(REMEMBERED):
        file.unlink()


def measure(browser: Browser, lab: Lab, count: int, runs: int) -> None:
    text, notebook = prepared(lab, count)
    print(f"\n{f'{count} cards, {runs} runs':<34} {'median':>8} {'worst':>8}")
    pages = []
    for name in ("first", "cold", "warm"):
        found = []
        for _ in range(runs):
            if name != "warm":
                lab.stop()
            if name == "first":
                forget(lab)
            if name != "warm":
                lab.start()
            found.append(asked(browser, lab, text, count))
        print(line(f"question to first row, {name}, ms", found, "question"))
        print(line(f"question to all, {name}, ms", found, "all"), flush=True)
        pages += found
    found = [clicked(browser, lab, notebook) for _ in range(runs)]
    print(line("click to first row, ms", found, "click"))
    pages += found
    print(line("search, first word, ms", pages, "word"))
    print(line("search, other words, ms", pages, "words"))
    print(line("elements", pages, "elements"), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=5000, help="cards in the project")
    parser.add_argument("--runs", type=int, default=3, help="pages of each kind")
    arguments = parser.parse_args()
    print(f"{machine('jupyter-mlcollab', 'jupyterlab')}, {build()}")
    with lab_and_browser() as (lab, browser):
        measure(browser, lab, arguments.cards, arguments.runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())

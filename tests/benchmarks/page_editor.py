"""Typing in the source of a page: how long a key takes until it is painted, with the panel of pages and without.

    python tests/benchmarks/page_editor.py [--rounds 6] [--pages 200]

One person types words into a page of 300 lines, in one tab, and pauses behind each word for as long as people do, so
that what waits for a pause comes in between. Rounds without and with the *Pages* panel take turns; first the editor
alone, then with the rendered page beside. Timed, in milliseconds, from the key's event until the browser has painted
the frame after it. Chromium does not wait for the screen, so that no time is rounded to its frames.

Asked: the median with the panel is at most 10 % above that without.

Then, what explaining words costs in a notebook of 300 cells of text, with a glossary of 500 terms: from its first cell
until its words are marked, and how long the browser was held up at once, with the setting on and off.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from diff_view import STILL, build
from machine import machine, percentile

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))

from stage.lab import Lab
from stage.notebooks import Project, markdown, new_project, notebook
from stage.pages import editor_of, open_page, open_source
from stage.person import Person

WORDS = ("customers ", "leave ", "because ", "calibration ", "matters ")
KEY_MILLISECONDS = 60
PAUSE_MILLISECONDS = 450
LINES, CELLS, TERMS = 300, 300, 500
SEED = 7

# A message posted in the frame of a key comes once that frame is painted.
WATCH = """() => {
  window.painted = [];
  const channel = new MessageChannel();
  let began = [];
  channel.port1.onmessage = () => {
    const now = performance.now();
    window.painted.push(...began.map(at => now - at));
    began = [];
  };
  addEventListener('keydown', event => {
    began.push(event.timeStamp);
    requestAnimationFrame(() => channel.port2.postMessage(null));
  }, { capture: true });
}"""
TAKE = "() => window.painted.splice(0)"
PANEL = """isOpen => {
  const { shell } = window.jupyterapp;
  if (isOpen) shell.activateById('mlcollab-pages'); else shell.collapseRight();
}"""

# From the first cell that is drawn until a second has passed without another mark.
MARKED = """async path => {
  const held = [];
  const observer = new PerformanceObserver(list => held.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ type: 'longtask' });
  const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
  const count = selector => document.querySelectorAll(`.jp-NotebookPanel ${selector}`).length;
  void window.jupyterapp.commands.execute('docmanager:open', { path });
  while (count('.jp-RenderedMarkdown') === 0) await frame();
  const began = performance.now();
  let [before, at] = [-1, began];
  while (performance.now() - at < 3000) {
    const now = count('.jp-RenderedMarkdown') + count('.mlc-Term');
    if (now !== before) { before = now; at = performance.now(); }
    await frame();
  }
  observer.disconnect();
  return {
    whole: at - began, cells: count('.jp-RenderedMarkdown'), terms: count('.mlc-Term'),
    held: held.reduce((sum, each) => sum + each, 0), longest: Math.max(0, ...held)
  };
}"""


def words(random_: random.Random, count: int) -> str:
    return " ".join(f"word{random_.randrange(5_000)}" for _ in range(count))


def prepared(lab: Lab, pages: int) -> tuple[Project, str]:
    """A project with pages about its notebook, and the path of the page that is written."""
    project = new_project(lab.root, "many-pages")
    random_ = random.Random(SEED)
    project.add("train.ipynb")
    for number in range(pages):
        project.file(f"pages/p{number}.md").parent.mkdir(exist_ok=True)
        text = f"---\nabout: train.ipynb\n---\n\n# Page {number}\n\n{words(random_, 100)}\n"
        project.file(f"pages/p{number}.md").write_text(text, encoding="utf-8")
    lines = "".join(
        f"## Part {n}\n\n{words(random_, 15)}\n\n" if n % 5 == 0 else f"{words(random_, 15)}\n\n"
        for n in range(LINES // 2)
    )
    return project, project.add("pages/plan.md", f"# Plan\n\n{lines}")


def typed(person: Person) -> list[float]:
    """What each key of a round took."""
    person.page.evaluate(STILL)
    editor_of(person).locator(".cm-line").nth(2).click()
    person.page.keyboard.press("End")
    person.page.wait_for_timeout(PAUSE_MILLISECONDS)
    person.page.evaluate(TAKE)
    for word in WORDS:
        person.page.keyboard.type(word, delay=KEY_MILLISECONDS)
        person.page.wait_for_timeout(PAUSE_MILLISECONDS)
    times: list[float] = person.page.evaluate(TAKE)
    return times


def measure_typing(browser: Browser, lab: Lab, rounds: int, pages: int) -> None:
    project, path = prepared(lab, pages)
    person = Person(browser, lab, "ana").enter(f"{project.name}/train.ipynb")
    try:
        person.run("Show pages")
        expect(person.page.get_by_role("region", name="Pages")).to_contain_text("Page 0")
        open_source(person, path)
        person.page.evaluate(WATCH)
        print(f"\n{f'key to paint, {pages} pages':<30} {'keys':>6} {'median':>8} {'p95':>8} {'worst':>8} {'ratio':>7}")
        compare(person, "editor", rounds)
        open_page(person, project.add("pages/aims.md", project.file(path).read_text(encoding="utf-8")), edit=True)
        compare(person, "editor, the page beside", rounds)
    finally:
        person.leave()


def compare(person: Person, what: str, rounds: int) -> None:
    times: dict[bool, list[float]] = {False: [], True: []}
    for turn in range(rounds):
        # Forth and back, so that neither always comes first.
        for has_panel in (False, True) if turn % 2 == 0 else (True, False):
            person.page.evaluate(PANEL, has_panel)
            times[has_panel] += typed(person)
    base = statistics.median(times[False])
    for has_panel, taken in times.items():
        median, name = statistics.median(taken), what + (", panel" if has_panel else "")
        print(
            f"{name:<30} {len(taken):>6} {median:>8.1f} {percentile(taken, 95):>8.1f}"
            f" {max(taken):>8.1f} {median / base:>7.2f}",
            flush=True,
        )


def measure_words(browser: Browser, lab: Lab, runs: int) -> None:
    project = new_project(lab.root, "many-words")
    random_ = random.Random(SEED)
    terms = "".join(f"- **word{n}**: the {n}th word\n" for n in range(TERMS))
    project.add("pages/words.md", f"---\ntype: glossary\n---\n\n{terms}")
    cells = [markdown(f"c{n}", words(random_, 200)) for n in range(CELLS)]
    path = project.add("long.ipynb", notebook(cells))
    print(f"\n{f'{CELLS} cells, {TERMS} terms':<22} {'marks':>7} {'whole':>8} {'held up':>8} {'at once':>8}")
    for is_on in (True, False):
        setting = lab.home / "settings/jupyter-mlcollab/pages.jupyterlab-settings"
        setting.parent.mkdir(parents=True, exist_ok=True)
        setting.write_text(json.dumps({"showTerms": is_on}), encoding="utf-8")
        found = [marked(browser, lab, path) for _ in range(runs)]
        middle = {name: statistics.median(one[name] for one in found) for name in found[0]}
        print(
            f"{'explained' if is_on else 'not explained':<22} {middle['terms']:>7.0f} {middle['whole']:>8.0f}"
            f" {middle['held']:>8.0f} {middle['longest']:>8.0f}",
            flush=True,
        )


def marked(browser: Browser, lab: Lab, path: str) -> dict[str, float]:
    person = Person(browser, lab, "ana").enter()
    try:
        person.page.evaluate(STILL)
        found: dict[str, float] = person.page.evaluate(MARKED, path)
        return found
    finally:
        person.leave()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=6, help="turns of each way of typing")
    parser.add_argument("--pages", type=int, default=200, help="pages about the notebook")
    parser.add_argument("--runs", type=int, default=3, help="times that the notebook is opened")
    arguments = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        print("Chromium is not installed.", file=sys.stderr)
        return 1
    print(f"{machine('jupyter-mlcollab', 'jupyterlab')}, {build()}")
    free = ["--disable-frame-rate-limit", "--disable-gpu-vsync"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder) / "home", Path(folder) / "work").start()
        browser = playwright.chromium.launch(executable_path=chromium, args=free)
        try:
            measure_typing(browser, lab, arguments.rounds, arguments.pages)
            measure_words(browser, lab, arguments.runs)
        finally:
            browser.close()
            lab.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

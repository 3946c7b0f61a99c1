"""Typing in the source of a page: how long a key takes until it is painted, with the panel of pages and without.

    python tests/benchmarks/page_editor.py [--part typing] [--rounds 6] [--pages 200]

One person types words into a page of 300 lines, in one tab, and pauses behind each word for as long as people do, so
that what waits for a pause comes in between; first with the editor alone, then with the rendered page beside. The ways
take turns with each word, forth and back: a machine gets slower and faster over minutes, and what is compared has to
stand in the same seconds. Any panel makes the editor narrower, so that more lines wrap: beside the *Pages* panel, the
property inspector of JupyterLab, which shows nothing then, says how much of the difference is that. Timed, in
milliseconds, from the key's event until the browser has painted the frame after it. Chromium does not wait for the
screen, so that no time is rounded to its frames.

Asked: the median with the panel is at most 10 % above that without.

Then, what explaining words costs in a notebook of 300 cells of text, with a glossary of 500 terms, with the setting on
and off, taking turns: from its first cell until all is drawn and the words in view are marked, how long the browser was
held up meanwhile, in all and at once, and how long it takes to leaf through the notebook to its end, where words are
marked as they come into view.
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
PANELS = {"no panel": None, "pages": "mlcollab-pages", "another panel": "jp-property-inspector"}
SHOW_PANEL = """id => {
  const { shell } = window.jupyterapp;
  if (id === null) shell.collapseRight(); else shell.activateById(id);
}"""

# From the first cell that is drawn until three seconds have passed without another cell or mark; then screen by screen.
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
  const inView = count('.mlc-Term');
  const outer = document.querySelector('.jp-NotebookPanel .jp-WindowedPanel-outer');
  const opened = performance.now();
  while (outer.scrollTop + outer.clientHeight < outer.scrollHeight - 1) {
    outer.scrollTop += outer.clientHeight;
    await frame();
    await new Promise(resolve => requestIdleCallback(resolve));
  }
  return {
    whole: at - began, held: held.reduce((sum, each) => sum + each, 0), longest: Math.max(0, ...held),
    inView, leafed: performance.now() - opened, terms: count('.mlc-Term')
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


def typed(person: Person, panel: str | None, word: str) -> list[float]:
    """What each key of a word took."""
    person.page.evaluate(SHOW_PANEL, panel)
    editor_of(person).locator(".cm-line").nth(2).click()
    person.page.keyboard.press("End")
    # What the panel and the click set off is done by then.
    person.page.wait_for_timeout(PAUSE_MILLISECONDS)
    person.page.evaluate(TAKE)
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
        print(f"\n{f'key to paint, {pages} pages':<36} {'keys':>6} {'median':>8} {'p95':>8} {'worst':>8} {'ratio':>7}")
        compare(person, "editor", rounds)
        open_page(person, project.add("pages/aims.md", project.file(path).read_text(encoding="utf-8")), edit=True)
        compare(person, "page beside", rounds)
    finally:
        person.leave()


def compare(person: Person, what: str, rounds: int) -> None:
    times: dict[str, list[float]] = {name: [] for name in PANELS}
    person.page.evaluate(STILL)
    for turn in range(rounds * len(WORDS)):
        ways = list(PANELS.items())
        # Forth and back, so that none always comes first.
        for name, panel in ways if turn % 2 == 0 else reversed(ways):
            times[name] += typed(person, panel, WORDS[turn % len(WORDS)])
    base = statistics.median(times["no panel"])
    for name, taken in times.items():
        median = statistics.median(taken)
        print(
            f"{f'{what}, {name}':<36} {len(taken):>6} {median:>8.1f} {percentile(taken, 95):>8.1f}"
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
    head = f"\n{f'{CELLS} cells, {TERMS} terms':<22} {'whole':>8} {'held up':>8} {'at once':>8}"
    print(f"{head} {'marks':>7} {'leafed':>8} {'marks':>7}")
    found: dict[bool, list[dict[str, float]]] = {True: [], False: []}
    for _ in range(runs):
        for is_on in found:
            setting = lab.home / "settings/jupyter-mlcollab/pages.jupyterlab-settings"
            setting.parent.mkdir(parents=True, exist_ok=True)
            setting.write_text(json.dumps({"showTerms": is_on}), encoding="utf-8")
            found[is_on].append(marked(browser, lab, path))
    for is_on, taken in found.items():
        middle = {name: statistics.median(one[name] for one in taken) for name in taken[0]}
        print(
            f"{'explained' if is_on else 'not explained':<22} {middle['whole']:>8.0f} {middle['held']:>8.0f}"
            f" {middle['longest']:>8.0f} {middle['inView']:>7.0f} {middle['leafed']:>8.0f} {middle['terms']:>7.0f}",
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
    parser.add_argument("--part", choices=("typing", "words"), help="only this part")
    parser.add_argument("--rounds", type=int, default=6, help="turns of each way of typing, of five words")
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
            if arguments.part != "words":
                measure_typing(browser, lab, arguments.rounds, arguments.pages)
            if arguments.part != "typing":
                measure_words(browser, lab, arguments.runs)
        finally:
            browser.close()
            lab.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())

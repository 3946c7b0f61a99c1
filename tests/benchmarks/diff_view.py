"""The tab that shows changes, beside nbdime's own view in JupyterLab, in one run.

    python tests/benchmarks/diff_view.py [--cells 100 300 1000] [--before-first 0.1] [--runs 3] [--nbdime-runs 1]

Made-up notebooks with cell ids, of which every tenth cell has one edited line. The first of them stands after a tenth
of the notebook: there is the first change in the median of 152 pairs of versions from public repositories, and after a
fifth in the mean. `--before-first 0` puts it into the sixth cell. A notebook is open, and its command that shows what
changed since the last commit is given: that is the click. The same is timed of both, in milliseconds:

- *first*: from the click until the first edited line stands on the screen, marked as changed
- *last*: from the click until the last edited line does, when from the first on the view is scrolled to its end in each
  frame, as with the End key

nbdime draws a cell in each frame, changed or not, and hides those that are the same: the later in the notebook a change
stands, the later it is there. Ours has counted the changes before the click, as its button in the toolbar says how many
there are, and begins with what was counted.

Elements and editors are counted in the view at the end. The heap is JavaScript's, of the page before the click and with
the view, each after two collections. A page lets go of something meanwhile, so that one less the other is no measure of
a small view. Every run has a page of its own. All are medians of several runs, and of *first* the longest too; nbdime
may have fewer, as its are long. `make bench` measures the build that people install; the build for development takes
longer, which the first line says.
"""

from __future__ import annotations

import argparse
import statistics
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser

from in_browser import STILL, build, lab_and_browser
from machine import machine
from stage.lab import Lab
from stage.notebooks import Project, code, markdown, new_project, notebook, text_output, written
from stage.person import Person

LIMIT_SECONDS = 180
EVERY = 10


@dataclass(frozen=True)
class View:
    """How to open a view, and what in it is a changed line."""

    name: str
    command: str
    root: str
    changed_line: str


OURS = View("ours", "mlcollab:show-changes", ".mlc-Changes", ".cm-changedLine")
NBDIME = View("nbdime", "nbdime:diff-git", ".nbdime-root", ".jp-Cell-diff .cm-line")

# Answers in the frame after the one in which it is there, which is when a person sees it.
SHOW = """async ({ view, limit, last }) => {
  const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
  const began = performance.now();
  const since = () => performance.now() - began;
  void window.jupyterapp.commands.execute(view.command);
  const lines = () => document.querySelectorAll(`${view.root} ${view.changedLine}`);
  const until = async isThere => {
    while (!isThere() && since() < limit) await frame();
    await frame();
    return isThere() ? since() : null;
  };
  const inSight = line => {
    const { top, bottom, height } = line.getBoundingClientRect();
    return height > 0 && top >= 0 && bottom <= innerHeight;
  };
  const first = await until(() => [...lines()].some(line => /edited/.test(line.textContent) && inSight(line)));
  const scroller = () => {
    let node = document.querySelector(view.root)?.querySelector('.cm-editor');
    while (node && !(node.scrollHeight > node.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(node).overflowY)))
      node = node.parentElement;
    return node;
  };
  const end = await until(() => {
    const node = scroller();
    if (node) node.scrollTop = node.scrollHeight;
    // The last ones only: looking through thousands in each frame would slow down what is measured.
    return [...lines()].slice(-12).some(line => line.textContent.includes(last) && inSight(line));
  });
  const root = document.querySelector(view.root);
  return { first, last: end, nodes: root.querySelectorAll('*').length,
    editors: root.querySelectorAll('.cm-editor').length };
}"""


def cells(count: int, edited: Collection[int]) -> Iterator[dict[str, Any]]:
    """A notebook as people have it: sources of a few lines, some with outputs, a heading now and then."""
    for n in range(count):
        if n % 8 == 7:
            yield markdown(f"cell-{n}", f"## Part {n}\n\nWhat follows looks at column {n}.")
            continue
        line = f"edited_{n}" if n in edited else f"column_{n}"
        source = f"frame = load({n})\n{line} = frame[{n}].dropna()\nmodel = fit(frame, depth={n})\nprint(model.score())"
        yield code(f"cell-{n}", source, *([text_output(f"score 0.{n}\n")] if n % 3 == 0 else []), count=n)


def edited_cells(count: int, before_first: float) -> list[int]:
    """The numbers of the edited cells, of which none stands in the first `before_first` of the notebook."""
    return [n for n in range(EVERY // 2, count, EVERY) if n >= before_first * count and n % 8 != 7]


def prepared(project: Project, count: int, edited: Collection[int]) -> str:
    """A notebook committed, and edited as saved."""
    path = project.add(f"long-{count}.ipynb", notebook(list(cells(count, ()))))
    project.file(path).write_text(written(notebook(list(cells(count, edited)))), encoding="utf-8")
    return path


def heap_megabytes(person: Person) -> float:
    session = person.context.new_cdp_session(person.page)
    # What is only let go of while the first one collects goes with the second.
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
        person.page.wait_for_timeout(200)
    return float(session.send("Runtime.getHeapUsage")["usedSize"]) / 1e6


def measured(browser: Browser, lab: Lab, path: str, view: View, last: str) -> dict[str, float | None]:
    person = Person(browser, lab, "ana").enter(path)
    try:
        person.page.evaluate(STILL)
        before = heap_megabytes(person)
        found: dict[str, float | None] = person.page.evaluate(
            SHOW,
            {
                "view": {"command": view.command, "root": view.root, "changedLine": view.changed_line},
                "limit": LIMIT_SECONDS * 1000,
                "last": last,
            },
        )
        return {**found, "before": before, "heap": heap_megabytes(person)}
    finally:
        person.leave()


def median(runs: list[dict[str, float | None]]) -> dict[str, float | None]:
    """Of each value, and the longest *first*; None where one run came to its limit."""
    known = {name: [run[name] for run in runs] for name in runs[0]}
    found = {
        name: None if None in values else statistics.median(value or 0 for value in values)
        for name, values in known.items()
    }
    return found | {"worst": None if None in known["first"] else max(value or 0 for value in known["first"])}


COLUMNS = {
    "first": "first ms",
    "worst": "worst ms",
    "last": "last ms",
    "nodes": "elements",
    "editors": "editors",
    "before": "heap before",
    "heap": "heap MB",
}


def row(count: int, name: str, values: dict[str, float | None]) -> str:
    return f"{count:>6} {name:>8}" + "".join(f"{cell(values[column]):>12}" for column in COLUMNS)


def cell(value: float | None) -> str:
    if value is None:
        return f"> {LIMIT_SECONDS} s"
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def ratio(theirs: float | None, ours: float | None) -> float | None:
    return theirs / ours if theirs is not None and ours else None


def compare(
    browser: Browser, lab: Lab, project: Project, count: int, before_first: float, runs: tuple[int, int]
) -> None:
    edited = edited_cells(count, before_first)
    path = prepared(project, count, edited)
    last = f"edited_{edited[-1]}"
    found = {}
    for view, times in zip((OURS, NBDIME), runs, strict=True):
        found[view] = median([measured(browser, lab, path, view, last) for _ in range(times)])
        print(row(count, view.name, found[view]), flush=True)
    ratios = [ratio(found[NBDIME][column], found[OURS][column]) for column in COLUMNS]
    print(
        f"{'':>6} {'ratio':>8}" + "".join(f"{'-' if one is None else f'{one:.1f}':>12}" for one in ratios), flush=True
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, nargs="+", default=[100, 300, 1000], help="how many cells notebooks have")
    parser.add_argument(
        "--before-first",
        type=float,
        default=0.1,
        metavar="SHARE",
        help="how much of a notebook is before its first change",
    )
    parser.add_argument("--runs", type=int, default=3, help="runs of ours")
    parser.add_argument("--nbdime-runs", type=int, default=1, help="runs of nbdime's view")
    arguments = parser.parse_args()
    runs = (arguments.runs, arguments.nbdime_runs)
    print(f"{machine('jupyter-mlcollab', 'jupyterlab', 'nbdime')}, {build()}")
    print(f"\n{'cells':>6} {'':>8}" + "".join(f"{title:>12}" for title in COLUMNS.values()))
    with lab_and_browser(nbdime=True) as (lab, browser):
        for count in arguments.cells:
            compare(browser, lab, new_project(lab.root, f"pairs-{count}"), count, arguments.before_first, runs)
    return 0


if __name__ == "__main__":
    sys.exit(main())

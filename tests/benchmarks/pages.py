"""Pages in numbers: the list, what is about a notebook, a search, and the check of all citations.

    python tests/benchmarks/pages.py [--pages 2000] [--citations 5000] [--notebooks 500]

Each page has about 4 KB of text, four headings and links; each notebook 40 cells with outputs, about 60 KB. The first
answer of each kind reads every file, as after the server's start; the later ones find that nothing changed, or that
one notebook did. Answers are encoded as JSON, as a browser gets them. The last lines are `jupyter mlcollab pages check`
as a person or CI starts it, from its start to its end: with nothing remembered, then with what it remembered.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from jupyter_mlcollab.access.perform import joining
from jupyter_mlcollab.access.project import ServerSettings
from jupyter_mlcollab.access.registry import Registry
from jupyter_mlcollab.access.work import Context, Joining
from jupyter_mlcollab.core.notebook import cells_of
from jupyter_mlcollab.core.people import Actor, Person, Role
from jupyter_mlcollab.pages import compose, service
from jupyter_mlcollab.pages.citing import cite, link_to
from jupyter_mlcollab.pages.front_matter import Cite, with_cites
from jupyter_mlcollab.pages.schema import CitedCell
from jupyter_mlcollab.rooms import FOLDS
from machine import machine

ROUNDS = 20
CELLS = 40
WORDS = [
    "churn",
    "leakage",
    "split",
    "holdout",
    "calibration",
    "drift",
    "threshold",
    "segment",
    "baseline",
    "retention",
]


def notebook(number: int, result: float = 0.87) -> dict[str, Any]:
    cells: list[dict[str, Any]] = [
        {"id": "title", "cell_type": "markdown", "metadata": {}, "source": f"# Run {number}"}
    ]
    for at in range(CELLS - 1):
        text = f"step {at} auc {result + at / 1000:.3f}\n" + "".join(f"row {n} of {number}\n" for n in range(60))
        cells.append({
            "id": f"c{at}", "cell_type": "code", "metadata": {}, "execution_count": at,
            "source": f"model_{at} = fit(data, depth={at})\nprint(score(model_{at}))\n" * 4,
            "outputs": [{"output_type": "stream", "name": "stdout", "text": text}],
        })  # fmt: skip
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def write_project(folder: Path, pages: int, citations: int, notebooks: int) -> None:
    contents = [notebook(number) for number in range(notebooks)]
    for number, content in enumerate(contents):
        file = folder / f"runs/run-{number}.ipynb"
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(content))
    cells = [cells_of(content) for content in contents]
    for number in range(pages):
        path = f"pages/area-{number % 20}/page-{number}.md"
        cites: dict[str, Cite] = {}
        for at in range(citations * (number + 1) // pages - citations * number // pages):
            which, cell = (number * 7 + at) % notebooks, 1 + (number + at) % (CELLS - 1)
            output = contents[which]["cells"][cell]["outputs"][0]
            cited = CitedCell(path=f"runs/run-{which}.ipynb", cells=cells[which], index=cell, output=output)
            cites[f"{number:04x}{at}"] = cite(cited, "2026-11-26")
        links = " ".join(link_to(one, key, path) for key, one in cites.items())
        text = "".join(
            f"## Part {n}\n\n{' '.join(WORDS[(number + n + k) % 10] for k in range(90))}.\n\n" for n in range(4)
        )
        about = f"runs/run-{number % notebooks}.ipynb" if number % 3 else "."
        page = f'---\ntitle: "Page {number}"\nabout: "{about}"\n---\n# Page {number}\n\n{links}\n\n{text}'
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(with_cites(page, cites))


def milliseconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    msgspec.json.encode(act())
    return (time.perf_counter() - start) * 1000


def told(name: str, first: float, later: list[float]) -> None:
    worst = sorted(later)[max(0, round(len(later) * 0.95) - 1)]
    print(f"{name:<34} first {first:8.1f} ms   median {statistics.median(later):7.1f}   p95 {worst:7.1f}")


def repeated(act: Callable[[int], object], rounds: int = ROUNDS) -> list[float]:
    return [milliseconds(partial(act, n)) for n in range(rounds)]


def measure(work: Joining, folder: Path, notebooks: int) -> None:
    first = milliseconds(lambda: service.pages(work))
    told("list", first, repeated(lambda n: service.pages(work)))
    around = repeated(lambda n: compose.pages_around(work, f"runs/run-{n % notebooks}.ipynb"))
    told("pages about a notebook", around[0], around)
    found = repeated(lambda n: service.find_pages(work, f"{WORDS[n % 10]} {WORDS[(n + 1) % 10]}"))
    told("search", found[0], found)
    first = milliseconds(lambda: compose.check_pages(work))
    told("check", first, repeated(lambda n: compose.check_pages(work), 5))
    rechecked = []
    for n in range(3):
        (folder / f"runs/run-{n}.ipynb").write_text(json.dumps(notebook(n, 0.5 + n / 10)))
        rechecked.append(milliseconds(lambda: compose.check_pages(work)))
    told("check after one notebook's save", rechecked[0], rechecked)


def started(folder: Path) -> float:
    """Milliseconds that the command takes in a process of its own."""
    start = time.perf_counter()
    subprocess.run(["jupyter", "mlcollab", "pages", "check", "--json", "--project", folder], stdout=subprocess.PIPE)
    return (time.perf_counter() - start) * 1000


def measure_command(folder: Path) -> None:
    told("command, in a new process", started(folder), [started(folder) for _ in range(5)])
    (folder / "runs/run-9.ipynb").write_text(json.dumps(notebook(9, 0.4)))
    told("command after one notebook's save", started(folder), [started(folder) for _ in range(5)])


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--citations", type=int, default=5_000)
    parser.add_argument("--notebooks", type=int, default=500)
    asked = parser.parse_args(arguments)
    print(machine())
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write_project(folder, asked.pages, asked.citations, asked.notebooks)
        registry = Registry(folder, FOLDS, ServerSettings())
        project = registry.at("")
        ana = Person(username="ana", display_name="Ana", initials="A", color=None, avatar_url=None, verified=True)
        actor = Actor(person=ana, role=Role.MAINTAINER)
        work = joining(project, Context(project.describe(), actor, True, None, list, "ana"))
        print(f"{asked.pages:,} pages, {asked.citations:,} citations, {asked.notebooks:,} notebooks")
        measure(work, folder, asked.notebooks)
        registry.close()
        measure_command(folder)


if __name__ == "__main__":
    main(sys.argv[1:])

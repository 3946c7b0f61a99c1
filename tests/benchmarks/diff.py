"""The notebook diff beside nbdime's: time, exactness, and how many lines each shows as changed.

    python tests/benchmarks/diff.py --pairs FOLDER [--every N] [--cap SECONDS]
    python tests/benchmarks/diff.py --synthetic --server

`FOLDER` holds pairs `NAME.old.ipynb` and `NAME.new.ipynb`. Both engines get the same notebooks, in one form, and give
the same format, which nbdime's own `patch_notebook` judges. Times are CPU time of this process. Ours are the median of
three runs and include writing nbdime's format, which no view needs; nbdime's is one run, since some take minutes.
`--cap` stops nbdime on a pair after so many seconds: its time then counts as the cap, its lines do not count.
"""

from __future__ import annotations

import argparse
import gc
import math
import random
import signal
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import nbdime
import nbformat
from nbdime.diff_utils import to_diffentry_dicts
from nbdime.diffing import notebooks as nbdime_notebooks

import delay
from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.diff.compare import compare
from jupyter_mlcollab.diff.nbdime_format import to_nbdime
from jupyter_mlcollab.diff.reading import read_notebook
from jupyter_mlcollab.diff.standard import standard
from jupyter_mlcollab.diff.values import same_value
from machine import data, machine, percentile
from made_up import CHANGES, notebook, with_log

ROUNDS = 3
LARGE = 100
SIZES = (250, 500, 1_000, 2_000, 4_000, 8_000)


@dataclass(frozen=True, slots=True)
class Measured:
    """One pair. Times in seconds of CPU; `lines` are source lines shown as changed, None where nbdime was stopped."""

    name: str
    cells: int
    reading: float
    ours: float
    theirs: float
    exact: bool
    lines: int
    their_lines: int | None


class Stopped(Exception):
    """nbdime took longer than it was given."""


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the notebook diff.")
    parser.add_argument("--pairs", type=Path, help="folder of pairs NAME.old.ipynb and NAME.new.ipynb")
    parser.add_argument("--every", type=int, default=1, help="measure every so many pairs")
    parser.add_argument("--cap", type=float, default=0.0, help="seconds after which nbdime is stopped on a pair")
    parser.add_argument("--synthetic", action="store_true", help="made-up notebooks, ours alone")
    parser.add_argument("--server", action="store_true", help="how long others wait for a server that compares")
    arguments = parser.parse_args()
    files = data(parser, arguments.pairs, "*.old.ipynb")[:: arguments.every]
    print(machine("nbdime", "nbformat", "rapidfuzz", "msgspec"))
    if arguments.synthetic:
        synthetic()
    if arguments.server:
        delay.measure()
    if files:
        report([found for file in files if (found := _measured(file, arguments.cap))])
    return 0


def _measured(file: Path, cap: float) -> Measured | None:
    sides = file.read_bytes(), file.with_name(file.name.replace(".old.", ".new.")).read_bytes()
    try:
        reading, (old, new) = _timed(lambda: tuple(map(read_notebook, sides)), 1)
    except Invalid as error:
        print(f"{file.name}: {error.message}")
        return None
    ours, diff = _timed(lambda: to_nbdime(old, new, compare(old, new)), ROUNDS)
    node, new_node = nbformat.from_dict(old), nbformat.from_dict(new)
    exact = same_value(nbdime.patch_notebook(node, to_diffentry_dicts(diff)), new_node)
    theirs, their_diff = _nbdime(node, new_node, cap)
    lines = shown_lines(diff, old, new)
    their_lines = None if their_diff is None else shown_lines(their_diff, old, new)
    cells = max(len(old["cells"]), len(new["cells"]))
    measured = Measured(file.name.split(".")[0], cells, reading, ours, theirs, exact, lines, their_lines)
    print(
        f"{measured.name:>8} {cells:5} cells   read {reading * 1e3:8.2f} ms   ours {ours * 1e3:8.2f} ms   "
        f"nbdime {theirs * 1e3:10.1f} ms   {'exact' if exact else 'NOT EXACT'}   lines {lines} vs {their_lines}",
        flush=True,
    )
    return measured


def _timed(work: Callable[[], Any], rounds: int) -> tuple[float, Any]:
    """The median CPU time of so many runs, in seconds, and the last result."""
    times = []
    result = None
    gc.collect()
    for _ in range(rounds):
        start = time.process_time()
        result = work()
        times.append(time.process_time() - start)
    return statistics.median(times), result


def _nbdime(old: Any, new: Any, cap: float) -> tuple[float, Any]:
    for name in vars(nbdime_notebooks):
        clear = getattr(getattr(nbdime_notebooks, name), "cache_clear", None)
        if clear is not None:
            clear()
    signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, cap)
    try:
        return _timed(lambda: nbdime.diff_notebooks(old, new), 1)
    except Stopped:
        return cap, None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _stop(*_: object) -> None:
    raise Stopped


def shown_lines(diff: Any, old: Any, new: Any) -> int:
    """Lines of sources that a diff in nbdime's format shows as changed: each added, removed or patched one once."""
    count = 0
    for op in (inner for outer in diff if outer["key"] == "cells" for inner in outer.get("diff", ())):
        if op["op"] == "addrange":
            count += sum(_line_count(cell) for cell in op["valuelist"])
        elif op["op"] == "removerange":
            count += sum(_line_count(cell) for cell in old["cells"][op["key"] : op["key"] + op["length"]])
        else:
            count += sum(_source_lines(part, old["cells"][op["key"]]) for part in op["diff"] if part["key"] == "source")
    return count


def _source_lines(op: Any, cell: Any) -> int:
    if op["op"] != "patch":
        return _line_count(cell) + len(str(op["value"]).splitlines())
    sizes = {"addrange": lambda o: len(o["valuelist"]), "removerange": lambda o: o["length"], "patch": lambda _: 1}
    return sum(sizes[line["op"]](line) for line in op["diff"])


def _line_count(cell: Any) -> int:
    return len(str(cell.get("source", "")).splitlines())


def report(measured: list[Measured]) -> None:
    """Sums over all pairs. The last line is read by machines."""
    ours, theirs = [m.ours * 1e3 for m in measured], [m.theirs * 1e3 for m in measured]
    speedups = [m.theirs / max(m.ours, 1e-6) for m in measured]
    large = [m.theirs / max(m.ours, 1e-6) for m in measured if m.cells >= LARGE]
    reading = sum(m.reading for m in measured) * 1e3
    print(f"\nreading, both sides, in all {reading:.0f} ms; diffing {sum(ours):.0f} ms; nbdime {sum(theirs):.0f} ms")
    print(f"ours: median {statistics.median(ours):.2f} ms; nbdime: median {statistics.median(theirs):.1f} ms")
    if large:
        print(f"{len(large)} pairs of {LARGE} cells and more: median speedup {statistics.median(large):.0f}")
    counted = [m for m in measured if m.their_lines is not None]
    more = [m for m in counted if m.lines > (m.their_lines or 0) + max(2, 0.02 * (m.their_lines or 0))]
    for m in more:
        print(f"more lines than nbdime, {m.name}: {m.lines} vs {m.their_lines}")
    lines, their_lines = sum(m.lines for m in counted), sum(m.their_lines or 0 for m in counted)
    print(
        f"median speedup {statistics.median(speedups):.1f}, total speedup {sum(theirs) / sum(ours):.1f}, "
        f"p99 ours {percentile(ours, 99):.1f} ms, max ours {max(ours):.1f} ms, "
        f"exact {sum(m.exact for m in measured)}/{len(measured)}, "
        f"lines shown vs nbdime {lines / max(1, their_lines):.3f}"
    )


def synthetic() -> None:
    """What real notebooks rarely have: thousands of cells, and logs of megabytes."""
    print(f"\n{'a notebook of 500 cells against itself':48}{_against_itself()}")
    _log("one line changed in a log", 120_000, (70_000,))
    _log("two distant lines changed in a log", 160_000, (100, 159_900))
    print(f"\n{'cells':28}" + "".join(f"{size:>9}" for size in SIZES) + f"{'exponent':>10}   ms")
    for title, change in CHANGES.items():
        times = [_growth(size, change, "no ids" not in title) for size in SIZES]
        print(f"{title:28}" + "".join(f"{value:9.1f}" for value in times) + f"{_exponent(times):10.2f}", flush=True)


def _growth(size: int, change: Callable[[Any], Any], ids: bool) -> float:
    old = notebook(size, random.Random(2), ids)
    sides = standard(old), standard(change(old))
    return _timed(lambda: compare(*sides), ROUNDS)[0] * 1e3


def _against_itself() -> str:
    """Of a notebook that is read twice and compared at once, as when two files differ in how they are written."""
    written = msgspec.json.encode(notebook(500, random.Random(1)))
    reading, comparing = [], []
    for _ in range(5 * ROUNDS):
        read, sides = _timed(lambda: (read_notebook(written), read_notebook(written)), 1)
        start = time.process_time()
        compare(*sides)
        comparing.append((time.process_time() - start) * 1e3)
        reading.append(read * 1e3)
    spent = f"compare median {statistics.median(comparing):.2f} ms, worst {max(comparing):.2f} ms"
    return f"read {statistics.median(reading):.2f} ms   {spent}"


def _spent(old: Any, new: Any) -> str:
    times = [_timed(lambda: compare(old, new), 1)[0] * 1e3 for _ in range(5 * ROUNDS)]
    return f"compare median {statistics.median(times):.2f} ms, worst {max(times):.2f} ms"


def _exponent(times: list[float]) -> float:
    """The slope of the line through sizes and times, both as logarithms."""
    fit = statistics.linear_regression([math.log(n) for n in SIZES], [math.log(max(t, 1e-3)) for t in times])
    return fit.slope


def _log(title: str, count: int, changed: tuple[int, ...]) -> None:
    chance = random.Random(3)
    lines = [f"step {n} loss {chance.random():.6f} accuracy {chance.random():.6f}" for n in range(count)]
    old = standard(with_log(lines))
    for n in changed:
        lines[n] = f"step {n} loss 0.6"
    new = standard(with_log(lines))
    spent = _spent(old, new)
    writing, diff = _timed(lambda: to_nbdime(old, new, compare(old, new)), ROUNDS)
    size, written = len("\n".join(lines)) / 1e6, len(msgspec.json.encode(diff))
    print(f"{f'{title} of {size:.1f} MB':48}{spent}; with nbdime's format {writing * 1e3:.1f} ms, {written} bytes")


if __name__ == "__main__":
    sys.exit(main())

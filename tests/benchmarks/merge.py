"""The notebook merge on real versions, beside nbdime's.

    python tests/benchmarks/merge.py --pairs FOLDER [--beside N] [--cap SECONDS]

`FOLDER` holds pairs `NAME.old.ipynb` and `NAME.new.ipynb`. Base is the old one, ours the new one, and theirs is made up
from the old one: in every tenth cell a line changed, one cell inserted, one deleted, all run again. Times are CPU time
of this process, ours the median of three runs. nbdime merges every N-th pair, once; `--cap` stops it.

Lost are cells of ours or theirs that the result does not have, though the other side did not delete them.
"""

from __future__ import annotations

import argparse
import copy
import signal
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbdime.merging import merge_notebooks

from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.diff.merging.merge import Merge, merge
from jupyter_mlcollab.diff.reading import read_notebook
from jupyter_mlcollab.diff.standard import Standard, standard, text_of
from machine import machine, summary

ROUNDS = 3
EVERY = 10


class Stopped(Exception):
    """nbdime took longer than it was given."""


def made_up(base: Standard) -> Standard:
    """What somebody else may have done to the notebook."""
    cells = copy.deepcopy(base["cells"])
    for n, cell in enumerate(cells):
        if n % EVERY == 3:
            lines = text_of(cell).split("\n")
            lines[-1] += "  # of theirs"
            cell["source"] = "\n".join(lines)
        if cell.get("cell_type") == "code":
            cell["execution_count"] = 100 + n
    if len(cells) > 2:
        del cells[len(cells) // 2]
    cell = {"cell_type": "markdown", "metadata": {}, "source": "What they found, in a cell of its own."}
    if base.get("nbformat_minor", 0) >= 5:
        cell["id"] = "made-up"
    cells.insert(len(cells) // 3, cell)
    return standard(base | {"cells": cells})


def seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def lost(base: Standard, ours: Standard, theirs: Standard, found: Merge) -> int:
    """Cells that are in no row, or went though their side had changed them."""
    count = 0
    for side, name in ((ours, "ours"), (theirs, "theirs")):
        rows = Counter(getattr(row, name) for row in found.rows)
        count += sum(rows[n] != 1 for n in range(len(side["cells"])))
        for row in found.rows:
            n = getattr(row, name)
            if n is not None and row.cell is None:
                count += row.base is None or text_of(side["cells"][n]) != text_of(base["cells"][row.base])
    return count


def by_nbdime(sides: list[Standard], cap: int) -> float | None:
    """What nbdime takes; None when it was stopped or failed."""
    nodes = [nbformat.from_dict(copy.deepcopy(dict(side))) for side in sides]

    def stop(*_: Any) -> None:
        raise Stopped

    signal.signal(signal.SIGALRM, stop)
    signal.alarm(cap)
    try:
        return seconds(lambda: merge_notebooks(*nodes))
    except Exception as error:
        print(f"    nbdime: {type(error).__name__}")
        return None
    finally:
        signal.alarm(0)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the merge of notebooks.")
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--beside", type=int, default=0, metavar="N", help="nbdime merges every N-th pair")
    parser.add_argument("--cap", type=int, default=60, metavar="SECONDS")
    given = parser.parse_args()
    print(machine("nbdime"))
    if given.pairs is None:
        print("no pairs of notebooks: say --pairs FOLDER")
        return
    taken, gone, conflicts, beside = [], 0, Counter[str](), []
    for at, old in enumerate(sorted(given.pairs.glob("*.old.ipynb"))):
        try:
            base = read_notebook(old.read_bytes())
            ours = read_notebook(old.with_name(old.name.replace(".old.", ".new.")).read_bytes())
        except Invalid:
            continue
        sides = [base, ours, made_up(base)]
        found = merge(*sides)
        took = statistics.median(seconds(lambda sides=sides: merge(*sides)) for _ in range(ROUNDS))
        taken.append(took)
        gone += lost(*sides, found)
        conflicts.update(conflict.kind for conflict in found.conflicts)
        if given.beside and at % given.beside == 0:
            theirs = by_nbdime(sides, given.cap)
            print(f"  {old.name[:12]:12} {len(ours['cells']):5} cells  ours {took * 1e3:8.1f} ms  nbdime "
                  + (f"{theirs * 1e3:9.1f} ms" if theirs is not None else "none"))  # fmt: skip
            beside += [(took, theirs)] if theirs is not None else []
    print("conflicts: " + ", ".join(f"{kind} {count}" for kind, count in conflicts.most_common()))
    if beside:
        ratio = statistics.median(theirs / took for took, theirs in beside if took)
        print(f"beside nbdime on {len(beside)} pairs: median {ratio:.0f} times faster")
    print(f"{len(taken)} merges: {summary([each * 1e3 for each in taken])}, cells lost {gone}")


if __name__ == "__main__":
    main()

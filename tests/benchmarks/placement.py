"""Placement, measured: how long 500 threads in 200 cells take, and how often threads find their cell in real histories.

    python tests/benchmarks/placement.py [--histories FOLDER]

`FOLDER` holds `*/NOTEBOOK/*.ipynb`, the consecutive versions of each notebook, whose cell ids can be trusted: the ids
are hidden from the code measured and tell afterwards which cell was the right one. Each thread is placed alone, as if
it were the only one, which is the hardest case.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from jupyter_mlcollab.anchors.anchor import make_anchor
from jupyter_mlcollab.anchors.place import place
from jupyter_mlcollab.anchors.schema import Anchor, CellTarget, Placement, SourceTarget
from jupyter_mlcollab.anchors.surroundings import surroundings
from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.core.notebook import Cell, cells_of
from jupyter_mlcollab.core.text import source_hash, utf16_length
from machine import data, machine

WORDS = [
    "model",
    "train",
    "test",
    "score",
    "data",
    "frame",
    "column",
    "split",
    "seed",
    "loss",
    "epoch",
    "batch",
    "metric",
    "plot",
    "feature",
    "label",
    "mean",
    "fit",
]
GAPS = (1, 5, 20)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure placement.")
    parser.add_argument("--histories", type=Path, help="folder of notebook histories: */NOTEBOOK/*.ipynb")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--every", type=int, default=10, help="measure every so many cells of the histories")
    arguments = parser.parse_args()
    folders = data(parser, arguments.histories, "*/*")
    print(machine("jupyter-mlcollab", "rapidfuzz"))
    speed(arguments.rounds)
    if folders:
        correctness(folders, arguments.every)
    return 0


def speed(rounds: int) -> None:
    """Times for 500 threads in 200 cells, by how much of the notebook changed since."""
    print(f"\n{'200 cells, 500 threads':36}{'median':>10}{'p95':>10}{'worst':>10}   ms")
    for title, edited, ids in (
        ("unchanged", 0.0, True),
        ("10 % edited, 5 inserted", 0.1, True),
        ("10 % edited, 5 inserted, no ids", 0.1, False),
        ("50 % edited, 5 inserted, no ids", 0.5, False),
    ):
        times = sorted(_timed(seed, edited, ids) for seed in range(rounds))
        p95 = times[int(len(times) * 0.95)]
        print(f"{title:36}{statistics.median(times):10.1f}{p95:10.1f}{times[-1]:10.1f}")


def _timed(seed: int, edited: float, ids: bool) -> float:
    chance = random.Random(seed)
    old = [
        Cell(id=f"c{chance.random():.9f}" if ids else None, cell_type="code", source=_code(chance)) for _ in range(200)
    ]
    anchors = {f"t{n}": _some_anchor(chance, old) for n in range(500)}
    new = [_edited(chance, cell) if chance.random() < edited else cell for cell in old]
    if edited:
        for _ in range(5):
            at = chance.randrange(len(new))
            new.insert(at, Cell(id=f"n{chance.random():.9f}" if ids else None, cell_type="code", source=_code(chance)))
    start = time.perf_counter()
    place(anchors, new)
    return (time.perf_counter() - start) * 1000


def _code(chance: random.Random) -> str:
    lines = range(chance.randint(3, 20))
    return "\n".join(f"{' '.join(chance.choices(WORDS, k=5))} = {chance.randint(0, 999)}" for _ in lines)


def _edited(chance: random.Random, cell: Cell) -> Cell:
    lines = cell.source.split("\n")
    lines[chance.randrange(len(lines))] = _code(chance).split("\n")[0]
    return msgspec.structs.replace(cell, source="\n".join(lines))


def _some_anchor(chance: random.Random, cells: Sequence[Cell]) -> Anchor:
    around = surroundings(cells, chance.randrange(len(cells)))
    if chance.random() < 0.5:
        return make_anchor(CellTarget(surroundings=around))
    start = chance.randrange(utf16_length(around.source) - 10)
    return make_anchor(SourceTarget(surroundings=around, start=start, end=start + 10))


def correctness(folders: Sequence[Path], every: int) -> None:
    """Shares of threads that find their cell, ids hidden. `asked` are shown as a question, never as a fact."""
    histories = [versions for versions in map(_versions, folders) if len(versions) > 1]
    print(f"\n{len(histories)} histories, {sum(map(len, histories))} versions; ids hidden, each thread alone; in %")
    print(f"{'':24}{'threads':>9}{'correct':>9}{'asked,':>9}{'asked,':>9}{'wrong':>9}{'lost':>9}")
    print(f"{'':24}{'':>9}{'':>9}{'right':>9}{'wrong':>9}{'':>9}{'':>9}")
    sure: Counter[tuple[int, bool]] = Counter()
    for gap in GAPS:
        _row(f"{gap} version{'s' * (gap > 1)} later", _over_gap(histories, gap, every, sure))
    _row("the cell deleted", _deleted(histories, every))
    print("\nconfidence of a placement, and how often it was right")
    for tenth in range(3, 10):
        right, wrong = sure[tenth, True], sure[tenth, False]
        if right + wrong:
            print(f"{tenth / 10:.1f} to {(tenth + 1) / 10:.1f}{right + wrong:10}{100 * right / (right + wrong):9.2f}")


def _row(title: str, counts: Counter[str]) -> None:
    total = max(1, counts.total())
    columns = ("correct", "asked right", "asked wrong", "wrong", "lost")
    print(f"{title:24}{total:9}" + "".join(f"{100 * counts[column] / total:9.2f}" for column in columns))


def _versions(folder: Path) -> list[list[Cell]]:
    versions = []
    for file in sorted(folder.glob("*.ipynb")):
        try:
            cells = cells_of(json.loads(file.read_text(encoding="utf-8")))
        except (ValueError, Invalid):
            continue
        ids = [cell.id for cell in cells]
        if cells and None not in ids and len(set(ids)) == len(ids):
            versions.append(cells)
    return versions


def _over_gap(
    histories: Sequence[list[list[Cell]]], gap: int, every: int, sure: Counter[tuple[int, bool]]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for versions in histories:
        for first in range(0, len(versions) - gap, max(1, gap // 2)):
            for truth, placement in _placed(versions[first], versions[first + gap], first % every, every):
                counts[_verdict(placement, truth)] += 1
                if placement.cell_index is not None:
                    sure[min(9, int(placement.confidence * 10)), placement.cell_index == truth] += 1
    return counts


def _placed(old: Sequence[Cell], new: Sequence[Cell], first: int, every: int) -> Iterator[tuple[int, Placement]]:
    truth = {cell.id: i for i, cell in enumerate(new)}
    before, after = _without_ids(old), _without_ids(new)
    for i in range(first, len(old), every):
        if old[i].id in truth:
            yield truth[old[i].id], place({"thread": _anchor(before, i)}, after)["thread"]


def _anchor(cells: Sequence[Cell], index: int) -> Anchor:
    return make_anchor(CellTarget(surroundings=surroundings(cells, index)))


def _deleted(histories: Sequence[list[list[Cell]]], every: int) -> Counter[str]:
    """Each cell of each history's last version deleted in turn, unless another has the same text."""
    counts: Counter[str] = Counter()
    for versions in histories:
        cells = _without_ids(versions[-1])
        hashes = [source_hash(cell.source) for cell in cells]
        for i in range(0, len(cells), every):
            if hashes.count(hashes[i]) == 1:
                placement = place({"thread": _anchor(cells, i)}, cells[:i] + cells[i + 1 :])["thread"]
                counts["correct" if placement.state == "orphaned" else _verdict(placement, -1)] += 1
    return counts


def _verdict(placement: Placement, truth: int) -> str:
    if placement.state == "orphaned":
        return "lost"
    right = placement.cell_index == truth
    if placement.state == "needs_confirmation":
        return "asked right" if right else "asked wrong"
    return "correct" if right else "wrong"


def _without_ids(cells: Sequence[Cell]) -> list[Cell]:
    return [msgspec.structs.replace(cell, id=None) for cell in cells]


if __name__ == "__main__":
    sys.exit(main())

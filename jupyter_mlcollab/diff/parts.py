"""Cells that were split or joined, told from the lines they hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from .result import CellPair, Join, Split
from .similarity import telling_lines
from .standard import Json, text_of

HELD = 0.7
"""The share of a cell's text that has to come from another cell, and to be missing from what became of that one."""
REACH = 3
"""How many cells away, in the order shown, the other part of a split or joined cell is looked for."""


def splits_of(cells: Sequence[CellPair], old: Sequence[Json], new: Sequence[Json]) -> tuple[Split, ...]:
    """Old cells that became several: one that is theirs still, and added ones nearby that hold its other lines."""
    found: dict[int, list[int]] = defaultdict(list)
    for added, pair in _beside(cells, "added"):
        assert added.new is not None
        assert pair.old is not None
        assert pair.new is not None
        if _took(new[added.new], old[pair.old], new[pair.new]):
            found[pair.old].append(added.new)
            found[pair.old].append(pair.new)
    return tuple(Split(i, tuple(sorted(set(parts)))) for i, parts in sorted(found.items()))


def joins_of(cells: Sequence[CellPair], old: Sequence[Json], new: Sequence[Json]) -> tuple[Join, ...]:
    """New cells that were several: one that is theirs still, and removed ones nearby whose lines they hold."""
    found: dict[int, list[int]] = defaultdict(list)
    for removed, pair in _beside(cells, "removed"):
        assert removed.old is not None
        assert pair.old is not None
        assert pair.new is not None
        if _took(old[removed.old], new[pair.new], old[pair.old]):
            found[pair.new].append(removed.old)
            found[pair.new].append(pair.old)
    return tuple(Join(tuple(sorted(set(parts))), j) for j, parts in sorted(found.items()))


def _took(part: Json, whole: Json, other: Json) -> bool:
    """Whether `part` holds lines of `whole` that `other`, its remaining part, does not hold."""
    lines = telling_lines(text_of(part))
    taken = (lines & telling_lines(text_of(whole))) - telling_lines(text_of(other))
    return bool(lines) and sum(map(len, taken)) >= HELD * sum(map(len, lines))


def _beside(cells: Sequence[CellPair], status: str) -> Iterator[tuple[CellPair, CellPair]]:
    """Each cell of that status with the cells near it whose source changed, the nearest first."""
    for at, cell in enumerate(cells):
        if cell.status == status:
            near = sorted(range(max(0, at - REACH), min(len(cells), at + REACH + 1)), key=lambda n: abs(n - at))
            yield from ((cell, cells[n]) for n in near if "source" in cells[n].kinds)

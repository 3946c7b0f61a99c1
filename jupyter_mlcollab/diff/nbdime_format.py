"""A comparison in nbdime's format, exact to the letter.

`nbdime.patch_notebook(old, diff)` gives the new notebook when `old` is the notebook in standard form (`standard`): of
nbformat 4 what `nbformat.reads` gives, without the ids it makes up. Positions are those of nbdime: lines as
`str.splitlines(keepends=True)` counts them, and code points within a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from .budget import Budget
from .lines import Edited, middle_of, raw_edits
from .outputs import pair_outputs
from .result import NotebookDiff
from .standard import Json, standard
from .values import identical, same_value
from .words import word_ranges

Op = dict[str, Any]
Pairs = Sequence[tuple[int, int]]

MAX_LINED_CHARACTERS = 200
"""Other strings than sources and texts of outputs are replaced when one is longer: they may be images."""
_TEXT = ("source", "text")


def to_nbdime(old: Any, new: Any, diff: NotebookDiff, budget: Budget | None = None) -> list[Op]:
    """The difference between two notebooks, given how `compare` paired their cells.

    Every change is in it, whatever the options of the comparison left out. nbdime knows no moves: a moved cell is
    removed and added. Values in the answer are shared with `new`.

    Raises:
        Invalid: one of them has no list of cells.
        Cancelled: the comparison is no longer wanted.
    """
    if identical(old, new):
        return []
    before, after = standard(old), standard(new)
    kept = [(c.old, c.new) for c in diff.cells if c.old is not None and c.new is not None and not c.moved]
    writer = _Writer(budget or Budget())
    cells = writer.items(before["cells"], after["cells"], kept)
    rest, new_rest = ({k: v for k, v in side.items() if k != "cells"} for side in (before, after))
    ops = writer.mapping(rest, new_rest) + ([_patch("cells", cells)] if cells else [])
    return sorted(ops, key=lambda op: str(op["key"]))


class _Writer:
    """Turns differences into operations, spending what is left of a budget on the short way to say them."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget

    def mapping(self, old: Json, new: Json) -> list[Op]:
        ops: list[Op] = []
        for key in sorted(old.keys() | new.keys()):
            if key not in new:
                ops.append({"op": "remove", "key": key})
            elif key not in old:
                ops.append({"op": "add", "key": key, "value": new[key]})
            elif not _equal(old[key], new[key]):
                ops.append(self.value(key, old[key], new[key]))
        return ops

    def value(self, key: str, old: Any, new: Any) -> Op:
        """One operation that turns a value of a mapping into another."""
        if isinstance(old, dict) and isinstance(new, dict):
            return _patch(key, self.mapping(old, new))
        if isinstance(old, list) and isinstance(new, list):
            pairs = _partners(old, new) if key == "outputs" else _ends(old, new)
            return _patch(key, self.items(old, new, pairs))
        if isinstance(old, str) and isinstance(new, str) and self._by_line(key, old, new):
            return _patch(key, self.text(old, new))
        return {"op": "replace", "key": key, "value": new}

    def _by_line(self, key: str, old: str, new: str) -> bool:
        short = max(len(old), len(new)) <= MAX_LINED_CHARACTERS
        return bool(old and new) and (key in _TEXT or key.startswith("text/") or (short and "\n" in old))

    def items(self, old: Sequence[Any], new: Sequence[Any], pairs: Pairs) -> list[Op]:
        """Operations for a list, of which the `pairs`, which rise on both sides, become each other."""
        ops: list[Op] = []
        bounds = [(-1, -1), *pairs, (len(old), len(new))]
        for (i, j), (k, m) in pairwise(bounds):
            if i >= 0 and not _equal(old[i], new[j]):
                ops.append(_patch(i, self.mapping(old[i], new[j])))
            ops += _ranges(i + 1, k - i - 1, list(new[j + 1 : m]))
        return ops

    def text(self, old: str, new: str) -> list[Op]:
        """Operations for a text, by line, and by word within lines that resemble each other."""
        middle = middle_of(old, new, _lines)
        first = len(_lines(middle.head))
        ops: list[Op] = []
        for edit in raw_edits(middle.old, middle.new, self.budget):
            ops += _edit(middle.old, middle.new, edit, first)
        return ops


def _edit(old: Sequence[str], new: Sequence[str], edit: Edited, first: int) -> Iterator[Op]:
    low, high, start, end = edit.gap
    for i, j in [*edit.pairs, (high, end)]:
        yield from _ranges(first + low, i - low, list(new[start:j]))
        if i < high:
            characters = [_word(new[j], *one) for one in word_ranges(old[i], new[j])]
            yield _patch(first + i, [op for ops in characters for op in ops])
        low, start = i + 1, j + 1


def _word(new: str, start: int, end: int, new_start: int, new_end: int) -> list[Op]:
    added = new[new_start:new_end]
    return _ranges(start, end - start, added)


def _ranges(at: int, removed: int, added: Sequence[Any]) -> list[Op]:
    ops: list[Op] = [{"op": "addrange", "key": at, "valuelist": added}] if added else []
    return [*ops, {"op": "removerange", "key": at, "length": removed}] if removed else ops


def _patch(key: str | int, ops: list[Op]) -> Op:
    return {"op": "patch", "key": key, "diff": ops}


def _lines(text: str) -> list[str]:
    return text.splitlines(True)


def _equal(old: Any, new: Any) -> bool:
    if type(old) is str and type(new) is str:
        return old == new
    if identical(old, new):
        return True
    # What `identical` cannot tell, such as NaN. Numbers that mean the same may still be written in two ways: 0 and 0.0.
    return same_value(old, new) and json.dumps(old, sort_keys=True) == json.dumps(new, sort_keys=True)


def _partners(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """Outputs that become each other; those that are not objects only when they are equal."""
    pairs = [(i, j) for i, j in pair_outputs(old, new) if i is not None and j is not None]
    return [(i, j) for i, j in pairs if isinstance(old[i], dict) and isinstance(new[j], dict)]


def _ends(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """The items at either end of two lists that are equal, and those between them that are objects, one by one when
    there are as many."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if not _equal(old[n], new[n])), most)
    tail = next((n for n in range(most - head) if not _equal(old[-1 - n], new[-1 - n])), most - head)
    middle = range(head, len(old) - tail) if len(old) == len(new) else ()
    pairs = [(n, n) for n in range(head)]
    pairs += [(n, n) for n in middle if isinstance(old[n], dict) and isinstance(new[n], dict)]
    return pairs + [(len(old) - n, len(new) - n) for n in range(tail, 0, -1)]

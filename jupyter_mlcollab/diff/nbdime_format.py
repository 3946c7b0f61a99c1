"""A comparison in nbdime's format, exact to the letter.

`nbdime.patch_notebook(old, diff)` gives the new notebook when `old` is the notebook in standard form (`standard`): of
nbformat 4 what `nbformat.reads` gives, without the ids it makes up. Positions are those of nbdime: lines as
`str.splitlines(keepends=True)` counts them, and code points within a line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from .budget import Budget
from .lines import Middle, ends_usual, middle_of, raw_edits
from .outputs import pair_outputs
from .result import CellPair, Edit, NotebookDiff, OutputPair, TextDiff
from .standard import Json, standard
from .values import identical

Op = dict[str, Any]
Hints = dict[str, Any]
Pair = tuple[int, int, Hints | None]
"""Items of two lists that become each other, and what is known about them; None when they are equal."""

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
    before, after = standard(old), standard(new)
    kept = [
        (c.old, c.new, None if c.exact else _hints(c))
        for c in diff.cells
        if c.old is not None and c.new is not None and not c.moved
    ]
    writer = _Writer(budget or Budget())
    cells = writer.items(before["cells"], after["cells"], kept)
    rest, new_rest = ({k: v for k, v in side.items() if k != "cells"} for side in (before, after))
    ops = writer.mapping(rest, new_rest, {}) + ([_patch("cells", cells)] if cells else [])
    return sorted(ops, key=lambda op: str(op["key"]))


def _hints(cell: CellPair) -> Hints:
    """What the comparison found out about parts of a cell, by the names that lead to them."""
    return {"source": cell.source, "outputs": cell.outputs}


def _output_hints(output: OutputPair) -> Hints:
    return {"text": output.text} if output.text_mime is None else {"data": {output.text_mime: output.text}}


class _Writer:
    """Turns differences into operations, spending what is left of a budget on the short way to say them."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget

    def mapping(self, old: Json, new: Json, hints: Hints) -> list[Op]:
        ops: list[Op] = []
        for key in sorted(old.keys() | new.keys()):
            if key not in new:
                ops.append({"op": "remove", "key": key})
            elif key not in old:
                ops.append({"op": "add", "key": key, "value": new[key]})
            elif not _equal(old[key], new[key]):
                ops.append(self.value(key, old[key], new[key], hints.get(key)))
        return ops

    def value(self, key: str, old: Any, new: Any, hint: Any) -> Op:
        """One operation that turns a value of a mapping into another."""
        if isinstance(old, dict) and isinstance(new, dict):
            return _patch(key, self.mapping(old, new, hint or {}))
        if isinstance(old, list) and isinstance(new, list):
            pairs = _partners(old, new, hint or ()) if key == "outputs" else _ends(old, new)
            return _patch(key, self.items(old, new, pairs))
        if isinstance(old, str) and isinstance(new, str) and self._by_line(key, old, new):
            return _patch(key, self.text(old, new, hint))
        return {"op": "replace", "key": key, "value": new}

    def _by_line(self, key: str, old: str, new: str) -> bool:
        short = max(len(old), len(new)) <= MAX_LINED_CHARACTERS
        return bool(old and new) and (key in _TEXT or key.startswith("text/") or (short and "\n" in old))

    def items(self, old: Sequence[Any], new: Sequence[Any], pairs: Iterable[Pair]) -> list[Op]:
        """Operations for a list, of which the `pairs`, which rise on both sides, become each other."""
        ops: list[Op] = []
        at = place = 0
        self.budget.check()
        for i, j, hints in pairs:
            if i > at or j > place:
                ops += _ranges(at, i - at, new[place:j])
            if hints is not None and (inner := self.mapping(old[i], new[j], hints)):
                ops.append(_patch(i, inner))
            at, place = i + 1, j + 1
        return ops + _ranges(at, len(old) - at, new[place:])

    def text(self, old: str, new: str, known: TextDiff | None) -> list[Op]:
        """Operations for a text, by line, and by word within lines that resemble each other."""
        middle = middle_of(old, new)
        before, after = _lines(middle.old), _lines(middle.new)
        edits = _still_valid(known, middle, before, after)
        if edits is None:
            edits = raw_edits(before, after, self.budget)
        first = len(_lines(middle.head))
        return [op for edit in edits for op in _edit(after, edit, first)]


def _still_valid(known: TextDiff | None, middle: Middle, old: list[str], new: list[str]) -> list[Edit] | None:
    """The edits that the comparison found, if they say all: options may have left out some, both rules for lines have
    to agree, and an end of a line that came or went at the end of the text counts here."""
    if known is None or not (ends_usual(middle.old) and ends_usual(middle.new)):
        return None
    edits = []
    at = place = 0
    for edit in known.edits:
        i, k, j, m = edit.gap
        if old[at:i] != new[place:j]:
            return None
        # The comparison counts an empty line after the last end.
        at, place = min(k, len(old)), min(m, len(new))
        edits.append(Edit((i, at, j, place), edit.pairs))
    return edits if old[at:] == new[place:] else None


def _edit(new: Sequence[str], edit: Edit, first: int) -> Iterator[Op]:
    low, high, start, end = edit.gap
    for pair in edit.pairs:
        yield from _ranges(first + low, pair.old - low, new[start : pair.new])
        yield _patch(first + pair.old, [op for word in pair.words for op in _word(new[pair.new], *word)])
        low, start = pair.old + 1, pair.new + 1
    yield from _ranges(first + low, high - low, new[start:end])


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
    """Whether two values are written alike. The order of names does not count."""
    if identical(old, new):
        return True
    if type(old) in (str, int, bool) or old != new:
        return False
    return json.dumps(old, sort_keys=True) == json.dumps(new, sort_keys=True)


def _partners(old: Sequence[Any], new: Sequence[Any], known: tuple[OutputPair, ...]) -> list[Pair]:
    """Outputs that become each other, of those that are objects."""
    pairs = [(o.old, o.new, _output_hints(o)) for o in known] or [(i, j, {}) for i, j in pair_outputs(old, new)]
    return [
        (i, j, hints)
        for i, j, hints in pairs
        if i is not None and j is not None and isinstance(old[i], dict) and isinstance(new[j], dict)
    ]


def _ends(old: Sequence[Any], new: Sequence[Any]) -> list[Pair]:
    """The items at either end of two lists that are equal, and those between them that are objects, one by one when
    there are as many."""
    most = min(len(old), len(new))
    head = next((n for n in range(most) if not _equal(old[n], new[n])), most)
    tail = next((n for n in range(most - head) if not _equal(old[-1 - n], new[-1 - n])), most - head)
    middle = range(head, len(old) - tail) if len(old) == len(new) else ()
    pairs: list[Pair] = [(n, n, None) for n in range(head)]
    pairs += [(n, n, {}) for n in middle if isinstance(old[n], dict) and isinstance(new[n], dict)]
    return pairs + [(len(old) - n, len(new) - n, None) for n in range(tail, 0, -1)]

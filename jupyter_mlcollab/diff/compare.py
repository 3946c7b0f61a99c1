"""Two versions of a notebook compared: pure, without files, and safe in any thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from ..core.errors import Invalid
from .budget import Budget
from .lines import compare_texts
from .match import Matching, match_cells
from .options import Options
from .outputs import compare_outputs
from .parts import joins_of, splits_of
from .result import CellPair, Kind, Move, NotebookDiff, OutputPair, ValueChange
from .standard import Json, Standard, standard, text_of
from .values import changes, identical

_COMPARED = {"source", "cell_type", "outputs", "attachments", "metadata", "execution_count", "id"}


def compare(old: Any, new: Any, options: Options | None = None, budget: Budget | None = None) -> NotebookDiff:
    """What changed from `old` to `new`, both parsed notebook JSON as it is on disk.

    Multi-line strings may be lists or strings; nbformat 2 and 3 are read as cells (`standard`). Nothing is changed or
    kept. Without a budget there is no limit of time.

    Raises:
        Invalid: one of them has no list of cells, or is nested too deeply.
        Cancelled: the comparison is no longer wanted.
    """
    budget = budget or Budget()
    budget.check()
    try:
        return _compare(standard(old), standard(new), options or Options(), budget)
    except RecursionError:
        raise Invalid("The notebook is nested too deeply to be compared.") from None


def _compare(old: Standard, new: Standard, options: Options, budget: Budget) -> NotebookDiff:
    before, after = old["cells"], new["cells"]
    matching = match_cells(before, after, budget, old.separable and new.separable)
    head = [CellPair(n, n, exact=True) for n in range(matching.head)]
    tail = [CellPair(len(before) - n, len(after) - n, exact=True) for n in range(matching.tail, 0, -1)]
    between = _in_order(matching, len(before), len(after))
    middle = [compare_cells(before, after, pair, options, budget) for pair in between]
    return NotebookDiff(
        cells=(*head, *middle, *tail),
        metadata=() if options.ignore_metadata else tuple(changes(_rest(old), _rest(new))),
        moves=tuple(Move(i, j) for i, j in matching.moved),
        splits=splits_of(middle, before, after),
        joins=joins_of(middle, before, after),
        steps=budget.steps,
        old_count=len(before),
        new_count=len(after),
    )


def _rest(notebook: Json) -> Json:
    return {name: value for name, value in notebook.items() if name != "cells"}


def _in_order(matching: Matching, old_count: int, new_count: int) -> Iterator[CellPair]:
    """Every cell between the equal ends once, in the order shown: removed ones where they were, before those that came
    in their place."""
    origin = {j: i for i, j in matching.moved}
    gone = set(origin.values())
    at = place = matching.head
    last = old_count - matching.tail, new_count - matching.tail
    for i, j in [*matching.kept[matching.head : len(matching.kept) - matching.tail], last]:
        if i > at:
            yield from (CellPair(n, None) for n in range(at, i) if n not in gone)
        for n in range(place, j):
            yield CellPair(origin.get(n), n, moved=n in origin)
        if (i, j) != last:
            yield CellPair(i, j)
        at, place = i + 1, j + 1


def compare_cells(
    old: Sequence[Json], new: Sequence[Json], pair: CellPair, options: Options, budget: Budget
) -> CellPair:
    """The pair with all that differs between its two cells; a cell that is on one side only as it is.

    Raises:
        Cancelled: the comparison is no longer wanted.
    """
    if pair.old is None or pair.new is None:
        return pair
    before, after = old[pair.old], new[pair.new]
    budget.check()
    if identical(before, after):
        return msgspec.structs.replace(pair, exact=True)
    differing = _differing(before, after)
    if not differing:
        return pair
    source = compare_texts(text_of(before), text_of(after), options, budget) if "source" in differing else None
    outputs: tuple[OutputPair, ...] = ()
    if "outputs" in differing and not options.ignore_outputs:
        outputs = compare_outputs(_outputs(before), _outputs(after), options, budget)
    metadata = () if options.ignore_metadata else tuple(_metadata_changes(before, after, differing))
    attachments = _attachment_changes(before, after) if "attachments" in differing else ()
    counted = not options.ignore_counters and not differing.isdisjoint(("execution_count", "outputs"))
    found: dict[Kind, bool] = {
        "source": source is not None or ("source" in differing and text_of(before) == text_of(after)),
        "cell_type": "cell_type" in differing,
        "outputs": bool(outputs),
        "attachments": bool(attachments),
        "metadata": bool(metadata),
        "execution_count": counted and _counters_differ(before, after),
        "id": not options.ignore_ids and _ids(before) != _ids(after),
    }
    kinds = frozenset([kind for kind, differs in found.items() if differs])
    return CellPair(pair.old, pair.new, kinds, source, outputs, metadata, attachments, pair.moved)


def _differing(before: Json, after: Json) -> set[str]:
    """The names of the fields that differ. A field that is missing is null."""
    differing = {name for name, value in before.items() if not identical(value, after.get(name))}
    return differing | {name for name in after.keys() - before.keys() if after[name] is not None}


def _outputs(cell: Json) -> list[Any]:
    outputs = cell.get("outputs")
    return outputs if isinstance(outputs, list) else []


def _part(cell: Json, name: str) -> Any:
    """A part that may be missing: missing and empty are the same."""
    return cell.get(name) or {}


def _attachment_changes(before: Json, after: Json) -> tuple[ValueChange, ...]:
    return tuple(changes(_part(before, "attachments"), _part(after, "attachments"), ("attachments",)))


def _metadata_changes(before: Json, after: Json, differing: set[str]) -> Iterator[ValueChange]:
    """Changes of metadata and of fields no version of the format knows. Colab's id is an id, and not among them."""
    if "metadata" in differing:
        one, other = _part(before, "metadata"), _part(after, "metadata")
        if isinstance(one, dict) and isinstance(other, dict):
            one, other = ({name: value for name, value in part.items() if name != "id"} for part in (one, other))
        yield from changes(one, other, ("metadata",))
    if not _COMPARED.issuperset(differing):
        yield from changes(_unknown(before), _unknown(after))


def _unknown(cell: Json) -> Json:
    return {name: value for name, value in cell.items() if name not in _COMPARED}


def _counters(cell: Json) -> tuple[Any, list[Any]]:
    return cell.get("execution_count"), [o.get("execution_count") for o in _outputs(cell) if isinstance(o, dict)]


def _counters_differ(before: Json, after: Json) -> bool:
    """Whether the cell's counter differs, or those of its outputs where there are as many."""
    (one, outputs), (other, new_outputs) = _counters(before), _counters(after)
    return bool(one != other) or (len(outputs) == len(new_outputs) and outputs != new_outputs)


def _ids(cell: Json) -> tuple[Any, Any]:
    metadata = _part(cell, "metadata")
    return cell.get("id"), metadata.get("id") if isinstance(metadata, dict) else None

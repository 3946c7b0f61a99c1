"""A comparison as the browser gets it first: one row for each cell, and counts. Details come when asked for."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from ..core.notebook import Cell, cells_of
from ..core.text import split_lines, well_formed
from . import result
from .budget import Budget
from .cells import heading_paths
from .compare import compare_cells
from .options import EVERYTHING, Options
from .result import CellPair, Kind, NotebookDiff, TextDiff
from .schema import Counts, Hidden, LineRange, Row, Utf16Range, ValueChange
from .standard import Json, Standard, text_of

MAX_HEADING_CHARACTERS = 120
MAX_VALUE_BYTES = 16 * 1024
LARGEST_INTEGER = 2**53
"""Beyond it JavaScript counts in steps, and JSON that others read need not hold it."""


def rows_of(old: Standard, new: Standard, diff: NotebookDiff) -> list[Row]:
    """A row for each cell of either side, in the order shown."""
    titles, new_titles = titles_of(old), titles_of(new)
    rows = []
    for pair in diff.cells:
        before = old["cells"][pair.old] if pair.old is not None else None
        after = new["cells"][pair.new] if pair.new is not None else None
        title = new_titles[pair.new] if pair.new is not None else titles[pair.old or 0]
        rows.append(_row(pair, before, after, title))
    return rows


def _row(pair: CellPair, before: Json | None, after: Json | None, title: str) -> Row:
    removed, added = _line_counts(pair, before, after)
    return Row(
        old=pair.old,
        new=pair.new,
        status=pair.status,
        kinds=sorted(pair.kinds),
        moved=pair.moved,
        cell_type=_type(after or before or {}),
        old_cell_type=_type(before) if before is not None else None,
        heading=title,
        added_lines=added,
        removed_lines=removed,
        outputs_changed=_outputs_changed(pair, before, after),
    )


def _line_counts(pair: CellPair, before: Json | None, after: Json | None) -> tuple[int, int]:
    """Lines of the source that went and that came."""
    if before is None or after is None:
        return _lines(before), _lines(after)
    return (pair.source.removed_lines, pair.source.added_lines) if pair.source else (0, 0)


def _lines(cell: Json | None) -> int:
    text = text_of(cell) if cell is not None else ""
    return len(split_lines(text)) if text else 0


def _outputs_changed(pair: CellPair, before: Json | None, after: Json | None) -> int:
    if before is not None and after is not None:
        return sum(output.status != "same" for output in pair.outputs)
    outputs = (after or before or {}).get("outputs")
    return len(outputs) if isinstance(outputs, list) else 0


def _type(cell: Json) -> str:
    kind = cell.get("cell_type")
    return well_formed(kind) if isinstance(kind, str) else "raw"


def titles_of(notebook: Standard) -> list[str]:
    """For each cell the path of headings it stands under, its own included; else the beginning of its source."""
    cells = cells_of(notebook)
    # What a cell after it would stand under is a Markdown cell's own path; the last one needs such a cell made up.
    paths = heading_paths([*cells, Cell(id=None, cell_type="raw", source="")])
    titles = []
    for at, cell in enumerate(cells):
        own = paths[at + (cell.cell_type == "markdown")]
        first = next((line.strip() for line in split_lines(cell.source) if line.strip()), "")
        titles.append(well_formed(" › ".join(own) or first)[:MAX_HEADING_CHARACTERS])
    return titles


def counts_of(diff: NotebookDiff) -> Counts:
    """How many cells changed, and how."""
    found = Counter(pair.status for pair in diff.cells)
    return Counts(
        changed=found["changed"],
        added=found["added"],
        removed=found["removed"],
        moved=sum(pair.moved for pair in diff.cells),
        unchanged=sum(pair.status == "same" and not pair.moved for pair in diff.cells),
    )


def hidden_of(old: Standard, new: Standard, diff: NotebookDiff, options: Options) -> Hidden:
    """What the options leave out of cells that count as the same."""
    found: Counter[str] = Counter()
    for pair in diff.cells:
        if pair.status == "same" and not pair.exact:
            found.update(_all_kinds(old["cells"], new["cells"], pair))
    outputs = options.ignore_outputs or options.ignore_whitespace or options.tolerance > 0
    return Hidden(
        outputs=found["outputs"] if outputs else 0,
        metadata=found["metadata"] if options.ignore_metadata else 0,
        counters=found["execution_count"] if options.ignore_counters else 0,
        ids=found["id"] if options.ignore_ids else 0,
        whitespace=found["source"] if options.ignore_whitespace else 0,
    )


def _all_kinds(old: Sequence[Json], new: Sequence[Json], pair: CellPair) -> frozenset[Kind]:
    """Every kind in which two cells differ; none when they are nested too deeply to tell."""
    try:
        # How they differ is not asked, so no time is given to find out.
        return compare_cells(old, new, pair, EVERYTHING, Budget(0.0)).kinds
    except RecursionError:
        return frozenset()


def lines_of(text: TextDiff | None) -> list[LineRange]:
    """The lines that differ, as they cross the wire."""
    hunks = text.lines if text is not None else ()
    return [(hunk.old_start, hunk.old_end, hunk.new_start, hunk.new_end) for hunk in hunks]


def ranges_of(text: TextDiff | None, old: str, new: str) -> list[Utf16Range]:
    """The words that differ, in UTF-16 code units of the two texts."""
    return list(text.ranges_utf16(old, new)) if text is not None else []


def value_changes(changes: Sequence[result.ValueChange]) -> list[ValueChange]:
    """Changes of metadata, with what is large left out."""
    return [_value_change(change) for change in changes]


def _value_change(change: result.ValueChange) -> ValueChange:
    old, old_cut = small(change.old)
    new, new_cut = small(change.new)
    path = [well_formed(part) if isinstance(part, str) else part for part in change.path]
    return ValueChange(path=path, status=change.status, old=old, new=new, old_cut=old_cut, new_cut=new_cut)


def small(value: Any) -> tuple[Any, bool]:
    """The value as any reader takes it; null and true when it is over 16 KB, or nested too deeply."""
    try:
        clean = plain(value)
        return (None, True) if len(msgspec.json.encode(clean)) > MAX_VALUE_BYTES else (clean, False)
    except RecursionError:
        return None, True


def plain(value: Any) -> Any:
    """JSON that any reader takes: no halves of characters; numbers that are infinite or beyond what JavaScript counts
    are text."""
    if isinstance(value, str):
        return well_formed(value)
    if isinstance(value, dict):
        return {well_formed(name): plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > LARGEST_INTEGER:
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value

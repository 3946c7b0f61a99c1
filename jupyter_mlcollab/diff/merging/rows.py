"""A merge as the browser gets it: every cell with its versions, and what is open; large payloads by hash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from ...core.text import well_formed
from ..details import Payloads, Remember, attachments_of, media_bundle, output_side, outputs_of, remembering
from ..rows import plain, small, titles_of
from ..schema import Media
from ..standard import Json, Standard, standard, text_of
from .cells import Conflict
from .merge import Merge, MergedRow
from .resolving import takes_of
from .schema import Attachment, MergeCell, MergeConflict, MergeRow, SourceHunk, ValueState
from .values import UNSET, same

INLINE_TOTAL_BYTES = 8 * 1024 * 1024
"""So much text of outputs stands in one answer."""


class Sides(msgspec.Struct, frozen=True):
    """The three notebooks that were merged, and what they became."""

    base: Standard
    ours: Standard
    theirs: Standard
    merge: Merge


def merge_rows(sides: Sides, payloads: Payloads) -> list[MergeRow]:
    """A row for each cell of ours and theirs, in the order of the result. What is large goes to `payloads`."""
    titles = [titles_of(standard(side)) for side in (sides.base, sides.ours, sides.theirs, sides.merge.notebook)]
    conflicts: dict[int, list[int]] = {}
    for at, conflict in enumerate(sides.merge.conflicts):
        for row in conflict.rows:
            conflicts.setdefault(row, []).append(at)
    remember = _frugal(remembering(payloads))
    return [
        _row(sides, row, _title(row, titles), conflicts.get(n, []), remember) for n, row in enumerate(sides.merge.rows)
    ]


def _frugal(remember: Remember) -> Remember:
    """Names payloads, and after so much text that stands in the answer only by their hash."""
    left = INLINE_TOTAL_BYTES

    def named(mime: str, value: Any) -> Media:
        nonlocal left
        media = remember(mime, value)
        left -= media.bytes if media.text is not None else 0
        return media if left >= 0 else msgspec.structs.replace(media, text=None)

    return named


def _title(row: MergedRow, titles: list[list[str]]) -> str:
    indices = (row.base, row.ours, row.theirs, row.result)
    known = [side[n] for side, n in zip(titles, indices, strict=True) if n is not None]
    return known[-1] if known else ""


def _row(sides: Sides, row: MergedRow, heading: str, conflicts: list[int], remember: Remember) -> MergeRow:
    indices = zip((sides.base, sides.ours, sides.theirs), (row.base, row.ours, row.theirs), strict=True)
    cells: list[Json | None] = [side["cells"][n] if n is not None else None for side, n in indices]
    there = [cell for cell in (*cells, row.cell) if cell is not None]
    ran = any(not same(outputs_of(cell), outputs_of(there[0])) for cell in there[1:]) or row.cell is None
    versions = [
        _cell(cell, ran, remember) if cell is not None and (row.cell is None or not same(cell, row.cell)) else None
        for cell in cells
    ]
    return MergeRow(
        base=row.base,
        ours=row.ours,
        theirs=row.theirs,
        result=row.result,
        status=row.origin,
        moved=row.moved,
        heading=heading,
        conflicts=conflicts,
        base_cell=versions[0],
        ours_cell=versions[1],
        theirs_cell=versions[2],
        result_cell=_cell(row.cell, ran, remember) if row.cell is not None else None,
    )


def _cell(cell: Json, with_outputs: bool, remember: Remember) -> MergeCell:
    outputs, count, cell_id = outputs_of(cell), plain(cell.get("execution_count")), cell.get("id")
    found = [output_side(n, output, remember) for n, output in enumerate(outputs)] if with_outputs else []
    return MergeCell(
        id=well_formed(cell_id) if isinstance(cell_id, str) else None,
        cell_type=well_formed(str(cell.get("cell_type") or "raw")),
        source=well_formed(text_of(cell)),
        execution_count=count if isinstance(count, int) and not isinstance(count, bool) else None,
        output_count=len(outputs),
        outputs=[output for output in found if output is not None],
        attachments=[
            Attachment(name=well_formed(name), media=media_bundle(data, remember) or [])
            for name, data in attachments_of(cell).items()
        ],
        metadata=small(cell.get("metadata"))[0],
    )


def merge_conflicts(merge: Merge) -> list[MergeConflict]:
    """What is open, as it crosses the wire."""
    return [_conflict(conflict) for conflict in merge.conflicts]


def _conflict(conflict: Conflict) -> MergeConflict:
    (base, base_state), (ours, ours_state), (theirs, theirs_state) = (
        _version(version, bool(conflict.path)) for version in conflict.versions
    )
    return MergeConflict(
        kind=conflict.kind,
        rows=list(conflict.rows),
        takes=list(takes_of(conflict)),
        hunks=list(_hunks(conflict)),
        path=[well_formed(part) if isinstance(part, str) else part for part in conflict.path],
        base=base,
        ours=ours,
        theirs=theirs,
        base_state=base_state,
        ours_state=ours_state,
        theirs_state=theirs_state,
    )


def _version(value: Any, wanted: bool) -> tuple[Any, ValueState]:
    """A version of a value that is asked for, and what became of it."""
    if value is UNSET:
        return None, "missing"
    found, cut = small(value) if wanted else (None, False)
    return found, "cut" if cut else "there"


def _hunks(conflict: Conflict) -> Iterator[SourceHunk]:
    """The open lines, at their places in each version; the result has those of ours."""
    at = [0, 0, 0, 0]
    for part in conflict.parts:
        settled = part.settled if part.settled is not None else part.ours
        runs = (part.base, part.ours, part.theirs, settled)
        ends = [start + len(lines) for start, lines in zip(at, runs, strict=True)]
        if part.settled is None:
            spans = list(zip(at, ends, strict=True))
            yield SourceHunk(base=spans[0], ours=spans[1], theirs=spans[2], result=spans[3])
        at = ends

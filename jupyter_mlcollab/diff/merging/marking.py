"""A merged notebook with conflict markers in it, for people who resolve by hand: it stays a notebook that opens."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from ..standard import Json, text_of
from .cells import Conflict, outputs_in
from .lines import Part
from .merge import Merge
from .values import UNSET

GIT_MARKER_LENGTH = 7
DELETED = "deleted this cell"


def marked(merge: Merge, length: int = GIT_MARKER_LENGTH) -> Json:
    """The merged notebook with both versions wherever sources, outputs or inserted cells are in conflict, and markers
    around them as git writes them, of so many characters. Of other conflicts it has ours."""
    rows = [[row.cell] if row.cell is not None else [] for row in merge.rows]
    signs = _Signs(length, any("id" in cell for row in rows for cell in row))
    for conflict in merge.conflicts:
        if conflict.kind in ("source", "edited_deleted", "outputs"):
            at = conflict.rows[0]
            rows[at] = [_marked(cell, conflict, signs) for cell in rows[at]]
    for conflict in merge.conflicts:
        if conflict.kind == "both_inserted":
            _surround(merge, conflict, rows, signs)
    return merge.rest | {"cells": [cell for row in rows for cell in row]}


class _Signs:
    """Git's markers as lines, outputs and cells."""

    def __init__(self, length: int, ids: bool) -> None:
        self.ours, self.between, self.theirs = "<" * length + " ours", "=" * length, ">" * length + " theirs"
        self._ids = ids

    def around(self, ours: list[Any], theirs: list[Any]) -> list[Any]:
        """Outputs of both with markers that are outputs."""
        one, middle, last = (
            {"output_type": "stream", "name": "stderr", "text": f"{sign}\n"}
            for sign in (self.ours, self.between, self.theirs)
        )
        return [one, *ours, middle, *theirs, last]

    def cell(self, sign: str, row: int) -> Json:
        """A marker that is a cell of its own."""
        cell = {"cell_type": "raw", "metadata": {}, "source": sign}
        return cell | {"id": sha256(f"{sign} {row}".encode()).hexdigest()[:8]} if self._ids else cell


def _marked(cell: Json, conflict: Conflict, signs: _Signs) -> Json:
    if conflict.kind == "outputs":
        versions = conflict.versions
        return cell | {"outputs": signs.around(outputs_in(versions.ours), outputs_in(versions.theirs))}
    if conflict.kind == "source":
        return cell | {"source": "\n".join(line for part in conflict.parts for line in _lines(part, signs))}
    lines = text_of(cell).split("\n")
    if conflict.versions.theirs is UNSET:
        lines = [signs.ours, *lines, signs.between, f"{signs.theirs} {DELETED}"]
    else:
        lines = [f"{signs.ours} {DELETED}", signs.between, *lines, signs.theirs]
    return cell | {"source": "\n".join(lines)}


def _lines(part: Part, signs: _Signs) -> tuple[str, ...]:
    if part.settled is not None:
        return part.settled
    return (signs.ours, *part.ours, signs.between, *part.theirs, signs.theirs)


def _surround(merge: Merge, conflict: Conflict, rows: list[list[Json]], signs: _Signs) -> None:
    """Puts marker cells around what both inserted."""
    mine = [row for row in conflict.rows if merge.rows[row].ours is not None]
    others = [row for row in conflict.rows if merge.rows[row].ours is None]
    rows[mine[0]] = [signs.cell(signs.ours, mine[0]), *rows[mine[0]]]
    rows[others[0]] = [signs.cell(signs.between, others[0]), *rows[others[0]]]
    rows[others[-1]] = [*rows[others[-1]], signs.cell(signs.theirs, others[-1])]

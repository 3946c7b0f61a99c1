"""What becomes of a merge when a person, or nobody, has decided about its conflicts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from ...core.errors import Invalid
from ..standard import Json
from .cells import Conflict, outputs_in, text_with
from .merge import Merge
from .values import UNSET, put

Take = Literal["ours", "theirs", "base", "both", "none"]

TAKES: dict[str, tuple[Take, ...]] = {
    "source": ("ours", "theirs", "base", "both"),
    "outputs": ("ours", "theirs", "base", "both", "none"),
    "cell_type": ("ours", "theirs", "base"),
    "metadata": ("ours", "theirs", "base"),
    "attachments": ("ours", "theirs", "base"),
    "edited_deleted": ("ours", "theirs", "base"),
    "both_inserted": ("ours", "theirs", "both", "none"),
    "notebook_metadata": ("ours", "theirs", "base"),
}
"""What can be taken of each kind of conflict. `none` leaves out outputs, or what both inserted."""


def takes_of(conflict: Conflict) -> tuple[Take, ...]:
    """What can be taken. Where the three had no base there is none to take."""
    takes = TAKES[conflict.kind]
    return tuple(take for take in takes if take != "base" or conflict.versions.base is not UNSET or conflict.path)


def resolved(merge: Merge, takes: Mapping[int, Take], sources: Mapping[int, str]) -> tuple[Json, list[int]]:
    """The notebook with what was taken for each conflict and the sources that a person wrote for rows, and the
    conflicts that are still open. A source settles what was in conflict about the source, or about the row's deletion.

    Raises:
        Invalid: a conflict or row that is not there, or something that cannot be taken.
    """
    cells, rest = [row.cell for row in merge.rows], merge.rest
    left = []
    for at in takes:
        _check(merge, at, takes[at])
    for at, conflict in enumerate(merge.conflicts):
        if at not in takes:
            if not _written(conflict, sources):
                left.append(at)
        elif conflict.kind == "notebook_metadata":
            rest = put(rest, conflict.path, _version(conflict, takes[at]))
        elif conflict.kind == "both_inserted":
            _drop(merge, conflict, takes[at], cells)
        else:
            row = conflict.rows[0]
            cells[row] = _taken(cells[row] or {}, conflict, takes[at])
    for row, source in sources.items():
        if not 0 <= row < len(cells):
            raise Invalid("The merge has no such row.")
        cell = cells[row]
        # Of a cell that went, or was left out, what a person wrote is not asked for.
        cells[row] = cell | {"source": source} if cell is not None else None
    return rest | {"cells": [cell for cell in cells if cell is not None]}, left


def _check(merge: Merge, at: int, take: Take) -> None:
    if not 0 <= at < len(merge.conflicts):
        raise Invalid("The merge has no such conflict.")
    if take not in takes_of(merge.conflicts[at]):
        raise Invalid(f"“{take}” cannot be taken for conflict {at + 1}.")


def _written(conflict: Conflict, sources: Mapping[int, str]) -> bool:
    return conflict.kind in ("source", "edited_deleted") and conflict.rows[0] in sources


def _version(conflict: Conflict, take: Take) -> Any:
    return getattr(conflict.versions, take)


def _drop(merge: Merge, conflict: Conflict, take: Take, cells: list[Json | None]) -> None:
    for row in conflict.rows:
        side = "ours" if merge.rows[row].ours is not None else "theirs"
        if take not in ("both", side):
            cells[row] = None


def _taken(cell: Json, conflict: Conflict, take: Take) -> Json | None:
    """The cell with what was taken, None when that is its deletion."""
    if conflict.kind == "edited_deleted":
        version = _version(conflict, take)
        return None if version is UNSET else _named_as(cell, version)
    if conflict.kind == "source" and take != "none":
        return cell | {"source": text_with(conflict.parts, take)}
    if conflict.path:
        return put(cell, conflict.path, _version(conflict, take))
    if take == "none":
        return cell | {"outputs": [], "execution_count": None}
    if take == "both":
        return cell | {"outputs": outputs_in(conflict.versions.ours) + outputs_in(conflict.versions.theirs)}
    known = [side for side in conflict.versions if side is not UNSET]
    kept = {name: value for name, value in cell.items() if not any(name in side for side in known)}
    return kept | dict(_version(conflict, take))


def _named_as(cell: Json, version: Json) -> Json:
    """The version under the id that the merge gave the cell."""
    kept = {name: value for name, value in version.items() if name != "id"}
    return kept | {"id": cell["id"]} if "id" in cell else kept

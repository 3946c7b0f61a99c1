"""Three versions of a notebook brought into one: pure, without files, and safe in any thread.

Nothing is lost silently: what both sides changed, each in another way, is a conflict that holds all versions, and until
it is resolved the merged notebook has what ours has there. A cell that one side deleted and the other edited stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

import msgspec

from ...core.errors import Invalid
from ..budget import Budget, Step
from ..standard import Json, Standard, standard
from .cells import Conflict, OutputRule, merge_cell, unimportant
from .order import Place, order_cells
from .values import UNSET, Path, Versions, merge_values, same

Origin = Literal["same", "ours", "theirs", "both", "conflict"]
FORMAT = 4
WITH_IDS = (4, 5)
"""The version of the format from which on cells have ids."""

_TRANSIENT = {
    ("kernelspec", "display_name"), ("kernelspec", "language"), ("orig_nbformat",), ("papermill",), ("signature",),
    ("trusted",), ("widgets",),
}  # fmt: skip
"""Metadata of a notebook that a tool writes by itself. Of the language only the name counts."""


class MergedRow(msgspec.Struct, frozen=True):
    """A cell of any version by its indices, None where it is not. `result` is its index in the merged notebook, None
    when it went. `origin` says which side changed it. `cell` is what it became, None when it went."""

    base: int | None
    ours: int | None
    theirs: int | None
    result: int | None
    origin: Origin
    moved: bool
    cell: Json | None


class Merge(msgspec.Struct, frozen=True):
    """Three versions merged. `rows` has every cell of ours and theirs once, in the merged order. `rest` is the merged
    notebook with an empty list of cells. `steps` were taken because time ran out."""

    rows: tuple[MergedRow, ...]
    conflicts: tuple[Conflict, ...]
    rest: Json
    steps: tuple[Step, ...]

    @property
    def notebook(self) -> Json:
        """The merged notebook; what is in conflict is as in ours, and what one side inserted or edited is there."""
        return self.rest | {"cells": [row.cell for row in self.rows if row.cell is not None]}


def merge(base: Any, ours: Any, theirs: Any, outputs: OutputRule = "ask", budget: Budget | None = None) -> Merge:
    """What two versions that come from `base` become together, all of them parsed notebook JSON as it is on disk.

    `outputs` says what becomes of outputs that both changed while the source leaves it open. Values are shared with
    the three, nothing is changed.

    Raises:
        Invalid: one of them has no list of cells, or is nested too deeply.
        Cancelled: the merge is no longer wanted.
    """
    budget = budget or Budget()
    budget.check()
    try:
        return _merge(standard(base), standard(ours), standard(theirs), outputs, budget)
    except RecursionError:
        raise Invalid("The notebook is nested too deeply to be merged.") from None


def _merge(base: Standard, ours: Standard, theirs: Standard, outputs: OutputRule, budget: Budget) -> Merge:
    before, one, other = base["cells"], ours["cells"], theirs["cells"]
    order = order_cells(before, one, other, budget)
    rows = _Rows(outputs)
    for place in order.places:
        budget.check()
        rows.add(place, *_cells_at(place, before, one, other))
    for mine, others in order.rivals:
        rows.conflict((*mine, *others), Conflict("both_inserted"))
    rest, conflicts = _merge_rest(base, ours, theirs)
    mixed = (_version(ours) >= WITH_IDS) != (_version(theirs) >= WITH_IDS)
    cells = _with_ids([row.cell for row in rows.found], rest, mixed)
    merged = tuple(
        msgspec.structs.replace(row, cell=cell, origin="conflict" if n in rows.in_conflict else row.origin)
        for n, (row, cell) in enumerate(zip(rows.found, cells, strict=True))
    )
    found = sorted([*rows.conflicts, *conflicts], key=lambda conflict: conflict.rows[:1])
    return Merge(merged, tuple(found), rest, budget.steps)


def _cells_at(
    place: Place, base: Sequence[Json], ours: Sequence[Json], theirs: Sequence[Json]
) -> tuple[Json | None, Json | None, Json | None]:
    indices = (place.base, place.ours, place.theirs)
    before, one, other = (
        side[n] if n is not None else None for side, n in zip((base, ours, theirs), indices, strict=True)
    )
    return before, one, other


@dataclass
class _Rows:
    """The rows so far, and what is open in them."""

    outputs: OutputRule
    found: list[MergedRow] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    in_conflict: set[int] = field(default_factory=set)
    count: int = 0

    def add(self, place: Place, base: Json | None, ours: Json | None, theirs: Json | None) -> None:
        cell, conflicts = _merged_cell(base, ours, theirs, self.outputs)
        row = len(self.found)
        result = self.count if cell is not None else None
        origin = _origin(base, ours, theirs)
        self.found.append(MergedRow(place.base, place.ours, place.theirs, result, origin, place.moved, cell))
        self.count += cell is not None
        for conflict in conflicts:
            self.conflict((row,), conflict)

    def conflict(self, rows: tuple[int, ...], conflict: Conflict) -> None:
        self.conflicts.append(msgspec.structs.replace(conflict, rows=rows))
        self.in_conflict.update(rows)


def _merged_cell(
    base: Json | None, ours: Json | None, theirs: Json | None, outputs: OutputRule
) -> tuple[Json | None, list[Conflict]]:
    """What a cell becomes, None when it goes. One that a side deleted goes only if the other did nothing to it."""
    if ours is not None and theirs is not None:
        return merge_cell(base, ours, theirs, outputs)
    left = ours if ours is not None else theirs
    if base is None or left is None:
        return left, []
    if unimportant(base, left):
        return None, []
    versions = Versions(*(UNSET if side is None else side for side in (base, ours, theirs)))
    return left, [Conflict("edited_deleted", versions)]


def _origin(base: Json | None, ours: Json | None, theirs: Json | None) -> Origin:
    changed, other_changed = not same(base, ours), not same(base, theirs)
    if changed and other_changed:
        return "both"
    return "ours" if changed else "theirs" if other_changed else "same"


def _merge_rest(base: Standard, ours: Standard, theirs: Standard) -> tuple[Json, list[Conflict]]:
    """What is outside the cells. The format is the higher one, and 4 of a notebook that was an older one."""
    apart = ("cells", "nbformat", "nbformat_minor")
    sides = ({name: value for name, value in side.items() if name not in apart} for side in (base, ours, theirs))
    rest, unsettled = merge_values(Versions(*sides), _settles)
    found = [Conflict("notebook_metadata", each.versions, path=each.path) for each in unsettled]
    rest |= _format_of(base, ours, theirs) | {"cells": []}
    return {name: rest[name] for name in [*ours, *rest] if name in rest}, found


def _format_of(base: Standard, ours: Standard, theirs: Standard) -> Json:
    before, one, other = (_version(side) for side in (base, ours, theirs))
    major, minor = max(one, other) if before not in (one, other) else one if before == other else other
    return {"nbformat": max(major, FORMAT), "nbformat_minor": minor if major >= FORMAT else 0}


def _version(notebook: Standard) -> tuple[int, int]:
    major, minor = (notebook.get(name) for name in ("nbformat", "nbformat_minor"))
    return major if isinstance(major, int) else FORMAT, minor if isinstance(minor, int) else 0


def _settles(path: Path) -> bool:
    if path[:2] == ("metadata", "language_info"):
        return path[2:] != ("name",)
    return path[0] == "metadata" and any(path[1 : 1 + len(name)] == name for name in _TRANSIENT)


def _with_ids(cells: list[Json | None], rest: Json, mixed: bool) -> Iterator[Json | None]:
    """The cells, none with an id that one before has. When versions of the format with and without ids come together
    (`mixed`) all cells have one, or none."""
    has_ids = (rest["nbformat"], rest["nbformat_minor"]) >= WITH_IDS
    known = {cell["id"] for cell in cells if cell is not None and isinstance(cell.get("id"), str)}
    taken: set[str] = set()
    for at, cell in enumerate(cells):
        if cell is None:
            yield None
        elif mixed and not has_ids:
            yield {name: value for name, value in cell.items() if name != "id"}
        else:
            cell_id = cell.get("id")
            if (cell_id is None and mixed) or (isinstance(cell_id, str) and cell_id in taken):
                cell_id = _new_id(f"{at} {cell_id}", known)
                cell = cell | {"id": cell_id}
            taken.update([cell_id] if isinstance(cell_id, str) else [])
            yield cell


def _new_id(seed: str, known: set[str]) -> str:
    """An id that no cell has, the same for the same merge."""
    found = sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    if found in known:
        return _new_id(found, known)
    known.add(found)
    return found

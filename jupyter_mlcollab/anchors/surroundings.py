"""A cell and what stands around it, from a list of cells: what a browser sends along, for those without one. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.errors import NotFound
from ..core.notebook import Cell
from ..core.text import well_formed
from ..diff.cells import heading_paths, ids_trustworthy
from .schema import MAX_HEADINGS, Surroundings

_LONGEST_HEADING = 1_000


def surroundings(cells: Sequence[Cell], index: int) -> Surroundings:
    """What is around the cell at `index`, counted from 0.

    Raises:
        NotFound: the notebook has no such cell.
    """
    if not 0 <= index < len(cells):
        raise NotFound(f"The notebook has no cell number {index + 1}: it has {len(cells)}.")
    cell = cells[index]
    headings = heading_paths(cells)[index][-MAX_HEADINGS:]
    return Surroundings(
        cell_id=cell.id,
        cell_type=cell.cell_type,
        index=index,
        cell_count=len(cells),
        ids_trusted=ids_trustworthy(cells),
        source=well_formed(cell.source),
        previous_source=well_formed(cells[index - 1].source) if index else None,
        next_source=well_formed(cells[index + 1].source) if index + 1 < len(cells) else None,
        headings=[well_formed(heading[:_LONGEST_HEADING]) for heading in headings],
    )

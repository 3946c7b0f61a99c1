"""One side of a comparison as it is: its cells, and single outputs, for who has something to say about them."""

from __future__ import annotations

import json
from typing import Annotated, Any

import msgspec

from ..access.work import Local
from ..core.errors import Invalid, NotFound
from ..core.notebook import cells_of
from ..core.text import well_formed
from .aside import Aside
from .kept import Comparisons
from .rows import plain
from .side_schema import SideCells, SideOutput

Index = Annotated[int, msgspec.Meta(ge=0)]


def side_cells(work: Local, comparison_id: str, side: str) -> SideCells:
    """Every cell of one side of a kept comparison, `old` or `new`, with its source.

    Raises:
        NotFound: the comparison is not kept any more.
        Invalid: another side.
    """
    cells = cells_of(_aside(work, comparison_id, side).notebook())
    return SideCells(
        cells=[
            msgspec.structs.replace(cell, id=cell.id and well_formed(cell.id), source=well_formed(cell.source))
            for cell in cells
        ]
    )


def side_output(work: Local, comparison_id: str, side: str, cell: Index, output: Index) -> SideOutput:
    """One output of a cell of a kept comparison as the notebook holds it, however large.

    Raises:
        NotFound: the comparison is not kept any more, or has no such output.
        Invalid: another side.
    """
    notebook = _aside(work, comparison_id, side)
    outputs = notebook.cell(cell).get("outputs") if cell < notebook.count else None
    if not isinstance(outputs, list) or output >= len(outputs):
        raise NotFound("The notebook has no such output on this side.")
    return SideOutput(json=_as_text(outputs[output]))


def _aside(work: Local, comparison_id: str, side: str) -> Aside:
    if side not in ("old", "new"):
        raise Invalid("A comparison has the sides “old” and “new”.")
    kept = work.held(Comparisons).get(comparison_id)
    return kept.old if side == "old" else kept.new


def _as_text(output: Any) -> str:
    try:
        return json.dumps(output, allow_nan=False)
    except RecursionError:
        raise Invalid("This output is nested too deep.") from None
    except ValueError:  # Numbers that are none, which only some readers take.
        return json.dumps(plain(output))

"""What crosses the wire about one side of a comparison."""

from __future__ import annotations

from ..core.notebook import Cell
from ..core.wire import Wire


class SideCells(Wire, frozen=True, kw_only=True):
    """Every cell of one side, in order."""

    cells: list[Cell]


class SideOutput(Wire, frozen=True, kw_only=True):
    """One output as the notebook holds it. `json` is its JSON as text, in ASCII: it may hold half a character, which
    what reads it has to see."""

    json: str

"""What crosses the wire to put a cell back."""

from __future__ import annotations

from ..core.wire import Wire


class WholeCell(Wire, frozen=True, kw_only=True):
    """One row's cell as each side's notebook holds it, as JSON text with nothing left out, strings in one piece; null
    where there is none. This is what a cell is put back from."""

    old: str | None
    new: str | None

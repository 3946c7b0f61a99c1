"""Notebooks that stay in memory without weighing on those who wait."""

from __future__ import annotations

import msgspec

from .reading import read_notebook, written_cells
from .standard import Json, Standard, standard_cell

_PARSED = 4
"""Notebooks take about so many times the bytes of their JSON in memory."""
_CELL_BYTES = 40_000
"""What a parsed cell counts for beside. More than it takes: the garbage collector, for which all have to wait, looks
through every one that is kept."""


class Aside:
    """A notebook that was read, put aside as the bytes it was read from: a cell is read again when it is asked for.
    Where that cannot be, since its JSON is not strict or its format old, it stays as it is. Safe in any thread."""

    def __init__(self, notebook: Standard, data: bytes) -> None:
        self._data = data if notebook.separable else b""
        self._notebook = None if notebook.separable else notebook
        self._written: list[msgspec.Raw] | None = None
        self.count = len(notebook["cells"])
        """How many cells it has."""
        parsed = 0 if notebook.separable else len(data) * (_PARSED - 1) + len(notebook["cells"]) * _CELL_BYTES
        self.size_bytes = len(data) + parsed
        """About how much memory it takes, or counts for."""

    def cell(self, index: int) -> Json:
        """The cell at that index, which has to be there, in standard form."""
        if self._notebook is not None:
            cell: Json = self._notebook["cells"][index]
            return cell
        if self._written is None:
            self._written = written_cells(self._data)
        return standard_cell(msgspec.json.decode(self._written[index]))

    def notebook(self) -> Standard:
        """All of it, in standard form."""
        return read_notebook(self._data) if self._notebook is None else self._notebook

"""Which cell runs, which ran before it, and whether the notebook ran from top to bottom.

JupyterLab says which cell it sends; runners without a browser do not, so cells are known by their source's hash.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterable, Sequence
from typing import Any

from ..cards.card import CardCell, Order
from ..cards.cells import key_of as key_of
from .values import loaded

MAX_CELLS = 100
_HISTORY = 2_000


def shell() -> Any:
    """The IPython that runs this code, or None in a plain program."""
    ipython = loaded("IPython")
    return ipython.get_ipython() if ipython is not None and hasattr(ipython, "get_ipython") else None


class Cells:
    """The cells that this kernel has run. One for each IPython, made when a card is first used in it."""

    def __init__(self, ipython: Any) -> None:
        self._ipython = ipython
        self._ids: dict[str, str] = {}
        self._times: dict[int, float] = {}
        self._current: CardCell | None = None
        self._source: str | None = None
        if ipython is not None:
            ipython.events.register("pre_run_cell", self._begins)
            self._begins_late()

    def current(self) -> CardCell | None:
        """The cell that runs now, None outside of IPython."""
        return self._current

    def key(self) -> str | None:
        """The key of the cell that runs now."""
        return self._current.key if self._current else None

    def sources(self) -> list[tuple[int, str]]:
        """Execution count and source of what was run so far, oldest first, the last 2,000 at most."""
        history = self._history()
        first = max(1, len(history) - _HISTORY)
        return [(count, history[count]) for count in range(first, len(history)) if history[count].strip()]

    def source(self) -> str | None:
        """The source of the cell that runs now."""
        return self._source

    def executed(self) -> list[CardCell]:
        """Every run of a cell, oldest first."""
        return [
            CardCell(key=key, id=self._ids.get(key), count=count)
            for count, key in ((count, key_of(source)) for count, source in self.sources())
        ]

    def began(self, count: int | None) -> float:
        """When the cell of that execution count began, in seconds as files have it; 0 when it ran too early to tell."""
        return self._times.get(count or 0, 0.0)

    def _history(self) -> list[str]:
        """The source of each cell at its execution count; nothing stands at 0."""
        return getattr(getattr(self._ipython, "history_manager", None), "input_hist_raw", None) or [""]

    def _begins(self, info: Any) -> None:
        """Called by IPython before it runs a cell, which is not in the history yet."""
        if not getattr(info, "silent", False):
            count = len(self._history()) if getattr(info, "store_history", True) else None
            self._note(str(info.raw_cell), getattr(info, "cell_id", None), count)

    def _begins_late(self) -> None:
        """Takes note of the cell that first uses this, whose beginning was missed: the last in the history."""
        history = self._history()
        parent = self._ipython.get_parent() if hasattr(self._ipython, "get_parent") else None
        parts = {"content": {}, "metadata": {}, **(parent if isinstance(parent, dict) else {})}
        if len(history) > 1 and parts["content"].get("store_history", True):
            self._note(history[-1], parts["metadata"].get("cellId"), len(history) - 1)

    def _note(self, source: str, cell_id: object, count: int | None) -> None:
        key = key_of(source)
        if isinstance(cell_id, str) and 0 < len(cell_id) <= 128:
            self._ids[key] = cell_id
        if count is not None:
            self._times[count] = time.time()
        self._current = CardCell(key=key, id=self._ids.get(key), count=count)
        self._source = source


def each_once(executed: Iterable[CardCell]) -> list[CardCell]:
    """Each cell once, in the order in which they last ran, the last 100 at most."""
    last: dict[str, CardCell] = {}
    for cell in executed:
        last.pop(cell.key, None)
        last[cell.key] = cell
    return list(last.values())[-MAX_CELLS:]


def cells_of(ipython: Any) -> Cells:
    """The cells of that IPython, the same at each call."""
    known = getattr(ipython, "_mlcollab_cells", None)
    if isinstance(known, Cells):
        return known
    made = Cells(ipython)
    if ipython is not None:
        ipython._mlcollab_cells = made
    return made


def places_in(notebook: Sequence[CardCell], executed: Iterable[CardCell]) -> list[int | None]:
    """Where each cell that ran stands in the notebook: by its source, else by its id, since its source may have been
    edited after. None for those it does not have. Of cells that are alike the first is the one that ran first."""
    by_key: dict[str, list[int]] = {}
    by_id = {cell.id: place for place, cell in enumerate(notebook) if cell.id is not None}
    for place, cell in enumerate(notebook):
        by_key.setdefault(cell.key, []).append(place)
    places: list[int | None] = []
    for cell in executed:
        alike = by_key.get(cell.key)
        if alike:
            places.append(alike.pop(0) if len(alike) > 1 else alike[0])
        else:
            places.append(by_id.get(cell.id) if cell.id is not None else None)
    return places


def order_of(places: Sequence[int | None]) -> Order:
    """Whether cells ran as the notebook has them, from where each stands, None for those that it no longer has.

    What counts first: one ran before another that stands above it, one ran again, something ran that is gone, not all
    above the last ran.
    """
    known = [place for place in places if place is not None]
    if any(before > after for before, after in itertools.pairwise(known)):
        return "out of order"
    if len(set(known)) < len(known):
        return "repeated"
    if len(known) < len(places):
        return "gaps"
    return "linear" if known == list(range(len(known))) else "partial"


def assigned_names(source: str) -> list[str]:
    """The names that the top level of a cell assigns plainly, in order; none when it is not plain Python."""
    import ast

    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError):
        return []
    names: dict[str, None] = {}
    for statement in body:
        targets = statement.targets if isinstance(statement, ast.Assign) else []
        targets = [statement.target] if isinstance(statement, ast.AnnAssign) else targets
        names |= {target.id: None for target in targets if isinstance(target, ast.Name)}
    return list(names)

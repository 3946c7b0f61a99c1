"""What a run ran in: its code, its order, its machine, and what others know of it. Gathered when its block ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..cards.card import CardCode, CardEnvironment, Order, Scalar
from .capture import Capture
from .cells import Cells, assigned_names, each_once, key_of, order_of, places_in
from .environment import environment
from .values import cut, scalar

_SEEDS = ("seed", "SEED", "random_seed", "RANDOM_SEED", "random_state", "RANDOM_STATE")
_INJECTED = "# Parameters\n"
"""How the cell begins that papermill puts into a notebook."""


class Circumstances:
    """What surrounds a run. `params` are those of the notebook's parameters cell."""

    def __init__(self, capture: Capture, cells: Cells, variables: Mapping[str, Any]) -> None:
        parameters = _parameter_sources(capture, cells)
        self.order = _order(capture, cells)
        self.runner = "papermill" if any(source.startswith(_INJECTED) for source in parameters) else None
        self.seeds = _seeds(variables)
        self.params = _params(parameters, variables)
        self.environment: CardEnvironment = environment()
        self.code: CardCode = capture.code
        self.code.notebook = capture.notebook_path()
        self.code.cells = each_once(cells.executed())
        if capture.notebook is not None:
            self.code.notebook_sha256 = capture.notebook.sha256
            ids = {cell.key: cell.id for cell in capture.notebook.cells}
            for cell in self.code.cells:
                cell.id = cell.id or ids.get(cell.key)


def _order(capture: Capture, cells: Cells) -> Order:
    executed = cells.executed()
    if capture.notebook is None:
        keys = [cell.key for cell in executed]
        return "repeated" if len(set(keys)) < len(keys) else "unknown"
    places = places_in(capture.notebook.cells, executed)
    saved = capture.notebook.saved
    unsaved = [place is None and cells.began(cell.count) > saved for cell, place in zip(executed, places, strict=True)]
    order = order_of([place for place, is_unsaved in zip(places, unsaved, strict=True) if not is_unsaved])
    # A cell that ran after the file was saved may stand anywhere in the notebook.
    return "unknown" if any(unsaved) and order in ("linear", "partial") else order


def _parameter_sources(capture: Capture, cells: Cells) -> list[str]:
    """The sources of the notebook's parameters cell and of the one that papermill puts after it, as far as they ran."""
    tagged = capture.notebook.parameters if capture.notebook else set()
    return [source for _, source in cells.sources() if source.startswith(_INJECTED) or key_of(source) in tagged]


def _params(sources: list[str], variables: Mapping[str, Any]) -> dict[str, Scalar]:
    names = {name for source in sources for name in assigned_names(source) if name in variables}
    return {cut(name, 200): scalar(variables[name]) for name in sorted(names)}


def _seeds(variables: Mapping[str, Any]) -> dict[str, int]:
    """Variables that are called like a seed. What a generator was given cannot be read back from it."""
    found = {name: variables[name] for name in _SEEDS if name in variables}
    return {name: value for name, value in found.items() if isinstance(value, int) and not isinstance(value, bool)}

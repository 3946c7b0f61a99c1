"""Where threads stand in a notebook as it is now: pure, and for the whole notebook at once.

Which cell is which is the diff engine's alignment; here its answer becomes a state, and a quote is looked for inside
the cell. An uncertain place is never given as a certain one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..core.notebook import Cell
from ..core.text import normalise, well_formed
from ..diff.align import Match, align
from ..diff.cells import CellKey, keys_of
from ..diff.side import Side
from .placement import LIKELY, SURE, placement, state_of
from .quote import TELLING, Found, find_exact, find_quote, in_units, same_range
from .schema import Anchor, AnchorCell, Placement, Quote, Reason

POSSIBLE = 0.3
SPLIT_REACH = 2
"""How many cells away a quote is looked for that is gone from its own: where a split puts it."""
LAYERS_TRIED = 8


def place(anchors: Mapping[str, Anchor], cells: Sequence[Cell]) -> dict[str, Placement]:
    """Where each thread stands now, by thread id. The answer does not depend on the order of `anchors`.

    `anchors` may come from any versions of the notebook.
    """
    notebook = _Notebook(cells, Side(keys_of(cells)))
    keys = _keys({thread: a.cell for thread, a in anchors.items() if a.cell is not None and not a.detached})
    matches = _match(set(keys.values()), notebook.side)
    return {
        thread: _place_one(thread, anchor, keys.get(thread), matches, notebook) for thread, anchor in anchors.items()
    }


@dataclass(frozen=True, slots=True)
class _Notebook:
    cells: Sequence[Cell]
    side: Side


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the notebook: the cell, perhaps a range in it, how sure, and whether the text meant is unchanged."""

    index: int
    confidence: float
    reason: Reason
    same: bool
    elsewhere: bool
    found: Found | None = None


def _place_one(
    thread: str, anchor: Anchor, key: CellKey | None, matches: Mapping[CellKey, Match | None], notebook: _Notebook
) -> Placement:
    if anchor.detached:
        return placement(thread, "orphaned", 1.0, "detached")
    if anchor.cell is None or key is None:
        return placement(thread, "anchored", 1.0, "notebook")
    match = matches[key]
    if match is None or match.confidence < POSSIBLE:
        return placement(thread, "orphaned", match.confidence if match else 0.0, "none")
    spot = _Spot(match.place, match.confidence, match.how, match.same, _out_of_order(key, match.place, notebook.side))
    if anchor.quote is not None:
        spot = _in_cell(anchor.quote, anchor.cell, spot, notebook.cells)
    return _placement(thread, spot, anchor.chosen, notebook.cells[spot.index])


def _placement(thread: str, spot: _Spot, chosen: bool, cell: Cell) -> Placement:
    state = state_of(spot.confidence, spot.same, spot.elsewhere)
    quote = in_units(well_formed(cell.source), spot.found) if spot.found else (None, None)
    reason = "chosen" if chosen and state in ("anchored", "moved") else spot.reason
    return placement(thread, state, spot.confidence, reason, cell=(spot.index, cell.id), quote=quote)


def _in_cell(quote: Quote, old: AnchorCell, spot: _Spot, cells: Sequence[Cell]) -> _Spot:
    """`spot` narrowed to the quote, or the cell as a whole, as changed, when its text is gone."""
    source = well_formed(cells[spot.index].source)
    found = (same_range(quote, source) if spot.same else None) or find_quote(quote, old.source_text, source)
    if found is not None and found.exact:
        confidence = min(_supported(spot, quote), found.certainty)
        return _Spot(spot.index, confidence, spot.reason, True, spot.elsewhere, found)
    beside = _beside(quote, old, spot, cells)
    return beside or _Spot(spot.index, spot.confidence, spot.reason, False, spot.elsewhere, found)


def _supported(spot: _Spot, quote: Quote) -> float:
    """The cell's confidence, raised where a telling quote stands unchanged in a cell that changed."""
    if spot.same or spot.confidence < LIKELY or len(quote.exact.strip()) < TELLING:
        return spot.confidence
    return max(spot.confidence, SURE) if spot.reason == "id" else 1 - (1 - spot.confidence) / 2


def _beside(quote: Quote, old: AnchorCell, spot: _Spot, cells: Sequence[Cell]) -> _Spot | None:
    """The quote in the one cell near `spot` that holds it, as after a split."""
    if len(quote.exact.strip()) < TELLING:
        return None
    near = range(max(0, spot.index - SPLIT_REACH), min(len(cells), spot.index + SPLIT_REACH + 1))
    sources = [(at, well_formed(cells[at].source)) for at in near if at != spot.index]
    hits = [(at, found) for at, source in sources if (found := find_exact(quote, old.source_text, source))]
    if len(hits) != 1:
        return None
    at, found = hits[0]
    return _Spot(at, min(0.75, spot.confidence, found.certainty), "contained", True, True, found)


def _out_of_order(key: CellKey, index: int, side: Side) -> bool:
    """Whether the cell left its place: a neighbour that stayed is now on its other side, and none is beside it."""
    if any(side.neighbours(key, index)):
        return False
    before, after = side.only_place(key.previous), side.only_place(key.next)
    return (before is not None and before > index) or (after is not None and after < index)


def _keys(cells: Mapping[str, AnchorCell]) -> dict[str, CellKey]:
    texts: dict[str, str] = {}
    for cell in cells.values():
        if cell.source_text not in texts:
            texts[cell.source_text] = normalise(cell.source_text)
    return {thread: _key(cell, texts[cell.source_text]) for thread, cell in cells.items()}


def _key(cell: AnchorCell, text: str) -> CellKey:
    return CellKey(
        id=cell.id if cell.id_trusted else None,
        cell_type=cell.type,
        hash=cell.source_hash,
        text=text,
        index=cell.index,
        count=cell.cell_count,
        previous=cell.previous_hash,
        next=cell.next_hash,
        headings=tuple(cell.headings),
    )


def _match(keys: Iterable[CellKey], side: Side) -> dict[CellKey, Match | None]:
    found: dict[CellKey, Match | None] = {}
    for layer in _layers(keys):
        found.update(zip(layer, align(layer, side).matches, strict=True))
    return found


def _layers(keys: Iterable[CellKey]) -> list[list[CellKey]]:
    """`keys` in groups that can each be of one version of the notebook, so that in a group no two share a place."""
    by_count: dict[int, list[dict[int, CellKey]]] = defaultdict(list)
    for key in sorted(keys, key=_order):
        layers = by_count[key.count]
        layer = next((one for one in layers[-LAYERS_TRIED:] if _fits(key, one)), None)
        if layer is None:
            layer = {}
            layers.append(layer)
        layer[key.index] = key
    return [list(layer.values()) for layers in by_count.values() for layer in layers]


def _fits(key: CellKey, layer: Mapping[int, CellKey]) -> bool:
    if key.index in layer:
        return False
    before, after = layer.get(key.index - 1), layer.get(key.index + 1)
    return (before is None or (before.hash == key.previous and before.next == key.hash)) and (
        after is None or (after.hash == key.next and after.previous == key.hash)
    )


def _order(key: CellKey) -> tuple[object, ...]:
    edges = (key.previous or "", key.next or "", key.id or "", key.headings)
    return key.count, key.index, key.hash, key.cell_type, *edges, key.text

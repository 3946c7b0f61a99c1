"""Cells as they are compared: by hash first, by text only where that does not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..core.notebook import Cell, CellType
from ..core.text import hash_normalised, normalise, split_lines

_POSITIONAL = re.compile(r"(?:cell[-_ ]?)?(\d{1,6})", re.IGNORECASE)
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_FENCE = re.compile(r" {0,3}(```|~~~)")
MAX_HEADING_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class CellKey:
    """A cell and what is known of its surroundings, enough to find it in another version.

    `id` is None unless it can be trusted. `hash` is of the normalised source (`core.text.source_hash`), `text` that
    source, perhaps cut, and empty beside the hash of a text when it is not known. `previous` and `next` are the
    neighbours' hashes, None at the notebook's edge. `headings` is the path of Markdown headings above the cell.
    """

    id: str | None
    cell_type: CellType
    hash: str
    text: str
    index: int
    count: int
    previous: str | None
    next: str | None
    headings: tuple[str, ...]


def keys_of(cells: Sequence[Cell]) -> list[CellKey]:
    """The keys of all cells of one notebook, in order."""
    texts = [normalise(cell.source) for cell in cells]
    hashes = [hash_normalised(text) for text in texts]
    edged = [None, *hashes, None]
    trusted = ids_trustworthy(cells)
    headings = heading_paths(cells)
    return [
        CellKey(
            id=cell.id if trusted else None,
            cell_type=cell.cell_type,
            hash=hashes[i],
            text=texts[i],
            index=i,
            count=len(cells),
            previous=edged[i],
            next=edged[i + 2],
            headings=headings[i],
        )
        for i, cell in enumerate(cells)
    ]


def ids_trustworthy(cells: Sequence[Cell]) -> bool:
    """Whether the ids can say which cell is which: every cell has one, no two the same, and they are not numbers in
    order (`0, 1, 2` or `cell-0, cell-1`), which nbstripout and converters write and which follow the position."""
    ids = [cell.id for cell in cells]
    return bool(ids) and None not in ids and len(set(ids)) == len(ids) and not ids_positional(ids)


def ids_positional(ids: Sequence[str | None]) -> bool:
    """Whether the ids, all of them, are numbers in order: they say where a cell stands, not which it is."""
    numbers = []
    for cell_id in ids:
        match = _POSITIONAL.fullmatch(cell_id) if cell_id else None
        if match is None:
            return False
        numbers.append(int(match[1]))
    return numbers == sorted(numbers)


def heading_paths(cells: Sequence[Cell]) -> list[tuple[str, ...]]:
    """For each cell the Markdown headings above it, outermost first; a cell's own headings are not above it."""
    path: list[tuple[int, str]] = []
    paths = []
    for cell in cells:
        paths.append(tuple(title for _, title in path))
        if cell.cell_type == "markdown" and "#" in cell.source:
            for level, title in _headings(cell.source):
                path = [(depth, above) for depth, above in path if depth < level] + [(level, title)]
    return paths


def _headings(source: str) -> list[tuple[int, str]]:
    found = []
    fenced = False
    for line in split_lines(source):
        if _FENCE.match(line):
            fenced = not fenced
        elif not fenced and (match := _HEADING.match(line)):
            found.append((len(match[1]), match[2][:MAX_HEADING_CHARACTERS]))
    return found

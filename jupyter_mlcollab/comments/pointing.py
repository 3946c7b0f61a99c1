"""What of a file the command line means, and where its threads stand in it as saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..access.desk import Desk
from ..anchors.compose import read_text
from ..anchors.schema import CellTarget, EntryTarget, FileEntry, FileTarget, NotebookTarget, PlacementRequest, Target
from ..anchors.selecting import select_words
from ..anchors.surroundings import surroundings
from ..core.errors import Invalid, NotFound
from ..core.files import Files
from ..core.notebook import Cell, cells_of

NOTEBOOK = ".ipynb"
MOST_NAMED = 12

PartsOf = Callable[[Files, str], list[FileEntry] | None]
"""Gives the named parts of a file, the one for the whole file first; None for a file that has none, as pages have."""


@dataclass(frozen=True)
class Named:
    """What of a file is meant, as people name it: at most one of them."""

    cell: str | None = None
    quote: str | None = None
    part: str | None = None


def target(desk: Desk, path: str, named: Named, parts_of: PartsOf) -> Target:
    """The cell of a notebook, the part of a card, the quoted words of another file, or the file as a whole.

    Raises:
        NotFound: there is no such file, cell or part.
        Invalid: the file has no cells, parts or text, or the words do not stand in it once.
        TooLarge: the file is over the limit.
    """
    if path.endswith(NOTEBOOK):
        if named.quote is not None or named.part is not None:
            raise Invalid("A notebook has cells. Name one with --cell.")
        return _in_notebook(cells_of(desk.work.files.read_notebook(path)), named.cell)
    parts = parts_of(desk.work.files, path)
    if parts is not None:
        if named.cell is not None or named.quote is not None:
            raise Invalid("A card has parts, such as its metrics. Name one with --part.")
        return EntryTarget(entry=parts[0] if named.part is None else _part(parts, named.part))
    if named.part is not None:
        raise Invalid(f"{path} is no card: it has no parts. Quote its words with --quote.")
    if named.cell is not None:
        raise Invalid(f"{path} is no notebook: it has no cells. Quote its words with --quote.")
    text = read_text(desk.work.files, path)
    return FileTarget() if named.quote is None else select_words(text, named.quote)


def as_saved(desk: Desk, path: str, parts_of: PartsOf) -> PlacementRequest:
    """What the threads of a file are placed in.

    Raises:
        NotFound, Invalid, TooLarge: it cannot be read.
    """
    if path.endswith(NOTEBOOK):
        return PlacementRequest(path=path, cells=cells_of(desk.work.files.read_notebook(path)))
    parts = parts_of(desk.work.files, path)
    if parts is not None:
        return PlacementRequest(path=path, entries=parts)
    return PlacementRequest(path=path, text=read_text(desk.work.files, path))


def _part(parts: Sequence[FileEntry], name: str) -> FileEntry:
    """The part that people call `name`, as in `auc, test`, or `metric › auc, test` where several are called alike."""
    wanted = _words(name)
    found = [part for part in parts if wanted in (_words(part.label), _words(f"{part.heading} {part.label}"))]
    if len(found) == 1:
        return found[0]
    if found:
        kinds = dict.fromkeys(f"“{part.heading or part.section} › {part.label}”" for part in found)
        if len(kinds) < len(found):
            raise Invalid(f"Several parts of the card are called {name}. Comment on the one you mean in JupyterLab.")
        raise Invalid(f"Several parts of the card are called {name}. Say {' or '.join(kinds)}.")
    filled = [f"“{part.label}”" for part in parts if part.text or part.sha256]
    more = " …" if len(filled) > MOST_NAMED else ""
    raise NotFound(f"The card has no part {name}. It has {', '.join(filled[:MOST_NAMED])}{more}")


def _words(name: str) -> str:
    return " ".join(name.replace("›", " ").casefold().split())


def _in_notebook(cells: list[Cell], cell: str | None) -> Target:
    """The cell named by its number, counted from 1, or by its id; without one the notebook as a whole."""
    if cell is None:
        return NotebookTarget()
    by_id = [index for index, entry in enumerate(cells) if entry.id == cell]
    if len(by_id) > 1:
        raise Invalid(f"Several cells have the id {cell}. Name the one you mean by its number.")
    if not by_id and not cell.isdecimal():
        raise NotFound(f"The notebook has no cell with the id {cell}.")
    return CellTarget(surroundings=surroundings(cells, by_id[0] if by_id else int(cell) - 1))

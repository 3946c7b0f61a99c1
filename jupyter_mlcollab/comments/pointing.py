"""What of a file the command line means, and where its threads stand in it as saved."""

from __future__ import annotations

from ..access.desk import Desk
from ..anchors.compose import read_text
from ..anchors.schema import CellTarget, FileTarget, NotebookTarget, PlacementRequest, Target
from ..anchors.selecting import select_words
from ..anchors.surroundings import surroundings
from ..core.errors import Invalid, NotFound
from ..core.notebook import Cell, cells_of

NOTEBOOK = ".ipynb"
CARD = "card.json"


def target(desk: Desk, path: str, cell: str | None, quote: str | None) -> Target:
    """The cell of a notebook, the quoted words of another file, or the file as a whole.

    Raises:
        NotFound: there is no such file or cell.
        Invalid: the file has no cells, is a card or no text, or the words do not stand in it once.
        TooLarge: the file is over the limit.
    """
    if path.endswith(NOTEBOOK):
        if quote is not None:
            raise Invalid("Words are quoted from pages. Name a cell of the notebook with --cell.")
        return _in_notebook(cells_of(desk.work.files.read_notebook(path)), cell)
    if path.rpartition("/")[2] == CARD:
        raise Invalid("Comments on a card are begun on its page in JupyterLab.")
    if cell is not None:
        raise Invalid(f"{path} is no notebook: it has no cells. Quote its words with --quote.")
    text = read_text(desk.work.files, path)
    return FileTarget() if quote is None else select_words(text, quote)


def as_saved(desk: Desk, path: str) -> PlacementRequest:
    """What the threads of a file are placed in.

    Raises:
        NotFound, Invalid, TooLarge: it cannot be read.
    """
    if path.endswith(NOTEBOOK):
        return PlacementRequest(path=path, cells=cells_of(desk.work.files.read_notebook(path)))
    return PlacementRequest(path=path, text=read_text(desk.work.files, path))


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

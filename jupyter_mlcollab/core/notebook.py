"""A notebook as placement and diff see it: cells with a type, a source and perhaps an id. No file access."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from .errors import Invalid
from .wire import Wire

CellType = Literal["code", "markdown", "raw"]
MAX_CELLS = 20_000


class Cell(Wire, frozen=True, kw_only=True):
    """One cell as it stands now. `id` is None when the file carries none; a reader's invented id is not passed on."""

    id: Annotated[str, msgspec.Meta(max_length=128)] | None
    cell_type: CellType
    source: str


def cells_of(content: Any) -> list[Cell]:
    """The cells of parsed notebook JSON, nbformat 3 (worksheets) and 4.

    Ids come from the cell's `id`, else from Colab's `metadata.id`. The content is read as it is on disk, since
    nbformat's reader invents a new id for a missing or duplicated one at every read.

    Raises:
        Invalid: the content has no list of cells.
    """
    if not isinstance(content, dict):
        raise Invalid("This is not a notebook: its JSON is not an object.")
    raw = content.get("cells")
    if raw is None and isinstance(content.get("worksheets"), list):
        raw = [c for sheet in content["worksheets"] if isinstance(sheet, dict) for c in sheet.get("cells") or []]
    if not isinstance(raw, list):
        raise Invalid("This is not a notebook: it has no list of cells.")
    if len(raw) > MAX_CELLS:
        raise Invalid(f"The notebook has more than {MAX_CELLS:,} cells.")
    return [_cell(c) for c in raw if isinstance(c, dict)]


def _cell(raw: dict[str, Any]) -> Cell:
    source = raw.get("source", raw.get("input", ""))
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    metadata = raw.get("metadata")
    cell_id = raw.get("id") or (metadata.get("id") if isinstance(metadata, dict) else None)
    kind = raw.get("cell_type")
    return Cell(
        id=cell_id[:128] if isinstance(cell_id, str) and cell_id else None,
        cell_type=kind if kind in ("code", "markdown", "raw") else "markdown" if kind in ("heading", "html") else "raw",
        source=source if isinstance(source, str) else "",
    )

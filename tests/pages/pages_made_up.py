"""Notebooks made up for pages to cite, and what is cited of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jupyter_mlcollab.core.files import Files
from jupyter_mlcollab.core.notebook import cells_of
from jupyter_mlcollab.pages.front_matter import Cite
from jupyter_mlcollab.pages.moves import FoundMoves, Moves
from jupyter_mlcollab.pages.schema import CitedCell


class Unmoved(Moves):
    """Of a project in which nothing moves."""

    def __init__(self, files: Files) -> None:
        super().__init__(files, lambda paths: {}, FoundMoves())

    def of(self, gone: Mapping[str, Sequence[Cite]]) -> dict[str, str]:
        return {}


def notebook(cells: Sequence[Any]) -> dict[str, Any]:
    return {"cells": [_cell(number, cell) for number, cell in enumerate(cells)], "nbformat": 4, "nbformat_minor": 5}


def _cell(number: int, cell: Any) -> dict[str, Any]:
    source, outputs = cell if isinstance(cell, tuple) else (cell, [])
    if source.startswith("#"):
        return {"id": f"cell-{number}", "cell_type": "markdown", "metadata": {}, "source": source}
    return {
        "id": f"cell-{number}", "cell_type": "code", "metadata": {}, "execution_count": None,
        "source": source, "outputs": outputs,
    }  # fmt: skip


def printed(text: str) -> list[dict[str, Any]]:
    return [{"output_type": "stream", "name": "stdout", "text": text}]


def cited_output(path: str, cells: Sequence[Any], index: int) -> CitedCell:
    """The first output of a cell, as the browser names it to be cited."""
    content = notebook(cells)
    return CitedCell(path=path, cells=cells_of(content), index=index, output=content["cells"][index]["outputs"][0])

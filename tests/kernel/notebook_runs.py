"""Notebooks that run in a real kernel without a browser, and the cards they leave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from jupyter_mlcollab.cards.card import Card
from jupyter_mlcollab.cards.text import read_card

Git = Callable[..., str]


def card_in(project: Path, slug: str) -> Card:
    """The card in the project's folder of that name."""
    return read_card((project / "cards" / slug / "card.json").read_bytes())


def write_notebook(file: Path, *sources: str) -> Path:
    """A notebook of code cells, whose ids are `cell-0`, `cell-1`, …"""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    )
    file.write_text(nbformat.writes(notebook))
    return file


def run_notebook(file: Path, **options: Any) -> list[list[dict[str, Any]]]:
    """The outputs of each cell of a notebook that runs in a kernel of its own, in the notebook's folder. What the file
    holds stays as it is.

    Raises:
        CellExecutionError: a cell failed, unless `allow_errors`.
    """
    notebook = nbformat.read(file, as_version=4)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(file.parent)}}, **options)
    client.execute()
    return [list(cell.get("outputs", [])) for cell in notebook.cells]

"""Which notebook runs here: what the programs around a kernel say, checked against the disk.

Jupyter Server sets `JPY_SESSION_NAME` when the kernel starts and not when the notebook is renamed; VS Code sets a
variable of the program; runners without a browser say nothing, and start kernels in the notebook's folder.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..cards.card import CardCell
from ..cards.cells import key_of, sources_sha256
from ..cards.naming import NOTEBOOK_VARIABLE

LIMIT_BYTES = 50 * 1024 * 1024
_SEARCHED = 200
_SEARCH_SECONDS = 1.0


class Notebook:
    """A notebook's file: its code cells that are not empty, the keys of those tagged `parameters`, and the SHA-256 of
    the sources of these cells, each followed by a NUL. `saved` is when, in seconds."""

    def __init__(self, file: Path, content: Any) -> None:
        cells = [
            cell for cell in content.get("cells", []) if isinstance(cell, dict) and cell.get("cell_type") == "code"
        ]
        sources = [source_of(cell) for cell in cells]
        filled = [(cell, source) for cell, source in zip(cells, sources, strict=True) if source.strip()]
        metadata = content.get("metadata")
        self.file = file
        self.saved = file.stat().st_mtime
        self.is_result = isinstance(metadata, dict) and "papermill" in metadata
        self.cells = [CardCell(key=key_of(source), id=_id(cell)) for cell, source in filled]
        self.parameters = {key_of(source) for cell, source in filled if "parameters" in _tags(cell)}
        self.sha256 = sources_sha256(source for _, source in filled)


def read_notebook(file: Path) -> Notebook | None:
    """The notebook in a file, None when it is none, cannot be read or is over 50 MB."""
    try:
        if file.stat().st_size > LIMIT_BYTES:
            return None
        content = json.loads(file.read_bytes())
        return Notebook(file, content) if isinstance(content, dict) and isinstance(content.get("cells"), list) else None
    except (OSError, ValueError, RecursionError, TypeError, KeyError):
        return None


def source_of(cell: Mapping[str, Any]) -> str:
    """A cell's source, which files may hold as a list of lines."""
    source = cell.get("source", "")
    return "".join(source) if isinstance(source, list) else str(source)


def told_path(variables: Mapping[str, Any], environment: Mapping[str, str] = os.environ) -> Path | None:
    """Where the notebook is by what the programs around say, which may be out of date; None when they are silent."""
    told = (
        environment.get(NOTEBOOK_VARIABLE) or variables.get("__vsc_ipynb_file__") or environment.get("JPY_SESSION_NAME")
    )
    if not isinstance(told, str) or not told.endswith(".ipynb"):
        return None
    path = Path(told)
    return path if path.is_absolute() else Path.cwd() / path.name


def find_notebook(told: Path | None, source: str | None) -> Notebook | None:
    """The notebook that runs: the one told, else the only one in its folder, or here, with a cell of this source."""
    named = read_notebook(told) if told is not None else None
    if named is not None or source is None:
        return named
    key, end = key_of(source), time.monotonic() + _SEARCH_SECONDS
    found = []
    folder = told.parent if told is not None else Path.cwd()
    for file in _notebooks_in(folder):
        if time.monotonic() > end:
            return None
        read = read_notebook(file)
        if read is not None and any(cell.key == key for cell in read.cells):
            found.append(read)
    # papermill writes what it runs into a copy, which has the same cells.
    originals = [one for one in found if not one.is_result] or found
    return originals[0] if len(originals) == 1 else None


def _notebooks_in(folder: Path) -> list[Path]:
    try:
        return sorted(folder.glob("*.ipynb"))[:_SEARCHED]
    except OSError:
        return []


def _id(cell: Mapping[str, Any]) -> str | None:
    found = cell.get("id")
    return found if isinstance(found, str) and 0 < len(found) <= 128 else None


def _tags(cell: Mapping[str, Any]) -> list[Any]:
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return tags if isinstance(tags, list) else []

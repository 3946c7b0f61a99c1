"""A notebook or a text taken apart into the texts that are looked through. Pure.

Of a notebook these are sources, what outputs say in words, and metadata; pictures and attachments are passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..core.errors import Invalid
from .schema import Part

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_TEXTUAL = re.compile(r"text/|application/(?:json|javascript|xml|yaml|x-[\w-]+$|.*\+json$|.*\+xml$)")
# Names of media types in notebooks of the format 3.
_OLD_FORMS = ("text", "html", "latex", "json", "javascript")


@dataclass(frozen=True)
class Piece:
    """One text and where it stands. `repeats` says that it is a further form of an output that came before. `lines`
    are the numbers of its lines in the file, where they do not simply count from 0."""

    text: str
    part: Part = "text"
    cell: int | None = None
    cell_id: str | None = None
    output: int | None = None
    repeats: bool = False
    lines: list[int] | None = None


def text_piece(text: str, path: str) -> Piece:
    """A whole file as one piece. In JSON the marks that stand for quotes and line ends give way to as many blanks, so
    that a rule that looks for quotes sees them, at the same places."""
    return Piece(without_escapes(text) if path.lower().endswith((".ipynb", ".json", ".jsonl")) else text)


def without_escapes(text: str) -> str:
    r"""JSON with ` "` for `\"` and blanks for `\n` and `\t`; every other character stays, at its place."""
    return text.replace('\\"', ' "').replace("\\n", "  ").replace("\\t", "  ")


def pieces_of(content: Any) -> Iterator[Piece]:
    """The pieces of parsed notebook JSON, nbformat 3 (worksheets) and 4, however damaged inside.

    Raises:
        Invalid: the content has no list of cells.
    """
    for index, cell in enumerate(_cells(content)):
        if isinstance(cell, dict):
            yield from _of_cell(index, cell)
    if metadata := content.get("metadata"):
        yield Piece(_written(metadata), "notebook_metadata")


def _cells(content: Any) -> list[Any]:
    cells = content.get("cells") if isinstance(content, dict) else None
    if cells is None and isinstance(content, dict) and isinstance(content.get("worksheets"), list):
        cells = [c for sheet in content["worksheets"] if isinstance(sheet, dict) for c in _list(sheet.get("cells"))]
    if not isinstance(cells, list):
        raise Invalid("This is not a notebook: it has no list of cells.")
    return cells


def _of_cell(index: int, cell: dict[str, Any]) -> Iterator[Piece]:
    given = cell.get("id")
    cell_id = given[:128] if isinstance(given, str) and given else None
    yield Piece(_joined(cell.get("source", cell.get("input"))), "source", index, cell_id)
    for number, output in enumerate(_list(cell.get("outputs"))):
        if isinstance(output, dict):
            for n, text in enumerate(_texts(output)):
                yield Piece(_COLOUR.sub("", text), "output", index, cell_id, number, repeats=n > 0)
    if metadata := cell.get("metadata"):
        yield Piece(_written(metadata), "cell_metadata", index, cell_id)


def _texts(output: dict[str, Any]) -> Iterator[str]:
    """What an output says: of a stream its text, of an error its traceback and message, else each form in words."""
    if isinstance(output.get("traceback"), list):
        yield "\n".join(line for line in output["traceback"] if isinstance(line, str))
        yield _joined(output.get("evalue"))
    data = output.get("data")
    if isinstance(data, dict):
        for mime, value in data.items():
            if _TEXTUAL.match(mime):
                yield value if isinstance(value, str) else _joined(value) or _written(value)
    for name in _OLD_FORMS:
        if name in output:
            yield _joined(output[name])
    if output.get("metadata"):
        yield _written(output["metadata"])


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _joined(value: Any) -> str:
    """Text as notebooks store it, in one string or as a list of lines; empty for anything else."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "".join(value)
    return value if isinstance(value, str) else ""


def _written(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)

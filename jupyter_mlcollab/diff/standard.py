"""The one form of a notebook that is compared, whatever version of the format and whichever way of writing strings.

Nothing is invented: no ids, no missing fields. nbformat 3 is brought into cells by the same rule by which Jupyter
converts it, but keeps its version number.
"""

from __future__ import annotations

import operator
from typing import Any

from ..core.errors import Invalid
from ..core.notebook import MAX_CELLS

Json = dict[str, Any]

_OLD_MEDIA_TYPES = {
    "text": "text/plain",
    "html": "text/html",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "latex": "text/latex",
    "json": "application/json",
    "javascript": "application/javascript",
}
_OLD_OUTPUT_TYPES = {"pyout": "execute_result", "pyerr": "error"}
_NOT_DATA = {"output_type", "metadata", "prompt_number", "stream"}


class Standard(dict[str, Any]):
    """A notebook that `standard` has made, and need not make again. Not to be changed."""

    separable = False
    """Whether the bytes it was read from are strict JSON that has each of its cells by itself, in this order."""


def standard(content: Any) -> Standard:
    """Parsed notebook JSON with each multi-line string in one piece, as `nbformat.reads` has it, and nbformat 2 and 3
    as cells. What is already in that form is shared, not copied; `content` is not changed. Items of the list of cells
    that are not objects are left out.

    Raises:
        Invalid: the content has no list of cells, or more than `MAX_CELLS`.
    """
    if isinstance(content, Standard):
        return content
    if not isinstance(content, dict):
        raise Invalid("This is not a notebook: its JSON is not an object.")
    if not isinstance(content.get("cells"), list):
        if not isinstance(content.get("worksheets"), list):
            raise Invalid("This is not a notebook: it has no list of cells.")
        return _of_worksheets(content)
    _check_count(content["cells"])
    cells = [standard_cell(cell) for cell in content["cells"] if isinstance(cell, dict)]
    return Standard(content | {"cells": cells})


def text_of(cell: Json) -> str:
    """The source of a cell in standard form; empty when the file has none."""
    source = cell.get("source")
    return source if isinstance(source, str) else ""


def _check_count(cells: list[Any]) -> None:
    if len(cells) > MAX_CELLS:
        raise Invalid(f"The notebook has more than {MAX_CELLS:,} cells.")


def standard_cell(cell: Json) -> Json:
    """A cell of nbformat 4 with each multi-line string in one piece. `cell` is not changed."""
    changed: Json = {}
    if isinstance(cell.get("source"), list):
        changed["source"] = _joined(cell["source"])
    if isinstance(cell.get("attachments"), dict):
        changed["attachments"] = {name: _bundle(data) for name, data in cell["attachments"].items()}
    outputs = cell.get("outputs")
    if isinstance(outputs, list) and outputs:
        joined = [_output(output) for output in outputs]
        if any(map(operator.is_not, joined, outputs)):
            changed["outputs"] = joined
    return cell | changed if changed else cell


def _output(output: Any) -> Any:
    if not isinstance(output, dict):
        return output
    if output.get("output_type") in ("execute_result", "display_data"):
        data = _bundle(output.get("data"))
        return output if data is output.get("data") else output | {"data": data}
    return output | {"text": _joined(output["text"])} if isinstance(output.get("text"), list) else output


def _bundle(data: Any) -> Any:
    """A MIME bundle whose texts are in one piece. A list in JSON data is data, not lines."""
    if not isinstance(data, dict) or list not in map(type, data.values()):
        return data
    lists = {mime: _joined(value) for mime, value in data.items() if isinstance(value, list) and not is_json(mime)}
    return data | lists if lists else data


def is_json(mime: str) -> bool:
    """Whether data of that media type is JSON, kept as it is and not as text."""
    return mime == "application/json" or (mime.startswith("application/") and mime.endswith("+json"))


def _joined(lines: list[Any]) -> Any:
    """The lines as one string, or the list itself when it is not one of strings."""
    return "".join(lines) if all(isinstance(line, str) for line in lines) else lines


def _of_worksheets(content: Json) -> Standard:
    sheets = [sheet for sheet in content["worksheets"] if isinstance(sheet, dict)]
    cells = [cell for sheet in sheets for cell in sheet.get("cells") or [] if isinstance(cell, dict)]
    _check_count(cells)
    rest = {name: value for name, value in content.items() if name != "worksheets"}
    return Standard(rest | {"cells": [standard_cell(_old_cell(cell)) for cell in cells]})


def _old_cell(cell: Json) -> Json:
    kind = cell.get("cell_type")
    if kind == "code":
        return _old_code(cell)
    source = cell.get("source", "")
    rest = {name: value for name, value in cell.items() if name not in ("level", "source", "cell_type")}
    if kind == "heading":
        level = cell.get("level")
        marks = "#" * (level if isinstance(level, int) else 1)
        text = _joined(source) if isinstance(source, list) else source
        source = f"{marks} {' '.join(text.splitlines())}" if isinstance(text, str) else source
    kind = "markdown" if kind in ("heading", "html") else kind
    return {"cell_type": kind, "metadata": {}} | rest | {"source": source}


def _old_code(cell: Json) -> Json:
    known = {"cell_type", "input", "prompt_number", "outputs", "language", "collapsed", "metadata"}
    metadata = cell["metadata"] if isinstance(cell.get("metadata"), dict) else {}
    outputs = cell["outputs"] if isinstance(cell.get("outputs"), list) else []
    return {name: value for name, value in cell.items() if name not in known} | {
        "cell_type": "code",
        "execution_count": cell.get("prompt_number"),
        "metadata": metadata | ({"collapsed": cell["collapsed"]} if "collapsed" in cell else {}),
        "outputs": [_old_output(output) for output in outputs if isinstance(output, dict)],
        "source": cell.get("input", ""),
    }


def _old_output(output: Json) -> Json:
    kind = _OLD_OUTPUT_TYPES.get(output.get("output_type", ""), output.get("output_type"))
    if kind in ("execute_result", "display_data"):
        data = {_OLD_MEDIA_TYPES.get(name, name): value for name, value in output.items() if name not in _NOT_DATA}
        count = {"execution_count": output.get("prompt_number")} if kind == "execute_result" else {}
        return {"output_type": kind, "data": data, "metadata": output.get("metadata") or {}} | count
    if kind == "stream":
        rest = {name: value for name, value in output.items() if name != "stream"}
        return rest | {"name": output.get("stream", output.get("name", "stdout"))}
    return output | {"output_type": kind}

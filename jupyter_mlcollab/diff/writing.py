"""A notebook as the text of a file, laid out the way a file before it was, and checked against its format."""

from __future__ import annotations

import json
import re
from typing import Any

from ..core.errors import Invalid
from .standard import Json

_INDENT = re.compile(rb"\{\r?\n( +|\t+)\"")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TEXTUAL = ("text/", "application/javascript", "image/svg+xml")


def notebook_text(notebook: Json, like: bytes = b"") -> str:
    """The JSON of a notebook in standard form: texts are lists of lines, as Jupyter writes them, names keep their
    order, and indentation, escapes and the end of the file are as in `like`. Trust is never written.

    Raises:
        Invalid: it is nested too deeply.
    """
    found = _INDENT.match(like.lstrip())
    indent = found[1].decode() if found else " "
    content = notebook | {"cells": [_cell(cell) for cell in notebook["cells"]]}
    escaped = rb"\u" in like and like.isascii()
    text = _dumped(content, indent, escaped)
    if not escaped and _SURROGATE.search(text):
        # Half a character is only written as an escape.
        text = _dumped(content, indent, True)
    return text + ("\n" if not like or like.endswith(b"\n") else "")


def check_notebook(notebook: Json) -> None:
    """Nothing, when the notebook keeps the rules of its format.

    Raises:
        Invalid: it does not; `details` has `cell`, the index of the cell that breaks them, or null.
    """
    from nbformat.validator import iter_validate

    try:
        error = next(iter(iter_validate(notebook)), None)  # type: ignore[no-untyped-call]
    except Exception:
        # nbformat fails in many ways over a format it does not know.
        raise _invalid([], "nbformat cannot check it") from None
    if error is not None:
        raise _invalid(list(error.absolute_path), str(error.message))
    taken: set[str] = set()
    for at, cell in enumerate(notebook["cells"]):
        cell_id = cell.get("id")
        if cell_id is not None and cell_id in taken:
            raise _invalid(["cells", at], f"its id “{cell_id}” is taken by another")
        taken.add(cell_id)


def problem_of(notebook: Json, *sides: Json) -> str | None:
    """What is wrong with a notebook that was made of `sides`, when one of them had something wrong already; else None.

    Raises:
        Invalid: it breaks the rules of its format, though none of the sides does.
    """
    try:
        check_notebook(notebook)
    except Invalid as error:
        if all(map(_keeps_rules, sides)):
            raise
        return error.message
    return None


def _keeps_rules(notebook: Json) -> bool:
    try:
        check_notebook(notebook)
    except Invalid:
        return False
    return True


def _invalid(path: list[Any], message: str) -> Invalid:
    short = message if len(message) <= 200 else f"{message[:200]}…"
    if path[:1] == ["cells"] and len(path) > 1:
        return Invalid(f"Cell {path[1] + 1} breaks the rules of notebooks: {short}", {"cell": path[1]})
    return Invalid(f"The notebook breaks the rules of its format: {short}", {"cell": None})


def _dumped(content: Json, indent: str, escaped: bool) -> str:
    try:
        return json.dumps(content, indent=indent, separators=(",", ": "), ensure_ascii=escaped)
    except RecursionError:
        raise Invalid("The notebook is nested too deeply to be written.") from None


def _cell(cell: Json) -> Json:
    changed: Json = {}
    if isinstance(cell.get("source"), str):
        changed["source"] = cell["source"].splitlines(True)
    if isinstance(cell.get("attachments"), dict):
        changed["attachments"] = {name: _bundle(data) for name, data in cell["attachments"].items()}
    if isinstance(cell.get("outputs"), list):
        changed["outputs"] = [_output(output) for output in cell["outputs"]]
    if isinstance(cell.get("metadata"), dict) and "trusted" in cell["metadata"]:
        changed["metadata"] = {name: value for name, value in cell["metadata"].items() if name != "trusted"}
    return cell | changed


def _output(output: Any) -> Any:
    if not isinstance(output, dict):
        return output
    if output.get("output_type") == "stream" and isinstance(output.get("text"), str):
        return output | {"text": output["text"].splitlines(True)}
    return output | {"data": _bundle(output["data"])} if isinstance(output.get("data"), dict) else output


def _bundle(data: Any) -> Any:
    if not isinstance(data, dict):
        return data
    texts = {mime: v.splitlines(True) for mime, v in data.items() if isinstance(v, str) and mime.startswith(_TEXTUAL)}
    return data | texts

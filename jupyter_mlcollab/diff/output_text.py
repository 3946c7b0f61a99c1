"""What an output says in words: its kind, its text, its size. Needs little, since git asks for it file by file."""

from __future__ import annotations

import re
from typing import Any

from .standard import Json

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def readable(output: Any) -> str:
    """The text of a stream, or the traceback of an error, its entries one below the other."""
    if isinstance(output.get("text"), str):
        return str(output["text"])
    trace = output.get("traceback")
    return "\n".join(line for line in trace if isinstance(line, str)) if isinstance(trace, list) else ""


def output_label(output: Any) -> str:
    """What kind of output it is: a stream's name, an error's, or the richest media type."""
    if not isinstance(output, dict):
        return "output"
    data = output.get("data")
    if isinstance(data, dict):
        return next((mime for mime in data if mime != "text/plain"), "text/plain")
    return " ".join(str(output.get("name") or output.get("ename") or output.get("output_type") or "output").split())


def output_text(output: Any) -> str:
    """The plain text of an output, without colours; empty when it has none."""
    if not isinstance(output, dict):
        return ""
    data = output.get("data")
    text = data.get("text/plain") if isinstance(data, dict) else readable(output)
    return _COLOUR.sub("", text) if isinstance(text, str) else ""


def outputs_of(cell: Json | None) -> list[Any]:
    """The cell's outputs; none of a cell that is not there."""
    found = (cell or {}).get("outputs")
    return found if isinstance(found, list) else []


def size_text(count: int) -> str:
    """A number of bytes for people."""
    return (
        f"{count} bytes" if count < 1024 else f"{count // 1024} KB" if count < 1024**2 else f"{count / 1024**2:.1f} MB"
    )

"""A notebook as text that reads well line by line, for git's own diffs. The same notebook gives the same text.

What a new run changes without meaning is left out: counters, ids, metadata. Large payloads stand by their hash.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..core.command import Command, Paint, visible
from ..core.errors import Invalid
from ..core.text import split_lines
from .named_file import bytes_of
from .output_text import output_label, output_text, outputs_of, size_text
from .reading import read_notebook
from .standard import Json, text_of


def text_lines(data: bytes) -> Iterator[str]:
    """The lines of a notebook's file; of one that cannot be read its own lines, so that git shows them."""
    try:
        notebook = read_notebook(data)
    except Invalid:
        yield from map(visible, split_lines(data.decode("utf-8-sig", "replace").removesuffix("\n")))
        return
    for cell in notebook["cells"]:
        yield from _cell(cell)


def _cell(cell: Json) -> Iterator[str]:
    yield visible(f"%% {cell.get('cell_type')}")
    yield from map(visible, split_lines(text_of(cell)))
    for output in outputs_of(cell):
        yield visible(f"%%% output, {output_label(output)}")
        text = output_text(output)
        if text:
            yield from map(visible, split_lines(text.removesuffix("\n")))
        yield from _payloads(output)
    yield ""


def _payloads(output: Any) -> Iterator[str]:
    data = output.get("data") if isinstance(output, dict) else None
    for mime, value in data.items() if isinstance(data, dict) else ():
        if mime != "text/plain":
            text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
            content = text.encode("utf-8", "surrogatepass")
            yield visible(f"{mime}, {size_text(len(content))}, {sha256(content).hexdigest()[:12]}")


def _run(_desk: None, arguments: Namespace) -> Iterator[str]:
    return text_lines(bytes_of(Path(arguments.file), arguments.file))


def _lines(answer: Iterator[str], _paint: Paint) -> Iterator[str]:
    return answer


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the notebook's file")


TEXTCONV = Command(
    "textconv",
    "print a notebook as text that git can compare",
    "jupyter mlcollab textconv churn/train.ipynb",
    _run,
    _lines,
    arguments=_arguments,
    opens_project=False,
)

"""What a notebook says of an experiment without any code of ours: its title, parameters, results, figures, data. Pure.

It is read as it stands, outputs included, and nothing of it is run.
"""

from __future__ import annotations

import ast
import base64
import binascii
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from msgspec import structs

from ..core.text import well_formed
from ..diff.output_text import output_text, outputs_of
from ..diff.standard import Json, Standard, text_of
from .bundle import MEDIA_TYPE
from .card import MAX_VALUE_CHARACTERS, Scalar
from .data_paths import paths_read
from .discreet import MASKED, is_secret_name
from .literals import numbers_in, parsed, scalar_of
from .metrics_in_tables import metrics_in_html
from .metrics_in_text import FoundMetric, metric_of, metrics_in_text, number_of
from .pictures import MAX_PICTURE_BYTES, picture_kind
from .words import cut, readable

MAX_METRICS = 200
MAX_FIGURES = 100
MAX_PARAMS = 500
PARAMETERS = ("parameters", "injected-parameters")
"""How papermill tags the cell with the parameters, and the one with which it sets others."""
_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<text>.*?)[ \t]*#*[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)")
_LINK = re.compile(r"!?\[(?P<text>[^\]\[]{0,200})\]\([^)]{0,500}\)")


@dataclass(frozen=True)
class Found:
    """A value, the index of the cell that shows it, and of the output there."""

    metric: FoundMetric
    cell: int
    output: int


@dataclass(frozen=True)
class FoundParam:
    """A parameter, and the index of the cell that sets it."""

    name: str
    value: Scalar
    cell: int


@dataclass(frozen=True)
class FoundFigure:
    """A picture in an output. `size_bytes` is that of the picture itself."""

    cell: int
    output: int
    media_type: str
    size_bytes: int


def title_of(notebook: Standard) -> str | None:
    """The first heading, without its marks; None when there is none."""
    for cell in notebook["cells"]:
        if cell.get("cell_type") != "markdown":
            continue
        is_code = False
        for line in text_of(cell)[:20_000].splitlines():
            is_code ^= _FENCE.match(line) is not None
            heading = _HEADING.match(line[:1_000]) if not is_code else None
            words = _plain(heading["text"]) if heading else ""
            if words:
                return words
    return None


def params_of(notebook: Standard) -> list[FoundParam]:
    """What the cells tagged `parameters` assign plainly, of each name the last value. What is called a password, key or
    token is masked."""
    found: dict[str, FoundParam] = {}
    for index, cell in enumerate(notebook["cells"]):
        if not is_code(cell) or not any(tag in PARAMETERS for tag in _tags(cell)):
            continue
        for name, node in _assigned(text_of(cell)):
            value = scalar_of(node)
            if value is not None and len(found) < MAX_PARAMS:
                found.pop(name, None)
                found[name] = FoundParam(name[:200], _masked(name, value[0]), index)
    return list(found.values())


def has_parameters_cell(notebook: Standard) -> bool:
    """Whether a cell is tagged so that its assignments are parameters."""
    return any(is_code(cell) and any(tag in PARAMETERS for tag in _tags(cell)) for cell in notebook["cells"])


def metrics_of(notebook: Standard) -> tuple[list[Found], int]:
    """The values in outputs, in the order of the notebook, at most 200, and how many more there are. Of values with the
    same name and split only the last is sure."""
    found: list[Found] = []
    for index, cell in enumerate(notebook["cells"]):
        if not is_code(cell):
            continue
        for number, output in enumerate(outputs_of(cell)):
            found += [Found(metric, index, number) for metric in _in_output(output, text_of(cell))]
    last = {(each.metric.name.lower(), each.metric.split): place for place, each in enumerate(found)}
    for place, each in enumerate(found):
        if last[each.metric.name.lower(), each.metric.split] != place:
            found[place] = replace(each, metric=structs.replace(each.metric, is_sure=False))
    # Where there are too many, those that are sure go first.
    kept = sorted(range(len(found)), key=lambda place: (not found[place].metric.is_sure, place))[:MAX_METRICS]
    return [found[place] for place in sorted(kept)], len(found) - len(kept)


def figures_of(notebook: Standard) -> list[FoundFigure]:
    """The pictures in outputs, at most 100. What browsers do not show, and what has over 20 MB, is none."""
    found: list[FoundFigure] = []
    for index, cell in enumerate(notebook["cells"]):
        for number, output in enumerate(outputs_of(cell) if is_code(cell) else []):
            picture = picture_of(output)
            kind = picture_kind(picture) if picture is not None else None
            if picture is not None and kind is not None and len(found) < MAX_FIGURES:
                found.append(FoundFigure(index, number, kind[0], len(picture)))
    return found


def picture_of(output: Any) -> bytes | None:
    """The picture that an output shows, None when it shows none or one that is too large."""
    data = output.get("data") if isinstance(output, dict) else None
    if not isinstance(data, dict) or MEDIA_TYPE in data:
        return None
    for media_type in _IMAGES:
        text = data.get(media_type)
        if not isinstance(text, str) or len(text) > MAX_PICTURE_BYTES * 4 // 3 + 4:
            continue
        if media_type == "image/svg+xml":
            content = text.encode(errors="replace")
        else:
            try:
                content = base64.b64decode("".join(text.split()), validate=True)
            except (binascii.Error, ValueError):
                continue
        if len(content) <= MAX_PICTURE_BYTES:
            return content
    return None


def data_paths_of(notebook: Standard, path: str) -> list[tuple[str, int]]:
    """The files that the notebook at `path` reads, as far as its sources name them: their paths in the project, whether
    they exist or not, and the index of the cell."""
    found: dict[str, int] = {}
    known: dict[str, str] = {}
    for index, cell in enumerate(notebook["cells"]):
        if not is_code(cell):
            continue
        for file in paths_read(text_of(cell), known):
            place = posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
            if not place.startswith(("/", "..")):
                found.setdefault(place, index)
    return list(found.items())


def is_code(cell: Json) -> bool:
    """Whether it is a cell of code."""
    return cell.get("cell_type") == "code"


def _in_output(output: Any, source: str) -> Iterator[FoundMetric]:
    """The values in one output. A card in it was made by code and says them itself; an error says none."""
    if not isinstance(output, dict) or output.get("output_type") == "error":
        return
    data = output.get("data")
    if isinstance(data, dict):
        html = data.get("text/html")
        if MEDIA_TYPE in data:
            return
        tables = metrics_in_html(html) if isinstance(html, str) else []
        if tables or isinstance(html, str):
            yield from tables
            return
    text = output_text(output)
    alone = _alone(text, source) if output.get("output_type") == "execute_result" else None
    found = [alone] if alone is not None else metrics_in_text(text)
    is_error_stream = output.get("name") == "stderr"
    yield from (structs.replace(metric, is_sure=False) if is_error_stream else metric for metric in found)


def _alone(text: str, source: str) -> FoundMetric | None:
    """A result that is a number and nothing else: what the cell's last line calls it."""
    read = number_of(text) if len(text) < 100 else None
    if read is None:
        wrapped = numbers_in(f"{{'value': {text}}}") if len(text) < 100 else []
        read = (wrapped[0][1], None) if len(wrapped) == 1 else None
    name = _last_expression(source) if read is not None else None
    if read is None or name is None:
        return None
    metric = metric_of(name, read[0], f"{name}  {text.strip()}")
    return metric if metric is not None and metric.is_sure else None


def _last_expression(source: str) -> str | None:
    """What the last line of a cell is called: a variable, or the function that it calls."""
    tree = parsed(source)
    last = tree.body[-1] if tree is not None and tree.body else None
    node = last.value if isinstance(last, ast.Expr) else None
    while isinstance(node, ast.Call):
        node = node.args[0] if _name(node.func) in ("round", "float") and node.args else node.func
    return _name(node)


def _name(node: ast.expr | None) -> str | None:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else None


def _assigned(source: str) -> Iterator[tuple[str, ast.expr]]:
    """What the top level assigns to plain names."""
    tree = parsed(source)
    for statement in tree.body if tree is not None else []:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name):
                    yield target.id, statement.value
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
            yield statement.target.id, statement.value


def _masked(name: str, value: Scalar) -> Scalar:
    if not isinstance(value, str):
        return value
    return MASKED if is_secret_name(name) else cut(well_formed(value), MAX_VALUE_CHARACTERS - 40)


def _tags(cell: Json) -> list[Any]:
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    return tags if isinstance(tags, list) else []


def _plain(markdown: str) -> str:
    """Words of a heading without the marks of Markdown around them."""
    text = _LINK.sub(lambda link: link["text"], markdown)
    text = re.sub(r"[*`]|(?<!\w)_+|_+(?!\w)|<[^<>]{0,100}>", "", text)
    return cut(" ".join(readable(well_formed(text)).split()), 150)

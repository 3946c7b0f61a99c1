"""What a page says it is about, once that has another path: the entry is rewritten where it stands. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import yaml

from ..core.errors import Invalid
from .front_matter import read_front_matter, split
from .page import about_path
from .yaml_text import scalars_below

_PLAIN = re.compile(r"[\w.][\w./()#=+~ -]*")


def with_moved_about(text: str, left: str, went: str) -> str:
    """The page's text with the file at `went` in each entry of `about` that names it by the path it left. Where that
    cannot be written without changing anything else, the text is as it was."""
    front = split(text).front
    if front is None:
        return text
    before = read_front_matter(front)
    if not any(about_path(said) == left for said in before.about):
        return text
    start = text.index(front)
    written = text[:start] + _written(front, left, went) + text[start + len(front) :]
    after = read_front_matter(split(written).front)
    expected = tuple(_moved(said, left, went) for said in before.about)
    same = after.about == expected and (after.title, after.cites) == (before.title, before.cites)
    return written if same else text


def _written(front: str, left: str, went: str) -> str:
    parts, at = [], 0
    for said, style, start, end in _entries(front):
        if about_path(said.strip()) == left:
            parts += [front[at:start], _scalar(_moved(said.strip(), left, went), style)]
            at = end
    return "".join([*parts, front[at:]])


def _entries(front: str) -> Iterator[tuple[str, str | None, int, int]]:
    try:
        yield from scalars_below(front, "about")
    except (yaml.YAMLError, Invalid):
        return


def _moved(said: str, left: str, went: str) -> str:
    """The entry with the new path, written so that it is read as that; the cell it names stays."""
    if about_path(said) != left:
        return said
    _, mark, cell = said.partition("#")
    return went.replace("%", "%25").replace("#", "%23") + mark + cell


def _scalar(said: str, style: str | None) -> str:
    is_plain = style is None and _PLAIN.fullmatch(said) and " #" not in said and not said.endswith(" ")
    return said if is_plain else json.dumps(said, ensure_ascii=False)

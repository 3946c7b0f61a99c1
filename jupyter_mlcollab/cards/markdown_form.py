"""A card's outline as Markdown in which all text stays text, for code hosts (GFM) and for Pandoc (nbconvert's LaTeX).

What the two read differently, such as formulas in dollar signs and backslashed brackets, is written as an entity.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from .blocks import Block, Heading, Items, Outline, Paragraph, Picture, Table, Verbatim

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\\": "&#92;", "$": "&#36;", "|": "&#124;"}
_ESCAPES = str.maketrans(_ENTITIES | {sign: f"\\{sign}" for sign in "`*_[]{}~^@#"})
_START = re.compile(r"^[ \t]*(?:(\d+)([.)])(?=\s|$)|([-+](?=\s|$)|[=:%]))", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_DASHES = re.compile(r"-(?=-)")
_ADDRESS = re.compile(r"(?i:(?<=\w):(?=//)|(?<=\bmailto):|(?<=\bxmpp):|(?<=\bwww)\.)")
"""What GFM makes a link of without being asked."""
_PATH = re.compile(r"[A-Za-z0-9._/-]+")


def escaped(text: str) -> str:
    """`text` as it stands in a paragraph: no markup, no link, no formula, no list. Its lines are hard breaks."""
    return _plain(text.strip()).replace("\n", "\\\n")


def in_table(text: str) -> str:
    """`text` as it stands in a cell of a table or in a heading, on one line."""
    return _plain(" ".join(text.split()))


def _plain(text: str) -> str:
    text = _DASHES.sub("-\\\\", _INDENT.sub("", text).translate(_ESCAPES))
    text = _ADDRESS.sub(lambda found: found[0].replace(":", "&#58;").replace(".", "&#46;"), text)
    return _START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", text)


def markdown_of(outline: Outline, link_pictures: bool) -> str:
    """The outline as Markdown, ended by a line feed. Figures are linked by their path, or only named."""
    show = _linked if link_pictures else _named
    blocks = [_block(block, show) for block in outline.front]
    if outline.details:
        blocks += ["## Details", *(_block(block, show) for block in outline.details)]
    return "\n\n".join(blocks) + "\n"


def _block(block: Block, show: Callable[[Picture], str]) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {in_table(text)}"
        case Paragraph(text, strong):
            return f"**{escaped(text)}**" if strong else escaped(text)
        case Items(texts):
            return "\n".join("- " + escaped(text).replace("\n", "\n  ") for text in texts)
        case Verbatim(text):
            return fenced(text)
        case Picture():
            return show(block)
        case Table():
            return _table(block)


def fenced(text: str) -> str:
    """`text` in a fence longer than any in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _table(table: Table) -> str:
    lines = [table.head, ["---"] * len(table.head), *([in_table(cell) for cell in row] for row in table.rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _linked(picture: Picture) -> str:
    """The figure by its path below the card's folder; a path with other signs than those we write is only named."""
    if _PATH.fullmatch(picture.path) is None or ".." in picture.path or picture.path.startswith("/"):
        return _named(picture)
    image = f"![{in_table(picture.alt)}]({picture.path})"
    return f"{image}\n\n*{escaped(picture.caption)}*" if picture.caption else image


def _named(picture: Picture) -> str:
    return f"Figure: {escaped(picture.caption or picture.alt)} ({in_table(picture.path)})"

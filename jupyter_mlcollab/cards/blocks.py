"""The parts a card is read in: headings, paragraphs, lists, tables, figures. The forms turn them into text."""

from __future__ import annotations

import msgspec


class Heading(msgspec.Struct, frozen=True, tag=True):
    """A heading; the card's title is of level 1."""

    text: str
    level: int = 2


class Paragraph(msgspec.Struct, frozen=True, tag=True):
    """A paragraph, whose line breaks are kept. `strong` stands out."""

    text: str
    strong: bool = False


class Items(msgspec.Struct, frozen=True, tag=True):
    """A list of short texts."""

    texts: list[str]


class Table(msgspec.Struct, frozen=True, tag=True):
    """A table. A column in which no row has anything is left out by `table`."""

    head: list[str]
    rows: list[list[str]]


class Verbatim(msgspec.Struct, frozen=True, tag=True):
    """Text in which blanks and lines count: a traceback, a diff."""

    text: str


class Picture(msgspec.Struct, frozen=True, tag=True):
    """A figure. `alt` is what it shows, for who does not see it."""

    path: str
    media_type: str
    alt: str
    caption: str


Block = Heading | Paragraph | Items | Table | Verbatim | Picture


class Outline(msgspec.Struct, frozen=True):
    """A card in reading order: what everybody reads, and the details."""

    front: list[Block]
    details: list[Block]


def table(head: list[str], rows: list[list[str]]) -> list[Block]:
    """A table without its empty columns; nothing when there are no rows."""
    kept = [index for index in range(len(head)) if any(row[index] for row in rows)]
    return [Table([head[i] for i in kept], [[row[i] for i in kept] for row in rows])] if rows else []

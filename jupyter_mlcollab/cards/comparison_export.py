"""A comparison as one text to keep: Markdown, a table for spreadsheets, or one page of HTML with its figures."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping
from typing import assert_never

from ..access.work import Local
from ..core.errors import CollabError
from ..core.files import Files
from .blocks import Block, Heading, Outline, Picture
from .comparing import compare_cards
from .comparison_schema import (
    CardComparison,
    CardsToCompare,
    ComparedCard,
    ComparedValue,
    ComparisonForm,
    ComparisonToExport,
    ExportedComparison,
)
from .files import html_page
from .html_form import PICTURES, html_of
from .markdown_form import markdown_of
from .naming import CARD_FILE
from .publishing import PICTURE_BYTES
from .side_by_side import side_by_side
from .words import capital, readable

MOST_PICTURES_BYTES = 32 * 1024 * 1024
"""A page of HTML carries figures up to so many bytes; those that come later are named."""
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_RUNS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""
_WIDE = "body { max-width: none; } table { display: block; overflow-x: auto; } img { max-width: 480px; }"
_FILES: Mapping[ComparisonForm, tuple[str, str]] = {
    "csv": ("comparison.csv", "text/csv"),
    "html": ("comparison.html", "text/html"),
    "md": ("comparison.md", "text/markdown"),
}


def export_cards(work: Local, comparison_to_export: ComparisonToExport) -> ExportedComparison:
    """The cards side by side as one text, and a name for the file that keeps it.

    Raises:
        NotFound, Invalid, TooLarge: as for `comparing.compare_cards`.
    """
    asked = comparison_to_export
    found = compare_cards(work, CardsToCompare(paths=asked.paths, all=asked.all))
    name, media_type = _FILES[asked.form]
    return ExportedComparison(name=name, media_type=media_type, text=_text(work.files, found, asked.form))


def _text(files: Files, found: CardComparison, form: ComparisonForm) -> str:
    match form:
        case "csv":
            return as_csv(found)
        case "html":
            return as_html(found, _pictures(files, found.cards))
        case "md":
            return markdown_of(side_by_side(found), link_pictures=False)
        case _:
            assert_never(form)


def as_csv(found: CardComparison) -> str:
    """A line to a row, a column to a card; after each but the first how far its metrics are from the first, and what
    that means. Nothing in it is a formula to a spreadsheet."""
    rows = [(capital(group.name), row) for group in found.groups for row in group.rows]
    columns = [["Group", *(group for group, _ in rows)], ["Name", *(row.name for _, row in rows)]]
    for at, card in enumerate(found.cards):
        columns += _columns(readable(card.title), [row.values[at] for _, row in rows], at > 0)
    text = io.StringIO()
    lines = zip(*columns, strict=True)
    csv.writer(text, lineterminator="\n").writerows([_harmless(cell) for cell in line] for line in lines)
    return text.getvalue()


def _columns(title: str, values: list[ComparedValue], has_distance: bool) -> list[list[str]]:
    """The columns of a card, each with its head."""
    columns = [[title, *(value.text for value in values)]]
    if has_distance and any(value.delta is not None for value in values):
        deltas = ["" if value.delta is None else repr(value.delta) for value in values]
        meanings = ["" if value.delta is None else value.verdict or "" for value in values]
        columns += [[f"{title}: difference", *deltas], [f"{title}: meaning", *meanings]]
    return columns


def _harmless(cell: str) -> str:
    """The cell, which a spreadsheet does not run; an apostrophe makes it text there."""
    cell = cell.replace("\0", "")
    return f"'{cell}" if cell.startswith(_RUNS) and not _NUMBER.fullmatch(cell) else cell


def as_html(found: CardComparison, pictures: Mapping[str, bytes]) -> str:
    """One page without scripts, which carries the figures. `pictures` are their bytes, by path in the project."""
    read = side_by_side(found)
    outline = Outline([*read.front, *_figures(found.cards)], read.details)
    return html_page(f"{len(found.cards)} cards compared", html_of(outline, pictures), _WIDE)


def _figures(cards: Iterable[ComparedCard]) -> list[Block]:
    """The figures of all cards, those of one path together."""
    by_path: dict[str, list[Block]] = {}
    for card in cards:
        for figure in card.figures:
            named = ": ".join(readable(text) for text in (card.title, figure.caption) if text)
            picture = Picture(_inside(card, figure.path), figure.media_type, named, named)
            by_path.setdefault(figure.path, []).append(picture)
    pictures = [picture for together in by_path.values() for picture in together]
    return [Heading("Figures"), *pictures] if pictures else []


def _inside(card: ComparedCard, path: str) -> str:
    return card.path.removesuffix(CARD_FILE) + path


def _pictures(files: Files, cards: Iterable[ComparedCard]) -> dict[str, bytes]:
    """The bytes of the cards' figures, as many as a page carries, by path in the project."""
    found: dict[str, bytes] = {}
    left = MOST_PICTURES_BYTES
    wanted = (_inside(card, one.path) for card in cards for one in card.figures if one.media_type in PICTURES)
    for path in wanted:
        try:
            content = files.read(path, min(PICTURE_BYTES, left))
        except CollabError:
            continue
        if content is not None:
            found[path] = content
            left -= len(content)
    return found

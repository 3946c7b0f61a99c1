"""A range of a text and what stands around it: what a browser sends along, for those without one. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ..core.errors import Invalid
from ..core.notebook import Cell
from ..core.text import Units, well_formed
from ..diff.cells import heading_paths
from .occurrences import MAX_OCCURRENCES, shared_around
from .schema import MAX_HEADINGS, Passage, TextTarget

AROUND_CHARACTERS = 1_000
LONGEST_SELECTION = 4_000


def select(text: str, start: int, end: int) -> TextTarget:
    """The range in code points of a file's text, with what is around it; of a long one the first 4,000 characters."""
    text = well_formed(text)
    units = Units(text)
    end = min(end, start + LONGEST_SELECTION)
    first, last = _whole_lines(text, max(0, start - AROUND_CHARACTERS), min(len(text), end + AROUND_CHARACTERS))
    above = [Cell(id=None, cell_type="markdown", source=text[: text.rfind("\n", 0, start) + 1])] * 2
    passage = Passage(
        text=text[first:last],
        offset=units.to_utf16(first),
        line=text.count("\n", 0, first),
        headings=[heading[:1_000] for heading in heading_paths(above)[1][-MAX_HEADINGS:]],
        rival=_rival(text, (start, end), (first, last)),
    )
    return TextTarget(passage=passage, start=units.to_utf16(start), end=units.to_utf16(end))


def select_words(text: str, words: str) -> TextTarget:
    """The one place in `text` that says `words`.

    Raises:
        Invalid: none does, or several do.
    """
    at = text.find(words) if words.strip() else -1
    if at < 0:
        raise Invalid("The file does not say this. Give the words as they stand in it.")
    if text.find(words, at + 1) >= 0:
        raise Invalid("The file says this in several places. Give more of the one you mean.")
    return select(text, at, at + len(words))


def _whole_lines(text: str, first: int, last: int) -> tuple[int, int]:
    """The range cut to whole lines, where the first and the last are not all of it."""
    begin = first and text.find("\n", first, first + AROUND_CHARACTERS // 2) + 1
    stop = last if last == len(text) else text.rfind("\n", last - AROUND_CHARACTERS // 2, last)
    return begin or first, stop if stop >= 0 else last


def _rival(text: str, quote: tuple[int, int], passage: tuple[int, int]) -> int | None:
    start, end = quote
    before, after = text[passage[0] : start], text[end : passage[1]]
    others = (shared_around(before, after, text, at, at + end - start) for at in _others(text, start, end))
    return max(others, default=None)


def _others(text: str, start: int, end: int) -> Iterator[int]:
    """Where else the text of the range stands, the first few thousand."""
    at, count = text.find(text[start:end]), 0
    while at >= 0 and count < MAX_OCCURRENCES:
        count += 1
        if at != start:
            yield at
        at = text.find(text[start:end], at + 1)

"""Which of the places that say what was quoted is the one that was meant. Pure; positions are code points."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from ..core.text import from_utf16
from .quote import shared_beginning
from .schema import AnchorPassage, Quote

TELLING = 8
"""Characters around a quote, or of one that stands nowhere else, from which on they tell it from another."""
LONG = 24
"""Characters of a quote that stood nowhere else from which on it is taken to have been moved."""
MAX_OCCURRENCES = 2_000
NEAR = 16
CLEAR, MOVED, DOUBTFUL = 0.95, 0.75, 0.4


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A place that says what was quoted, perhaps broken into other lines, and how sure it is that it was meant."""

    start: int
    end: int
    certainty: float


def around(quote: Quote, passage: AnchorPassage) -> tuple[str, str]:
    """What stood before the quote and behind it, as far as it is kept."""
    start = from_utf16(passage.text, quote.start - passage.offset)
    return passage.text[:start], passage.text[start + len(quote.exact) :]


def best_occurrence(exact: str, before: str, after: str, rival: int | None, text: str, hint: int) -> Occurrence | None:
    """The place in `text` that fits best; None when none does at all. `hint` is where the quote was."""
    if text.startswith(exact, hint) and text.startswith(after, hint + len(exact)) and text[:hint].endswith(before):
        return Occurrence(hint, hint + len(exact), 1.0)
    scored = sorted(
        (
            (shared_around(before, after, text, start, end), -abs(start - hint), start, end)
            for start, end in _places(exact, before, after, text)
        ),
        reverse=True,
    )
    if not scored:
        return None
    shared, _, start, end = scored[0]
    others = [other for other in (*[score for score, *_ in scored[1:2]], rival) if other is not None]
    certainty = _certainty(
        exact.strip(), _Kept(before, after, text, start, end), shared > max(others, default=-1), bool(others)
    )
    return Occurrence(start, end, certainty) if certainty else None


class _Kept:
    """Which sides of a quote are what they were, as far as they tell anything; `all` says that all of it is."""

    def __init__(self, before: str, after: str, text: str, start: int, end: int) -> None:
        left = shared_around(before, "", text, start, end)
        right = shared_around("", after, text, start, end)
        self.all = left == len(before) and right == len(after)
        self.left = left >= TELLING or (left == len(before) and start == left)
        self.right = right >= TELLING or (right == len(after) and end + right == len(text))


def _certainty(exact: str, kept: _Kept, leads: bool, has_rivals: bool) -> float:
    """How sure it is that a place was meant; 0 where it is not worth a question. Where the same words stand, or stood,
    elsewhere, one side is not enough: what was taken out leaves its other side to its neighbour."""
    if leads and (kept.all or (kept.left and kept.right)):
        return 1.0 if kept.all else CLEAR
    if has_rivals or len(exact) < TELLING:
        return DOUBTFUL if kept.left or kept.right else 0.0
    if kept.left or kept.right:
        return CLEAR
    return MOVED if len(exact) >= LONG else DOUBTFUL


def _places(exact: str, before: str, after: str, text: str) -> list[tuple[int, int]]:
    starts = list(islice(_occurrences(exact, text), MAX_OCCURRENCES + 1))
    if len(starts) > MAX_OCCURRENCES:
        # Only what is around them tells so many apart.
        near, behind = before[-NEAR:], after[:NEAR]
        begun = islice(_occurrences(near + exact, text), MAX_OCCURRENCES) if near else ()
        ended = islice(_occurrences(exact + behind, text), MAX_OCCURRENCES) if behind else ()
        starts = sorted({at + len(near) for at in begun} | set(ended))
    if starts:
        return [(start, start + len(exact)) for start in starts]
    return _otherwise_broken(exact, text)


def _otherwise_broken(exact: str, text: str) -> list[tuple[int, int]]:
    """Where the words stand with other blanks between, as after an editor has wrapped the lines anew."""
    words = exact.split()
    if len(words) < 2:
        return []
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words))
    return [match.span() for match in islice(pattern.finditer(text), MAX_OCCURRENCES)]


def _occurrences(part: str, text: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def shared_around(before: str, after: str, text: str, start: int, end: int) -> int:
    """How many characters of what stood around are there still, counted from the quote outwards."""
    left = shared_beginning(before[::-1], text[max(0, start - len(before)) : start][::-1])
    return left + shared_beginning(after, text[end : end + len(after)])

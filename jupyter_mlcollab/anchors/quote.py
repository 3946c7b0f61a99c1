"""Where a quoted range is in a source that may have changed. Pure; positions are code points."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from ..core.errors import Invalid
from ..core.text import from_utf16, line_starts, split_lines, utf16_length
from .schema import CONTEXT_CHARACTERS, Quote

TELLING = 8
"""Characters from which on a quote that occurs once needs no context."""
ALIKE = 0.65
"""A line less similar than this to the quoted one is not taken for it."""
MAX_OCCURRENCES = 200
MAX_LINES = 2_000
MAX_LINE_CHARACTERS = 1_000

Step = tuple[int, int, int, int]
"""Old start and end, new start and end of a part of a line that stayed, or that another took the place of."""


@dataclass(frozen=True, slots=True)
class Found:
    """A range of the current source, `end` exclusive; `exact` says that the quoted text is unchanged, `certainty`
    (0 to 1) how sure it is that this is the same occurrence of it."""

    start: int
    end: int
    exact: bool
    certainty: float


def find_quote(quote: Quote, old_source: str, source: str) -> Found | None:
    """Where `quote`, once put in `old_source`, is in `source`; None when its text is gone and nothing like it stands
    in its place."""
    if not quote.exact:
        return None
    return find_exact(quote, old_source, source) or _find_alike(quote, old_source, source)


def same_range(quote: Quote, source: str) -> Found | None:
    """The stored range, for a cell whose text is unchanged; None when something else stands there, as when only
    blanks at the ends of lines changed."""
    try:
        found = Found(from_utf16(source, quote.start), from_utf16(source, quote.end), True, 1.0)
    except Invalid:
        return None
    return found if source[found.start : found.end].startswith(quote.exact) else None


def find_exact(quote: Quote, old_source: str, source: str) -> Found | None:
    """The occurrence of the quoted text that fits its context and line best; None when there is none."""
    starts = _occurrences(quote.exact, source)
    if not starts:
        return None
    if len(starts) == 1 and len(quote.exact) >= TELLING:
        return _found(quote, source, starts[0], 1.0)
    line = _map_line(split_lines(old_source), split_lines(source), quote.line)
    begins = line_starts(source)

    def fit(start: int) -> tuple[int, int]:
        return _context(quote, source, start), -abs(bisect.bisect_right(begins, start) - 1 - line)

    best, *others = sorted(starts, key=fit, reverse=True)
    return _found(quote, source, best, _certainty(quote, fit(best), [fit(other) for other in others]))


def from_units(source: str, start: int, units: int) -> int:
    """The position `units` UTF-16 code units after `start`, at most the end of `source`."""
    for end in (units, units - 1):
        try:
            return start + from_utf16(source[start:], end)
        except Invalid:
            continue
    return len(source)


def _found(quote: Quote, source: str, start: int, certainty: float) -> Found:
    """The whole range from `start` on; a long quote keeps only its beginning, so its length tells where it ends."""
    end = from_units(source, start, quote.end - quote.start)
    return Found(start, max(end, start + len(quote.exact)), True, certainty)


def _certainty(quote: Quote, best: tuple[int, int], others: Sequence[tuple[int, int]]) -> float:
    whole_context = best[0] == len(quote.prefix) + len(quote.suffix)
    if not others:
        return 1.0 if len(quote.exact) >= TELLING or best[0] >= TELLING or whole_context else 0.6
    if best[0] > others[0][0]:
        return 0.95
    return 0.9 if best[1] == 0 and others[0][1] < 0 else 0.6


def _occurrences(exact: str, source: str) -> list[int]:
    found: list[int] = []
    at = source.find(exact)
    while at >= 0 and len(found) < MAX_OCCURRENCES:
        found.append(at)
        at = source.find(exact, at + 1)
    return found


def _context(quote: Quote, source: str, start: int) -> int:
    """How many characters of the context on both sides are still there, counted from the quote outwards."""
    before = source[max(0, start - CONTEXT_CHARACTERS) : start]
    end = from_units(source, start, quote.end - quote.start)
    after = source[end : end + CONTEXT_CHARACTERS]
    return shared_beginning(before[::-1], quote.prefix[::-1]) + shared_beginning(after, quote.suffix)


def shared_beginning(one: str, other: str) -> int:
    """Length of the beginning both have in common."""
    if one == other:
        return len(one)
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _find_alike(quote: Quote, old_source: str, source: str) -> Found | None:
    """The lines that took the place of the quoted ones; within one line the range that took the quote's place."""
    old, new = split_lines(old_source), split_lines(source)
    last = quote.line + len(split_lines(quote.exact)) - 1
    if last >= len(old) or max(len(old), len(new)) > MAX_LINES:
        return None
    places = [p for line in range(quote.line, last + 1) if (p := _best_line(old, new, line)) is not None]
    if not places:
        return None
    begins = line_starts(source)
    first, final = min(places), max(places)
    if quote.line < last:
        return Found(begins[first], begins[final] + len(new[final]), False, 0.7)
    column = from_units(old_source, 0, quote.start) - line_starts(old_source)[quote.line]
    start, end = range_within(column, len(quote.exact), old[quote.line], new[first])
    return Found(begins[first] + start, begins[first] + end, False, 0.7)


def _best_line(old: Sequence[str], new: Sequence[str], line: int) -> int | None:
    """The line of `new` that is line `line` of `old`: the same one, else the most similar that replaced it."""
    first, last = _replaced_by(old, new, line)
    scored = [(alike_lines(old[line], new[at]), -at) for at in range(first, last)]
    score, at = max(scored, default=(0.0, 0))
    return -at if score >= ALIKE else None


def _map_line(old: Sequence[str], new: Sequence[str], line: int) -> int:
    """Where line `line` of `old` should be in `new`."""
    if line >= len(old) or max(len(old), len(new)) > MAX_LINES:
        return line
    best = _best_line(old, new, line)
    return _replaced_by(old, new, line)[0] if best is None else best


def _replaced_by(old: Sequence[str], new: Sequence[str], line: int) -> tuple[int, int]:
    """The lines of `new`, end exclusive, between what stayed above `line` and what stayed below it."""
    first, last = 0, len(new)
    for step in Indel.opcodes(old, new):
        if step.tag != "equal":
            continue
        if step.src_start <= line < step.src_end:
            same = step.dest_start + line - step.src_start
            return same, same + 1
        if step.src_end <= line:
            first = step.dest_end
        else:
            last = step.dest_start
            break
    return first, last


def alike_lines(one: str, other: str) -> float:
    """How much two lines are alike, 0 to 1, blanks at their ends and all beyond 1000 characters left out."""
    return Indel.normalized_similarity(one.strip()[:MAX_LINE_CHARACTERS], other.strip()[:MAX_LINE_CHARACTERS])


def range_within(column: int, length: int, old_line: str, new_line: str) -> tuple[int, int]:
    """The range of `new_line` that took the place of the `length` characters from `column` on in `old_line`; the whole
    line when nothing is left of them."""
    whole = (len(new_line) - len(new_line.lstrip()), len(new_line))
    if max(len(old_line), len(new_line)) > MAX_LINE_CHARACTERS:
        return whole
    steps = _replaced(old_line, new_line)
    start, end = _start(steps, column, len(new_line)), _end(steps, column + length, len(new_line))
    return (start, end) if start < end else whole


def _replaced(old: str, new: str) -> list[Step]:
    """The parts of two lines in order. What was deleted and what was inserted beside it are one part."""
    steps: list[Step] = []
    changing = False
    for step in Indel.opcodes(old, new):
        start, place = step.src_start, step.dest_start
        if step.tag != "equal" and changing:
            start, _, place, _ = steps.pop()
        steps.append((start, step.src_end, place, step.dest_end))
        changing = step.tag != "equal"
    return steps


def _start(steps: Sequence[Step], column: int, last: int) -> int:
    """Where a range that starts at `column` starts now: after what was only inserted there."""
    for start, end, place, until in steps:
        if start <= column < end:
            return min(place + column - start, until)
    return last


def _end(steps: Sequence[Step], column: int, last: int) -> int:
    """Where a range that ends at `column` ends now: before what was only inserted there, but with all that took the
    place of its last characters."""
    for start, end, place, until in steps:
        if start < column <= end:
            return until if column == end else min(place + column - start, until)
    return last


def in_units(source: str, found: Found) -> tuple[int, int]:
    """The range in UTF-16 code units."""
    start = utf16_length(source[: found.start])
    return start, start + utf16_length(source[found.start : found.end])

"""What took the place of a quoted text that is not there any more. Pure; positions are code points."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz.distance import Indel

from ..core.text import line_starts, split_lines
from .quote import ALIKE, alike_lines, range_within
from .schema import AnchorPassage, Quote

CONTEXTS = (32, 240)
"""How many characters around a quote are looked for: a few first, more where those stand in several places."""
LEAST_CONTEXT = 12
"""Characters on either side of a quote that have to be there, once only, for what is between to be its successor."""
RELATED = 0.3
CHANGED, DOUBTFUL = 0.7, 0.4
MAX_QUOTED_LINES = 60
MAX_CANDIDATES = 8
MAX_LINES_OF_WORD = 1_000
"""A word on more lines than these tells nothing."""
LEAD = 0.1
"""By how much the most similar line has to lead the second."""
_WORD = re.compile(r"\w{2,}")


@dataclass(frozen=True, slots=True)
class Changed:
    """The range that took the place of a quote, how sure that is, and where its last line ends."""

    start: int
    end: int
    certainty: float
    line_end: int


class ChangedText:
    """A text that is searched for what took the place of quotes. What that needs is made at the first question."""

    def __init__(self, text: str) -> None:
        self._text = text

    def find(self, quote: Quote, passage: AnchorPassage, before: str, after: str) -> Changed | None:
        """What stands between what stood around the quote, else in the line most like the quoted one; None where
        nothing stands there, and where nothing is like it."""
        between = self._between(quote.exact, before, after)
        if between is not None:
            start, end = between
            return self._changed(start, end, quote.exact) if start < end else None
        return self._alike(quote, passage, before)

    def _between(self, exact: str, before: str, after: str) -> tuple[int, int] | None:
        """The range between what stood before and behind; empty where the quote was taken out."""
        for most in CONTEXTS:
            left, right = before.rstrip()[-most:], after.lstrip()[:most]
            if any(0 < len(side) < LEAST_CONTEXT for side in (left, right)) or left == right == "":
                return None
            # A side without text is an end of the page.
            start = self._only(left) if left else 0
            end = self._only(right) if right else len(self._text)
            if start is not None and end is not None:
                break
        else:
            return None
        if not 0 <= end - start - len(left) <= 4 * len(exact) + 200:
            return None
        first = start + len(left)
        gap = self._text[first:end]
        begin = first + len(gap) - len(gap.lstrip())
        return begin, max(begin, first + len(gap.rstrip()))

    def _only(self, part: str) -> int | None:
        at = self._text.find(part)
        return at if at >= 0 and self._text.find(part, at + 1) < 0 else None

    def _changed(self, start: int, end: int, exact: str) -> Changed:
        likeness = Indel.normalized_similarity(exact[:2_000], self._text[start : min(end, start + 2_000)])
        return Changed(start, end, CHANGED if likeness >= RELATED else DOUBTFUL, end)

    def _alike(self, quote: Quote, passage: AnchorPassage, before: str) -> Changed | None:
        old = split_lines(passage.text)
        first = before.count("\n")
        last = first + quote.exact.count("\n")
        if last - first >= MAX_QUOTED_LINES:
            return None
        found = [(line, *best) for line in range(first, last + 1) if (best := self._best_line(old, line)) is not None]
        if not found:
            return None
        certainty = max(sure for *_, sure in found)
        places = [place for _, place, _ in found]
        if max(places) - min(places) > 2 * (last - first) + 5:
            return None
        begin, stop = self._starts[min(places)], self._line_end(max(places))
        if first == last:
            column = len(before) - (before.rfind("\n") + 1)
            start, end = range_within(column, len(quote.exact), old[first], self._lines[places[0]])
            return Changed(begin + start, begin + end, certainty, stop)
        return Changed(begin, stop, certainty, stop)

    def _best_line(self, old: Sequence[str], line: int) -> tuple[int, float] | None:
        """The line most like line `line` of `old`, and how sure that is."""
        near = self._near(old[line])
        scored = sorted(
            ((alike_lines(old[line], self._lines[at]), self._beside(old, line, at), -at) for at in near), reverse=True
        )
        if not scored or scored[0][0] < ALIKE:
            return None
        score, beside, at = scored[0]
        second = scored[1][0] if len(scored) > 1 else 0.0
        return -at, CHANGED if beside and score - second >= LEAD else DOUBTFUL

    def _beside(self, old: Sequence[str], line: int, at: int) -> bool:
        """Whether the nearest line with text above or below is what it was."""
        return any(
            (one := _next_text(old, line, step)) is not None and one == _next_text(self._lines, at, step)
            for step in (-1, 1)
        )

    def _near(self, line: str) -> list[int]:
        """The lines that share the most telling words with a line."""
        votes: Counter[int] = Counter()
        for word in set(_WORD.findall(line)):
            lines = self._lines_of.get(word, [])
            if len(lines) <= MAX_LINES_OF_WORD:
                for at in lines:
                    votes[at] += 1
        return [at for at, _ in votes.most_common(MAX_CANDIDATES)]

    def _line_end(self, line: int) -> int:
        return self._starts[line] + len(self._lines[line])

    @cached_property
    def _lines(self) -> list[str]:
        return split_lines(self._text)

    @cached_property
    def _starts(self) -> list[int]:
        return line_starts(self._text)

    @cached_property
    def _lines_of(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, line in enumerate(self._lines):
            for word in set(_WORD.findall(line)):
                found.setdefault(word, []).append(at)
        return found


def _next_text(lines: Sequence[str], line: int, step: int) -> str | None:
    at = line + step
    while 0 <= at < len(lines) and abs(at - line) <= 3:
        if lines[at].strip():
            return lines[at].strip()
        at += step
    return None

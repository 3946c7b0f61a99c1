"""A rule as data: what it looks for, where it may begin, what makes it one. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .schema import Kind, Part

Span = tuple[int, int]
Shape = tuple[re.Pattern[str], int]
"""A pattern, and the group of it that is the value; 0 for all of it."""

SOURCES: frozenset[Part] = frozenset(("text", "source"))
_AROUND = " \t\r\n\"'`"


def anything(value: str) -> bool:
    """For a rule whose pattern says it all."""
    return True


@dataclass(frozen=True)
class Rule:
    """One thing that is looked for.

    `starts` finds where a value may begin; its time grows with the text and not faster, so what it repeats is bounded
    or cannot begin twice in one run of characters. Without `shapes` what it finds is the value, or its group `value`.
    Else each shape is tried there, on at most `reach` characters of the same line. A text that has none of `words` (in
    lower case; empty for no such words) is passed over at once. `valid` has the last word on a value. `title` is what
    people call it, `sentence` what they should know or do. `parts` are where it is looked for; None for everywhere.
    """

    name: str
    kind: Kind
    title: str
    sentence: str
    starts: re.Pattern[str]
    words: tuple[str, ...] = ()
    shapes: tuple[Shape, ...] = ()
    valid: Callable[[str], bool] = anything
    reach: int = 400
    parts: frozenset[Part] | None = None

    def spans(self, text: str, lowered: str) -> Iterator[Span]:
        """Where values stand in `text`, in code points; `lowered` is the text in lower case."""
        if self.words and not any(word in lowered for word in self.words):
            return
        for begin in self.starts.finditer(text):
            for start, end in self._candidates(text, begin):
                if start < end and self.valid(text[start:end]):
                    yield start, end

    def _candidates(self, text: str, begin: re.Match[str]) -> Iterator[Span]:
        if not self.shapes:
            yield begin.span("value" if "value" in self.starts.groupindex else 0)
            return
        stop = _line_end(text, begin.end(), begin.start() + self.reach)
        for pattern, group in self.shapes:
            match = pattern.match(text, begin.start(), stop)
            if match and match[group]:
                yield _trimmed(text, *match.span(group))


_LINE_END = re.compile(r"[\r\n]")


def _line_end(text: str, position: int, limit: int) -> int:
    end = _LINE_END.search(text, position, limit)
    return end.start() if end else min(limit, len(text))


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the quotes and blanks that some shapes take in."""
    while start < end and text[start] in _AROUND + "=:":
        start += 1
    while start < end and text[end - 1] in _AROUND:
        end -= 1
    return start, end

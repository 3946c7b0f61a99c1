"""Texts that are looked for by their likeness: of comments' cells and of compared notebooks alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import Indel

MAX_COMPARED_CHARACTERS = 2_000
"""Longer texts are compared by their beginning: the cost of one comparison grows with the product of the lengths."""
USUAL_CHARACTERS = 500
"""Texts of this mean length cost one comparison each, longer ones more."""
MIN_REACH = 10
UNRELATED = 0.3
"""Texts less similar than this have nothing in common: two unrelated ones reach 0.3 to 0.5."""
LONG_ENOUGH = 24
"""Characters from which on a text that occurs once is taken for the same cell without asking its surroundings."""
PLAUSIBLE = 0.35
"""Below this similarity a cell that merely carries the same id needs other support."""
AT_HOME = 0.6
"""A text this similar between the old neighbours is not looked for elsewhere, and one less similar that carries the
same id yields to the exact text."""
MIN_LINE_CHARACTERS = 4
"""Shorter lines, such as brackets, are in every cell and say nothing."""
MAX_LINE_CELLS = 50
"""A line found in more cells than this says nothing either."""


class Texts:
    """Normalised texts in their order, each known by its place."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._whole = texts

    def similarity(self, text: str, place: int) -> float:
        """How alike the texts are, 0 to 1: twice the common subsequence over both lengths (normalised Indel)."""
        one, other = text[:MAX_COMPARED_CHARACTERS], self._texts[place]
        return Indel.normalized_similarity(one, other) if one and other else 0.0

    def reach(self, waiting: int, comparisons: float) -> int:
        """With how many texts each of `waiting` ones may be compared, given so many comparisons in all."""
        return max(MIN_REACH, int(comparisons / self.cost) // max(1, waiting))

    @cached_property
    def cost(self) -> float:
        """How many comparisons of usual texts one with these takes."""
        mean = sum(map(len, self._texts)) / max(1, len(self._texts))
        return max(1.0, mean / USUAL_CHARACTERS) ** 2

    def resembling(self, text: str, expected: float, reach: int, least: float = UNRELATED) -> dict[int, float]:
        """The places whose text is at least so similar to `text`, each with its similarity. Of more than `reach` texts
        those nearest to `expected` and those that share most lines with `text`, so many of each."""
        if not text:
            return {}
        choices = self._texts if len(self._texts) <= reach else self._near(text, expected, reach)
        cut = text[:MAX_COMPARED_CHARACTERS]
        found = process.extract(
            cut, choices, scorer=Indel.normalized_similarity, score_cutoff=least, limit=None, processor=None
        )
        return {place: score for _, score, place in found}

    def contained(self, text: str) -> dict[int, float]:
        """The places that hold lines of `text`, each with the share of it they hold, 0 to 1."""
        shares: dict[int, float] = defaultdict(float)
        lines = telling_lines(text)
        total = sum(map(len, lines))
        for line in sorted(lines):
            for place in self._line_places.get(line, ()):
                shares[place] += len(line) / total
        return dict(shares)

    def _near(self, text: str, expected: float, reach: int) -> dict[int, str]:
        first = max(0, min(int(expected) - reach // 2, len(self._texts) - reach))
        shares = self.contained(text)
        sharing = sorted(shares, key=lambda place: (-shares[place], place))[:reach]
        return {place: self._texts[place] for place in sorted({*range(first, first + reach), *sharing})}

    @cached_property
    def _texts(self) -> list[str]:
        return [text[:MAX_COMPARED_CHARACTERS] for text in self._whole]

    @cached_property
    def _line_places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(self._whole):
            for line in telling_lines(text):
                found[line].append(place)
        return {line: places for line, places in found.items() if len(places) <= MAX_LINE_CELLS}


def telling_lines(text: str) -> set[str]:
    """The lines of a text that are long enough to say something."""
    return {stripped for line in text.split("\n") if len(stripped := line.strip()) >= MIN_LINE_CHARACTERS}

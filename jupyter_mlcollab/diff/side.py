"""The newer side of an alignment, indexed once and asked many times."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import Indel

from .cells import CellKey

MAX_COMPARED_CHARACTERS = 2_000
"""Longer texts are compared by their beginning: the cost of one comparison grows with the product of the lengths."""
MAX_COMPARISONS = 100_000
"""Comparisons of two texts of up to `USUAL_CHARACTERS` that one alignment may take, about a second; of longer ones
fewer. When they do not suffice for all pairs, each cell is compared only with those near it."""
USUAL_CHARACTERS = 500
MIN_REACH = 10
UNRELATED = 0.3
"""Texts less similar than this have nothing in common: two unrelated ones reach 0.3 to 0.5."""
MIN_LINE_CHARACTERS = 4
"""Shorter lines, such as brackets, are in every cell and say nothing."""
MAX_LINE_CELLS = 50
"""A line found in more cells than this says nothing either."""


class Side:
    """The cells of the newer version with what is needed to look one up quickly."""

    def __init__(self, keys: Sequence[CellKey]) -> None:
        self.keys = keys
        self.by_id = {key.id: i for i, key in enumerate(keys) if key.id is not None}
        self._by_hash: dict[str, list[int]] = defaultdict(list)
        for i, key in enumerate(keys):
            self._by_hash[key.hash].append(i)

    def __len__(self) -> int:
        return len(self.keys)

    def places(self, cell_hash: str | None) -> list[int]:
        """Where cells with that hash stand, in order."""
        return self._by_hash.get(cell_hash, []) if cell_hash is not None else []

    def only_place(self, cell_hash: str | None) -> int | None:
        """Where the one cell with that hash stands; None when there is none, or several."""
        places = self.places(cell_hash)
        return places[0] if len(places) == 1 else None

    def neighbours(self, key: CellKey, place: int) -> tuple[bool, bool]:
        """Whether the cell before and the cell after `place` are those that stood beside `key`."""
        here = self.keys[place]
        return here.previous == key.previous, here.next == key.next

    def similarity(self, key: CellKey, place: int) -> float:
        """How alike the texts are, 0 to 1: twice the common subsequence over both lengths (normalised Indel)."""
        one, other = key.text[:MAX_COMPARED_CHARACTERS], self._texts[place]
        return Indel.normalized_similarity(one, other) if one and other else 0.0

    def reach(self, waiting: int) -> int:
        """With how many cells each of `waiting` ones may be compared by text."""
        mean = sum(map(len, self._texts)) / max(1, len(self._texts))
        cost = max(1.0, mean / USUAL_CHARACTERS) ** 2
        return max(MIN_REACH, int(MAX_COMPARISONS / cost) // max(1, waiting))

    def resembling(self, key: CellKey, expected: float, reach: int) -> dict[int, float]:
        """The places whose text is not unrelated to that of `key`, each with its similarity. In a notebook of more
        than `reach` cells those nearest to `expected` and those that share most with `key`, so many of each."""
        text = key.text[:MAX_COMPARED_CHARACTERS]
        if not text:
            return {}
        choices = self._texts if len(self.keys) <= reach else self._near(key, expected, reach)
        found = process.extract(
            text, choices, scorer=Indel.normalized_similarity, score_cutoff=UNRELATED, limit=None, processor=None
        )
        return {place: score for _, score, place in found}

    def contained(self, key: CellKey) -> dict[int, float]:
        """The places that hold lines of `key`, each with the share of its text they hold, 0 to 1."""
        shares: dict[int, float] = defaultdict(float)
        lines = _telling_lines(key.text)
        total = sum(map(len, lines))
        for line in sorted(lines):
            for place in self._line_places.get(line, ()):
                shares[place] += len(line) / total
        return dict(shares)

    def _near(self, key: CellKey, expected: float, reach: int) -> dict[int, str]:
        first = max(0, min(int(expected) - reach // 2, len(self.keys) - reach))
        shares = self.contained(key)
        sharing = sorted(shares, key=lambda place: (-shares[place], place))[:reach]
        return {place: self._texts[place] for place in sorted({*range(first, first + reach), *sharing})}

    @cached_property
    def _texts(self) -> list[str]:
        return [key.text[:MAX_COMPARED_CHARACTERS] for key in self.keys]

    @cached_property
    def _line_places(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for place, key in enumerate(self.keys):
            for line in _telling_lines(key.text):
                found[line].append(place)
        return {line: places for line, places in found.items() if len(places) <= MAX_LINE_CELLS}


class Known:
    """Pairs found so far: the index a cell had, and its place now."""

    def __init__(self) -> None:
        self._pairs: list[tuple[int, int]] = []
        self._places: dict[int, int] = {}

    def add(self, index: int, place: int) -> None:
        bisect.insort(self._pairs, (index, place))
        self._places[index] = place

    def place(self, index: int) -> int | None:
        return self._places.get(index)

    def nearest(self, index: int) -> tuple[int, int] | None:
        """The pair whose index is nearest to `index`, the one before it on a tie; None when there is none."""
        at = bisect.bisect_left(self._pairs, (index, -1))
        return min(self._pairs[max(0, at - 1) : at + 1], key=lambda pair: abs(pair[0] - index), default=None)


def _telling_lines(text: str) -> set[str]:
    return {stripped for line in text.split("\n") if len(stripped := line.strip()) >= MIN_LINE_CHARACTERS}

"""The newer side of an alignment, indexed once and asked many times."""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Sequence

from .cells import CellKey
from .similarity import Texts

MAX_COMPARISONS = 100_000
"""Comparisons of two texts that one alignment may take, about a second. When they do not suffice for all pairs, each
cell is compared only with those near it."""


class Side:
    """The cells of the newer version with what is needed to look one up quickly."""

    def __init__(self, keys: Sequence[CellKey]) -> None:
        self.keys = keys
        self._texts = Texts([key.text for key in keys])
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
        """How alike the texts are, 0 to 1."""
        return self._texts.similarity(key.text, place)

    def reach(self, waiting: int) -> int:
        """With how many cells each of `waiting` ones may be compared by text."""
        return self._texts.reach(waiting, MAX_COMPARISONS)

    def resembling(self, key: CellKey, expected: float, reach: int) -> dict[int, float]:
        """The places whose text is not unrelated to that of `key`, each with its similarity. In a notebook of more
        than `reach` cells those nearest to `expected` and those that share most with `key`, so many of each."""
        return self._texts.resembling(key.text, expected, reach)

    def contained(self, key: CellKey) -> dict[int, float]:
        """The places that hold lines of `key`, each with the share of its text they hold, 0 to 1."""
        return self._texts.contained(key.text)


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

"""Which cell of the old notebook is which of the new one, for a diff: in order where that can be, else moved.

Stands on what comments' placement stands on: normalised text, ids that are hints, similarity. Placement asks where one
cell went and may answer with doubt; a diff has to account for every cell of both sides, once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..core.text import normalise
from .budget import Budget
from .cells import ids_positional
from .sequence import common_blocks, heaviest_chain, numbered
from .similarity import AT_HOME, LONG_ENOUGH, PLAUSIBLE, Texts
from .standard import Json, text_of
from .values import identical, written_alike

ALIKE = 0.5
"""Cells at least this similar, between the same neighbours, are one cell that changed."""
ALIKE_OTHER_TYPE = 0.8
"""What it takes when one is code and the other is not."""
ALIKE_ELSEWHERE = 0.75
"""What it takes when the cell would have moved."""
SAME_ID = 0.2
"""The weight of an id that nothing else supports: between the same neighbours it is a cell written anew."""
TOGETHER = 32
"""So many cells are asked at once whether they are the same."""
MAX_COMPARISONS = 15_000
"""Comparisons of two texts of usual length that one diff may take, a tenth of a second."""


@dataclass(frozen=True, slots=True)
class Matching:
    """`kept` are the pairs `(old, new)` that rise on both sides, `moved` the pairs that cross them, by new place. The
    cells of the first `head` and of the last `tail` pairs kept are the same in every respect."""

    kept: tuple[tuple[int, int], ...]
    moved: tuple[tuple[int, int], ...]
    head: int
    tail: int


def match_cells(old: Sequence[Json], new: Sequence[Json], budget: Budget, strict: bool = False) -> Matching:
    """Pairs of cells in standard form. No cell is in two. `strict` says that both were read from strict JSON, in which
    there is no NaN and no infinity: what is written alike is the same then.

    Raises:
        Cancelled: the comparison is no longer wanted.
    """
    head, tail = _equal_ends(old, new, strict)
    before, after = old[head : len(old) - tail], new[head : len(new) - tail]
    kept = [(i, i) for i in range(head)]
    moved: list[tuple[int, int]] = []
    if before and after:
        matcher = _Matcher(before, after, budget)
        matcher.match()
        kept += [(head + i, head + j) for i, j in sorted(matcher.kept)]
        moved = [(head + i, head + j) for i, j in sorted(matcher.moved, key=lambda pair: pair[1])]
    kept += [(len(old) - n, len(new) - n) for n in range(tail, 0, -1)]
    return Matching(tuple(kept), tuple(moved), head, tail)


class _Matcher:
    """The cells between the equal ends."""

    def __init__(self, old: Sequence[Json], new: Sequence[Json], budget: Budget) -> None:
        self.budget = budget
        self.types = [cell.get("cell_type") for cell in old], [cell.get("cell_type") for cell in new]
        self.texts = [normalise(text_of(cell)) for cell in old], [normalise(text_of(cell)) for cell in new]
        self.numbers = numbered(*self.texts)
        self.by_id = [_places_by_id(old, new, colab) for colab in (False, True)]
        self.kept: list[tuple[int, int]] = []
        self.moved: list[tuple[int, int]] = []
        self.free = set(range(len(old))), set(range(len(new)))
        self.comparisons: float = MAX_COMPARISONS

    def match(self) -> None:
        self._match_sure()
        self._match_equal()
        if self.budget.spares("no_similarity"):
            self._match_similar()
            self._match_moved()
        if "no_similarity" in self.budget.steps:
            self._match_by_place()

    def _match_sure(self) -> None:
        """Cells with the same id or the same text, both of which occur once on either side. Those that cross others
        have moved, if they are long enough to be sure of that."""
        by_text = self._by_text()
        pairs: dict[int, int] = {}
        for found in (*(self._plausible_ones(by_id, by_text) for by_id in self.by_id), by_text):
            olds, news = set(pairs), set(pairs.values())
            pairs |= {i: j for i, j in found.items() if i not in olds and j not in news}
        texts = self.texts[0]
        chain = heaviest_chain([(i, j, 2 + texts[i].count("\n")) for i, j in pairs.items()], len(self.texts[1]))
        self._keep(chain)
        for i, j in pairs.items():
            if i in self.free[0] and (len(texts[i]) >= LONG_ENOUGH or j in self._of_same_id(i)):
                self._move(i, j)

    def _by_text(self) -> dict[int, int]:
        counts = [Counter(numbers) for numbers in self.numbers]
        places = {number: place for place, number in enumerate(self.numbers[1]) if counts[1][number] == 1}
        return {i: places[n] for i, n in enumerate(self.numbers[0]) if counts[0][n] == 1 and n in places}

    def _plausible_ones(self, by_id: dict[int, int], by_text: dict[int, int]) -> dict[int, int]:
        """Cells of the same id, unless their texts say otherwise."""
        elsewhere = set(by_text.values())
        return {i: j for i, j in by_id.items() if self._plausible(i, j, (i in by_text) + (j in elsewhere))}

    def _plausible(self, i: int, j: int, elsewhere: int) -> bool:
        """Whether two texts can be those of one cell. `elsewhere` says how many of them stand elsewhere to the letter:
        of one more has to agree, and of two the id is wrong."""
        if self.numbers[0][i] == self.numbers[1][j]:
            return True
        one, other = self.texts[0][i], self.texts[1][j]
        short = min(len(one), len(other)) < LONG_ENOUGH
        alike = Texts([other]).similarity(one, 0)
        return elsewhere < 2 and (alike >= AT_HOME if elsewhere else short or alike >= PLAUSIBLE)

    def _of_same_id(self, i: int) -> set[int]:
        return {by_id[i] for by_id in self.by_id if i in by_id}

    def _match_equal(self) -> None:
        """Equal texts between the same neighbours."""
        for olds, news in self._gaps():
            old_numbers, new_numbers = self.numbers
            blocks = common_blocks([old_numbers[i] for i in olds], [new_numbers[j] for j in news])
            self._keep([(olds[i + n], news[j + n]) for i, j, length in blocks for n in range(length)])

    def _match_similar(self) -> None:
        """Edited cells between the same neighbours: the pairs that do not cross and are most alike in all."""
        gaps = list(self._gaps())
        waiting = sum(len(olds) for olds, _ in gaps)
        granted = self.comparisons
        for olds, news in gaps:
            texts = Texts([self.texts[1][j] for j in news])
            reach = self._reach(texts, waiting, len(news), granted)
            self.comparisons -= len(olds) * min(reach, len(news)) * texts.cost
            pairs, places = [], {j: place for place, j in enumerate(news)}
            for n, i in enumerate(olds):
                if not self.budget.spares("no_similarity"):
                    return
                alike = texts.resembling(self.texts[0][i], n * len(news) / len(olds), reach, ALIKE)
                likely = {place: score for place, score in alike.items() if self._type_fits(i, news[place], score)}
                same = {places[j]: SAME_ID for j in self._of_same_id(i) if j in places}
                pairs += [(n, place, score) for place, score in (same | likely).items()]
            self._keep([(olds[n], news[place]) for n, place in heaviest_chain(pairs, len(news))])

    def _type_fits(self, i: int, j: int, score: float) -> bool:
        return score >= ALIKE_OTHER_TYPE or self.types[0][i] == self.types[1][j]

    def _match_moved(self) -> None:
        """Cells that were moved and edited, the most alike first."""
        olds = [i for i in sorted(self.free[0]) if len(self.texts[0][i]) >= LONG_ENOUGH]
        news = [j for j in sorted(self.free[1]) if len(self.texts[1][j]) >= LONG_ENOUGH]
        texts = Texts([self.texts[1][j] for j in news])
        reach = self._reach(texts, len(olds), len(news), self.comparisons)
        pairs = []
        for i in olds:
            if not self.budget.spares("no_similarity"):
                return
            for place, score in texts.resembling(self.texts[0][i], i, reach, ALIKE_ELSEWHERE).items():
                if self._type_fits(i, news[place], score):
                    pairs.append((-score, i, news[place]))
        for _, i, j in sorted(pairs):
            if i in self.free[0] and j in self.free[1]:
                self._move(i, j)

    def _match_by_place(self) -> None:
        """For want of time: cells of the same id between the same neighbours, then, where as many cells went as came,
        those of one type at the same place."""
        for olds, news in list(self._gaps()):
            places = {j: place for place, j in enumerate(news)}
            same = [(n, places[j], SAME_ID) for n, i in enumerate(olds) for j in self._of_same_id(i) if j in places]
            self._keep([(olds[n], news[place]) for n, place in heaviest_chain(same, len(news))])
        for olds, news in list(self._gaps()):
            if len(olds) == len(news):
                types, new_types = self.types
                self._keep([(i, j) for i, j in zip(olds, news, strict=True) if types[i] == new_types[j]])

    def _reach(self, texts: Texts, waiting: int, count: int, comparisons: float) -> int:
        reach = texts.reach(waiting, max(0.0, comparisons) if self.budget.spares("near_only") else 0)
        if reach < count and waiting:
            self.budget.take("near_only")
        return reach

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """The free cells between each two kept pairs, where there are some on both sides."""
        at = place = 0
        for i, j in [*sorted(self.kept), (len(self.texts[0]), len(self.texts[1]))]:
            olds = [n for n in range(at, i) if n in self.free[0]]
            news = [n for n in range(place, j) if n in self.free[1]] if olds else []
            if news:
                yield olds, news
            at, place = i + 1, j + 1

    def _keep(self, pairs: Sequence[tuple[int, int]]) -> None:
        self.kept += pairs
        self.free[0].difference_update(i for i, _ in pairs)
        self.free[1].difference_update(j for _, j in pairs)

    def _move(self, i: int, j: int) -> None:
        self.moved.append((i, j))
        self.free[0].discard(i)
        self.free[1].discard(j)


def _places_by_id(old: Sequence[Json], new: Sequence[Json], colab: bool) -> dict[int, int]:
    """The cells whose id, or Colab's, is that of a new cell."""
    places = {cell_id: j for j, cell_id in enumerate(trusted_ids(new, colab)) if cell_id is not None}
    return (
        {i: places[cell_id] for i, cell_id in enumerate(trusted_ids(old, colab)) if cell_id in places} if places else {}
    )


def trusted_ids(cells: Sequence[Json], colab: bool = False) -> list[str | None]:
    """For each cell its id, or Colab's, when no other cell has it; none at all when they only number the cells."""
    ids = [_metadata_id(cell) if colab else cell.get("id") for cell in cells]
    texts = [cell_id if isinstance(cell_id, str) and cell_id else None for cell_id in ids]
    if texts.count(None) == len(texts) or ids_positional(texts):
        return [None] * len(cells)
    counts = Counter(texts)
    return [cell_id if counts[cell_id] == 1 else None for cell_id in texts]


def _metadata_id(cell: Json) -> Any:
    metadata = cell.get("metadata")
    return metadata.get("id") if isinstance(metadata, dict) else None


def _equal_ends(old: Sequence[Json], new: Sequence[Json], strict: bool) -> tuple[int, int]:
    """How many cells are the same in every respect at the beginning, and at the end of what remains."""
    if old is new:
        return len(old), 0
    head = _equal_run(old, new, strict)
    return head, _equal_run(old[head:][::-1], new[head:][::-1], strict)


def _equal_run(old: Sequence[Json], new: Sequence[Json], strict: bool) -> int:
    """How many cells are the same from the first on."""
    run, most = 0, min(len(old), len(new))
    room = bytearray(), bytearray()
    # Asked of some together, since a notebook is mostly cells that stayed. They are not so many that another thread
    # would wait, or that they would not be at hand any more when they are looked at again.
    while run < most:
        some, others = old[run : min(run + TOGETHER, most)], new[run : min(run + TOGETHER, most)]
        if not (strict or some == others) or not written_alike(some, others, room):
            return run + next((n for n, cell in enumerate(some) if not identical(cell, others[n])), len(some))
        run += len(some)
    return run

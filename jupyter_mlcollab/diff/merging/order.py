"""Which cells of three versions are one, and in which order they stand after a merge."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from ...core.text import normalise
from ..budget import Budget
from ..match import ALIKE, Matching, match_cells
from ..similarity import Texts
from ..standard import Json, text_of

Pair = tuple[int, int]


class Place(msgspec.Struct, frozen=True):
    """A cell by its indices in the three versions, None where it is not. `moved` says that one side moved it."""

    base: int | None
    ours: int | None
    theirs: int | None
    moved: bool = False


@dataclass(frozen=True)
class Order:
    """Every cell of ours and theirs once, in the merged order. `rivals` are runs that both inserted at one place, as
    indices of `places`."""

    places: list[Place] = field(default_factory=list)
    rivals: list[tuple[list[int], list[int]]] = field(default_factory=list)


def order_cells(base: Sequence[Json], ours: Sequence[Json], theirs: Sequence[Json], budget: Budget) -> Order:
    """The merged order: a cell that one side moved stands where that side put it, and of one that both moved ours
    counts. What both inserted at one place stands there, ours before theirs.

    Raises:
        Cancelled: the merge is no longer wanted.
    """
    one, other = match_cells(base, ours, budget), match_cells(base, theirs, budget)
    weaver = _Weaver(one, other)
    weaver.pair_inserted(ours, theirs, budget)
    order = Order()
    for mine, others in weaver.segments(len(ours), len(theirs)):
        _weave(order, mine, others, ours, theirs)
    return order


class _Weaver:
    """The alignment of both sides with the base, and of what both inserted. `anchors` are pairs of ours and theirs
    that neither side moved; between two of them each side has its own."""

    def __init__(self, one: Matching, other: Matching) -> None:
        self.to_ours = dict([*one.kept, *one.moved])
        self.to_theirs = dict([*other.kept, *other.moved])
        self.moved = {i for i, _ in one.moved}, {i for i, _ in other.moved}
        self.of_ours = {j: i for i, j in self.to_ours.items()}
        self.of_theirs = {j: i for i, j in self.to_theirs.items()}
        still = [i for i, _ in one.kept if i in self.to_theirs and i not in self.moved[1]]
        self.anchors = [(self.to_ours[i], self.to_theirs[i]) for i in still]
        self.inserted: dict[int, int] = {}
        """By index in ours the index in theirs of the cell that both inserted."""

    def pair_inserted(self, ours: Sequence[Json], theirs: Sequence[Json], budget: Budget) -> None:
        """Finds cells that both inserted: alike and between the same neighbours, or anywhere with the same id."""
        mine = [i for i in range(len(ours)) if i not in self.of_ours]
        others = [j for j in range(len(theirs)) if j not in self.of_theirs]
        if not mine or not others:
            return
        found = match_cells([ours[i] for i in mine], [theirs[j] for j in others], budget)
        kept, moved = ([(mine[i], others[j]) for i, j in pairs] for pairs in (found.kept, found.moved))
        near = [(i, j) for i, j in kept if self._gap(0, i) == self._gap(1, j) and _alike(ours[i], theirs[j])]
        far = [(i, j) for i, j in (*kept, *moved) if _same_id(ours[i], theirs[j]) and _alike(ours[i], theirs[j])]
        self.inserted = dict([*near, *far])
        self.anchors = sorted([*self.anchors, *near])

    def _gap(self, side: int, index: int) -> int:
        return bisect.bisect(self.anchors, index, key=lambda pair: pair[side])

    def segments(self, ours_count: int, theirs_count: int) -> Iterator[tuple[list[Place], list[Place]]]:
        """What each side brings between two anchors, each anchor with those before it."""
        paired = set(self.inserted.values())
        i = j = 0
        for k, m in [*self.anchors, (ours_count, theirs_count)]:
            mine = [place for n in range(i, k) if (place := self._of_ours(n)) is not None]
            others = [place for n in range(j, m) if n not in paired and (place := self._of_theirs(n)) is not None]
            yield mine, others
            if k < ours_count:
                yield [Place(self.of_ours.get(k), k, m)], []
            i, j = k + 1, m + 1

    def _of_ours(self, index: int) -> Place | None:
        base = self.of_ours.get(index)
        if base is None:
            return Place(None, index, self.inserted.get(index))
        if base in self.to_theirs and base in self.moved[1] and base not in self.moved[0]:
            return None
        return Place(base, index, self.to_theirs.get(base), base in self.moved[0])

    def _of_theirs(self, index: int) -> Place | None:
        base = self.of_theirs.get(index)
        if base is None:
            return Place(None, None, index)
        if base in self.to_ours and (base not in self.moved[1] or base in self.moved[0]):
            return None
        return Place(base, self.to_ours.get(base), index, base in self.moved[1])


def _weave(
    order: Order,
    mine: list[Place],
    others: list[Place],
    ours: Sequence[Json],
    theirs: Sequence[Json],
) -> None:
    """Puts two lists into one: cells that stand as in the base in its order, each behind what its side put before it.
    Where a side deleted a cell, what it inserted there stands behind that cell."""
    (chunks, last), (other_chunks, other_last) = _chunks(mine), _chunks(others)
    for _, places in sorted([*chunks, *other_chunks], key=lambda chunk: chunk[0]):
        order.places.extend(places)
    rivals = _rivals((last, other_last), len(order.places), ours, theirs)
    order.places.extend([*last, *other_last])
    if rivals is not None:
        order.rivals.append(rivals)


def _chunks(places: list[Place]) -> tuple[list[tuple[int, list[Place]]], list[Place]]:
    """Cells that stand as in the base, by their index there, each with those before it that do not; and the rest."""
    chunks: list[tuple[int, list[Place]]] = []
    rest: list[Place] = []
    for place in places:
        rest.append(place)
        if place.base is not None and not place.moved:
            chunks.append((place.base, rest))
            rest = []
    return chunks, rest


def _rivals(
    runs: tuple[list[Place], list[Place]], first: int, ours: Sequence[Json], theirs: Sequence[Json]
) -> tuple[list[int], list[int]] | None:
    """The cells of two runs that only one side inserted, unless a side only inserted empty ones."""
    mine = {first + n: ours[p.ours] for n, p in enumerate(runs[0]) if p.ours is not None and _is_new(p)}
    first += len(runs[0])
    others = {first + n: theirs[p.theirs] for n, p in enumerate(runs[1]) if p.theirs is not None and _is_new(p)}
    if any(map(_filled, mine.values())) and any(map(_filled, others.values())):
        return list(mine), list(others)
    return None


def _same_id(one: Json, other: Json) -> bool:
    return isinstance(one.get("id"), str) and one["id"] == other.get("id")


def _alike(one: Json, other: Json) -> bool:
    """Whether two cells can be one that both inserted: nothing older says so, only what is written in them."""
    text, other_text = normalise(text_of(one)), normalise(text_of(other))
    alike = text == other_text or Texts([other_text]).similarity(text, 0) >= ALIKE
    return alike and one.get("cell_type") == other.get("cell_type")


def _is_new(place: Place) -> bool:
    """Whether only one side has it."""
    return place.base is None and (place.ours is None or place.theirs is None)


def _filled(cell: Json) -> bool:
    return bool(text_of(cell).strip() or cell.get("outputs"))

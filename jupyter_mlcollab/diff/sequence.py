"""What two sequences have in common, in order.

Patience diff is Bram Cohen's: items that occur once on both sides are matched by the longest run of them that rises on
both, and what lies between is treated alike. Where no item is unique, the longest common subsequence (rapidfuzz's
bit-parallel Indel) decides, up to a limit.
"""

from __future__ import annotations

import bisect
import itertools
import operator
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence

from rapidfuzz.distance import Indel

MAX_GRID = 20_000_000
"""Product of two lengths up to which the longest common subsequence is sought. It takes an eighth of it in bytes."""

Block = tuple[int, int, int]
"""Where a run of equal items begins in the old and in the new sequence, and how long it is."""
Gap = tuple[int, int, int, int]
"""Old start and end, new start and end of what lies between two blocks. Ends are not included."""


def numbered(*sequences: Sequence[Hashable]) -> list[list[int]]:
    """The sequences with a small number, from 0, for every distinct item. Equal items get the same number."""
    items = dict.fromkeys(itertools.chain(*sequences))
    numbers = dict(zip(items, range(len(items)), strict=True))
    return [list(map(numbers.__getitem__, sequence)) for sequence in sequences]


def common_blocks(old: Sequence[int], new: Sequence[int]) -> list[Block]:
    """The runs that two sequences of `numbered` have in common, in order, as long as they can be."""
    found: list[Block] = []
    waiting: list[Gap] = [(0, len(old), 0, len(new))]
    while waiting:
        gap = _trimmed(old, new, waiting.pop(), found)
        if gap[0] == gap[1] or gap[2] == gap[3]:
            continue
        rows, columns = _unique_anchors(old, new, gap)
        if rows:
            waiting.extend(_between(rows, columns, gap))
        elif (gap[1] - gap[0]) * (gap[3] - gap[2]) <= MAX_GRID:
            found.extend(_longest(old, new, gap))
    return _merged(found)


def shortest_blocks(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Block]:
    """The longest common subsequence, for short sequences: its time and space grow with the product of the lengths."""
    return list(_longest(old, new, (0, len(old), 0, len(new))))


def gaps_between(blocks: Sequence[Block], old_count: int, new_count: int) -> Iterator[Gap]:
    """What the blocks leave over, in order."""
    at, place = 0, 0
    for i, j, length in [*blocks, (old_count, new_count, 0)]:
        if i > at or j > place:
            yield at, i, place, j
        at, place = i + length, j + length


def longest_rise(values: Sequence[int]) -> list[int]:
    """The positions of a longest strictly rising part of `values` (patience sorting)."""
    if all(map(operator.lt, values, values[1:])):
        return list(range(len(values)))
    tails: list[int] = []
    positions: list[int] = []
    before: list[int] = []
    for position, value in enumerate(values):
        at = bisect.bisect_left(tails, value)
        before.append(positions[at - 1] if at else -1)
        tails[at : at + 1] = [value]
        positions[at : at + 1] = [position]
    chain = []
    position = positions[-1] if positions else -1
    while position >= 0:
        chain.append(position)
        position = before[position]
    return chain[::-1]


def heaviest_chain(pairs: Iterable[tuple[int, int, float]], new_count: int) -> list[tuple[int, int]]:
    """Of pairs `(old, new, weight above 0)` those of greatest total weight that rise on both sides. Takes n log n."""
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    if all(one[0] < other[0] and one[1] < other[1] for one, other in itertools.pairwise(ordered)):
        return [(i, j) for i, j, _ in ordered]
    tree: list[tuple[float, int]] = [(0.0, -1)] * (new_count + 1)
    before: list[int] = []
    best = (0.0, -1)
    for position, (_, j, weight) in enumerate(ordered):
        total, previous = _heaviest_below(tree, j)
        before.append(previous)
        here = (total + weight, position)
        _put(tree, j, here)
        best = max(best, here, key=lambda entry: entry[0])
    chain = []
    position = best[1]
    while position >= 0:
        chain.append((ordered[position][0], ordered[position][1]))
        position = before[position]
    return chain[::-1]


def _heaviest_below(tree: list[tuple[float, int]], j: int) -> tuple[float, int]:
    """The heaviest chain that ends before place `j`; `tree` is a Fenwick tree of maxima."""
    best = (0.0, -1)
    while j > 0:
        if tree[j][0] > best[0]:
            best = tree[j]
        j -= j & -j
    return best


def _put(tree: list[tuple[float, int]], j: int, entry: tuple[float, int]) -> None:
    j += 1
    while j < len(tree):
        if entry[0] > tree[j][0]:
            tree[j] = entry
        j += j & -j


def _trimmed(old: Sequence[int], new: Sequence[int], gap: Gap, found: list[Block]) -> Gap:
    """The gap without its equal head and tail, which go to `found`."""
    low, high, start, end = gap
    while low < high and start < end and old[low] == new[start]:
        low, start = low + 1, start + 1
    if low > gap[0]:
        found.append((gap[0], gap[2], low - gap[0]))
    tail = high
    while low < high and start < end and old[high - 1] == new[end - 1]:
        high, end = high - 1, end - 1
    if high < tail:
        found.append((high, end, tail - high))
    return low, high, start, end


def _unique_anchors(old: Sequence[int], new: Sequence[int], gap: Gap) -> tuple[list[int], list[int]]:
    """Old and new places of the items that are unique on both sides, as many as rise on both."""
    low, high, start, end = gap
    both = _single(old[low:high]) & _single(new[start:end])
    if not both:
        return [], []
    places = {item: place for place, item in enumerate(new[start:end], start) if item in both}
    rows = [i for i, item in enumerate(old[low:high], low) if item in both]
    columns = [places[old[i]] for i in rows]
    rise = longest_rise(columns)
    return ([rows[n] for n in rise], [columns[n] for n in rise]) if len(rise) < len(rows) else (rows, columns)


def _single(items: Sequence[int]) -> set[int]:
    """The items that occur once."""
    found = set(items)
    if len(found) == len(items):
        return found
    return {item for item, count in Counter(items).items() if count == 1}


def _between(rows: Sequence[int], columns: Sequence[int], gap: Gap) -> Iterator[Gap]:
    """The parts into which anchors cut a gap; each but the first begins with a run of them."""
    low, high, start, end = gap
    last = row = -2
    for i, j in zip(rows, columns, strict=True):
        if i != row + 1 or j != last + 1:
            yield low, i, start, j
            low, start = i, j
        row, last = i, j
    yield low, high, start, end


def _longest(old: Sequence[Hashable], new: Sequence[Hashable], gap: Gap) -> Iterator[Block]:
    low, high, start, end = gap
    for i, j, length in Indel.editops(old[low:high], new[start:end]).as_matching_blocks():
        if length:
            yield low + i, start + j, length


def _merged(blocks: list[Block]) -> list[Block]:
    merged: list[Block] = []
    for i, j, length in sorted(blocks):
        if merged and merged[-1][0] + merged[-1][2] == i and merged[-1][1] + merged[-1][2] == j:
            i, j, length = merged[-1][0], merged[-1][1], merged[-1][2] + length
            merged.pop()
        merged.append((i, j, length))
    return merged

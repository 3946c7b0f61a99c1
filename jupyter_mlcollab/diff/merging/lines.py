"""Two edits of one text brought together, by line, as git does it (diff3)."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from ..sequence import common_blocks, numbered

Lines = tuple[str, ...]


class Part(msgspec.Struct, frozen=True):
    r"""A run of lines, split at `\n` only and without it, as it is in the three versions. `settled` is what it becomes;
    None where both changed it, each in another way."""

    base: Lines
    ours: Lines
    theirs: Lines
    settled: Lines | None


def merge_texts(base: str, ours: str, theirs: str) -> tuple[Part, ...]:
    """The whole texts in parts, in order. Edits of lines that touch each other are a conflict, as for git."""
    before, one, other = (text.split("\n") for text in (base, ours, theirs))
    numbers = numbered(before, one, other)
    to_ours, to_theirs = _places(numbers[0], numbers[1]), _places(numbers[0], numbers[2])
    parts: list[Part] = []
    at = i = j = 0
    for n in [*(n for n in range(len(before)) if n in to_ours and n in to_theirs), len(before)]:
        k, m = to_ours.get(n, len(one)), to_theirs.get(n, len(other))
        parts += _settled(tuple(before[at:n]), tuple(one[i:k]), tuple(other[j:m]))
        same = tuple(before[n : n + 1])
        parts.append(Part(same, same, same, same))
        at, i, j = n + 1, k + 1, m + 1
    return tuple(_joined(parts))


def in_conflict(parts: Sequence[Part]) -> bool:
    return any(part.settled is None for part in parts)


def _places(old: Sequence[int], new: Sequence[int]) -> dict[int, int]:
    return {i + n: j + n for i, j, length in common_blocks(old, new) for n in range(length)}


def _settled(base: Lines, ours: Lines, theirs: Lines) -> Iterator[Part]:
    """Lines between two that all three have. What both sides have at either end of a conflict is none."""
    if ours == theirs or base == theirs:
        yield Part(base, ours, theirs, ours)
    elif base == ours:
        yield Part(base, ours, theirs, theirs)
    else:
        most = min(len(ours), len(theirs))
        head = next((n for n in range(most) if ours[n] != theirs[n]), most)
        most -= head
        tail = next((n for n in range(most) if ours[-1 - n] != theirs[-1 - n]), most)
        low, high = ours[:head], ours[len(ours) - tail :]
        yield Part((), low, low, low)
        yield Part(base, ours[head : len(ours) - tail], theirs[head : len(theirs) - tail], None)
        yield Part((), high, high, high)


def _joined(parts: Iterable[Part]) -> list[Part]:
    """The parts, settled ones beside each other as one, without empty ones."""
    filled = (part for part in parts if part.settled is None or part.base or part.ours or part.theirs)
    runs = [(is_open, list(run)) for is_open, run in itertools.groupby(filled, lambda part: part.settled is None)]
    return list(itertools.chain.from_iterable(run if is_open else [_sum(run)] for is_open, run in runs))


def _sum(parts: Sequence[Part]) -> Part:
    """Settled parts as one. At once, since of a long text there is one for each line."""
    lines = (
        [part.base for part in parts],
        [part.ours for part in parts],
        [part.theirs for part in parts],
        [part.settled or () for part in parts],
    )
    return Part(*(tuple(itertools.chain.from_iterable(each)) for each in lines))

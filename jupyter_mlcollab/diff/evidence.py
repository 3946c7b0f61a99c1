"""What speaks for a place: the gap its neighbours leave, and how text and surroundings add up.

The weights are round numbers, set so that on real histories a score is at most the chance of being right
(`tests/benchmarks/placement.py` prints both).
"""

from __future__ import annotations

from dataclasses import dataclass

from .cells import CellKey
from .side import Known, Side
from .similarity import UNRELATED

BASE = 0.15
BETWEEN_BOTH = 0.35
BESIDE_ONE = 0.2
BETWEEN = 0.12
NEAR = 0.2
HEADINGS = 0.1
OTHER_TYPE = -0.25
OUT_OF_ORDER = -0.3
GAP_CLOSED = -0.7
CONTENT = 0.8
SHARED_LINES = 0.9
UNLIKE = 0.45
"""The most the surroundings alone can score: what shares no text may be a replacement, and is asked about."""
CLEAR_LEAD = 0.1
NARROW = 8
"""A gap of at most so many cells is searched before the rest of the notebook."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Where the cells before and after a cell are now (-1 and the cell count at the edges), None when not known, and
    where that lets one expect the cell itself."""

    before: int | None
    after: int | None
    expected: float

    @property
    def closed(self) -> bool:
        """Whether the neighbours now stand side by side: what was between them was deleted, or went elsewhere."""
        return self.before is not None and self.after == self.before + 1

    @property
    def narrow(self) -> bool:
        """Whether both neighbours are known and little stands between them."""
        return self.before is not None and self.after is not None and self.after - self.before <= NARROW + 1

    def places(self) -> set[int]:
        """The places to look at first: all of a narrow gap, else those beside a known neighbour."""
        if self.before is not None and self.after is not None and self.narrow:
            return set(range(self.before + 1, self.after))
        beside = {self.before + 1} if self.before is not None else set()
        return beside | ({self.after - 1} if self.after is not None else set())


def gap_of(key: CellKey, side: Side, known: Known) -> Gap:
    """The gap in which `key` should stand."""
    before = -1 if key.previous is None else _first(side.only_place(key.previous), known.place(key.index - 1))
    after = len(side) if key.next is None else _first(side.only_place(key.next), known.place(key.index + 1))
    if before is not None and after is not None:
        if before < after:
            return Gap(before, after, (before + after) / 2)
        before = after = None
    if before is not None:
        return Gap(before, None, before + 1)
    if after is not None:
        return Gap(None, after, after - 1)
    nearest = known.nearest(key.index)
    if nearest is None:
        return Gap(None, None, key.index * len(side) / key.count)
    return Gap(None, None, nearest[1] + key.index - nearest[0])


def surroundings_score(key: CellKey, place: int, side: Side, gap: Gap) -> float:
    """What the place alone says, whatever the text: from -1.1 to 0.8."""
    here = side.keys[place]
    score = BASE + NEAR / (1 + abs(place - gap.expected) / 2)
    score += HEADINGS if here.headings == key.headings else 0
    score += OTHER_TYPE if here.cell_type != key.cell_type else 0
    score += GAP_CLOSED if gap.closed else 0
    return score + _order_score(place, gap)


def content_score(similarity: float, share: float) -> float:
    """What the text alone says, 0 to 0.8: similar as a whole, or its lines held by a text that has grown."""
    content = max(similarity, SHARED_LINES * share)
    return CONTENT * max(0.0, content - UNRELATED) / (1 - UNRELATED)


def pair_score(content: float, surroundings: float) -> float:
    """Text and surroundings together."""
    return content + surroundings if content else min(surroundings, UNLIKE)


def confidence(score: float, rival: float) -> float:
    """How sure the best of several places is, 0 to 0.97, given its own score and that of the second best."""
    lead = score - rival
    doubt = 0.2 * (1 - max(lead, 0.0) / CLEAR_LEAD) if lead < CLEAR_LEAD else 0.0
    return min(0.97, max(0.0, score - doubt))


def _order_score(place: int, gap: Gap) -> float:
    beside = (gap.before == place - 1) + (gap.after == place + 1)
    if beside:
        return BETWEEN_BOTH if beside == 2 else BESIDE_ONE + _outside(place, gap)
    if gap.before is not None and gap.after is not None and gap.before < place < gap.after:
        return BETWEEN
    return _outside(place, gap)


def _outside(place: int, gap: Gap) -> float:
    wrong = (gap.before is not None and place <= gap.before) or (gap.after is not None and place >= gap.after)
    return OUT_OF_ORDER if wrong else 0.0


def _first(one: int | None, other: int | None) -> int | None:
    return other if one is None else one

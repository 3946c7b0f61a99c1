"""Which cell of one version of a notebook is which cell of another.

In order, each step only for what the ones before left over: trusted id with a look at the content, exact text,
equal texts told apart by their surroundings, similar text, text that went into another cell. The older side may be
the whole notebook or a few of its cells: each key knows its neighbours' hashes and its place.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from .cells import CellKey
from .evidence import CLEAR_LEAD, confidence, content_score, gap_of, pair_score, surroundings_score
from .side import Known, Side
from .similarity import AT_HOME, LONG_ENOUGH, PLAUSIBLE, UNRELATED

How = Literal["id", "text", "alignment", "similar", "contained"]

POSSIBLE = 0.3
"""Below this confidence there is no match."""
MAX_EQUAL = 16
"""Of many equal cells, so many on either side of the expected place are considered."""
MERGED = 0.7
"""The share of a text that another cell has to hold to be the one it was merged into."""


@dataclass(frozen=True, slots=True)
class Match:
    """`place` is the index in the newer side, `how` the step that found it, `confidence` 0 to 1 that it is the same
    cell, `same` whether the normalised text is unchanged."""

    place: int
    how: How
    confidence: float
    same: bool


@dataclass(frozen=True, slots=True)
class Alignment:
    """For each cell of the older side, in its order, where it is now; None when it is nowhere to be found."""

    matches: tuple[Match | None, ...]


def align(old: Sequence[CellKey], new: Sequence[CellKey] | Side) -> Alignment:
    """Where each of the `old` cells is among the `new` ones. No two share a place, except those that went into
    another's. Hand in a `Side` when asking about one notebook several times."""
    aligner = _Aligner(old, new if isinstance(new, Side) else Side(new))
    aligner.match_unmoved()
    aligner.match_ids()
    aligner.match_texts()
    aligner.match_similar()
    aligner.match_contained()
    return Alignment(tuple(aligner.matches))


class _Aligner:
    def __init__(self, old: Sequence[CellKey], side: Side) -> None:
        self.old = old
        self.side = side
        self.matches: list[Match | None] = [None] * len(old)
        self.taken: set[int] = set()
        self.known = Known()

    def match_unmoved(self) -> None:
        """Cells that stand where they stood, counted from either end, between the same neighbours."""
        for i, key in enumerate(self.old):
            for place in (key.index, len(self.side) - key.count + key.index):
                if 0 <= place < len(self.side) and place not in self.taken and self._unmoved(key, place):
                    by_id = key.id is not None and self.side.keys[place].id == key.id
                    self._take(i, place, "id" if by_id else "text", 1.0 if by_id else 0.98)
                    break

    def match_ids(self) -> None:
        """Cells whose trusted id is still there, unless the content says otherwise."""
        for i, key in self._left():
            place = self.side.by_id.get(key.id) if key.id is not None else None
            if place is None or place in self.taken:
                continue
            if self.side.keys[place].hash == key.hash:
                self._take(i, place, "id", 1.0)
            elif not self._text_wins(key, place):
                self._take(i, place, "id", self._id_confidence(key, place))

    def match_texts(self) -> None:
        """Cells whose exact text is still there: first where it stands once, then, equal texts told apart by their
        surroundings, the clearest first."""
        left: dict[str, list[int]] = defaultdict(list)
        for i, key in self._left():
            left[key.hash].append(i)
        several = []
        for cell_hash, waiting in left.items():
            places = self._free(self.side.places(cell_hash))
            if len(waiting) == 1 and len(places) == 1:
                self._take(waiting[0], places[0], "text", self._text_confidence(self.old[waiting[0]], places[0]))
            elif places:
                several.append((waiting, places))
        for waiting, places in several:
            self._match_equal(waiting, places)

    def _match_equal(self, waiting: Sequence[int], places: Sequence[int]) -> None:
        rows = {i: self._equal_scores(self.old[i], places) for i in waiting}
        columns: dict[int, dict[int, float]] = defaultdict(dict)
        for i, row in rows.items():
            for place, score in row.items():
                columns[place][i] = score
        for score, i, place in sorted((-score, i, place) for i, row in rows.items() for place, score in row.items()):
            if self.matches[i] is None and place not in self.taken:
                others = [s for p, s in rows[i].items() if p != place and p not in self.taken]
                rivals = [s for j, s in columns[place].items() if j != i and self.matches[j] is None]
                self._take(i, place, "alignment", _equal_confidence(-score - max(others + rivals, default=0.0)))
        for i, place in zip([i for i in waiting if self.matches[i] is None], self._free(places), strict=False):
            self._take(i, place, "alignment", _equal_confidence(0.0))

    def _equal_scores(self, key: CellKey, places: Sequence[int]) -> dict[int, float]:
        """The equal places nearest to where `key` is expected, each with what its surroundings say."""
        gap = gap_of(key, self.side, self.known)
        middle = bisect.bisect_left(places, gap.expected)
        near = places[max(0, middle - MAX_EQUAL) : middle + MAX_EQUAL]
        return {p: sum(self.side.neighbours(key, p)) + surroundings_score(key, p, self.side, gap) for p in near}

    def match_similar(self) -> None:
        """Edited cells: the pairs that resemble each other most, in text and surroundings, first."""
        left = self._left()
        reach = self.side.reach(len(left))
        scores = {i: self._scores(key, reach) for i, key in left}
        ranked = sorted(((-score, i, place) for i, row in scores.items() for place, score in row.items()))
        for score, i, place in ranked:
            if self.matches[i] is None and place not in self.taken:
                rival = max((s for p, s in scores[i].items() if p != place and p not in self.taken), default=0.0)
                sure = confidence(-score, rival)
                if sure >= POSSIBLE:
                    self._take(i, place, "similar", sure)

    def _scores(self, key: CellKey, reach: int) -> dict[int, float]:
        """The free places that may be `key`'s, each with the score of text and surroundings together."""
        gap = gap_of(key, self.side, self.known)
        inside = self._free(place for place in gap.places() if 0 <= place < len(self.side))
        alike = {place: self.side.similarity(key, place) for place in inside}
        if not gap.narrow or max(alike.values(), default=0.0) < AT_HOME:
            alike |= self.side.resembling(key, gap.expected, reach)
        shares = self.side.contained(key)
        scores = {}
        for place in self._free({*alike, *(p for p in shares if shares[p] >= UNRELATED)}):
            content = content_score(alike.get(place, 0.0), shares.get(place, 0.0))
            score = pair_score(content, surroundings_score(key, place, self.side, gap))
            if score >= POSSIBLE - CLEAR_LEAD / 2:
                scores[place] = score
        return scores

    def match_contained(self) -> None:
        """Cells whose text went into another, as when cells are merged."""
        for i, key in self._left():
            shares = {p: share for p, share in self.side.contained(key).items() if share >= MERGED}
            scores = {p: self._merge_score(key, p, share) for p, share in shares.items()}
            place = max(scores, key=lambda p: (scores[p], -p), default=None)
            if place is not None and scores[place] >= POSSIBLE:
                self.matches[i] = Match(place, "contained", min(0.75, scores[place]), False)

    def _merge_score(self, key: CellKey, place: int, share: float) -> float:
        """How likely the cell at `place`, which holds that share of the text, is the one `key` was merged into."""
        here = self.side.keys[place]
        if here.hash in (key.hash, key.previous, key.next):
            return 0.0
        gap = gap_of(key, self.side, self.known)
        if place in (gap.before, gap.after):
            return share
        return content_score(0.0, share) + surroundings_score(key, place, self.side, gap)

    def _unmoved(self, key: CellKey, place: int) -> bool:
        here = self.side.keys[place]
        elsewhere = key.id is not None and self.side.by_id.get(key.id, place) != place
        return here.hash == key.hash and all(self.side.neighbours(key, place)) and not elsewhere

    def _text_wins(self, key: CellKey, place: int) -> bool:
        """Whether the exact text, standing once elsewhere, is better evidence than the id at `place`."""
        other = self.side.only_place(key.hash)
        if other is None or other in self.taken:
            return False
        alike = self.side.similarity(key, place)
        if alike < PLAUSIBLE or (alike < AT_HOME and len(key.text) >= LONG_ENOUGH):
            return True
        return sum(self.side.neighbours(key, other)) > sum(self.side.neighbours(key, place))

    def _id_confidence(self, key: CellKey, place: int) -> float:
        alike = self.side.similarity(key, place)
        short = min(len(key.text), len(self.side.keys[place].text)) < LONG_ENOUGH
        return max(0.7, alike) if alike >= PLAUSIBLE or short else 0.5

    def _text_confidence(self, key: CellKey, place: int) -> float:
        telling = len(key.text) >= LONG_ENOUGH or any(self.side.neighbours(key, place))
        if self.side.keys[place].cell_type != key.cell_type:
            return 0.9 if telling else 0.4
        return 0.98 if telling else 0.7 if key.text else 0.4

    def _take(self, i: int, place: int, how: How, sure: float) -> None:
        same = self.side.keys[place].hash == self.old[i].hash
        self.matches[i] = Match(place, how, sure, same)
        self.taken.add(place)
        self.known.add(self.old[i].index, place)

    def _left(self) -> list[tuple[int, CellKey]]:
        return [(i, key) for i, key in enumerate(self.old) if self.matches[i] is None]

    def _free(self, places: Iterable[int]) -> list[int]:
        return sorted(place for place in places if place not in self.taken)


def _equal_confidence(lead: float) -> float:
    """How sure one of several equal texts is, by how far its surroundings lead those of the others."""
    return 0.95 if lead >= 0.9 else 0.75 if lead >= 0.2 else 0.6 if lead >= 0.02 else 0.4

"""What differs within two lines that resemble each other."""

from __future__ import annotations

import re

from .sequence import common_blocks, gaps_between, numbered

MAX_WORD_CHARACTERS = 4_000
"""Of longer lines only the beginning and the end that are equal are told from the rest."""

# Ideographs and syllables stand alone, since such text has no blanks. Marks that combine, joiners and emoji stick to
# what they stand beside, so that no sign people see as one is cut.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|(?:\w|[^\w\s\x00-\x7f])+|\s+|[^\w\s]")


def word_ranges(old: str, new: str) -> list[tuple[int, int, int, int]]:
    """The changed words: `(old_start, old_end, new_start, new_end)` in code points, ends not included, in order."""
    head, tail = common_ends(old, new)
    if len(old) > MAX_WORD_CHARACTERS or len(new) > MAX_WORD_CHARACTERS:
        return [(head, len(old) - tail, head, len(new) - tail)] if old != new else []
    before, after = _WORD.findall(old), _WORD.findall(new)
    starts, places = _starts(before), _starts(after)
    one, other = numbered(before, after)
    gaps = gaps_between(common_blocks(one, other), len(one), len(other))
    return _joined([(starts[i], starts[k], places[j], places[m]) for i, k, j, m in gaps], old, new)


def common_ends(old: str, new: str) -> tuple[int, int]:
    """How many code points two texts share at the beginning, and at the end of what remains."""
    head = _common_length(old, new, min(len(old), len(new)), False)
    return head, _common_length(old, new, min(len(old), len(new)) - head, True)


def _common_length(old: str, new: str, most: int, from_end: bool) -> int:
    """By halving: a comparison of slices runs at the speed of memory, a loop over characters does not."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if from_end:
            equal = old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]
        else:
            equal = old[low:middle] == new[low:middle]
        low, high = (middle, high) if equal else (low, middle - 1)
    return low


def _starts(words: list[str]) -> list[int]:
    starts = [0]
    for word in words:
        starts.append(starts[-1] + len(word))
    return starts


def _joined(ranges: list[tuple[int, int, int, int]], old: str, new: str) -> list[tuple[int, int, int, int]]:
    """Ranges with only blanks between them are one: a row of changed words reads better as a whole."""
    joined: list[tuple[int, int, int, int]] = []
    for one in ranges:
        if joined and old[joined[-1][1] : one[0]].isspace() and new[joined[-1][3] : one[2]].isspace():
            last = joined.pop()
            one = (last[0], one[1], last[2], one[3])
        joined.append(one)
    return joined

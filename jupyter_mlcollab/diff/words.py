"""What differs within two lines that resemble each other."""

from __future__ import annotations

import itertools
import re

from rapidfuzz.distance import Postfix, Prefix

from .sequence import gaps_between, shortest_blocks

MAX_WORD_CHARACTERS = 4_000
"""Of longer lines only the beginning and the end that are equal are told from the rest."""

SHORT = 20_000
"""Texts of so many characters are looked through one by one for equal ends, longer ones by halves."""

# Ideographs and syllables stand alone, since such text has no blanks. Marks that combine, joiners and emoji stick to
# what they stand beside, so that no sign people see as one is cut.
_ASCII_WORD = re.compile(r"\w+|\s+|[^\w\s]", re.ASCII)
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|(?:\w|[^\w\s\x00-\x7f])+|\s+|[^\w\s]")


def word_ranges(old: str, new: str) -> tuple[tuple[int, int, int, int], ...]:
    """The changed words: `(old_start, old_end, new_start, new_end)` in code points, ends not included, in order."""
    if len(old) > MAX_WORD_CHARACTERS or len(new) > MAX_WORD_CHARACTERS:
        head, tail = common_ends(old, new)
        return ((head, len(old) - tail, head, len(new) - tail),) if old != new else ()
    head, tail = _equal_words(old, new)
    before, after = _words(old[head : len(old) - tail]), _words(new[head : len(new) - tail])
    starts, places = _starts(before, head), _starts(after, head)
    gaps = gaps_between(shortest_blocks(before, after), len(before), len(after))
    return tuple(_joined([(starts[i], starts[k], places[j], places[m]) for i, k, j, m in gaps], old, new))


def _equal_words(old: str, new: str) -> tuple[int, int]:
    """How many code points at either end are equal, up to a blank: no word is cut."""
    head, tail = common_ends(old, new)
    blank = old.find(" ", len(old) - tail)
    return old.rfind(" ", 0, head) + 1, len(old) - blank if blank >= 0 else 0


def _words(text: str) -> list[str]:
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text)


def common_ends(old: str, new: str) -> tuple[int, int]:
    """How many code points two texts share at the beginning, and at the end of what remains."""
    most = min(len(old), len(new))
    if most <= SHORT:
        head = Prefix.similarity(old, new)
        return head, min(most - head, Postfix.similarity(old, new))
    head = _common_length(old, new, most, False)
    return head, _common_length(old, new, most - head, True)


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


def _starts(words: list[str], first: int) -> list[int]:
    return list(itertools.accumulate(map(len, words), initial=first))


def _joined(ranges: list[tuple[int, int, int, int]], old: str, new: str) -> list[tuple[int, int, int, int]]:
    """Ranges with only blanks between them are one: a row of changed words reads better as a whole."""
    joined: list[tuple[int, int, int, int]] = []
    for one in ranges:
        if joined and old[joined[-1][1] : one[0]].isspace() and new[joined[-1][3] : one[2]].isspace():
            last = joined.pop()
            one = (last[0], one[1], last[2], one[3])
        joined.append(one)
    return joined

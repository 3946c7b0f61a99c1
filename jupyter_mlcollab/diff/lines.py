"""Two texts compared by line, and by word within lines that resemble each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Indel

from .budget import Budget
from .options import Options
from .result import LineHunk, TextDiff
from .sequence import Block, Gap, common_blocks, gaps_between, heaviest_chain, numbered
from .values import same_numbers, without_numbers
from .words import common_ends, word_ranges

ALIKE = 0.5
"""Lines at least this similar are one line that changed."""
MAX_LINE_CHARACTERS = 1_000
"""Longer lines are compared by their beginning."""
MAX_HUNK_LINES = 2_000
"""In hunks with more lines no two are taken for one that changed."""
WINDOW = 64
"""A line is compared with so many lines of the other side, those nearest to where it is expected."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_OTHER_SEPARATORS = re.compile("[\v\f\x1c\x1d\x1e\x85\u2028\u2029]")

Split = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Edited:
    """Lines that differ: the gap, and the pairs in it that are one line changed, as indices of the whole lists."""

    gap: Gap
    pairs: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Middle:
    """What lies between the equal first and last lines of two texts. Lines have their ends; `head` is what stands
    before, `whole` whether the texts end here."""

    head: str
    old: list[str]
    new: list[str]
    whole: bool


def lines_with_ends(text: str) -> list[str]:
    r"""The lines of `text` with their ends, split at `\n`, `\r\n` and `\r` only; none after the last end."""
    return _LINE.findall(text) if _OTHER_SEPARATORS.search(text) else text.splitlines(True)


def compare_texts(old: str, new: str, options: Options, budget: Budget) -> TextDiff | None:
    """How two texts differ; None when they do not, as far as the options let it count.

    Raises:
        Cancelled: the comparison is no longer wanted.
    """
    if old == new:
        return None
    middle = middle_of(old, new, lines_with_ends)
    if middle.whole:
        _end_with_line(middle.old)
        _end_with_line(middle.new)
    edits = edited_lines(middle.old, middle.new, options, budget)
    first = len(lines_with_ends(middle.head)) if "\r" in middle.head else middle.head.count("\n")
    hunks = tuple(LineHunk(first + i, first + k, first + j, first + m) for i, k, j, m in (edit.gap for edit in edits))
    return TextDiff(hunks, tuple(_ranges(middle, edits))) if hunks else None


def middle_of(old: str, new: str, split: Split) -> Middle:
    r"""The two texts without equal lines at either end. Cuts fall after a `\n` only, where every rule ends a line."""
    head, tail = common_ends(old, new)
    start = old.rfind("\n", 0, head) + 1
    cut = old.find("\n", len(old) - tail) + 1 if tail else 0
    kept = len(old) - cut if cut else 0
    one, other = old[start : len(old) - kept], new[start : len(new) - kept]
    return Middle(old[:start], split(one), split(other), whole=not kept)


def edited_lines(old: Sequence[str], new: Sequence[str], options: Options, budget: Budget) -> list[Edited]:
    """Where two lists of lines differ, in order.

    Raises:
        Cancelled: the comparison is no longer wanted.
    """
    if not budget.spares("whole_texts"):
        return [Edited((0, len(old), 0, len(new)), ())] if list(old) != list(new) else []
    before, after = _keys(old, options), _keys(new, options)
    if options.tolerance:
        blocks = common_blocks(*numbered(*([without_numbers(line) for line in side] for side in (before, after))))
        blocks = [part for block in blocks for part in _close_parts(before, after, block, options.tolerance)]
    else:
        blocks = common_blocks(*numbered(before, after))
    gaps = gaps_between(blocks, len(before), len(after))
    return [Edited(gap, tuple(_similar_lines(old, new, gap, budget))) for gap in gaps]


def _keys(lines: Sequence[str], options: Options) -> Sequence[str]:
    r"""What has to be equal for two lines to be. `\n` and the end of the text count as the same end."""
    if options.ignore_whitespace:
        return ["".join(line.split()) for line in lines]
    return lines if not lines or lines[-1].endswith(("\n", "\r")) else [*lines[:-1], lines[-1] + "\n"]


def _close_parts(old: Sequence[str], new: Sequence[str], block: Block, tolerance: float) -> list[Block]:
    """A block of lines that are equal but for numbers, without those whose numbers are too far apart."""
    i, j, length = block
    pairs = ((i + n, j + n) for n in range(length))
    return [(a, b, 1) for a, b in pairs if old[a] == new[b] or same_numbers(old[a], new[b], tolerance)]


def _similar_lines(old: Sequence[str], new: Sequence[str], gap: Gap, budget: Budget) -> list[tuple[int, int]]:
    """The pairs of lines in a gap that are one line changed, none crossing another."""
    low, high, start, end = gap
    if low == high or start == end or not budget.spares("no_words"):
        return []
    if max(high - low, end - start) > MAX_HUNK_LINES:
        budget.take("no_words")
        return []
    choices = [line[:MAX_LINE_CHARACTERS] for line in new[start:end]]
    pairs = []
    for n in range(high - low):
        first = max(0, min(n * len(choices) // (high - low) - WINDOW // 2, len(choices) - WINDOW))
        budget.check()
        for _, score, place in process.extract(
            old[low + n][:MAX_LINE_CHARACTERS],
            choices[first : first + WINDOW],
            scorer=Indel.normalized_similarity,
            score_cutoff=ALIKE,
            limit=None,
            processor=None,
        ):
            pairs.append((n, first + place, score))
    return [(low + i, start + j) for i, j in heaviest_chain(pairs, len(choices))]


def _ranges(middle: Middle, edits: Sequence[Edited]) -> list[tuple[int, int, int, int]]:
    """The changed words of all pairs, in code points of the whole texts."""
    ranges = []
    at, offset = 0, len(middle.head)
    place, new_offset = 0, len(middle.head)
    for edit in edits:
        for i, j in edit.pairs:
            offset += sum(map(len, middle.old[at:i]))
            new_offset += sum(map(len, middle.new[place:j]))
            at, place = i, j
            for start, end, new_start, new_end in word_ranges(middle.old[i], middle.new[j]):
                ranges.append((offset + start, offset + end, new_offset + new_start, new_offset + new_end))
    return ranges


def _end_with_line(lines: list[str]) -> None:
    """A text that ends with the end of a line has an empty line after it."""
    if not lines or lines[-1].endswith(("\n", "\r")):
        lines.append("")


def raw_edits(old: Sequence[str], new: Sequence[str], budget: Budget) -> list[Edited]:
    """As `edited_lines`, for lines that have to become the new ones to the letter, their ends included."""
    blocks = common_blocks(*numbered(old, new)) if budget.spares("whole_texts") else []
    gaps = gaps_between(blocks, len(old), len(new))
    return [Edited(gap, tuple(_similar_lines(old, new, gap, budget))) for gap in gaps]

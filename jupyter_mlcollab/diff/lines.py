"""Two texts compared by line, and by word within lines that resemble each other."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise

from rapidfuzz import process
from rapidfuzz.distance import Indel

from .budget import Budget
from .options import Options
from .result import Edit, LineHunk, LinePair, TextDiff
from .sequence import Block, Gap, common_blocks, gaps_between, heaviest_chain, numbered
from .values import same_numbers, without_numbers
from .words import common_ends, word_ranges

ALIKE = 0.5
"""Lines at least this similar are one line that changed."""
MAX_LINE_CHARACTERS = 1_000
"""Longer lines are compared by their beginning."""
MAX_HUNK_LINES = 2_000
"""In hunks with more lines no two are taken for one that changed."""
LONG_LOG = 10_000
"""From so many lines on, one of `FEW_OF` of which changed, lines that are equal at the same place are taken as such."""
FEW_OF = 16
WINDOW = 64
"""A line is compared with so many lines of the other side, those nearest to where it is expected."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_OTHER_SEPARATORS = re.compile("[\v\f\x1c\x1d\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Middle:
    """What lies between the equal first and last lines of two texts. `head` is what stands before, `whole` whether
    the texts end here."""

    head: str
    old: str
    new: str
    whole: bool


def lines_with_ends(text: str) -> list[str]:
    r"""The lines of `text` with their ends, split at `\n`, `\r\n` and `\r` only; none after the last end."""
    return text.splitlines(True) if ends_usual(text) else _LINE.findall(text)


def ends_usual(text: str) -> bool:
    """Whether Python's `str.splitlines` ends the lines of `text` where we do, and nowhere else."""
    if text.isascii():
        return not _holds_other(text)
    return not _OTHER_SEPARATORS.search(text)


def _holds_other(text: str) -> bool:
    """Whether ASCII holds one of the other separators. Written out, since most texts are short."""
    return "\v" in text or "\f" in text or "\x1c" in text or "\x1d" in text or "\x1e" in text


def compare_texts(old: str, new: str, options: Options, budget: Budget) -> TextDiff | None:
    """How two texts differ; None when they do not, as far as the options let it count.

    Raises:
        Cancelled: the comparison is no longer wanted.
    """
    if old == new:
        return None
    middle = middle_of(old, new)
    before, after = lines_with_ends(middle.old), lines_with_ends(middle.new)
    if middle.whole:
        _end_with_line(before)
        _end_with_line(after)
    edits = _edited_lines(before, after, options, budget)
    first = len(lines_with_ends(middle.head)) if "\r" in middle.head else middle.head.count("\n")
    hunks = tuple(LineHunk(first + i, first + k, first + j, first + m) for i, k, j, m in (edit.gap for edit in edits))
    ranges = tuple(_ranges(before, after, len(middle.head), edits))
    return TextDiff(hunks, ranges, tuple(edits)) if hunks else None


def middle_of(old: str, new: str) -> Middle:
    r"""The two texts without equal lines at either end. Cuts fall after a `\n` only, where every rule ends a line."""
    head, tail = common_ends(old, new)
    start = old.rfind("\n", 0, head) + 1
    cut = old.find("\n", len(old) - tail) + 1 if tail else 0
    kept = len(old) - cut if cut else 0
    return Middle(old[:start], old[start : len(old) - kept], new[start : len(new) - kept], whole=not kept)


def _edited_lines(old: list[str], new: list[str], options: Options, budget: Budget) -> list[Edit]:
    """Where two lists of lines differ, in order, as far as the options let it count."""
    if not budget.spares("whole_texts"):
        return [Edit((0, len(old), 0, len(new)), ())] if old != new else []
    before, after = _keys(old, options), _keys(new, options)
    if options.tolerance:
        blocks = common_blocks(*numbered(*([without_numbers(line) for line in side] for side in (before, after))))
        blocks = [part for block in blocks for part in _close_parts(before, after, block, options.tolerance)]
    else:
        blocks = _common_lines(before, after)
    return _edits(old, new, blocks, budget)


def raw_edits(old: list[str], new: list[str], budget: Budget) -> list[Edit]:
    """Where two lists of lines differ to the letter, their ends included, in order.

    Raises:
        Cancelled: the comparison is no longer wanted.
    """
    blocks = _common_lines(old, new) if budget.spares("whole_texts") else []
    return _edits(old, new, blocks, budget)


def _common_lines(old: Sequence[str], new: Sequence[str]) -> list[Block]:
    """The runs of lines that two texts have in common. Those of a long log with few changed lines are where they
    were, which takes a tenth of the time to see."""
    if len(old) == len(new) >= LONG_LOG:
        changed = list(compress(range(len(old)), map(operator.ne, old, new)))
        if len(changed) <= len(old) // FEW_OF:
            same = [(at + 1, at + 1, end - at - 1) for at, end in pairwise([-1, *changed, len(old)]) if end > at + 1]
            gaps = gaps_between(same, len(old), len(new))
            return sorted([*same, *(block for gap in gaps for block in _within(old, new, gap))])
    return common_blocks(*numbered(old, new))


def _within(old: Sequence[str], new: Sequence[str], gap: Gap) -> Iterator[Block]:
    low, high, start, end = gap
    for i, j, length in common_blocks(*numbered(old[low:high], new[start:end])):
        yield low + i, start + j, length


def _edits(old: list[str], new: list[str], blocks: Sequence[Block], budget: Budget) -> list[Edit]:
    edits = []
    for gap in gaps_between(blocks, len(old), len(new)):
        pairs = _similar_lines(old, new, gap, budget)
        edits.append(Edit(gap, tuple(LinePair(i, j, word_ranges(old[i], new[j])) for i, j in pairs)))
    return edits


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
    if high - low == end - start == 1:
        one, other = old[low][:MAX_LINE_CHARACTERS], new[start][:MAX_LINE_CHARACTERS]
        return [(low, start)] if Indel.normalized_similarity(one, other) >= ALIKE else []
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


def _ranges(old: list[str], new: list[str], first: int, edits: Sequence[Edit]) -> Iterator[tuple[int, int, int, int]]:
    """The changed words of all pairs, in code points of the whole texts; `first` is where the lines begin."""
    at = place = 0
    offset = new_offset = first
    for pair in (pair for edit in edits for pair in edit.pairs):
        offset += sum(map(len, old[at : pair.old]))
        new_offset += sum(map(len, new[place : pair.new]))
        at, place = pair.old, pair.new
        for start, end, new_start, new_end in pair.words:
            yield offset + start, offset + end, new_offset + new_start, new_offset + new_end


def _end_with_line(lines: list[str]) -> None:
    """A text that ends with the end of a line has an empty line after it."""
    if not lines or lines[-1].endswith(("\n", "\r")):
        lines.append("")

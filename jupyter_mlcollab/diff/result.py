"""What a comparison of two notebooks found.

Structs of msgspec and not dataclasses: a notebook against itself is mostly the making of these. They hold no cycles, so
the garbage collector need not look at them (`gc=False`).
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from ..core.text import to_utf16_all
from .budget import Step
from .sequence import Gap

Kind = Literal["source", "cell_type", "outputs", "attachments", "metadata", "execution_count", "id"]
"""What can differ between two versions of a cell."""
Status = Literal["same", "changed", "added", "removed"]
Ranges = tuple[tuple[int, int, int, int], ...]


class LineHunk(msgspec.Struct, frozen=True, gc=False):
    r"""Lines that differ: `old_start` to `old_end` became `new_start` to `new_end`, counted from 0, the ends not
    included. Lines are those of `core.text.split_lines`: split at `\n`, `\r\n` and `\r` only."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int


class LinePair(msgspec.Struct, frozen=True, gc=False):
    """A line that changed: its places on either side, and the words in it, in code points from the line's start."""

    old: int
    new: int
    words: Ranges


class Edit(msgspec.Struct, frozen=True, gc=False):
    """Lines that differ: old start and end, new start and end, and which of them are one line changed, in order."""

    gap: Gap
    pairs: tuple[LinePair, ...]


class TextDiff(msgspec.Struct, frozen=True, gc=False):
    """Two texts that differ, by line and by word.

    `ranges` are what changed within lines that resemble each other: `(old_start, old_end, new_start, new_end)`, in
    CODE POINTS from the start of each text, ends not included, in order. A line of a hunk that no range touches is
    new, gone or replaced as a whole. `edits` is what both were made of: its lines are counted in what lies between
    equal ends of the texts (`lines.middle_of`).
    """

    lines: tuple[LineHunk, ...]
    ranges: Ranges
    edits: tuple[Edit, ...] = ()

    @property
    def removed_lines(self) -> int:
        """Lines of the old text that are in a hunk."""
        return sum(hunk.old_end - hunk.old_start for hunk in self.lines)

    @property
    def added_lines(self) -> int:
        """Lines of the new text that are in a hunk."""
        return sum(hunk.new_end - hunk.new_start for hunk in self.lines)

    def ranges_utf16(self, old: str, new: str) -> Ranges:
        """`ranges` in UTF-16 code units, given the two texts they are of."""
        starts, ends = [r[0] for r in self.ranges], [r[1] for r in self.ranges]
        new_starts, new_ends = [r[2] for r in self.ranges], [r[3] for r in self.ranges]
        return tuple(
            zip(
                to_utf16_all(old, starts),
                to_utf16_all(old, ends),
                to_utf16_all(new, new_starts),
                to_utf16_all(new, new_ends),
                strict=True,
            )
        )


class ValueChange(msgspec.Struct, frozen=True, gc=False):
    """One place in JSON that differs. `path` leads to it, names of objects and indices of lists. `old` is None when it
    was added, `new` when it was removed: `status` tells that from a null."""

    path: tuple[str | int, ...]
    status: Status
    old: Any
    new: Any


class OutputPair(msgspec.Struct, frozen=True, gc=False):
    """An output and what became of it. `old` and `new` are indices in the cell's outputs, None where there is none.

    `mimes` are the media types that differ, of outputs that carry data. `text` compares the readable text: of a
    stream its text, of an error its traceback, else the media type that `text_mime` names.
    """

    old: int | None
    new: int | None
    status: Status
    mimes: tuple[str, ...]
    text: TextDiff | None
    text_mime: str | None


class CellPair(msgspec.Struct, frozen=True, gc=False):
    """A cell and what became of it. `old` and `new` are indices, None where the cell was added or removed.

    `kinds` says what differs, as far as the options let it count; empty for a cell that is on one side only. `source`
    is None when the source is the same or the cell is on one side only. `outputs` has every output of both sides once
    when outputs differ, and is empty otherwise. `moved` cells stand where they are now, and may have changed too.
    `exact` cells are the same to the letter, whatever the options; it may be wrong where it says no.
    """

    old: int | None
    new: int | None
    kinds: frozenset[Kind] = frozenset()
    source: TextDiff | None = None
    outputs: tuple[OutputPair, ...] = ()
    metadata: tuple[ValueChange, ...] = ()
    attachments: tuple[ValueChange, ...] = ()
    moved: bool = False
    exact: bool = False

    @property
    def status(self) -> Status:
        if self.old is None:
            return "added"
        if self.new is None:
            return "removed"
        return "changed" if self.kinds else "same"


class Move(msgspec.Struct, frozen=True, gc=False):
    """The cell that stood at `old` stands at `new`, and others passed it."""

    old: int
    new: int


class Split(msgspec.Struct, frozen=True, gc=False):
    """The cell at `old` became several: `new`, in order."""

    old: int
    new: tuple[int, ...]


class Join(msgspec.Struct, frozen=True, gc=False):
    """The cells at `old`, in order, became the one at `new`."""

    old: tuple[int, ...]
    new: int


class NotebookDiff(msgspec.Struct, frozen=True, gc=False):
    """Two versions of a notebook, compared.

    `cells` has every cell of either side exactly once, in the order in which they are shown: as in the new version,
    removed ones where they were. `metadata` is all that differs outside the cells, its paths from the notebook's root.
    `splits` and `joins` only add to what `cells` says. `steps` were taken because time or size ran out: what they
    leave out may be there. Counts are of cells.
    """

    cells: tuple[CellPair, ...]
    metadata: tuple[ValueChange, ...]
    moves: tuple[Move, ...]
    splits: tuple[Split, ...]
    joins: tuple[Join, ...]
    steps: tuple[Step, ...]
    old_count: int
    new_count: int

    @property
    def same(self) -> bool:
        """Whether nothing differs, as far as the options let it count."""
        return not self.metadata and not any(cell.moved or cell.status != "same" for cell in self.cells)

"""Two versions of a notebook compared, ready to be shown outside JupyterLab: on a terminal, as Markdown or HTML."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..core.errors import Invalid
from ..core.text import split_lines
from .budget import Budget
from .compare import compare
from .lines import compare_texts
from .options import Options
from .result import CellPair, LineHunk, NotebookDiff, TextDiff
from .rows import rows_of
from .schema import Row
from .sides import ReadSide, as_text, paired
from .standard import Json, Standard

CONTEXT_LINES = 3
SECONDS = 20.0
KIND_WORDS = {
    "source": "source",
    "cell_type": "type",
    "outputs": "outputs",
    "attachments": "attachments",
    "metadata": "metadata",
    "execution_count": "counter",
    "id": "id",
}


@dataclass(frozen=True)
class Line:
    """A line of one or both versions: ` ` the same, `-` gone, `+` new, `…` where lines that are the same are left
    out. `old` and `new` are its numbers from 0."""

    sign: str
    text: str
    old: int | None = None
    new: int | None = None


@dataclass(frozen=True)
class Shown:
    """Two sides and how they differ: as notebooks (`diff`), else as text, `text` being None when they do not."""

    old: ReadSide
    new: ReadSide
    diff: NotebookDiff | None
    text: TextDiff | None

    @property
    def same(self) -> bool:
        if self.old.absent or self.new.absent:
            return False
        return self.diff.same if self.diff is not None else self.text is None

    @property
    def path(self) -> str:
        return self.new.info.path or self.old.info.path

    def notebooks(self) -> tuple[Standard, Standard]:
        """Both notebooks, of a comparison that has a `diff`."""
        assert self.old.notebook is not None
        assert self.new.notebook is not None
        return self.old.notebook, self.new.notebook

    def rows(self) -> list[tuple[Row, CellPair]]:
        """The rows that differ, each with what the engine found."""
        if self.diff is None:
            return []
        rows = rows_of(*self.notebooks(), self.diff)
        return [
            (row, pair) for row, pair in zip(rows, self.diff.cells, strict=True) if row.status != "same" or row.moved
        ]

    def cell(self, pair: CellPair) -> tuple[Json | None, Json | None]:
        """The cell on either side; None where there is none."""
        old, new = self.notebooks()
        return (
            old["cells"][pair.old] if pair.old is not None else None,
            new["cells"][pair.new] if pair.new is not None else None,
        )


def compare_shown(old: ReadSide, new: ReadSide, options: Options) -> Shown:
    """The two compared: as notebooks when both are and can be, else as text."""
    old, new = paired(old, new)
    if old.notebook is not None and new.notebook is not None:
        with contextlib.suppress(Invalid):
            return Shown(old, new, compare(old.notebook, new.notebook, options, Budget(SECONDS)), None)
    return Shown(old, new, None, compare_texts(as_text(old), as_text(new), options, Budget(SECONDS)))


def headline(shown: Shown) -> str:
    """How much changed, in one sentence."""
    if shown.diff is None:
        return "These are compared as text."
    if shown.same:
        return "Nothing changed."
    rows = [row for row, _ in shown.rows()]
    counts = {status: sum(row.status == status for row in rows) for status in ("changed", "added", "removed")}
    parts = [f"{count} {status}" for status, count in counts.items() if count]
    moved = sum(row.moved for row in rows)
    parts += [f"{moved} moved"] if moved else []
    parts += ["metadata of the notebook"] if shown.diff.metadata else []
    return (
        f"Of {len(shown.diff.cells)} cells: {', '.join(parts)}." if rows else "Only metadata of the notebook changed."
    )


def versions(shown: Shown) -> str:
    """Which two versions, so that somebody who reads it later knows: *HEAD (a1b2c3d) → Unsaved*."""
    return " → ".join(
        f"{info.title} ({info.detail})" if info.commit and info.detail and info.detail != info.title else info.title
        for info in (shown.old.info, shown.new.info)
    )


def place_of(row: Row) -> str:
    """Which cell it is, by its number from 1 on either side."""
    if row.old is None or row.new is None:
        return f"cell {(row.new if row.new is not None else row.old or 0) + 1}"
    return f"cell {row.new + 1}" if row.old == row.new else f"cell {row.old + 1} → {row.new + 1}"


def what_of(row: Row) -> str:
    """What became of the cell, in words."""
    if row.status in ("added", "removed"):
        return row.status
    words = [KIND_WORDS[kind] for kind in row.kinds]
    return ", ".join([*(["moved"] if row.moved else []), *words])


def unified(old: str, new: str, text: TextDiff | None) -> Iterator[Line]:
    """The lines that differ with three lines around each."""
    before, after = split_lines(old), split_lines(new)
    hunks = text.lines if text is not None else ()
    at = place = 0
    for n, hunk in enumerate(hunks):
        start = max(at, hunk.old_start - CONTEXT_LINES)
        if start > at:
            yield Line("…", "")
        place = hunk.new_start - (hunk.old_start - start)
        yield from _same(before, start, hunk.old_start, place)
        yield from _differing(before, after, hunk)
        following = hunks[n + 1].old_start if n + 1 < len(hunks) else len(before)
        at = min(hunk.old_end + CONTEXT_LINES, following)
        yield from _same(before, hunk.old_end, at, hunk.new_end)
    if hunks and at < len(before):
        yield Line("…", "")


def _same(lines: Sequence[str], start: int, end: int, place: int) -> Iterator[Line]:
    for n in range(start, min(end, len(lines))):
        yield Line(" ", lines[n], n, place + n - start)


def _differing(old: Sequence[str], new: Sequence[str], hunk: LineHunk) -> Iterator[Line]:
    for n in range(hunk.old_start, min(hunk.old_end, len(old))):
        yield Line("-", old[n], n)
    for n in range(hunk.new_start, min(hunk.new_end, len(new))):
        yield Line("+", new[n], None, n)


def whole(sign: str, text: str) -> Iterator[Line]:
    """All lines of a text that is on one side only."""
    if text:
        yield from (Line(sign, line) for line in split_lines(text.removesuffix("\n")))

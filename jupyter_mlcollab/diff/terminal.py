"""A comparison as lines for a terminal. No text of a notebook steers it: control characters are spelled out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ..core.command import Paint, visible
from .output_text import output_label, output_text, outputs_of, size_text
from .result import CellPair, OutputPair, ValueChange
from .schema import Row
from .shown import Line, Shown, headline, place_of, unified, what_of, whole
from .sides import ReadSide, as_text
from .standard import text_of

MAX_OUTPUT_LINES = 40
MAX_VALUE_CHARACTERS = 200


def show_comparison(shown: Shown, paint: Paint) -> Iterator[str]:
    """All that differs, cell by cell. Nothing when nothing does."""
    if shown.same:
        return
    yield paint.bold(visible(f"--- {_title(shown.old)}"))
    yield paint.bold(visible(f"+++ {_title(shown.new)}"))
    for side in (shown.old, shown.new):
        if side.info.problem is not None:
            yield paint.warning(visible(side.info.problem.sentence))
    if shown.diff is None:
        yield from _painted(unified(as_text(shown.old), as_text(shown.new), shown.text), paint)
        return
    yield headline(shown)
    for row, pair in shown.rows():
        yield ""
        yield from _cell(shown, row, pair, paint)
    if shown.diff.metadata:
        yield ""
        yield paint.bold("@@ metadata of the notebook @@")
        yield from _values(shown.diff.metadata, paint)
    if shown.diff.steps:
        yield paint.warning("Time ran out: the comparison may miss moves or words.")


def show_statistics(shown: Shown, paint: Paint) -> Iterator[str]:
    """One line for the notebook, one for each cell that differs. Nothing when nothing does."""
    if shown.same:
        return
    yield paint.bold(visible(shown.path)) + f": {headline(shown)}"
    for row, _ in shown.rows():
        lines = f"{paint.good(f'+{row.added_lines}')} {paint.bad(f'-{row.removed_lines}')}"
        yield f"  {place_of(row)}, {what_of(row)}: {lines}  {paint.dim(visible(row.heading))}"


def _title(side: ReadSide) -> str:
    return f"{side.info.path} ({side.info.title})" if side.info.path != side.info.title else side.info.title


def _cell(shown: Shown, row: Row, pair: CellPair, paint: Paint) -> Iterator[str]:
    before, after = shown.cell(pair)
    what = what_of(row) + (f", was {row.old_cell_type}" if "cell_type" in row.kinds else "")
    yield paint.bold(visible(f"@@ {place_of(row)}, {row.cell_type}: {what} @@ {row.heading}"))
    if before is None or after is None:
        sign = "+" if before is None else "-"
        yield from _painted(whole(sign, text_of(after or before or {})), paint)
        for output in outputs_of(after or before):
            yield from _one_sided(sign, output, paint)
        return
    yield from _painted(unified(text_of(before), text_of(after), pair.source), paint)
    for each in pair.outputs:
        yield from _output(each, outputs_of(before), outputs_of(after), paint)
    yield from _values([*pair.metadata, *pair.attachments], paint)
    if "execution_count" in pair.kinds:
        yield from _values([ValueChange(("execution_count",), "changed", *_counts(before, after))], paint)
    if "id" in pair.kinds:
        yield from _values([ValueChange(("id",), "changed", before.get("id"), after.get("id"))], paint)


def _counts(before: Any, after: Any) -> tuple[Any, Any]:
    return before.get("execution_count"), after.get("execution_count")


def _output(pair: OutputPair, old: list[Any], new: list[Any], paint: Paint) -> Iterator[str]:
    before = old[pair.old] if pair.old is not None else None
    after = new[pair.new] if pair.new is not None else None
    if pair.status == "same":
        return
    if before is None or after is None:
        yield from _one_sided("+" if before is None else "-", before if after is None else after, paint)
        return
    yield paint.dim(
        visible(f"output {(pair.new or 0) + 1}, {output_label(after)}: changed{_sizes(pair, before, after)}")
    )
    if pair.text is not None and pair.text_mime in (None, "text/plain"):
        lines = unified(output_text(before), output_text(after), pair.text)
        yield from _limited(_painted(lines, paint), paint)


def _sizes(pair: OutputPair, before: Any, after: Any) -> str:
    """How large the types are that differ and are not shown line by line."""
    parts = [
        f"{mime} {_size(before, mime)} → {_size(after, mime)}"
        for mime in pair.mimes
        if not mime.startswith("text/plain")
    ]
    return f" ({', '.join(parts)})" if parts else ""


def _size(output: Any, mime: str) -> str:
    data = output.get("data") if isinstance(output, dict) else None
    value = data.get(mime) if isinstance(data, dict) else None
    text = value if isinstance(value, str) else json.dumps(value)
    return size_text(len(text)) if value is not None else "none"


def _one_sided(sign: str, output: Any, paint: Paint) -> Iterator[str]:
    yield paint.dim(visible(f"output, {output_label(output)}: {'added' if sign == '+' else 'removed'}"))
    yield from _limited(_painted(whole(sign, output_text(output)), paint), paint)


def _limited(lines: Iterable[str], paint: Paint) -> Iterator[str]:
    for n, line in enumerate(lines):
        if n == MAX_OUTPUT_LINES:
            yield paint.dim("… more lines of this output are left out")
            return
        yield line


def _painted(lines: Iterable[Line], paint: Paint) -> Iterator[str]:
    paints = {"+": paint.good, "-": paint.bad, "…": paint.dim}
    for line in lines:
        yield paints.get(line.sign, str)(line.sign + visible(line.text))


def _values(changes: Iterable[ValueChange], paint: Paint) -> Iterator[str]:
    for change in changes:
        name = visible(".".join(map(str, change.path)))
        if change.status != "added":
            yield paint.bad(f"-{name}: {_value(change.old)}")
        if change.status != "removed":
            yield paint.good(f"+{name}: {_value(change.new)}")


def _value(value: Any) -> str:
    text = visible(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= MAX_VALUE_CHARACTERS else text[:MAX_VALUE_CHARACTERS] + "…"

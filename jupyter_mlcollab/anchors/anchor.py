"""How a place somebody points at becomes an anchor: pure."""

from __future__ import annotations

import bisect

import msgspec

from ..core.errors import Invalid
from ..core.text import (
    cut_to_bytes,
    from_utf16,
    line_starts,
    source_hash,
    well_formed,
)
from .entries import anchor_entry
from .passages import anchor_passage
from .schema import (
    CONTEXT_CHARACTERS,
    MAX_KEPT_BYTES,
    MAX_QUOTE_BYTES,
    MAX_SOURCE_BYTES,
    Anchor,
    AnchorCell,
    AnchorKind,
    AnchorOutput,
    CellTarget,
    EntryTarget,
    FileTarget,
    NotebookTarget,
    OutputTarget,
    Quote,
    Snapshot,
    SourceTarget,
    Surroundings,
    Target,
    TextTarget,
)

SNAPSHOT_BYTES = 4_096


def make_anchor(target: Target) -> Anchor:
    """What is stored of the place `target` points at.

    Raises:
        Invalid: the range is empty or lies outside the source, or the cell's index is not below the cell count.
        TooLarge: more of a page's text is sent than is kept.
    """
    match target:
        case NotebookTarget():
            return Anchor(kind="notebook", cell=None, quote=None, output=None, snapshot=None)
        case CellTarget(surroundings=around):
            return _in_cell("cell", around)
        case SourceTarget(surroundings=around, start=start, end=end):
            quote = _quote(cut_to_bytes(around.source, MAX_SOURCE_BYTES), start, end)
            return _in_cell("source", around, quote=quote)
        case OutputTarget(surroundings=around):
            return _in_cell("output", around, output=_output(target))
        case EntryTarget(entry=entry):
            snapshot = _snapshot(entry.text) if entry.text else None
            kept = anchor_entry(entry)
            return Anchor(kind="entry", cell=None, quote=None, output=None, snapshot=snapshot, entry=kept)
        case FileTarget():
            return Anchor(kind="file", cell=None, quote=None, output=None, snapshot=None)
        case TextTarget():
            quote, passage = anchor_passage(target)
            shown = _snapshot(quote.exact)
            return Anchor(kind="text", cell=None, quote=quote, output=None, snapshot=shown, passage=passage)


def choose(anchor: Anchor) -> Anchor:
    """`anchor` as a place a person picked."""
    return msgspec.structs.replace(anchor, chosen=True, detached=False)


def detach(anchor: Anchor) -> Anchor:
    """`anchor` as one a person said has no place any more; what it was stays readable."""
    return msgspec.structs.replace(anchor, chosen=False, detached=True)


def without_text(anchor: Anchor) -> Anchor:
    """`anchor` with everything readable gone. Ids, hashes and numbers stay: what is unchanged is still found."""
    cell = anchor.cell and msgspec.structs.replace(anchor.cell, source_text="", headings=[])
    quote = anchor.quote and msgspec.structs.replace(anchor.quote, exact="", prefix="", suffix="")
    entry = anchor.entry and msgspec.structs.replace(anchor.entry, heading="", label="")
    passage = anchor.passage and msgspec.structs.replace(anchor.passage, text="", headings=[])
    return msgspec.structs.replace(anchor, cell=cell, quote=quote, entry=entry, passage=passage, snapshot=None)


def _in_cell(
    kind: AnchorKind, around: Surroundings, quote: Quote | None = None, output: AnchorOutput | None = None
) -> Anchor:
    return Anchor(
        kind=kind,
        cell=_cell(around),
        quote=quote,
        output=output,
        snapshot=_snapshot(around.source),
        made_on=around.made_on and well_formed(around.made_on),
    )


def _cell(around: Surroundings) -> AnchorCell:
    if around.index >= around.cell_count:
        raise Invalid("The cell's index has to be below the number of cells.")
    text = cut_to_bytes(around.source, MAX_KEPT_BYTES)
    return AnchorCell(
        id=around.cell_id and well_formed(around.cell_id),
        id_trusted=around.ids_trusted and around.cell_id is not None,
        type=around.cell_type,
        index=around.index,
        cell_count=around.cell_count,
        source_hash=source_hash(around.source),
        source_text=text,
        source_cut=len(text) < len(around.source),
        previous_hash=None if around.previous_source is None else source_hash(around.previous_source),
        next_hash=None if around.next_source is None else source_hash(around.next_source),
        headings=[well_formed(heading) for heading in around.headings],
    )


def _quote(source: str, start: int, end: int) -> Quote:
    if start >= end:
        raise Invalid("Select some text first: the range is empty.")
    first, last = from_utf16(source, start), from_utf16(source, end)
    return Quote(
        exact=cut_to_bytes(source[first:last], MAX_QUOTE_BYTES),
        prefix=source[max(0, first - CONTEXT_CHARACTERS) : first],
        suffix=source[last : last + CONTEXT_CHARACTERS],
        line=bisect.bisect_right(line_starts(source), first) - 1,
        start=start,
        end=end,
    )


def _output(target: OutputTarget) -> AnchorOutput:
    return AnchorOutput(
        ordinal=target.ordinal,
        mime=well_formed(target.mime),
        kind=target.output_kind,
        payload_sha256=target.payload_sha256,
    )


def _snapshot(source: str) -> Snapshot:
    excerpt = cut_to_bytes(source, SNAPSHOT_BYTES)
    return Snapshot(excerpt=excerpt, cut=len(excerpt) < len(source))

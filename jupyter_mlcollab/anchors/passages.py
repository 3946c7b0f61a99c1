"""Quotes in the text of a file that is no notebook, such as a page: what is kept of one, and where it stands now. Pure.

A quote is known by its text and what stands around it (the selectors of the W3C's Web Annotation Data Model: text
quote, and as a hint text position). Where the text or enough of what is around it is another, that is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..core.errors import Invalid, TooLarge
from ..core.text import Units, cut_to_bytes, from_utf16, hash_normalised, normalise, utf16_length, well_formed
from .alike import ChangedText
from .occurrences import around, best_occurrence
from .placement import LIKELY, SURE, placement, state_of
from .schema import (
    CONTEXT_CHARACTERS,
    MAX_PASSAGE_BYTES,
    MAX_QUOTE_BYTES,
    Anchor,
    AnchorPassage,
    Placement,
    Quote,
    Reason,
    TextTarget,
)

SUPPORTED = 0.9


@dataclass(frozen=True, slots=True)
class Spot:
    """A range of the text in code points, how sure it is, and whether it says what was quoted, at its old place."""

    start: int
    end: int
    confidence: float
    same: bool
    elsewhere: bool = False


def anchor_passage(target: TextTarget) -> tuple[Quote, AnchorPassage]:
    """What is stored of a range of a file's text. Of a long quote its first 4 KB are meant.

    Raises:
        Invalid: the range is empty, blank or outside the text that was sent.
        TooLarge: that text is over 32 KB.
    """
    passage = target.passage
    text = well_formed(passage.text)
    if len(text.encode()) > MAX_PASSAGE_BYTES:
        raise TooLarge("Too much of the page was sent with the comment. Select less of it.")
    if target.start < passage.offset:
        raise Invalid("The position lies outside the text.")
    first, last = (from_utf16(text, units - passage.offset) for units in (target.start, target.end))
    exact = cut_to_bytes(text[first:last], MAX_QUOTE_BYTES)
    if not exact.strip():
        raise Invalid("Select some text first: the range is empty.")
    end = first + len(exact)
    quote = Quote(
        exact=exact,
        prefix=text[max(0, first - CONTEXT_CHARACTERS) : first],
        suffix=text[end : end + CONTEXT_CHARACTERS],
        line=passage.line + text.count("\n", 0, first),
        start=target.start,
        end=target.start + utf16_length(exact),
    )
    kept = AnchorPassage(
        text=text,
        offset=passage.offset,
        line=passage.line,
        headings=[well_formed(heading) for heading in passage.headings],
        rival=passage.rival,
        quote_hash=_hash(exact),
    )
    return quote, kept


def place_passages(anchors: Mapping[str, Anchor], text: str) -> dict[str, Placement]:
    """Where each thread on a range of a file's text, or on the file as a whole, stands in `text`, by thread id."""
    page = _Page(well_formed(text))
    return {thread: _place(thread, anchor, page) for thread, anchor in anchors.items()}


class _Page:
    def __init__(self, text: str) -> None:
        self.text = text
        self.units = Units(text)
        self.changed = ChangedText(text)


def _place(thread: str, anchor: Anchor, page: _Page) -> Placement:
    if anchor.detached:
        return placement(thread, "orphaned", 1.0, "detached")
    if anchor.kind == "file":
        return placement(thread, "anchored", 1.0, "file")
    if anchor.quote is None or anchor.passage is None:
        return placement(thread, "orphaned", 0.0, "none")
    spot = _find(anchor.quote, anchor.passage, page)
    if spot is None:
        return placement(thread, "orphaned", 0.0, "none")
    state = state_of(spot.confidence, spot.same, spot.elsewhere)
    is_chosen = anchor.chosen and state in ("anchored", "moved")
    reason: Reason = "chosen" if is_chosen else "text" if spot.same else "similar"
    start, end = page.units.to_utf16(spot.start), page.units.to_utf16(spot.end)
    return placement(thread, state, spot.confidence, reason, quote=(start, end))


def _find(quote: Quote, passage: AnchorPassage, page: _Page) -> Spot | None:
    start = page.units.from_utf16(quote.start)
    if not quote.exact:
        end = page.units.from_utf16(quote.end)
        return Spot(start, end, 1.0, True) if _hash(page.text[start:end]) == passage.quote_hash else None
    before, after = around(quote, passage)
    found = best_occurrence(quote.exact, before, after, passage.rival, page.text, start)
    if found is not None and found.certainty >= SURE:
        return Spot(found.start, found.end, found.certainty, True)
    changed = page.changed.find(quote, passage, before, after)
    if found is not None and changed is not None and changed.start <= found.start and found.end <= changed.line_end:
        # What is around it was rewritten, in the line that still is where it was.
        return Spot(found.start, found.end, SUPPORTED if changed.certainty >= LIKELY else found.certainty, True)
    if changed is not None and (found is None or changed.certainty > found.certainty):
        return Spot(changed.start, changed.end, changed.certainty, False)
    return None if found is None else Spot(found.start, found.end, found.certainty, True, elsewhere=True)


def _hash(text: str) -> str:
    return hash_normalised(normalise(text))

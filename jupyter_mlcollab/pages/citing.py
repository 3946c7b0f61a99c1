"""Live citations: what a page said of a cell or an output, and whether it still says so. Pure.

In the page a citation is a plain link, `[0.87](train.ipynb#mlc=4f1a2c)`, that reads well anywhere; its key leads to
the front matter, where what was cited is kept with its anchor. Where the source is today is found as for comments.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

from ..anchors.anchor import make_anchor
from ..anchors.place import place
from ..anchors.schema import Anchor, CellTarget, OutputTarget, Placement, SourceTarget
from ..anchors.surroundings import surroundings
from ..core.errors import Invalid
from ..core.notebook import Cell, cells_of
from ..core.text import cut_to_bytes, from_utf16, normalise, split_lines, to_utf16, well_formed
from ..diff.output_text import output_label, output_text, outputs_of
from ..diff.standard import standard
from .front_matter import Cite
from .markdown import CITED, link_markdown
from .schema import CitationState, CitedCell

SAID_BYTES = 2_000
"""More of what was cited is not kept for showing; its fingerprint is of the whole."""
KEPT_BYTES = 1_000
"""Bytes of the cell's source an anchor in a page keeps: a page is read by people."""
MAX_CITES = 1_000
Key = TypeVar("Key", bound=Hashable)
_LABEL = 60


@dataclass(frozen=True)
class CitedNotebook:
    """A notebook as its citations are looked for in it."""

    cells: Sequence[Cell]
    outputs: Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Found:
    """How a citation's source is today: `now` is None when it is lost, `at` the place of its cell or
    metric, from 0."""

    state: CitationState
    now: str | None
    sha256: str
    at: int | None
    reason: str | None


def cited_notebook(content: Any) -> CitedNotebook:
    """The cells of parsed notebook JSON with their outputs.

    Raises:
        Invalid: it is no notebook.
    """
    cells = standard(content)["cells"]
    return CitedNotebook(cells_of({"cells": cells}), [outputs_of(cell) for cell in cells])


def cite(cited: CitedCell, date: str) -> Cite:
    """What is written into the page of a cell, some of its lines, or an output of it.

    Raises:
        NotFound: the notebook has no such cell.
        Invalid: there is nothing to cite there, or the lines are not in the cell.
    """
    around = surroundings(cited.cells, cited.index)
    source = around.source
    if cited.output is not None:
        output = standard({"cells": [{"outputs": [cited.output]}]})["cells"][0]["outputs"][0]
        said, fingerprint = _said_of_output(output)
        mime = output_label(output)[:256] or "output"
        target = OutputTarget(
            surroundings=around, ordinal=cited.ordinal, mime=mime, output_kind="other", payload_sha256=fingerprint
        )
        return _cite(cited.path, said, date, make_anchor(target), fingerprint)
    if cited.first_line is None:
        return _cite(cited.path, source, date, make_anchor(CellTarget(surroundings=around)), _fingerprint(source))
    start, end = _range(source, cited.first_line, cited.last_line)
    part = source[start:end]
    target_lines = SourceTarget(surroundings=around, start=to_utf16(source, start), end=to_utf16(source, end))
    return _cite(cited.path, part, date, make_anchor(target_lines), _fingerprint(part))


def found_in(cites: Mapping[Key, Cite], notebook: CitedNotebook) -> dict[Key, Found]:
    """How the sources of citations of one notebook are today, by their keys."""
    numbered = {str(number): one.anchor for number, one in enumerate(cites.values())}
    placed = place(numbered, notebook.cells)
    return {key: _found(one, placed[str(number)], notebook) for number, (key, one) in enumerate(cites.items())}


def lost(cite: Cite, reason: str) -> Found:
    """A citation whose notebook is not there, or cannot be read."""
    return _lost(cite, None, reason)


def compared(cite: Cite, now: str, fingerprint: str, at: int) -> Found:
    """A citation whose source is there and says `now`."""
    still: CitationState = "kept" if cite.note else "current"
    return Found(still if fingerprint == cite.sha256 else "changed", now, fingerprint, at, None)


def accepted(cite: Cite, found: Found, notebook: CitedNotebook, date: str) -> Cite:
    """The citation as of what its source says today.

    Raises:
        Invalid: the source is lost, so that there is nothing to accept.
    """
    if found.now is None or found.at is None:
        raise Invalid("What was cited is not there any more. Keep the page with a note, or cite something else.")
    return msgspec.structs.replace(
        cite,
        said=cut_to_bytes(found.now, SAID_BYTES),
        date=date,
        note="",
        sha256=found.sha256,
        anchor=_slim(_moved(cite.anchor, found.now, found.at, notebook)),
    )


def kept(cite: Cite, found: Found, note: str) -> Cite:
    """The citation with a note, which holds until its source changes again."""
    return msgspec.structs.replace(cite, note=note.strip(), sha256=found.sha256)


def new_key(taken: Collection[str]) -> str:
    """A key that the page has not given yet."""
    while (key := secrets.token_hex(3)) in taken:
        pass
    return key


def link_to(cite: Cite, key: str, page: str) -> str:
    """The link that stands in the page at the path `page`."""
    return link_markdown(_label(cite), cite.path, page, f"{CITED}{key}")


def label(anchor: Anchor) -> str:
    """What is cited, in words: the headings above the cell, and which part of it."""
    if anchor.entry is not None:
        return anchor.entry.label
    if anchor.cell is None:
        return "notebook"
    where = anchor.cell.headings[-1] if anchor.cell.headings else f"cell {anchor.cell.index + 1}"
    match anchor.kind:
        case "output":
            return f"{where}, output"
        case "source" if anchor.quote is not None:
            return f"{where}, line {anchor.quote.line + 1}"
        case _:
            return where


def _found(cite: Cite, placement: Placement, notebook: CitedNotebook) -> Found:
    if placement.cell_index is None or placement.state in ("orphaned", "needs_confirmation"):
        return _lost(cite, None, "The cell is not in the notebook any more.")
    at = placement.cell_index
    if cite.anchor.output is not None:
        said = [_said_of_output(output) for output in notebook.outputs[at]]
        ordinal = cite.anchor.output.ordinal
        # One that only has another number by now, such as below a new warning, is the same output.
        same = next((one for one in said if one[1] == cite.sha256), said[ordinal] if ordinal < len(said) else None)
        if same is None:
            return _lost(cite, at, "The cell has no such output any more: run it again.")
        return compared(cite, *same, at)
    source = well_formed(notebook.cells[at].source)
    if cite.anchor.quote is None:
        return compared(cite, source, _fingerprint(source), at)
    if placement.quote_start is None or placement.quote_end is None:
        return _lost(cite, at, "The lines are not in the cell any more.")
    part = source[from_utf16(source, placement.quote_start) : from_utf16(source, placement.quote_end)]
    return compared(cite, part, _fingerprint(part), at)


def _lost(cite: Cite, at: int | None, reason: str) -> Found:
    return Found("kept" if cite.note and not cite.sha256 else "lost", None, "", at, reason)


def _moved(anchor: Anchor, now: str, at: int, notebook: CitedNotebook) -> Anchor:
    around = surroundings(notebook.cells, at)
    if anchor.output is not None:
        part = anchor.output
        target = OutputTarget(
            surroundings=around,
            ordinal=part.ordinal,
            mime=part.mime,
            output_kind=part.kind,
            payload_sha256=_said_of_output(notebook.outputs[at][part.ordinal])[1],
        )
        return make_anchor(target)
    start = around.source.find(now) if anchor.quote is not None else -1
    if start < 0:
        return make_anchor(CellTarget(surroundings=around))
    units = to_utf16(around.source, start), to_utf16(around.source, start + len(now))
    return make_anchor(SourceTarget(surroundings=around, start=units[0], end=units[1]))


def _cite(path: str, said: str, date: str, anchor: Anchor, fingerprint: str) -> Cite:
    if not said.strip():
        raise Invalid("There is nothing to cite there: it is empty.")
    return Cite(path=path, said=cut_to_bytes(said, SAID_BYTES), date=date, anchor=_slim(anchor), sha256=fingerprint)


def _slim(anchor: Anchor) -> Anchor:
    """The anchor without what a page need not carry: it keeps an excerpt of its own."""
    cell = anchor.cell
    if cell is not None:
        text = cut_to_bytes(cell.source_text, KEPT_BYTES)
        cell = msgspec.structs.replace(cell, source_text=text, source_cut=cell.source_cut or text != cell.source_text)
    return msgspec.structs.replace(anchor, cell=cell, snapshot=None)


def _said_of_output(output: Any) -> tuple[str, str]:
    """What an output says in words, and the fingerprint of what it shows: its text, or the picture's bytes."""
    text = well_formed(output_text(output)).strip("\n")
    data = output.get("data") if isinstance(output, dict) else None
    picture = next((data[mime] for mime in data if mime.startswith("image/")), None) if isinstance(data, dict) else None
    if isinstance(picture, str):
        # The text beside a picture, such as `<Figure size 640x480>`, tells nothing of what it shows.
        return text or "picture", sha256(well_formed(picture).strip().encode()).hexdigest()
    return text, _fingerprint(text)


def _fingerprint(text: str) -> str:
    return sha256(normalise(text).encode()).hexdigest()


def _range(source: str, first: int, last: int | None) -> tuple[int, int]:
    lines = split_lines(source)
    last = first if last is None else last
    if not first <= last < len(lines):
        raise Invalid(f"The cell has {len(lines)} lines, and not these.")
    # Only the ends of lines differ in length, and they are one or two characters in one source.
    starts = [0]
    for line in lines:
        at = starts[-1] + len(line)
        starts.append(at + (2 if source[at : at + 2] == "\r\n" else 1))
    return starts[first], starts[last] + len(lines[last])


def _label(cite: Cite) -> str:
    """The text of the link: a value as it is, else where it is from."""
    line = cite.said.strip()
    is_value = (
        cite.anchor.kind in ("output", "entry") and "\n" not in line and len(line) <= _LABEL and line != "picture"
    )
    return line if is_value and not line.startswith("<") else label(cite.anchor)

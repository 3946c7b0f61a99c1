"""What crosses the wire about places in a notebook, a card or a page, and the anchor that is stored with a thread.

Every `start` and `end` counts UTF-16 code units of a source, `end` exclusive. Conversions are `core/text.py`'s.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from ..core.notebook import MAX_CELLS, Cell, CellType
from ..core.wire import Payload, Wire

MAX_SOURCE_BYTES = 65_536
"""More of a cell's source than this is not looked at when an anchor is made; its quote has to lie within."""
MAX_KEPT_BYTES = 16_384
"""Bytes of a cell's source an anchor keeps for finding an edited cell again."""
MAX_QUOTE_BYTES = 4_096
CONTEXT_CHARACTERS = 64
MAX_HEADINGS = 6
MAX_ENTRIES = 20_000
MAX_PASSAGE_BYTES = 32_768
"""More of a page's text is not kept around a quote."""
MAX_TEXT_CHARACTERS = 16_000_000

Index = Annotated[int, msgspec.Meta(ge=0)]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$", description="SHA-256, 64 hexadecimal digits")]
CellId = Annotated[str, msgspec.Meta(max_length=128)]
Heading = Annotated[str, msgspec.Meta(max_length=1_000)]
VersionName = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Mime = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
OutputKind = Literal["text", "table", "image", "error", "html", "other"]
AnchorKind = Literal["notebook", "cell", "source", "output", "entry", "text", "file"]
State = Literal["anchored", "moved", "outdated", "needs_confirmation", "orphaned"]
Reason = Literal["id", "text", "alignment", "similar", "contained", "chosen", "detached", "notebook", "file", "none"]


class Surroundings(Wire, frozen=True, kw_only=True):
    """A cell and what stands around it, as the sender sees them. `headings` is the path of Markdown headings above
    the cell, outermost first. A source may be sent whole; the server cuts it.

    `made_on` names the version of the notebook these cells are of, such as a commit, where that is not the notebook as
    it stands.
    """

    cell_id: CellId | None
    cell_type: CellType
    index: Index
    cell_count: Annotated[int, msgspec.Meta(ge=1)]
    ids_trusted: bool
    source: str
    previous_source: str | None
    next_source: str | None
    headings: Annotated[list[Heading], msgspec.Meta(max_length=MAX_HEADINGS)]
    made_on: VersionName | None = None


class NotebookTarget(Wire, frozen=True, kw_only=True, tag_field="kind", tag="notebook"):
    """The notebook as a whole."""


class CellTarget(Wire, frozen=True, kw_only=True, tag_field="kind", tag="cell"):
    """A whole cell."""

    surroundings: Surroundings


class SourceTarget(Wire, frozen=True, kw_only=True, tag_field="kind", tag="source"):
    """A range of a cell's source, in UTF-16 code units of the source as sent, `end` exclusive."""

    surroundings: Surroundings
    start: Index
    end: Index


class OutputTarget(Wire, frozen=True, kw_only=True, tag_field="kind", tag="output"):
    """One output of a cell, by its number from 0 and the fingerprint of its payload."""

    surroundings: Surroundings
    ordinal: Index
    mime: Mime
    output_kind: OutputKind
    payload_sha256: Sha256


class FileEntry(Wire, frozen=True, kw_only=True):
    """A named part of a file that is no notebook, as it stands: a metric of a card, say.

    `section` is the sort of part; `name` tells it from the others of its section, as a metric's name and split do.
    `heading` and `label` say to people which it is. `text` is what it says; for what is no text, such as a picture,
    `sha256` is its fingerprint.
    """

    section: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    name: Annotated[list[str], msgspec.Meta(max_length=8)]
    heading: Heading
    label: Heading
    text: str
    sha256: Sha256 | None = None


class EntryTarget(Wire, frozen=True, kw_only=True, tag_field="kind", tag="entry"):
    """A named part of a file that is no notebook. Its text may be sent whole; the server cuts it."""

    entry: FileEntry


class FileTarget(Wire, frozen=True, kw_only=True, tag_field="kind", tag="file"):
    """A file that is no notebook, such as a page, as a whole."""


class Passage(Wire, frozen=True, kw_only=True):
    """A part of the text of a file, of whole lines where they are not very long, and where it begins in the file:
    `offset` in UTF-16 code units, `line` from 0. `headings` is the path of headings above, outermost first.

    `rival` is how many characters another place with the quoted text shares of what stands around the quote, both sides
    together and at most what is sent; null where the text stands nowhere else in the file.
    """

    text: str
    offset: Index
    line: Index
    headings: Annotated[list[Heading], msgspec.Meta(max_length=MAX_HEADINGS)]
    rival: Index | None


class TextTarget(Wire, frozen=True, kw_only=True, tag_field="kind", tag="text"):
    """A range of the text of a file, in UTF-16 code units of the whole text, `end` exclusive. Of a long one the first
    4 KB are meant."""

    passage: Passage
    start: Index
    end: Index


Target = NotebookTarget | CellTarget | SourceTarget | OutputTarget | EntryTarget | FileTarget | TextTarget


class AnchorCell(Payload, frozen=True, kw_only=True):
    """The cell as it was. `source_text` is cut to `MAX_KEPT_BYTES`, which `source_cut` says; `source_hash` is of the
    whole. It is empty beside the hash of a text once erased. A neighbour's hash is None at the notebook's edge."""

    id: str | None
    id_trusted: bool
    type: CellType
    index: int
    cell_count: int
    source_hash: str
    source_text: str
    source_cut: bool
    previous_hash: str | None
    next_hash: str | None
    headings: list[str]


class Quote(Payload, frozen=True, kw_only=True):
    """A range of a source: the text (the beginning of a long one), up to 64 characters on either side, the line it
    begins on (from 0), and its range in UTF-16 code units of the source as it was."""

    exact: str
    prefix: str
    suffix: str
    line: int
    start: int
    end: int


class AnchorOutput(Payload, frozen=True, kw_only=True):
    """An output as it was: its number in the cell, media type, kind and fingerprint, never its content."""

    ordinal: int
    mime: str
    kind: OutputKind
    payload_sha256: str


class AnchorEntry(Payload, frozen=True, kw_only=True):
    """A named part of a file as it was: which one (`key_hash` is of its section and name), what people call it, and
    the hash of what it said."""

    section: str
    heading: str
    label: str
    key_hash: str
    text_hash: str


class AnchorPassage(Payload, frozen=True, kw_only=True):
    """What stood around a quote in a file's text, and where that began: see `Passage`. Empty beside the hash of the
    quote once erased."""

    text: str
    offset: int
    line: int
    headings: list[str]
    rival: int | None
    quote_hash: str


class Snapshot(Payload, frozen=True, kw_only=True):
    """What is shown of the source, or of the entry, when the place is lost; `cut` says that there was more."""

    excerpt: str
    cut: bool


class Anchor(Payload, frozen=True, kw_only=True):
    """Where a thread was put. `cell` is None for the notebook or another file as a whole; `quote` is set for `source`,
    `output` for `output`. On a file that is no notebook `entry` is set for `entry`, `quote` and `passage` for `text`.
    `chosen` says that a person picked this place, `detached` that a person said there is none. `made_on` names the
    version it was put on in a comparison, None for the notebook as it stood."""

    kind: AnchorKind
    cell: AnchorCell | None
    quote: Quote | None
    output: AnchorOutput | None
    snapshot: Snapshot | None
    version: int = 1
    chosen: bool = False
    detached: bool = False
    made_on: str | None = None
    entry: AnchorEntry | None = None
    passage: AnchorPassage | None = None


class PlacementRequest(Wire, frozen=True, kw_only=True):
    """The cells of a notebook as they stand now, saved or not, or the entries or the text of another file; the answer
    places every thread of the document."""

    path: str
    cells: Annotated[list[Cell], msgspec.Meta(max_length=MAX_CELLS)] = msgspec.field(default_factory=list)
    entries: Annotated[list[FileEntry], msgspec.Meta(max_length=MAX_ENTRIES)] = msgspec.field(default_factory=list)
    text: Annotated[str, msgspec.Meta(max_length=MAX_TEXT_CHARACTERS)] | None = None


class Placement(Wire, frozen=True, kw_only=True):
    """Where a thread stands now. `confidence` is 0 to 1. `quote_start` and `quote_end` are UTF-16 code units in the
    current source of the cell, or in the text that was sent, None when the cell or file as a whole is meant or the
    text is no longer found in it.
    `entry_index` is the place among the entries that were sent."""

    thread_id: str
    state: State
    confidence: float
    cell_index: int | None
    cell_id: str | None
    quote_start: int | None
    quote_end: int | None
    entry_index: int | None
    reason: Reason


class DocumentPath(Wire, frozen=True, kw_only=True):
    """A notebook, or another file with threads, by its project-relative path."""

    path: str


class FoundDocument(Wire, frozen=True, kw_only=True):
    """The document at a path, or null; `moved_from` is where it was when it has just been found again."""

    document: str | None
    moved_from: str | None

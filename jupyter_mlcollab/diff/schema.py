"""What crosses the wire about a comparison of two versions of a notebook.

Every position in a text counts UTF-16 code units, and every number of a line counts from 0, lines being split at line
feed, carriage return and both together only. Ends are not included. Indices of cells, rows and outputs count from 0.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from ..core.wire import Time, Wire
from ..git.refs import RefKind
from .budget import Step
from .options import Options
from .result import Kind, Status

MAX_CONTENT_BYTES = 64 * 1024 * 1024
"""How large the JSON of an unsaved notebook may be, as sent."""
MAX_SECONDS = 30.0
MAX_ROWS = 200
"""Rows whose details one request may ask for."""
INLINE_BYTES = 64 * 1024
"""Text of an output stands in the answer up to so many bytes; a larger one is asked for by its hash."""

Path = Annotated[str, msgspec.Meta(min_length=1, max_length=1024, description="relative to the project's folder")]
Revision = Annotated[str, msgspec.Meta(min_length=1, max_length=512, description="a commit as git names it")]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}(?![\s\S])", description="SHA-256, 64 hexadecimal digits")]
Stage = Annotated[int, msgspec.Meta(ge=0, le=3)]
Seconds = Annotated[float, msgspec.Meta(gt=0, le=MAX_SECONDS)]
ViewName = Annotated[str, msgspec.Meta(min_length=1, max_length=128)]
SideKind = Literal["file", "live", "checkpoint", "revision", "index", "merge_base", "snapshot"]
Form = Literal["notebook", "text"]
Encoding = Literal["text", "base64"]

LineRange = Annotated[
    tuple[int, int, int, int],
    msgspec.Meta(description="lines that differ, from 0: old start, old end, new start, new end; ends not included"),
]
Utf16Range = Annotated[
    tuple[int, int, int, int],
    msgspec.Meta(
        description="changed words, in UTF-16 code units from the start of each text: old start, old end, new start, "
        "new end; ends not included"
    ),
]


# --- sides ----------------------------------------------------------------------------------------------------


class FileSide(Wire, frozen=True, kw_only=True, tag_field="kind", tag="file"):
    """The notebook as saved."""

    path: Path


class LiveSide(Wire, frozen=True, kw_only=True, tag_field="kind", tag="live"):
    """The notebook as it stands unsaved in the browser; `content` is its JSON."""

    path: Path
    content: str


class CheckpointSide(Wire, frozen=True, kw_only=True, tag_field="kind", tag="checkpoint"):
    """Jupyter's checkpoint of the notebook, by its id; null is the one there is."""

    path: Path
    checkpoint: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]{1,64}(?![\s\S])")] | None


class RevisionSide(Wire, frozen=True, kw_only=True, tag_field="kind", tag="revision"):
    """The notebook in a commit, named by a hash, branch, tag or anything else git takes for one. When it had another
    name there, git's renames lead to it."""

    path: Path
    revision: Revision


class IndexSide(Wire, frozen=True, kw_only=True, tag_field="kind", tag="index"):
    """The notebook as staged: stage 0, or of a conflict 1 (what both come from), 2 (ours), 3 (theirs)."""

    path: Path
    stage: Stage


class MergeBaseSide(Wire, frozen=True, kw_only=True, tag_field="kind", tag="merge_base"):
    """The notebook in the last commit that two others have in common."""

    path: Path
    one: Revision
    other: Revision


class SnapshotSide(Wire, frozen=True, kw_only=True, tag_field="kind", tag="snapshot"):
    """A notebook stored in the journal, by the hash of its bytes."""

    sha256: Sha256


Side = FileSide | LiveSide | CheckpointSide | RevisionSide | IndexSide | MergeBaseSide | SnapshotSide


class CompareRequest(Wire, frozen=True, kw_only=True):
    """Two sides, and what is to be left out. `seconds` is how long it may take, null what the server thinks fit.

    `replaces` is a name the browser gives to a view: what the same person's earlier request of that name still
    computes is stopped.
    """

    old: Side
    new: Side
    options: Options = Options()
    seconds: Seconds | None = None
    replaces: ViewName | None = None


# --- the comparison -------------------------------------------------------------------------------------------


class SideProblem(Wire, frozen=True, kw_only=True):
    """Why a side is not shown as a notebook, or is empty. `line` and `column` count from 1, `column` in code points."""

    sentence: str
    line: int | None
    column: int | None


class SideInfo(Wire, frozen=True, kw_only=True):
    """What a side turned out to be. `title` is short (*Saved*, *main*, *a1b2c3d*), `detail` says more.

    `path` is where the notebook was found, which may be an earlier name; empty for a snapshot. `commit` is the full
    hash. `missing` says that there is no notebook on this side: everything counts as added or removed. `language` is
    that of the kernel.
    """

    kind: SideKind
    title: str
    detail: str | None
    commit: str | None
    path: str
    missing: bool
    cell_count: int
    language: str | None
    problem: SideProblem | None


class Row(Wire, frozen=True, kw_only=True):
    """One cell and what became of it, in the order shown. `old` and `new` are the cell's indices, null where there is
    none. `heading` is the path of Markdown headings, or the beginning of the source.

    `added_lines` and `removed_lines` are of the source; `outputs_changed` counts outputs added, removed or changed.
    `old_cell_type` is null for an added cell.
    """

    old: int | None
    new: int | None
    status: Status
    kinds: list[Kind]
    moved: bool
    cell_type: str
    old_cell_type: str | None
    heading: str
    added_lines: int
    removed_lines: int
    outputs_changed: int


class ValueChange(Wire, frozen=True, kw_only=True):
    """One place in JSON that differs. `path` leads to it. A value larger than 16 KB is null, which `old_cut` or
    `new_cut` says."""

    path: list[str | int]
    status: Status
    old: Any
    new: Any
    old_cut: bool
    new_cut: bool


class MovedCell(Wire, frozen=True, kw_only=True):
    """The cell at index `old` stands at `new`, and others passed it."""

    old: int
    new: int


class SplitCell(Wire, frozen=True, kw_only=True):
    """The cell at index `old` became several, in order."""

    old: int
    new: list[int]


class JoinedCells(Wire, frozen=True, kw_only=True):
    """The cells at the indices `old`, in order, became one."""

    old: list[int]
    new: int


class Counts(Wire, frozen=True, kw_only=True):
    """How many cells. A moved cell counts as moved, and as changed too when it has."""

    changed: int
    added: int
    removed: int
    moved: int
    unchanged: int


class Hidden(Wire, frozen=True, kw_only=True):
    """How many cells count as the same only because the options leave a difference out, for each such difference.
    A cell may count several times."""

    outputs: int
    metadata: int
    counters: int
    ids: int
    whitespace: int


class TextComparison(Wire, frozen=True, kw_only=True):
    """Two files compared as text. `cut` says that only their beginnings are here, as they are too long."""

    old: str
    new: str
    lines: list[LineRange]
    ranges: list[Utf16Range]
    cut: bool


class Comparison(Wire, frozen=True, kw_only=True):
    """Two sides compared. `id` names it while the server keeps it, to ask for details.

    `form` is `text` when a side is not a notebook that can be read: `text` then holds the two files, and there are no
    rows. `metadata` is what differs outside the cells. `steps` were taken to keep the time, mildest first.
    `fingerprints` has one text for each row, of its cell on both sides; empty where nothing changed.
    """

    id: str
    form: Form
    old: SideInfo
    new: SideInfo
    rows: list[Row]
    fingerprints: list[str]
    text: TextComparison | None
    metadata: list[ValueChange]
    moves: list[MovedCell]
    splits: list[SplitCell]
    joins: list[JoinedCells]
    steps: list[Step]
    same: bool
    counts: Counts
    hidden: Hidden


# --- details --------------------------------------------------------------------------------------------------


class Media(Wire, frozen=True, kw_only=True):
    """One form of an output or attachment. `sha256` and `bytes` are of the payload as the notebook holds it, of an
    image the base64 text. `text` is the payload when it is readable and under 64 KB; else it is asked for by hash."""

    mime: str
    sha256: str
    bytes: int
    text: str | None


class OutputSide(Wire, frozen=True, kw_only=True):
    """An output on one side, at `index` in its cell. `kind` is the format's `output_type`.

    The text of a stream and the traceback of an error, its entries below each other, are of the type `text/plain`.
    """

    index: int
    kind: str
    stream: str | None
    error_name: str | None
    error_value: str | None
    execution_count: int | None
    media: list[Media]


class OutputPair(Wire, frozen=True, kw_only=True):
    """An output and what became of it. `mimes` are the types that differ. `lines` and `ranges` compare the text of the
    type `text_mime`, which for streams and errors is `text/plain`; empty when `text_mime` is null."""

    old: OutputSide | None
    new: OutputSide | None
    status: Status
    mimes: list[str]
    text_mime: str | None
    lines: list[LineRange]
    ranges: list[Utf16Range]


class AttachmentPair(Wire, frozen=True, kw_only=True):
    """An attachment by its name, on both sides; null where there is none."""

    name: str
    status: Status
    old: list[Media] | None
    new: list[Media] | None


class CellDetail(Wire, frozen=True, kw_only=True):
    """All there is to show of one row. A side without the cell has nulls. `lines` and `ranges` compare the sources."""

    row: int
    old_source: str | None
    new_source: str | None
    lines: list[LineRange]
    ranges: list[Utf16Range]
    outputs: list[OutputPair]
    metadata: list[ValueChange]
    attachments: list[AttachmentPair]
    old_execution_count: int | None
    new_execution_count: int | None
    old_id: str | None
    new_id: str | None


class CellDetails(Wire, frozen=True, kw_only=True):
    """Details of rows, in the order asked. `left` are the rows that did not fit into one answer."""

    cells: list[CellDetail]
    left: list[int]


class PayloadData(Wire, frozen=True, kw_only=True):
    """One payload. `data` is text, or the base64 text of what is not."""

    sha256: str
    mime: str
    encoding: Encoding
    data: str


# --- history --------------------------------------------------------------------------------------------------


class Commit(Wire, frozen=True, kw_only=True):
    """A commit that touched the notebook. `path` is the notebook's name in it, `earlier_path` the one before it, `at`
    when its author made it."""

    hash: str
    short_hash: str
    author: str
    at: Time
    subject: str
    path: str
    earlier_path: str


class History(Wire, frozen=True, kw_only=True):
    """Commits, newest first. `next` is what to send as `before` for those that follow; null at the end."""

    commits: list[Commit]
    next: str | None


class CommitCounts(Wire, frozen=True, kw_only=True):
    """What a commit changed in the notebook, against its first parent; null when it cannot be read as one, which
    `problem` explains."""

    commit: str
    parent: str | None
    counts: Counts | None
    problem: str | None


# --- versions -------------------------------------------------------------------------------------------------


class Ref(Wire, frozen=True, kw_only=True):
    """A name of a commit: a branch, a branch of another repository as it was last fetched, or a tag. `at` is when the
    commit or the tag was made."""

    kind: RefKind
    name: str
    short_hash: str
    at: Time
    subject: str


class Versions(Wire, frozen=True, kw_only=True):
    """What a notebook can be compared with by name. `branch` is checked out, null when none is; `head` is its commit,
    null before the first. `stages` are those of the notebook in the index. `refs` are at most 200 of a kind, newest
    first."""

    branch: str | None
    head: str | None
    stages: list[Stage]
    refs: list[Ref]

"""What crosses the wire about three versions of a notebook brought into one.

Indices of cells, rows and conflicts count from 0. Lines count from 0, split at line feeds only, ends not included.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from ...core.wire import Wire
from ...git.repository import Operation
from ..budget import Step
from ..schema import Media, OutputSide, Path, Seconds, Sha256, Side, SideInfo, ViewName
from .cells import ConflictKind, OutputRule
from .merge import Origin
from .resolving import Take

MAX_RESOLUTION_BYTES = 64 * 1024 * 1024
"""How much the choices and the sources written for one merge may hold together, as sent."""

Index = Annotated[int, msgspec.Meta(ge=0)]
LineSpan = Annotated[tuple[int, int], msgspec.Meta(description="lines, from 0; the end is not included")]
ValueState = Literal["there", "missing", "cut"]


# --- notebooks in conflict ------------------------------------------------------------------------------------


class ConflictedNotebook(Wire, frozen=True, kw_only=True):
    """A notebook that git has in conflict. `stages` are the versions it keeps: 1 what both come from, 2 ours,
    3 theirs. One that is missing was added on both sides (1), or deleted on one (2, 3)."""

    path: str
    stages: list[int]


class ConflictedNotebooks(Wire, frozen=True, kw_only=True):
    """The notebooks in conflict, none when the project is in no repository. `operation` is what git is in the middle
    of; during a rebase ours is what the commits are put on, and theirs the commit."""

    notebooks: list[ConflictedNotebook]
    operation: Operation | None


# --- the merge ------------------------------------------------------------------------------------------------


class MergeRequest(Wire, frozen=True, kw_only=True):
    """Three sides, usually stages 1, 2 and 3 of the index, and the notebook the result is for. `outputs` says what
    becomes of outputs that both changed where the source does not decide it. `replaces` as in a comparison."""

    path: Path
    base: Side
    ours: Side
    theirs: Side
    outputs: OutputRule = "ask"
    seconds: Seconds | None = None
    replaces: ViewName | None = None


class Attachment(Wire, frozen=True, kw_only=True):
    """An attachment by its name."""

    name: str
    media: list[Media]


class MergeCell(Wire, frozen=True, kw_only=True):
    """One version of a cell. `metadata` is null when it is over 16 KB. `outputs` is empty in rows in which outputs are
    the same in all versions; `output_count` says how many there are."""

    id: str | None
    cell_type: str
    source: str
    execution_count: int | None
    output_count: int
    outputs: list[OutputSide]
    attachments: list[Attachment]
    metadata: Any


class MergeRow(Wire, frozen=True, kw_only=True):
    """A cell and what became of it, in the order of the result. `base`, `ours`, `theirs` and `result` are the cell's
    indices, null where it is not: without `result` it went.

    `status` says which side changed it; `conflict` that something in it is open. Until it is resolved the result has
    what ours has, or what is left of a cell that one side deleted. `conflicts` are indices of the merge's. `moved` says
    that a side moved it. A version is null where the cell is not, and where it is the same as the result's.
    """

    base: int | None
    ours: int | None
    theirs: int | None
    result: int | None
    status: Origin
    moved: bool
    heading: str
    conflicts: list[int]
    base_cell: MergeCell | None
    ours_cell: MergeCell | None
    theirs_cell: MergeCell | None
    result_cell: MergeCell | None


class SourceHunk(Wire, frozen=True, kw_only=True):
    """Lines of a source that both changed, each in another way, in the three versions and in the result."""

    base: LineSpan
    ours: LineSpan
    theirs: LineSpan
    result: LineSpan


class MergeConflict(Wire, frozen=True, kw_only=True):
    """What a person has to decide. `rows` are those it is about, none for the notebook's metadata; of `both_inserted`
    the cells of ours, then those of theirs. `takes` are the possible answers.

    `hunks` are the open lines of a `source`. Of metadata and attachments `path` leads to the value in question, from
    the cell or the notebook, and `base`, `ours` and `theirs` are it; else these are null. The fields ending in `state`
    tell whether a version has something there, and whether it is left out here because it is over 16 KB.
    """

    kind: ConflictKind
    rows: list[int]
    takes: list[Take]
    hunks: list[SourceHunk]
    path: list[str | int]
    base: Any
    ours: Any
    theirs: Any
    base_state: ValueState
    ours_state: ValueState
    theirs_state: ValueState


class MergeAnswer(Wire, frozen=True, kw_only=True):
    """Three versions merged. `id` names the merge while the server keeps it.

    `file_sha256` is of the notebook saved at the merge's path now, null when there is none: it goes back with the
    resolution, so that nobody's save in between is lost. `file_edited` says that the file is none of the three and not
    what git left of them: somebody has worked on it, which saving the result would undo. Also so when git's markers are
    in it and git does not say what it left. `steps` were taken to keep the time.
    """

    id: str
    path: str
    base: SideInfo
    ours: SideInfo
    theirs: SideInfo
    rows: list[MergeRow]
    conflicts: list[MergeConflict]
    file_sha256: str | None
    file_edited: bool
    steps: list[Step]


# --- the resolution -------------------------------------------------------------------------------------------


class Resolution(Wire, frozen=True, kw_only=True):
    """What is taken for the conflict of that index, one of its `takes`. `both` is ours, then theirs."""

    conflict: Index
    take: Take


class WrittenSource(Wire, frozen=True, kw_only=True):
    """The source a person wrote for a row of the result. It settles conflicts about the source, or about the cell's
    deletion."""

    row: Index
    source: str


class ResolveRequest(Wire, frozen=True, kw_only=True):
    """All decisions of a merge. `file_sha256` is that of the merge's answer, or of a later refusal that the person
    chose to overrule."""

    resolutions: list[Resolution]
    sources: list[WrittenSource]
    file_sha256: Sha256 | None


class ResolvedNotebook(Wire, frozen=True, kw_only=True):
    """The notebook to be saved at `path`, checked: its JSON as text, laid out as ours is. `problem` is what is wrong
    with it, when something was wrong with a side already; that is no reason not to save it."""

    path: str
    content: str
    problem: str | None

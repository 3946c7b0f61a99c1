"""What people ask of three versions of a notebook. Nothing here touches the journal, and nothing writes files."""

from __future__ import annotations

from hashlib import sha256

from ...access.work import Local
from ...core.errors import CollabError, Conflict, Invalid, NotFound
from ...core.paths import check_path
from ..budget import Budget
from ..details import payload_of
from ..kept import Comparisons
from ..named_file import SIDE_LIMIT_BYTES
from ..reading import read_notebook
from ..schema import LiveSide, PayloadData
from ..sides import SUFFIX, ReadSide
from ..standard import Standard, standard
from ..writing import notebook_text, problem_of
from .kept import KeptMerge, Merges
from .marking import marked
from .merge import merge
from .resolving import resolved
from .rows import Sides, merge_conflicts, merge_rows
from .schema import (
    ConflictedNotebook,
    ConflictedNotebooks,
    MergeAnswer,
    MergeRequest,
    ResolvedNotebook,
    ResolveRequest,
)
from .values import same

DEFAULT_SECONDS = 10.0


def conflicted_notebooks(work: Local, path: str | None = None) -> ConflictedNotebooks:
    """The notebooks that git has in conflict; with `path` that one only, when it is.

    Raises:
        Invalid: a path outside the project.
        Unavailable: git cannot answer, or does not trust the folder.
    """
    wanted = check_path(path) if path is not None else None
    try:
        found = work.repository.conflicts()
        operation = work.repository.operation() if found else None
    except NotFound:
        return ConflictedNotebooks(notebooks=[], operation=None)
    notebooks = [
        ConflictedNotebook(path=name, stages=sorted(stages))
        for name, stages in found.items()
        if name.endswith(SUFFIX) and wanted in (None, name)
    ]
    return ConflictedNotebooks(notebooks=notebooks, operation=operation)


def merge_read(work: Local, base: ReadSide, ours: ReadSide, theirs: ReadSide, request: MergeRequest) -> MergeAnswer:
    """Three sides that were read, merged.

    Raises:
        NotFound: ours or theirs has no notebook.
        Invalid: a side cannot be read as a notebook; `details` says which, and where it breaks.
        Unavailable: a newer request took the place of this one.
    """
    notebooks = merge_sides_of(base, ours, theirs)
    held = work.held(Comparisons)
    with held.replacing(work.context.login, request.replaces) as stopped, held.turn():
        budget = Budget(request.seconds or DEFAULT_SECONDS, stopped)
        found = merge(*notebooks, outputs=request.outputs, budget=budget)
    sides = Sides(*notebooks, found)
    kept = KeptMerge(found, sides.ours, sides.theirs, check_path(request.path), ours.data)
    rows = merge_rows(sides, kept.payloads)
    saved = work.files.read(kept.path, SIDE_LIMIT_BYTES)
    work.held(Merges).keep(kept)
    return MergeAnswer(
        id=kept.id,
        path=kept.path,
        base=base.info,
        ours=ours.info,
        theirs=theirs.info,
        rows=rows,
        conflicts=merge_conflicts(found),
        file_sha256=_digest(saved),
        file_edited=saved is not None and _edited(work, request, saved, sides),
        steps=list(found.steps),
    )


def merge_sides_of(base: ReadSide, ours: ReadSide, theirs: ReadSide) -> tuple[Standard, Standard, Standard]:
    """The three notebooks. Where there is no base, both sides added the notebook: it is an empty one then.

    Raises:
        NotFound: ours or theirs has no notebook.
        Invalid: a side cannot be read as a notebook; `details` says which, and where it breaks.
    """
    for name, side in (("Ours", ours), ("Theirs", theirs)):
        if side.absent:
            raise NotFound(f"{name} has no notebook here, so there is nothing to merge: keep the other or delete it.")
    mine, others = _notebook("ours", ours), _notebook("theirs", theirs)
    empty = {name: mine[name] for name in ("nbformat", "nbformat_minor") if name in mine}
    before = standard(empty | {"cells": [], "metadata": {}}) if base.absent else _notebook("base", base)
    return before, mine, others


def _notebook(name: str, side: ReadSide) -> Standard:
    if side.notebook is not None:
        return side.notebook
    problem = side.info.problem
    sentence = problem.sentence if problem else "It is not a notebook."
    details = {"side": name, "line": problem.line if problem else None, "column": problem.column if problem else None}
    raise Invalid(f"{side.info.title}: {sentence} Resolve this one as text.", details)


def _edited(work: Local, request: MergeRequest, saved: bytes, sides: Sides) -> bool:
    """Whether the file holds something else than one of the sides, what a merge of ours leaves, or what git left. Where
    git does not say what it left, a file with its markers counts as edited: somebody may have."""
    if isinstance(request.ours, LiveSide) and request.ours.path == request.path:
        # The notebook as it is open stands for its file.
        return False
    try:
        notebook = read_notebook(saved)
    except CollabError:
        return not _left_by_git(work, request.path, saved)
    left = (sides.ours, sides.theirs, sides.base, marked(sides.merge), sides.merge.notebook)
    return not any(same(notebook, each) for each in left) and not _left_by_git(work, request.path, saved)


def _left_by_git(work: Local, path: str, saved: bytes) -> bool:
    try:
        blob = work.repository.left_by_merge(path)
        # The ends of lines in a file may be others than git keeps.
        left = work.repository.read(blob, SIDE_LIMIT_BYTES) if blob else None
    except CollabError:
        return False
    return left is not None and left.replace(b"\r\n", b"\n") == saved.replace(b"\r\n", b"\n")


def merge_payload(work: Local, merge_id: str, sha256: str) -> PayloadData:
    """One payload of an output or attachment, by the hash that a row of the merge gave.

    Raises:
        NotFound: the merge is not kept any more, or has no such payload.
    """
    return payload_of(work.held(Merges).get(merge_id).payloads, sha256)


def resolve_merge(work: Local, merge_id: str, resolve_request: ResolveRequest) -> ResolvedNotebook:
    """The notebook that comes of all decisions, checked, for the browser to save. Nothing is written here, and git is
    not told: `git add` is up to the person.

    Raises:
        NotFound: the merge is not kept any more. The decisions hold for the same merge made again.
        Invalid: conflicts are left (`details` has them as `left`), a decision does not fit its conflict, or the
            notebook breaks its format's rules, as neither side does (`details` has the cell's index as `cell`).
        Conflict: the file is another than it was; `details` has its hash now, as `fileSha256`.
    """
    kept = work.held(Merges).get(merge_id)
    takes = {each.conflict: each.take for each in resolve_request.resolutions}
    sources = {each.row: each.source for each in resolve_request.sources}
    notebook, left = resolved(kept.merge, takes, sources)
    if left:
        raise Invalid(_left(len(left)), {"left": left})
    problem = problem_of(notebook, kept.ours, kept.theirs)
    saved = _digest(work.files.read(kept.path, SIDE_LIMIT_BYTES))
    if saved != resolve_request.file_sha256:
        raise Conflict("The notebook's file has changed since this merge was opened.", {"fileSha256": saved})
    return ResolvedNotebook(path=kept.path, content=notebook_text(notebook, kept.like), problem=problem)


def _left(count: int) -> str:
    return "1 conflict is left." if count == 1 else f"{count} conflicts are left."


def _digest(data: bytes | None) -> str | None:
    return sha256(data).hexdigest() if data is not None else None

"""What people ask of two versions of a notebook. Nothing here touches the journal."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec

from ..access.work import Local
from ..core.errors import CollabError, Invalid, NotFound
from ..core.paths import check_path
from ..core.text import cut_to_bytes
from ..git.history import file_history
from ..git.refs import list_refs
from .aside import Aside
from .budget import Budget
from .compare import compare
from .details import detail, payload_of, size_of, whole
from .export_schema import Export, ExportRequest
from .exports import export
from .fingerprints import fingerprints_of
from .kept import Comparisons, Kept
from .lines import compare_texts
from .options import Options
from .rows import counts_of, hidden_of, lines_of, ranges_of, rows_of, value_changes
from .schema import (
    MAX_ROWS,
    CellDetails,
    Commit,
    CommitCounts,
    CompareRequest,
    Comparison,
    Counts,
    Hidden,
    History,
    JoinedCells,
    MovedCell,
    PayloadData,
    Ref,
    RevisionSide,
    SplitCell,
    TextComparison,
    Versions,
)
from .shown import compare_shown
from .sides import SHORT_HASH, SUFFIX, ReadSide, as_text, find_side, paired, read_side
from .standard import standard
from .whole_schema import WholeCell

DEFAULT_SECONDS = 5.0
COUNT_SECONDS = 1.0
"""How long the counts of one commit may take: a list of many waits for them."""
TEXT_BYTES = 2 * 1024 * 1024
"""So much of a file that is no notebook is compared as text."""
DETAIL_BYTES = 8 * 1024 * 1024
"""About how much the details of several rows may hold together."""
PAGE = 100

Limit = Annotated[int, msgspec.Meta(ge=1, le=PAGE)]
_ROWS = re.compile(r"\d{1,6}(?:,\d{1,6})*")


def compare_read(work: Local, old: ReadSide, new: ReadSide, request: CompareRequest) -> Comparison:
    """Two sides that were read, compared: as notebooks, else as text.

    Raises:
        NotFound: there is no notebook on either side.
        Unavailable: a newer request took the place of this one, or nobody waits for the answer any more.
    """
    if old.absent and new.absent:
        raise NotFound(new.absent)
    old, new = paired(old, new)
    held = work.held(Comparisons)
    with held.replacing(work.context.login, request.replaces) as stopped, held.turn():
        budget = Budget(request.seconds or DEFAULT_SECONDS, lambda: stopped() or work.context.gone())
        budget.check()
        kept = _compared(held, old, new, request.options, budget)
        if kept is None:
            return _as_text(old, new, request.options, budget)
        return _as_notebooks(kept, old, new, request.options)


def export_read(work: Local, old: ReadSide, new: ReadSide, request: ExportRequest) -> Export:
    """Two sides that were read, compared and written as one text.

    Raises:
        NotFound: there is no notebook on either side.
        Invalid: nbdime's format of what are not two notebooks.
        TooLarge: over 64 million characters.
    """
    if old.absent and new.absent:
        raise NotFound(new.absent)
    with work.held(Comparisons).turn():
        return export(compare_shown(old, new, request.options), request.form, request.outputs)


def cells(work: Local, comparison_id: str, rows: str) -> CellDetails:
    """The details of rows of a kept comparison, up to 200 numbers with commas between: sources, outputs, metadata.

    Raises:
        NotFound: the comparison is not kept any more.
        Invalid: not such a list, or a row that is not there.
    """
    kept = work.held(Comparisons).get(comparison_id)
    wanted = [int(row) for row in rows.split(",")] if _ROWS.fullmatch(rows) else []
    if not 0 < len(wanted) <= MAX_ROWS:
        raise Invalid(f"“rows” takes 1 to {MAX_ROWS} numbers with commas between.")
    if max(wanted) >= len(kept.diff.cells):
        raise Invalid("The comparison has no such row.")
    found, size = [], 0
    for row in wanted:
        if size > DETAIL_BYTES:
            break
        found.append(detail(kept, row))
        size += size_of(found[-1])
    return CellDetails(cells=found, left=wanted[len(found) :])


def whole_cell(work: Local, comparison_id: str, row: Annotated[int, msgspec.Meta(ge=0)]) -> WholeCell:
    """The cell of a row as both notebooks hold it, to put it back from.

    Raises:
        NotFound: the comparison is not kept any more.
        Invalid: there is no such row, or the cell holds what JSON has no word for.
    """
    kept = work.held(Comparisons).get(comparison_id)
    if row >= len(kept.diff.cells):
        raise Invalid("The comparison has no such row.")
    return whole(kept, row)


def payload(work: Local, comparison_id: str, sha256: str) -> PayloadData:
    """One payload of an output or attachment, by the hash that the details of its cell gave.

    Raises:
        NotFound: the comparison is not kept any more, or has no such payload.
    """
    return payload_of(work.held(Comparisons).get(comparison_id).payloads, sha256)


def versions(work: Local, path: str) -> Versions:
    """The branches and tags, and what the index has of the notebook.

    Raises:
        Invalid: a path outside the project, or of what is no file in the index.
        NotFound: the project is not in a git repository.
        Unavailable: git cannot answer, or does not trust the folder.
    """
    repository = work.repository
    refs = [
        Ref(kind=ref.kind, name=ref.name, short_hash=ref.commit[:SHORT_HASH], at=ref.at, subject=ref.subject)
        for ref in list_refs(repository)
    ]
    stages = sorted(repository.staged(check_path(path)))
    return Versions(branch=repository.branch(), head=repository.head(), stages=stages, refs=refs)


def history(work: Local, path: str, before: str | None = None, limit: Limit = 30) -> History:
    """The commits that touched the notebook, newest first, renames followed. Empty where there is no commit yet.

    `before` is the `next` of the page before, `limit` 1 to 100.

    Raises:
        Invalid: a path outside the project, or a `before` that no page gave.
        NotFound: the project is not in a git repository.
        Unavailable: git cannot answer, or does not trust the folder.
    """
    page = file_history(work.repository, check_path(path), before, limit)
    commits = [
        Commit(
            hash=c.hash,
            short_hash=c.short_hash,
            author=c.author,
            at=c.at,
            subject=c.subject,
            path=c.path,
            earlier_path=c.earlier_path,
        )
        for c in page.commits
    ]
    return History(commits=commits, next=page.next)


def history_counts(work: Local, commit: str, path: str) -> CommitCounts:
    """How many cells a commit changed in the notebook, which is called `path` in it, against the commit's first parent.

    Raises:
        Invalid: a path outside the project, or text that is no revision.
        NotFound: no such commit, or the project is not in a git repository.
        Unavailable: git cannot answer.
    """
    found = work.repository.commit(commit)
    parent = work.repository.parent(found)
    try:
        counts = work.held(Comparisons).counts(found, check_path(path), lambda: _count(work, found, parent, path))
    except CollabError as error:
        return CommitCounts(commit=found, parent=parent, counts=None, problem=error.message)
    return CommitCounts(commit=found, parent=parent, counts=counts, problem=None)


def _count(work: Local, commit: str, parent: str | None, path: str) -> Counts:
    new = read_side(find_side(work, RevisionSide(path=path, revision=commit)))
    old = read_side(find_side(work, _in_parent(work, commit, parent, path))) if parent else None
    before = old.notebook if old else standard({"cells": []})
    if before is None or new.notebook is None:
        raise Invalid("One of the two versions cannot be read as a notebook.")
    return counts_of(compare(before, new.notebook, None, Budget(COUNT_SECONDS)))


def _in_parent(work: Local, commit: str, parent: str, path: str) -> RevisionSide:
    """The notebook in the commit before, by the name it had there."""
    is_there = work.repository.blob_at(parent, path) is not None
    earlier = None if is_there else work.repository.earlier_name(parent, path, commit)
    return RevisionSide(path=earlier if earlier and earlier.endswith(SUFFIX) else path, revision=parent)


def _compared(held: Comparisons, old: ReadSide, new: ReadSide, options: Options, budget: Budget) -> Kept | None:
    """The comparison, known or made; None when the two cannot be compared as notebooks."""
    if old.notebook is None or new.notebook is None:
        return None
    key = (old.digest, new.digest, options)
    known = held.known(key)
    if known is not None:
        return known
    try:
        diff = compare(old.notebook, new.notebook, options, budget)
    except Invalid:
        return None
    return held.keep(key, Aside(old.notebook, old.data), Aside(new.notebook, new.data), diff)


def _as_notebooks(kept: Kept, old: ReadSide, new: ReadSide, options: Options) -> Comparison:
    diff = kept.diff
    # Those that were read just now hold the same as those that are kept.
    assert old.notebook is not None
    assert new.notebook is not None
    return Comparison(
        id=kept.id,
        form="notebook",
        old=old.info,
        new=new.info,
        rows=rows_of(old.notebook, new.notebook, diff),
        fingerprints=fingerprints_of(old.notebook, new.notebook, diff, options),
        text=None,
        metadata=value_changes(diff.metadata),
        moves=[MovedCell(old=move.old, new=move.new) for move in diff.moves],
        splits=[SplitCell(old=split.old, new=list(split.new)) for split in diff.splits],
        joins=[JoinedCells(old=list(join.old), new=join.new) for join in diff.joins],
        steps=list(diff.steps),
        same=diff.same and not (old.absent or new.absent),
        counts=counts_of(diff),
        hidden=hidden_of(old.notebook, new.notebook, diff, options),
    )


def _as_text(old: ReadSide, new: ReadSide, options: Options, budget: Budget) -> Comparison:
    one, one_cut = _cut(as_text(old))
    other, other_cut = _cut(as_text(new))
    text = compare_texts(one, other, options, budget)
    return Comparison(
        id="",
        form="text",
        old=old.info,
        new=new.info,
        rows=[],
        fingerprints=[],
        text=TextComparison(
            old=one, new=other, lines=lines_of(text), ranges=ranges_of(text, one, other), cut=one_cut or other_cut
        ),
        metadata=[],
        moves=[],
        splits=[],
        joins=[],
        steps=list(budget.steps),
        same=old.data == new.data or (text is None and not (one_cut or other_cut)),
        counts=Counts(changed=0, added=0, removed=0, moved=0, unchanged=0),
        hidden=Hidden(outputs=0, metadata=0, counters=0, ids=0, whitespace=0),
    )


def _cut(text: str) -> tuple[str, bool]:
    beginning = cut_to_bytes(text, TEXT_BYTES)
    return beginning, len(beginning) < len(text)

"""Where comparisons and the journal meet: a side may be a notebook that the journal stores."""

from __future__ import annotations

from ..access.work import Joining
from ..core.errors import NotFound
from .export_schema import Export, ExportRequest
from .giving_way import giving_way
from .merging.schema import MergeAnswer, MergeRequest
from .merging.service import merge_read
from .schema import CompareRequest, Comparison, Side, SnapshotSide
from .service import compare_read, export_read
from .sides import Found, ReadSide, find_side, read_both, read_side


def compare_sides(work: Joining, compare_request: CompareRequest) -> Comparison:
    """Two sides of a notebook compared: every cell with what became of it; details are asked for by the answer's `id`.
    A side that is no notebook, invalid JSON or with conflict markers, is compared as text.

    Raises:
        Invalid: a path outside the project or not of a notebook, or text that cannot be a revision.
        NotFound: no such commit, checkpoint or snapshot, no repository, or no notebook on either side.
        TooLarge: a side over 100 MB.
        Unavailable: git cannot answer, or a newer request took the place of this one.
    """
    with giving_way():
        return _compare(work, compare_request)


def merge_sides(work: Joining, merge_request: MergeRequest) -> MergeAnswer:
    """Three versions of a notebook merged: every cell with its versions and what became of it, and what a person has
    to decide. Nothing is written.

    Raises:
        Invalid: a path outside the project or not of a notebook, text that cannot be a revision, or a side that cannot
            be read as a notebook: `details` says which `side`, and the `line` and `column` where it breaks.
        NotFound: no such commit, checkpoint or snapshot, no repository, or ours or theirs has no notebook.
        TooLarge: a side over 100 MB.
        Unavailable: git cannot answer, or a newer request took the place of this one.
    """
    asked = (merge_request.base, merge_request.ours, merge_request.theirs)
    with giving_way():
        base, ours, theirs = (read_side(_find(work, side)) for side in asked)
        return merge_read(work, base, ours, theirs, merge_request)


def export_comparison(work: Joining, export_request: ExportRequest) -> Export:
    """Two sides of a notebook compared, as one text to keep: an HTML file, a summary in Markdown, or nbdime's JSON.

    Raises:
        Invalid: as `compare_sides`; nbdime's format of what are not two notebooks.
        NotFound: as `compare_sides`.
        TooLarge: a side over 100 MB, or an export over 64 million characters.
        Unavailable: git cannot answer.
    """
    with giving_way():
        return _export(work, export_request)


def _compare(work: Joining, request: CompareRequest) -> Comparison:
    # A function of its own: the notebooks are let go of before the garbage collector is what it was, so that it never
    # sees them.
    return compare_read(work, *_read_both(work, request.old, request.new), request)


def _export(work: Joining, request: ExportRequest) -> Export:
    return export_read(work, *_read_both(work, request.old, request.new), request)


def _read_both(work: Joining, old: Side, new: Side) -> tuple[ReadSide, ReadSide]:
    return read_both(_find(work, old), _find(work, new))


def _find(work: Joining, side: Side) -> Found:
    return find_side(work, side, _stored(work, side) if isinstance(side, SnapshotSide) else None)


def _stored(work: Joining, side: SnapshotSide) -> bytes:
    found = work.read(lambda reading: reading.journal.blob(side.sha256))
    if found is None:
        raise NotFound("This version of the notebook is not stored here any more.")
    return found[1]

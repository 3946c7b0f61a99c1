"""Threads as lines of text. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..anchors.schema import Anchor, AnchorCell, AnchorEntry, Placement
from ..core.command import Paint, visible
from .schema import Comment, Thread

ID_CHARACTERS = 8
EXCERPT_CHARACTERS = 100
QUOTED_CHARACTERS = 60
_STATES = {
    "anchored": "",
    "moved": "moved",
    "outdated": "the text has changed",
    "needs_confirmation": "perhaps not here any more",
    "orphaned": "place lost",
}


def show_threads(threads: Sequence[tuple[Thread, Placement | None]], more: bool, paint: Paint) -> Iterator[str]:
    """Two lines for each thread, under its file's path."""
    if not threads:
        yield "No threads here. Start one: jupyter mlcollab comment NOTEBOOK --cell 1 TEXT"
    for path in dict.fromkeys(thread.path for thread, _ in threads):
        yield paint.bold(visible(path) or "(file unknown)")
        for thread, placement in threads:
            if thread.path == path:
                yield "  " + _headline(thread, placement, paint)
                yield f"{'':{ID_CHARACTERS + 4}}{_excerpt(thread.comments)}"
    if more:
        yield paint.dim("There are more. Narrow the list with --notebook or --search.")


def show_thread(thread: Thread, placement: Placement | None, paint: Paint) -> Iterator[str]:
    """A thread with all its comments."""
    yield _headline(thread, placement, paint)
    yield paint.dim(f"{visible(thread.path)}  ·  {thread.id}")
    if thread.anchor and thread.anchor.quote:
        yield from (paint.dim("  │ " + visible(line)) for line in thread.anchor.quote.exact.splitlines())
    for comment in thread.comments:
        yield ""
        yield f"{paint.bold(visible(_author(comment)))}  {paint.dim(_when(comment))}"
        yield from (f"  {visible(line)}" for line in _lines(comment))


def _headline(thread: Thread, placement: Placement | None, paint: Paint) -> str:
    mark = paint.good("resolved") if thread.status == "resolved" else "open"
    blocking = ", " + paint.bad("blocking") if thread.blocking else ""
    count = len([c for c in thread.comments if not c.deleted])
    comments = "1 comment" if count == 1 else f"{count} comments"
    parts = [_where(thread, placement, paint), f"{comments}, last {thread.updated_at:%Y-%m-%d %H:%M} UTC"]
    return f"{paint.bold(thread.id[-ID_CHARACTERS:])}  {mark}{blocking}  {'  ·  '.join(parts)}"


def _where(thread: Thread, placement: Placement | None, paint: Paint) -> str:
    anchor = thread.anchor
    if anchor is not None and anchor.entry is not None:
        return _of_entry(anchor.entry, placement, paint)
    if anchor is not None and anchor.kind in ("text", "file"):
        return _in_text(anchor, placement, paint)
    if anchor is None or anchor.cell is None:
        return "the whole notebook"
    index = placement.cell_index if placement else anchor.cell.index
    headings = [*anchor.cell.headings, *_own_heading(anchor.cell)]
    heading = visible(headings[-1]) + ", " if headings else ""
    state = _STATES.get(placement.state, "") if placement else "the notebook cannot be read"
    cell = "" if index is None else f"cell {index + 1}"
    return f"{heading}{cell}".removesuffix(", ") + (paint.warning(f" ({state})") if state else "")


def _of_entry(entry: AnchorEntry, placement: Placement | None, paint: Paint) -> str:
    """`Metric › auc, test`"""
    where = visible(" › ".join(filter(None, (entry.heading, entry.label)))) or entry.section
    state = _STATES[placement.state] if placement else "the card cannot be read"
    said = "changed since" if state == _STATES["outdated"] else state
    return where + (paint.warning(f" ({said})") if said else "")


def _in_text(anchor: Anchor, placement: Placement | None, paint: Paint) -> str:
    """`Measures, “The AUC on …”`; the quoted words say more than a line's number."""
    if anchor.quote is None or anchor.passage is None:
        return "the whole page"
    words = " ".join(anchor.quote.exact.split())
    words = words if len(words) <= QUOTED_CHARACTERS else words[: QUOTED_CHARACTERS - 1] + "…"
    quoted = f"“{visible(words)}”" if words else f"line {anchor.quote.line + 1}"
    where = ", ".join([*map(visible, anchor.passage.headings[-1:]), quoted])
    state = _STATES.get(placement.state, "") if placement else "the page cannot be read"
    return where + (paint.warning(f" ({state})") if state else "")


def _own_heading(cell: AnchorCell) -> list[str]:
    """A Markdown cell that begins with a heading goes by it."""
    first = cell.source_text.partition("\n")[0]
    return [first.lstrip("#").strip()] if cell.type == "markdown" and first.startswith("#") else []


def _author(comment: Comment) -> str:
    return comment.author.display_name + ("" if comment.author.verified else " (unverified)")


def _when(comment: Comment) -> str:
    notes = ["edited"] * bool(comment.edited_at) + ["via git" if comment.via_git else "imported"] * comment.imported
    notes += [f"signed by {comment.signed_by}"] if comment.signed_by else []
    return ", ".join([f"{comment.at:%Y-%m-%d %H:%M} UTC", *notes])


def _lines(comment: Comment) -> list[str]:
    if comment.body is None:
        return ["(deleted)"]
    others = [
        line for text in comment.other_texts for line in ("(edited elsewhere at the same time:)", *text.splitlines())
    ]
    return [*comment.body.splitlines(), *others]


def _excerpt(comments: Sequence[Comment]) -> str:
    """Who wrote last, and the beginning of what."""
    comment = next((c for c in reversed(comments) if c.body is not None), None)
    if comment is None:
        return "(deleted)"
    flat = visible(" ".join((comment.body or "").split()))
    flat = flat if len(flat) <= EXCERPT_CHARACTERS else flat[: EXCERPT_CHARACTERS - 1] + "…"
    return f"{visible(comment.author.display_name)}: {flat}"

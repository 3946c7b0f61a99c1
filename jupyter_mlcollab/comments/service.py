"""Use cases about threads: open, reply, edit, delete, resolve, place, read. They touch the journal only."""

from __future__ import annotations

from collections.abc import Iterable

from ..access.work import Writing
from ..anchors.anchor import choose, detach, make_anchor, without_text
from ..anchors.documents import require_document
from ..core.errors import Conflict, Forbidden, Invalid, NotFound
from ..core.ids import EventId
from ..core.wire import Payload
from ..journal.event import NewEvent
from ..journal.payload import read
from . import policy
from .fold import THREAD_KINDS
from .looks import answer_by_commenting
from .markdown import check_body, mentions
from .marks import mark_read_up_to
from .schema import (
    BlockingChange,
    CommentAdded,
    CommentDeleted,
    CommentEdited,
    Edit,
    FoldedComment,
    FoldedThread,
    NewPlace,
    NewThread,
    Nothing,
    ReadMark,
    Reply,
    StatusChange,
    Thread,
    ThreadOpened,
    ThreadPlaced,
)
from .threads import load, show


def open_thread(work: Writing, new_thread: NewThread, fingerprint: list[str]) -> Thread:
    """The thread, opened with its first comment. A document that is new is made known with `fingerprint`.

    Raises:
        Invalid: the text is blank, too deep or holds control characters, or the target lies outside its cell.
        TooLarge: the text is over 64 KiB.
        Conflict: the id is taken by something else.
    """
    body = check_body(new_thread.body)
    anchor = make_anchor(new_thread.target)
    document = require_document(work, new_thread.path, fingerprint)
    opened = ThreadOpened(
        document=document,
        anchor=anchor,
        body=body,
        mentions=_mentioned(work, body, new_thread.id),
        blocking=new_thread.blocking,
    )
    event = work.event("thread.opened", new_thread.id, opened, new_thread.id)
    if not work.replayed(event):
        work.append(event)
        _written(work, new_thread.id, document)
    return show(work, new_thread.id)


def reply(work: Writing, thread_id: str, reply: Reply) -> Thread:
    """The thread with the comment added. A resolved thread stays resolved.

    Raises:
        NotFound: there is no such thread.
        Invalid, TooLarge: as for `open_thread`.
    """
    body = check_body(reply.body)
    thread = load(work.journal, thread_id)
    said = CommentAdded(body=body, mentions=_mentioned(work, body, reply.id))
    event = _event(work, "comment.added", thread, said, reply.id)
    if not work.replayed(event):
        work.append(event)
        _written(work, thread_id, thread.document)
    return show(work, thread_id)


def edit(work: Writing, thread_id: str, comment_id: str, edit: Edit) -> Thread:
    """The thread with the comment's text replaced and marked as edited.

    Raises:
        NotFound: there is no such thread or comment.
        Forbidden: it is somebody else's comment, or deleted.
        Conflict: the thread has changed since; `details.current` is the thread as it is now.
    """
    body = check_body(edit.body)
    thread = load(work.journal, thread_id)
    comment = _comment(thread, comment_id)
    mentioned, after = _mentioned(work, body, edit.id), _edited_after(work, comment, edit.id)
    said = CommentEdited(comment=comment_id, body=body, mentions=mentioned, after=after)
    event = _event(work, "comment.edited", thread, said, edit.id)
    if not work.replayed(event):
        _check(policy.may_edit(work.context.actor, comment), "Only its author can edit a comment.")
        # Another person's reply does not make an edit stale: only a change of this very comment does.
        _check_comment_unchanged(work, thread, comment, edit.seen)
        work.append(event)
    return show(work, thread_id)


def delete(work: Writing, thread_id: str, comment_id: str, event_id: EventId, erase: bool = False) -> Thread | None:
    """The thread with a tombstone in the comment's place; None once no comment is left, since the thread is then gone.

    `erase` also empties the comment's text everywhere, and with the first comment the snapshot of the cell.

    Raises:
        NotFound: there is no such thread or comment.
        Forbidden: it is somebody else's comment.
    """
    thread = load(work.journal, thread_id, deleted_too=True)
    comment = _comment(thread, comment_id)
    event = _event(work, "comment.deleted", thread, CommentDeleted(comment=comment_id, erased=erase), event_id)
    if not work.replayed(event):
        _check(policy.may_delete(work.context.actor, comment), "Only its author or a maintainer can delete a comment.")
        work.append(event)
        if erase:
            _erase(work, thread, comment_id)
    return _unless_gone(work, thread_id)


def change_status(work: Writing, thread_id: str, status_change: StatusChange) -> Thread:
    """The thread, resolved or open again.

    Raises:
        NotFound, Forbidden: no such thread; a blocking thread is for who opened it, reviewers and maintainers.
        Conflict: somebody has changed it since; `details.current` is the thread as it is now.
    """
    kind = "thread.resolved" if status_change.status == "resolved" else "thread.reopened"
    return _change(work, thread_id, kind, Nothing(), status_change.id, status_change.seen, policy.may_resolve)


def change_blocking(work: Writing, thread_id: str, blocking_change: BlockingChange) -> Thread:
    """The thread, marked as blocking or not.

    Raises:
        NotFound, Forbidden, Conflict: as for `change_status`.
    """
    kind = "thread.blocked" if blocking_change.blocking else "thread.unblocked"
    return _change(work, thread_id, kind, Nothing(), blocking_change.id, blocking_change.seen, policy.may_resolve)


def change_place(work: Writing, thread_id: str, new_place: NewPlace) -> Thread:
    """The thread at the cell a person picked, or detached from any. It beats every automatic placement.

    Raises:
        NotFound, Forbidden, Conflict: as for `change_status`.
        Invalid: the target lies outside its cell, or the thread is on the whole file and is to be detached.
    """
    thread = load(work.journal, thread_id)
    if new_place.target is None:
        if thread.anchor is None or thread.anchor.kind in ("notebook", "file"):
            raise Invalid("This comment has no place to be taken from.")
        anchor = detach(thread.anchor)
    else:
        anchor = choose(make_anchor(new_place.target))
    placed = ThreadPlaced(document=thread.document, anchor=anchor)
    return _change(work, thread_id, "thread.placed", placed, new_place.id, new_place.seen, policy.may_place)


def mark_read(work: Writing, thread_id: str, read_mark: ReadMark) -> Thread:
    """The thread, read up to the given cursor. Private: no event, and nobody else learns of it.

    Raises:
        NotFound: there is no such thread.
    """
    load(work.journal, thread_id)
    mark_read_up_to(work, thread_id, read_mark)
    return show(work, thread_id)


def _change(
    work: Writing,
    thread_id: str,
    kind: str,
    payload: Payload,
    event_id: str,
    seen: str,
    may: policy.ThreadPolicy,
) -> Thread:
    thread = load(work.journal, thread_id)
    event = _event(work, kind, thread, payload, event_id)
    if not work.replayed(event):
        _check(may(work.context.actor, thread), "Your role does not allow this on this thread.")
        _check_seen(work, thread, seen)
        work.append(event)
    return show(work, thread_id)


def _event(work: Writing, kind: str, thread: FoldedThread, payload: Payload, event_id: str) -> NewEvent:
    return work.event(kind, thread.id, payload, event_id, entity_kind="thread")


def _written(work: Writing, thread_id: str, document: str) -> None:
    """What follows from having written: one's own words are read, and a look that was asked for is answered."""
    mark_read_up_to(work, thread_id, ReadMark(seq=work.journal.head()))
    answer_by_commenting(work, document)


def _mentioned(work: Writing, body: str, event_id: str) -> list[str]:
    """Whom the text mentions. A retry names whom it named the first time, whoever became known or was forgotten since:
    it has to be the very same event."""
    if "@" not in body:
        return []
    stored = work.journal.event(event_id)
    said = read(stored, CommentAdded) if stored else None  # The other events with a text hold these fields too.
    if said is not None and said.body == body:
        return said.mentions
    return mentions(body, (known.person.username for known in work.context.known_people()))


def _edited_after(work: Writing, comment: FoldedComment, event_id: str) -> list[str] | None:
    """Which texts an edit takes the place of: all that are shown now. A retry names those it named the first time."""
    stored = work.journal.event(event_id)
    said = read(stored, CommentEdited) if stored and stored.kind == "comment.edited" else None
    return said.after if said else comment.text_events


def _comment(thread: FoldedThread, comment_id: str) -> FoldedComment:
    comment = next((c for c in thread.comments if c.id == comment_id), None)
    if comment is None:
        raise NotFound("This comment does not exist any more.")
    return comment


def _check(allowed: bool, sentence: str) -> None:
    if not allowed:
        raise Forbidden(sentence)


def _check_seen(work: Writing, thread: FoldedThread, seen: str) -> None:
    """A change of state names the version it saw: the last change of state, or anything later. Kinds that only a later
    version of this code knows are no part of what was seen."""
    events = work.journal.events("thread", thread.id)
    changes = [e.id for e in events if e.kind in THREAD_KINDS and e.kind != "comment.added"]
    _check_after(work, thread, changes, seen)


def _check_comment_unchanged(work: Writing, thread: FoldedThread, comment: FoldedComment, seen: str) -> None:
    changes = [comment.id]
    for event in work.journal.events("thread", thread.id):
        if event.kind == "comment.edited":
            said = read(event, CommentEdited)
            changes += [event.id] if said and said.comment == comment.id else []
    _check_after(work, thread, changes, seen)


def _check_after(work: Writing, thread: FoldedThread, changes: Iterable[str], seen: str) -> None:
    """Nothing when `seen` is the last of `changes` or an event after it.

    Raises:
        Conflict: with the thread as it is now in `details.current`.
    """
    order = [event.id for event in work.journal.events("thread", thread.id)]
    if seen in order and order.index(seen) >= max(order.index(change) for change in changes):
        return
    raise Conflict(
        "Somebody changed this in the meantime. Look at what it is now and try again; your text is kept.",
        {"current": show(work, thread.id)},
    )


def _erase(work: Writing, thread: FoldedThread, comment_id: str) -> None:
    """Empties every event that holds the comment's text. With the opening one goes the anchor: a copy without any
    text takes its place, so that the replies keep theirs."""
    events = work.journal.events("thread", thread.id)
    texts = [e.id for e in events if e.id == comment_id]
    for event in events:
        if event.kind == "comment.edited":
            said = read(event, CommentEdited)
            texts += [event.id] if said and said.comment == comment_id else []
    if comment_id == thread.id:
        texts += [e.id for e in events if e.kind == "thread.placed"]
        if thread.anchor is not None:
            placed = ThreadPlaced(document=thread.document, anchor=without_text(thread.anchor))
            work.append(work.event("thread.placed", thread.id, placed))
    work.journal.erase(texts)


def _unless_gone(work: Writing, thread_id: str) -> Thread | None:
    return None if load(work.journal, thread_id, deleted_too=True).status == "deleted" else show(work, thread_id)

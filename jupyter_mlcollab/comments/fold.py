"""How the events of a thread, and of a look, become what is shown. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..core.wire import encode
from ..journal.event import Event
from ..journal.fold import Notice, View
from ..journal.payload import is_newer, read
from .schema import (
    CommentAdded,
    CommentDeleted,
    CommentEdited,
    FoldedAnswer,
    FoldedComment,
    FoldedLook,
    FoldedText,
    FoldedThread,
    LookAnswered,
    LookAsked,
    ThreadOpened,
    ThreadPlaced,
)

NEWER = "*Written by a newer version of jupyter_mlcollab. Update to read it.*"


def fold_thread(entity: str, events: Sequence[Event]) -> View | None:
    """A thread's view: subject is its document, status open, resolved or deleted."""
    thread: FoldedThread | None = None
    for event in events:
        if event.kind == "thread.opened":
            thread = thread or _opened(entity, event)
        elif thread is not None and event.kind in _STEPS:
            _STEPS[event.kind](thread, event)
            thread.version, thread.updated_at = event.id, event.at
    if thread is None:
        return None
    live = [c for c in thread.comments if not c.deleted]
    if not live:
        thread.status = "deleted"
    text = "\n".join(text for c in live for text in ([one.body for one in c.texts] or [c.body or ""]))
    return View("thread", entity, thread.document, thread.status, encode(thread), text, _notices(thread))


def fold_look(entity: str, events: Sequence[Event]) -> View | None:
    """A look's view: subject is its document, status waiting until everybody asked has answered."""
    look: FoldedLook | None = None
    notices: list[Notice] = []
    for event in events:
        if event.kind == "look.asked" and look is None:
            look = _asked(entity, event)
            notices += [Notice(a.person, event.id, "look") for a in look.answers] if look else []
        elif event.kind == "look.answered" and look is not None and _answer(look, event):
            notices.append(Notice(look.asker, event.id, "answer"))
    if look is None:
        return None
    status = "answered" if all(a.how for a in look.answers) else "waiting"
    return View("look", entity, look.document, status, encode(look), look.line, notices)


def _opened(entity: str, event: Event) -> FoldedThread:
    said = read(event, ThreadOpened)
    return FoldedThread(
        id=entity,
        document=said.document if said else "",
        anchor=said.anchor if said else None,
        status="open",
        blocking=bool(said and said.blocking),
        comments=[_comment(event, said)],
        resolved_by=None,
        resolved_at=None,
        version=event.id,
        updated_at=event.at,
    )


def _comment(event: Event, said: ThreadOpened | CommentAdded | None) -> FoldedComment:
    newer = is_newer(event)
    return FoldedComment(
        id=event.id,
        seq=event.seq,
        author=event.actor,
        role=event.role,
        verified=event.verified,
        origin=event.origin,
        at=event.at,
        body=said.body if said else NEWER if newer else None,
        mentions=said.mentions if said else [],
        edited_at=None,
        deleted=said is None and not newer,
        erased=event.payload is None,
    )


def _added(thread: FoldedThread, event: Event) -> None:
    thread.comments.append(_comment(event, read(event, CommentAdded)))


def _find(thread: FoldedThread, comment_id: str) -> FoldedComment | None:
    return next((c for c in thread.comments if c.id == comment_id), None)


def _edited(thread: FoldedThread, event: Event) -> None:
    said = read(event, CommentEdited)
    comment = _find(thread, said.comment) if said else None
    # Only the author's own edit counts, also in a journal that came from elsewhere.
    if said and comment and not comment.deleted and comment.author == event.actor:
        kept = [text for text in comment.texts if said.after is not None and text.event not in said.after]
        comment.texts = [*kept, FoldedText(event=event.id, body=said.body)]
        comment.body, comment.mentions, comment.edited_at = said.body, said.mentions, event.at


def _deleted(thread: FoldedThread, event: Event) -> None:
    said = read(event, CommentDeleted)
    comment = _find(thread, said.comment) if said else None
    if said and comment:
        # Whether it is erased is for its own event to say: a deletion from elsewhere has not emptied what is here.
        comment.body, comment.mentions, comment.texts, comment.deleted = None, [], [], True


def _resolved(thread: FoldedThread, event: Event) -> None:
    thread.status, thread.resolved_by, thread.resolved_at = "resolved", event.actor, event.at


def _reopened(thread: FoldedThread, event: Event) -> None:
    thread.status, thread.resolved_by, thread.resolved_at = "open", None, None


def _blocked(thread: FoldedThread, event: Event) -> None:
    thread.blocking = event.kind == "thread.blocked"


def _placed(thread: FoldedThread, event: Event) -> None:
    said = read(event, ThreadPlaced)
    if said:
        thread.document, thread.anchor = said.document, said.anchor


_STEPS: dict[str, Callable[[FoldedThread, Event], None]] = {
    "comment.added": _added,
    "comment.edited": _edited,
    "comment.deleted": _deleted,
    "thread.resolved": _resolved,
    "thread.reopened": _reopened,
    "thread.blocked": _blocked,
    "thread.unblocked": _blocked,
    "thread.placed": _placed,
}
THREAD_KINDS = ("thread.opened", *_STEPS)


def _notices(thread: FoldedThread) -> list[Notice]:
    """Who is told of which comment: the mentioned, and everybody who wrote in the thread before."""
    notices: list[Notice] = []
    writers: list[str] = []
    for comment in thread.comments:
        if not comment.deleted:
            mentioned = [p for p in dict.fromkeys(comment.mentions) if p != comment.author]
            notices += [Notice(person, comment.id, "mention") for person in mentioned]
            told = {*mentioned, comment.author}
            notices += [Notice(person, comment.id, "reply") for person in writers if person not in told]
        if comment.author not in writers:
            writers.append(comment.author)
    return notices


def _asked(entity: str, event: Event) -> FoldedLook | None:
    said = read(event, LookAsked)
    if said is None:
        return None
    answers = [FoldedAnswer(person=person, how=None, at=None) for person in dict.fromkeys(said.people)]
    return FoldedLook(
        id=entity,
        document=said.document,
        asker=event.actor,
        line=said.line,
        at=event.at,
        answers=answers,
        origin=event.origin,
        seq=event.seq,
    )


def _answer(look: FoldedLook, event: Event) -> bool:
    """Whether the event is a first answer of somebody who was asked; it is then taken over."""
    said = read(event, LookAnswered)
    answer = next((a for a in look.answers if a.person == event.actor and a.how is None), None)
    if said is None or answer is None:
        return False
    answer.how, answer.at, answer.origin, answer.seq = said.how, event.at, event.origin, event.seq
    return True

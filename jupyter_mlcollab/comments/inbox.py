"""The inbox: replies, mentions, looks asked of me, answers to looks of mine. Read from the journal only."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from ..access.people import people_by_name
from ..access.work import Reading
from ..anchors.documents import path_of
from ..core.people import Person
from ..journal.event import came_through_git
from ..journal.fold import StoredNotice, StoredView
from ..journal.signers import Signers, signers
from .looks import looks_of
from .marks import read_up_to
from .schema import FoldedLook, FoldedThread, Inbox, InboxItem

NEWEST = 200
EXCERPT_CHARACTERS = 200


def inbox(work: Reading) -> Inbox:
    """What waits for the person, newest first: one item a thread or look, of the newest 200 notices, and the looks
    that still wait for their answer."""
    newest = _newest_by_entity(work.journal.notices(work.person.username, limit=NEWEST))
    person = people_by_name(work)
    signed = signers(work.journal)
    items = [item for notice in newest if (item := _item(work, notice, person(notice.actor), signed)) is not None]
    waiting = [v for v in work.journal.views("look", status="waiting") if _waits_for(v, work.person.username)]
    return Inbox(items=items, unread=sum(item.unread for item in items), looks=looks_of(work, waiting))


def _newest_by_entity(notices: Iterable[StoredNotice]) -> list[StoredNotice]:
    """One notice for each thread or look, the newest; a mention beats a reply in the same comment."""
    newest: dict[str, StoredNotice] = {}
    for notice in sorted(notices, key=lambda n: (n.seq, n.reason == "mention")):
        newest[notice.entity] = notice
    return sorted(newest.values(), key=lambda n: n.seq, reverse=True)


def _item(work: Reading, notice: StoredNotice, actor: Person, signed: Signers) -> InboxItem | None:
    view = work.journal.view(notice.entity_kind, notice.entity)
    if view is None or view.status == "deleted":
        return None
    made = _of_thread if notice.entity_kind == "thread" else _of_look
    return made(work, notice, view, actor, signed)


def _of_thread(work: Reading, notice: StoredNotice, view: StoredView, actor: Person, signed: Signers) -> InboxItem:
    thread = msgspec.json.decode(view.body, type=FoldedThread)
    comment = next((c for c in thread.comments if c.id == notice.event_id), thread.comments[-1])
    return InboxItem(
        kind="thread",
        id=thread.id,
        reason="mention" if notice.reason == "mention" else "reply",
        path=path_of(work, thread.document) or "",
        excerpt=_excerpt(comment.body),
        actor=actor,
        at=notice.at,
        seq=notice.seq,
        unread=notice.seq > read_up_to(work, thread.id),
        via_git=came_through_git(notice.origin),
        signed_by=signed.of_others(notice.origin, notice.seq),
    )


def _of_look(work: Reading, notice: StoredNotice, view: StoredView, actor: Person, signed: Signers) -> InboxItem:
    look = msgspec.json.decode(view.body, type=FoldedLook)
    asked = notice.reason == "look"
    waiting = any(a.person == work.person.username and a.how is None for a in look.answers)
    return InboxItem(
        kind="look",
        id=look.id,
        reason="look" if asked else "answer",
        path=path_of(work, look.document) or "",
        excerpt=_excerpt(look.line),
        actor=actor,
        at=notice.at,
        seq=notice.seq,
        unread=waiting if asked else notice.seq > read_up_to(work, look.id),
        via_git=came_through_git(notice.origin),
        signed_by=signed.of_others(notice.origin, notice.seq),
    )


def _waits_for(view: StoredView, username: str) -> bool:
    look = msgspec.json.decode(view.body, type=FoldedLook)
    return any(a.person == username and a.how is None for a in look.answers)


def _excerpt(text: str | None) -> str:
    flat = " ".join((text or "").split())
    return flat if len(flat) <= EXCERPT_CHARACTERS else flat[: EXCERPT_CHARACTERS - 1] + "…"

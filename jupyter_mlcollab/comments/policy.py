"""Who may do this to this thread or comment. Pure; what a role may do at all is `access/permissions.py`."""

from __future__ import annotations

from collections.abc import Callable

from ..access.permissions import allowed
from ..core.people import Actor, Role
from ..core.route import Can
from .schema import FoldedComment, FoldedThread

ThreadPolicy = Callable[[Actor, FoldedThread], bool]


def may_edit(actor: Actor, comment: FoldedComment) -> bool:
    """Only the author edits, and nobody a deleted comment."""
    return not comment.deleted and comment.author == actor.person.username and allowed(actor.role, Can.COMMENT)


def may_delete(actor: Actor, comment: FoldedComment) -> bool:
    """The author, or a moderator, deletes; a deleted comment's text may still be erased by the same people."""
    own = comment.author == actor.person.username and allowed(actor.role, Can.COMMENT)
    return not comment.erased and (own or allowed(actor.role, Can.MODERATE))


def may_resolve(actor: Actor, thread: FoldedThread) -> bool:
    """Whoever comments may resolve; a blocking thread only who opened it, a reviewer or a maintainer."""
    if not thread.blocking:
        return allowed(actor.role, Can.RESOLVE)
    opened = thread.comments[0].author == actor.person.username
    return allowed(actor.role, Can.RESOLVE) and (opened or actor.role in (Role.REVIEWER, Role.MAINTAINER))


def may_place(actor: Actor, thread: FoldedThread) -> bool:
    """Whoever may comment may say where a thread belongs: the answer is an event and can be changed again."""
    return thread.status != "deleted" and allowed(actor.role, Can.COMMENT)

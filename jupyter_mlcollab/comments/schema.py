"""What crosses the wire about threads and looks, and what is stored of them as events."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from ..anchors.schema import Anchor, Placement, Target
from ..core.ids import EventId
from ..core.people import Person
from ..core.wire import Payload, Time, Wire

MAX_BODY_BYTES = 64 * 1024
MAX_NESTING = 100
MAX_ASKED = 20

Status = Literal["open", "resolved"]
Path = Annotated[str, msgspec.Meta(min_length=1, max_length=1024, description="relative to the project's folder")]
Order = Literal["place", "time"]
Shelf = Literal["open", "resolved", "mine", "mentions"]


# --- events ---------------------------------------------------------------------------------------------------


class ThreadOpened(Payload, frozen=True, kw_only=True):
    """`thread.opened`: its event id is the id of the thread and of its first comment."""

    document: str
    anchor: Anchor
    body: str
    mentions: list[str] = msgspec.field(default_factory=list)
    blocking: bool = False


class CommentAdded(Payload, frozen=True, kw_only=True):
    """`comment.added`: its event id is the comment's id."""

    body: str
    mentions: list[str] = msgspec.field(default_factory=list)


class CommentEdited(Payload, frozen=True, kw_only=True):
    """`comment.edited`: `after` names the texts of the comment that this one takes the place of, by the events that
    hold them; without it, those of all earlier events."""

    comment: str
    body: str
    mentions: list[str] = msgspec.field(default_factory=list)
    after: list[str] | None = None


class CommentDeleted(Payload, frozen=True, kw_only=True):
    """`comment.deleted`: a tombstone; `erased` says that text and snapshot were emptied too."""

    comment: str
    erased: bool = False


class ThreadPlaced(Payload, frozen=True, kw_only=True):
    """`thread.placed`: where the thread is now, by a person's choice or after an erasure took the first anchor."""

    document: str
    anchor: Anchor


class Nothing(Payload, frozen=True, kw_only=True):
    """`thread.resolved`, `thread.reopened`, `thread.blocked`, `thread.unblocked`: the kind says it all."""


class LookAsked(Payload, frozen=True, kw_only=True):
    """`look.asked`: its event id is the look's id."""

    document: str
    people: list[str]
    line: str


class LookAnswered(Payload, frozen=True, kw_only=True):
    """`look.answered` by the event's actor."""

    how: Literal["fine", "commented"]


# --- folded ---------------------------------------------------------------------------------------------------


class FoldedText(msgspec.Struct, kw_only=True):
    """A text of a comment, by the event that holds it."""

    event: str
    body: str


class FoldedComment(msgspec.Struct, kw_only=True):
    """A comment as its events leave it. `body` is None once deleted; `seq` is where the journal got it.

    `texts` are the texts that no other took the place of, once it was edited: several when it was edited on computers
    that did not know of each other. The last one is `body`.
    """

    id: str
    seq: int
    author: str
    role: str
    verified: bool
    origin: str | None
    at: Time
    body: str | None
    mentions: list[str]
    edited_at: Time | None
    deleted: bool
    erased: bool
    texts: list[FoldedText] = msgspec.field(default_factory=list)

    @property
    def text_events(self) -> list[str]:
        """The events that hold what the comment says now."""
        return [text.event for text in self.texts] or [self.id]


class FoldedThread(msgspec.Struct, kw_only=True):
    """A thread as its events leave it. `version` is its last event's id, the one a change has to name."""

    id: str
    document: str
    anchor: Anchor | None
    status: Literal["open", "resolved", "deleted"]
    blocking: bool
    comments: list[FoldedComment]
    resolved_by: str | None
    resolved_at: Time | None
    version: str
    updated_at: Time


class FoldedAnswer(msgspec.Struct, kw_only=True):
    """How one of the asked answered; `how` is None while they have not. `seq` is where the journal got the answer."""

    person: str
    how: Literal["fine", "commented"] | None
    at: Time | None
    origin: str | None = None
    seq: int | None = None


class FoldedLook(msgspec.Struct, kw_only=True):
    """A request to look at a notebook, as its events leave it. `seq` is where the journal got the request."""

    id: str
    document: str
    asker: str
    line: str
    at: Time
    answers: list[FoldedAnswer]
    origin: str | None = None
    seq: int | None = None


# --- answers --------------------------------------------------------------------------------------------------


class Comment(Wire, frozen=True, kw_only=True):
    """One comment. `body` is Markdown, or null once deleted. `other_texts` are what it says too, since it was edited on
    several computers at a time. `imported` comments came from another journal, `via_git` ones by sharing through git:
    `signed_by` is then the name that git has for the key that signed them, null where none did or git cannot tell.
    """

    id: str
    author: Person
    role: str
    at: Time
    body: str | None
    edited_at: Time | None
    other_texts: list[str]
    deleted: bool
    erased: bool
    imported: bool
    via_git: bool
    signed_by: str | None
    unread: bool
    can_edit: bool
    can_delete: bool


class Thread(Wire, frozen=True, kw_only=True):
    """A thread with all its comments, as the person asking sees it.

    `version` is the id of its last event: a change has to name the version it saw. `seq` is the journal's cursor.
    """

    id: str
    document: str
    path: str
    anchor: Anchor | None
    status: Status
    blocking: bool
    comments: list[Comment]
    resolved_by: Person | None
    resolved_at: Time | None
    version: str
    seq: int
    updated_at: Time
    unread: int
    mentions_me: bool
    mine: bool
    can_resolve: bool
    can_place: bool


class ThreadList(Wire, frozen=True, kw_only=True):
    """Threads, and the journal's cursor at which they were read. `more` says that the list was cut.

    `documents` are those that the notebook asked for is known as, empty when it has none: several where computers made
    it known before they met.
    """

    documents: list[str]
    threads: list[Thread]
    head: int
    more: bool


class NotebookSummary(Wire, frozen=True, kw_only=True):
    """How many threads a notebook has."""

    path: str
    open: int
    resolved: int
    unread: int


class Notebooks(Wire, frozen=True, kw_only=True):
    notebooks: list[NotebookSummary]


class Placements(Wire, frozen=True, kw_only=True):
    placements: list[Placement]


class InboxItem(Wire, frozen=True, kw_only=True):
    """Something to look at: a reply, a mention, a look asked of me, or an answer to a look I asked for.

    `excerpt` is plain text of at most 200 characters. `via_git` and `signed_by` are as for comments.
    """

    kind: Literal["thread", "look"]
    id: str
    reason: Literal["reply", "mention", "look", "answer"]
    path: str
    excerpt: str
    actor: Person
    at: Time
    seq: int
    unread: bool
    via_git: bool
    signed_by: str | None


class Inbox(Wire, frozen=True, kw_only=True):
    items: list[InboxItem]
    unread: int
    looks: list[Look]


class LookAnswerShown(Wire, frozen=True, kw_only=True):
    """How one of the asked answered; `how` is null while they have not. `via_git` and `signed_by` are as for comments,
    of the answer.
    """

    person: Person
    how: Literal["fine", "commented"] | None
    at: Time | None
    via_git: bool
    signed_by: str | None


class Look(Wire, frozen=True, kw_only=True):
    """A request to look at a notebook. `waiting_for_me` is true until the person asking has answered. `via_git` and
    `signed_by` are as for comments.
    """

    id: str
    path: str
    asker: Person
    line: str
    at: Time
    via_git: bool
    signed_by: str | None
    answers: list[LookAnswerShown]
    waiting_for_me: bool
    mine: bool


class Looks(Wire, frozen=True, kw_only=True):
    looks: list[Look]


# --- requests -------------------------------------------------------------------------------------------------


class NewThread(Wire, frozen=True, kw_only=True):
    """A thread to open. `id` becomes the id of the thread and of its first comment."""

    id: EventId
    path: Path
    target: Target
    body: str
    blocking: bool = False


class Reply(Wire, frozen=True, kw_only=True):
    """A comment to add; `id` becomes its id."""

    id: EventId
    body: str


class Edit(Wire, frozen=True, kw_only=True):
    """A comment's new text. `seen` is the thread's version it was written against."""

    id: EventId
    seen: str
    body: str


class StatusChange(Wire, frozen=True, kw_only=True):
    id: EventId
    seen: str
    status: Status


class BlockingChange(Wire, frozen=True, kw_only=True):
    id: EventId
    seen: str
    blocking: bool


class NewPlace(Wire, frozen=True, kw_only=True):
    """Where a person says the thread belongs; a null target detaches it from any cell."""

    id: EventId
    seen: str
    target: Target | None


class ReadMark(Wire, frozen=True, kw_only=True):
    """Up to where the person has read a thread: the `seq` of the thread they saw, 0 to make it unread again."""

    seq: Annotated[int, msgspec.Meta(ge=0)]


class NewLook(Wire, frozen=True, kw_only=True):
    """A look to ask for. `people` are user names."""

    id: EventId
    path: Path
    people: Annotated[list[str], msgspec.Meta(min_length=1, max_length=MAX_ASKED)]
    line: Annotated[str, msgspec.Meta(max_length=500)]


class LookAnswer(Wire, frozen=True, kw_only=True):
    """*Looked, fine.*"""

    id: EventId

"""Use cases about looks: ask somebody to look at a notebook, answer *Looked, fine*. They touch the journal only."""

from __future__ import annotations

import msgspec

from ..access.people import people_by_name
from ..access.work import Reading, Writing
from ..anchors.documents import documents_at, path_of, require_document
from ..core.errors import Forbidden, Invalid, NotFound
from ..core.text import check_text
from ..journal.event import came_through_git
from ..journal.fold import StoredView
from ..journal.signers import Signers, signers
from .marks import mark_read_up_to
from .schema import (
    FoldedAnswer,
    FoldedLook,
    Look,
    LookAnswer,
    LookAnswered,
    LookAnswerShown,
    LookAsked,
    Looks,
    NewLook,
    ReadMark,
)

MAX_LINE_BYTES = 2_000


def ask_for_look(work: Writing, new_look: NewLook, fingerprint: list[str]) -> Look:
    """The look, asked of the people named; it stands in their inbox until they answer or comment.

    Raises:
        Invalid: the line holds control characters, or nobody but oneself is asked.
    """
    if new_look.line.strip():
        check_text(new_look.line, MAX_LINE_BYTES)
    asked = [name for name in dict.fromkeys(new_look.people) if name != work.person.username]
    if not asked:
        raise Invalid("Choose at least one other person to ask.")
    document = require_document(work, new_look.path, fingerprint)
    said = LookAsked(document=document, people=asked, line=" ".join(new_look.line.split()))
    event = work.event("look.asked", new_look.id, said, new_look.id)
    if not work.replayed(event):
        work.append(event)
    return _show(work, _load(work, new_look.id))


def answer_look(work: Writing, look_id: str, look_answer: LookAnswer) -> Look:
    """The look with *Looked, fine* as the person's answer. Who has answered already keeps their first answer.

    Raises:
        NotFound: there is no such look.
        Forbidden: the person was not asked.
    """
    look = _load(work, look_id)
    if all(answer.person != work.person.username for answer in look.answers):
        raise Forbidden("Only somebody who was asked can answer.")
    event = work.event("look.answered", look_id, LookAnswered(how="fine"), look_answer.id)
    if not work.replayed(event):
        work.append(event)
    return _show(work, _load(work, look_id))


def mark_look_read(work: Writing, look_id: str, read_mark: ReadMark) -> Look:
    """The look, its answers read up to the given cursor. Private: no event.

    Raises:
        NotFound: there is no such look.
    """
    look = _load(work, look_id)
    mark_read_up_to(work, look_id, read_mark)
    return _show(work, look)


def looks(work: Reading, path: str) -> Looks:
    """The looks asked for the notebook at `path`, newest first."""
    views = [view for document in documents_at(work, path) for view in work.journal.views("look", subject=document)]
    return Looks(looks=looks_of(work, views))


def looks_of(work: Reading, views: list[StoredView]) -> list[Look]:
    """The looks of the given views as the person asking sees them, newest first."""
    folded = [msgspec.json.decode(view.body, type=FoldedLook) for view in views]
    return [_show(work, look) for look in sorted(folded, key=lambda look: look.at, reverse=True)]


def answer_by_commenting(work: Writing, document: str) -> None:
    """Answers every look at the document's notebook that waits for the person: they have commented."""
    path = path_of(work, document)
    same = documents_at(work, path) if path else [document]
    for view in [view for one in same for view in work.journal.views("look", subject=one, status="waiting")]:
        look = msgspec.json.decode(view.body, type=FoldedLook)
        if any(a.person == work.person.username and a.how is None for a in look.answers):
            work.append(work.event("look.answered", look.id, LookAnswered(how="commented")))


def _load(work: Reading, look_id: str) -> FoldedLook:
    view = work.journal.view("look", look_id)
    if view is None:
        raise NotFound("This request does not exist any more.")
    return msgspec.json.decode(view.body, type=FoldedLook)


def _show(work: Reading, look: FoldedLook) -> Look:
    person, signed, username = people_by_name(work), signers(work.journal), work.person.username
    return Look(
        id=look.id,
        path=path_of(work, look.document) or "",
        asker=person(look.asker),
        line=look.line,
        at=look.at,
        via_git=came_through_git(look.origin),
        signed_by=_signer(signed, look),
        answers=[
            LookAnswerShown(
                person=person(a.person),
                how=a.how,
                at=a.at,
                via_git=came_through_git(a.origin),
                signed_by=_signer(signed, a),
            )
            for a in look.answers
        ],
        waiting_for_me=any(a.person == username and a.how is None for a in look.answers),
        mine=look.asker == username,
    )


def _signer(signed: Signers, said: FoldedLook | FoldedAnswer) -> str | None:
    return signed.of_others(said.origin, said.seq) if said.seq is not None else None

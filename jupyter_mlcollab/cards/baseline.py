"""The card that a project measures its cards against, unless one names another itself. The last choice counts.

It is an entity of its own, one to a project, so that it is found without looking through all cards.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..access.work import Local, Reading, Writing
from ..core.errors import CollabError
from ..core.wire import encode
from ..journal.event import Event, NewEvent
from ..journal.fold import View
from ..journal.payload import read
from .card import Card
from .listing import ReadCards, card_bytes
from .schema import BaselinePinned, BaselineUnpinned, CardMove
from .text import read_card

KIND = "baseline"
ENTITY = "cards"


def fold_baseline(entity: str, events: Sequence[Event], /) -> View | None:
    """The card that was pinned last, unless that was undone: the view's subject is its id."""
    last: BaselinePinned | None = None
    for event in events:
        if event.kind == "baseline.pinned":
            last = read(event, BaselinePinned) or last
        elif event.kind == "baseline.unpinned" and (said := read(event, BaselineUnpinned)):
            # Who undid another card's pin meant that card, whatever was pinned meanwhile.
            last = None if last and last.card == said.card else last
    if last is None:
        return None
    return View(kind=KIND, id=entity, subject=last.card, status=None, body=encode(last))


def pinned(work: Reading) -> BaselinePinned | None:
    """The project's baseline, and where its file was when it was pinned."""
    view = work.journal.view(KIND, ENTITY)
    return msgspec.json.decode(view.body, type=BaselinePinned) if view else None


def pin_event(work: Writing, move: CardMove, card: Card) -> NewEvent:
    """The event that makes the card the project's baseline, or no longer so."""
    if move.act == "pin":
        said = BaselinePinned(card=card.id, path=move.path, title=card.title)
        return work.event("baseline.pinned", ENTITY, said, move.id)
    return work.event("baseline.unpinned", ENTITY, BaselineUnpinned(card=card.id), move.id)


class FoundBaseline(msgspec.Struct, frozen=True):
    """A baseline's file, by its path in the project, and what it says."""

    path: str
    card: Card


def baseline_of(work: Local, card: Card, pinned: BaselinePinned | None) -> FoundBaseline | None:
    """The card that this one is measured against: what it names itself, by id or by the path of its file, else the
    project's. None when there is no other, or when it cannot be read."""
    if card.baseline:
        return _found(work, card.baseline, card.baseline)
    if pinned is None or pinned.card == card.id:
        return None
    return _found(work, pinned.card, pinned.path)


def _found(work: Local, card_id: str, path: str) -> FoundBaseline | None:
    """The card of that id or path; its file is looked for only where it is not at the path any more."""
    found = _read(work, path)
    if found is not None and (found.card.id == card_id or path == card_id):
        return found
    rows = work.held(ReadCards).rows(work.files, work.settings().cards.folder)
    moved = next((row.path for row in rows if row.id == card_id), None)
    return _read(work, moved) if moved else None


def _read(work: Local, path: str) -> FoundBaseline | None:
    try:
        return FoundBaseline(path, read_card(card_bytes(work.files, path)))
    except CollabError:
        return None

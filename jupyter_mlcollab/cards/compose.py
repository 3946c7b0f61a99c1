"""Where cards and the journal meet: the file says what, the journal says where it stands."""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

import msgspec

from ..access.work import Joining
from ..comments.threads import open_threads
from ..core.errors import Blocked, CollabError, Conflict
from .ages import CardAges
from .approval import status_of
from .baseline import FoundBaseline, baseline_of, pinned
from .card import Card
from .deciding import conflicts_of
from .lifecycle import folded_cards, missing_approvals, standing, take_step
from .listed import ListedCardsMade, unless_seen
from .listing import ReadCards, card_bytes
from .publishing import files_to_publish
from .publishing_schema import Publication, PublishedCard
from .schema import CardBaseline, CardFile, CardList, CardMove, CardRow, FoldedCard, ListedCards, Verification
from .text import digest, read_card

NOTEBOOK_BYTES = 8 << 20
"""A larger notebook is not read to find out whether it has changed."""
Most = Annotated[int, msgspec.Meta(ge=1)]


def cards(work: Joining) -> CardList:
    """All cards of the project, newest first, each with where it stands and how many threads are open on it. One that
    cannot be read is listed with the reason."""
    return _first_cards(work, None)[0]


def listed_cards(work: Joining, most: Most | None = None, seen: str | None = None) -> ListedCards:
    """The cards of the project as in `cards`, each with what a list shows, searches and sorts by: all, or only the
    first `most`, which are there sooner. The list whose version was `seen` comes as the same, without its cards."""
    found, more = _first_cards(work, most)
    if most is None:
        work.held(ReadCards).keep(CardAges(work.place))
    return unless_seen(work.held(ListedCardsMade).listed(found, more), seen)


def _first_cards(work: Joining, most: int | None) -> tuple[CardList, int]:
    """So many cards, or all, and how many come after them."""
    settings = work.settings().cards
    known, talked, chosen = work.read(
        lambda reading: (folded_cards(reading, settings), open_threads(reading), pinned(reading))
    )
    kept = work.held(ReadCards)
    if most is None:
        rows = kept.rows(work.files, settings.folder, known)
        count = len(rows)
    else:
        rows, count = kept.newest(work.files, settings.folder, CardAges(work.place), most, known)
    found = CardList(
        folder=settings.folder,
        baseline=chosen.card if chosen else None,
        cards=[_stands(row, known, settings.approvals, talked) for row in rows],
    )
    return found, count - len(rows)


def card_at(work: Joining, path: str) -> CardFile:
    """The card in the file at `path`, and where it stands.

    Raises:
        NotFound: there is no such file.
        Invalid: it cannot be read as a card; the sentence says where it breaks.
        TooLarge: it is over 4 MB.
    """
    return _shown(work, path, card_bytes(work.files, path))


def move_card(work: Joining, card_move: CardMove) -> CardFile:
    """The card after one step of its life: asked to be reviewed, approved, declined, published, abandoned, retracted
    or opened again. The step is recorded for the version of the file that the person saw.

    Raises:
        NotFound, Invalid, TooLarge: as for `card_at`.
        Conflict: the file has changed since; `details.current` is the card as it is now.
        Forbidden: the person may not do this to this card, such as approve their own.
        Blocked: the project needs more approvals first.
    """
    content = card_bytes(work.files, card_move.path)
    card = read_card(content, card_move.path)
    now = digest(card)
    if now != card_move.digest:
        current = msgspec.to_builtins(_shown(work, card_move.path, content))
        raise Conflict("The card was changed meanwhile. Look at it again first.", {"current": current})
    rules = work.settings().cards
    work.write(lambda writing: take_step(writing, card_move, card, now, rules))
    return _shown(work, card_move.path, content)


def publish_card(work: Joining, publication: Publication) -> PublishedCard:
    """The files of the card as published, once it has the approvals that the project asks for. Nothing is written:
    whoever asked saves them, and then tells that with the step `publish`.

    Raises:
        NotFound, TooLarge, Invalid, Conflict: as for `publishing.files_to_publish`.
        Blocked: the project needs more approvals first, or the privacy check finds something that no waiver names.
    """
    shown = card_at(work, publication.path).standing
    if shown.status != "published" and shown.needed and shown.status != "approved":
        raise Blocked(missing_approvals(shown.approvals, work.settings().cards))
    return files_to_publish(work, publication, lambda card: baseline_card(work, card))


def baseline_card(work: Joining, card: Card) -> Card | None:
    """The card that this one is measured against: what it names itself, else the project's."""
    found = baseline_of(work, card, work.read(pinned))
    return found.card if found else None


def _shown(work: Joining, path: str, content: bytes) -> CardFile:
    card = read_card(content, path)
    now, rules = digest(card), work.settings().cards
    stands = work.read(lambda reading: standing(reading, card, now, rules))
    return CardFile(
        path=path,
        card=card,
        digest=now,
        file_sha256=sha256(content).hexdigest(),
        standing=msgspec.structs.replace(stands, verification=_still(work, card, stands.verification)),
        baseline=_beside(baseline_of(work, card, work.read(pinned))),
        conflicts=conflicts_of(card),
        notebook_changed=_notebook_changed(work, card),
    )


def _notebook_changed(work: Joining, card: Card) -> bool | None:
    """Whether the notebook's file is another than in the card's commit; None when either is not known."""
    if card.code is None or not card.code.notebook or not card.code.commit:
        return None
    try:
        blob = work.repository.blob_at(work.repository.commit(card.code.commit), card.code.notebook)
        now = work.files.read(card.code.notebook, NOTEBOOK_BYTES)
        if blob is None or now is None:
            return None
        return work.repository.read(blob, NOTEBOOK_BYTES) != now
    except CollabError:
        return None


def _beside(found: FoundBaseline | None) -> CardBaseline | None:
    if found is None:
        return None
    return CardBaseline(path=found.path, title=found.card.title, metrics=found.card.metrics)


def _still(work: Joining, card: Card, verification: Verification | None) -> Verification | None:
    """The verification, stale when the notebook at HEAD is not the one that was run."""
    notebook = card.code.notebook if card.code else None
    if verification is None or verification.stale or not notebook:
        return verification
    try:
        head = work.repository.head()
        run = work.repository.blob_at(verification.commit, notebook)
        moved_on = head is not None and run != work.repository.blob_at(head, notebook)
    except CollabError:
        return verification
    stale = "The notebook was changed in git after that." if moved_on else None
    return msgspec.structs.replace(verification, stale=stale)


def _stands(row: CardRow, known: dict[str, FoldedCard], needed: int, talked: dict[str, int]) -> CardRow:
    if row.path in talked:
        row = msgspec.structs.replace(row, open_threads=talked[row.path])
    folded = known.get(row.id or "")
    if folded is None:
        return row
    status = status_of(folded, row.digest, row.published is not None, needed)
    return msgspec.structs.replace(row, status=status)

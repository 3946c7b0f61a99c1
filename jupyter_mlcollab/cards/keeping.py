"""A card that a notebook's output carries, because the kernel could not write it, as a draft of the project. Nothing is
written here."""

from __future__ import annotations

import base64
import binascii
from hashlib import sha256

import msgspec

from ..access.work import Local
from ..core.errors import Conflict
from ..core.ids import new_id
from .card import HUMAN_FIELDS, Card, CardCode, CardFigure
from .draft import DraftPlace, drafted
from .draft_files import draft_files, place_in
from .listing import ReadCards
from .making_schema import DraftedCard, KeepRequest
from .pictures import MAX_PICTURE_BYTES, picture_kind, picture_path


def keep_card(work: Local, keep_request: KeepRequest) -> DraftedCard:
    """The files of the draft. One of the same notebook and title is continued, as when the code had written it.
    Figures that the output does not carry are left out.

    Raises:
        Conflict: the project has a newer run of this card, or has published it.
        Invalid: a file that may be its draft cannot be read.
        TooLarge: the card is over 4 MB, or a thousand cards have this title.
    """
    card, path = keep_request.card, keep_request.path
    code = card.code or CardCode()
    if path is not None and (code.notebook is None or "/" not in code.notebook):
        # Far from the project's files, a kernel knows no more of the notebook than its name.
        code = msgspec.structs.replace(code, notebook=path)
    pictures = [found for figure in card.figures if (found := _carried(figure, keep_request.files)) is not None]
    figures = list({figure.path: figure for figure, _ in pictures}.values())
    # Whatever the output says: where a card stands is for this project to say.
    card = msgspec.structs.replace(card, code=code, figures=figures, published=None, waivers=[], supersedes=None)
    cards = work.settings().cards.folder
    place = place_in(work.files, cards, card.title, code.notebook)
    _check_newer(card, place)
    if place.before is None and _is_known(work, card.id):
        card = msgspec.structs.replace(card, id=new_id())
    _, text = drafted(card, place, [name for name in HUMAN_FIELDS if getattr(card, name)])
    return draft_files(f"{cards}/{place.folder}/", text, pictures)


def _carried(figure: CardFigure, files: dict[str, str]) -> tuple[CardFigure, bytes] | None:
    """The figure under the path that its bytes give it; None when the output has no picture for it."""
    text = files.get(figure.path, "")
    if not text or len(text) > MAX_PICTURE_BYTES * 2:
        return None
    try:
        content = base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    kind = picture_kind(content)
    if kind is None or len(content) > MAX_PICTURE_BYTES:
        return None
    digest = sha256(content).hexdigest()
    path = picture_path(digest, kind[1])
    return msgspec.structs.replace(figure, path=path, sha256=digest, media_type=kind[0]), content


def _check_newer(card: Card, place: DraftPlace) -> None:
    """Nothing when no newer run would be lost."""
    run = card.execution
    before = place.before.execution if place.before is not None else None
    if run is not None and before is not None and before.id != run.id and before.started > run.started:
        raise Conflict("The project has a newer run of this card.")
    after = place.after.execution if place.after is not None else None
    if run is not None and after is not None and after.id == run.id:
        raise Conflict("The card of this run is published already.")


def _is_known(work: Local, card_id: str) -> bool:
    """Whether another card of the project has that id, which says who approved what."""
    rows = work.held(ReadCards).rows(work.files, work.settings().cards.folder)
    return any(row.id == card_id for row in rows)

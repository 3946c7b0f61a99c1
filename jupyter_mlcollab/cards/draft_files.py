"""A draft as files to be saved by the browser: where it goes in the project, and what is written there."""

from __future__ import annotations

import base64
from collections.abc import Iterable

from ..core.files import Files
from .card import CardFigure
from .draft import DraftPlace, place_of
from .making_schema import DraftedCard
from .naming import CARD_FILE
from .publishing_schema import FileToSave
from .text import LIMIT_BYTES


def place_in(files: Files, cards: str, title: str, notebook: str | None) -> DraftPlace:
    """Where the card of that title and notebook goes in the project whose folder of cards is `cards`.

    Raises:
        Invalid, TooLarge: as for `place_of`.
    """
    return place_of(cards, title, notebook, lambda folder: files.read(f"{cards}/{folder}/{CARD_FILE}", LIMIT_BYTES))


def draft_files(folder: str, text: str, pictures: Iterable[tuple[CardFigure, bytes]]) -> DraftedCard:
    """The figures, and last the card itself, of which `text` is the file. `folder` ends with a slash."""
    drawn = {folder + figure.path: content for figure, content in pictures}
    return DraftedCard(
        path=folder + CARD_FILE,
        files=[
            *(FileToSave(path=path, text=None, base64=base64.b64encode(c).decode()) for path, c in drawn.items()),
            FileToSave(path=folder + CARD_FILE, text=text, base64=None),
        ],
    )

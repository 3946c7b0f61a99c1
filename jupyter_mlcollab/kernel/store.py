"""Cards as files: which folder is this card's, and writing it so that no half of it is ever seen."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import msgspec

from ..cards.card import Card
from ..cards.draft import DraftPlace, checked_text, drafted, place_of
from ..cards.naming import CARD_FILE
from ..cards.text import LIMIT_BYTES
from ..cards.whole_file import write_whole

_OUR_FIGURE = re.compile(r"figures/[0-9a-f]{12}\.[a-z]{3,4}")


class Slot:
    """The folder of a card on disk, and what is in it."""

    def __init__(self, folder: Path, place: DraftPlace) -> None:
        self.folder = folder
        self.place = place


def slot_of(cards: Path, title: str, notebook: str | None) -> Slot:
    """Where the card of that title and notebook goes: its draft's folder, else the first that is free.

    Raises:
        Invalid: a file that may be its draft cannot be read; the sentence says why.
        OSError: the disk refuses.
    """
    place = place_of(cards.name, title, notebook, lambda folder: _content(cards / folder / CARD_FILE))
    return Slot(cards / place.folder, place)


def save(slot: Slot, card: Card, said: Collection[str], pictures: Mapping[str, bytes]) -> Card:
    """Writes the card and its figures, and answers the card as written: with what people had written in the draft.

    Figures of the run before that are no longer in the card are removed.

    Raises:
        Invalid: the card holds what its format cannot.
        TooLarge: it is over 4 MB.
        OSError: the disk refuses.
    """
    whole, text = drafted(card, slot.place, said)
    (slot.folder / "figures" if pictures else slot.folder).mkdir(parents=True, exist_ok=True)
    for path, content in pictures.items():
        write_whole(slot.folder / path, content)
    write_whole(slot.folder / CARD_FILE, text.encode())
    for path in _paths(slot.place.before) - _paths(whole):
        with contextlib.suppress(OSError):
            (slot.folder / path).unlink()
    return whole


def edit(slot: Slot, before: Card, words: Mapping[str, Any]) -> Card:
    """Writes what people say into a draft, and answers the draft as written. All else in its file stays.

    Raises:
        Invalid, TooLarge, OSError: as for `save`.
    """
    edited = msgspec.structs.replace(before, **words)
    write_whole(slot.folder / CARD_FILE, checked_text(edited, slot.place.content).encode())
    return edited


def _paths(card: Card | None) -> set[str]:
    """The figures of a card that are ours to remove."""
    return {figure.path for figure in card.figures if _OUR_FIGURE.fullmatch(figure.path)} if card else set()


def _content(file: Path) -> bytes | None:
    try:
        with file.open("rb") as stream:
            return stream.read(LIMIT_BYTES + 1)
    except FileNotFoundError:
        return None

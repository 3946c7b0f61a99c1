"""Cards as files: which folder is this card's, and writing it so that no half of it is ever seen."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from ..cards.card import Card
from ..cards.naming import CARD_FILE, numbered, slug_of
from ..cards.text import LIMIT_BYTES, card_text, read_card
from ..core.errors import TooLarge
from ..core.ids import new_id
from .draft import continued

_MAX_NUMBER = 1_000
_OUR_FIGURE = re.compile(r"figures/[0-9a-f]{12}\.[a-z]{3,4}")


class Slot:
    """The folder of a card, its content as it is, and the card in it when that is a draft of the same experiment.

    `after` is the published card of the same experiment that a new draft takes the place of.
    """

    def __init__(self, folder: Path, content: bytes | None, before: Card | None, after: Card | None) -> None:
        self.folder = folder
        self.content = content
        self.before = before
        self.after = after


def slot_of(cards: Path, title: str, notebook: str | None) -> Slot:
    """Where the card of that title and notebook goes: its draft's folder, else the first that is free.

    Raises:
        Invalid: a file that may be its draft cannot be read; the sentence says why.
        OSError: the disk refuses.
    """
    slug, after = slug_of(title), None
    for number in range(1, _MAX_NUMBER):
        folder = cards / numbered(slug, number)
        content = _content(folder / CARD_FILE)
        if content is None:
            return Slot(folder, None, None, after)
        card = read_card(content, f"{cards.name}/{folder.name}/{CARD_FILE}")
        if card.title != title or (card.code.notebook if card.code else None) != notebook:
            continue
        if card.published is None:
            return Slot(folder, content, card, after)
        after = card
    raise TooLarge(f"There are {_MAX_NUMBER} cards of this title. Give this one another.")


def save(slot: Slot, card: Card, said: Collection[str], pictures: Mapping[str, bytes]) -> Card:
    """Writes the card and its figures, and answers the card as written: with what people had written in the draft.

    Figures of the run before that are no longer in the card are removed.

    Raises:
        Invalid: the card holds what its format cannot.
        TooLarge: it is over 4 MB.
        OSError: the disk refuses.
    """
    if slot.after is not None and slot.before is None:
        # The run that made the published card may go on.
        name = new_id() if card.id == slot.after.id else card.id
        card = msgspec.structs.replace(card, id=name, supersedes=slot.after.id)
    whole = continued(card, slot.before, said)
    text = _checked(whole, slot.content)
    (slot.folder / "figures" if pictures else slot.folder).mkdir(parents=True, exist_ok=True)
    for path, content in pictures.items():
        _write(slot.folder / path, content)
    _write(slot.folder / CARD_FILE, text)
    for path in _paths(slot.before) - _paths(whole):
        with contextlib.suppress(OSError):
            (slot.folder / path).unlink()
    return whole


def edit(slot: Slot, before: Card, words: Mapping[str, Any]) -> Card:
    """Writes what people say into a draft, and answers the draft as written. All else in its file stays.

    Raises:
        Invalid, TooLarge, OSError: as for `save`.
    """
    edited = msgspec.structs.replace(before, **words)
    _write(slot.folder / CARD_FILE, _checked(edited, slot.content))
    return edited


def _checked(card: Card, beside: bytes | None) -> bytes:
    """The content of `card.json`, which reads as a card and is within its limit."""
    text = card_text(card, beside).encode()
    if len(text) > LIMIT_BYTES:
        raise TooLarge(f"The card has {len(text) >> 20} MB, over the limit of {LIMIT_BYTES >> 20} MB.")
    read_card(text)
    return text


def _paths(card: Card | None) -> set[str]:
    """The figures of a card that are ours to remove."""
    return {figure.path for figure in card.figures if _OUR_FIGURE.fullmatch(figure.path)} if card else set()


def _content(file: Path) -> bytes | None:
    try:
        with file.open("rb") as stream:
            return stream.read(LIMIT_BYTES + 1)
    except FileNotFoundError:
        return None


def _write(file: Path, content: bytes) -> None:
    with _beside(file) as written:
        written.write_bytes(content)
        written.replace(file)


@contextlib.contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A file in the same folder that is gone afterwards."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)

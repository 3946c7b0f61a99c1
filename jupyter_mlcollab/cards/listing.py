"""A project's cards as files: found in their folder, read once and again only after a change."""

from __future__ import annotations

import threading

from ..core.errors import CollabError, NotFound
from ..core.files import Files
from ..core.paths import check_path
from .card import Card
from .schema import CardRow
from .text import LIMIT_BYTES, digest, read_card

CARD_FILE = "card.json"


class ReadCards:
    """The rows of the cards that were read, by path and stamp. Safe in several threads."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[tuple[int, int], CardRow]] = {}
        self._lock = threading.Lock()

    def rows(self, files: Files, folder: str) -> list[CardRow]:
        """A row for each card in the folder, newest first; those that cannot be read are last."""
        stamps = files.stamps(folder, CARD_FILE)
        with self._lock:
            known = self._rows
            self._rows = {
                path: known[path] if path in known and known[path][0] == stamp else (stamp, _row(files, path))
                for path, stamp in stamps.items()
            }
            rows = [row for _, row in self._rows.values()]
        return sorted(rows, key=_age, reverse=True)


def card_bytes(files: Files, path: str) -> bytes:
    """The content of a card's file.

    Raises:
        Invalid: the path leaves the project or is hidden.
        NotFound: there is no such file, or it is not called `card.json`.
        TooLarge: it is over 4 MB.
    """
    is_card = check_path(path).rpartition("/")[2] == CARD_FILE
    content = files.read(path, LIMIT_BYTES) if is_card else None
    if content is None:
        raise NotFound("There is no such card in the project.")
    return content


def _age(row: CardRow) -> tuple[bool, str, str]:
    return row.created is not None, row.created.isoformat() if row.created else "", row.path


def _row(files: Files, path: str) -> CardRow:
    try:
        return row_of(path, read_card(card_bytes(files, path), path))
    except CollabError as error:
        return _unreadable(path, error.message)


def row_of(path: str, card: Card) -> CardRow:
    """What a list shows of a card."""
    return CardRow(
        path=path,
        id=card.id,
        digest=digest(card),
        title=card.title,
        kind=card.kind,
        owner=card.owner,
        created=card.created,
        published=card.published,
        status="published" if card.published else "draft",
        outcome=card.outcome,
        conclusion=card.conclusion,
        tags=card.tags,
        notebook=card.code.notebook if card.code else None,
        commit=card.code.commit if card.code else None,
        metrics=card.metrics,
        thumbnail=f"{path.removesuffix(CARD_FILE)}{card.figures[0].path}" if card.figures else None,
        problem=None,
    )


def _unreadable(path: str, problem: str) -> CardRow:
    return CardRow(
        path=path,
        id=None,
        digest="",
        title=path.split("/")[-2],
        kind="experiment",
        owner="",
        created=None,
        published=None,
        status="draft",
        outcome=None,
        conclusion=None,
        tags=[],
        notebook=None,
        commit=None,
        metrics=[],
        thumbnail=None,
        problem=problem,
    )

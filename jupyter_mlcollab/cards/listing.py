"""A project's cards as files: found in their folder, read once and again only after a change."""

from __future__ import annotations

import threading
from collections.abc import Container
from datetime import UTC, datetime

import msgspec

from ..core.errors import CollabError, NotFound, TooLarge
from ..core.files import Files
from ..core.ids import EventId
from ..core.paths import check_path
from ..core.wire import Time
from .ages import CardAges, Stamp
from .card import SCHEMA, Card, CardMetric, Kind, Line, Outcome, Text, Title
from .naming import CARD_FILE as CARD_FILE
from .schema import CardRow
from .text import LIMIT_BYTES, digest, read_card


class CardHead(msgspec.Struct, frozen=True, kw_only=True, rename="camel", gc=False):
    """What a list shows of a card: read alone, it takes a tenth of the time of the whole."""

    schema: str
    id: EventId
    title: Title
    kind: Kind
    owner: Line
    created: Time
    published: Time | None = None
    tags: list[Line] = []
    outcome: Outcome | None = None
    conclusion: Text | None = None
    code: HeadCode | None = None
    metrics: list[CardMetric] = []
    figures: list[HeadFigure] = []


class HeadCode(msgspec.Struct, frozen=True, kw_only=True, rename="camel", gc=False):
    """The notebook and commit of a card."""

    notebook: str | None = None
    commit: str | None = None


class HeadFigure(msgspec.Struct, frozen=True, kw_only=True, rename="camel", gc=False):
    """Where a figure of a card is."""

    path: str


_HEAD: msgspec.json.Decoder[CardHead] = msgspec.json.Decoder(CardHead)


class ReadCards:
    """The rows of the cards that were read, by path and stamp. Safe in several threads."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[Stamp, CardRow]] = {}
        self._are_kept = True
        self._lock = threading.Lock()

    def rows(self, files: Files, folder: str, recorded: Container[str] = ()) -> list[CardRow]:
        """A row for each card in the folder, newest first; those that cannot be read are last.

        Cards whose id is in `recorded` have their digest, which takes reading all of them.
        """
        stamps = files.stamps(folder, CARD_FILE)
        with self._lock:
            rows = [self._read(files, path, stamp, recorded) for path, stamp in stamps.items()]
            self._rows = {path: self._rows[path] for path in stamps}
        return sorted(rows, key=_age, reverse=True)

    def newest(
        self, files: Files, folder: str, ages: CardAges, most: int, recorded: Container[str] = ()
    ) -> tuple[list[CardRow], int]:
        """The first so many of `rows`, and how many there are in all. Of cards whose age is known no others are read,
        so that they are there sooner in a process that has read nothing yet."""
        stamps = files.stamps(folder, CARD_FILE)
        with self._lock:
            known = ages.known() if len(self._rows) < len(stamps) else {}

            def age(path: str) -> tuple[datetime, str]:
                stamp = stamps[path]
                read, told = self._rows.get(path), known.get(path)
                if told is not None and told.stamp == stamp and (read is None or read[0] != stamp):
                    return told.created, path
                return _age(self._read(files, path, stamp, ()))

            first = sorted(stamps, key=age, reverse=True)[:most]
            return [self._read(files, path, stamps[path], recorded) for path in first], len(stamps)

    def keep(self, ages: CardAges) -> None:
        """Keeps the ages of what was read, for the next process; nothing where that was done before."""
        with self._lock:
            rows, are_kept = dict(self._rows), self._are_kept
            self._are_kept = True
        if not are_kept:
            ages.keep(rows)

    def _read(self, files: Files, path: str, stamp: Stamp, recorded: Container[str]) -> CardRow:
        before = self._rows.get(path)
        row = before[1] if before and before[0] == stamp else None
        if row is None:
            row = _row(files, path, stamp)
            self._are_kept = False
        if row.id is not None and not row.digest and row.id in recorded:
            row = _with_digest(files, row)
        self._rows[path] = (stamp, row)
        return row


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


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def _age(row: CardRow) -> tuple[datetime, str]:
    return row.created or _LONG_AGO, row.path


def _row(files: Files, path: str, stamp: Stamp) -> CardRow:
    try:
        if stamp[1] > LIMIT_BYTES:
            raise TooLarge(f"The file is over the limit of {LIMIT_BYTES // 1024**2} MB.")
        content = files.read_stamped(path, stamp[1])
        if content is None:
            raise NotFound("There is no such card in the project.")
        return row_of(path, _head(content, path))
    except CollabError as error:
        return _unreadable(path, error.message)


def _head(content: bytes, path: str) -> CardHead | Card:
    """The head of the card; of what is no card of this format the whole, which says what is wrong with it."""
    try:
        head = _HEAD.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return read_card(content, path)
    return head if head.schema == SCHEMA else read_card(content, path)


def _with_digest(files: Files, row: CardRow) -> CardRow:
    try:
        return msgspec.structs.replace(row, digest=digest(read_card(card_bytes(files, row.path), row.path)))
    except CollabError as error:
        return _unreadable(row.path, error.message)


def row_of(path: str, card: Card | CardHead) -> CardRow:
    """What a list shows of a card."""
    return CardRow(
        path=path,
        id=card.id,
        digest="",
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
        open_threads=0,
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
        open_threads=0,
        problem=problem,
    )

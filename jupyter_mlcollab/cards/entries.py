"""What of a card can be commented from the command line: the same parts as on its page. Pure but for `parts_of`.

What a part is known by and what it says is as `labextension/src/cards/entries.ts` has it, to the letter: else a comment
from here would say on the page that its value has changed. One file of samples holds both.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from ..anchors.schema import MAX_ENTRIES, FileEntry
from ..core.files import Files
from .card import Card, CardData, CardFigure, CardMetric, Number, Scalar
from .files import CARD_FILE
from .listing import card_bytes
from .outline import headlines
from .text import read_card

MAX_LABEL = 200
_SHA256 = re.compile(r"[0-9a-f]{64}")
_FIELDS = {
    "conclusion": "Conclusion",
    "hypothesis": "Believed",
    "summary": "Did",
    "lessons": "Learned",
    "next": "Next",
    "limitations": "Limits",
    "risks": "Risks",
    "intendedUse": "Intended use",
    "outOfScope": "Not meant for",
}
"""By the name that the file has for it, what the page calls it."""


def parts_of(files: Files, path: str) -> list[FileEntry] | None:
    """The parts of the card in a file; None where the file is called otherwise than cards are.

    Raises:
        NotFound, Invalid, TooLarge: it cannot be read as a card.
    """
    if path.rpartition("/")[2] != CARD_FILE:
        return None
    return entries_of(read_card(card_bytes(files, path), path))


def entries_of(card: Card) -> list[FileEntry]:
    """All of the card first, then its fields and parts in their order on the page."""
    return list(_entries(card))[:MAX_ENTRIES]


def _entries(card: Card) -> Iterator[FileEntry]:
    first = headlines(card.metrics)
    shown = {id(metric) for metric in first}
    yield _entry("card", [], "", "Whole card", "")
    yield _field(card, "conclusion")
    yield from map(_metric, first)
    yield from _figures(card.figures)
    yield from (_field(card, name) for name in _FIELDS if name != "conclusion")
    yield from (_entry("parameter", [name], "Parameter", name, _said(value)) for name, value in card.params.items())
    yield from (_metric(metric) for metric in card.metrics if id(metric) not in shown)
    yield from map(_data, card.data)


def _entry(section: str, name: list[str], heading: str, label: str, text: str, sha256: str | None = None) -> FileEntry:
    return FileEntry(section=section, name=name, heading=heading, label=label[:MAX_LABEL], text=text, sha256=sha256)


def _field(card: Card, name: str) -> FileEntry:
    value = getattr(card, re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), name))
    text = "\n".join(value) if isinstance(value, list) else value or ""
    if name == "conclusion":
        text = ": ".join(filter(None, [card.outcome, text]))
    return _entry("field", [name], "", _FIELDS[name], text)


def _metric(metric: CardMetric) -> FileEntry:
    named = [metric.name, metric.split or "", metric.slice or ""]
    text = " ".join(filter(None, [_number(metric.value), metric.unit]))
    return _entry("metric", named, "Metric", ", ".join(filter(None, named)), text)


def _figures(figures: list[CardFigure]) -> Iterator[FileEntry]:
    """A figure that is drawn anew gets another file: its caption tells which it is, else its place."""
    counts: Counter[str] = Counter()
    for number, figure in enumerate(figures, 1):
        title = figure.caption or ""
        is_hash = _SHA256.fullmatch(figure.sha256) is not None
        heading, label = ("", f"Figure {number}") if figure.caption is None else ("Figure", figure.caption)
        named, text = [title, str(counts[title])], "" if is_hash else figure.path
        counts[title] += 1
        yield _entry("figure", named, heading, label, text, figure.sha256 if is_hash else None)


def _data(data: CardData) -> FileEntry:
    counts = [_number(count) for count in (data.rows, data.columns) if count is not None]
    size = " × ".join(counts) or (_number(data.size_bytes) if data.size_bytes else "")
    text = " · ".join(filter(None, [data.uri, size, data.fingerprint, data.sensitivity]))
    return _entry("data", [data.name, data.role or ""], "Data", data.name, text)


def _said(value: Scalar) -> str:
    match value:
        case None:
            return "None"
        case bool():
            return str(value).lower()
        case str():
            return value
        case _:
            return _number(value)


def _number(value: Number | int) -> str:
    """A number as JavaScript writes it (ECMAScript, *Number::toString*): both have the fewest digits that tell it from
    others, and put the point elsewhere."""
    if isinstance(value, str):
        return value
    try:
        sign, figures, exponent = Decimal(repr(float(value))).normalize().as_tuple()
    except OverflowError:
        return "Infinity" if value > 0 else "-Infinity"
    digits = "".join(map(str, figures))
    point = len(digits) + int(exponent)
    minus = "-" * (sign and value != 0)
    if len(digits) <= point <= 21:
        return minus + digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{minus}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{minus}0.{'0' * -point}{digits}"
    return f"{minus}{digits[0]}{'.' * (len(digits) > 1)}{digits[1:]}e{point - 1:+d}"

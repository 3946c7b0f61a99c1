"""Values of a card as people read them: numbers, times, sizes, and text without what steers a reader's screen."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime

from .card import CardMetric, Number, Scalar

_STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_KEPT = "\n\t\u200c\u200d\xad"
"""What joins letters and emoji, and hyphens words: it changes no order and hides nothing."""
_LINE_END = re.compile(r"\r\n?")
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
CELL_CHARACTERS = 300
"""A value in a table is cut to so many characters, and says so. The file has it whole."""
TEXT_CHARACTERS = 8_000
"""A text in an output of a notebook is cut to so many characters, and says so."""


def readable(text: str) -> str:
    r"""`text` with lines ended by `\n`, and control characters, bidirectional marks, invisible blanks and halves of
    characters spelled out, as in `\u202e`."""
    if text.isprintable():
        return text
    return "".join(map(_shown, _LINE_END.sub("\n", text)))


def _shown(sign: str) -> str:
    steers = not sign.isprintable() and sign not in _KEPT and unicodedata.category(sign) in _STEERING
    return f"\\u{ord(sign):04x}" if steers else sign


def cut(text: str, limit: int) -> str:
    """`text`, or its beginning and how much longer it is."""
    return text if len(text) <= limit else f"{text[:limit].rstrip()} … ({len(text) - limit:,} characters more)"


def in_cell(text: str) -> str:
    """`text` on one line and cut, for a cell of a table."""
    return cut(" ".join(text.split()) if "\n" in text or "\r" in text else text, CELL_CHARACTERS)


def paragraphs(text: str) -> list[str]:
    """The text's paragraphs: what blank lines part, each without blanks at its ends."""
    return [one.strip() for one in _BLANK_LINES.split(readable(text)) if one.strip()]


def number(value: Number) -> str:
    """A number as exactly as the card has it, whole ones without a point."""
    if isinstance(value, str):
        return value
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def short_number(value: Number) -> str:
    """A number to four digits, for where it is read and not copied."""
    if isinstance(value, str):
        return value
    return number(float(f"{value:.4g}"))


def scalar(value: Scalar) -> str:
    """A parameter's value as Python would show it, texts without quotes."""
    return number(value) if isinstance(value, float) else value if isinstance(value, str) else str(value)


def metric_name(metric: CardMetric) -> str:
    """A metric with what it was measured on: `auc (test, women)`."""
    on = ", ".join(filter(None, (metric.split, metric.slice)))
    return f"{metric.name} ({on})" if on else metric.name


def metric_value(metric: CardMetric) -> str:
    """A metric's exact value with its unit."""
    return f"{number(metric.value)} {metric.unit}" if metric.unit else number(metric.value)


def interval(metric: CardMetric) -> str:
    """`0.87 to 0.91`; empty when neither end is known."""
    low, high = (None if end is None else short_number(end) for end in (metric.low, metric.high))
    if low is not None and high is not None:
        return f"{low} to {high}"
    return f"from {low}" if low is not None else f"up to {high}" if high is not None else ""


def day(moment: datetime) -> str:
    """`2026-11-26`, in UTC as cards are."""
    return moment.date().isoformat()


def minute(moment: datetime) -> str:
    """`2026-11-26 09:00 UTC`."""
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def duration(seconds: float) -> str:
    """`0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"


def size(count: int) -> str:
    """`312 bytes`, `4.2 KB`, `1.0 GB`: thousands, as file managers count."""
    if count < 1000:
        return f"{count} bytes"
    amount, unit = float(count), "bytes"
    for unit in ("KB", "MB", "GB", "TB"):  # noqa: B007
        amount /= 1000
        if amount < 1000:
            break
    return f"{amount:.1f} {unit}"


def capital(text: str) -> str:
    """`text` with its first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]

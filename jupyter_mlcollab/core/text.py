"""Text and positions in it. The one module that knows both units.

Browsers, CodeMirror and the wire count UTF-16 code units; Python counts code points. A character above U+FFFF is two
units and one code point; a lone surrogate is one of each. Everything that crosses between the two goes through here.
"""

from __future__ import annotations

import bisect
import hashlib
import re
import unicodedata
from collections.abc import Sequence

from .errors import Invalid, TooLarge

_LINE_END = re.compile(r"\r\n|\r|\n")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_BLANKS = " \t"


def utf16_length(text: str) -> int:
    """Length of `text` in UTF-16 code units."""
    return to_utf16(text, len(text))


def to_utf16(text: str, offset: int) -> int:
    """The position in UTF-16 code units of the code point `offset`, 0 to `len(text)`."""
    if text.isascii():
        return offset
    return offset + sum(1 for _ in _ASTRAL.finditer(text, 0, offset))


def to_utf16_all(text: str, offsets: Sequence[int]) -> list[int]:
    """The positions in UTF-16 code units of code points in rising order, in one pass over `text`."""
    if text.isascii():
        return list(offsets)
    units, done, found = 0, 0, []
    for offset in offsets:
        units += offset - done + sum(1 for _ in _ASTRAL.finditer(text, done, offset))
        done = offset
        found.append(units)
    return found


def from_utf16(text: str, units: int) -> int:
    """The position in code points of the UTF-16 code unit `units`.

    Raises:
        Invalid: the position is before the start, past the end or inside a character.
    """
    offset = units
    if not text.isascii():
        for match in _ASTRAL.finditer(text):
            if match.start() >= offset:
                break
            offset -= 1
            if match.start() == offset:
                raise Invalid("The position lies inside a character.")
    if not 0 <= offset <= len(text):
        raise Invalid("The position lies outside the text.")
    return offset


class Units:
    """Positions in a long text, converted both ways after one pass over it."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._astral = [] if text.isascii() else [match.start() for match in _ASTRAL.finditer(text)]
        self._units = [place + index for index, place in enumerate(self._astral)]

    def to_utf16(self, offset: int) -> int:
        """As `to_utf16`."""
        return offset + bisect.bisect_left(self._astral, offset)

    def from_utf16(self, units: int) -> int:
        """The position in code points; inside a character that of its start, past the end that of the end."""
        return min(units - bisect.bisect_left(self._units, units), self._length)


def split_lines(text: str) -> list[str]:
    r"""The lines of `text` without their ends, split at `\n`, `\r\n` and `\r` only; at least one."""
    return _LINE_END.split(text) if "\r" in text else text.split("\n")


def line_starts(text: str) -> list[int]:
    """Where each line of `split_lines(text)` begins, in code points."""
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def well_formed(text: str) -> str:
    """`text` with each lone surrogate replaced by U+FFFD, as JavaScript's `toWellFormed` does; no position changes."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)


def normalise(source: str) -> str:
    r"""`source` as it is compared: well formed, lines ended by `\n`, no spaces or tabs at their ends, no outer blank
    lines. Case and indentation are kept, since both carry meaning in code."""
    text = well_formed(source)
    if "\r" in text or " \n" in text or "\t\n" in text or text.endswith((" ", "\t")):
        text = "\n".join([line.rstrip(_BLANKS) for line in split_lines(text)])
    return text.strip("\n")


def source_hash(source: str) -> str:
    """SHA-256 of the normalised source, 64 hexadecimal digits."""
    return hash_normalised(normalise(source))


def hash_normalised(text: str) -> str:
    """SHA-256 of a source that `normalise` has been through, 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def cut_to_bytes(text: str, limit_bytes: int) -> str:
    """The longest beginning of `text` that is well formed and takes at most `limit_bytes` bytes of UTF-8."""
    if len(text) * 4 <= limit_bytes:
        return well_formed(text)
    return well_formed(text[:limit_bytes]).encode()[:limit_bytes].decode(errors="ignore")


def check_text(text: str, limit_bytes: int) -> str:
    """`text` itself, fit to be stored and shown: something visible, no control characters, at most `limit_bytes` bytes.

    Raises:
        Invalid: empty or blank, a control character other than line feed and tab, or a lone surrogate.
        TooLarge: over the limit.
    """
    if len(text) > limit_bytes or len(text.encode(errors="surrogatepass")) > limit_bytes:
        raise TooLarge(f"The text is longer than {_size(limit_bytes)}. Shorten it, or split it into several.")
    if _SURROGATE.search(text):
        raise Invalid("The text holds half of a character (a lone surrogate). Remove it and try again.")
    if control := _CONTROL.search(text):
        raise Invalid(f"The text holds a control character (U+{ord(control[0]):04X}). Remove it and try again.")
    if all(c.isspace() or unicodedata.category(c) == "Cf" for c in text):
        raise Invalid("The text is empty. Write something first.")
    return text


def _size(count: int) -> str:
    return f"{count // 1024} KB" if count >= 1024 else f"{count} bytes"


def shortened(text: str, limit: int) -> str:
    """Text of at most `limit` characters, which says when it was cut. Halves of characters become U+FFFD."""
    if len(text) > limit:
        said = f" … (cut, {len(text):,} characters in all)"
        text = text[: limit - len(said)] + said
    return well_formed(text)

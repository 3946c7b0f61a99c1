"""Telling a secret from what stands in its place: templates, references, examples. Pure."""

from __future__ import annotations

import base64
import binascii
import json
import re
from itertools import pairwise

_STAND_IN = re.compile(
    r"example|placeholder|change_?me|your[_-]|xxxx|\*\*\*|\.\.\.|dummy|redacted|insert|replace|123456789012",
    re.IGNORECASE,
)
_TEMPLATE = re.compile(r"[{<$%\[(].*|.*[}>\])]|.*[{}<>].*", re.DOTALL)
_KEYWORD = re.compile(r"pass|pwd|secret|key|token", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d]+(?:[ _.:/-]+[^\W\d]+)*[ ?!:.]*")
_ATTRIBUTE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")
_PATH = re.compile(r"[A-Za-z]{4,}[/._-][A-Za-z]{4,}")
_CONSTANT = re.compile(r"[A-Z]+(?:_[A-Z0-9]+)+")
_LOCATION = re.compile(r"(?:[a-z]+://|[~.]{0,2}/|[A-Za-z]:\\)")
_WORD_OF_MANUALS = re.compile(
    "pass(?:word|wd)?|pwd?|secret|token|user(?:name)?|postgres|root|admin|guest", re.IGNORECASE
)

_LETTERS, _DIGIT = re.compile(r"[A-Za-z]"), re.compile(r"\d")


def is_written_out(value: str) -> bool:
    """Whether this is a value, and no template, no variable and no example."""
    return not _STAND_IN.search(value) and not _TEMPLATE.fullmatch(value) and len(set(value)) > 3


def is_password(value: str) -> bool:
    """Whether what was given to something called password, secret or key may be one: 6 characters or more without a
    blank, and not the name of a variable, a place, or a word about passwords."""
    if len(value) < 6 or any(c.isspace() for c in value) or not _LETTERS.search(value) or not is_written_out(value):
        return False
    names_one = _KEYWORD.search(value) and _WORDS.fullmatch(value)
    return not (names_one or _CONSTANT.fullmatch(value) or _LOCATION.match(value) or value.startswith("os.environ"))


def is_in_address(value: str) -> bool:
    """Whether the password of an address (`://user:password@host`) is more than the one manuals use."""
    return not _WORD_OF_MANUALS.fullmatch(value) and is_written_out(value)


def has_digit_and_letter(value: str) -> bool:
    """For shapes that capital letters alone would fill."""
    return bool(_DIGIT.search(value) and _LETTERS.search(value)) and is_written_out(value)


def is_web_token(value: str) -> bool:
    """Whether header and claims of a JSON Web Token (RFC 7519) are JSON objects."""
    parts = value.split(".")
    return len(parts) in (2, 3) and all(_is_object(part) for part in parts[:2])


def _is_object(part: str) -> bool:
    try:
        return isinstance(
            json.loads(base64.urlsafe_b64decode(part.rstrip("=") + "=" * (-len(part.rstrip("=")) % 4))), dict
        )
    except (ValueError, binascii.Error, RecursionError):
        return False


def is_random(value: str) -> bool:
    """Whether letters and digits follow each other as by chance: capitals, small letters and digits change places as
    often as in random text, which paths, names and hashes in hexadecimal do not."""
    kinds = ["A" if c.isupper() else "a" if c.islower() else "0" if c.isdigit() else "-" for c in value]
    if not {"A", "a", "0"} <= set(kinds):
        return False
    return _changes(kinds) >= 0.4 and is_written_out(value)


def is_token(value: str) -> bool:
    """Whether this may have been given out as a token: letters and digits that change places more often than in names,
    as they also do in hexadecimal."""
    kinds = ["a" if c.isalpha() else "0" if c.isdigit() else "-" for c in value]
    return _changes(kinds) >= 0.25 and has_digit_and_letter(value) and not _PATH.search(value)


def is_assigned(value: str) -> bool:
    """Whether this, without quotes, is a value and no expression of a program."""
    return has_digit_and_letter(value) and is_password(value) and not _ATTRIBUTE.fullmatch(value)


def _changes(kinds: list[str]) -> float:
    """In what share of places one kind of character follows another."""
    return sum(one != other for one, other in pairwise(kinds)) / len(kinds)

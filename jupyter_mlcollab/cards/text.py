"""`card.json` as text: sorted, a value to a line so that git merges it, and read with a sentence for what is wrong."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import msgspec

from ..core.errors import Invalid
from ..core.text import well_formed
from .card import SCHEMA, Card

LIMIT_BYTES = 4 * 1024 * 1024
SHORT = 200
"""Characters up to which a list's entry stands on one line."""
_MARKERS = re.compile(rb"^(?:<{7}|={7}|>{7})(?: |\r?$)", re.MULTILINE)
_VERSION = re.compile(r"^mlcollab\.card/(\d+)$")
_FIELDS = {field.encode_name for field in msgspec.structs.fields(Card)}


def card_text(card: Card, beside: bytes | None = None) -> str:
    """The text of `card.json`: keys sorted, an entry of a list or map to a line, as few blanks as that allows.

    `beside` is the file as it is now: what it has on its top level that this version does not know is kept.
    """
    value = msgspec.to_builtins(card, order="sorted")
    value |= _unknown(beside) if beside else {}
    lines = [f"{_short(key)}:{_entry(value[key], 1)}" for key in sorted(value)]
    return well_formed("{\n" + ",\n".join(lines) + "\n}\n")


def read_card(content: bytes, name: str = "card.json") -> Card:
    """The card in a file's content.

    Raises:
        Invalid: not UTF-8, not JSON, conflict markers, a newer format, or a value that is not as the format says;
            `details` hold `line` or `key` where known.
    """
    try:
        value = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise _unreadable(content, name) from None
    schema = value.get("schema") if isinstance(value, dict) else None
    version = _VERSION.match(schema) if isinstance(schema, str) else None
    if version is None:
        raise Invalid(f"{name} is not an experiment card: it has no “schema”: “{SCHEMA}”.")
    if schema != SCHEMA:
        raise Invalid(
            f"{name} was written by a newer version (format {version[1]}). Update jupyter_mlcollab to read it.",
            {"newer": True},
        )
    try:
        return msgspec.convert(value, Card)
    except msgspec.ValidationError as error:
        raise _wrong_value(str(error), name) from None


def digest(card: Card) -> str:
    """SHA-256 of what the card says, 64 hexadecimal digits: the compact JSON with sorted keys, without `published` and
    `waivers`.

    An approval names it, so that an edit makes the approval stale and publishing does not.
    """
    content = msgspec.json.encode(msgspec.structs.replace(card, published=None, waivers=[]), order="sorted")
    return hashlib.sha256(content).hexdigest()


def _entry(value: Any, depth: int) -> str:
    """A value below the top level. What is short and holds no text of several lines stays on one line."""
    if isinstance(value, dict) and value and (depth == 1 or len(_short(value)) > SHORT):
        entries = (f"{_short(key)}:{_entry(one, depth + 1)}" for key, one in value.items())
        return "{" + ",".join("\n" + entry for entry in entries) + "\n}"
    if isinstance(value, list) and value and (depth == 1 or len(_short(value)) > SHORT):
        return "[" + ",".join("\n" + _entry(one, depth + 1) for one in value) + "\n]"
    return _short(value)


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _unknown(content: bytes) -> dict[str, Any]:
    """What the file has beside the fields known here."""
    try:
        value = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return {key: one for key, one in value.items() if key not in _FIELDS} if isinstance(value, dict) else {}


def _unreadable(content: bytes, name: str) -> Invalid:
    marker = _MARKERS.search(content)
    if marker is not None:
        line = content.count(b"\n", 0, marker.start()) + 1
        return Invalid(
            f"{name} has conflict markers of a git merge (line {line}). Keep one side of each and save.", {"line": line}
        )
    try:
        json.loads(content)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return Invalid(f"{name}, line {line}: this is not UTF-8 text.", {"line": line})
    except json.JSONDecodeError as error:
        return Invalid(f"{name}, line {error.lineno}: this is not JSON. {error.msg}.", {"line": error.lineno})
    except (ValueError, RecursionError):
        pass
    return Invalid(f"{name} cannot be read as JSON.")


def _wrong_value(complaint: str, name: str) -> Invalid:
    """msgspec says which key in its text only: ``Expected `str`, got `int` - at `$.title` ``."""
    what, _, place = complaint.rpartition(" - at `$.")
    key = place.rstrip("`")
    if not key:
        return Invalid(f"{name} is not as the format says: {complaint}.")
    return Invalid(f"{name}: “{key}” is not as the format says: {what[0].lower()}{what[1:]}.", {"key": key})

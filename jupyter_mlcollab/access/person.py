"""Names of people: keys for those who only say who they are, handles, initials. Pure."""

from __future__ import annotations

import re
import unicodedata

import msgspec

from ..core.errors import Invalid
from ..core.people import Person

UNVERIFIED_MARK = "~"
"""Starts the key of everyone who only says who they are; no sign-in gives such a name."""

_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C])


def unverified(name: str) -> Person:
    """The person who says they are `name`. Two browsers that say the same name are the same person.

    Raises:
        Invalid: nothing readable is left of the name.
    """
    shown = " ".join("".join(c for c in name.translate(_BIDI) if c.isprintable()).split())[:80]
    key = slug(shown)
    if not key:
        raise Invalid("Please give a name with at least one letter or digit.")
    return Person(
        username=UNVERIFIED_MARK + key,
        display_name=shown,
        initials=initials(shown),
        color=None,
        avatar_url=None,
        verified=False,
    )


def named(username: str) -> Person:
    """Somebody of whom only the key is known. Nobody vouches for them here."""
    name = handle(username)
    return Person(
        username=username, display_name=name, initials=initials(name), color=None, avatar_url=None, verified=False
    )


def stored_person(username: str, body: bytes | None) -> Person:
    """The person as the journal keeps them. What is missing, not theirs or unreadable, since a journal can be taken in
    from elsewhere, gives them by their key alone."""
    try:
        raw = msgspec.json.decode(body or b"null")
        person = msgspec.convert({name: raw[name] for name in Person.__struct_encode_fields__}, Person)
    except (msgspec.MsgspecError, KeyError, TypeError, RecursionError):
        return named(username)
    return person if person.username == username else named(username)


def slug(name: str) -> str:
    """`Ana López` → `ana-lopez`; letters of any script are kept."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return re.sub(r"[^\w]+", "-", plain).strip("-_")[:64]


def handle(username: str) -> str:
    """What follows the @ in a mention: the key without the mark of the unverified."""
    return username.removeprefix(UNVERIFIED_MARK)


def initials(name: str) -> str:
    """Up to two letters that stand for the name."""
    words = re.findall(r"\w+", name)
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

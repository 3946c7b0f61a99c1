"""What a card's files are called, and how a notebook's path is told. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata

CARD_FILE = "card.json"
NOTEBOOK_VARIABLE = "MLCOLLAB_NOTEBOOK"
"""Where a runner that knows which notebook it runs tells the kernel its path, in the environment."""
MAX_SLUG_CHARACTERS = 60
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")
"""What Windows lets no folder be called."""


def slug_of(title: str) -> str:
    """A folder's name for a title: letters and digits of any script (NFKC, lower case), dashes between words.

    A title that has none, such as an emoji, gets `card-` and the beginning of its hash.
    """
    text = unicodedata.normalize("NFKC", title).lower()
    kept = "".join(c if unicodedata.category(c)[0] in "LNM" else "-" for c in text)
    slug = _shortened(re.sub("-+", "-", kept).strip("-"))
    if not slug:
        return "card-" + hashlib.sha256(title.encode(errors="surrogatepass")).hexdigest()[:8]
    return f"card-{slug}" if _RESERVED.match(slug) else slug


def numbered(slug: str, number: int) -> str:
    """The folder's name for the card that comes after others of this slug: `slug`, `slug-2`, `slug-3`, …"""
    return slug if number == 1 else f"{slug}-{number}"


def _shortened(slug: str) -> str:
    """Cut after a whole word where there is one in the last third."""
    if len(slug) <= MAX_SLUG_CHARACTERS:
        return slug
    cut = slug[: MAX_SLUG_CHARACTERS + 1]
    end = cut.rfind("-")
    return cut[:end] if end > MAX_SLUG_CHARACTERS * 2 // 3 else cut[:MAX_SLUG_CHARACTERS].rstrip("-")

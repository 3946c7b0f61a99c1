"""How a card knows the cells of a notebook: by their sources. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from .card import CELL_KEY_DIGITS


def key_of(source: str) -> str:
    """What a cell is known by: the beginning of its source's SHA-256."""
    return hashlib.sha256(source.encode(errors="surrogatepass")).hexdigest()[:CELL_KEY_DIGITS]


def sources_sha256(sources: Iterable[str]) -> str:
    """The SHA-256 of the sources of a notebook's code cells that are not empty, each followed by a NUL."""
    return hashlib.sha256("".join(f"{source}\0" for source in sources).encode(errors="surrogatepass")).hexdigest()

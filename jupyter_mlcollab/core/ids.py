"""Identifiers: UUIDv7 text, so that what was made later sorts later."""

from __future__ import annotations

import os
import re
import time
import uuid
from typing import Annotated

import msgspec

_UUID7 = r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}(?![\s\S])"
"""Ends in a look-ahead that Python and JavaScript read alike; Python's `$` lets a last newline through."""

EventId = Annotated[
    str,
    msgspec.Meta(pattern=_UUID7, description="UUIDv7, lower case, made by the client; the same id is the same event"),
]

EntityId = Annotated[
    str,
    msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}(?![\s\S])", description="id of a thing in a project"),
]


def is_event_id(text: str) -> bool:
    """Whether the text is a UUIDv7 in lower case."""
    return re.fullmatch(_UUID7, text) is not None


def new_id() -> str:
    """A fresh UUIDv7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits."""
    return id_at(time.time_ns() // 1_000_000, os.urandom(10))


def id_at(milliseconds: int, rest: bytes) -> str:
    """The UUIDv7 of a moment of Unix and ten bytes or more, of which the first ten count."""
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(rest[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))

"""The base of everything that crosses the wire or is stored as an event: camelCase outside, snake_case inside."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

import msgspec

Time = Annotated[datetime, msgspec.Meta(tz=True, description="UTC with Z")]


class Wire(msgspec.Struct, frozen=True, kw_only=True, rename="camel", forbid_unknown_fields=True, gc=False):
    """A request or an answer. Unknown fields are refused. Answers have no defaults, so TypeScript sees no optionals.

    What can be JSON holds no cycles, so the garbage collector need not look for them (`gc=False`).
    """


class Payload(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """The body of a stored event. Unknown fields are read over; every field added later has a default."""


def now() -> datetime:
    """The present, in UTC, to the millisecond (what JavaScript can hold)."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def encode(value: object) -> bytes:
    """Canonical JSON bytes: keys sorted, no spaces. What is hashed and stored is exactly this."""
    return msgspec.json.encode(value, order="sorted")

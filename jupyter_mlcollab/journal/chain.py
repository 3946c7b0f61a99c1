"""What makes the log tamper-evident: each event carries the hash of the header before it.

A header holds everything but the text: people's words are in the payload, which the header knows by a salted hash
only. So erasing a payload and its salt leaves every header, and with it the chain, as it was, and a short erased
text cannot be found by trying.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from ..core.errors import Invalid
from ..core.wire import encode
from .event import Event

START = bytes(32)
"""What the first event carries in place of a header's hash, and the head of an empty journal."""

SALT_BYTES = 16

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


def milliseconds(moment: datetime) -> int:
    """Whole milliseconds since 1970 UTC, cut, not rounded.

    Raises:
        Invalid: `moment` names no time zone.
    """
    if moment.tzinfo is None:
        raise Invalid("The time has to name its time zone.")
    return (moment - _EPOCH) // _MILLISECOND


def moment(milliseconds: int) -> datetime:
    """The time in UTC that is `milliseconds` after the start of 1970."""
    return _EPOCH + timedelta(milliseconds=milliseconds)


def payload_sha256(salt: bytes, payload: bytes) -> bytes:
    """What stands for a payload in its event's header."""
    return sha256(salt + payload).digest()


def header_sha256(event: Event) -> bytes:
    """SHA-256 of the event's header: what the next event carries as `prev_sha256`.

    The header is the UTF-8 of a JSON list without spaces, in this order: project, seq, id, v, clock, entity_kind,
    entity, kind, actor, role, verified, origin, at in milliseconds since 1970 UTC, payload_sha256 and prev_sha256 as
    lower-case hexadecimal digits.
    """
    header = (
        event.project,
        event.seq,
        event.id,
        event.v,
        event.clock,
        event.entity_kind,
        event.entity,
        event.kind,
        event.actor,
        event.role,
        event.verified,
        event.origin,
        milliseconds(event.at),
        event.payload_sha256.hex(),
        event.prev_sha256.hex(),
    )
    return sha256(encode(header)).digest()

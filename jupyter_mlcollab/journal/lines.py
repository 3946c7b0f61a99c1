"""A journal as text that other tools and other journals can read: one JSON object per line.

The first line is the header, `{"line": "header", "format": "mlcollab-journal", "version": 1, "project": ...}`. Then
come events in order of writing, people, and blobs. Bytes are in base64; a payload is the text of its JSON. What is
personal, such as drafts, is never in it.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated

import msgspec

from ..core.errors import Invalid
from ..core.ids import EntityId, EventId
from ..core.wire import Time
from .chain import milliseconds, moment, payload_sha256
from .event import LARGEST_CLOCK, Event

FORMAT = "mlcollab-journal"
VERSION = 1
LARGEST_PAYLOAD = 1024 * 1024
"""Characters."""
LARGEST_LINE = 48 * 1024 * 1024
"""Bytes."""

_INTEGER = msgspec.Meta(ge=1, le=2**53)

EntityKind = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_-]{0,63}$")]
Kind = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_-]{0,63}\.[a-z][a-z0-9_-]{0,63}$")]
Name = Annotated[str, msgspec.Meta(min_length=1, max_length=256)]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
MediaType = Annotated[str, msgspec.Meta(pattern=r"^[\w.+-]{1,64}/[\w.+-]{1,64}(;.{0,128})?$")]


class Line(msgspec.Struct, frozen=True, kw_only=True, rename="camel", tag_field="line"):
    """One line of an export. Unknown fields are read over."""


class HeaderLine(Line, frozen=True, kw_only=True, tag="header"):
    format: str
    version: int
    project: Name


class EventLine(Line, frozen=True, kw_only=True, tag="event"):
    """An event. `payload` is None and `salt` empty when it was erased."""

    id: EventId
    v: Annotated[int, _INTEGER]
    clock: Annotated[int, msgspec.Meta(ge=1, le=LARGEST_CLOCK)]
    entity_kind: EntityKind
    entity: EntityId
    kind: Kind
    actor: Name
    role: Name
    verified: bool
    origin: Name | None
    at: Time
    payload: Annotated[str, msgspec.Meta(max_length=LARGEST_PAYLOAD)] | None
    salt: Annotated[bytes, msgspec.Meta(max_length=64)]
    payload_sha256: Sha256


class PersonLine(Line, frozen=True, kw_only=True, tag="person"):
    id: Name
    body: Annotated[str, msgspec.Meta(max_length=65536)]


class BlobLine(Line, frozen=True, kw_only=True, tag="blob"):
    sha256: Sha256
    media_type: MediaType
    data: Annotated[bytes, msgspec.Meta(max_length=32 * 1024 * 1024)]


AnyLine = HeaderLine | EventLine | PersonLine | BlobLine

_DECODER: msgspec.json.Decoder[AnyLine] = msgspec.json.Decoder(AnyLine)


def read_header(line: bytes) -> HeaderLine:
    """The header of an export.

    Raises:
        Invalid: it is none, or a newer version's.
    """
    try:
        header = msgspec.json.decode(line, type=HeaderLine)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        header = None
    if header is None or header.format != FORMAT:
        raise Invalid("This is not an export of a journal: its first line is not the header.")
    if header.version > VERSION:
        raise Invalid("This was exported by a newer version of jupyter_mlcollab. Update this one, then import again.")
    return header


def read_line(line: bytes) -> AnyLine:
    """A line whose sizes, kinds and hashes are right.

    Raises:
        Invalid: they are not; the message says what is wrong.
    """
    if len(line) > LARGEST_LINE:
        raise Invalid(f"It is longer than {LARGEST_LINE // 1024 // 1024} MB.")
    try:
        read = _DECODER.decode(line)
        _check_content(read)
    except (msgspec.MsgspecError, UnicodeError) as error:
        raise Invalid(f"{error}.") from error
    except RecursionError:
        raise Invalid("It is nested too deep.") from None
    except OverflowError:
        raise Invalid("Its time is outside the calendar.") from None
    return read


def _check_content(line: AnyLine) -> None:
    if isinstance(line, EventLine):
        # A time zone can put the first and the last day outside of the years that there are.
        moment(milliseconds(line.at))
    match line:
        case EventLine(payload=str(payload)):
            content = payload.encode("utf-8")
            msgspec.json.decode(content)
            is_whole = payload_sha256(line.salt, content).hex() == line.payload_sha256
        case BlobLine():
            is_whole = sha256(line.data).hexdigest() == line.sha256
        case PersonLine():
            msgspec.json.decode(line.body)
            is_whole = True
        case _:
            is_whole = True
    if not is_whole:
        raise Invalid("Its content is not what was written.")


def event_line(event: Event) -> EventLine:
    """An event as it is exported."""
    return EventLine(
        id=event.id,
        v=event.v,
        clock=event.clock,
        entity_kind=event.entity_kind,
        entity=event.entity,
        kind=event.kind,
        actor=event.actor,
        role=event.role,
        verified=event.verified,
        origin=event.origin,
        at=event.at,
        payload=None if event.payload is None else event.payload.decode("utf-8"),
        salt=event.salt,
        payload_sha256=event.payload_sha256.hex(),
    )


def written(line: Line) -> bytes:
    """A line as bytes, with its line end."""
    return msgspec.json.encode(line) + b"\n"

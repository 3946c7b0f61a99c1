"""What a replica's commit says of itself: `manifest.json`, the names of the other files, and the chain over events.

The files are JSON Lines in the form of an export (`journal.lines`), one header apart: that is the manifest's. A commit
holds at its top floor `manifest.json`, `events-NNNNNN.jsonl`, `people.jsonl`, `erased.jsonl` and, for each blob,
`blob-SHA256.jsonl`. Files of other names are read over.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Annotated

import msgspec

from ..core.errors import Invalid
from ..core.wire import encode
from ..git.postbox import Postbox
from ..journal.chain import milliseconds
from ..journal.lines import EventLine, Name, Sha256

FORMAT = "mlcollab-replica"
VERSION = 1
MANIFEST = "manifest.json"
PEOPLE = "people.jsonl"
ERASED = "erased.jsonl"
SEGMENT_EVENTS = 256
"""Events of a segment that is closed; the last one is written anew until it has so many."""
SEGMENT_BYTES = 8 * 1024 * 1024
LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of one file that is read."""
LARGEST_MANIFEST = 16 * 1024 * 1024
MAX_FILES = 50_000
MAX_SEGMENTS = 20_000
LARGEST_REPLICA = 4 * 1024 * 1024 * 1024
"""Bytes of all files of a replica."""
START = bytes(32)

_SEGMENT = re.compile(r"events-\d{6}\.jsonl")
Count = Annotated[int, msgspec.Meta(ge=0, le=2**53)]


class Segment(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """One file of events. `chain` is where the chain stands after its last event, which erasing does not change.

    `first` and `last` are `seq` of its owner's journal, `clock` is the highest of its events, `blobs` what they name.
    """

    name: Name
    count: Annotated[int, msgspec.Meta(ge=1, le=SEGMENT_EVENTS)]
    erased: Count
    first: Count
    last: Count
    clock: Count
    sha256: Sha256
    chain: Sha256
    blobs: Annotated[list[Sha256], msgspec.Meta(max_length=MAX_FILES)] = []


class Manifest(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What one replica gives out. `clock` is the highest Lamport clock of its events; `files` has the SHA-256 of the
    files that hold people and erased events."""

    format: str
    version: int
    project: Name
    replica: Name
    events: Count
    clock: Count
    segments: Annotated[list[Segment], msgspec.Meta(max_length=MAX_SEGMENTS)]
    people: Annotated[list[Name], msgspec.Meta(max_length=MAX_FILES)] = []
    files: dict[str, Sha256] = {}

    @property
    def blobs(self) -> list[str]:
        return sorted({name for segment in self.segments for name in segment.blobs})


def segment_name(number: int) -> str:
    return f"events-{number:06}.jsonl"


def blob_name(sha256: str) -> str:
    return f"blob-{sha256}.jsonl"


def is_erased_since(before: Manifest, after: Manifest) -> bool:
    """Whether texts that a replica gave out may be missing in what it gives out now."""
    erased = [sum(segment.erased for segment in manifest.segments) for manifest in (before, after)]
    is_forgotten = not set(before.people) <= set(after.people)
    return erased[0] != erased[1] or is_forgotten


def chained(chain: bytes, line: EventLine) -> bytes:
    """Where the chain stands after an event: SHA-256 of where it stood and the event's header.

    The header is the UTF-8 of a JSON list without spaces: id, v, clock, entity_kind, entity, kind, actor, role, at in
    milliseconds since 1970 UTC, and payload_sha256. The text is known to it by its salted hash only.
    """
    header = (
        line.id, line.v, line.clock, line.entity_kind, line.entity, line.kind, line.actor, line.role,
        milliseconds(line.at), line.payload_sha256,
    )  # fmt: skip
    return sha256(chain + encode(header)).digest()


def read_manifest(postbox: Postbox, found: str | None) -> Manifest:
    """The manifest whose content has that hash in git, its counts and names right.

    Raises:
        Invalid: there is none, it is a newer version's, or it contradicts itself.
        TooLarge: it is over 16 MB.
    """
    if found is None:
        raise Invalid("It has no manifest.")
    try:
        content = postbox.read(found, LARGEST_MANIFEST)
        version = msgspec.json.decode(content, type=_Version)
        if version.format == FORMAT and version.version > VERSION:
            raise Invalid("It was shared by a newer version of jupyter_mlcollab. Update this one, then fetch again.")
        manifest = msgspec.json.decode(content, type=Manifest)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise Invalid(f"Its manifest cannot be read: {error}.") from None
    _check(manifest)
    return manifest


class _Version(msgspec.Struct):
    format: str
    version: int


def _check(manifest: Manifest) -> None:
    names = [segment.name for segment in manifest.segments]
    if manifest.format != FORMAT or names != [segment_name(number) for number in range(len(names))]:
        raise Invalid("Its manifest is not one of a replica.")
    if not all(_SEGMENT.fullmatch(name) for name in names):
        raise Invalid("It has more segments than can be read.")
    if manifest.events != sum(segment.count for segment in manifest.segments):
        raise Invalid("Its manifest counts other events than its segments have.")
    if any(segment.clock > manifest.clock for segment in manifest.segments):
        raise Invalid("Its manifest contradicts itself about the clock.")

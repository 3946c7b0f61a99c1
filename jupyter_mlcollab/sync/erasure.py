"""Which other replicas have not said yet that they emptied what was erased here."""

from __future__ import annotations

from functools import partial

import msgspec

from ..core.errors import CollabError
from ..git.postbox import Postbox
from ..git.project import ProjectPlace
from ..journal.journal import Journal, Reader
from ..journal.own import erased_events
from .manifest import ERASED, LARGEST_FILE, MANIFEST, read_manifest
from .memory import ReplicaMemory, load

POSTBOX = "exchange.git"
"""The folder beside the journal through which refs go and come."""


class Unconfirmed(msgspec.Struct, frozen=True):
    """A replica, the usernames of those who write there, and how many erased events it has not named as such."""

    replica: str
    people: list[str]
    events: int


class _Line(msgspec.Struct, frozen=True):
    id: str
    payload: str | None


_LINE = msgspec.json.Decoder(_Line)


def unconfirmed(journal: Journal, place: ProjectPlace) -> list[Unconfirmed]:
    """The replicas that share and, as far as was fetched, still hold texts that were erased here.

    Raises:
        Unavailable: the journal or git cannot serve.
    """
    erased = journal.read(_erased_ids)
    replicas = {name: one for remote in load(journal).remotes.values() for name, one in remote.replicas.items()}
    if not erased or not replicas:
        return []
    postbox = Postbox(place, journal.path.parent / POSTBOX)
    try:
        left = {name: erased - _emptied(postbox, one) for name, one in replicas.items()}
    finally:
        postbox.close()
    return [Unconfirmed(name, replicas[name].people, len(ids)) for name, ids in sorted(left.items()) if ids]


def _erased_ids(reader: Reader) -> set[str]:
    own, elsewhere = erased_events(reader)
    found = [reader.events_since(seq - 1, 1) for seq in (*own, *elsewhere)]
    return {event.id for events in found for event in events}


def _emptied(postbox: Postbox, replica: ReplicaMemory) -> set[str]:
    """The events that a replica has without a text."""
    try:
        files = postbox.names(replica.taken) if replica.taken else {}
        manifest = read_manifest(postbox, files.get(MANIFEST))
        names = [ERASED, *(segment.name for segment in manifest.segments if segment.erased)]
        contents = map(partial(postbox.read, limit_bytes=LARGEST_FILE), (files[n] for n in names if n in files))
        lines = [_LINE.decode(line) for content in contents for line in content.splitlines()]
    except (CollabError, msgspec.MsgspecError):
        return set()
    return {line.id for line in lines if line.payload is None}

"""When cards were made, as an earlier process read it: with that, the newest are found without reading the others."""

from __future__ import annotations

import time
from collections.abc import Mapping

import msgspec

from ..core.files import is_settled
from ..core.wire import Time
from ..git.project import ProjectPlace
from .remembered_file import RememberedFile
from .schema import CardRow

FILE = "cards-list.cache"
Stamp = tuple[int, int]


class Age(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """When the card was made that is in a file with this stamp."""

    stamp: Stamp
    created: Time


_DECODER: msgspec.msgpack.Decoder[dict[str, Age]] = msgspec.msgpack.Decoder(dict[str, Age])


class CardAges:
    """The ages of a project's cards, by their paths, kept in a file beside the journal."""

    def __init__(self, place: ProjectPlace) -> None:
        self._file = RememberedFile(place, FILE, "cards list 1")

    def known(self) -> dict[str, Age]:
        """What was kept last; empty where nothing was, or it is damaged."""
        try:
            return _DECODER.decode(self._file.read())
        except (ValueError, RecursionError, MemoryError, msgspec.MsgspecError):
            return {}

    def keep(self, rows: Mapping[str, tuple[Stamp, CardRow]]) -> None:
        """Keeps the ages of rows. What could not be read, or was written a moment ago, is to be read again."""
        now = time.time_ns()
        ages = {
            path: Age(stamp, row.created)
            for path, (stamp, row) in rows.items()
            if row.created is not None and is_settled(stamp, now)
        }
        self._file.write(msgspec.msgpack.encode(ages))

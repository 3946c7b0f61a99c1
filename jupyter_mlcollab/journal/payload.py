"""Reading stored payloads of every version. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from ..core.wire import Payload
from .event import Event

P = TypeVar("P", bound=Payload)
Upgrade = Callable[[dict[str, Any]], dict[str, Any]]
Upgrades = Mapping[str, tuple[Upgrade, ...]]
"""By kind: the first turns a payload of version 1 into version 2, the next 2 into 3. No entry: there is only 1."""

NO_UPGRADES: Upgrades = {}


def read(event: Event, form: type[P], upgrades: Upgrades = NO_UPGRADES) -> P | None:
    """The event's payload in today's form, brought there from its own version step by step.

    None where it was erased, is of a newer version than this code knows, or cannot be read. Fields that this code does
    not know are read over.
    """
    if event.payload is None or is_newer(event, upgrades):
        return None
    try:
        raw = msgspec.json.decode(event.payload)
        for upgrade in upgrades.get(event.kind, ())[event.v - 1 :]:
            raw = upgrade(raw)
        return msgspec.convert(raw, form, strict=True)
    except (msgspec.DecodeError, msgspec.ValidationError, KeyError, TypeError, RecursionError):
        return None


def is_newer(event: Event, upgrades: Upgrades = NO_UPGRADES) -> bool:
    """Whether the event was written in a form that only a later version of this code can read."""
    return event.v > len(upgrades.get(event.kind, ())) + 1

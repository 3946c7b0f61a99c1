"""Two edits of one JSON value brought together: metadata, attachments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import msgspec

from ..values import identical, same_value

UNSET = msgspec.UNSET
Path = tuple[str | int, ...]
Settles = Callable[[Path], bool]
"""Whether a place holds nothing that people decide on, so that ours is taken when both changed it."""


class Versions(NamedTuple):
    """One thing in the three versions; UNSET where a version has none."""

    base: Any
    ours: Any
    theirs: Any

    def at(self, name: str) -> Versions:
        """The values of that name, of versions that are objects."""
        base, ours, theirs = (side.get(name, UNSET) if isinstance(side, dict) else UNSET for side in self)
        return Versions(base, ours, theirs)


NOTHING = Versions(UNSET, UNSET, UNSET)


class Unsettled(NamedTuple):
    """A place that both changed, each to something else."""

    path: Path
    versions: Versions


def same(one: Any, other: Any) -> bool:
    if one is UNSET or other is UNSET:
        return one is other
    return identical(one, other) or same_value(one, other)


def merge_values(versions: Versions, settles: Settles, path: Path = ()) -> tuple[Any, list[Unsettled]]:
    """What the value becomes, UNSET when it goes, and the places in it that stay open; there it is as in ours."""
    base, ours, theirs = versions
    if same(ours, theirs) or same(base, theirs):
        return ours, []
    if same(base, ours):
        return theirs, []
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return _merge_objects(versions, settles, path)
    return ours, [] if settles(path) else [Unsettled(path, versions)]


def _merge_objects(versions: Versions, settles: Settles, path: Path) -> tuple[dict[str, Any], list[Unsettled]]:
    merged: dict[str, Any] = {}
    found: list[Unsettled] = []
    for name in dict.fromkeys([*versions.ours, *versions.theirs]):
        value, unsettled = merge_values(versions.at(name), settles, (*path, name))
        found += unsettled
        if value is not UNSET:
            merged[name] = value
    return merged, found


def put(root: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """A copy of `root` with the value at the place; UNSET takes it away."""
    name, rest = str(path[0]), path[1:]
    if rest:
        inner = root.get(name)
        value = put(inner if isinstance(inner, dict) else {}, rest, value)
    if value is UNSET:
        return {key: each for key, each in root.items() if key != name}
    return root | {name: value}

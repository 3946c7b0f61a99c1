"""Three versions of a card into one, by the keys of its entries: what git cannot join line by line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from .card import Card
from .words import cut

Key = tuple[Any, ...]
CONFLICTS = "conflicts"
"""Where the merged card keeps, in `ext`, what the other side said of each place that both changed."""
SHOWN_CHARACTERS = 200
_ABSENT: Any = object()
_KEYS: dict[str, Callable[[Any], Key]] = {
    "metrics": lambda metric: (metric["name"], metric.get("split"), metric.get("slice")),
    "data": lambda data: (data["name"], data.get("role")),
    "figures": lambda figure: (figure["path"],),
    "artifacts": lambda artifact: (artifact["name"],),
    "runs": lambda run: (run["id"],),
    "waivers": lambda waiver: (waiver["finding"],),
    "code.cells": lambda cell: (cell["key"],),
}
"""What an entry of a list is known by. Entries of other lists, such as tags, are known by what they say."""
_FILLED: dict[str, Any] = {name: {} for name in ("params", "ext", "environment.packages", "execution.seeds")} | {
    name: [] for name in (*_KEYS, "tags", "next", "lessons", "notes", "code.untracked", "environment.accelerators")
}
"""Maps and lists, which a file leaves out when they are empty."""
WHOLE = {"execution", "failure"}
"""Parts of one run, of which halves of two would tell what never happened."""


class CardConflict(msgspec.Struct, frozen=True, rename="camel"):
    """A place where both sides changed the same thing. The merged card has ours; None says that a side has nothing.
    `field` is as in the file: `conclusion`, `params.depth`, `metrics.auc (test)`."""

    field: str
    ours: Any
    theirs: Any


def merge_cards(base: Card | None, ours: Card, theirs: Card) -> tuple[Card, list[CardConflict]]:
    """The card with the changes of both sides, and what they disagree about. `base` is what both began with; None when
    there was none.

    Entries that either side added are kept, in our order and then theirs. What one side removed and the other changed
    is kept as changed, and is named.
    """
    conflicts: list[CardConflict] = []
    before: dict[str, Any] = {} if base is None else msgspec.to_builtins(base)
    merged = _maps("", before, msgspec.to_builtins(ours), msgspec.to_builtins(theirs), conflicts)
    return msgspec.convert(merged, Card), conflicts


def told(card: Card, conflicts: list[CardConflict]) -> Card:
    """The card with the values of both sides where they disagree, beside those that a former merge left."""
    if not conflicts:
        return card
    former = card.ext.get(CONFLICTS)
    known = former if isinstance(former, list) else []
    fields = {conflict.field for conflict in conflicts}
    kept = [entry for entry in known if not (isinstance(entry, dict) and entry.get("field") in fields)]
    return msgspec.structs.replace(card, ext=card.ext | {CONFLICTS: [*kept, *map(msgspec.to_builtins, conflicts)]})


def conflict_line(conflict: CardConflict) -> str:
    """The place and both values, on one line and cut."""
    return f"{conflict.field}: ours is {_value(conflict.ours)}, theirs {_value(conflict.theirs)}."


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else msgspec.json.encode(value, order="sorted").decode()
    return cut(" ".join(text.split()), SHOWN_CHARACTERS)


def _maps(
    place: str, base: dict[Any, Any], ours: dict[Any, Any], theirs: dict[Any, Any], found: list[CardConflict]
) -> dict[Any, Any]:
    merged = {}
    for key in dict.fromkeys([*ours, *theirs]):
        sides = [side.get(key, _ABSENT) for side in (base, ours, theirs)]
        value = _values(f"{place}.{named(key)}" if place else named(key), sides, found)
        if value is not _ABSENT:
            merged[key] = value
    return merged


def _values(place: str, sides: list[Any], found: list[CardConflict]) -> Any:
    base, ours, theirs = (_FILLED.get(place, _ABSENT) if side is _ABSENT else side for side in sides)
    if _same(ours, theirs) or _same(theirs, base):
        return ours
    if _same(ours, base):
        return theirs
    present = [side for side in (ours, theirs) if side is not _ABSENT]
    if place not in WHOLE and len(present) == 2:
        if all(isinstance(side, dict) for side in present) and not _entry_of_list(place):
            return _maps(place, base if isinstance(base, dict) else {}, ours, theirs, found)
        if all(isinstance(side, list) for side in present):
            return _lists(place, base if isinstance(base, list) else [], ours, theirs, found)
    found.append(CardConflict(place, *(None if side is _ABSENT else side for side in (ours, theirs))))
    return present[0]


def _lists(place: str, base: list[Any], ours: list[Any], theirs: list[Any], found: list[CardConflict]) -> list[Any]:
    """Lists are merged as maps from what their entries are known by."""
    return list(_maps(place, keyed(place, base), keyed(place, ours), keyed(place, theirs), found).values())


def keyed(place: str, entries: list[Any]) -> dict[Key, Any]:
    """The entries by what they are known by. The second of one key is known as the second."""
    key_of: Callable[[Any], Key] = _KEYS.get(place, _itself)
    keyed: dict[Key, Any] = {}
    for entry in entries:
        key, nth = key_of(entry), 1
        while (*key, nth) in keyed:
            nth += 1
        keyed[(*key, nth)] = entry
    return keyed


def _itself(entry: Any) -> Key:
    return (msgspec.json.encode(entry, order="sorted").decode(),)


def _entry_of_list(place: str) -> bool:
    """Whether the place is an entry of a list with keys: a metric is one thing, not a map of values to mix."""
    return any(place.startswith(f"{name}.") for name in _KEYS)


def named(key: str | Key) -> str:
    """What an entry is called in the name of its place."""
    if isinstance(key, str):
        return key
    name, *on = (str(part) for part in key[:-1] if part is not None)
    nth = "" if key[-1] == 1 else f" #{key[-1]}"
    return f"{name} ({', '.join(on)}){nth}" if on else f"{name}{nth}"


def _same(one: Any, other: Any) -> bool:
    """Equal in value and kind: 1, 1.0 and true are three values of a parameter."""
    if one is _ABSENT or other is _ABSENT:
        return one is other
    return msgspec.json.encode(one, order="sorted") == msgspec.json.encode(other, order="sorted")

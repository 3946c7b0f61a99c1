"""JSON compared: metadata, attachments, and outputs that are data."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from .result import ValueChange

Path = tuple[str | int, ...]

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_MISSING = object()
_encoder = msgspec.msgpack.Encoder()
_SIMPLE = frozenset((str, int, bool, type(None)))
"""Of these types Python's own equality is that of the written form."""


def identical(old: Any, new: Any) -> bool:
    """Whether two JSON values are surely the same. A quick no may be wrong; see `same_value`.

    Python holds 1, 1.0 and true for equal, 0.0 and -0.0 too: only the written form tells them apart.
    """
    kind = type(old)
    if old is new:
        return True
    if kind is not type(new):
        return False
    try:
        return bool(old == new) and (kind in _SIMPLE or written_alike(old, new))
    except RecursionError:
        return False


def written_alike(old: Any, new: Any, room: tuple[bytearray, bytearray] | None = None) -> bool:
    """Whether two JSON values that are equal to Python are surely the same. Who asks often hands in `room` to write
    them, which saves half of the time."""
    one, other = room or (bytearray(), bytearray())
    try:
        _encoder.encode_into(old, one)
        _encoder.encode_into(new, other)
    except (UnicodeEncodeError, OverflowError, TypeError, RecursionError):
        return False
    return one == other


def same_value(old: Any, new: Any, tolerance: float = 0.0) -> bool:
    """Whether two JSON values mean the same: NaN is itself, 1 is 1.0 and not true, order of names does not count.
    Numbers, also those written in strings, may differ by the relative `tolerance`."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(same_value(old[key], new[key], tolerance) for key in old)
    if isinstance(old, list) and isinstance(new, list):
        return len(old) == len(new) and all(map(same_value, old, new, [tolerance] * len(old)))
    if isinstance(old, str) and isinstance(new, str):
        return old == new or (tolerance > 0 and same_numbers(old, new, tolerance))
    if _is_number(old) and _is_number(new):
        return old == new or _close(old, new, tolerance)
    return type(old) is type(new) and bool(old == new)


def changes(old: Any, new: Any, path: Path = ()) -> Iterator[ValueChange]:
    """Where two JSON values differ, the innermost places. Lists are compared item by item when they are of one
    length, else they differ as a whole."""
    if not identical(old, new):
        yield from _differing(old, new, path)


def _differing(old: Any, new: Any, path: Path) -> Iterator[ValueChange]:
    """The changes in two values that are not identical. Most of what they hold is: no more is made for that than a
    comparison."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            one, other = old.get(key, _MISSING), new.get(key, _MISSING)
            if one is _MISSING:
                yield ValueChange((*path, key), "added", None, other)
            elif other is _MISSING:
                yield ValueChange((*path, key), "removed", one, None)
            elif not identical(one, other):
                yield from _differing(one, other, (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, (one, other) in enumerate(zip(old, new, strict=True)):
            if not identical(one, other):
                yield from _differing(one, other, (*path, index))
    elif not same_value(old, new):
        yield ValueChange(path, "changed", old, new)


def without_numbers(text: str) -> str:
    """`text` with a placeholder for every number."""
    return _NUMBER.sub("#", text)


def same_numbers(old: str, new: str, tolerance: float) -> bool:
    """Whether two texts are equal but for numbers that differ by at most the relative `tolerance`."""
    if without_numbers(old) != without_numbers(new):
        return False
    pairs = zip(_NUMBER.findall(old), _NUMBER.findall(new), strict=True)
    return all(one == other or _close(float(one), float(other), tolerance) for one, other in pairs)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _close(one: float, other: float, tolerance: float) -> bool:
    if one != one and other != other:  # both are NaN
        return True
    try:
        return tolerance > 0 and math.isclose(one, other, rel_tol=tolerance, abs_tol=0.0)
    except OverflowError:
        return False

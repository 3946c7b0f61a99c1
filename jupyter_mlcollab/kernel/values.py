"""Values of any library as a card holds them: plain numbers, words cut to size, for the rest what it calls itself.

Nothing here imports what it understands. Nothing raises, whatever an object's own methods do.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Mapping
from typing import Any, Literal, cast

from ..cards.card import MAX_VALUE_CHARACTERS, NotFinite, Scalar
from ..cards.discreet import MASKED, is_secret_name
from ..core.text import shortened

MAX_PARAMS = 2_000
MAX_DEPTH = 4
_EXACT = 1 << 53
"""Larger whole numbers lose digits in JavaScript, so they are kept as text."""
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def comes_from(value: object, library: str) -> bool:
    """Whether the value's class, or one that it derives from, is of that library."""
    return any(str(kind.__module__).partition(".")[0] == library for kind in type(value).__mro__)


def loaded(name: str) -> Any:
    """The module of that name when the program has imported it, else None."""
    return sys.modules.get(name)


def class_name(value: object) -> str:
    """The short name of a value's class."""
    return type(value).__name__


def number(value: object) -> float | NotFinite | None:
    """A number of any library as JSON can hold it, whole numbers kept whole; None for what is no number."""
    if isinstance(value, bool) or value is None or isinstance(value, str | bytes):
        return None
    try:
        plain = cast(Any, value).item() if hasattr(value, "item") else value
        if isinstance(plain, int) and not isinstance(plain, bool):
            return plain if abs(plain) <= _EXACT else float(plain)
        return _finite(float(cast(Any, plain)))
    except Exception:
        return None


def finite(value: object) -> float | None:
    """A number as `number` makes it, None when it is none or has no end."""
    found = number(value)
    return None if isinstance(found, str) else found


def scalar(value: object) -> Scalar:
    """Any value as one of JSON's: numbers and truth values as such, all else as text of at most 2,000 characters."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return cut(str(value))
    if type(value).__name__ in ("bool", "bool_") and comes_from(value, "numpy"):
        return bool(value)
    if isinstance(value, int | float) or _holds_one(value):
        found = number(value)
        if found is not None:
            return str(value) if isinstance(value, int) and abs(value) > _EXACT else found
    return cut(_words(value, MAX_DEPTH, frozenset()))


def cut(text: str, limit: int = MAX_VALUE_CHARACTERS) -> str:
    """Text of at most `limit` characters, which says when it was cut. Halves of characters become U+FFFD."""
    return shortened(text, limit)


def params_of(given: object, name: str = "") -> dict[str, Scalar]:
    """Parameters by name from a mapping, an estimator, a PyTorch module, a namespace or a data class.

    Names of what lies inside are joined by dots. What is called a password, key or token is masked. At most 2,000.
    """
    found: dict[str, Scalar] = {}
    _collect(given, name, found, MAX_DEPTH, frozenset())
    return found


def has_parts(value: object) -> bool:
    """Whether `params_of` takes the value apart."""
    return _parts(value) is not None


def _finite(value: float) -> float | NotFinite:
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def _collect(value: object, name: str, found: dict[str, Scalar], depth: int, around: frozenset[int]) -> None:
    if len(found) >= MAX_PARAMS:
        return
    parts = _parts(value) if depth > 0 and id(value) not in around else None
    if parts is None:
        is_secret = isinstance(value, str) and is_secret_name(name)
        found[cut(name, 200) or "value"] = MASKED if is_secret else scalar(value)
        return
    for key, part in parts.items():
        inside = f"{name}.{key}" if name and key else name or str(key) or "model"
        _collect(part, inside, found, depth - 1, around | {id(value)})


def _parts(value: object) -> Mapping[Any, object] | None:
    """What a value consists of, by name; under "" what it is itself. None for what is not taken apart."""
    try:
        if isinstance(value, Mapping):
            return value
        if isinstance(value, type):
            return None
        if callable(getattr(value, "get_params", None)) and hasattr(value, "fit"):
            return _estimator(value)
        if comes_from(value, "torch") and callable(getattr(value, "named_parameters", None)):
            return _module(value)
        if hasattr(value, "__dataclass_fields__") or class_name(value) in ("Namespace", "SimpleNamespace"):
            return vars(value)
    except Exception:
        return None
    return None


def _estimator(value: Any) -> Mapping[Any, object]:
    """An estimator's own parameters; of a pipeline each step's under the step's name."""
    parts: dict[str, object] = {"": class_name(value)}
    for key, part in value.get_params(deep=False).items():
        if isinstance(part, list) and part and all(_is_step(one) for one in part):
            parts |= {str(one[0]): one[1] for one in part}
        else:
            parts[key] = part
    return parts


def _is_step(value: object) -> bool:
    return isinstance(value, tuple) and len(value) >= 2 and isinstance(value[0], str)


def _module(value: Any) -> Mapping[Any, object]:
    """A PyTorch module: its class, and how many numbers it has learned or may learn."""
    sizes = [(weights.numel(), bool(weights.requires_grad)) for weights in value.parameters()]
    return {
        "": class_name(value),
        "parameters": sum(size for size, _ in sizes),
        "trainable": sum(size for size, learns in sizes if learns),
    }


def _words(value: object, depth: int, around: frozenset[int]) -> str:
    """A value in words: lists and mappings with what is in them, classes and functions by name, data by its size."""
    try:
        if isinstance(value, Mapping | list | tuple | set | frozenset):
            return _listed(value, depth, around)
        if isinstance(value, bytes | bytearray | memoryview):
            return f"{len(value):,} bytes"
        if callable(value) and hasattr(value, "__qualname__"):
            return f"{value.__module__}.{value.__qualname__}"
        if hasattr(value, "shape"):
            return f"{class_name(value)} {' × '.join(str(size) for size in value.shape)}".rstrip()
        return _ADDRESS.sub("", repr(value) if _speaks(value) else class_name(value))
    except Exception:
        return class_name(value)


def _speaks(value: object) -> bool:
    """Whether a value's own text is worth its cost: dates, paths and decimals have one, and so have most classes."""
    size = getattr(value, "__sizeof__", None)
    return size is None or int(size()) <= 1 << 20


def _listed(value: Any, depth: int, around: frozenset[int]) -> str:
    mark: Literal["{}", "[]"] = "{}" if isinstance(value, Mapping | set | frozenset) else "[]"
    if depth == 0 or id(value) in around:
        return f"{mark[0]}…{mark[1]}"
    within, parts, length = around | {id(value)}, [], 0
    items = value.items() if isinstance(value, Mapping) else enumerate(value)
    for key, one in items:
        text = one if isinstance(one, str) else str(scalar(one)) if _is_plain(one) else _words(one, depth - 1, within)
        parts.append(f"{key}: {text}" if isinstance(value, Mapping) else text)
        length += len(parts[-1])
        if length > MAX_VALUE_CHARACTERS:
            break
    words = sorted(parts) if isinstance(value, set | frozenset) else parts
    return f"{mark[0]}{', '.join(words)}{mark[1]}"


def _holds_one(value: object) -> bool:
    """Whether a value may be a number of another library, in a box of its own."""
    try:
        return hasattr(value, "item")
    except Exception:
        return False


def _is_plain(value: object) -> bool:
    return value is None or isinstance(value, bool | int | float) or (_holds_one(value) and number(value) is not None)

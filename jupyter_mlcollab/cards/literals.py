"""Plain values that stand in Python's text, read without running any of it."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator

from .card import Number, Scalar

MAX_CHARACTERS = 20 * 1024
MAX_ENTRIES = 200
_MAX_DEPTH = 3
_WORDS = {"nan": math.nan, "NaN": math.nan, "inf": math.inf, "Infinity": math.inf}
_NUMBERS = ("float16", "float32", "float64", "float128", "int8", "int16", "int32", "int64", "uint8", "uint64", "float_")


def parsed(text: str) -> ast.Module | None:
    """The text as Python, None where it is none. IPython's own lines (`%`, `!`, `?`) are read over."""
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if first.startswith("%%") and not first.startswith(("%%time", "%%capture")):
        return None
    try:
        return ast.parse("\n".join("" if _is_of_ipython(line) else line for line in lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def numbers_in(text: str) -> list[tuple[tuple[str, ...], Number]]:
    """The numbers in a dictionary that was printed, Python's or JSON's, each with the keys that lead to it; at most 200
    and three levels deep. Empty where the text is no dictionary."""
    if len(text) > MAX_CHARACTERS:
        return []
    try:
        node = ast.parse(text, mode="eval").body
        return [entry for entry, _ in zip(_numbers(node, ()), range(MAX_ENTRIES), strict=False)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def scalar_of(node: ast.expr) -> tuple[Scalar] | None:
    """The value of a literal, in a tuple; lists and the like as the text they are. None for what would have to run."""
    if isinstance(node, ast.Constant):
        value = node.value
        if value is None or isinstance(value, str | bool | int | float):
            return (str(value) if isinstance(value, int) and abs(value) > 1 << 53 else value,)
        return None
    number = _number(node)
    if number is not None:
        return (number,)
    if isinstance(node, ast.List | ast.Tuple | ast.Set | ast.Dict):
        try:
            ast.literal_eval(node)
            return (ast.unparse(node),)
        except (ValueError, TypeError, RecursionError, MemoryError):
            return None
    return None


def _is_of_ipython(line: str) -> bool:
    return line.lstrip()[:1] in ("%", "!", "?") or line.rstrip().endswith("?")


def _numbers(node: ast.expr, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Number]]:
    if isinstance(node, ast.Dict) and len(path) < _MAX_DEPTH:
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str | int):
                yield from _numbers(value, (*path, str(key.value)))
    elif path:
        number = _number(node)
        if number is not None:
            yield path, number


def _number(node: ast.expr) -> Number | None:
    """A number as it stands, also as NumPy and JSON write it."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        inside = _number(node.operand)
        if inside is None or inside == "NaN":
            return inside
        negative = isinstance(node.op, ast.USub)
        if isinstance(inside, str):
            return "-Infinity" if negative else inside
        return -inside if negative else inside
    if isinstance(node, ast.Call) and len(node.args) == 1 and not node.keywords:
        return _number(node.args[0]) if _last_name(node.func) in _NUMBERS else None
    value: object = node.value if isinstance(node, ast.Constant) else _WORDS.get(_last_name(node))
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity"
    return value if abs(value) <= 1 << 53 or isinstance(value, float) else None


def _last_name(node: ast.expr) -> str:
    """`float64` of `np.float64`."""
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""

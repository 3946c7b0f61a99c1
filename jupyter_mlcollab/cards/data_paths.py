"""The files that Python's text reads, as far as it names them plainly. Nothing is run. Pure."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .literals import parsed

_READERS = ("load", "loadtxt", "genfromtxt", "open_dataset", "imread", "from_file", "open")
_ARGUMENTS = ("filepath_or_buffer", "path", "source", "io", "file", "fname", "filename", "path_or_buf")


def paths_read(source: str, known: dict[str, str]) -> Iterator[str]:
    """The paths given to what reads, such as `pd.read_csv("a.csv")`, in order. Addresses are no paths.

    `known` are the names that cells above give to paths; those of this cell are added to it.
    """
    tree = parsed(source)
    if tree is None:
        return
    for node in _in_order(tree):
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            path = _path(node.value, known)
            if path is not None:
                known[node.targets[0].id] = path
        elif isinstance(node, ast.Call) and _reads(node):
            given = [*node.args[:1], *(word.value for word in node.keywords if word.arg in _ARGUMENTS)]
            path = _path(given[0], known) if given else None
            if path and "://" not in path and len(path) < 1_000:
                yield path


def _in_order(tree: ast.Module) -> list[ast.Assign | ast.Call]:
    """Everything in it, by lines: a name counts for what stands below it."""
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.Call)]
    return sorted(nodes, key=lambda node: (node.lineno, isinstance(node, ast.Call)))


def _reads(call: ast.Call) -> bool:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name == "open":
        # `open(…, "w")` makes a file; `path.open()` has no path in its brackets.
        modes = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "mode")]
        mode = modes[0].value if modes and isinstance(modes[0], ast.Constant) else "r"
        return isinstance(function, ast.Name) and isinstance(mode, str) and not set(mode) & set("wax+")
    return name.startswith(("read_", "scan_")) or name in _READERS


def _path(node: ast.expr, known: dict[str, str]) -> str | None:
    """A path that is written out, a name for one, `Path("a")` and `Path("a") / "b"`."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Path":
        return _path(node.args[0], known) if len(node.args) == 1 else None
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        before, after = _path(node.left, known), _path(node.right, known)
        return f"{before}/{after}" if before and after else None
    return None

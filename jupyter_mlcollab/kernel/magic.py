"""`%%card title`: a cell whose whole run is one card, after `%load_ext jupyter_mlcollab`."""

from __future__ import annotations

import ast
import sys
from typing import Any

from .cells import cells_of
from .open_card import OpenCard, card
from .values import loaded

NAME = "c"
"""What the card is called in the cell."""
_MAX_FIGURES = 10


def load(ipython: Any) -> None:
    """Makes `%%card` known to that IPython, and notes from now on which cells run. Doing it again does no harm."""
    cells_of(ipython)

    def card_cell(line: str, cell: str) -> None:
        """Runs the cell as an experiment of that title. In the cell the card is called `c`. Figures that the cell draws
        with matplotlib are kept unless it keeps some itself."""
        with card(line.strip().strip("'\"")) as opened:
            ipython.user_ns[NAME] = opened
            before = _figures()
            _execute(ipython, cell)
            _take_figures(opened, before)

    ipython.register_magic_function(card_cell, magic_kind="cell", magic_name="card")


def _execute(ipython: Any, cell: str) -> None:
    """Runs code as a cell does: its last line is shown when it is an expression. Exceptions pass."""
    source = ipython.transform_cell(cell)
    name = ipython.compile.cache(source, ipython.execution_count, raw_code=cell)
    body = ast.parse(source, name).body
    shown: list[ast.stmt] = [body.pop()] if body and isinstance(body[-1], ast.Expr) and not _is_quiet(cell) else []
    variables = ipython.user_ns
    exec(compile(ast.Module(body, []), name, "exec"), variables)
    for expression in shown:
        if isinstance(expression, ast.Expr):
            value = eval(compile(ast.Expression(expression.value), name, "eval"), variables)
            sys.displayhook(value)


def _is_quiet(cell: str) -> bool:
    return cell.rstrip().endswith(";")


def _figures() -> set[int]:
    pyplot = loaded("matplotlib.pyplot")
    return set(pyplot.get_fignums()) if pyplot is not None else set()


def _take_figures(opened: OpenCard, before: set[int]) -> None:
    if opened.has_figures():
        return
    pyplot = loaded("matplotlib.pyplot")
    for number in sorted(_figures() - before)[:_MAX_FIGURES]:
        opened.figure(pyplot.figure(number))

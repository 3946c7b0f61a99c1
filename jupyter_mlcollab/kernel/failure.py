"""How a run ended that did not end well, in few words."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable
from types import TracebackType

from ..cards.card import CardFailure
from .masking import masked
from .values import cut

MAX_FRAMES = 5
_MAX_MESSAGE = 2_000
_OURS = re.compile(r"[/\\]jupyter_mlcollab[/\\]kernel[/\\]")
_CELL = re.compile(r"ipykernel_\d+[/\\]|<ipython-input-|<string>|^<stdin>")
_INSTALLED = re.compile(r".*[/\\](?:site|dist)-packages[/\\]|.*[/\\]lib[/\\]python3\.\d+[/\\]")


def failure_of(error: BaseException, frames: TracebackType | None, path_of: Callable[[str], str]) -> CardFailure:
    """The error, its message, and the last five frames outside of the card's own code. `path_of` makes the path of a
    file of the project short; where packages lie is left out."""
    try:
        message = str(error)
    except Exception:
        message = "The error has no text."
    shown = [one for one in traceback.extract_tb(frames) if not _OURS.search(one.filename)]
    return CardFailure(
        error=type(error).__name__,
        message=masked(cut(message, _MAX_MESSAGE)),
        frames=[masked(cut(_frame(one, path_of), 400)) for one in shown[-MAX_FRAMES:]],
    )


def _frame(frame: traceback.FrameSummary, path_of: Callable[[str], str]) -> str:
    if _CELL.search(frame.filename):
        place = "cell"
    elif _INSTALLED.match(frame.filename):
        place = _INSTALLED.sub("", frame.filename).replace("\\", "/")
    else:
        place = path_of(frame.filename)
    line = f": {frame.line}" if frame.line else ""
    return f"{place}, line {frame.lineno}, in {frame.name}{line}"

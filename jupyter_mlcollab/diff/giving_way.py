"""How long work in a thread leaves room for whoever else asks the server for something meanwhile."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SWITCH_SECONDS = 0.001
"""How long the work goes on while somebody waits for the interpreter's lock. An answer takes the lock several times, so
Python's own 5 ms add up."""
YOUNG_OBJECTS = 50_000
"""How many new objects make the garbage collector look through them. With Python's own 700, reading thousands of cells
makes it look through all that the server holds, again and again, for a tenth of a second each."""

_lock = threading.Lock()
_at_work = 0
_before: tuple[float, tuple[int, int, int]] | None = None


@contextmanager
def giving_way() -> Iterator[None]:
    """In the block the interpreter changes sooner between threads, and the garbage collector looks at many new objects
    at once. That holds for the whole process: as long as any thread is in such a block, and not longer."""
    _enter()
    try:
        yield
    finally:
        _leave()


def _enter() -> None:
    global _at_work, _before
    with _lock:
        _at_work += 1
        if _at_work == 1:
            _before = sys.getswitchinterval(), gc.get_threshold()
            sys.setswitchinterval(min(_before[0], SWITCH_SECONDS))
            young, *older = _before[1]
            # 0 is a collector that somebody switched off.
            gc.set_threshold(max(young, YOUNG_OBJECTS) if young else 0, *older)


def _leave() -> None:
    global _at_work, _before
    with _lock:
        _at_work -= 1
        if _at_work == 0 and _before is not None:
            sys.setswitchinterval(_before[0])
            gc.set_threshold(*_before[1])
            _before = None

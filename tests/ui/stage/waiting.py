"""Waiting for a condition outside the browser, since inside it Playwright's own waits are used; and an end to both."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TypeVar

import psutil

Found = TypeVar("Found")

PAUSE_SECONDS = 0.05


def until(
    condition: Callable[[], Found], seconds: float = 10.0, otherwise: Callable[[], str] | str = "It did not happen."
) -> Found:
    """What `condition` gives, as soon as that is true.

    Raises:
        AssertionError: it did not within `seconds`; with the sentence of `otherwise`.
    """
    end = time.monotonic() + seconds
    while not (found := condition()):
        if time.monotonic() > end:
            raise AssertionError(otherwise if isinstance(otherwise, str) else otherwise())
        time.sleep(PAUSE_SECONDS)
    return found


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Ends every tab after that time, so that Playwright raises. It sets no limit to a script that is awaited, and it
    stops working when Python interrupts it."""
    timer = threading.Timer(seconds, _end_tabs)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _end_tabs() -> None:
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "--type=renderer" in process.cmdline():
                process.kill()

"""Waiting for a condition outside the browser; inside it, Playwright's own waits are used."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

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

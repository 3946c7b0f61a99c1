"""How long one comparison may take, and what it leaves out when that is not enough."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from ..core.errors import Unavailable

Step = Literal["near_only", "no_similarity", "no_words", "whole_texts"]
"""What was left out, mildest first: cells were compared with those near them only; edited or moved cells were not
looked for by similar text, but paired by place where as many went as came; no words were marked within changed lines;
changed texts were not compared by line but are shown as replaced."""

SHARES: dict[Step, float] = {"near_only": 0.25, "no_similarity": 0.5, "no_words": 0.75, "whole_texts": 1.0}
"""The share of the time after which each step is taken."""


class Cancelled(Unavailable):
    """Nobody waits for the comparison any more."""


class Budget:
    """The time for one comparison, counted from now, and the steps taken to keep it.

    `seconds` is wall time, None for no limit. `cancelled` is asked often and has to be quick. A budget serves one
    comparison in one thread.
    """

    def __init__(self, seconds: float | None = None, cancelled: Callable[[], bool] | None = None) -> None:
        self._seconds = seconds
        self._cancelled = cancelled
        self._start = time.monotonic()
        self._steps: set[Step] = set()

    def check(self) -> None:
        """Goes on, unless nobody waits any more.

        Raises:
            Cancelled: the comparison is no longer wanted.
        """
        if self._cancelled is not None and self._cancelled():
            raise Cancelled("The comparison was stopped.")

    def spares(self, step: Step) -> bool:
        """Whether there is time enough to do without `step`. When not, the step counts as taken.

        Raises:
            Cancelled: the comparison is no longer wanted.
        """
        self.check()
        if self._seconds is None or time.monotonic() - self._start < self._seconds * SHARES[step]:
            return True
        self.take(step)
        return False

    def take(self, step: Step) -> None:
        """Notes that `step` was taken, for whatever reason."""
        self._steps.add(step)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps taken, mildest first."""
        return tuple(step for step in SHARES if step in self._steps)

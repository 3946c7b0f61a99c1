"""What a person wants to see of a diff. Part of every request: nothing of it is kept in a module."""

from __future__ import annotations

from typing import Annotated

import msgspec

from ..core.wire import Wire


class Options(Wire, frozen=True, kw_only=True):
    """What is left out of a diff. By default nothing but ids.

    `ignore_counters` are execution counts, `ignore_ids` cell ids and Colab's `metadata.id`, `ignore_whitespace` all
    blanks within a line. `tolerance` is relative: two numbers in outputs that differ by at most that share of the
    larger one count as equal.
    """

    ignore_outputs: bool = False
    ignore_metadata: bool = False
    ignore_counters: bool = False
    ignore_ids: bool = True
    ignore_whitespace: bool = False
    tolerance: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0


EVERYTHING = Options(ignore_ids=False)
"""Nothing left out, ids included."""

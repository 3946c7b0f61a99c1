"""A card as the output of the cell that made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..cards.bundle import mime_bundle
from ..cards.card import ShownCard
from .values import loaded


class Output:
    """The place where a card is shown: once, and anew in the same place when it changes. A line of text in a plain
    program."""

    def __init__(self, ipython: Any) -> None:
        self._ipython = ipython
        self._handle: Any = None

    def show(self, shown: ShownCard, pictures: Mapping[str, bytes]) -> None:
        """Shows the card as it is now."""
        if self._ipython is None:
            where = f": {shown.path}" if shown.path else f". {shown.problem or ''}".rstrip()
            print(f"Card “{shown.card.title}”{where}")
            return
        bundle = mime_bundle(shown, pictures)
        if self._handle is not None:
            self._handle.update(bundle, raw=True)
        else:
            self._handle = loaded("IPython.display").display(bundle, raw=True, display_id=True)

"""What a card puts beneath the cell that made it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..cards.bundle import mime_bundle
from ..cards.card import ShownCard
from .values import loaded

WIDGET_TYPE = "application/vnd.jupyter.widget-view+json"


class Spot:
    """A place beneath the cell that runs first when something is put there. What is put there later stands in its
    place, whichever cell runs then."""

    def __init__(self) -> None:
        self._handle: Any = None

    def put(self, bundle: Mapping[str, object]) -> None:
        """Shows the bundle, by media type."""
        if self._handle is not None:
            self._handle.update(bundle, raw=True)
        else:
            self._handle = loaded("IPython.display").display(bundle, raw=True, display_id=True)


class Output:
    """The place where a card is shown: once, and anew in the same place when it changes. A line of text in a plain
    program."""

    def __init__(self, ipython: Any) -> None:
        self._ipython = ipython
        self._spot = Spot()

    def show(self, shown: ShownCard, pictures: Mapping[str, bytes]) -> None:
        """Shows the card as it is now."""
        if self._ipython is None:
            where = f": {shown.path}" if shown.path else f". {shown.problem or ''}".rstrip()
            print(f"Card “{shown.card.title}”{where}")
            return
        self._spot.put(mime_bundle(shown, pictures))


def has_page(ipython: Any) -> bool:
    """Whether that IPython runs in a kernel, whose outputs a page shows and replaces."""
    return getattr(ipython, "kernel", None) is not None


def widgets_for(ipython: Any) -> Any:
    """ipywidgets, where a page can show them; None where it is not installed, too."""
    import importlib

    if not has_page(ipython):
        return None
    try:
        return importlib.import_module("ipywidgets")
    except ImportError:
        return None

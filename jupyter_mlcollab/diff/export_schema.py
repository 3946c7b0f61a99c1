"""What crosses the wire about a comparison written as one text."""

from __future__ import annotations

from typing import Literal

from ..core.wire import Wire
from .options import Options
from .schema import Side

ExportForm = Literal["html", "markdown", "nbdime"]


class ExportRequest(Wire, frozen=True, kw_only=True):
    """Two sides, what is to be left out, and what to write. `outputs` puts those that are text or pictures into the
    HTML file."""

    old: Side
    new: Side
    form: ExportForm
    options: Options = Options()
    outputs: bool = False


class Export(Wire, frozen=True, kw_only=True):
    """A comparison as one text, and a name for the file that keeps it."""

    name: str
    media_type: str
    text: str

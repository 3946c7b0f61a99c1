"""A comparison as one text to keep: an HTML file, a summary in Markdown, or the difference in nbdime's format."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from ..core.errors import Invalid, TooLarge
from ..core.text import well_formed
from .export_schema import Export, ExportForm
from .nbdime_format import Op, to_nbdime
from .page import html_page
from .schema import SideInfo
from .shown import Shown
from .sides import SHORT_HASH
from .summary import markdown_lines

MAX_CHARACTERS = 64 * 1024 * 1024
_MAX_NAME = 80
_MEDIA_TYPES: dict[ExportForm, tuple[str, str]] = {
    "html": ("html", "text/html"),
    "markdown": ("md", "text/markdown"),
    "nbdime": ("json", "application/json"),
}
_NO_NAME = re.compile(r"[^\w.]+")


def export(shown: Shown, form: ExportForm, with_outputs: bool) -> Export:
    """The text, and a name for its file. Only the HTML file has outputs, and only when asked for.

    Raises:
        Invalid: nbdime's format, of what are not two notebooks or one nested too deeply.
        TooLarge: over 64 million characters.
    """
    text = _joined(_lines(shown, form, with_outputs))
    suffix, media_type = _MEDIA_TYPES[form]
    return Export(name=f"{_name(shown)}.{suffix}", media_type=media_type, text=text)


def operations(shown: Shown) -> list[Op]:
    """The difference in nbdime's format.

    Raises:
        Invalid: they are not both notebooks, or are nested too deeply.
    """
    if shown.diff is None:
        raise Invalid(f"{shown.path} is not a notebook on both sides, so there is no diff of notebooks.")
    try:
        return to_nbdime(*shown.notebooks(), shown.diff)
    except RecursionError:
        raise Invalid(f"{shown.path} is nested too deeply.") from None


def _lines(shown: Shown, form: ExportForm, with_outputs: bool) -> Iterable[str]:
    if form == "nbdime":
        # Only ASCII: a notebook may hold halves of characters, which no UTF-8 can carry.
        return [json.dumps(operations(shown))]
    return html_page([shown], with_outputs) if form == "html" else markdown_lines(shown)


def _joined(lines: Iterable[str]) -> str:
    found, left = [], MAX_CHARACTERS
    for line in lines:
        left -= len(line) + 1
        if left < 0:
            raise TooLarge(f"This would be over {MAX_CHARACTERS // 1024**2} MB. Leave outputs out, or compare less.")
        found.append(line)
    return "\n".join(found) + "\n"


def _name(shown: Shown) -> str:
    """Which notebook and which two versions, in letters that any file system takes."""
    notebook = PurePosixPath(shown.path).stem or "notebook"
    parts = [notebook, _side(shown.old.info), "to", _side(shown.new.info)]
    return "-".join(_NO_NAME.sub("-", well_formed(part)).strip("-.")[:_MAX_NAME] for part in parts)


def _side(info: SideInfo) -> str:
    return info.commit[:SHORT_HASH] if info.commit else info.title.lower()

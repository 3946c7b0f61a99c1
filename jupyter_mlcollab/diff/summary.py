"""A comparison in a few lines of Markdown, for a pull request or a message."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from ..core.command import visible
from .shown import Shown, headline, place_of, versions, what_of

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$@:])")


def markdown_lines(shown: Shown) -> Iterator[str]:
    """A heading, a sentence, and a table of the cells that differ. No text of a notebook becomes markup."""
    yield f"### {_escaped(shown.path)}"
    yield ""
    yield f"{_escaped(versions(shown))}. {headline(shown)}"
    rows = shown.rows()
    if rows:
        yield ""
        yield "| Cell | Under | What | Lines |"
        yield "| --- | --- | --- | --- |"
    for row, _ in rows:
        place = place_of(row).removeprefix("cell ")
        yield f"| {place} | {_escaped(row.heading)} | {what_of(row)} | +{row.added_lines} −{row.removed_lines} |"
    for side in (shown.old, shown.new):
        if side.info.problem is not None:
            yield ""
            yield f"{_escaped(side.info.title)}: {_escaped(side.info.problem.sentence)}"


def _escaped(text: str) -> str:
    return html.escape(_SPECIAL.sub(r"\\\1", visible(" ".join(text.split()))), quote=False)

"""Two edits of one page brought together by line, as notebooks' sources are. Nothing is read or written here: whoever
asks has the three texts, and saves what comes out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..access.work import Local
from ..diff.merging.lines import Lines, Part, merge_texts
from .front_matter import split
from .schema import MergedPage, MergedPart, PageVersions

VERSIONS_BYTES = 40 * 1024 * 1024
"""Three pages of 5 MB, with what JSON puts in for quotation marks and ends of lines."""
_KEY = re.compile(r"  (\S+):\s*")
_MARK = "\0"


def merge_page(_: Local, versions: PageVersions) -> MergedPage:
    r"""The page in parts, in order: lines that are settled, and places that both edits changed, each in another way.
    Lines end at `\n` only. A citation that each side put in beside the other's is none of these: both are kept."""
    texts = versions.base, versions.ours, versions.theirs
    if not any(_MARK in text for text in texts):
        texts = _marked(texts[0]), _marked(texts[1]), _marked(texts[2])
    parts = [_with_both_citations(part) for part in merge_texts(*texts)]
    return MergedPage(parts=[_part(part) for part in parts])


def _part(part: Part) -> MergedPart:
    if part.settled is not None:
        return MergedPart(lines=_unmarked(part.settled), base=[], ours=[], theirs=[])
    return MergedPart(
        lines=None, base=_unmarked(part.base), ours=_unmarked(part.ours), theirs=_unmarked(part.theirs)
    )  # fmt: skip


def _marked(text: str) -> str:
    """The text with the key of its citation before every line of the front matter's `cites:`, so that no line of one
    citation is taken for the same line of another."""
    front = split(text).front
    if front is None or "cites:" not in front:
        return text
    start = text.index(front)
    lines = front.removesuffix("\n")
    return text[:start] + "\n".join(_marked_lines(lines)) + text[start + len(lines) :]


def _marked_lines(lines: str) -> Iterator[str]:
    key: str | None = None
    for line in lines.split("\n"):
        if line.rstrip() == "cites:":
            key = ""
        elif line and not line.startswith(" "):
            key = None
        elif key is not None and (found := _KEY.fullmatch(line)):
            key = found[1]
        yield f"{_MARK}{key}{_MARK}{line}" if key else line


def _unmarked(lines: Lines) -> list[str]:
    return [line.rpartition(_MARK)[2] if line.startswith(_MARK) else line for line in lines]


def _with_both_citations(part: Part) -> Part:
    """The part, settled where each side only put in citations of its own, whose order means nothing."""
    if part.settled is not None or part.base:
        return part
    ours, theirs = _keys(part.ours), _keys(part.theirs)
    if None in ours | theirs or ours & theirs:
        return part
    return Part(part.base, part.ours, part.theirs, part.ours + part.theirs)


def _keys(lines: Lines) -> set[str | None]:
    """The keys of the citations that the lines belong to; None for those that belong to none."""
    return {line.split(_MARK, 2)[1] if line.startswith(_MARK) else None for line in lines}

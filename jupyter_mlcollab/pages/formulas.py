"""Formulas of pages as MathML, which browsers draw without scripts and without fonts of ours.

What the library makes is not believed: it copies what stands in `\\text` and `\\href` as it is. Only elements and
attributes of a short list are let through; a formula that needs others, or cannot be read, stays as it was written.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from ..cards.html_form import escaped

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

MAX_CHARACTERS = 2_000
MAX_BRACES = 50
_SPACE = "{http://www.w3.org/1998/Math/MathML}"
_ELEMENTS = {
    "math", "menclose", "mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mpadded", "mphantom", "mprescripts",
    "mroot", "mrow", "mspace", "msqrt", "mstyle", "msub", "msubsup", "msup", "mtable", "mtd", "mtext", "mtr", "munder",
    "munderover", "none",
}  # fmt: skip
_ATTRIBUTES = {
    "accent", "close", "columnalign", "columnlines", "columnspacing", "depth", "display", "displaystyle", "fence",
    "form", "height", "largeop", "linethickness", "lspace", "mathsize", "mathvariant", "maxsize", "minsize",
    "movablelimits", "notation", "open", "rowlines", "rowspacing", "rspace", "scriptlevel", "separator", "stretchy",
    "symmetric", "voffset", "width",
}  # fmt: skip
_VALUE = re.compile(r"[\w.%+ -]*")


@lru_cache(maxsize=4_096)
def mathml(source: str, is_block: bool) -> str | None:
    """The formula as an element, drawn on lines of its own when it `is_block`; None when it cannot be read, nests too
    deep or is over 2,000 characters long."""
    if len(source) > MAX_CHARACTERS or source.count("{") > MAX_BRACES or not source.strip():
        return None
    from latex2mathml.converter import convert

    try:
        made = ElementTree.fromstring(convert(source, display="block" if is_block else "inline"))
    except (Exception, RecursionError):
        # What it raises on bad formulas is not said anywhere, `IndexError` and `AssertionError` among it.
        return None
    if not all(_is_known(element) for element in made.iter()):
        return None
    return _written(made)


def _is_known(element: ElementTree.Element) -> bool:
    is_read = not any((text or "").lstrip().startswith("\\") for text in (element.text, element.tail))
    name = element.tag.removeprefix(_SPACE)
    fine = all(key in _ATTRIBUTES and _VALUE.fullmatch(value) for key, value in element.attrib.items())
    return is_read and fine and name in _ELEMENTS


def _written(element: ElementTree.Element) -> str:
    name = element.tag.removeprefix(_SPACE)
    said = "".join(f' {key}="{escaped(value)}"' for key, value in element.attrib.items())
    inside = escaped(element.text or "") + "".join(_written(one) for one in element)
    return f"<{name}{said}>{inside}</{name}>{escaped(element.tail or '')}"


def formula_rule(state: StateInline, silent: bool) -> bool:
    """A rule of markdown-it: `$$…$$`, and `$…$` without blanks at its ends and no digit behind, as Pandoc has it."""
    found = _formula(state.src, state.pos, state.posMax)
    if found is None:
        return False
    width, end = found
    if not silent:
        written = state.src[state.pos : end]
        drawn = mathml(written[width:-width], width == 2)
        token = state.push("text" if drawn is None else "html_inline", "", 0)
        token.content = written if drawn is None else drawn
    state.pos = end
    return True


def _formula(text: str, start: int, limit: int) -> tuple[int, int] | None:
    """How many dollars open the formula that begins there, and where it ends."""
    if not text.startswith("$", start):
        return None
    mark = "$$" if text.startswith("$$", start) else "$"
    begin = start + len(mark)
    end = _closing(text, mark, begin, min(limit, begin + MAX_CHARACTERS + 2))
    if end is None or not text[begin:end].strip():
        return None
    after = end + len(mark)
    if mark == "$" and (text[begin].isspace() or text[end - 1].isspace() or text[after : after + 1].isdigit()):
        return None
    return len(mark), after


def _closing(text: str, mark: str, begin: int, limit: int) -> int | None:
    """Where the mark stands next that no backslash takes for a character."""
    end = text.find(mark, begin, limit)
    while end > begin and text[end - 1] == "\\":
        end = text.find(mark, end + 1, limit)
    return end if end >= begin else None

"""What a comment's text has to be, and whom it mentions. Pure, and in time that grows with the text's length alone."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from ..core.errors import Invalid
from ..core.text import check_text
from .schema import MAX_BODY_BYTES, MAX_NESTING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_MENTION = re.compile(r"(?<![\w@/.])@([\w](?:[\w.~@+-]{0,126}[\w])?)")
"""Hubs often sign people in by their address, so a handle may hold an @ of its own."""
_TICKS = re.compile("`+")


def check_body(body: str) -> str:
    """`body`, as it may be stored.

    Raises:
        TooLarge: over 64 KiB of UTF-8.
        Invalid: blank, with control characters or lone surrogates, or nested over 100 deep.
    """
    check_text(body, MAX_BODY_BYTES)
    if max((token.level for token in _blocks(body)), default=0) > MAX_NESTING:
        raise Invalid(f"The comment nests quotes or lists more than {MAX_NESTING} deep.")
    return body


def mentions(body: str, usernames: Iterable[str]) -> list[str]:
    """User names of the known people whom `body` mentions with @, outside code, in order of appearance.

    The handle of a person without verification is their user name without its mark; a verified person wins it.
    """
    names = list(usernames)
    known = {name.removeprefix("~").casefold(): name for name in names}
    known |= {name.casefold(): name for name in names if not name.startswith("~")}
    texts = (part for token in _blocks(body) if token.type == "inline" for part in _outside_code(token.content))
    found = [_meant(mention.casefold(), known) for text in texts for mention in _MENTION.findall(text)]
    return list(dict.fromkeys(name for name in found if name))


def _meant(mention: str, known: dict[str, str]) -> str | None:
    """Whose handle the mention is, as a whole or up to what can also end one."""
    return known.get(mention) or known.get(re.split("[@+]", mention)[0].rstrip(".~-"))


def _outside_code(text: str) -> Iterator[str]:
    """The parts of a paragraph outside code spans, by CommonMark's rule: a run of backticks ends at the next run of the
    same length."""
    runs = list(_TICKS.finditer(text))
    later: dict[int, deque[int]] = defaultdict(deque)
    for number, run in enumerate(runs):
        later[len(run[0])].append(number)
    at, number = 0, 0
    while number < len(runs):
        same = later[len(runs[number][0])]
        while same and same[0] <= number:
            same.popleft()
        if same:
            yield text[at : runs[number].start()]
            number = same[0]
            at = runs[number].end()
        number += 1
    yield text[at:]


def _blocks(body: str) -> list[Token]:
    return _parser().parse(body)


@cache
def _parser() -> MarkdownIt:
    """Blocks only: quotes, lists, code, paragraphs. What stands inside a paragraph can take time that grows with the
    square of its length, and the browser's parser bounds its nesting by itself."""
    from markdown_it import MarkdownIt

    # A few more levels than allowed are parsed, so that the one that is too deep can be seen.
    return MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_NESTING + 10}).disable("inline")

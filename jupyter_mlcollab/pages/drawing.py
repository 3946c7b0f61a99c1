"""Markdown as HTML that needs no style sheet and runs nothing: markup in the text is shown as text, and formulas are
MathML. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Protocol

from ..cards.html_form import escaped
from ..cards.words import readable
from ..core.errors import Invalid
from .formulas import formula_rule
from .markdown import MAX_LINE, plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

MAX_NESTING = 100
MAX_NESTING_IN_LINES = 20
"""For each bracket the parser looks so many brackets ahead."""
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_OF_SITES = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_TICKS = {"[ ] ": "☐ ", "[x] ": "☑ ", "[X] ": "☑ "}


class Surroundings(Protocol):
    """What the text says of other files."""

    def link(self, target: str) -> str:
        """Where a link to a file or heading leads, from where the HTML lies."""
        ...

    def behind(self, target: str) -> str:
        """HTML that stands behind a link."""
        ...

    def picture(self, target: str, text: str) -> str:
        """HTML in place of a picture."""
        ...

    def anchor(self, heading: str) -> str:
        """The id of a heading with that text; empty for none."""
        ...


def draw(body: str, around: Surroundings) -> str:
    """The Markdown as elements. Links lead to sites, mail addresses, files and headings, and nowhere else.

    Raises:
        Invalid: quotes or lists are nested over 100 deep.
    """
    parser = _parser()
    tokens = parser.parse(readable(body))
    if max((token.level for token in tokens), default=0) > MAX_NESTING:
        raise Invalid(f"The page nests quotes or lists more than {MAX_NESTING} deep.")
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and (name := around.anchor(plain(tokens[at + 1].content))):
            token.attrSet("id", name)
        elif token.type == "inline":
            token.children = list(_spans(token.children or [], around))
            if at > 1 and tokens[at - 2].type == "list_item_open":
                _tick(token.children)
    return str(parser.renderer.render(tokens, parser.options, {}))


def _spans(children: Iterable[Token], around: Surroundings) -> Iterator[Token]:
    targets: list[str] = []
    for token in children:
        if token.type == "link_open":
            target = str(token.attrGet("href") or "")
            targets.append(target)
            _aim(token, target, around)
        if token.type == "image":
            yield _html(around.picture(str(token.attrGet("src") or ""), plain(token.content)))
            continue
        yield token
        if token.type == "link_close" and targets:
            yield _html(around.behind(targets.pop()))


def _aim(link: Token, target: str, around: Surroundings) -> None:
    link.attrs.pop("href", None)
    if _OF_SITES.match(target):
        link.attrSet("href", target)
        link.attrSet("rel", "noopener noreferrer")
    elif not _SCHEME.match(target):
        link.attrSet("href", around.link(target))


def _tick(children: list[Token]) -> None:
    """Draws the box of an item of a checklist."""
    first = children[0] if children else None
    if first is not None and first.type == "text" and (box := _TICKS.get(first.content[:4])):
        first.content = box + first.content[4:]


def _html(text: str) -> Token:
    from markdown_it.token import Token

    return Token("html_inline", "", 0, content=text)


@cache
def _parser() -> MarkdownIt:
    # A few more levels than allowed are parsed, so that the one that is too deep can be seen.
    made = _plain_parser(MAX_NESTING + 10)
    made.core.ruler.at("inline", _inline)
    return made


@cache
def _parser_of_lines() -> MarkdownIt:
    return _plain_parser(MAX_NESTING_IN_LINES)


def _plain_parser(nesting: int) -> MarkdownIt:
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False, "maxNesting": nesting}).enable(["table", "strikethrough"])
    made.inline.ruler.after("escape", "formula", formula_rule)
    return made


def _inline(state: StateCore) -> None:
    """Reads what stands in paragraphs. One so long that the reading could take the square of its length is left as it
    was written."""
    from markdown_it.token import Token

    parser = _parser_of_lines()
    for token in state.tokens:
        if token.type != "inline":
            continue
        token.children = []
        if len(token.content) > MAX_LINE:
            token.children.append(Token("text", "", 0, content=token.content))
        else:
            parser.inline.parse(token.content, parser, state.env, token.children)


def text_html(text: str) -> str:
    """Text of several lines as it stands in an element."""
    return escaped(readable(text)).replace("\n", "<br>\n")

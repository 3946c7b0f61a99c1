"""The files that publishing a card writes into its folder, and how a README is known to be of a card."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from .blocks import Block, Outline, Paragraph
from .card import Card
from .html_form import escaped, html_of
from .markdown_form import markdown_of
from .model_card import model_card
from .naming import CARD_FILE as CARD_FILE
from .outline import first_sentence, outline
from .text import card_text, digest
from .words import readable

README = "README.md"
MODEL_CARD = "MODEL_CARD.md"
PAGE = "card.html"
_MARK = re.compile(r"<!-- mlcollab card (?P<id>[0-9a-f-]{36}) (?P<digest>[0-9a-f]{64}) -->\s*\Z")

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
STYLE = """\
:root { color-scheme: light dark; --text: #1f2328; --faint: #59636e; --line: #d1d9e0; --page: #ffffff; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --faint: #9198a1; --line: #3d444d; --page: #0d1117; } }
body { max-width: 720px; margin: 2rem auto; padding: 0 1rem; color: var(--text); background: var(--page);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 0.25rem; }
h1 + p, figcaption, em, th { color: var(--faint); }
h2 { font-size: 1.125rem; margin: 1.5rem 0 0.25rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 0.25rem; }
p, ul { margin: 0.25rem 0 0.75rem; }
strong { font-size: 1.25rem; font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0 1rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
th { font-weight: 500; }
img { max-width: 100%; height: auto; background: #ffffff; }
pre { overflow-x: auto; font-size: 0.8125rem; border-left: 3px solid var(--line); padding-left: 0.75rem; }
summary { cursor: pointer; margin: 1.5rem 0 0.5rem; }
@media print { :root { --text: #000000; --faint: #444444; --line: #bbbbbb; --page: #ffffff; }
  body { margin: 0; font-size: 11pt; } table, img { break-inside: avoid; } }
"""


class WrittenFile(NamedTuple):
    """A file of a card's folder, by its name there."""

    name: str
    content: str


class ReadmeMark(NamedTuple):
    """The card that a README says it was made from, and the digest that card had then."""

    id: str
    digest: str


def published_files(
    card: Card, pictures: Mapping[str, bytes], baseline: Card | None = None, beside: bytes | None = None
) -> list[WrittenFile]:
    """What publishing writes: the card, its README, one page of HTML, and of a model its model card.

    `pictures` are the bytes of figures by path, which the page carries. `beside` is `card.json` as it is now, of which
    what this version does not know is kept.
    """
    written = [
        WrittenFile(CARD_FILE, card_text(card, beside)),
        WrittenFile(README, readme(card, baseline)),
        WrittenFile(PAGE, page(card, pictures, baseline)),
    ]
    if card.kind == "model":
        written.append(WrittenFile(MODEL_CARD, model_card(card)))
    return written


def readme(card: Card, baseline: Card | None = None) -> str:
    """`README.md`: opens with title and conclusion, shows figures by their path, and ends on a hidden mark that names
    the card and its digest."""
    read = outline(card, baseline)
    body = markdown_of(Outline(_conclusion_first(read.front), read.details), link_pictures=True)
    return f"{body}\n<!-- mlcollab card {card.id} {digest(card)} -->\n"


def readme_mark(text: str) -> ReadmeMark | None:
    """The mark at the end of a README; None when it has none, so is somebody's own."""
    found = _MARK.search(text)
    return ReadmeMark(found["id"], found["digest"]) if found else None


def readme_is_current(text: str, card: Card) -> bool | None:
    """Whether a README says what the card says now; None when it is not of this card."""
    mark = readme_mark(text)
    if mark is None or mark.id != card.id:
        return None
    return mark.digest == digest(card)


def page(card: Card, pictures: Mapping[str, bytes], baseline: Card | None = None) -> str:
    """`card.html`: one file without scripts, which carries its figures, prints, and follows light and dark."""
    return html_page(readable(card.title), html_of(outline(card, baseline), pictures))


def html_page(title: str, body: str, more_style: str = "") -> str:
    """One file of HTML without scripts, which needs no network and follows light and dark."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escaped(title)}</title>\n<style>\n{STYLE}{more_style}</style>\n</head>\n<body>\n"
        f"{body}\n</body>\n</html>\n"
    )


def summary(card: Card) -> str:
    """The card in two lines of plain text, for a chat."""
    return "\n".join(filter(None, (readable(card.title), first_sentence(card))))


def _conclusion_first(front: list[Block]) -> list[Block]:
    """The title, then what stands out (the conclusion, a failure), then the rest."""
    strong = [block for block in front if isinstance(block, Paragraph) and block.strong]
    rest = [block for block in front if not (isinstance(block, Paragraph) and block.strong)]
    return [rest[0], *strong, *rest[1:]]

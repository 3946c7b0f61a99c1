"""A card as a notebook's output: one bundle that reads without our extension, a kernel, trust or a style sheet."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from .blocks import Block, Outline, Paragraph, Verbatim
from .card import Card, ShownCard
from .html_form import html_of
from .markdown_form import markdown_of
from .outline import outline
from .plain_form import plain_of
from .words import TEXT_CHARACTERS, cut

MEDIA_TYPE = "application/vnd.mlcollab.card.v1+json"


def mime_bundle(shown: ShownCard, pictures: Mapping[str, bytes], baseline: Card | None = None) -> dict[str, object]:
    """The output of a card, by media type: ours, HTML, Markdown and plain text.

    `pictures` are the bytes of figures by their paths, and stand in the HTML. With `baseline`, metrics say how far they
    are from those of that card. Long texts are cut, and say so: our own type has them whole.
    """
    read = _short(outline(shown.card, baseline, shown))
    return {
        MEDIA_TYPE: msgspec.to_builtins(shown, order="sorted"),
        "text/html": html_of(read, pictures, top=2),
        "text/markdown": markdown_of(read, link_pictures=False),
        "text/plain": plain_of(read, with_details=False),
    }


def _short(read: Outline) -> Outline:
    return Outline([_cut(block) for block in read.front], [_cut(block) for block in read.details])


def _cut(block: Block) -> Block:
    match block:
        case Paragraph(text, strong) if len(text) > TEXT_CHARACTERS:
            return Paragraph(cut(text, TEXT_CHARACTERS), strong)
        case Verbatim(text) if len(text) > TEXT_CHARACTERS:
            return Verbatim(cut(text, TEXT_CHARACTERS))
    return block

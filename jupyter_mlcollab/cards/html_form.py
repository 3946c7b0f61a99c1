"""A card's outline as HTML that needs no style sheet: headings, paragraphs, lists and tables; all text escaped."""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Mapping

from .blocks import Block, Heading, Items, Outline, Paragraph, Picture, Table, Verbatim

PICTURES = {"image/png", "image/jpeg", "image/gif", "image/webp", "image/svg+xml"}
"""What a browser draws from an `img`, in which no script runs."""
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"})


def escaped(text: str) -> str:
    """`text` as it stands in an element or a quoted attribute."""
    return text.translate(_ESCAPES)


def data_uri(content: bytes, media_type: str) -> str:
    """The content as an address that needs no file."""
    return f"data:{media_type};base64,{b2a_base64(content, newline=False).decode()}"


def html_of(outline: Outline, pictures: Mapping[str, bytes], top: int = 1) -> str:
    """The outline as elements. `pictures` are the figures' bytes by path; one that is not there, or that is no picture
    a browser draws, is named by its caption. `top` is the level of the title's heading."""
    front = "\n".join(_block(block, pictures, top) for block in outline.front)
    if not outline.details:
        return front
    details = "\n".join(_block(block, pictures, top) for block in outline.details)
    return f"{front}\n<details>\n<summary>Details</summary>\n{details}\n</details>"


def _block(block: Block, pictures: Mapping[str, bytes], top: int) -> str:
    match block:
        case Heading(text, level):
            name = f"h{min(level + top - 1, 6)}"
            return f"<{name}>{escaped(text)}</{name}>"
        case Paragraph(text, strong):
            return f"<p><strong>{_lines(text)}</strong></p>" if strong else f"<p>{_lines(text)}</p>"
        case Items(texts):
            return "<ul>\n" + "\n".join(f"<li>{_lines(text)}</li>" for text in texts) + "\n</ul>"
        case Verbatim(text):
            return f"<pre>{escaped(text)}</pre>"
        case Picture():
            return _picture(block, pictures)
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    head = "".join(f"<th>{escaped(cell)}</th>" for cell in table.head)
    rows = "\n".join("<tr>" + "".join(f"<td>{escaped(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f"<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _picture(picture: Picture, pictures: Mapping[str, bytes]) -> str:
    content = pictures.get(picture.path)
    if content is None or picture.media_type not in PICTURES:
        return f"<p>Figure: {escaped(picture.caption or picture.alt)} ({escaped(picture.path)})</p>"
    image = f'<p><img src="{data_uri(content, picture.media_type)}" alt="{escaped(picture.alt)}"></p>'
    return f"{image}\n<p><em>{_lines(picture.caption)}</em></p>" if picture.caption else image


def _lines(text: str) -> str:
    return escaped(text).replace("\n", "<br>\n")

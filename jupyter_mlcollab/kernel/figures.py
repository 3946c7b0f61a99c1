"""Figures of any plotting library as a picture's bytes. Nothing is imported that the program has not imported."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from ..cards.pictures import MAX_PICTURE_BYTES, picture_kind
from .record import Refused
from .values import class_name, comes_from, loaded

MAX_BYTES = MAX_PICTURE_BYTES


def rendered(value: object) -> bytes:
    """The picture of a matplotlib, plotly or PIL object, of a path, of bytes, of what draws itself for a notebook; of
    None, matplotlib's current figure.

    Raises:
        Refused: there is none, it is of no kind that is known, or it is over 20 MB.
    """
    try:
        content = _content(value)
    except Refused:
        raise
    except Exception as error:
        raise Refused(f"The figure could not be drawn: {error}") from error
    if len(content) > MAX_BYTES:
        raise Refused(_too_large(len(content)))
    return content


def kind_of(content: bytes) -> tuple[str, str]:
    """Media type and ending of a picture, by how it begins.

    Raises:
        Refused: it is none that browsers show.
    """
    kind = picture_kind(content)
    if kind is not None:
        return kind
    raise Refused("The figure is not a PNG, JPEG, GIF, WebP or SVG picture.")


def _content(value: Any) -> bytes:
    if value is None:
        return _current()
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value)
    if isinstance(value, str | Path):
        return _file(Path(value).expanduser())
    if comes_from(value, "plotly"):
        return _plotly(value)
    if comes_from(value, "PIL") and hasattr(value, "save"):
        stream = io.BytesIO()
        value.save(stream, "PNG")
        return stream.getvalue()
    for figure in (value, getattr(value, "figure", None), getattr(value, "fig", None)):
        if hasattr(figure, "savefig"):
            return _drawn(figure)
    picture = value._repr_png_() if hasattr(value, "_repr_png_") else getattr(value, "data", None)
    picture = picture[0] if isinstance(picture, tuple) else picture
    if isinstance(picture, bytes):
        return picture
    raise Refused(f"A card cannot draw a {class_name(value)}. Give it a figure, a path or the bytes of a picture.")


def _current() -> bytes:
    pyplot = loaded("matplotlib.pyplot")
    if pyplot is None or not pyplot.get_fignums():
        raise Refused("There is no figure to keep. Draw it in the same cell, or give it to c.figure().")
    return _drawn(pyplot.gcf())


def _drawn(figure: Any) -> bytes:
    stream = io.BytesIO()
    figure.savefig(stream, format="png", bbox_inches="tight")
    return stream.getvalue()


def _file(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise Refused(_too_large(size))
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"The figure {file.name} cannot be read: {error.strerror}.") from None


def _plotly(value: Any) -> bytes:
    try:
        return bytes(value.to_image(format="png"))
    except Exception as error:
        raise Refused("Plotly draws pictures with the package kaleido, which does not work here.") from error


def _too_large(size: int) -> str:
    return (
        f"The figure has {size / 1024 / 1024:.0f} MB, and a card holds at most {MAX_BYTES >> 20} MB. Save it smaller."
    )

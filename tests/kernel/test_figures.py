"""Figures of any kind as pictures."""

from __future__ import annotations

import io
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from PIL import Image

from jupyter_mlcollab.kernel.figures import MAX_BYTES, kind_of, rendered
from jupyter_mlcollab.kernel.record import Refused

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(autouse=True)
def no_figures() -> None:
    plt.close("all")


def test_the_figure_just_drawn_and_figures_by_name():
    figure, axes = plt.subplots()
    axes.plot([1, 2, 4])
    for value in (None, figure, axes):
        assert rendered(value).startswith(PNG)
    assert rendered(figure) == rendered(figure), "the same figure has the same file"


def test_pictures_paths_and_bytes(tmp_path: Path):
    stream = io.BytesIO()
    picture = Image.new("RGB", (4, 4))
    picture.save(stream, "JPEG")
    (tmp_path / "p.jpg").write_bytes(stream.getvalue())
    assert rendered(picture).startswith(PNG)
    assert kind_of(rendered(tmp_path / "p.jpg")) == ("image/jpeg", "jpg")
    assert kind_of(rendered(str(tmp_path / "p.jpg"))) == ("image/jpeg", "jpg")
    assert rendered(stream.getvalue()) == stream.getvalue()
    assert kind_of(b'<?xml version="1.0"?>\n<svg xmlns="x"/>') == ("image/svg+xml", "svg")


def test_a_figure_of_plotly_is_drawn_by_itself():
    """Plotly is not installed for tests: a class of a module of that name has what is asked of it."""
    draw = type("Figure", (), {"__module__": "plotly.graph_objs", "to_image": lambda self, **_: PNG})
    assert rendered(draw()) == PNG


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (None, "There is no figure to keep."),
        (42, "A card cannot draw a int."),
        ("missing.png", "The figure missing.png cannot be read: No such file or directory."),
        (PNG + bytes(MAX_BYTES), "The figure has 20 MB, and a card holds at most 20 MB. Save it smaller."),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_sentence(value: object, sentence: str):
    with pytest.raises(Refused) as error:
        rendered(value)
    assert str(error.value).startswith(sentence)


def test_a_file_of_100_mb_is_not_even_read(tmp_path: Path):
    with (tmp_path / "huge.png").open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    with pytest.raises(Refused, match="The figure has 100 MB"):
        rendered(tmp_path / "huge.png")


def test_what_is_no_picture_is_refused():
    with pytest.raises(Refused):
        kind_of(b"<html><script>alert(1)</script></html>")

"""Tables and charts for the churn notebooks, in plain Python so that they run wherever Jupyter does."""

from __future__ import annotations

import html
import math
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from IPython.display import Image

Point = tuple[float, float]

_COLORS = ((31, 111, 178), (214, 106, 28), (60, 60, 60), (150, 150, 150), (228, 228, 228))
BLUE, ORANGE, INK, GREY, GRID = range(len(_COLORS))
_SHADES = 8  # from nearly white to the full colour, for smooth edges
_WIDTH, _HEIGHT = 1120, 720  # twice the size it is shown at, for sharp screens
_LEFT, _RIGHT, _TOP, _BOTTOM = 130, 40, 100, 120


class Table:
    """Rows as a data frame shows them, rich in a notebook and aligned as text."""

    def __init__(self, rows: Iterable[Mapping[str, object]]) -> None:
        self.rows = [{name: _shown(value) for name, value in row.items()} for row in rows]
        self.columns = list(self.rows[0]) if self.rows else []

    def __repr__(self) -> str:
        cells = [self.columns, *([row[c] for c in self.columns] for row in self.rows)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        return "\n".join("  ".join(text.rjust(w) for text, w in zip(row, widths, strict=True)) for row in cells)

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(c)}</th>" for c in self.columns)
        body = ("".join(f"<td>{html.escape(row[c])}</td>" for c in self.columns) for row in self.rows)
        lines = "\n".join(f"    <tr>{cells}</tr>" for cells in body)
        return (
            f'<table class="dataframe">\n  <thead>\n    <tr>{head}</tr>\n  </thead>\n'
            f"  <tbody>\n{lines}\n  </tbody>\n</table>"
        )


def line_chart(
    title: str, x: str, y: str, lines: Mapping[str, Sequence[Point]], dots: bool = False, diagonal: str = ""
) -> Image:
    """Lines over the unit square, each with its name in the legend; `diagonal` names a dashed line from 0 to 1."""
    canvas = _Canvas()
    marks = [(i / 5, f"{i / 5:.1f}") for i in range(6)]
    _frame(canvas, title, x, y, marks, marks)
    named = list(zip(lines.items(), (BLUE, ORANGE, INK), strict=False))
    if diagonal:
        canvas.dashes(_place(0, 0), _place(1, 1), GREY)
    for (_, points), color in reversed(named):
        places = [_place(*point) for point in points]
        for start, end in pairwise(places):
            canvas.line(start, end, color, 5)
        for place in places if dots else []:
            canvas.line(place, place, color, 18)
    legend = [(name, color) for (name, _), color in named] + ([(diagonal, GREY)] if diagonal else [])
    for row, (name, color) in enumerate(legend):
        at = _HEIGHT - _BOTTOM - 40 - 44 * (len(legend) - 1 - row)
        canvas.line((_WIDTH - 510, at), (_WIDTH - 460, at), color, 7)
        canvas.text(_WIDTH - 440, at + 10, name)
    return canvas.image()


def bar_chart(title: str, x: str, y: str, bars: Mapping[str, float]) -> Image:
    """Upright bars with their names below; values are shares, shown in percent."""
    canvas = _Canvas()
    top = math.ceil(max(bars.values()) * 10) / 10
    marks = [((i + 0.5) / len(bars), name) for i, name in enumerate(bars)]
    _frame(canvas, title, x, y, marks, [(i / 4, f"{top * i / 4:.0%}") for i in range(5)], upright=False)
    for i, value in enumerate(bars.values()):
        left, height = _place((i + 0.2) / len(bars), value / top)
        right, bottom = _place((i + 0.8) / len(bars), 0)
        canvas.fill(left, height, right, bottom, BLUE)
        canvas.text((left + right) / 2, height - 14, f"{value:.0%}", "middle")
    return canvas.image()


def _shown(value: object) -> str:
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _place(x: float, y: float) -> Point:
    return _LEFT + x * (_WIDTH - _LEFT - _RIGHT), _HEIGHT - _BOTTOM - y * (_HEIGHT - _TOP - _BOTTOM)


def _frame(
    canvas: _Canvas,
    title: str,
    x: str,
    y: str,
    x_marks: Sequence[tuple[float, str]],
    y_marks: Sequence[tuple[float, str]],
    upright: bool = True,
) -> None:
    """Grid, axes, marks and names."""
    for at, name in x_marks:
        if upright:
            canvas.line(_place(at, 0), _place(at, 1), GRID, 2)
        canvas.text(_place(at, 0)[0], _HEIGHT - _BOTTOM + 40, name, "middle")
    for at, name in y_marks:
        canvas.line(_place(0, at), _place(1, at), GRID, 2)
        canvas.text(_LEFT - 18, _place(0, at)[1] + 10, name, "end")
    canvas.line(_place(0, 0), _place(1, 0), INK, 3)
    canvas.line(_place(0, 0), _place(0, 1), INK, 3)
    canvas.text(_LEFT, 44, title, size=4.6)
    canvas.text(_LEFT, _TOP - 22, y)
    canvas.text(_WIDTH - _RIGHT, _HEIGHT - 26, x, "end")


class _Canvas:
    """White pixels to draw on, with smooth edges; positions in pixels from the top left. A pixel is 0 for white, else
    one of the shades of a colour."""

    def __init__(self) -> None:
        self.pixels = bytearray(_WIDTH * _HEIGHT)

    def fill(self, left: float, top: float, right: float, bottom: float, color: int) -> None:
        row = bytes([(color + 1) * _SHADES]) * (round(right) - round(left))
        for y in range(round(top), round(bottom)):
            start = y * _WIDTH + round(left)
            self.pixels[start : start + len(row)] = row

    def line(self, start: Point, end: Point, color: int, width: float) -> None:
        """A line with round ends; equal ends give a dot."""
        (x1, y1), (x2, y2), reach = start, end, width / 2 + 0.5
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy or 1.0
        for y in range(max(0, int(min(y1, y2) - reach)), min(_HEIGHT, int(max(y1, y2) + reach) + 2)):
            for x in range(max(0, int(min(x1, x2) - reach)), min(_WIDTH, int(max(x1, x2) + reach) + 2)):
                along = min(1.0, max(0.0, ((x - x1) * dx + (y - y1) * dy) / length))
                cover = reach - math.hypot(x - x1 - along * dx, y - y1 - along * dy)
                self._shade(y * _WIDTH + x, color, round(_SHADES * min(1.0, cover)))

    def dashes(self, start: Point, end: Point, color: int) -> None:
        count = int(math.dist(start, end) / 28)
        for i in range(count):
            first, last = i / count, (i + 0.5) / count
            ends = [tuple(a + (b - a) * t for a, b in zip(start, end, strict=True)) for t in (first, last)]
            self.line((ends[0][0], ends[0][1]), (ends[1][0], ends[1][1]), color, 4)

    def text(self, x: float, y: float, text: str, anchor: str = "start", size: float = 3.6) -> None:
        """Text in strokes, `y` on its base line; `size` is a sixth of a capital's height."""
        total = sum(_advance(c) for c in text) * size
        x -= {"start": 0.0, "middle": total / 2, "end": total}[anchor]
        for character in text:
            for stroke in _strokes(character):
                places = [(x + px * size, y + (py - 6) * size) for px, py in stroke]
                for start, end in pairwise(places):
                    self.line(start, end, INK, size * 0.72)
            x += _advance(character) * size

    def image(self) -> Image:
        """The picture as PNG with a palette (https://www.w3.org/TR/png/), shown at half its size."""
        rows = (self.pixels[y * _WIDTH : (y + 1) * _WIDTH] for y in range(_HEIGHT))
        palette = [(255, 255, 255)] + [
            tuple(round(255 + (value - 255) * shade / _SHADES) for value in color)
            for color in _COLORS
            for shade in range(1, _SHADES + 1)
        ]
        chunks = (
            (b"IHDR", struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 3, 0, 0, 0)),
            (b"PLTE", b"".join(bytes(color) for color in palette)),
            (b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 9)),
            (b"IEND", b""),
        )
        data = b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
            for kind, body in chunks
        )
        return Image(data=data, format="png", width=_WIDTH // 2, height=_HEIGHT // 2)

    def _shade(self, at: int, color: int, shade: int) -> None:
        """What is drawn later lies above; its fringe covers only what is fainter, so that joints stay smooth."""
        below_color, below = divmod(self.pixels[at] - 1, _SHADES)
        over = color != below_color and shade > _SHADES // 2
        if shade > 0 and (over or shade > below + 1):
            self.pixels[at] = color * _SHADES + shade


def _advance(character: str) -> float:
    """How far to the next character: its widest x and a gap."""
    strokes = _LETTERS.get(character, "") or _LETTERS.get(character.lower(), "")
    return max((int(c) for c in "".join(s.strip("o~") for s in strokes.split())[::2]), default=1) + 1.6


def _strokes(character: str) -> list[list[Point]]:
    found = _LETTERS.get(character, "") or _LETTERS.get(character.lower(), "")
    return [_curve(stroke) for stroke in found.split()]


def _curve(stroke: str) -> list[Point]:
    """The points of a stroke. `~` cuts its corners round, `o` closes it too (Chaikin's corner cutting, three times)."""
    digits = stroke.lstrip("o~")
    points = [(float(x), float(y)) for x, y in zip(digits[::2], digits[1::2], strict=True)]
    closed = stroke.startswith("o")
    for _ in range(3 if closed or stroke.startswith("~") else 0):
        ring = [*points, points[0]] if closed else points
        cut = [((1 - t) * a[0] + t * b[0], (1 - t) * a[1] + t * b[1]) for a, b in pairwise(ring) for t in (0.25, 0.75)]
        points = cut if closed else [points[0], *cut[1:-1], points[-1]]
    return [*points, points[0]] if closed else points


# A letter is strokes of points, a point two digits: x from the left, y from the top; the base line is 6.
_LETTERS = {
    "a": "o02424606 4246", "b": "o02424606 0006", "c": "~42020646", "d": "o02424606 4046", "e": "0444 ~4442020646",
    "f": "~301013 1316 0232", "g": "o02424606 ~42464808", "h": "0006 ~0402424446", "i": "1216 1010",
    "j": "~22262808 2020", "k": "0006 4204 1346", "l": "1016", "m": "0206 ~0402323436 ~3432626466",
    "n": "0206 ~0402424446", "o": "o02424606", "p": "o02424606 0208", "q": "o02424606 4248", "r": "0206 ~040232",
    "s": "~420204444606", "t": "~10141636 0232", "u": "~0204064644 4246", "v": "0226 2642", "w": "0216335662",
    "x": "0246 4206", "y": "0226 4218", "z": "02420646", "A": "062046 1434", "B": "0006 ~00404303 ~03434606",
    "C": "~40000646", "D": "0006 ~00404606", "E": "40000646 0333", "F": "400006 0333", "G": "~4000064643 4323",
    "H": "0006 4046 0343", "I": "1016", "J": "~3034361604", "L": "000646", "M": "0600234046", "N": "06004640",
    "O": "o00404606", "P": "0600 ~00404303", "R": "0600 ~00404303 2346", "S": "~400003434606", "T": "0040 2026",
    "U": "~000406464440", "V": "002640", "0": "o00404606", "1": "012026", "2": "~0100404306 0646",
    "3": "~00404313 ~13434606", "4": "300444 3036", "5": "400002 ~02424606", "6": "o03434606 ~400004", "7": "004016",
    "8": "o00404303 o03434606", "9": "o00404303 ~424606", "%": "o00202202 o44646646 6006", ".": "1616", ",": "1617",
    "-": "0434", "=": "0333 0535", "(": "~20020527", ")": "~00222507", ":": "1313 1616", "/": "4006",
    "+": "0444 2226",
}  # fmt: skip

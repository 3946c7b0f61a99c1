"""A comparison as one HTML file that needs nothing else: no script, nothing loaded, every text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any

from ..core.command import visible
from ..core.text import line_starts, split_lines, well_formed
from .output_text import output_label, output_text, outputs_of
from .result import CellPair, OutputPair, TextDiff
from .schema import Row
from .shown import Line, Shown, headline, place_of, unified, versions, what_of, whole
from .sides import as_text
from .standard import text_of

# Of images only those that no viewer takes for a document: SVG may hold scripts.
_IMAGES = ("image/png", "image/jpeg", "image/gif", "image/webp")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
section { margin: 1.5rem 0; } h2 { font-size: 1rem; margin: 0 0 .25rem; }
h2 small { font-weight: normal; opacity: .75; }
pre { font: 13px/1.45 ui-monospace, monospace; margin: 0; border: 1px solid #8884; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
pre span { display: block; padding: 0 .5rem 0 calc(.5rem + 2ch); text-indent: -2ch; min-height: 1.45em; }
.gone { background: #ff000018; } .new { background: #00a00018; } .cut { opacity: .6; }
.gone mark { background: #ff000038; } .new mark { background: #00a00040; } mark { color: inherit; }
.outputs { margin-top: .5rem; } .pair { display: flex; gap: 1rem; flex-wrap: wrap; }
img { max-width: min(32rem, 100%); height: auto; background: #fff; }
"""
_CLASSES = {"-": "gone", "+": "new", "…": "cut", " ": "same"}


def html_page(shown: Sequence[Shown], with_outputs: bool) -> Iterator[str]:
    """The lines of the file. With outputs, those that are text or pictures are in it."""
    title = escape(visible(", ".join(one.path for one in shown[:3]))) or "Changes"
    yield "<!doctype html>"
    yield f'<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head><body>'
    for one in shown:
        yield from _notebook(one, with_outputs)
    yield "</body></html>"


def _notebook(shown: Shown, with_outputs: bool) -> Iterator[str]:
    yield f"<h1>{_text(shown.path)}</h1><p>{_text(versions(shown))}. {_text(headline(shown))}</p>"
    for side in (shown.old, shown.new):
        if side.info.problem is not None:
            yield f"<p>{_text(side.info.title)}: {_text(side.info.problem.sentence)}</p>"
    if shown.diff is None:
        yield from _lines(as_text(shown.old), as_text(shown.new), shown.text)
    for row, pair in shown.rows():
        yield from _cell(shown, row, pair, with_outputs)


def _cell(shown: Shown, row: Row, pair: CellPair, with_outputs: bool) -> Iterator[str]:
    before, after = shown.cell(pair)
    title = f"{place_of(row)}, {row.cell_type}: {what_of(row)}"
    yield f"<section><h2>{_text(title)} <small>{_text(row.heading)}</small></h2>"
    if before is None or after is None:
        yield from _block(whole("+" if before is None else "-", text_of(after or before or {})), [], [])
    elif pair.source is not None:
        yield from _lines(text_of(before), text_of(after), pair.source)
    if with_outputs:
        yield from _outputs(pair, outputs_of(before), outputs_of(after))
    yield "</section>"


def _lines(old: str, new: str, text: TextDiff | None) -> Iterator[str]:
    ranges = text.ranges if text is not None else ()
    marks = [(start, end) for start, end, _, _ in ranges], [(start, end) for _, _, start, end in ranges]
    yield from _block(unified(old, new, text), _marked(old, marks[0]), _marked(new, marks[1]))


def _marked(text: str, ranges: Iterable[tuple[int, int]]) -> list[str]:
    """The lines of a text as HTML, with what lies in the ranges (code points) marked."""
    lines, starts = split_lines(text), line_starts(text)
    parts: list[list[tuple[int, int]]] = [[] for _ in lines]
    line = 0
    for start, end in ranges:
        while line + 1 < len(starts) and starts[line + 1] <= start:
            line += 1
        parts[line].append((start - starts[line], end - starts[line]))
    return [_with_marks(text, marks) for text, marks in zip(lines, parts, strict=True)]


def _with_marks(line: str, marks: Iterable[tuple[int, int]]) -> str:
    at, pieces = 0, []
    for start, end in marks:
        pieces += [_text(line[at:start]), f"<mark>{_text(line[start:end])}</mark>" if end > start else ""]
        at = end
    return "".join(pieces) + _text(line[at:])


def _block(lines: Iterable[Line], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    spans = []
    for line in lines:
        side, number = (new, line.new) if line.sign == "+" else (old, line.old)
        content = side[number] if number is not None and number < len(side) else _text(line.text)
        spans.append(f'<span class="{_CLASSES[line.sign]}">{line.sign} {content}</span>')
    # An end of a line between two blocks would be drawn as an empty line.
    yield f"<pre>{''.join(spans)}</pre>"


def _outputs(pair: CellPair, old: list[Any], new: list[Any]) -> Iterator[str]:
    """Outputs that differ; of a cell that is on one side only all."""
    pairs: Iterable[OutputPair] = pair.outputs
    if pair.old is None or pair.new is None:
        pairs = [OutputPair(i, None, "removed", (), None, None) for i in range(len(old))]
        pairs += [OutputPair(None, j, "added", (), None, None) for j in range(len(new))]
    for each in pairs:
        if each.status != "same":
            before = old[each.old] if each.old is not None else None
            after = new[each.new] if each.new is not None else None
            label = _text(output_label(after or before))
            yield f'<div class="outputs"><h2><small>{label}</small></h2><div class="pair">'
            pictures = [*_image(before), *_image(after)]
            yield from pictures
            yield "</div>"
            # Beside a picture, text that is the same is its stand-in only.
            if not pictures or output_text(before) != output_text(after):
                yield from _output_text(each, before, after)
            yield "</div>"


def _output_text(pair: OutputPair, before: Any, after: Any) -> Iterator[str]:
    old, new = output_text(before), output_text(after)
    if pair.text is not None and pair.text_mime in (None, "text/plain"):
        yield from _block(unified(old, new, pair.text), [], [])
    elif old or new:
        same = old == new
        yield from _block([*whole(" " if same else "-", old), *(() if same else whole("+", new))], [], [])


def _image(output: Any) -> Iterator[str]:
    found = output.get("data") if isinstance(output, dict) else None
    data = found if isinstance(found, dict) else {}
    for mime in _IMAGES:
        content = data.get(mime)
        if isinstance(content, str) and _BASE64.fullmatch(content):
            yield f'<img alt="output" src="data:{mime};base64,{"".join(content.split())}">'
            return


def _text(text: str) -> str:
    return escape(visible(well_formed(text)))

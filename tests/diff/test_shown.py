"""Whatever notebooks hold, it crosses the wire, and steers no terminal and no page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import msgspec
from hypothesis import given, settings

from jupyter_mlcollab.core.command import Paint
from jupyter_mlcollab.core.text import utf16_length
from jupyter_mlcollab.diff import service
from jupyter_mlcollab.diff.options import Options
from jupyter_mlcollab.diff.page import html_page
from jupyter_mlcollab.diff.schema import CompareRequest, LiveSide
from jupyter_mlcollab.diff.shown import compare_shown
from jupyter_mlcollab.diff.sides import Found, ReadSide, read_side
from jupyter_mlcollab.diff.summary import markdown_lines
from jupyter_mlcollab.diff.terminal import show_comparison, show_statistics
from jupyter_mlcollab.diff.textconv import text_lines
from notebooks_made_up import PAIRS

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def side(content: Any) -> ReadSide:
    return read_side(Found("file", "Saved", "a.ipynb", json.dumps(content).encode()))


def request() -> CompareRequest:
    live = LiveSide(path="a.ipynb", content="")
    return CompareRequest(old=live, new=live)


@settings(deadline=None, max_examples=60)
@given(PAIRS)
def test_every_answer_can_be_sent_and_positions_lie_within(pair):
    old, new = pair
    held: dict[Any, Any] = {}
    work = SimpleNamespace(
        context=SimpleNamespace(login="ana", gone=lambda: False), held=lambda kind: held.setdefault(kind, kind())
    )
    answer = service.compare_read(work, side(old), side(new), request())
    msgspec.json.encode(answer)
    for row in range(len(answer.rows)):
        (detail,) = service.cells(work, answer.id, str(row)).cells
        msgspec.json.encode(detail)
        for start, end, new_start, new_end in detail.ranges:
            assert 0 <= start <= end <= utf16_length(detail.old_source)
            assert 0 <= new_start <= new_end <= utf16_length(detail.new_source)
        for pair in detail.outputs:
            for media in (m for each in (pair.old, pair.new) if each for m in each.media):
                msgspec.json.encode(service.payload(work, answer.id, media.sha256))


@settings(deadline=None, max_examples=60)
@given(PAIRS)
def test_what_is_shown_steers_nothing(pair):
    old, new = pair
    shown = compare_shown(side(old), side(new), Options())
    lines = [*show_comparison(shown, Paint()), *show_statistics(shown, Paint()), *markdown_lines(shown)]
    lines += [*html_page([shown], True), *text_lines(json.dumps(new).encode())]
    assert not [line for line in lines if CONTROL.search(line)]
    "\n".join(lines).encode()
    assert bool(list(show_comparison(shown, Paint()))) == (not shown.same)


def test_what_git_calls_for_every_file_loads_little_else(tmp_path):
    (tmp_path / "a.ipynb").write_text("{}")
    script = "import sys; from jupyter_mlcollab.cli import main; main(sys.argv[1:]); print('\\n'.join(sys.modules))"
    command = [sys.executable, "-c", script, "textconv", str(tmp_path / "a.ipynb")]
    loaded = set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
    assert "jupyter_mlcollab.diff.textconv" in loaded
    rooms = {"jupyter_mlcollab.diff.commands", "jupyter_mlcollab.comments.commands", "jupyter_mlcollab.git.gate"}
    assert not loaded & {*rooms, "jupyter_server", "nbformat", "rapidfuzz", "sqlalchemy"}

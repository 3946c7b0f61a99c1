"""Metrics while a card runs: what the table says, that a flood of values does not reach the page, and that the last
values stay when the card closes."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

import jupyter_mlcollab as mlcollab
from jupyter_mlcollab.cards.bundle import MEDIA_TYPE
from jupyter_mlcollab.cards.card import CardMetric
from jupyter_mlcollab.kernel.live_metrics import MAX_POINTS, PAUSE_S, Course
from jupyter_mlcollab.kernel.open_card import CardWarning
from notebook_runs import card_in
from page_of_widgets import WIDGET_TYPE, WidgetsPage

FLOOD = """
import time, jupyter_mlcollab as m
with m.card("Rates") as c:
    c.metric("auc", 0.5, split="test")
    c.live()
    end, n = time.monotonic() + 2, 0
    while time.monotonic() < end:
        for _ in range(100):
            n += 1
            c.metric("loss <b>", 1 / n)
        time.sleep(max(0, n / 10_000 - 2 + end - time.monotonic()))
    c.metric("loss <b>", 0.25)
"""


def cells(html: object) -> list[list[str]]:
    """The texts of a table's rows, without its head."""
    rows = re.findall(r"<tr><td>(.*?)</td></tr>", str(html))
    return [[re.sub("<svg.*?>.*</svg>", "line", cell) for cell in row.split("</td><td>")] for row in rows]


def test_a_flood_of_values_is_few_messages_and_the_last_values_stay(project: Path, front: WidgetsPage):
    front.run(FLOOD)
    front.run("print(n); assert n > 5_000, n")
    assert 4 <= len(front.messages) <= 2 / PAUSE_S + 2
    assert min(later - earlier for earlier, later in itertools.pairwise(front.messages)) > PAUSE_S / 3
    live, card = (output["data"] for output in front.outputs)
    assert MEDIA_TYPE in card and WIDGET_TYPE not in live
    auc, loss = cells(live["text/html"])
    assert auc == ["auc (test)", "0.5", "", "1"]
    assert loss[:3] == ["loss &lt;b&gt;", "0.25", "line"] and int(loss[3].replace(",", "")) > 5_000
    assert "ended" in live["text/html"] and "loss <b>: 0.25 (" in live["text/plain"]
    assert {metric.name: metric.value for metric in card_in(project, "rates").metrics} == {"auc": 0.5, "loss <b>": 0.25}


def test_what_is_measured_before_a_long_step_is_seen_in_it(front: WidgetsPage):
    front.run("import time, jupyter_mlcollab as m\nc = m.card('Rates')\nc.live()\nc.metric('auc', 0.5)\ntime.sleep(1)")
    (html,) = [text for text in front.texts() if "<table>" in text]
    assert cells(html) == [["auc", "0.5", "", "1"]]
    assert "running" in html
    assert WIDGET_TYPE in front.outputs[0]["data"]
    front.run("c.conclude('supported')")
    assert front.texts() == []


def test_an_error_in_the_block_ends_it(front: WidgetsPage):
    source = (
        "import jupyter_mlcollab as m\ntry:\n with m.card('Rates') as c:\n  c.live()\n  1 / 0\nexcept ValueError: pass"
    )
    front.run(source.replace("ValueError", "ZeroDivisionError"))
    front.run("import threading; assert threading.active_count() < 40; assert c._live is None")
    assert "ended" in front.outputs[0]["data"]["text/html"]


def test_without_ipywidgets_the_output_itself_follows(front: WidgetsPage):
    front.run("import sys; there = sys.modules['ipywidgets']; sys.modules['ipywidgets'] = None")
    front.run("import time, jupyter_mlcollab as m\nc = m.card('Rates')\nc.live()\nc.metric('auc', 0.5)\ntime.sleep(1)")
    front.run("sys.modules['ipywidgets'] = there")
    assert cells(front.outputs[0]["data"]["text/html"]) == [["auc", "0.5", "", "1"]]
    assert WIDGET_TYPE not in front.outputs[0]["data"]
    front.run("c.conclude('supported')")


def test_in_a_plain_program_a_sentence_says_so(project: Path):
    with mlcollab.card("Rates") as c, pytest.warns(CardWarning, match="no notebook here"):
        c.live()


@pytest.mark.parametrize("steps", [1, 2, MAX_POINTS, MAX_POINTS + 1, 1_000, 12_345])
def test_a_long_course_is_thinned_and_ends_on_the_last_value(steps: int):
    course = Course()
    for step in range(steps):
        course.take(CardMetric(name="loss", value=float(step)))
    points = course.points()
    assert (points[0], points[-1], course.steps) == (0.0, steps - 1, steps)
    assert len(points) <= MAX_POINTS + 1
    gaps = [later - earlier for earlier, later in itertools.pairwise(points)]
    assert len(set(gaps[:-1])) <= 1
    assert steps < MAX_POINTS or len(points) > MAX_POINTS / 3


def test_what_has_no_end_is_counted_and_not_drawn():
    course = Course()
    for value in (1.0, "NaN", 2.0, "Infinity"):
        course.take(CardMetric(name="loss", value=value))
    assert (course.points(), course.steps, course.last.value) == ([1.0, 2.0], 4, "Infinity")

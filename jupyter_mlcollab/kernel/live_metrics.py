"""The metrics of a card while it runs: a table beneath its cell with the value, the course and the number of steps of
each. Shown anew at most four times a second, however often something is measured."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

from ..cards.card import CardMetric
from ..cards.html_form import escaped
from ..cards.words import metric_name, readable, short_number
from .showing import WIDGET_TYPE, Spot, widgets_for

PAUSE_S = 0.25
MAX_ROWS = 50
MAX_POINTS = 120
_WIDTH, _HEIGHT = 120, 20


class Course:
    """How one metric went. Of a long course every second point is dropped as often as needed, so that at most 120 are
    kept, evenly spread, and the last."""

    def __init__(self) -> None:
        self.steps = 0
        self.last: CardMetric | None = None
        self._points: list[float] = []
        self._every = 1

    def take(self, metric: CardMetric) -> None:
        """The next value. Values that have no end are counted and not drawn."""
        if isinstance(metric.value, float | int) and self.steps % self._every == 0:
            self._points.append(metric.value)
            if len(self._points) > MAX_POINTS:
                self._points = self._points[::2]
                self._every *= 2
        self.steps += 1
        self.last = metric

    def points(self) -> list[float]:
        """What is drawn, oldest first."""
        last = self.last.value if self.last else None
        ends = [last] if isinstance(last, float | int) and (self.steps - 1) % self._every else []
        return [*self._points, *ends]


class LiveMetrics:
    """The table, from when it is made until `stop`. A thread of its own shows it, so that what is measured last before
    a long step is seen, and measuring waits for no page."""

    def __init__(self, ipython: Any, title: str, known: Iterable[CardMetric]) -> None:
        self._title = title
        self._courses: dict[tuple[str, str | None, str | None], Course] = {}
        self._taken = self._shown = 0
        for metric in known:
            self.take(metric)
        self._spot = Spot()
        widgets = widgets_for(ipython)
        self._page: Any = widgets.HTML(self._html(ended=False)) if widgets is not None else None
        self._show_first()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self._thread.start()

    def take(self, metric: CardMetric) -> None:
        """A value that was measured."""
        key = (metric.name, metric.split, metric.slice)
        course = self._courses.get(key)
        if course is None:
            course = self._courses[key] = Course()
        course.take(metric)
        self._taken += 1

    def stop(self) -> None:
        """Leaves the last values as a plain table, which reads without a kernel."""
        self._stopped.set()
        self._thread.join(timeout=2)
        self._spot.put(self._bundle(ended=True))
        if self._page is not None:
            self._page.close()

    def _follow(self) -> None:
        while not self._stopped.wait(PAUSE_S):
            if self._taken == self._shown:
                continue
            self._shown = self._taken
            try:
                self._show()
            except Exception:
                return  # The page is gone; the run goes on.

    def _show_first(self) -> None:
        bundle = self._bundle(ended=False)
        if self._page is not None:
            bundle[WIDGET_TYPE] = self._page.get_view_spec()
        self._spot.put(bundle)

    def _show(self) -> None:
        if self._page is not None:
            self._page.value = self._html(ended=False)
        else:
            self._spot.put(self._bundle(ended=False))

    def _bundle(self, ended: bool) -> dict[str, object]:
        lines = [f"{name}: {value} ({steps})" for name, value, steps, _ in self._rows()]
        head = f"{readable(self._title)}, {_state(ended)}"
        return {"text/html": self._html(ended), "text/plain": "\n".join([head, *lines])}

    def _html(self, ended: bool) -> str:
        rows = [
            f"<tr><td>{escaped(name)}</td><td>{escaped(value)}</td><td>{_line(points, name)}</td><td>{steps}</td></tr>"
            for name, value, steps, points in self._rows()
        ]
        head = f"<p><strong>{escaped(readable(self._title))}</strong>, {_state(ended)}</p>"
        if not rows:
            return f"{head}\n<p>Nothing measured yet.</p>"
        left = len(self._courses) - len(rows)
        more = f"\n<p>and {left:,} more</p>" if left else ""
        names = "<tr><th>Metric</th><th>Now</th><th>So far</th><th>Steps</th></tr>"
        return f"{head}\n<table>\n<thead>{names}</thead>\n<tbody>\n" + "\n".join(rows) + f"\n</tbody>\n</table>{more}"

    def _rows(self) -> list[tuple[str, str, str, list[float]]]:
        """Name, value, number of steps and course of the metrics, in the order in which they came."""
        rows = []
        for course in list(self._courses.values())[:MAX_ROWS]:
            if (metric := course.last) is not None:
                unit = f" {metric.unit}" if metric.unit else ""
                value = f"{short_number(metric.value)}{unit}"
                rows.append((readable(metric_name(metric)), readable(value), f"{course.steps:,}", course.points()))
        return rows


def _state(ended: bool) -> str:
    return "ended" if ended else "running"


def _line(points: list[float], name: str) -> str:
    """The course as a small drawing; nothing before there are two points."""
    if len(points) < 2:
        return ""
    low, high = min(points), max(points)
    height = high - low or 1.0
    places = " ".join(
        f"{n * (_WIDTH - 2) / (len(points) - 1) + 1:.1f},{_HEIGHT - 1 - (value - low) / height * (_HEIGHT - 2):.1f}"
        for n, value in enumerate(points)
    )
    said = f"{name}: from {short_number(float(points[0]))} to {short_number(float(points[-1]))}"
    return (
        f'<svg role="img" aria-label="{escaped(said)}" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" fill="none" stroke="currentColor" stroke-width="1.5">'
        f'<polyline points="{places}"/></svg>'
    )

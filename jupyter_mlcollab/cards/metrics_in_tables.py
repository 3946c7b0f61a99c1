"""Measured values in a small table of HTML, such as a data frame with one row or one column. Pure."""

from __future__ import annotations

from html.parser import HTMLParser

from .metrics_in_text import FoundMetric, last_of_each, metric_of, number_of

MAX_CHARACTERS = 128 * 1024
MAX_ROWS = 40
MAX_COLUMNS = 40


def metrics_in_html(html: str) -> list[FoundMetric]:
    """The values of the first table, where each has one name: it has one row of values, or one column. Larger tables
    hold many results, or none."""
    if len(html) > MAX_CHARACTERS or "<table" not in html:
        return []
    table = _Table()
    table.feed(html)
    head, rows = table.head, table.rows
    if not rows or len(rows) > MAX_ROWS or len(head) > MAX_COLUMNS:
        return []
    named: list[tuple[str, str]] = []
    if len(rows) == 1 and len(head) == len(rows[0]):
        named = list(zip(head, rows[0], strict=True))
    elif all(len(row) == 2 for row in rows):
        named = [(row[0], row[1]) for row in rows]
    found = [metric for name, text in named if (metric := _metric(name, text)) is not None]
    return last_of_each(found)


def _metric(name: str, text: str) -> FoundMetric | None:
    read = number_of(text)
    if read is None or not name[:1].isalpha():
        return None
    value, unit = read
    metric = metric_of(name, value, f"{name}  {text}", unit)
    is_count = isinstance(value, float) and value.is_integer() and "." not in text
    return None if metric is None or (is_count and not metric.is_sure) else metric


class _Table(HTMLParser):
    """The texts of the first table's cells: `head` of its first row when that has no values, `rows` of the others."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.head: list[str] = []
        self.rows: list[list[str]] = []
        self._row: list[str] | None = None
        self._has_values = False
        self._is_inside = False
        self._is_over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr" and not self._is_over:
            self._row, self._has_values = [], False
        elif tag in ("td", "th") and self._row is not None:
            self._row.append("")
            self._has_values = self._has_values or tag == "td"
            self._is_inside = True

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._is_inside = False
        elif tag == "tr" and self._row is not None:
            self._end_row([" ".join(text.split()) for text in self._row])
        elif tag == "table":
            self._is_over = True

    def handle_data(self, data: str) -> None:
        if self._is_inside and self._row:
            self._row[-1] += data

    def _end_row(self, row: list[str]) -> None:
        self._row = None
        if self._has_values:
            self.rows.append(row)
            self._is_over = self._is_over or len(self.rows) > MAX_ROWS
        elif not self.rows:
            self.head = row

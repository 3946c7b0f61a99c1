"""Measured values that an output says in words: `auc: 0.87`, a dictionary, a report of scikit-learn. Pure.

Nothing is run and nothing is guessed: a value is as it stands there, and where it is not sure what it is, that is said.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from msgspec.structs import replace

from ..core.text import well_formed
from ..core.wire import Wire
from .card import Goal, Number
from .literals import numbers_in
from .metric_names import metric_name
from .words import readable

MAX_CHARACTERS = 64 * 1024
"""Of a longer output its beginning and its end are read, so many of both together."""
MAX_LINE = 400
MAX_FOUND = 200
MAX_EXCERPT = 120
_MAX_WORDS = 3

_COLOUR = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")
_NUMBER = r"[-+]?(?:\d{1,20}(?:\.\d{0,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,3})?|[-+]?(?:nan|NaN|inf|Infinity)"
_END = r"(?=$|[\s%)\],;±]|\.(?:\s|$)|(?:ms|s|sec|min)\b)"
_UNIT = r"\s?(?P<unit>%|ms\b|s\b|sec\b|seconds\b|min\b)?"
_NAME = r"(?P<name>[^\W\d_][^:=<>{}\"'\n]{0,80}?)"
_SAID = re.compile(rf"{_NAME}\s{{0,20}}(?P<mark>[:=]|->|→)\s{{0,40}}(?P<value>{_NUMBER}){_END}{_UNIT}(?P<rest>.*)")
_TOLD = re.compile(rf"{_NAME}\s{{1,40}}(?:is |of |was )?\s{{0,40}}(?P<value>{_NUMBER}){_END}{_UNIT}(?P<rest>.*)")
_BETWEEN = re.compile(r"[;|\t]|,(?!\d)| [-–—] ")
_SPREAD = re.compile(r"\s*(?:\.|$|[±(\[].*|\+/-.*)")
_ONLY_NUMBER = re.compile(rf"(?P<value>{_NUMBER})\s?(?P<unit>%)?")
_REPORT = re.compile(r"\s*precision\s+recall\s+f1-score\s+support\s*")
_ROW = re.compile(r"\s*(?P<name>accuracy|(?:macro|micro|weighted|samples) avg)(?P<values>(?:\s+[\d.]{1,20}){2,4})\s*")
_COLUMNS = ("precision", "recall", "f1-score")


class FoundMetric(Wire, frozen=True, kw_only=True):
    """A value in an output, under the name that stands beside it. `n` is what a report says of how many samples there
    were. `excerpt` is where it stands, cut."""

    name: str
    value: Number
    split: str | None
    goal: Goal | None
    unit: str | None
    n: int | None
    is_sure: bool
    excerpt: str


def metrics_in_text(text: str) -> list[FoundMetric]:
    """The values that a plain text gives names to. Of a name that comes again, as in training, the last counts, and is
    not sure."""
    lines = _lines(text)
    whole = "\n".join(lines).strip()
    found = _in_dictionary(whole, lines[0]) if whole.startswith("{") else []
    return last_of_each(found or list(_in_lines(lines)))[:MAX_FOUND]


def metric_of(
    name: str, value: Number, excerpt: str, unit: str | None = None, is_sure: bool = True
) -> FoundMetric | None:
    """A value with the name beside it; None where the name is none of a metric. One that no metric is known by is not
    sure, and neither are a share above 1 and what is no number."""
    read = metric_name(name)
    if read is None or not read.name:
        return None
    is_sure = is_sure and read.is_known and not isinstance(value, str)
    if read.is_share and unit != "%" and not isinstance(value, str) and abs(value) > 1:
        is_sure = False
    excerpt = well_formed(readable(" ".join(excerpt.split())))
    if len(excerpt) > MAX_EXCERPT:
        excerpt = f"{excerpt[:MAX_EXCERPT]}…"
    return FoundMetric(
        name=read.name[:200],
        value=value,
        split=read.split,
        goal=read.goal,
        unit=unit,
        n=None,
        is_sure=is_sure,
        excerpt=excerpt,
    )


def number_of(text: str) -> tuple[Number, str | None] | None:
    """The number that a text is, and its unit; None when it is more, or none."""
    found = _ONLY_NUMBER.fullmatch(text.strip().replace("\u2212", "-"))
    return (value_of(found["value"]), found["unit"]) if found else None


def value_of(digits: str) -> Number:
    """A number as a card has it, from how it is written."""
    value = float(digits)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def last_of_each(found: list[FoundMetric]) -> list[FoundMetric]:
    """Of each name and split the last, which is not sure when there were several values."""
    last: dict[tuple[str, str | None], FoundMetric] = {}
    for metric in found:
        key = (metric.name.lower(), metric.split)
        before = last.pop(key, None)
        last[key] = replace(metric, is_sure=metric.is_sure and (before is None or before.value == metric.value))
    return list(last.values())


def _lines(text: str) -> list[str]:
    """The lines that stand there in the end: of a line that was written over, what was written last; no colours."""
    if len(text) > MAX_CHARACTERS:
        half = MAX_CHARACTERS // 2
        text = f"{text[:half]}\n{text[-half:]}"
    lines = _COLOUR.sub("", text).replace("\u2212", "-").replace("\r\n", "\n").split("\n")
    return [line.rstrip("\r").rpartition("\r")[2] for line in lines]


def _in_lines(lines: list[str]) -> Iterator[FoundMetric]:
    is_report = False
    for line in lines:
        if len(line) <= MAX_LINE:
            is_report = is_report or _REPORT.fullmatch(line) is not None
            row = _ROW.fullmatch(line) if is_report else None
            yield from _in_report(row, line) if row else _in_line(line)


def _in_line(line: str) -> list[FoundMetric]:
    start, end = line.find("{"), line.rfind("}")
    if 0 <= start < end:
        return _in_dictionary(line[start : end + 1], line)
    parts = [part.strip() for part in _BETWEEN.split(line)]
    return [metric for part in parts if part and (metric := _in_part(part, line)) is not None]


def _in_part(part: str, line: str) -> FoundMetric | None:
    """A name and a value, perhaps behind a word that says of what, as in `Fold 1: auc=0.8`."""
    said = _SAID.match(part)
    if said is not None:
        return _told(said, line, part, is_sure=True)
    head, colon, tail = part.partition(":")
    if colon and head.strip():
        inside = _SAID.match(tail.strip()) or _TOLD.match(tail.strip())
        return _told(inside, line, part, is_sure=False) if inside else None
    told = _TOLD.match(part)
    read = metric_name(told["name"]) if told else None
    # Any sentence has a number somewhere.
    if told is None or read is None or not read.is_known or len(told["name"].split()) > _MAX_WORDS:
        return None
    return _told(told, line, part, is_sure=True)


def _told(match: re.Match[str], line: str, part: str, is_sure: bool) -> FoundMetric | None:
    is_whole = "." not in match["value"] and "e" not in match["value"].lower() and match["unit"] is None
    read = metric_name(match["name"])
    if read is None or (is_whole and not read.is_known and match["value"].lstrip("+-").isdigit()):
        return None
    if read.goal == "min" and is_whole:
        is_sure = False
    is_sure = is_sure and _SPREAD.fullmatch(match["rest"]) is not None
    return metric_of(match["name"], value_of(match["value"]), line, match["unit"], is_sure)


def _in_report(row: re.Match[str], line: str) -> Iterator[FoundMetric]:
    """A row of scikit-learn's report: the accuracy, or the means over the classes."""
    values, name = [float(value) for value in row["values"].split()], row["name"]
    n = int(values[-1]) if values[-1].is_integer() else None
    named = [("accuracy", values[0])] if name == "accuracy" else [
        (f"{name} {column}", value) for column, value in zip(_COLUMNS, values[:-1], strict=False)
    ]  # fmt: skip
    for each, value in named:
        found = metric_of(each, value, line, is_sure=name in ("accuracy", "macro avg"))
        if found is not None:
            yield replace(found, n=n)


def _in_dictionary(text: str, line: str) -> list[FoundMetric]:
    """The numbers in a dictionary that was printed. Of the report that scikit-learn gives as one, the classes are not
    results of their own."""
    entries = numbers_in(text)
    is_report = any(path[0] == "macro avg" for path, _ in entries if len(path) > 1)
    found = []
    for path, value in entries:
        if is_report and path != ("accuracy",) and not path[0].endswith(" avg"):
            continue
        if path[-1] == "support":
            continue
        is_sure = not (is_report and path[0] == "weighted avg")
        metric = metric_of(" ".join(path), value, text if len(text) <= MAX_EXCERPT else line, is_sure=is_sure)
        found += [metric] if metric is not None else []
    return found

"""The details of a card: parameters, all metrics, data, code, environment, artifacts, earlier runs."""

from __future__ import annotations

from collections.abc import Iterator

from .blocks import Block, Heading, Paragraph, Verbatim, table
from .card import Card, CardCode, CardEnvironment, CardExecution, CardMetric, Number
from .words import duration, in_cell, interval, metric_name, minute, number, readable, scalar, size

ORDERS = {
    "linear": "from top to bottom",
    "out of order": "out of order",
    "repeated": "some cells more than once",
    "gaps": "with gaps between execution counts",
    "partial": "only some of the cells above",
}


def details(card: Card) -> list[Block]:
    """What stands behind the card, each part under its heading; parts without content are left out."""
    parts: list[tuple[str, list[Block]]] = [
        ("Parameters", table(["Parameter", "Value"], [_row(name, scalar(v)) for name, v in card.params.items()])),
        (
            "All metrics",
            table(
                ["Metric", "Value", "Unit", "Interval", "n", "Goal", "Tolerance"],
                [[in_cell(cell) for cell in _metric(metric)] for metric in card.metrics],
            ),
        ),
        ("Data", _data(card)),
        ("Code", _code(card.code) if card.code else []),
        ("Run", _facts(_run(card.execution)) if card.execution else []),
        ("Environment", _environment(card.environment) if card.environment else []),
        ("Artifacts", _artifacts(card)),
        ("Other runs", _runs(card)),
        ("Card", _facts(_about(card))),
    ]
    return [block for heading, blocks in parts if blocks for block in (Heading(heading, 3), *blocks)]


def _row(*cells: str | None) -> list[str]:
    return [in_cell(readable(cell)) if cell else "" for cell in cells]


def _facts(facts: Iterator[tuple[str, str | None]]) -> list[Block]:
    return table(["Fact", "Value"], [_row(name, value) for name, value in facts if value])


def _data(card: Card) -> list[Block]:
    rows = [
        _row(
            one.name, one.role, "" if one.rows is None else f"{one.rows:,}",
            "" if one.columns is None else f"{one.columns:,}", "" if one.size_bytes is None else size(one.size_bytes),
            one.sensitivity, one.uri, one.fingerprint, one.scope,
        )
        for one in card.data
    ]  # fmt: skip
    head = ["Data", "Role", "Rows", "Columns", "Size", "Sensitivity", "Where", "Fingerprint", "Of the"]
    return table(head, rows)


def _code(code: CardCode) -> list[Block]:
    blocks = _facts(_places(code))
    if code.diff:
        blocks += [Paragraph("What was not committed:"), Verbatim(readable(code.diff))]
    if code.diff_note:
        blocks.append(Paragraph(readable(code.diff_note)))
    return blocks


def _places(code: CardCode) -> Iterator[tuple[str, str | None]]:
    yield "Notebook", code.notebook
    yield "Cells", str(len(code.cells)) if code.cells else None
    yield "Commit", code.commit
    yield "Branch", code.branch
    yield "Repository", code.remote
    yield "Uncommitted changes", None if code.dirty is None else "yes" if code.dirty else "none"
    yield "Files git does not know", ", ".join(code.untracked)


def _run(run: CardExecution) -> Iterator[tuple[str, str | None]]:
    yield "Started", minute(run.started)
    yield "Took", None if run.seconds is None else duration(run.seconds)
    yield "Order of cells", ORDERS.get(run.order)
    yield "Seeds", ", ".join(f"{name} {seed}" for name, seed in run.seeds.items())
    yield "Run by", run.runner


def _environment(environment: CardEnvironment) -> list[Block]:
    blocks = _facts(_machine(environment))
    if environment.packages:
        listed = ", ".join(f"{name} {version}" for name, version in environment.packages.items())
        blocks.append(Paragraph(readable(f"{len(environment.packages)} packages: {listed}")))
    return blocks


def _machine(environment: CardEnvironment) -> Iterator[tuple[str, str | None]]:
    yield "Python", environment.python
    yield "System", environment.system
    yield "Machine", environment.machine
    yield "Processor", environment.processor
    yield "Memory", None if environment.memory_gb is None else f"{environment.memory_gb:g} GB"
    yield "Accelerators", ", ".join(environment.accelerators)


def _artifacts(card: Card) -> list[Block]:
    rows = [
        _row(one.name, one.path, one.media_type, "" if one.size_bytes is None else size(one.size_bytes), one.sha256)
        for one in card.artifacts
    ]
    return table(["Artifact", "Where", "Type", "Size", "SHA-256"], rows)


def _runs(card: Card) -> list[Block]:
    rows = [
        _row(run.id, run.system, minute(run.at) if run.at else "", run.url, _first_metrics(run.metrics))
        for run in card.runs
    ]
    return table(["Run", "System", "When", "Where", "Metrics"], rows)


def _about(card: Card) -> Iterator[tuple[str, str | None]]:
    yield "Id", card.id
    yield "Created", minute(card.created)
    yield "License", card.license
    yield "Baseline", card.baseline
    yield "Takes the place of", card.supersedes
    yield "Let pass by the privacy check", "; ".join(waiver.reason for waiver in card.waivers)


def _first_metrics(metrics: dict[str, Number]) -> str:
    """The first metrics of an earlier run on one line."""
    return ", ".join(f"{name} {number(value)}" for name, value in metrics.items())


def _metric(metric: CardMetric) -> list[str]:
    """A metric in a table of all: exact."""
    goal = {"max": "higher is better", "min": "lower is better"}.get(metric.goal or "", "")
    return [
        readable(metric_name(metric)), number(metric.value), readable(metric.unit or ""), interval(metric),
        "" if metric.n is None else f"{metric.n:,}", goal, "" if metric.tolerance is None else number(metric.tolerance),
    ]  # fmt: skip

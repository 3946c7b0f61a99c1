"""A run and the draft that it continues, as one card. Pure."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from ..cards.card import HUMAN_FIELDS, Card, CardRun

MAX_RUNS = 20
FIRST_METRICS = 6
_KEPT = ("id", "created", "owner", "published", "supersedes", "waivers", "ext")


def continued(fresh: Card, before: Card | None, said: Collection[str]) -> Card:
    """The card of this run in place of the one before: its identity, and what people wrote unless the code `said` it,
    stay; the run before joins the list of runs, newest first, at most 20."""
    if before is None:
        return fresh
    people = {field for field in (*HUMAN_FIELDS, "baseline") if field not in said}
    stays = {field: getattr(before, field) for field in (*_KEPT, *people)}
    return msgspec.structs.replace(fresh, **stays, runs=_runs(fresh, before))


def _runs(fresh: Card, before: Card) -> list[CardRun]:
    """What ran outside for this run, then the run before unless it is this one, then those before it."""
    runs = list(fresh.runs)
    if before.execution is not None:
        metrics = {metric.name: metric.value for metric in reversed(before.metrics[:FIRST_METRICS])}
        first = dict(reversed(metrics.items()))
        runs.append(CardRun(id=before.execution.id, at=before.execution.started, metrics=first))
    this = fresh.execution.id if fresh.execution else None
    by_id = {run.id: run for run in reversed([*runs, *before.runs]) if run.id != this}
    return list(reversed(by_id.values()))[:MAX_RUNS]

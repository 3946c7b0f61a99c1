"""A run that MLflow kept, and the card it makes: what the run holds, and nothing else. Pure."""

from __future__ import annotations

import hashlib
import json
import math
import mimetypes
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import msgspec

from ..core.ids import id_at
from ..core.text import shortened
from .card import (
    MAX_TEXT,
    MAX_VALUE_CHARACTERS,
    SCHEMA,
    Card,
    CardArtifact,
    CardCode,
    CardData,
    CardExecution,
    CardFailure,
    CardMetric,
    CardRun,
    Number,
    Scalar,
)
from .discreet import MASKED, address_without_secrets, is_secret_name, remote_without_credentials

RUNNER = "mlflow"
"""What an imported card names as who ran it. Its execution has the id of MLflow's run."""
MACHINE = "system/"
"""How MLflow calls what it measures of the machine, which is nothing that the experiment found."""
_LARGEST = 1.7976931348623157e308
"""As which MLflow stores an infinity in a database."""
_LATEST = 253_402_214_400_000
"""The last day of the year 9999, beyond which Python has no times."""
_FIRST_METRICS = 6
_MEASURED = ("params", "metrics", "data", "artifacts", "notes", "code", "execution", "failure")
_ENDED_BADLY = {"FAILED": "failed", "KILLED": "was killed"}


class TrackedFile(msgspec.Struct, frozen=True):
    """A file among a run's artifacts, by its path there."""

    path: str
    size_bytes: int | None = None


class TrackedData(msgspec.Struct, frozen=True):
    """Data that a run named as its input. `source` and `profile` are MLflow's own JSON."""

    name: str
    digest: str
    source: str = ""
    profile: str = ""
    context: str | None = None


class TrackedRun(msgspec.Struct, frozen=True, kw_only=True):
    """A run as its store has it. Times are in milliseconds of Unix. Metrics are those of the last step."""

    id: str
    experiment_id: str
    experiment: str
    name: str | None
    status: str
    user: str | None
    started: int
    ended: int | None
    artifact_uri: str | None
    address: str | None
    params: Mapping[str, str]
    metrics: Mapping[str, float]
    tags: Mapping[str, str]
    data: list[TrackedData] = []
    files: list[TrackedFile] = []


def card_of(run: TrackedRun, path_of: Callable[[str], str]) -> Card:
    """The draft of a run. `path_of` is the path in the project of a notebook that the run names."""
    started = _time(run.started)
    ended = None if run.ended is None else _time(run.ended)
    metrics = [CardMetric(name=_line(name), value=_number(value)) for name, value in _measured(run)]
    note = run.tags.get("mlflow.note.content", "").strip()
    return Card(
        schema=SCHEMA,
        id=_id(run),
        title=_line(run.name or run.tags.get("mlflow.runName") or f"Run {run.id[:8]}", 200),
        kind="experiment",
        owner=_line(run.user or run.tags.get("mlflow.user") or "unknown"),
        created=started,
        tags=_tags(run),
        notes=[shortened(note, MAX_TEXT)] if note else [],
        params={_line(name): _param(name, value) for name, value in sorted(run.params.items())},
        metrics=metrics,
        data=[_data(entry) for entry in run.data],
        artifacts=_artifacts(run),
        code=_code(run.tags, path_of),
        execution=CardExecution(
            id=run.id,
            started=started,
            ended=ended,
            seconds=None if run.ended is None else round((run.ended - run.started) / 1000, 3),
            runner=RUNNER,
        ),
        failure=_failure(run.status),
        runs=[
            CardRun(
                id=run.id,
                system="mlflow",
                url=run.address,
                at=started,
                metrics={metric.name: metric.value for metric in metrics[:_FIRST_METRICS]},
            )
        ],
    )


def updated(before: Card, fresh: Card) -> Card:
    """The card from before with what the run holds now. What people wrote, its title and owner among it, stays."""
    mine = {run.id for run in fresh.runs}
    runs = [*fresh.runs, *(run for run in before.runs if run.id not in mine)]
    return msgspec.structs.replace(before, runs=runs, **{field: getattr(fresh, field) for field in _MEASURED})


def _id(run: TrackedRun) -> str:
    """Made of the run's beginning and id, so that whoever imports the same run makes the same card."""
    return id_at(run.started, hashlib.sha256(run.id.encode()).digest())


def _measured(run: TrackedRun) -> list[tuple[str, float]]:
    return [(name, value) for name, value in sorted(run.metrics.items()) if not name.startswith(MACHINE)]


def _tags(run: TrackedRun) -> list[str]:
    """The experiment's name, then what people tagged the run with."""
    own = [f"{name}: {value}" if value else name for name, value in sorted(run.tags.items()) if "mlflow." not in name]
    named = [run.experiment] if run.experiment and run.experiment != "Default" else []
    return [_line(tag, 200) for tag in [*named, *own]]


def _code(tags: Mapping[str, str], path_of: Callable[[str], str]) -> CardCode | None:
    source = tags.get("mlflow.source.name", "")
    remote = tags.get("mlflow.source.git.repoURL")
    code = CardCode(
        notebook=path_of(source) if source.endswith(".ipynb") else None,
        commit=tags.get("mlflow.source.git.commit"),
        branch=tags.get("mlflow.source.git.branch"),
        remote=remote_without_credentials(remote) if remote else None,
    )
    return code if code != CardCode() else None


def _failure(status: str) -> CardFailure | None:
    how = _ENDED_BADLY.get(status)
    return CardFailure(error=status, message=f"MLflow says that the run {how}.") if how else None


def _data(entry: TrackedData) -> CardData:
    source, profile = _object(entry.source), _object(entry.profile)
    place = next((found for key in ("url", "uri", "path") if isinstance(found := source.get(key), str)), None)
    rows = profile.get("num_rows")
    return CardData(
        name=_line(entry.name),
        role=_line(entry.context) if entry.context else None,
        uri=address_without_secrets(place) if place else None,
        fingerprint=f"mlflow:{entry.digest}",
        rows=rows if isinstance(rows, int) else None,
    )


def _artifacts(run: TrackedRun) -> list[CardArtifact]:
    """The files by MLflow's own addresses, which name no disk; the place of them all where none could be listed."""
    found = [
        CardArtifact(
            name=_line(file.path),
            path=f"runs:/{run.id}/{file.path}",
            size_bytes=file.size_bytes,
            media_type=mimetypes.guess_type(file.path)[0],
        )
        for file in run.files
    ]
    address = address_without_secrets(run.artifact_uri or "")
    if not found and address and not address.startswith(("file:", "mlflow-artifacts:")):
        return [CardArtifact(name="artifacts", path=address)]
    return found


def _object(text: str) -> dict[str, object]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _number(value: float) -> Number:
    if math.isnan(value):
        return "NaN"
    if abs(value) >= _LARGEST:
        return "Infinity" if value > 0 else "-Infinity"
    return value


def _param(name: str, value: str) -> Scalar:
    return MASKED if is_secret_name(name) else shortened(value, MAX_VALUE_CHARACTERS)


def _time(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(min(max(milliseconds, 0), _LATEST) / 1000, UTC)


def _line(text: str, limit: int = 1_000) -> str:
    return shortened(" ".join(text.split()), limit) or "unnamed"

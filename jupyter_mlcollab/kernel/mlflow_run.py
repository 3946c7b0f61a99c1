"""The MLflow run beside a card, so that nothing has to be logged twice. MLflow is asked only when it is in use."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from ..cards.card import CardMetric, CardRun, Scalar
from ..cards.discreet import run_address
from .values import cut, loaded, number

TIMEOUT_S = 5.0


class Taken:
    """What an MLflow run holds: parameters, metrics by their last value, and the run itself."""

    def __init__(self, run: CardRun, params: dict[str, Scalar], metrics: list[CardMetric]) -> None:
        self.run = run
        self.params = params
        self.metrics = metrics


class MlflowRun:
    """The run beside a card: the one active at its beginning or its end, else one that was opened and closed within."""

    def __init__(self, since: datetime) -> None:
        self._since = since
        self._id = _active_run_id()

    def taken(self) -> Taken | None:
        """What it holds now, None without one."""
        if loaded("mlflow") is None:
            return None
        self._id = self._id or _active_run_id() or _last_run_id(self._since)
        return _take_over(self._id) if self._id else None


def _active_run_id() -> str | None:
    """The id of the run that is active in this thread."""
    mlflow = loaded("mlflow")
    try:
        run = mlflow.active_run() if mlflow is not None else None
        return str(run.info.run_id) if run is not None else None
    except Exception:
        return None


def _last_run_id(since: datetime) -> str | None:
    """The id of this process' last run when it began after `since`."""
    try:
        run = loaded("mlflow").last_active_run()
        return str(run.info.run_id) if run.info.start_time >= int(since.timestamp() * 1000) else None
    except Exception:
        return None


def _take_over(run_id: str) -> Taken | None:
    """What the run holds, None when its store does not answer within 5 seconds."""
    import threading

    found: list[Taken] = []

    def ask() -> None:
        try:
            found.append(_read(loaded("mlflow"), run_id))
        except Exception:
            return

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(TIMEOUT_S)
    return found[0] if found else None


def _read(mlflow: Any, run_id: str) -> Taken:
    run = mlflow.tracking.MlflowClient().get_run(run_id)
    metrics = [(str(name), number(value)) for name, value in sorted(run.data.metrics.items())]
    known = [CardMetric(name=cut(name, 200), value=value) for name, value in metrics if value is not None]
    params: dict[str, Scalar] = {
        cut(str(name), 200): cut(str(value)) for name, value in sorted(run.data.params.items())
    }
    entry = CardRun(
        id=run_id,
        system="mlflow",
        url=run_address(str(mlflow.get_tracking_uri()), str(getattr(run.info, "experiment_id", "")), run_id),
        at=_time(getattr(run.info, "start_time", None)),
        metrics={metric.name: metric.value for metric in known[:6]},
    )
    return Taken(entry, params, known)


def _time(milliseconds: object) -> datetime | None:
    return datetime.fromtimestamp(milliseconds / 1000, UTC) if isinstance(milliseconds, int) else None

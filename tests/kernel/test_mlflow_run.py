"""What is taken over from MLflow.

MLflow is not installed for tests. A module of that name stands in for it, with the surface that is asked: `active_run`,
`last_active_run`, `get_tracking_uri` and `tracking.MlflowClient().get_run`, whose answers have `info` and `data` as its
entities do. The importer's tests use data that the real library made.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import jupyter_mlcollab as mlcollab
from notebook_runs import card_in


@pytest.fixture
def mlflow(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    module = ModuleType("mlflow")
    info = SimpleNamespace(run_id="3f2a", experiment_id="7", start_time=1_700_000_000_000)
    data = SimpleNamespace(params={"depth": "3", "rate": "0.1"}, metrics={"auc": 0.8, "loss": float("nan")})
    run = SimpleNamespace(info=info, data=data)
    module.active_run = lambda: run
    module.last_active_run = lambda: run
    module.get_tracking_uri = lambda: "https://ana:pw@mlflow.example/"
    module.tracking = SimpleNamespace(MlflowClient=lambda: SimpleNamespace(get_run={"3f2a": run}.__getitem__))
    monkeypatch.setitem(sys.modules, "mlflow", module)
    return module


def test_an_active_run_is_taken_over(project: Path, mlflow: ModuleType):
    with mlcollab.card("Rates") as c:
        c.param(rate=0.5)
        c.metric("auc", 0.9, split="test")
    card = card_in(project, "rates")
    assert card.params == {"depth": "3", "rate": 0.5}
    assert [(metric.name, metric.value) for metric in card.metrics] == [("auc", 0.9), ("loss", "NaN")]
    (run,) = card.runs
    assert (run.system, run.id, run.metrics) == ("mlflow", "3f2a", {"auc": 0.8, "loss": "NaN"})
    assert run.url == "https://mlflow.example/#/experiments/7/runs/3f2a"


def test_a_run_that_was_over_before_is_not(project: Path, mlflow: ModuleType):
    mlflow.active_run = lambda: None
    with mlcollab.card("Rates"):
        pass
    assert card_in(project, "rates").runs == []


def test_a_run_that_was_opened_and_closed_within_is(project: Path, mlflow: ModuleType):
    mlflow.active_run = lambda: None
    with mlcollab.card("Rates"):
        mlflow.last_active_run().info.start_time = int(time.time() * 1000)
    assert card_in(project, "rates").runs[0].id == "3f2a"


def test_a_store_that_fails_costs_nothing_else(project: Path, mlflow: ModuleType):
    mlflow.tracking = SimpleNamespace(MlflowClient=lambda: 1 / 0)
    with mlcollab.card("Rates") as c:
        c.metric("auc", 0.9)
    assert card_in(project, "rates").metrics[0].value == 0.9

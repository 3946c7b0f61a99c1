"""What is taken over from MLflow.

The real library takes seconds to load, so that it is asked once, in a process of its own. Beside it a module stands in
for it, with the surface that is asked: `active_run`, `last_active_run`, `get_tracking_uri` and
`tracking.MlflowClient().get_run`, whose answers have `info` and `data` as its entities do.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import jupyter_mlcollab as mlcollab
from mlflow_stores import by_mlflow
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


REAL = """
import sys, mlflow, jupyter_mlcollab as mlcollab
mlflow.set_tracking_uri(sys.argv[1])
with mlflow.start_run() as around:
    mlflow.log_params({"depth": 3, "rate": 0.1})
    with mlcollab.card("Around") as c:
        c.param(rate=0.5)
        for step, value in enumerate((0.7, 0.8)):
            mlflow.log_metric("auc", value, step=step)
        mlflow.log_metric("loss", float("nan"))
with mlcollab.card("Within") as c, mlflow.start_run() as within:
    mlflow.log_metric("auc", 0.9)
with mlcollab.card("After"):
    pass
with mlcollab.card("Failed") as c:
    try:
        with mlflow.start_run() as failed:
            mlflow.log_param("depth", 5)
            raise ValueError
    except ValueError:
        pass
print(around.info.run_id, within.info.run_id, failed.info.run_id)
"""


def test_runs_of_the_real_library_are_taken_over(project: Path, tmp_path: Path):
    printed = by_mlflow(REAL, project, f"sqlite:///{tmp_path}/mlflow.db")
    ids = printed.splitlines()[-1].split()
    around, within, failed = (card_in(project, slug) for slug in ("around", "within", "failed"))
    assert around.params == {"depth": "3", "rate": 0.5}
    assert {metric.name: metric.value for metric in around.metrics} == {"auc": 0.8, "loss": "NaN"}
    assert [(card.runs[0].id, card.runs[0].system, card.runs[0].url) for card in (around, within, failed)] == [
        (run_id, "mlflow", None) for run_id in ids
    ]
    assert around.runs[0].at is not None and around.runs[0].metrics == {"auc": 0.8, "loss": "NaN"}
    assert (within.metrics[0].value, failed.params) == (0.9, {"depth": "5"})
    assert card_in(project, "after").runs == []

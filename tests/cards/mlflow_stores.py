"""Stores that the real MLflow wrote, in a process of its own: importing it takes seconds. It tells nobody."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

QUIET = {"MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true", "GIT_PYTHON_REFRESH": "quiet"}
RUNS = """
import pathlib, sys, mlflow, pandas
from mlflow.tracking import MlflowClient
store, commit = sys.argv[1:]
mlflow.set_tracking_uri(store)
mlflow.create_experiment("churn", artifact_location=pathlib.Path("kept").resolve().as_uri())
mlflow.set_experiment("churn")
with mlflow.start_run(run_name="Boosting beats logistic regression", description="Took an hour.") as run:
    mlflow.log_params({"depth": 3, "rate": 0.1, "api_key": "s3cr3t", "prompt": "p" * 3_000})
    for step, value in enumerate((0.7, 0.9, 0.8)):
        mlflow.log_metric("auc", value, step=step)
    mlflow.log_metrics({"loss": float("nan"), "worst": float("inf"), "system/cpu": 5.0})
    mlflow.set_tags({
        "team": "risk", "mlflow.source.git.commit": commit, "mlflow.source.git.branch": "main",
        "mlflow.source.git.repoURL": "https://ana:pw@git.example/churn.git", "mlflow.source.name": "train/fit.ipynb",
    })
    mlflow.log_input(mlflow.data.from_pandas(pandas.DataFrame({"a": [1, 2]}), name="customers"), context="training")
    pathlib.Path("roc.png").write_bytes(b"abc")
    mlflow.log_artifact("roc.png", "plots")
print(run.info.run_id)
for name, status in (("Fails", "FAILED"), ("Killed", "KILLED"), ("Runs", "RUNNING"), ("Gone", "FINISHED")):
    client = MlflowClient()
    made = client.create_run(client.get_experiment_by_name("churn").experiment_id, run_name=name)
    if status != "RUNNING":
        client.set_terminated(made.info.run_id, status)
    if name == "Gone":
        client.delete_run(made.info.run_id)
mlflow.set_experiment("other")
with mlflow.start_run(run_name="Boosting beats logistic regression"):
    mlflow.log_metric("auc", 0.1)
"""
SERVER = """
import sys
from werkzeug.serving import make_server
import mlflow.server
make_server("127.0.0.1", int(sys.argv[1]), mlflow.server.app, threaded=True).serve_forever()
"""


def by_mlflow(program: str, folder: Path, *arguments: str) -> str:
    """What a program that uses MLflow prints, in that folder."""
    words = [sys.executable, "-c", program, *arguments]
    run = subprocess.run(words, cwd=folder, env=os.environ | QUIET, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


@contextmanager
def tracking_server(database: Path) -> Iterator[str]:
    """The address of MLflow's own server on a store."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    own = {"_MLFLOW_SERVER_FILE_STORE": f"sqlite:///{database}", "_MLFLOW_SERVER_ARTIFACT_ROOT": str(database.parent)}
    log = database.with_suffix(".log")
    with log.open("w") as written:
        words = [sys.executable, "-c", SERVER, str(port)]
        server = subprocess.Popen(words, env=os.environ | QUIET | own, stdout=written, stderr=written)
        try:
            _wait(address, server, log)
            yield address
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end and server.poll() is None:
        try:
            with urlopen(f"{address}/health", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"the server did not start:\n{log.read_text()[-3000:]}")

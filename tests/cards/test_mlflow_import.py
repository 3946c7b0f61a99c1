"""Runs that the real MLflow kept, in a database and on its server, become drafts: all that a run holds, and no more."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import msgspec
import pytest

from jupyter_mlcollab.cards.card import Card, CardExecution, CardFailure
from jupyter_mlcollab.cards.text import card_text, read_card
from jupyter_mlcollab.cli import main
from mlflow_stores import RUNS, by_mlflow, tracking_server

COMMIT = "a" * 40
SLUG = "boosting-beats-logistic-regression"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The database, and the id of its first run."""
    folder = tmp_path_factory.mktemp("mlflow")
    printed = by_mlflow(RUNS, folder, f"sqlite:///{folder}/mlflow.db", COMMIT)
    return folder / "mlflow.db", printed.splitlines()[-1]


@pytest.fixture(scope="module")
def server(store: tuple[Path, str]) -> Iterator[str]:
    with tracking_server(store[0]) as address:
        yield address


@pytest.fixture
def run(folder: Path, capsys, monkeypatch) -> Run:
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(folder / ".data"))

    def run(*words: str) -> tuple[int, str, str]:
        status = main(["cards", "import-mlflow", *words, "--project", str(folder)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def card(folder: Path) -> Callable[..., Card]:
    return lambda slug=SLUG: read_card((folder / "cards" / slug / "card.json").read_bytes())


def check_first(card: Card, run_id: str) -> None:
    """What the first run of the store holds."""
    assert (card.title, card.kind, card.outcome) == ("Boosting beats logistic regression", "experiment", None)
    assert card.params == {"api_key": "•••", "depth": "3", "rate": "0.1", "prompt": card.params["prompt"]}
    assert card.params["prompt"].endswith("… (cut, 3,000 characters in all)")
    assert {metric.name: metric.value for metric in card.metrics} == {"auc": 0.8, "loss": "NaN", "worst": "Infinity"}
    assert {(metric.split, metric.goal, metric.n) for metric in card.metrics} == {(None, None, None)}
    assert (card.tags, card.notes) == (["churn", "team: risk"], ["Took an hour."])
    assert (card.code.commit, card.code.branch, card.code.notebook) == (COMMIT, "main", "train/fit.ipynb")
    assert card.code.remote == "https://git.example/churn.git"
    assert card.execution.id == run_id and card.execution.runner == "mlflow"
    assert card.created == card.execution.started < card.execution.ended <= datetime.now(UTC)
    (data,) = card.data
    assert (data.name, data.role, data.rows) == ("customers", "training", 2)
    assert data.fingerprint.startswith("mlflow:")
    (artifact,) = card.artifacts
    assert (artifact.path, artifact.size_bytes) == (f"runs:/{run_id}/plots/roc.png", 3)
    assert artifact.media_type == "image/png"
    assert card.failure is None


def test_a_database_becomes_drafts(run: Run, card, store: tuple[Path, str], folder: Path):
    before = store[0].read_bytes()
    status, out, _ = run(str(store[0]))
    assert (status, out.count("made")) == (0, 5)
    check_first(card(), store[1])
    assert card().runs[0].url is None
    assert card("fails").failure == CardFailure(error="FAILED", message="MLflow says that the run failed.")
    assert card("killed").failure.message == "MLflow says that the run was killed."
    assert (card("runs").failure, card("runs").execution.ended) == (None, None)
    assert card(f"{SLUG}-2").tags == ["other"]
    assert not (folder / "cards/gone").exists()
    assert store[0].read_bytes() == before
    assert main(["cards", "validate", "--project", str(folder)]) == 0
    assert "mlflow" not in sys.modules


def test_a_server_tells_the_same_and_where_people_see_it(run: Run, card, store: tuple[Path, str], server: str):
    status, out, _ = run(server)
    assert (status, out.count("made")) == (0, 5)
    from_server = card()
    check_first(from_server, store[1])
    assert from_server.runs[0].url.startswith(f"{server}/#/experiments/")
    assert run(f"sqlite:///{store[0]}", "--run", store[1])[1].startswith("updated")
    (only,) = card().runs
    assert (card().id, only.url) == (from_server.id, None)


def test_again_nothing_is_doubled_and_what_people_wrote_stays(run: Run, card, store: tuple[Path, str], folder: Path):
    (folder / "copy").mkdir()
    database = folder / "copy/mlflow.db"
    shutil.copy(store[0], database)
    run(str(database), "--run", store[1])
    assert run(str(database), "--run", store[1])[1].startswith("unchanged")
    written = msgspec.structs.replace(card(), title="Adopt boosting", conclusion="Adopt.", tags=["mine"])
    (folder / f"cards/{SLUG}/card.json").write_text(card_text(written))
    with sqlite3.connect(database) as changed:
        changed.execute("update latest_metrics set value = 0.95 where key = 'auc' and run_uuid = ?", (store[1],))
        changed.execute("insert into params values ('late', '1', ?)", (store[1],))
    assert run(str(database), "--run", store[1])[1].startswith("updated")
    now = card()
    assert (now.title, now.conclusion, now.tags, now.id) == ("Adopt boosting", "Adopt.", ["mine"], written.id)
    assert (now.metrics[0].value, now.params["late"]) == (0.95, "1")
    assert len(list((folder / "cards").iterdir())) == 1


def test_a_published_card_and_one_of_the_code_are_left(run: Run, card, store: tuple[Path, str], folder: Path):
    run(str(store[0]), "--run", store[1])
    file = folder / f"cards/{SLUG}/card.json"
    published = msgspec.structs.replace(card(), published=datetime(2026, 11, 26, tzinfo=UTC), params={})
    file.write_text(card_text(published))
    assert "left       Boosting beats logistic regression  The card is published." in run(str(store[0]))[1]
    own = CardExecution(id="01939000-0000-7000-8000-000000000009", started=published.created)
    file.write_text(card_text(msgspec.structs.replace(published, published=None, execution=own)))
    (answer,) = json.loads(run(str(store[0]), "--run", store[1], "--json")[1])
    assert (answer["outcome"], answer["why"]) == ("left", "The run's own code made a card.")
    assert card().params == {}


def test_times_that_there_are_not_are_the_nearest(run: Run, card, store: tuple[Path, str], folder: Path):
    shutil.copy(store[0], folder / "copy.db")
    with sqlite3.connect(folder / "copy.db") as changed:
        changed.execute("update runs set start_time = -5, end_time = ? where run_uuid = ?", (1 << 62, store[1]))
    assert run(str(folder / "copy.db"), "--run", store[1])[0] == 0
    assert (card().created.year, card().execution.ended.year) == (1970, 9999)


def test_one_experiment_by_name_or_id(run: Run, store: tuple[Path, str], server: str):
    for place in (str(store[0]), server):
        assert [run(place, "--experiment", name)[1].count("\n") for name in ("other", "2", "Default")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("{store}", "--experiment", "none"), "There is no experiment none in the store."),
        (("{store}", "--run", "none"), "There is no run none in the store."),
        (("{server}", "--experiment", "none"), "There is no experiment none on the server."),
        (("{server}", "--run", "0" * 32), f"There is no run {'0' * 32} on the server."),
        (("{folder}/none.db",), "There is no file"),
        (("{folder}",), "is a folder. Bring the runs of folders into a database first"),
        (("{folder}/text.db",), "is no SQLite database"),
        (("{folder}/other.db",), "is no store of MLflow that can be read: no such table: runs."),
        (("postgresql://ana:pw@db/mlflow",), "A store is a file, sqlite:///FILE, or the http address of a server, not"),
        (("http://127.0.0.1:9",), "http://127.0.0.1:9 does not answer"),
        (("http://ana:pw@127.0.0.1:9",), "http://127.0.0.1:9 does not answer"),
        (("{server}/nowhere",), "refuses experiments/search with status 404"),
    ],
)
def test_what_cannot_be_read_is_said(
    run: Run, store: tuple[Path, str], server: str, folder: Path, words: tuple[str, ...], sentence: str
):
    (folder / "text.db").write_text("text " * 1_000)
    sqlite3.connect(folder / "other.db").execute("create table t (a)").connection.close()
    status, out, error = run(*(word.format(store=store[0], server=server, folder=folder) for word in words))
    assert (status, out) == (1, "")
    assert sentence in error and "pw" not in error
    assert not (folder / "cards").exists()


class Listener(BaseHTTPRequestHandler):
    """A server that knows nothing, which notes as whom it was asked."""

    heard: list[str | None] = []

    def do_POST(self) -> None:
        self.heard.append(self.headers["Authorization"])
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"{}")

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: object) -> None:
        pass


def test_it_asks_as_whom_the_address_or_the_variables_of_mlflow_say(run: Run, monkeypatch: pytest.MonkeyPatch):
    Listener.heard.clear()
    listener = HTTPServer(("127.0.0.1", 0), Listener)
    Thread(target=listener.serve_forever, daemon=True).start()
    try:
        place = f"127.0.0.1:{listener.server_port}"
        assert run(f"http://ana:p%40w@{place}")[1] == "There are no such runs.\n"
        monkeypatch.setenv("MLFLOW_TRACKING_TOKEN", "t0ken")
        assert "does not answer as a tracking server of MLflow" in run(f"http://{place}", "--run", "7")[2]
    finally:
        listener.shutdown()
        listener.server_close()
    assert Listener.heard[0] == "Basic " + b64encode(b"ana:p@w").decode()
    assert Listener.heard[-1] == "Bearer t0ken"


def test_a_password_in_the_address_is_not_kept(run: Run, card, store: tuple[Path, str], server: str):
    assert run(server.replace("http://", "http://ana:p%40w@"), "--run", store[1])[0] == 0
    assert card().runs[0].url.startswith(f"{server}/#/")

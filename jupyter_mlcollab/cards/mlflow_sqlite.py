"""Runs in MLflow's SQLite store, read without MLflow: read only, so that no version of it needs to be brought up to
date, and nothing is written."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from ..core.errors import Invalid, NotFound, Unavailable
from .tracked_run import TrackedData, TrackedFile, TrackedRun

MAX_FILES = 200
_SOME = 500
"""How many runs are asked for at once."""
_RUNS = """
select r.run_uuid, r.experiment_id, e.name, r.name, r.status, r.user_id, r.start_time, r.end_time, r.artifact_uri
from runs r join experiments e on e.experiment_id = r.experiment_id
where r.lifecycle_stage = 'active' and {} order by r.start_time, r.run_uuid"""
_DATA = """
select i.destination_id, d.name, d.digest, d.dataset_source, d.dataset_profile,
  (select t.value from input_tags t where t.input_uuid = i.input_uuid and t.name = 'mlflow.data.context')
from inputs i join datasets d on d.dataset_uuid = i.source_id
where i.source_type = 'DATASET' and i.destination_type = 'RUN' and i.destination_id in ({})"""


def runs_in_database(file: Path, experiment: str | None, ids: Sequence[str]) -> list[TrackedRun]:
    """The runs of a store's file that were not deleted, oldest first: those of the experiment (its name or id), those
    named, or all.

    Raises:
        NotFound: there is no such file, experiment or run.
        Invalid: the file is no store of MLflow.
        Unavailable: the file cannot be read now.
    """
    if not file.is_file():
        raise NotFound(f"There is no file {file}.")
    address = f"file:{quote(str(file.resolve()))}?mode=ro"
    try:
        with contextlib.closing(sqlite3.connect(address, uri=True, timeout=10)) as store:
            return _runs(store, experiment, ids)
    except sqlite3.OperationalError as error:
        if "no such" in str(error):
            raise Invalid(f"{file} is no store of MLflow that can be read: {error}.") from None
        raise Unavailable(f"{file} cannot be read: {error}.") from None
    except sqlite3.DatabaseError as error:
        raise Invalid(f"{file} is no SQLite database: {error}.") from None


def _runs(store: sqlite3.Connection, experiment: str | None, ids: Sequence[str]) -> list[TrackedRun]:
    rows: list[tuple[object, ...]] = []
    if ids:
        for run_id in ids:
            found = store.execute(_RUNS.format("r.run_uuid = ?"), (run_id,)).fetchall()
            if not found:
                raise NotFound(f"There is no run {run_id} in the store.")
            rows += found
    elif experiment is not None:
        rows = store.execute(_RUNS.format("(e.name = ? or e.experiment_id = ?)"), (experiment, experiment)).fetchall()
        known = "select 1 from experiments where name = ? or experiment_id = ?"
        if not rows and not store.execute(known, (experiment, experiment)).fetchone():
            raise NotFound(f"There is no experiment {experiment} in the store.")
    else:
        rows = store.execute(_RUNS.format("1 = 1")).fetchall()
    has_data = store.execute("select 1 from sqlite_master where name = 'input_tags'").fetchone() is not None
    found_runs: list[TrackedRun] = []
    for first in range(0, len(rows), _SOME):
        found_runs += _whole(store, rows[first : first + _SOME], has_data)
    return found_runs


def _whole(store: sqlite3.Connection, rows: list[tuple[object, ...]], has_data: bool) -> Iterator[TrackedRun]:
    ids = [str(row[0]) for row in rows]
    params = _by_run(store, "select run_uuid, key, value from params where run_uuid in ({})", ids)
    tags = _by_run(store, "select run_uuid, key, value from tags where run_uuid in ({})", ids)
    last = "select run_uuid, key, case when is_nan then null else value end from latest_metrics where run_uuid in ({})"
    metrics = _by_run(store, last, ids)
    data: dict[str, list[TrackedData]] = defaultdict(list)
    for run_id, name, digest, source, profile, context in _rows(store, _DATA, ids) if has_data else ():
        data[run_id].append(TrackedData(str(name), str(digest), source or "", profile or "", context))
    for row in rows:
        run_id, experiment_id, experiment, name, status, user, started, ended, artifacts = row
        own = str(run_id)
        yield TrackedRun(
            id=own,
            experiment_id=str(experiment_id),
            experiment=str(experiment),
            name=_text(name),
            status=str(status),
            user=_text(user),
            started=_moment(started) or 0,
            ended=_moment(ended),
            artifact_uri=_text(artifacts),
            address=None,
            params={key: str(value) for key, value in params[own].items()},
            metrics={key: float("nan") if value is None else float(value) for key, value in metrics[own].items()},
            tags={key: str(value or "") for key, value in tags[own].items()},
            data=data[own],
            files=_files(_text(artifacts)),
        )


def _by_run(store: sqlite3.Connection, question: str, ids: list[str]) -> dict[str, dict[str, Any]]:
    """Values by their names, by their runs."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for run_id, key, value in _rows(store, question, ids):
        found[run_id][key] = value
    return found


def _rows(store: sqlite3.Connection, question: str, ids: list[str]) -> sqlite3.Cursor:
    return store.execute(question.format(",".join("?" * len(ids))), ids)


def _files(uri: str | None) -> list[TrackedFile]:
    """The files of a run whose artifacts lie on this computer, the first 200 by path."""
    folder = _folder(uri or "")
    if folder is None or not folder.is_dir():
        return []
    found = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            file = Path(place, name)
            size = None
            with contextlib.suppress(OSError):  # gone meanwhile
                size = file.lstat().st_size
            found.append(TrackedFile(file.relative_to(folder).as_posix(), size))
            if len(found) == MAX_FILES:
                return found
    return found


def _folder(uri: str) -> Path | None:
    parts = urlsplit(uri)
    if parts.scheme == "file" and parts.netloc in ("", "localhost"):
        return Path(unquote(parts.path))
    return Path(uri) if uri and Path(uri).is_absolute() else None


def _text(value: object) -> str | None:
    return str(value) if value else None


def _moment(value: object) -> int | None:
    return value if isinstance(value, int) else None

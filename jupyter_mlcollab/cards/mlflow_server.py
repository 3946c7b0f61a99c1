"""Runs on an MLflow tracking server, asked by its REST interface (version 2.0), without MLflow."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urlencode, urlsplit
from urllib.request import Request, urlopen

from ..core.errors import Invalid, NotFound, Unavailable
from .discreet import address_without_secrets, run_address
from .mlflow_sqlite import MAX_FILES
from .tracked_run import TrackedData, TrackedFile, TrackedRun

TIMEOUT_S = 30.0
LIMIT_BYTES = 64 * 1024 * 1024
MAX_DEPTH = 8
_PAGE = 500
_MISSING = 404


class TrackingServer:
    """A server, asked as whom the address or MLflow's own variables say (`MLFLOW_TRACKING_USERNAME` and `_PASSWORD`, or
    `MLFLOW_TRACKING_TOKEN`)."""

    def __init__(self, address: str) -> None:
        self.address = (address_without_secrets(address) or address).rstrip("/")
        self._authorization = _authorization(address)

    def runs(self, experiment: str | None, ids: Sequence[str]) -> Iterator[TrackedRun]:
        """The runs that were not deleted: those of the experiment (its name or id), those named, or all.

        Raises:
            NotFound: there is no such experiment or run.
            Invalid: what answers is no tracking server, or refuses.
            Unavailable: nothing answers.
        """
        try:
            yield from self._runs(experiment, ids)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise self._no_server() from None

    def _runs(self, experiment: str | None, ids: Sequence[str]) -> Iterator[TrackedRun]:
        names: dict[str, str] = {}
        if ids:
            for run_id in ids:
                run = self._ask("runs/get", {"run_id": run_id}, missing=f"There is no run {run_id} on the server.")[
                    "run"
                ]
                number = str(run["info"]["experiment_id"])
                names[number] = names.get(number) or self._experiment_name(number)
                yield self._run(run, names[number])
            return
        names = self._experiments(experiment)
        wish = {"experiment_ids": list(names), "run_view_type": "ACTIVE_ONLY", "max_results": _PAGE}
        for run in self._pages("runs/search", wish | {"order_by": ["attributes.start_time ASC"]}, "runs"):
            yield self._run(run, names.get(str(run["info"]["experiment_id"]), ""))

    def _experiments(self, wanted: str | None) -> dict[str, str]:
        found = {
            str(one["experiment_id"]): str(one["name"])
            for one in self._pages(
                "experiments/search", {"max_results": _PAGE, "view_type": "ACTIVE_ONLY"}, "experiments"
            )
        }
        if wanted is None:
            return found
        named = {number: name for number, name in found.items() if wanted in (number, name)}
        if not named:
            raise NotFound(f"There is no experiment {wanted} on the server.")
        return named

    def _experiment_name(self, number: str) -> str:
        return str(self._ask("experiments/get", {"experiment_id": number})["experiment"]["name"])

    def _run(self, run: dict[str, Any], experiment: str) -> TrackedRun:
        info, data = run["info"], run.get("data", {})
        run_id, number = str(info["run_id"]), str(info["experiment_id"])
        return TrackedRun(
            id=run_id,
            experiment_id=number,
            experiment=experiment,
            name=info.get("run_name"),
            status=str(info.get("status", "")),
            user=info.get("user_id") or None,
            started=int(info.get("start_time", 0)),
            ended=int(info["end_time"]) if info.get("end_time") else None,
            artifact_uri=info.get("artifact_uri"),
            address=run_address(self.address, number, run_id),
            params={str(one["key"]): str(one.get("value", "")) for one in data.get("params", [])},
            metrics={str(one["key"]): float(one.get("value", 0)) for one in data.get("metrics", [])},
            tags={str(one["key"]): str(one.get("value", "")) for one in data.get("tags", [])},
            data=[_input(one) for one in run.get("inputs", {}).get("dataset_inputs", [])],
            files=self._files(run_id),
        )

    def _files(self, run_id: str) -> list[TrackedFile]:
        """The files of a run, the first 200; none where the server cannot list them."""
        found: list[TrackedFile] = []
        folders = [""]
        try:
            while folders and len(found) < MAX_FILES:
                folder = folders.pop(0)
                asked = {"run_id": run_id} | ({"path": folder} if folder else {})
                for one in self._ask("artifacts/list", asked).get("files", []):
                    if not one.get("is_dir"):
                        found.append(TrackedFile(str(one["path"]), int(one.get("file_size") or 0)))
                    elif str(one["path"]).count("/") < MAX_DEPTH:
                        folders.append(str(one["path"]))
        except (Invalid, NotFound):
            return []
        return found[:MAX_FILES]

    def _pages(self, what: str, wish: dict[str, Any], field: str) -> Iterator[dict[str, Any]]:
        token: str | None = None
        while True:
            answer = self._ask(what, wish | ({"page_token": token} if token else {}), post=True)
            yield from answer.get(field, [])
            token = answer.get("next_page_token")
            if not token:
                return

    def _ask(
        self, what: str, wish: dict[str, Any], *, post: bool = False, missing: str | None = None
    ) -> dict[str, Any]:
        address = f"{self.address}/api/2.0/mlflow/{quote(what)}"
        body = json.dumps(wish).encode() if post else None
        request = Request(address if post else f"{address}?{urlencode(wish)}", data=body)
        request.add_header("Content-Type", "application/json")
        if self._authorization:
            # Not sent on to where a server may point.
            request.add_unredirected_header("Authorization", self._authorization)
        try:
            with urlopen(request, timeout=TIMEOUT_S) as response:
                content = response.read(LIMIT_BYTES + 1)
        except HTTPError as error:
            if error.code == _MISSING and missing:
                raise NotFound(missing) from None
            raise Invalid(f"{self.address} refuses {what} with status {error.code}.") from None
        except (URLError, OSError) as error:
            raise Unavailable(f"{self.address} does not answer: {getattr(error, 'reason', error)}.") from None
        return self._read(content)

    def _read(self, content: bytes) -> dict[str, Any]:
        try:
            answer = json.loads(content) if len(content) <= LIMIT_BYTES else None
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise self._no_server()
        return answer

    def _no_server(self) -> Invalid:
        return Invalid(f"{self.address} does not answer as a tracking server of MLflow.")


def _authorization(address: str) -> str | None:
    parts = urlsplit(address)
    user = unquote(parts.username or "") or os.environ.get("MLFLOW_TRACKING_USERNAME")
    password = unquote(parts.password or "") or os.environ.get("MLFLOW_TRACKING_PASSWORD", "")
    token = os.environ.get("MLFLOW_TRACKING_TOKEN")
    if user:
        return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
    return f"Bearer {token}" if token else None


def _input(one: dict[str, Any]) -> TrackedData:
    dataset = one.get("dataset", {})
    tags = {str(tag.get("key")): str(tag.get("value")) for tag in one.get("tags", [])}
    return TrackedData(
        str(dataset.get("name", "")),
        str(dataset.get("digest", "")),
        str(dataset.get("source", "")),
        str(dataset.get("profile", "")),
        tags.get("mlflow.data.context"),
    )

"""A real Jupyter server in this process, people signed in by tokens of their own, and a project with a notebook."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from jupyter_server.auth import User
from jupyter_server.auth.identity import IdentityProvider
from tornado.httpclient import HTTPClientError
from traitlets import Dict

from jupyter_mlcollab.core.ids import new_id

ROLES = {"vera": "viewer", "cora": "commenter", "rita": "reviewer", "mona": "maintainer"}
NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [
        {"id": "title", "cell_type": "markdown", "metadata": {}, "source": "# Churn"},
        {
            "id": "split",
            "cell_type": "code",
            "metadata": {},
            "source": "train, test = split(data, by='customer')",
            "outputs": [],
            "execution_count": 1,
        },
    ],
}


class TokenPerPerson(IdentityProvider):
    """Signs in whoever shows the token that bears their name."""

    names = Dict(config=True)

    async def get_user_token(self, handler: Any) -> User | None:
        name = self.get_token(handler)
        return User(name, name.title(), name.title(), name[0].upper()) if name in ROLES else None


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    body: Any
    headers: Any


@pytest.fixture
def jp_server_config() -> dict[str, Any]:
    return {
        "ServerApp": {
            "identity_provider_class": TokenPerPerson,
            "jpserver_extensions": {"jupyter_mlcollab": True},
        },
        "MlcollabApp": {"roles": ROLES},
    }


@pytest.fixture
def notebook(jp_root_dir):
    folder = jp_root_dir / "churn"
    folder.mkdir()
    path = folder / "train.ipynb"
    path.write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    return path


@pytest.fixture
def ask(jp_fetch):
    """Calls one of our routes as a person: `await ask("rita", "GET", "projects")`."""

    async def call(
        person: str, verb: str, route: str, body: Any = None, /, headers: Any = None, **query: Any
    ) -> Answer:
        sent = {"Authorization": f"token {person}", "Content-Type": "application/json", **(headers or {})}
        data = None if verb in ("GET", "DELETE") else (body if isinstance(body, (bytes, str)) else json.dumps(body))
        try:
            response = await jp_fetch(
                "mlcollab", "api", *route.split("/"), method=verb, body=data, headers=sent, params=query,
                follow_redirects=False, raise_error=True,
            )  # fmt: skip
        except HTTPClientError as error:
            response = error.response
        return Answer(response.code, json.loads(response.body or b"null"), response.headers)

    return call


@pytest.fixture
def project(ask, notebook, jp_asyncio_loop) -> str:
    found = jp_asyncio_loop.run_until_complete(ask("mona", "GET", "projects", path="churn/train.ipynb"))
    return found.body["id"]


@pytest.fixture
def new_thread():
    def make(body: str = "Does the split leak?", **changes: Any) -> dict[str, Any]:
        surroundings = {
            "cellId": "split",
            "cellType": "code",
            "index": 1,
            "cellCount": 2,
            "idsTrusted": True,
            "source": NOTEBOOK["cells"][1]["source"],
            "previousSource": "# Churn",
            "nextSource": None,
            "headings": ["Churn"],
        }
        target = {"kind": "cell", "surroundings": surroundings}
        return {"id": new_id(), "path": "churn/train.ipynb", "target": target, "body": body, **changes}

    return make


@pytest.fixture
def thread(ask, project, new_thread, jp_asyncio_loop) -> dict[str, Any]:
    """A thread opened by the commenter Cora."""
    answer = jp_asyncio_loop.run_until_complete(ask("cora", "POST", f"projects/{project}/threads", new_thread()))
    assert answer.status == 200, answer.body
    return answer.body

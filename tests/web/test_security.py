"""Every route of the running application stands behind sign-in, Jupyter's authorizer and our permission table."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jupyter_server.auth import Authorizer
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import websocket_connect

from jupyter_mlcollab.access.permissions import TABLE, allowed
from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.core.people import Role
from jupyter_mlcollab.core.route import Can
from jupyter_mlcollab.rooms import ROUTES
from jupyter_mlcollab.web.guard import RESOURCE, Guarded, guarded

VERBS = ("get", "head", "post", "put", "patch", "delete")
PEOPLE = {Role.VIEWER: "vera", Role.COMMENTER: "cora", Role.REVIEWER: "rita", Role.MAINTAINER: "mona"}


class Recorder(Authorizer):
    """Allows what its `denied` does not name, and keeps what it was asked."""

    asked: list[tuple[str, str]] = []
    denied: set[str] = set()

    def is_authorized(self, handler: Any, user: Any, action: str, resource: str) -> bool:
        Recorder.asked.append((action, resource))
        return not (resource == RESOURCE and action in Recorder.denied)


@pytest.fixture
def jp_server_config(jp_server_config):
    jp_server_config["ServerApp"]["authorizer_class"] = Recorder
    Recorder.asked, Recorder.denied = [], set()
    return jp_server_config


def our_rules(app: Any) -> list[Any]:
    """The rules below our root, asked of the running application, not of a list we keep."""
    found, waiting = [], list(app.default_router.rules)
    while waiting:
        rule = waiting.pop()
        waiting += getattr(rule.target, "rules", [])
        regex = getattr(rule.matcher, "regex", None)
        if regex is not None and "mlcollab/" in regex.pattern:
            found.append(rule)
    return found


def test_every_verb_of_every_rule_is_guarded(jp_serverapp):
    rules = our_rules(jp_serverapp.web_app)
    assert len(rules) >= len({route.path for route in ROUTES}) + 3
    for rule in rules:
        assert issubclass(rule.target, Guarded), rule.target
        for verb in VERBS:
            method = getattr(rule.target, verb)
            # Verbs that nobody defined answer 405 and belong to Tornado or Jupyter's own base class.
            if not method.__module__.startswith(("tornado", "jupyter_server")) or hasattr(method, "guard"):
                assert method.guard[1] == RESOURCE, (rule.target, verb)
        assert any(hasattr(getattr(rule.target, verb), "guard") for verb in VERBS), rule.target


def test_a_handler_without_a_guard_cannot_be_made():
    with pytest.raises(TypeError, match="no guard"):
        type("Open", (Guarded,), {"get": lambda self: None})

    @guarded("read")
    async def get(self: Any) -> None: ...

    type("Closed", (Guarded,), {"get": get})


def address(route: Any, project: str) -> str:
    path = route.path.replace("{project}", project).replace("{side}", "old")
    for name in route.path_parameters:
        path = path.replace(f"{{{name}}}", "01900000-0000-7000-8000-000000000000")
    return path


def sent(route: Any) -> Any:
    return None if route.verb in ("GET", "DELETE") else {}


QUERY = {
    "path": "churn/train.ipynb",
    "at": "HEAD",
    "number": "1",
    "rows": "0",
    "text": "x",
    "row": "0",
    "cell": "0",
    "output": "0",
    "eventId": "01900000-0000-7000-8000-000000000001",
}
SIDES = {
    "old": {"kind": "file", "path": "churn/train.ipynb"},
    "new": {"kind": "live", "path": "churn/train.ipynb", "content": "{}"},
}

FIELDS = {"title": "x", "kind": "experiment"} | dict.fromkeys(
    ("tags", "summary", "hypothesis", "outcome", "conclusion", "next", "lessons", "intendedUse", "outOfScope", "risks",
     "limitations", "license", "notes")
)  # fmt: skip


CARD = {"schema": "mlcollab.card/1", "id": new_id(), "title": "x", "kind": "model", "owner": "x"} | {
    "created": "2026-10-01T00:00:00Z"
}


def example(route: Any) -> Any:
    """A body that decodes, so that the answer speaks of permission and not of form."""
    bodies: dict[str, Any] = {
        "declare_me": {"name": "Mona"},
        "find_document": {"path": "churn/none.ipynb"},
        "start_thread": {"id": new_id(), "path": "churn/none.ipynb", "target": {"kind": "notebook"}, "body": "x"},
        "reply": {"id": new_id(), "body": "x"},
        "edit": {"id": new_id(), "seen": "x", "body": "x"},
        "change_status": {"id": new_id(), "seen": "x", "status": "open"},
        "change_blocking": {"id": new_id(), "seen": "x", "blocking": True},
        "change_place": {"id": new_id(), "seen": "x", "target": None},
        "mark_read": {"seq": 1},
        "placements": {"path": "churn/train.ipynb", "cells": []},
        "start_look": {"id": new_id(), "path": "churn/none.ipynb", "people": ["vera"], "line": ""},
        "answer_look": {"id": new_id()},
        "mark_look_read": {"seq": 1},
        "move_card": {"id": new_id(), "path": "cards/none/card.json", "act": "submit", "digest": "0" * 64},
        "decide_card": {"path": "cards/none/card.json", "fileSha256": "0" * 64, "fields": [], "take": "ours"},
        "edit_card": {"path": "cards/none/card.json", "fileSha256": "0" * 64, "fields": FIELDS},
        "publish_card": {"path": "cards/none/card.json", "fileSha256": "0" * 64},
        "new_page": {"template": "glossary", "title": "Words", "about": None},
        "cite_in_page": {
            "page": "pages/a.md",
            "text": "x",
            "cited": {
                "kind": "cell",
                "path": "a.ipynb",
                "cells": [{"id": None, "cellType": "code", "source": "x = 1"}],
                "index": 0,
            },
        },
        "keep_citation": {"page": "pages/a.md", "sha256": "0" * 64, "key": "4f1a2c", "note": None},
        "merge_page": {"base": "a", "ours": "b", "theirs": "c"},
        "offer_card": {"path": "churn/train.ipynb", "content": '{"cells": []}'},
        "draft_card": {"path": "churn/train.ipynb", "content": '{"cells": []}', "title": "x"}
        | dict.fromkeys(("hypothesis", "outcome", "conclusion", "draftId"))
        | {name: [] for name in ("metrics", "params", "figures", "data")},
        "keep_card": {"path": "churn/train.ipynb", "card": CARD, "files": {}},
        "compare_cards": {"paths": ["cards/none/card.json", "cards/other/card.json"]},
        "export_cards": {"paths": ["cards/none/card.json", "cards/other/card.json"], "form": "csv"},
        "compare_sides": SIDES,
        "export_comparison": SIDES | {"form": "markdown", "outputs": False},
        "merge_sides": {"path": "churn/train.ipynb"} | dict.fromkeys(("base", "ours", "theirs"), SIDES["old"]),
        "sync": {"remote": "none"},
        "scan_file": {"path": "churn/train.ipynb"},
        "resolve_merge": {"resolutions": [], "sources": [], "fileSha256": None},
    }
    return None if route.body is None else bodies[route.name]


async def test_a_stranger_is_refused_everywhere(jp_fetch, project):
    for route in ROUTES:
        for headers in ({"Authorization": "token nobody"}, {"Authorization": ""}):
            body = None if sent(route) is None else "{}"
            with pytest.raises(HTTPClientError) as refused:
                await jp_fetch(
                    "mlcollab", "api", *address(route, project).split("/"), method=route.verb, body=body,
                    headers=headers, follow_redirects=False,
                )  # fmt: skip
            assert refused.value.code == 403, route
            assert set(json.loads(refused.value.response.body)) == {"code", "message", "details"}, route


async def test_the_authorizer_is_asked_about_each_route_by_itself(ask, project):
    for route in ROUTES:
        Recorder.asked.clear()
        Recorder.denied = set()
        await ask("mona", route.verb, address(route, project), sent(route), path="churn/train.ipynb")
        action = "read" if route.reads else "write"
        assert Recorder.asked == [(action, RESOURCE)], route
        Recorder.denied = {action}
        refused = await ask("mona", route.verb, address(route, project), sent(route))
        assert (refused.status, refused.body["code"]) == (403, "forbidden"), route


async def test_each_role_may_do_what_the_table_says_on_each_route(ask, project, thread):
    """Whoever may not is refused for their role; whoever may gets past that, if only to hear what else is wrong."""
    for route in ROUTES:
        for role, person in PEOPLE.items():
            body = example(route)
            answer = await ask(person, route.verb, address(route, project), body, **QUERY)
            refused_by_role = answer.status == 403 and "Your role" in answer.body["message"]
            assert refused_by_role == (not allowed(role, route.can)), (route, role, answer.body)
            assert refused_by_role or answer.status in (200, 404), (route, role, answer.body)


def test_the_table_of_permissions_only_grows_with_the_role():
    for can in Can:
        assert list(TABLE[can]) == sorted(TABLE[can]), can


async def test_a_cookie_without_the_xsrf_token_changes_nothing(
    jp_serverapp, ask, project, new_thread, http_server_client, jp_base_url
):
    login = await http_server_client.fetch(jp_base_url + "lab?token=cora", follow_redirects=False, raise_error=False)
    cookies = "; ".join(c.split(";")[0] for c in login.headers.get_list("Set-Cookie"))
    assert cookies
    refused = await http_server_client.fetch(
        jp_base_url + f"mlcollab/api/projects/{project}/threads", method="POST", body=json.dumps(new_thread()),
        headers={"Cookie": cookies, "Content-Type": "application/json"}, raise_error=False, follow_redirects=False,
    )  # fmt: skip
    assert refused.code == 403
    listed = await ask("cora", "GET", f"projects/{project}/threads", path="churn/train.ipynb")
    assert listed.body["threads"] == []


async def test_a_foreign_page_gets_nothing(http_server_client, jp_base_url, project):
    login = await http_server_client.fetch(jp_base_url + "lab?token=cora", follow_redirects=False, raise_error=False)
    cookies = "; ".join(c.split(";")[0] for c in login.headers.get_list("Set-Cookie"))
    refused = await http_server_client.fetch(
        jp_base_url + f"mlcollab/api/projects/{project}/threads",
        headers={"Cookie": cookies, "Origin": "http://evil.example"}, raise_error=False,
    )  # fmt: skip
    assert refused.code in (403, 404)
    assert b"threads" not in refused.body


async def _socket(jp_serverapp, jp_base_url, headers):
    address = f"ws://localhost:{jp_serverapp.port}{jp_base_url}mlcollab/api/events"
    return await websocket_connect(HTTPRequest(address, headers=headers))


async def test_a_socket_needs_a_sign_in_and_our_own_page(jp_serverapp, jp_base_url, project, http_server_client):
    with pytest.raises(HTTPClientError) as refused:
        await _socket(jp_serverapp, jp_base_url, {})
    assert refused.value.code == 403
    login = await http_server_client.fetch(jp_base_url + "lab?token=cora", follow_redirects=False, raise_error=False)
    cookies = "; ".join(c.split(";")[0] for c in login.headers.get_list("Set-Cookie"))
    with pytest.raises(HTTPClientError) as refused:
        await _socket(jp_serverapp, jp_base_url, {"Cookie": cookies, "Origin": "http://evil.example"})
    assert refused.value.code == 403


async def test_a_socket_tells_what_happens_without_what(jp_serverapp, jp_base_url, ask, project, new_thread):
    socket = await _socket(jp_serverapp, jp_base_url, {"Authorization": "token vera"})
    await socket.write_message(json.dumps({"watch": project, "since": 0}))
    assert json.loads(await socket.read_message()) == {"project": project, "head": 0}
    opened = new_thread("A secret thought")
    await ask("cora", "POST", f"projects/{project}/threads", opened)
    news = [json.loads(await socket.read_message()) for _ in range(2)]
    assert [n["change"]["kind"] for n in news] == ["document.opened", "thread.opened"]
    assert news[1]["change"]["entity"] == opened["id"]
    assert "secret" not in json.dumps(news)
    socket.close()


async def test_a_socket_catches_up_from_its_cursor(jp_serverapp, jp_base_url, ask, project, thread):
    socket = await _socket(jp_serverapp, jp_base_url, {"Authorization": "token vera"})
    await socket.write_message(json.dumps({"watch": project, "since": 1}))
    assert json.loads(await socket.read_message())["head"] == 2
    assert json.loads(await socket.read_message())["change"]["kind"] == "thread.opened"
    await socket.write_message(json.dumps({"watch": project, "since": 99}))
    await socket.read_message()
    assert json.loads(await socket.read_message()) == {"project": project, "resync": True, "head": 2}
    socket.close()


async def test_a_socket_is_closed_on_an_unknown_project_and_on_nonsense(jp_serverapp, jp_base_url, project):
    for message, code in ((json.dumps({"watch": "nothing"}), 4403), ("{", 1007), (json.dumps({"x": 1}), 1007)):
        socket = await _socket(jp_serverapp, jp_base_url, {"Authorization": "token vera"})
        await socket.write_message(message)
        assert await socket.read_message() is None
        assert socket.close_code == code


async def test_answers_are_not_kept_and_tell_no_referrer(ask, project):
    answer = await ask("vera", "GET", f"projects/{project}/me")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"

"""Token sign-in gives random names: there a person says who they are, and nobody takes that for proof."""

from __future__ import annotations

import json

import pytest
from tornado.httpclient import HTTPClientError

from jupyter_mlcollab.core.ids import new_id


@pytest.fixture
def jp_server_config():
    return {"ServerApp": {"jpserver_extensions": {"jupyter_mlcollab": True}}}


@pytest.fixture
def browser(jp_serverapp, http_server_client, jp_base_url, jp_asyncio_loop):
    """A browser that signed in with the server's token: a factory, one call for each browser."""

    def open_browser():
        token = jp_serverapp.identity_provider.token
        page = jp_asyncio_loop.run_until_complete(
            http_server_client.fetch(f"{jp_base_url}tree?token={token}", follow_redirects=False, raise_error=False)
        )
        jar = dict(c.split(";")[0].split("=", 1) for c in page.headers.get_list("Set-Cookie"))
        cookies = "; ".join(f"{name}={value}" for name, value in jar.items())

        async def call(verb, path, body=None):
            headers = {"Cookie": cookies, "X-XSRFToken": jar.get("_xsrf", ""), "Content-Type": "application/json"}
            try:
                answer = await http_server_client.fetch(
                    f"{jp_base_url}mlcollab/api/{path}",
                    method=verb,
                    headers=headers,
                    body=None if body is None else json.dumps(body),
                )
            except HTTPClientError as error:
                answer = error.response
            return answer.code, json.loads(answer.body)

        return call

    return open_browser


async def test_who_has_not_said_a_name_is_asked_and_their_own_server_is_theirs(browser_pair):
    first, second, project = browser_pair
    status, me = await first("GET", f"projects/{project}/me")
    assert (status, me["declared"], me["person"]["verified"], me["role"]) == (200, False, False, "maintainer")

    thread = {"id": new_id(), "path": "a.ipynb", "target": {"kind": "notebook"}, "body": "Hello"}
    status, refused = await first("POST", f"projects/{project}/threads", thread)
    assert (status, refused["details"]) == (403, {"declare": True})

    status, me = await first("PUT", f"projects/{project}/me", {"name": "Ana López"})
    assert (me["person"]["username"], me["person"]["displayName"], me["declared"]) == ("~ana-lopez", "Ana López", True)
    status, stored = await first("POST", f"projects/{project}/threads", thread)
    assert (status, stored["comments"][0]["author"]["verified"]) == (200, False)

    _, other = await second("GET", f"projects/{project}/me")
    assert other["declared"] is False, "another browser is asked by itself"


async def test_two_browsers_that_say_one_name_are_one_person(browser_pair):
    first, second, project = browser_pair
    for browser in (first, second):
        await browser("PUT", f"projects/{project}/me", {"name": "Ana López"})
    thread = {"id": new_id(), "path": "a.ipynb", "target": {"kind": "notebook"}, "body": "Hello"}
    await first("POST", f"projects/{project}/threads", thread)
    _, seen = await second("GET", f"projects/{project}/threads/{thread['id']}")
    assert (seen["mine"], seen["unread"], seen["comments"][0]["canEdit"]) == (True, 0, True)


async def test_a_name_of_nothing_is_refused(browser_pair):
    first, _, project = browser_pair
    for name in ("", "  ", "\u202e", "---"):
        status, answer = await first("PUT", f"projects/{project}/me", {"name": name})
        assert (status, answer["code"]) == (422, "invalid"), name


@pytest.fixture
def browser_pair(browser, jp_root_dir, jp_asyncio_loop):
    (jp_root_dir / "a.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    first, second = browser(), browser()
    _, project = jp_asyncio_loop.run_until_complete(first("GET", "projects?path=a.ipynb"))
    return first, second, project["id"]


async def test_looking_makes_no_database(browser_pair, jp_root_dir):
    first, _, project = browser_pair
    for path in ("me", "threads?path=a.ipynb", "inbox", "notebooks", "people", "changes"):
        assert (await first("GET", f"projects/{project}/{path}"))[0] == 200
    assert not (jp_root_dir / ".mlcollab").exists()


async def test_a_moved_notebook_is_found_by_who_has_not_said_a_name(browser_pair, jp_root_dir):
    first, second, project = browser_pair
    cell = {"id": "a", "cell_type": "markdown", "metadata": {}, "source": "Only here"}
    content = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (jp_root_dir / "a.ipynb").write_text(json.dumps(content))
    await first("PUT", f"projects/{project}/me", {"name": "Ana"})
    thread = {"id": new_id(), "path": "a.ipynb", "target": {"kind": "notebook"}, "body": "Hello"}
    await first("POST", f"projects/{project}/threads", thread)
    (jp_root_dir / "a.ipynb").rename(jp_root_dir / "b.ipynb")
    status, found = await second("POST", f"projects/{project}/documents", {"path": "b.ipynb"})
    assert (status, found["movedFrom"]) == (200, "a.ipynb")
    _, log = await first("GET", f"projects/{project}/log?kind=document.moved")
    assert [entry["actor"]["username"] for entry in log["entries"]] == ["jupyter"]

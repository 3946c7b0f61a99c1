"""The event socket on a bad day: a journal that cannot be read, a connection that died without a word."""

from __future__ import annotations

import asyncio
import json

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from jupyter_mlcollab.core.errors import Unavailable
from jupyter_mlcollab.web.events import TRY_AGAIN, EventSocket


async def connect(jp_serverapp, jp_base_url, who="vera"):
    address = f"ws://localhost:{jp_serverapp.port}{jp_base_url}mlcollab/api/events"
    return await websocket_connect(HTTPRequest(address, headers={"Authorization": f"token {who}"}))


def feed_of(jp_serverapp):
    (points,) = jp_serverapp.extension_manager.extension_apps["jupyter_mlcollab"]
    return points


async def test_a_journal_that_cannot_be_listened_to_sends_the_browser_away_to_try_again(
    jp_serverapp, jp_base_url, project, monkeypatch
):
    def listen(of_project, listener):
        raise Unavailable("The disk is full.")

    monkeypatch.setattr(feed_of(jp_serverapp), "listen", listen)
    socket = await connect(jp_serverapp, jp_base_url)
    await socket.write_message(json.dumps({"watch": project}))
    assert await socket.read_message() is None
    assert socket.close_code == TRY_AGAIN


async def test_a_journal_that_cannot_be_read_is_no_lack_of_permission(jp_serverapp, jp_base_url, project, jp_root_dir):
    (jp_root_dir / ".mlcollab").mkdir()
    (jp_root_dir / ".mlcollab" / "journal.db").write_bytes(b"no database" * 1000)
    socket = await connect(jp_serverapp, jp_base_url)
    await socket.write_message(json.dumps({"watch": project}))
    assert await socket.read_message() is None
    assert socket.close_code == TRY_AGAIN


async def test_a_permission_that_cannot_be_asked_again_is_no_lack_of_permission(
    jp_serverapp, jp_base_url, ask, project, new_thread, monkeypatch
):
    def may_read(of_project, visitor):
        raise Unavailable("The disk is full.")

    socket = await connect(jp_serverapp, jp_base_url)
    await socket.write_message(json.dumps({"watch": project}))
    assert await socket.read_message() is not None
    monkeypatch.setattr("jupyter_mlcollab.web.events.RECHECK_SECONDS", -1.0)
    monkeypatch.setattr(feed_of(jp_serverapp), "may_read", may_read)
    await ask("cora", "POST", f"projects/{project}/threads", new_thread())
    assert await socket.read_message() is None
    assert socket.close_code == TRY_AGAIN


async def test_a_socket_is_pinged(jp_serverapp, jp_base_url, project, monkeypatch):
    """A connection that died without a word is noticed by its silence alone."""
    pinged = asyncio.Event()
    sent = EventSocket.send_ping
    monkeypatch.setattr(EventSocket, "send_ping", lambda self: (pinged.set(), sent(self))[1])
    jp_serverapp.web_app.settings["ws_ping_interval"] = 20
    socket = await connect(jp_serverapp, jp_base_url)
    await socket.write_message(json.dumps({"watch": project}))
    await socket.read_message()
    await asyncio.wait_for(pinged.wait(), 5)
    socket.close()


async def told(socket):
    return json.loads(await asyncio.wait_for(socket.read_message(), 5))


async def test_who_edits_what_is_told_to_the_others(jp_serverapp, jp_base_url, project):
    cora, vera = [await connect(jp_serverapp, jp_base_url, who) for who in ("cora", "vera")]
    for socket in (cora, vera):
        await socket.write_message(json.dumps({"watch": project}))
        await told(socket)
    await cora.write_message(json.dumps({"at": project, "edits": "pages/plan.md"}))
    news = await told(vera)
    assert [(one["path"], one["person"]["displayName"]) for one in news["editing"]] == [("pages/plan.md", "Cora")]
    late = await connect(jp_serverapp, jp_base_url, "mona")
    await late.write_message(json.dumps({"watch": project}))
    await told(late)
    assert (await told(late))["editing"] == news["editing"]
    cora.close()
    assert (await told(vera))["editing"] == []
    assert (await told(late))["editing"] == []


async def test_nothing_is_told_of_a_project_that_is_not_watched(jp_serverapp, jp_base_url, project):
    cora, vera = [await connect(jp_serverapp, jp_base_url, who) for who in ("cora", "vera")]
    await vera.write_message(json.dumps({"watch": project}))
    await told(vera)
    await cora.write_message(json.dumps({"at": project, "edits": "pages/plan.md"}))
    await cora.write_message(json.dumps({"watch": project}))
    await told(cora)
    await cora.write_message(json.dumps({"at": project, "edits": "pages/" + "x" * 2000}))
    await cora.write_message(json.dumps({"at": project, "edits": "pages/other.md"}))
    assert [one["path"] for one in (await told(vera))["editing"]] == ["pages/other.md"]

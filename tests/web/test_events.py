"""The event socket on a bad day: a journal that cannot be read, a connection that died without a word."""

from __future__ import annotations

import asyncio
import json

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from jupyter_mlcollab.core.errors import Unavailable
from jupyter_mlcollab.web.events import TRY_AGAIN, EventSocket


async def connect(jp_serverapp, jp_base_url):
    address = f"ws://localhost:{jp_serverapp.port}{jp_base_url}mlcollab/api/events"
    return await websocket_connect(HTTPRequest(address, headers={"Authorization": "token vera"}))


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

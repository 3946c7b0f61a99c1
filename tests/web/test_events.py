"""The event socket on a bad day: a journal that cannot be read, a connection that died without a word."""

from __future__ import annotations

import asyncio
import json

from tornado.httpclient import HTTPRequest
from tornado.websocket import websocket_connect

from jupyter_mlcollab.core.errors import Unavailable
from jupyter_mlcollab.web.events import TOO_SLOW, EventSocket


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
    assert socket.close_code == TOO_SLOW


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

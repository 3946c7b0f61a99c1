"""The event socket of one person, which can be cut and mended."""

from __future__ import annotations

import re

from playwright.sync_api import WebSocketRoute

from .person import Person

EVENTS = re.compile(r"/mlcollab/api/events")
GOING_AWAY = 1001


class Line:
    """Stands between a browser and the server's event socket. To be attached before the browser opens JupyterLab."""

    def __init__(self) -> None:
        self._whole = True
        self._open: list[WebSocketRoute] = []
        self.connections = 0

    def attach(self, person: Person) -> None:
        person.context.route_web_socket(EVENTS, self._connect)

    def cut(self) -> None:
        self._whole = False
        for socket in self._open:
            socket.close(code=GOING_AWAY)
        self._open.clear()

    def mend(self) -> None:
        self._whole = True

    def _connect(self, socket: WebSocketRoute) -> None:
        if not self._whole:
            socket.close(code=GOING_AWAY)
            return
        self.connections += 1
        self._open.append(socket)
        socket.connect_to_server()

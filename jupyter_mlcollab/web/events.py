"""The event socket: one for each browser tab. It carries pokes, no content; the browser fetches what it may see."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from functools import partial
from typing import Any, Protocol

import msgspec
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.base.websocket import WebSocketMixin
from tornado.iostream import StreamClosedError
from tornado.websocket import WebSocketClosedError, WebSocketHandler

from ..core.errors import CollabError
from ..core.people import Person, Visitor
from ..core.wire import encode
from .answer import Ask, EditedBy, Editing, Poke, PokeChange, Resync, Watching
from .guard import Guarded, guarded
from .identity import visitor_of
from .presence import Presence

MAX_QUEUED_BYTES = 1024 * 1024
MAX_PROJECTS = 20
MAX_ASK_BYTES = 64 * 1024
MAX_PATH = 1024
RECHECK_SECONDS = 30.0
"""How long a permission is taken as still given before it is asked for again."""
TRY_AGAIN, NO_PERMISSION = 1013, 4403


class News(Protocol):
    """What the journal tells of an event; see `journal.event.Poke`."""

    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def entity_kind(self) -> str: ...
    @property
    def entity(self) -> str: ...
    @property
    def subject(self) -> str | None: ...


class Feed(Protocol):
    """Where the socket learns what happened. All of it blocks and belongs on a worker thread."""

    def may_read(self, project: str, visitor: Visitor) -> bool:
        """Raises Unavailable when that cannot be told now."""
        ...

    def person(self, project: str, visitor: Visitor) -> Person:
        """Who the visitor is in the project."""
        ...

    def missed(self, project: str, since: int) -> tuple[int, Sequence[News] | None]:
        """The project's cursor, and what came after `since`; None in its place when that is too much."""
        ...

    def listen(self, project: str, listener: Callable[[Sequence[News]], None]) -> Callable[[], None]:
        """Calls `listener` after each commit, on any thread; the result ends that."""
        ...


class EventSocket(Guarded, WebSocketMixin, WebSocketHandler, JupyterHandler):
    """Tells one tab what happens in the projects it watches."""

    def initialize(self, feed: Feed, work: Callable[..., Awaitable[Any]], presence: Presence) -> None:
        self._feed, self._work, self._presence = feed, work, presence
        self._undo: dict[str, Callable[[], None]] = {}
        self._checked: dict[str, float] = {}
        self._queue: list[bytes] = []
        self._queued_bytes = 0
        self._sending = False
        self._closed = False
        # The loop keeps only weak hold of tasks.
        self._tasks: set[asyncio.Task[None]] = set()

    @guarded("read", socket=True)
    async def get(self, *arguments: Any, **named: Any) -> None:
        await super().get(*arguments, **named)

    @property
    def max_message_size(self) -> int:
        return MAX_ASK_BYTES

    def open(self) -> None:
        super().open()  # Pings begin there: a connection that died without a word is noticed by its silence alone.
        self._visitor = visitor_of(self)
        self._loop = asyncio.get_running_loop()

    async def on_message(self, message: str | bytes) -> None:
        try:
            ask = msgspec.json.decode(message, type=Ask)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            self.close(1007, "not understood")
            return
        if ask.unwatch is not None:
            self._forget(ask.unwatch)
        if ask.watch is not None:
            await self._watch(ask.watch, ask.since)
        if ask.at is not None:
            await self._edit(ask.at, ask.edits)

    def on_close(self) -> None:
        self._closed = True
        for project in list(self._undo):
            self._forget(project)

    async def _watch(self, project: str, since: int) -> None:
        if len(self._undo) >= MAX_PROJECTS and project not in self._undo:
            self.close(NO_PERMISSION, "no such project")
            return
        if not await self._may_read(project):
            return
        self._forget(project)
        self._checked[project] = time.monotonic()
        # Listening begins before looking back, so that nothing falls between; what comes twice is fetched twice.
        try:
            self._undo[project] = await self._work(self._feed.listen, project, partial(self._hear, project))
            head, missed = await self._work(self._feed.missed, project, since)
        except CollabError:
            self.close(TRY_AGAIN, "resync")
            return
        if self._closed:
            self._forget(project)  # It was closed while listening began, so nobody else will end that.
            return
        self._send(Watching(project=project, head=head))
        if missed is None:
            self._send(Resync(project=project, resync=True, head=head))
        for poke in missed or ():
            self._send(_poke(project, poke))
        self._presence.join(project, self)

    async def _edit(self, project: str, path: str | None) -> None:
        """Only who watches a project, and so may read it, is told of in it."""
        if project not in self._undo or (path is not None and len(path) > MAX_PATH):
            return
        try:
            person = await self._work(self._feed.person, project, self._visitor) if path is not None else None
        except CollabError:
            return
        if project in self._undo:
            self._presence.edit(project, self, path, person)

    def show(self, project: str, others: Sequence[tuple[str, Person]]) -> None:
        """Tells who else edits what; see `presence.Onlooker`."""
        editing = [EditedBy(path=path, person=person) for path, person in others]
        self._start(self._show_if_allowed(Editing(project=project, editing=editing)))

    async def _show_if_allowed(self, editing: Editing) -> None:
        if await self._still_may(editing.project):
            self._send(editing)

    async def _may_read(self, project: str) -> bool:
        """Whether the visitor may; if not, the socket is closed with a code that says whether trying again helps."""
        try:
            allowed = await self._work(self._feed.may_read, project, self._visitor)
        except CollabError:
            self.close(TRY_AGAIN, "resync")
            return False
        if not allowed:
            self.close(NO_PERMISSION, "no such project")
        return bool(allowed)

    def _forget(self, project: str) -> None:
        undo = self._undo.pop(project, None)
        self._checked.pop(project, None)
        self._presence.leave(project, self)
        if undo is not None:
            undo()

    def _hear(self, project: str, pokes: Sequence[News]) -> None:
        """Called after a commit, on the journal's thread."""
        self._loop.call_soon_threadsafe(self._deliver, project, list(pokes))

    def _deliver(self, project: str, pokes: Sequence[News]) -> None:
        if not self._closed:
            self._start(self._deliver_if_allowed(project, pokes))

    async def _deliver_if_allowed(self, project: str, pokes: Sequence[News]) -> None:
        if await self._still_may(project):
            for poke in pokes:
                self._send(_poke(project, poke))

    async def _still_may(self, project: str) -> bool:
        """Whether the project is still watched, by somebody who may."""
        now = time.monotonic()
        if now - self._checked.get(project, now) > RECHECK_SECONDS:
            if not await self._may_read(project):
                return False
            self._checked[project] = now
        return project in self._undo

    def _send(self, message: Any) -> None:
        """Queues a message; a reader that lets a megabyte pile up is cut off and starts anew."""
        if self._closed:
            return
        data = encode(message)
        self._queued_bytes += len(data)
        if self._queued_bytes > MAX_QUEUED_BYTES:
            self._closed = True
            self.close(TRY_AGAIN, "resync")
            return
        self._queue.append(data)
        if not self._sending:
            self._sending = True
            self._start(self._drain())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self) -> None:
        try:
            while self._queue and not self._closed:
                data = self._queue.pop(0)
                # Waiting for each write is what makes the queue, not the socket's buffer, hold what piles up.
                await self.write_message(data.decode())
                self._queued_bytes -= len(data)
        except (WebSocketClosedError, StreamClosedError):
            self._closed = True
        finally:
            self._sending = False


def _poke(project: str, poke: News) -> Poke:
    """The project is named as the browser asked for it: two clones of one repository share the journal's own id."""
    change = PokeChange(
        seq=poke.seq, kind=poke.kind, entity_kind=poke.entity_kind, entity=poke.entity, subject=poke.subject
    )
    return Poke(project=project, change=change)

"""The server extension: reads the server's settings, opens projects when asked, hands each part what it needs."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jupyter_server.extension.application import ExtensionApp
from jupyter_server.serverapp import ServerApp
from traitlets import Dict, Enum, Unicode, default

from .access.perform import Performer, joining
from .access.permissions import allowed
from .access.project import OpenProject, ServerSettings
from .access.registry import Registry
from .access.work import SERVER, Joining
from .anchors.compose import follow_rename
from .audit.service import CATCH_UP
from .core.errors import CollabError
from .core.people import Person, Role, Visitor
from .core.route import Can, Route
from .core.wire import now
from .git.files import CHECKPOINTS
from .journal.event import Poke
from .pages.compose import is_page, remember_rename, remember_save
from .pages.page_files import SUFFIX
from .pages.saves import Saved
from .rooms import FOLDS, ROUTES
from .web.events import EventSocket
from .web.handler import handlers
from .web.permalink import permalink_rule
from .web.presence import Presence
from .web.renames import hear_renames
from .web.saves import SavedFile, Tell, watch_saves

if TYPE_CHECKING:
    from collections.abc import Awaitable


WORKERS = 40
"""Threads for use cases. Many of them wait for one commit together, which is what makes a commit cheap."""


class MlcollabApp(ExtensionApp):
    """A team's comments on notebooks."""

    name = "jupyter_mlcollab"
    extension_url = "/mlcollab"
    load_other_extensions = True
    description = "A team's comments on notebooks, beside the cells they are about."

    roles = Dict(
        key_trait=Unicode(), value_trait=Enum([role.value for role in Role]), config=True,
        help="Roles by user name: viewer, commenter, reviewer or maintainer.",
    )  # fmt: skip
    default_role = Enum(
        ["", *(role.value for role in Role)], default_value="", config=True,
        help="The role of everybody not named. Empty: maintainer on one's own server, else reviewer.",
    )  # fmt: skip
    journal_folder = Unicode(
        "", config=True,
        help="A local folder for comments in place of the project's own. Several clones on one server may share it.",
    )  # fmt: skip
    kept = Enum(
        ["computer", "server"], config=True,
        help="What people are told about where comments live: only on this computer, or on this server.",
    )  # fmt: skip

    @default("kept")
    def _kept(self) -> str:
        return (
            "computer" if self.serverapp is None or self.serverapp.ip in ("localhost", "127.0.0.1", "::1") else "server"
        )

    def initialize_settings(self) -> None:
        self._pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="mlcollab")
        server = self._server()
        server.io_loop.add_callback(_settle)
        self._registry = Registry(Path(server.root_dir), FOLDS, self._server_settings())
        self._performer = Performer(self._registry)
        watch_saves(server.contents_manager, SUFFIX, self._before_save)
        if server.event_logger is not None:
            hear_renames(server.event_logger, self._follow)

    def initialize_handlers(self) -> None:
        # Patterns are below the server's base URL, which the extension's base class puts in front.
        self.handlers.extend(handlers(ROUTES, "mlcollab/api/", self._perform))
        parts = {"feed": self, "work": self._work, "presence": Presence()}
        self.handlers.append(("mlcollab/api/events", EventSocket, parts))
        self.handlers.append(permalink_rule("mlcollab/open/", self._address_of))

    async def stop_extension(self) -> None:
        """Finishes what is being written and closes the journals."""
        await self._work(self._registry.close)
        self._pool.shutdown(wait=False)

    def may_read(self, project: str, visitor: Visitor) -> bool:
        """Whether the visitor may read the project; blocks. See `web.events.Feed`."""
        return self._performer.may_read(project, visitor)

    def person(self, project: str, visitor: Visitor) -> Person:
        """Who the visitor is in the project; blocks. See `web.events.Feed`."""
        return self._performer.context(self._registry.by_id(project), visitor).actor.person

    def missed(self, project: str, since: int) -> tuple[int, Sequence[Poke] | None]:
        """What a socket missed; blocks. See `web.events.Feed`."""
        journal = self._registry.by_id(project).journal
        head = journal.read(lambda reader: reader.head())
        if since > head or head - since > CATCH_UP:
            return head, None
        return head, journal.read(lambda reader: reader.pokes_since(since, CATCH_UP))

    def listen(self, project: str, listener: Callable[[Sequence[Poke]], None]) -> Callable[[], None]:
        """Hears what is committed to the project; blocks. See `web.events.Feed`."""
        return self._registry.by_id(project).journal.on_commit(listener)

    def _server(self) -> ServerApp:
        if self.serverapp is None:
            raise RuntimeError("The extension was started without a server.")
        return self.serverapp

    def _server_settings(self) -> ServerSettings:
        return ServerSettings(
            kept="computer" if self.kept == "computer" else "server",
            roles={name: Role(role) for name, role in self.roles.items()},
            default_role=Role(self.default_role) if self.default_role else None,
            journal_folder=Path(self.journal_folder).expanduser() if self.journal_folder else None,
            # Only checkpoints in files have a folder; with others there are none to compare with.
            checkpoint_folder=getattr(self._server().contents_manager.checkpoints, "checkpoint_dir", CHECKPOINTS),
        )

    def _work(self, function: Callable[..., Any], *arguments: Any) -> Awaitable[Any]:
        return asyncio.get_running_loop().run_in_executor(self._pool, function, *arguments)

    async def _perform(
        self, route: Route, arguments: dict[str, Any], visitor: Visitor, gone: Callable[[], bool]
    ) -> Any:
        return await self._work(self._performer.perform, route, arguments, visitor, gone)

    async def _address_of(self, project: str, kind: str, entity: str, visitor: Visitor) -> str:
        path: str = await self._work(self._performer.address_of, project, kind, entity, visitor)
        return path

    async def _follow(self, old: str, new: str) -> None:
        try:
            await self._work(self._follow_now, old, new)
        except CollabError as error:
            self.log.warning("mlcollab: comments and pages did not follow a rename: %s", error.message)

    def _follow_now(self, old: str, new: str) -> None:
        """Takes the documents along. Whatever fails in here, the rename itself is done and stays so."""
        project = self._project_to_follow(new)
        paths = [project.project_path(old), project.project_path(new)] if project else [None]
        if project is None or None in paths:
            return
        context = self._performer.context(project, Visitor(person=SERVER, own_server=True, local=False))
        work, old, new = joining(project, context), str(paths[0]), str(paths[1])
        remember_rename(work, old, new)
        if project.journal.exists():
            follow_rename(work, old, new)

    def _before_save(self, path: str, visitor: Visitor | None) -> Tell | None:
        """Whether the visitor's role lets them write the file, which Jupyter lets them; that counts for pages alone.
        Asked on the event loop, since Jupyter's hook cannot wait for a thread: it takes a millisecond at most, with a
        project to open. Not asked a second time after the save."""
        if visitor is None:
            by_nobody = Visitor(person=SERVER, own_server=True, local=False)
            return lambda saved: self._keep_later(saved, lambda: self._page_at(path, by_nobody))
        found = self._page_at(path, visitor)
        if found is not None and not allowed(found[0].context.actor.role, Can.COMMENT):
            return None
        return lambda saved: self._keep_later(saved, lambda: found)

    def _keep_later(self, saved: SavedFile, page: Callable[[], tuple[Joining, str] | None]) -> None:
        """Puts down who saved a page, once whoever saved has their answer."""
        at = now()

        def keep() -> None:
            try:
                if (found := page()) is not None:
                    work, path = found
                    person = work.context.actor.person if saved.visitor and work.context.declared else None
                    kept = Saved(person=person, live=saved.live, at=at, before=saved.before, after=saved.after)
                    remember_save(work, path, kept)
            except CollabError as error:
                self.log.warning("mlcollab: it is not kept who saved %s: %s", saved.path, error.message)

        self._pool.submit(keep)

    def _page_at(self, path: str, visitor: Visitor) -> tuple[Joining, str] | None:
        """The page at a path of the server by its path in its project, and the visitor's work on that."""
        project = self._project_to_follow(path)
        page = project.project_path(path) if project else None
        if project is None or page is None:
            return None
        work = joining(project, self._performer.context(project, visitor))
        return (work, page) if is_page(work, page) else None

    def _project_to_follow(self, path: str) -> OpenProject | None:
        try:
            return self._registry.at(path)
        except CollabError:
            return None


def _settle() -> None:
    """Puts aside what the server has loaded, which stays for good: when many cells are read, the garbage collector
    would look through all of it, and nobody else is answered meanwhile."""
    if not gc.get_freeze_count():
        gc.freeze()

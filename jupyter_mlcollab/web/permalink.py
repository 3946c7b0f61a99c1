"""Permalinks: `mlcollab/open/{project}/{kind}/{id}` leads to where the thing is now.

They lead into JupyterLab, or into Jupyter Notebook 7 where they end in `?in=notebook`, as those copied there do.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from html import escape
from typing import Any
from urllib.parse import quote

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join

from ..core.errors import CollabError
from .guard import Guarded, guarded
from .identity import visitor_of

_NOTEBOOK_7 = {True: "notebooks", False: "edit"}
"""Where Jupyter Notebook 7 shows a notebook, and where any other file."""
_TEXTS = (".md", ".markdown")
"""Files that are opened as pages, by us."""


class PermalinkHandler(Guarded, JupyterHandler):
    """Redirects a browser to the notebook or card that a thread or look is on now, opened there."""

    def initialize(self, address_of: Callable[..., Awaitable[str]]) -> None:
        self._address_of = address_of

    @guarded("read")
    async def get(self, project: str, kind: str, entity: str) -> None:
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cache-Control", "no-store")
        try:
            path = await self._address_of(project, kind, entity, visitor_of(self))
        except CollabError as error:
            self.set_status(error.status)
            self.finish(_page(error.message, self.base_url))
            return
        thread = entity if kind == "thread" else None
        in_notebook_7 = self.get_query_argument("in", "") == "notebook"
        self.redirect(url_path_join(self.base_url, _place(path, thread, in_notebook_7)))


def permalink_rule(root: str, address_of: Callable[..., Awaitable[str]]) -> tuple[str, type, dict[str, Any]]:
    """Tornado's rule for permalinks below `root`."""
    pattern = root + r"(?P<project>[^/]+)/(?P<kind>thread|look)/(?P<entity>[A-Za-z0-9._~-]{1,128})"
    return pattern, PermalinkHandler, {"address_of": address_of}


def _place(path: str, thread: str | None, in_notebook_7: bool) -> str:
    """What of the address names the file, and the thread where there is one. A look is shown by itself."""
    named = "" if thread is None else f"mlcollab-thread={quote(thread, safe='')}"
    if named and not in_notebook_7 and path.lower().endswith(_TEXTS):
        # JupyterLab would open its editor at `lab/tree`.
        return f"lab?{named}&mlcollab-text={quote(path)}"
    page = _NOTEBOOK_7[path.endswith(".ipynb")] if in_notebook_7 else "lab/tree"
    return f"{page}/{quote(path)}" + (f"?{named}" if named else "")


def _page(sentence: str, base_url: str) -> str:
    """A page that says why the link leads nowhere, and the way on."""
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Link not found</title>'
        '<body style="font-family: sans-serif; margin: 15vh auto; max-width: 40em; padding: 0 1em">'
        f'<p>{escape(sentence)}</p><p><a href="{escape(base_url)}lab">Open JupyterLab</a></p></body></html>'
    )

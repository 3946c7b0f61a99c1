"""Addresses of sharing through git. Only maintainers share, since it goes out with the server's own credentials."""

from __future__ import annotations

from ..core.route import Can, Route
from . import compose

ROUTES: list[Route] = [
    Route("GET", "projects/{project}/sync", compose.sharing, Can.READ, only_reads=True),
    Route("POST", "projects/{project}/sync", compose.sync, Can.MODERATE),
]

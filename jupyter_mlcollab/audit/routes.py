"""The log as routes."""

from ..core.route import Can, Route
from . import service

ROUTES = [
    Route("GET", "projects/{project}/changes", service.changes, Can.READ),
    Route("GET", "projects/{project}/log", service.log, Can.AUDIT),
]

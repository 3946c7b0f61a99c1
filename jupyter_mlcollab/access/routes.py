"""Projects and people as routes."""

from ..core.route import Can, Route
from . import service

ROUTES = [
    Route("GET", "projects", service.project_at, Can.READ),
    Route("GET", "projects/{project}/me", service.me, Can.READ),
    Route("PUT", "projects/{project}/me", service.declare_me, Can.READ),
    Route("GET", "projects/{project}/people", service.people, Can.READ),
]

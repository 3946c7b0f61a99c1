"""Comparisons and a notebook's history as routes."""

from ..core.route import Can, Route
from . import compose, service
from .schema import MAX_CONTENT_BYTES

ROUTES = [
    Route(
        "POST", "projects/{project}/comparisons", compose.compare_sides, Can.READ,
        limit_bytes=MAX_CONTENT_BYTES, only_reads=True,
    ),
    Route("GET", "projects/{project}/comparisons/{comparison_id}/cells", service.cells, Can.READ),
    Route("GET", "projects/{project}/comparisons/{comparison_id}/payloads/{sha256}", service.payload, Can.READ),
    Route("GET", "projects/{project}/history", service.history, Can.READ),
    Route("GET", "projects/{project}/history/{commit}/counts", service.history_counts, Can.READ),
]  # fmt: skip

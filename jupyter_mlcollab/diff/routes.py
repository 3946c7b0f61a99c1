"""Comparisons, merges and a notebook's history as routes."""

from ..core.route import Can, Route
from . import compose, service, side_cells
from .merging import service as merging
from .merging.schema import MAX_RESOLUTION_BYTES
from .schema import MAX_CONTENT_BYTES

ROUTES = [
    Route(
        "POST", "projects/{project}/comparisons", compose.compare_sides, Can.READ,
        limit_bytes=MAX_CONTENT_BYTES, only_reads=True,
    ),
    Route("GET", "projects/{project}/comparisons/{comparison_id}/cells", service.cells, Can.READ),
    Route("GET", "projects/{project}/comparisons/{comparison_id}/whole-cell", service.whole_cell, Can.READ),
    Route("GET", "projects/{project}/comparisons/{comparison_id}/payloads/{sha256}", service.payload, Can.READ),
    Route("GET", "projects/{project}/conflicts", merging.conflicted_notebooks, Can.READ),
    Route(
        "POST", "projects/{project}/merges", compose.merge_sides, Can.READ,
        limit_bytes=3 * MAX_CONTENT_BYTES, only_reads=True,
    ),
    Route("GET", "projects/{project}/merges/{merge_id}/payloads/{sha256}", merging.merge_payload, Can.READ),
    Route(
        "POST", "projects/{project}/merges/{merge_id}/resolution", merging.resolve_merge, Can.READ,
        limit_bytes=MAX_RESOLUTION_BYTES,
    ),
    Route(
        "POST", "projects/{project}/exports", compose.export_comparison, Can.READ,
        limit_bytes=MAX_CONTENT_BYTES, only_reads=True,
    ),
    Route("GET", "projects/{project}/versions", service.versions, Can.READ),
    Route(
        "GET", "projects/{project}/comparisons/{comparison_id}/sides/{side}/cells", side_cells.side_cells, Can.READ
    ),
    Route(
        "GET", "projects/{project}/comparisons/{comparison_id}/sides/{side}/output", side_cells.side_output, Can.READ
    ),
    Route("GET", "projects/{project}/history", service.history, Can.READ),
    Route("GET", "projects/{project}/history/{commit}/counts", service.history_counts, Can.READ),
]  # fmt: skip

"""Pages as routes."""

from ..core.route import Can, Route
from . import compose, glossary, linking, merging, service, versions

ROUTES = [
    Route("GET", "projects/{project}/pages", service.pages, Can.READ),
    Route("GET", "projects/{project}/pages/around", compose.pages_around, Can.READ),
    Route("GET", "projects/{project}/pages/found", service.find_pages, Can.READ),
    Route("GET", "projects/{project}/pages/check", compose.check_pages, Can.READ),
    Route("GET", "projects/{project}/pages/linkable", linking.linkable, Can.READ),
    Route("GET", "projects/{project}/pages/glossary", glossary.glossary, Can.READ),
    Route("GET", "projects/{project}/pages/target", compose.link_target, Can.READ),
    Route("GET", "projects/{project}/pages/file", compose.file_at, Can.READ),
    Route("GET", "projects/{project}/page", compose.page, Can.READ),
    Route("GET", "projects/{project}/page/version", versions.page_version, Can.READ),
    Route("GET", "projects/{project}/page/saves", compose.page_saves, Can.READ),
    Route("GET", "projects/{project}/page/save", compose.page_save, Can.READ),
    Route("GET", "projects/{project}/pages/templates", service.page_templates, Can.READ),
    Route("POST", "projects/{project}/page/begun", service.new_page, Can.COMMENT),
    Route("POST", "projects/{project}/page/cited", service.cite_in_page, Can.COMMENT),
    Route(
        "POST", "projects/{project}/page/merged", merging.merge_page, Can.READ,
        limit_bytes=merging.VERSIONS_BYTES,
    ),
    Route("POST", "projects/{project}/page/kept", compose.keep_citation, Can.COMMENT),
]  # fmt: skip

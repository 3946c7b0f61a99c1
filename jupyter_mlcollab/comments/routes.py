"""Threads, looks and the inbox as routes."""

from ..core.route import Can, Route
from . import compose, inbox, looks, service, threads

ROUTES = [
    Route("GET", "projects/{project}/threads", threads.threads, Can.READ),
    Route("POST", "projects/{project}/threads", compose.start_thread, Can.COMMENT),
    Route("GET", "projects/{project}/threads/{thread_id}", threads.thread, Can.READ),
    Route("POST", "projects/{project}/threads/{thread_id}/comments", service.reply, Can.COMMENT),
    Route("PUT", "projects/{project}/threads/{thread_id}/comments/{comment_id}", service.edit, Can.COMMENT),
    Route("DELETE", "projects/{project}/threads/{thread_id}/comments/{comment_id}", service.delete, Can.COMMENT),
    Route("PUT", "projects/{project}/threads/{thread_id}/status", service.change_status, Can.RESOLVE),
    Route("PUT", "projects/{project}/threads/{thread_id}/blocking", service.change_blocking, Can.RESOLVE),
    Route("PUT", "projects/{project}/threads/{thread_id}/place", service.change_place, Can.COMMENT),
    Route("PUT", "projects/{project}/threads/{thread_id}/read", service.mark_read, Can.READ),
    Route("POST", "projects/{project}/placements", threads.placements, Can.READ),
    Route("GET", "projects/{project}/notebooks", threads.notebooks, Can.READ),
    Route("GET", "projects/{project}/inbox", inbox.inbox, Can.READ),
    Route("GET", "projects/{project}/looks", looks.looks, Can.READ),
    Route("POST", "projects/{project}/looks", compose.start_look, Can.COMMENT),
    Route("POST", "projects/{project}/looks/{look_id}/answers", looks.answer_look, Can.READ),
    Route("PUT", "projects/{project}/looks/{look_id}/read", looks.mark_look_read, Can.READ),
]

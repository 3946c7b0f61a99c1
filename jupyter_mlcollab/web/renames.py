"""Hears from Jupyter that a file or folder was renamed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from jupyter_events import EventLogger

CONTENTS = "https://events.jupyter.org/jupyter_server/contents_service/v1"


def hear_renames(logger: EventLogger, follow: Callable[[str, str], Awaitable[None]]) -> None:
    """Calls `follow(old, new)` with paths relative to the server's root, after each rename.

    Any signed-in client can post such an event, so whoever follows has to check it against the disk.
    """

    async def listener(logger: EventLogger, schema_id: str, data: dict[str, Any]) -> None:
        old, new = data.get("source_path"), data.get("path")
        if data.get("action") == "rename" and isinstance(old, str) and isinstance(new, str):
            await follow(old.strip("/"), new.strip("/"))

    logger.add_listener(schema_id=CONTENTS, listener=listener)

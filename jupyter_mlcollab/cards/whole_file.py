"""Writing a card's files so that nobody ever sees half of one."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(file: Path, content: bytes) -> None:
    """Writes the file whole or not at all.

    Raises:
        OSError: the disk refuses; the file is as it was.
    """
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)

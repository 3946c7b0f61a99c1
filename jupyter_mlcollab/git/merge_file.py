"""Git's own merge of three texts, for files that are not what their name says."""

from __future__ import annotations

from pathlib import Path

from ..core.errors import Unavailable
from . import gate
from .objects import BLOB_LIMIT_BYTES


def merge_as_text(folder: Path, ours: Path, base: Path, theirs: Path, marker_length: int) -> tuple[bytes, bool]:
    """What git makes of three files line by line, with its markers where they conflict; whether none do. No file is
    changed.

    Raises:
        Unavailable: git is not installed, or cannot merge them, as files that are not text.
        TooLarge: the result is over 128 MB.
    """
    labels = ("-L", "ours", "-L", "base", "-L", "theirs")
    files = [str(file.absolute()) for file in (ours, base, theirs)]
    command = ("merge-file", "-p", f"--marker-size={marker_length}")
    content, conflicts = gate.count(folder, *command, *labels, *files, limit_bytes=BLOB_LIMIT_BYTES)
    return content, not conflicts


def write_merged(file: Path, content: bytes) -> None:
    """Writes what a merge came to where git, or who asked, wants it.

    Raises:
        Unavailable: it cannot be written.
    """
    try:
        file.write_bytes(content)
    except OSError as error:
        raise Unavailable(f"{file} cannot be written: {error.strerror}.") from None

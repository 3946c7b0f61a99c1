"""A file beside the journal in which a process leaves what it found out, so that the next need not find it again.

It is a help and no source: when it is damaged, of another version or not to be read, nothing is known, and when it
cannot be written, nothing is said. Whoever may write to this folder may write the journal too, so it is not defended
against a well-made lie.
"""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from pathlib import Path

from .. import __version__
from ..git.project import ProjectPlace
from .whole_file import write_whole

LIMIT_BYTES = 64 * 1024 * 1024
_MARK_BYTES = 32


class RememberedFile:
    """The file called `name`. `holds` says what is in it and in which form; for another version of the program it is
    empty, unless it is `of_any_version`."""

    def __init__(self, place: ProjectPlace, name: str, holds: str, of_any_version: bool = False) -> None:
        folder = remembered_folder(place)
        self._file = folder / name if folder else None
        self._head = f"mlcollab {holds}{'' if of_any_version else f' {__version__}'}\n".encode()

    def read(self) -> bytes:
        """What was written last; empty where that is not known."""
        try:
            content = _bytes(self._file) if self._file else b""
        except OSError:
            return b""
        start = len(self._head) + _MARK_BYTES
        mark, body = content[len(self._head) : start], content[start:]
        return body if content.startswith(self._head) and sha256(body).digest() == mark else b""

    def write(self, body: bytes) -> None:
        """Writes it whole or not at all; nothing where there is no place for it."""
        if self._file is None:
            return
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._file, self._head + sha256(body).digest() + body)
        except OSError:
            return


def remembered_folder(place: ProjectPlace) -> Path | None:
    """Where such files are. None when the journal's folder is in the work tree, where others could commit them."""
    folder, common = place.journal_folder, place.git_common
    in_tree = common is not None and folder.is_relative_to(place.folder) and not folder.is_relative_to(common)
    return None if in_tree else folder


def _bytes(file: Path) -> bytes:
    """The bytes of a plain file of at most 64 MB; none when it is something else, such as a link or a pipe."""
    opened = os.open(file, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(opened, "rb") as stream:
        known = os.fstat(opened)
        if not stat.S_ISREG(known.st_mode) or known.st_size > LIMIT_BYTES:
            return b""
        return stream.read(LIMIT_BYTES)

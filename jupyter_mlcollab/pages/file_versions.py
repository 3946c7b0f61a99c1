"""Whether files changed since they were looked at: by their stamps, and shortly after a change by their bytes."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256

from ..core.errors import CollabError
from ..core.files import Files, is_settled
from ..git.files import LIMIT_BYTES

Stamp = tuple[int, int] | None
Version = tuple[Stamp, str | None]
"""Equal for one path only while its bytes are."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """A file as it was looked at. `digest` is of its bytes, None when its stamp alone is to be relied on."""

    stamp: Stamp
    digest: str | None
    version: Version


class FileVersions:
    """The versions in which files were seen last. Safe in several threads: what two of them find is the same."""

    def __init__(self) -> None:
        self._seen: dict[str, _Seen] = {}

    def of(self, files: Files, paths: Iterable[str]) -> dict[str, Version]:
        """Today's version of each of the files, be they there or not."""
        looked_at = time.time_ns()
        found = {}
        for path, stamp in files.stamps_of(paths).items():
            seen = self._seen.get(path)
            if seen is None or seen.stamp != stamp or seen.digest is not None:
                seen = self._seen[path] = _look(files, path, stamp, looked_at, seen)
            found[path] = seen.version
        return found

    def keep(self, paths: Collection[str]) -> None:
        """Forgets all other files."""
        for path in [path for path in self._seen.copy() if path not in paths]:
            self._seen.pop(path, None)


def _look(files: Files, path: str, stamp: Stamp, looked_at: int, before: _Seen | None) -> _Seen:
    same = before if before and before.stamp == stamp else None
    is_fresh = stamp is not None and not is_settled(stamp, looked_at)
    digest = _digest(files, path) if is_fresh or same else None
    version = same.version if same and same.digest == digest else (stamp, digest)
    return _Seen(stamp, digest if is_fresh else None, version)


def _digest(files: Files, path: str) -> str:
    """The SHA-256 of the file's bytes; empty when it cannot be read."""
    try:
        return sha256(files.read(path, LIMIT_BYTES) or b"").hexdigest()
    except CollabError:
        return ""

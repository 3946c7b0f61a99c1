"""Reading objects of a repository by hash, through one `git cat-file --batch` that stays open.

The protocol is in git-cat-file(1), "Batch output": a line `<hash> <type> <size>`, the content, a line feed.
"""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Literal

from ..core.errors import Invalid, NotFound, TooLarge, Unavailable
from .gate import TIMEOUT_S, check_hash
from .process import kill, listen, start, within

BLOB_LIMIT_BYTES = 128 * 1024 * 1024
Kind = Literal["blob", "commit", "tree"]


class Objects:
    """Objects of the repository in `folder`. Any thread may read; one read at a time. Starts git at the first read."""

    def __init__(self, folder: Path, timeout_s: float = TIMEOUT_S, options: tuple[str, ...] = ()) -> None:
        self._folder = folder
        self._options = options
        self._timeout_s = timeout_s
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, found: str, limit_bytes: int = BLOB_LIMIT_BYTES, kind: Kind = "blob") -> bytes:
        """The content of the object with this full hash. When git has died since the last read, it is started again.

        Raises:
            Invalid: not a full hash, or an object of another kind.
            NotFound: no such object in this repository.
            TooLarge: over `limit_bytes`.
            Unavailable: git cannot be started, failed twice, or took longer than the time given.
        """
        check_hash(found)
        with self._lock:
            for _ in range(2):
                content = self._ask(found, limit_bytes, kind)
                if content is not None:
                    return content
            raise Unavailable("Git stopped while reading this repository. Check it with: git fsck")

    def close(self) -> None:
        """Ends git. Reading again starts it again."""
        with self._lock:
            self._stop()

    def __enter__(self) -> Objects:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ask(self, found: str, limit_bytes: int, kind: Kind) -> bytes | None:
        """The content, or None when git died before it was whole."""
        process = self._running()
        try:
            with within(process, self._timeout_s):
                content = _exchange(process, found, limit_bytes, kind)
        except BaseException:
            # What is left unread in the pipe would be taken for the next answer.
            self._stop()
            raise
        if content is None:
            self._stop()
        return content

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._stop()
            self._process = start(self._folder, *self._options, "cat-file", "--batch", stdin=subprocess.PIPE)
            listen(self._process)
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            kill(process)
            process.wait()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    # What was written to a process that had died cannot be flushed any more.
                    with contextlib.suppress(BrokenPipeError):
                        stream.close()


def _exchange(process: subprocess.Popen[bytes], found: str, limit_bytes: int, kind: Kind) -> bytes | None:
    """One question and its answer, or None when git died meanwhile."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        process.stdin.write(found.encode("ascii") + b"\n")
        process.stdin.flush()
    except BrokenPipeError:
        return None
    header = process.stdout.readline()
    if header.endswith(b" missing\n"):
        raise NotFound("Git does not know this object.")
    if not header.endswith(b"\n"):
        return None
    size = _checked_size(header, limit_bytes, kind)
    content = process.stdout.read(size + 1)
    return content[:-1] if len(content) == size + 1 else None


def _checked_size(header: bytes, limit_bytes: int, kind: Kind) -> int:
    _, found, size = header.split()
    if found != kind.encode():
        raise Invalid(f"This object of git is not a {kind}.")
    if int(size) > limit_bytes:
        raise TooLarge(f"This file is over the limit of {limit_bytes} bytes.")
    return int(size)


def tree_entries(content: bytes, hash_bytes: int) -> Iterator[tuple[bytes, str, str]]:
    """Mode, name and hash of each entry of a tree, as git stores it: `<mode> <name>\\0<hash>`."""
    at = 0
    while at < len(content):
        end = content.index(b"\0", at)
        mode, _, name = content[at:end].partition(b" ")
        at = end + 1 + hash_bytes
        yield mode, name.decode("utf-8", "replace"), content[end + 1 : at].hex()


def tree_content(files: Mapping[str, str]) -> bytes:
    """A tree of plain files, given by the hashes of their contents, as git stores it."""
    return b"".join(
        b"100644 %b\0%b" % (name, bytes.fromhex(check_hash(found)))
        for name, found in sorted((name.encode(), found) for name, found in files.items())
    )

"""One writer at a time, also across programs: an advisory lock on a file beside the database.

Before SQLite 3.51.3 a write and a checkpoint from two connections can race and damage the file
(https://sqlite.org/wal.html#walresetbug); every batch, checkpoint and close of a writer is made under this lock.
"""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..core.errors import Unavailable

BUSY = "Another program is writing to the comments database and has not let go. Try again in a moment."
PATIENCE = 10.0
"""Seconds to wait for another program."""

_SHORTEST, _LONGEST = 0.001, 0.05


@contextmanager
def exclusive(path: Path, patience: float | None = None, busy: str = BUSY) -> Iterator[None]:
    """Holds the lock file at `path`, made when missing, while inside.

    Raises:
        Unavailable: another program held it for `patience` seconds (`PATIENCE` if None), which the sentence `busy`
            says; or it cannot be made.
    """
    descriptor = _take(path, time.monotonic() + (PATIENCE if patience is None else patience), busy)
    try:
        yield
    finally:
        os.close(descriptor)


def _take(path: Path, deadline: float, busy: str) -> int:
    while True:
        descriptor = _open(path)
        try:
            _wait(descriptor, deadline, busy)
            if _is_at(descriptor, path):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        # Someone removed or replaced the file meanwhile: what we hold keeps nobody out.
        os.close(descriptor)


def _open(path: Path) -> int:
    try:
        return os.open(path, os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise Unavailable(
            f"The comments database cannot be written because {path} cannot be made: {error.strerror}. "
            "Check that the folder exists and may be written to, and that the disk is not full."
        ) from error


def _wait(descriptor: int, deadline: float, busy: str) -> None:
    pause = _SHORTEST
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise Unavailable(busy) from None
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST)


def _is_at(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False

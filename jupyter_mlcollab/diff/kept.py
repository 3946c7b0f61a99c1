"""Comparisons that stay in memory for a while, so that details are answered without comparing again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from ..core.errors import NotFound
from .aside import Aside
from .options import Options
from .result import NotebookDiff
from .schema import Counts

MAX_COMPARISONS = 32
MAX_BYTES = 512 * 1024 * 1024
MAX_COUNTS = 4_000
AT_ONCE = 2
"""Comparisons of one project that are computed at once: more would only wait for each other."""
_ROW_BYTES = 1_000
"""What becomes of a cell takes about so much in memory."""

Key = tuple[str, str, Options]
"""The SHA-256 of both sides' bytes, and what is left out."""


@dataclass(frozen=True)
class Kept:
    """Two notebooks and how they differ. `payloads` are those that details have named: media type and value by
    SHA-256. `size_bytes` is an estimate."""

    key: Key
    old: Aside
    new: Aside
    diff: NotebookDiff
    size_bytes: int
    payloads: dict[str, tuple[str, Any]] = field(default_factory=dict)
    id: str = field(default_factory=lambda: uuid4().hex)


class Comparisons:
    """What one project keeps. Safe in any thread. The least recently used go first; the newest always stays."""

    def __init__(self, max_count: int = MAX_COMPARISONS, max_bytes: int = MAX_BYTES) -> None:
        self._max_count, self._max_bytes = max_count, max_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._by_key: dict[Key, str] = {}
        self._counts: OrderedDict[tuple[str, str], Counts] = OrderedDict()
        self._running: dict[tuple[str, str], threading.Event] = {}
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def known(self, key: Key) -> Kept | None:
        """The whole comparison of the two contents, when it is kept; one that was cut short does not count."""
        with self._lock:
            found = self._kept.get(self._by_key.get(key, ""))
            if found is None or found.diff.steps:
                return None
            self._kept.move_to_end(found.id)
            return found

    def get(self, comparison_id: str) -> Kept:
        """The comparison of that id.

        Raises:
            NotFound: it is not kept any more, or never was.
        """
        with self._lock:
            found = self._kept.get(comparison_id)
            if found is None:
                raise NotFound("This comparison is not kept any more. Compare again.")
            self._kept.move_to_end(comparison_id)
            return found

    def keep(self, key: Key, old: Aside, new: Aside, diff: NotebookDiff) -> Kept:
        """The comparison, kept from now on."""
        kept = Kept(key, old, new, diff, old.size_bytes + new.size_bytes + len(diff.cells) * _ROW_BYTES)
        with self._lock:
            self._kept[kept.id] = kept
            self._by_key[key] = kept.id
            size = sum(each.size_bytes for each in self._kept.values())
            while len(self._kept) > 1 and (len(self._kept) > self._max_count or size > self._max_bytes):
                _, gone = self._kept.popitem(last=False)
                size -= gone.size_bytes
                if self._by_key.get(gone.key) == gone.id:
                    del self._by_key[gone.key]
        return kept

    @contextmanager
    def replacing(self, person: str, view: str | None) -> Iterator[Callable[[], bool]]:
        """Stops what still runs for the same person's view, and tells in the block whether it was itself stopped."""
        if view is None:
            yield lambda: False
            return
        at, stopped = (person, view), threading.Event()
        with self._lock:
            earlier = self._running.get(at)
            self._running[at] = stopped
        if earlier is not None:
            earlier.set()
        try:
            yield stopped.is_set
        finally:
            with self._lock:
                if self._running.get(at) is stopped:
                    del self._running[at]

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Waits until few enough others compute."""
        with self._turns:
            yield

    def counts(self, commit: str, path: str, count: Callable[[], Counts]) -> Counts:
        """What `count` says of a file in a commit, which never changes, so it is asked once."""
        with self._lock:
            known = self._counts.get((commit, path))
        if known is not None:
            return known
        found = count()
        with self._lock:
            self._counts[commit, path] = found
            while len(self._counts) > MAX_COUNTS:
                self._counts.popitem(last=False)
        return found

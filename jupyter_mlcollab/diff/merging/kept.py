"""Merges that stay in memory until they are resolved."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from uuid import uuid4

from ...core.errors import NotFound
from ..details import Payloads
from ..standard import Standard
from .merge import Merge

MAX_MERGES = 8


@dataclass(frozen=True)
class KeptMerge:
    """A merge and its two sides, the path its result is for, and the bytes of ours, whose layout the result gets.
    `payloads` are those that its rows have named."""

    merge: Merge
    ours: Standard
    theirs: Standard
    path: str
    like: bytes
    payloads: Payloads = field(default_factory=dict)
    id: str = field(default_factory=lambda: uuid4().hex)


class Merges:
    """What one project keeps. Safe in any thread. The least recently used go first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, KeptMerge] = OrderedDict()

    def keep(self, merge: KeptMerge) -> None:
        with self._lock:
            self._kept[merge.id] = merge
            while len(self._kept) > MAX_MERGES:
                self._kept.popitem(last=False)

    def get(self, merge_id: str) -> KeptMerge:
        """The merge of that id.

        Raises:
            NotFound: it is not kept any more, or never was.
        """
        with self._lock:
            if merge_id not in self._kept:
                raise NotFound("This merge is not kept any more. Merge again; your decisions stay.")
            self._kept.move_to_end(merge_id)
            return self._kept[merge_id]

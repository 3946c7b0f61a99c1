"""Where a project's log stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Head:
    """`seq` of the newest event, the highest `clock` of any, and the SHA-256 of the newest event's header."""

    seq: int
    clock: int
    sha256: bytes

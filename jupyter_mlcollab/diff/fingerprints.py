"""What a changed cell is on both sides, in a few characters: a person's mark on it holds until one of them changes."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Any

from .options import Options
from .result import CellPair, NotebookDiff
from .standard import Json, Standard

DIGEST_BYTES = 12
HASHED_AT_ONCE = 2047
"""Bytes given to the hash in one call. From 2,048 on, hashlib lets go of the interpreter's lock and takes it back at
once; in a loop over thousands of cells that kept all other threads waiting for 0.1 s, since a thread that waits only
asks for the lock after an interval in which nobody let go of it (CPython's `take_gil`)."""
_COUNTERS = "execution_count"
_ENCODER = json.JSONEncoder(sort_keys=True)


def fingerprints_of(old: Standard, new: Standard, diff: NotebookDiff, options: Options) -> list[str]:
    """One for each row, in their order: of both cells as far as the options let them count; empty where nothing
    changed."""
    return [_fingerprint(old, new, pair, options) for pair in diff.cells]


def _fingerprint(old: Standard, new: Standard, pair: CellPair, options: Options) -> str:
    if pair.status == "same" and not pair.moved:
        return ""
    before = _counting(old["cells"][pair.old], options) if pair.old is not None else None
    after = _counting(new["cells"][pair.new], options) if pair.new is not None else None
    try:
        content = _ENCODER.encode([pair.status, before, after])
    except (RecursionError, TypeError):
        return ""
    return _digest(content.encode())


def _digest(content: bytes) -> str:
    digest = blake2b(digest_size=DIGEST_BYTES)
    for start in range(0, len(content), HASHED_AT_ONCE):
        digest.update(content[start : start + HASHED_AT_ONCE])
    return digest.hexdigest()


def _counting(cell: Json, options: Options) -> Json:
    """The parts of a cell that count. A run that only counts on is no change."""
    names = ["cell_type", "source", "attachments"]
    names += [] if options.ignore_metadata else ["metadata"]
    names += [] if options.ignore_counters else [_COUNTERS]
    outputs = cell.get("outputs")
    kept: Json = {name: cell[name] for name in names if name in cell}
    if isinstance(outputs, list) and not options.ignore_outputs:
        kept["outputs"] = [_without_counter(output) for output in outputs] if options.ignore_counters else outputs
    return kept


def _without_counter(output: Any) -> Any:
    if not isinstance(output, dict):
        return output
    return {name: value for name, value in output.items() if name != _COUNTERS}

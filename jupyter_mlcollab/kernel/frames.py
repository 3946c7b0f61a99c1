"""Data as a card describes it: how much there is, and a fingerprint, of whatever library it comes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

from ..cards.card import CardData, Sensitivity
from ..cards.discreet import ADDRESS, address_without_secrets
from . import fingerprint
from .fingerprint import Fingerprint
from .values import class_name, comes_from, finite

_Size = tuple[int | None, int | None, int | None]


def described(value: object, name: str, role: str | None, sensitivity: Sensitivity | None) -> CardData:
    """What a card says of data: a frame, an array, a table, a sparse matrix, a tensor, a file, a folder, an address.

    Of anything else only the length is known. Reading takes at most a few seconds; then a sample stands for it.

    Raises:
        OSError: a file cannot be read.
    """
    entry = CardData(name=name, role=role, sensitivity=sensitivity)
    if isinstance(value, str | Path):
        _add_place(entry, value)
        return entry
    entry.rows, entry.columns, entry.size_bytes = _size(value)
    found = _fingerprint(value)
    if found is not None:
        entry.fingerprint, entry.scope = found
    return entry


def own_name(value: object) -> str:
    """What data is called that was given no name: the file's or address's last part, else its class."""
    if isinstance(value, str | Path):
        return re.split(r"[/\\]", ADDRESS.sub(r"\g<rest>", str(value)).rstrip("/\\"))[-1] or "data"
    return class_name(value)


def _add_place(entry: CardData, value: str | Path) -> None:
    address = address_without_secrets(str(value))
    if address is not None:
        entry.uri = address
        return
    place = Path(value).expanduser()
    entry.uri = str(place)
    if place.is_dir():
        (entry.fingerprint, entry.scope), entry.size_bytes = fingerprint.of_folder(place)
    else:
        entry.size_bytes = place.stat().st_size
        entry.fingerprint, entry.scope = fingerprint.of_file(place)


def _size(value: object) -> _Size:
    """Rows, columns and bytes, as far as they are known."""
    shape = getattr(value, "shape", None)
    rows = columns = None
    if isinstance(shape, tuple) or class_name(shape) == "Size":
        sizes = [int(size) for size in cast(Any, shape) if isinstance(size, int)]
        rows, columns = (*sizes, None, None)[:2] if sizes else (None, None)
    elif hasattr(value, "__len__"):
        rows = len(cast(Any, value))
    size = getattr(value, "nbytes", None)
    if size is None and comes_from(value, "polars"):
        size = getattr(value, "estimated_size", lambda: None)()
    if comes_from(value, "pandas") and hasattr(value, "memory_usage"):
        usage = cast(Any, value).memory_usage(deep=False)
        size = usage.sum() if hasattr(usage, "sum") else usage
    found = finite(size)
    return rows, columns, None if found is None else int(found)


def _fingerprint(value: Any) -> Fingerprint | None:
    """The fingerprint of data in memory, None for kinds that have none."""
    kind = class_name(value)
    if comes_from(value, "pandas"):
        return fingerprint.of_frame(value.to_frame() if hasattr(value, "to_frame") else value)
    if comes_from(value, "polars"):
        frame = value.to_frame() if kind == "Series" else value
        return fingerprint.of_polars(frame) if class_name(frame) == "DataFrame" else None
    if comes_from(value, "pyarrow") and kind in ("Table", "RecordBatch"):
        return fingerprint.of_arrow(value)
    if comes_from(value, "torch") and hasattr(value, "detach"):
        return fingerprint.of_array(value.detach().cpu().numpy())
    if comes_from(value, "scipy") and hasattr(value, "tocoo"):
        return _of_sparse(value)
    return fingerprint.of_array(value) if comes_from(value, "numpy") and hasattr(value, "nbytes") else None


def _of_sparse(matrix: Any) -> Fingerprint:
    """The fingerprint of a sparse matrix: of the places and values that are not zero, in order of rows."""
    whole = matrix.tocsr(copy=True)
    whole.sum_duplicates()
    parts = [fingerprint.of_array(part) for part in (whole.indptr, whole.indices, whole.data)]
    hashing = fingerprint.Hashing(60)
    hashing.text(f"sparse {whole.shape} {' '.join(value for value, _ in parts)}")
    return hashing.result(), "sample" if any(scope == "sample" for _, scope in parts) else "array"

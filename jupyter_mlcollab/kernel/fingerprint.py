"""Fingerprints of data: SHA-256 over its content, within a limit of size and time, else over a sample of it.

Equal content has an equal fingerprint, however it lies in memory. What was read says the `scope`.
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ..cards.card import Scope
from .values import class_name, loaded

LIMIT_BYTES = 1 << 30
LIMIT_SECONDS = 4.0
SAMPLE_ROWS = 50_000
SAMPLE_FILE_BYTES = 16 << 20
_CHUNK_BYTES = 8 << 20
_CHUNK_ROWS = 100_000
_FILES = 10_000

Fingerprint = tuple[str, Scope]
"""`sha256:` and 64 hexadecimal digits, and over what."""


class _TooSlow(Exception):
    """The time for reading everything is up."""


class Hashing:
    """A running SHA-256 that ends by `_TooSlow` after so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._hash = hashlib.sha256()
        self._end = time.monotonic() + seconds

    def text(self, text: str) -> None:
        """Takes in a word, ended so that two words are not one."""
        self._hash.update(text.encode(errors="surrogatepass") + b"\0")

    def write(self, content: Any) -> int:
        """Takes in bytes, as a file would."""
        view = memoryview(content).cast("B") if not isinstance(content, bytes) else memoryview(content)
        for start in range(0, len(view), _CHUNK_BYTES):
            self.check()
            self._hash.update(view[start : start + _CHUNK_BYTES])
        return len(view)

    def check(self) -> None:
        """Raises _TooSlow when the time is up."""
        if time.monotonic() > self._end:
            raise _TooSlow

    def result(self) -> str:
        """The fingerprint of what was taken in."""
        return f"sha256:{self._hash.hexdigest()}"

    # What libraries that write into a file ask of it.
    closed = False

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Stays open."""


def of_file(file: Path, limit_bytes: int = LIMIT_BYTES) -> Fingerprint:
    """The plain SHA-256 of a file's bytes. Over the limit, that of its size, beginning, middle and end.

    Raises:
        OSError: it cannot be read.
    """
    size = file.stat().st_size
    whole = Hashing(LIMIT_SECONDS)
    with file.open("rb", buffering=0) as stream:
        if size <= limit_bytes:
            try:
                _read_into(whole, stream, None)
                return whole.result(), "file"
            except _TooSlow:
                pass
        sample = Hashing(60)
        sample.text(f"file of {size}")
        for start in (0, max(0, size // 2 - SAMPLE_FILE_BYTES // 2), max(0, size - SAMPLE_FILE_BYTES)):
            stream.seek(start)
            _read_into(sample, stream, SAMPLE_FILE_BYTES)
    return sample.result(), "sample"


def of_folder(folder: Path) -> tuple[Fingerprint, int]:
    """The fingerprint of the files in a folder, hidden ones left out, by their paths, and their size in bytes.

    Over the limits it is of paths and sizes only, of at most 10,000 files.
    """
    files = sorted(_files(folder))
    sizes = [file.stat().st_size for file in files]
    total, hashing = sum(sizes), Hashing(LIMIT_SECONDS)
    if total <= LIMIT_BYTES and len(files) < _FILES:
        try:
            for file in files:
                hashing.text(file.relative_to(folder).as_posix())
                hashing.text(of_file(file)[0])
                hashing.check()
            return (hashing.result(), "folder"), total
        except _TooSlow:
            pass
    sample = Hashing(60)
    for file, size in zip(files, sizes, strict=True):
        sample.text(f"{file.relative_to(folder).as_posix()} {size}")
    return (sample.result(), "sample"), total


def of_array(array: Any) -> Fingerprint:
    """The fingerprint of a numpy array: its shape, kind and content, row by row."""
    return _whole_or_sample(
        int(array.nbytes), "array", lambda to: _array(to, array), lambda to: _array_sample(to, array)
    )


def of_frame(frame: Any) -> Fingerprint:
    """The fingerprint of a pandas frame: names and content of its columns, and its index unless it only counts."""
    size = int(frame.memory_usage(deep=False).sum())
    rows = len(frame)

    def sample(to: Hashing) -> None:
        to.text(f"sample of {rows}")
        _frame(to, frame.iloc[list(_spread(rows))])

    return _whole_or_sample(size, "frame", lambda to: _frame(to, frame), sample)


def of_arrow(table: Any) -> Fingerprint:
    """The fingerprint of a pyarrow table or record batch."""
    arrow = loaded("pyarrow")
    whole = table if hasattr(table, "combine_chunks") else arrow.Table.from_batches([table])
    rows = whole.num_rows

    def sample(to: Hashing) -> None:
        to.text(f"sample of {rows}")
        _arrow(to, whole.take(list(_spread(rows))))

    return _whole_or_sample(int(whole.nbytes), "frame", lambda to: _arrow(to, whole), sample)


def of_polars(frame: Any) -> Fingerprint:
    """The fingerprint of a polars frame: names and content of its columns."""
    rows = frame.height

    def sample(to: Hashing) -> None:
        to.text(f"sample of {rows}")
        _polars(to, frame[list(_spread(rows))])

    return _whole_or_sample(int(frame.estimated_size()), "frame", lambda to: _polars(to, frame), sample)


def _whole_or_sample(
    size: int, scope: Scope, whole: Callable[[Hashing], None], sample: Callable[[Hashing], None]
) -> Fingerprint:
    if size <= LIMIT_BYTES:
        hashing = Hashing(LIMIT_SECONDS)
        try:
            whole(hashing)
            return hashing.result(), scope
        except _TooSlow:
            pass
    hashing = Hashing(60)
    sample(hashing)
    return hashing.result(), "sample"


def _read_into(hashing: Hashing, stream: Any, limit: int | None) -> None:
    buffer = bytearray(min(1 << 20, limit or 1 << 20))
    view, left = memoryview(buffer), limit
    while left is None or left > 0:
        count = stream.readinto(view if left is None else view[: min(len(view), left)])
        if not count:
            return
        hashing.write(view[:count])
        left = None if left is None else left - count


def _files(folder: Path) -> Iterator[Path]:
    found = 0
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(place, name)
            if name.startswith(".") or not file.is_file():
                continue
            found += 1
            if found > _FILES:
                return
            yield file


def _spread(rows: int) -> range:
    """Rows spread evenly over all, the same each time."""
    return range(0, rows, max(1, rows // SAMPLE_ROWS))


def _array(hashing: Hashing, array: Any) -> None:
    numpy = loaded("numpy")
    hashing.text(f"{array.shape} {'text' if array.dtype.hasobject else array.dtype.str}")
    if array.ndim == 0:
        array = array.reshape(1)
    if array.dtype.hasobject:
        _objects(hashing, array.reshape(-1))
    elif array.flags.c_contiguous:
        hashing.write(array.reshape(-1).view(numpy.uint8))
    elif array.size:
        rows = max(1, _CHUNK_BYTES // max(1, array.nbytes // len(array)))
        for start in range(0, len(array), rows):
            hashing.write(numpy.ascontiguousarray(array[start : start + rows]).reshape(-1).view(numpy.uint8))


def _array_sample(hashing: Hashing, array: Any) -> None:
    hashing.text(f"sample of {array.shape}")
    part = array[:: max(1, len(array) // SAMPLE_ROWS)]
    while part.nbytes > 4 * SAMPLE_FILE_BYTES:
        part = part[..., ::2] if part.ndim > 1 and part.shape[-1] > 1 else part[::2]
    _array(hashing, part)


def _objects(hashing: Hashing, values: Any) -> None:
    for start in range(0, len(values), _CHUNK_ROWS):
        hashing.check()
        hashing.text("\0".join(map(repr, values[start : start + _CHUNK_ROWS].tolist())))


def _frame(hashing: Hashing, frame: Any) -> None:
    hashing.text(f"{len(frame)} rows")
    if class_name(frame.index) != "RangeIndex":
        _column(hashing, frame.index)
    for place in range(frame.shape[1]):
        hashing.text(str(frame.columns[place]))
        _column(hashing, frame.iloc[:, place])


def _column(hashing: Hashing, column: Any) -> None:
    """Numbers by their bytes; texts and all else by pandas' own hash of each row, which is the same everywhere."""
    numpy, pandas = loaded("numpy"), loaded("pandas")
    kind = getattr(column, "dtype", None)
    if isinstance(kind, numpy.dtype) and not kind.hasobject:
        _array(hashing, column.to_numpy())
        return
    hashing.text("values")
    for start in range(0, len(column), _CHUNK_ROWS):
        hashing.check()
        rows = slice(start, start + _CHUNK_ROWS)
        part = column.iloc[rows] if hasattr(column, "iloc") else column[rows]
        try:
            hashes = pandas.util.hash_pandas_object(part, index=False)
            hashing.write(numpy.ascontiguousarray(hashes).view(numpy.uint8))
        except TypeError:
            hashing.text("\0".join(map(repr, part.tolist())))


def _arrow(hashing: Hashing, table: Any) -> None:
    arrow = loaded("pyarrow")
    whole = table.replace_schema_metadata(None).combine_chunks()
    with arrow.ipc.new_stream(arrow.PythonFile(hashing, mode="w"), whole.schema) as writer:
        writer.write_table(whole)


def _polars(hashing: Hashing, frame: Any) -> None:
    hashing.text(f"{frame.height} rows")
    for column in frame.get_columns():
        hashing.text(column.name)
        hashing.check()
        kind = column.dtype
        if kind.is_integer() or kind.is_float() or kind.is_temporal():
            # What lies in memory where a value is missing is left to chance.
            _array(hashing, column.is_null().to_numpy())
            _array(hashing, column.to_physical().fill_null(0).to_numpy())
            continue
        hashing.text("values")
        for start in range(0, len(column), _CHUNK_ROWS):
            hashing.check()
            hashing.text("\0".join(map(repr, column.slice(start, _CHUNK_ROWS).to_list())))

"""A notebook's file that a person or git names, anywhere on this computer."""

from __future__ import annotations

from pathlib import Path

from ..core.errors import NotFound, TooLarge

SIDE_LIMIT_BYTES = 100 * 1024 * 1024


def bytes_of(file: Path, name: str) -> bytes:
    """What the file holds; sentences call it `name`.

    Raises:
        NotFound: it is not there or cannot be read.
        TooLarge: over 100 MB.
    """
    try:
        with file.open("rb") as stream:
            data = stream.read(SIDE_LIMIT_BYTES + 1)
    except (OSError, ValueError) as error:
        raise NotFound(f"{name} cannot be read: {getattr(error, 'strerror', None) or 'no such file'}.") from None
    if len(data) > SIDE_LIMIT_BYTES:
        raise TooLarge(f"{name} is over the limit of {SIDE_LIMIT_BYTES // 1024**2} MB.")
    return data

"""A file's bytes, a notebook's content or a diff looked through. No file access."""

from __future__ import annotations

import codecs
import json
from typing import Any

import msgspec

from ..core.errors import Invalid, TooLarge
from .choice import Choice
from .patches import added_pieces
from .pieces import pieces_of, text_piece
from .scan import Gone, scan_pieces, somebody_waits
from .schema import PrivacyScan

LIMIT_BYTES = 50 * 1024 * 1024
SUFFIX = ".ipynb"
DEFAULT = Choice()


def scan_text(text: str, path: str = "", choice: Choice = DEFAULT, gone: Gone = somebody_waits) -> PrivacyScan:
    """What stands in a text, which the answer calls `path`.

    Raises:
        Unavailable: nobody waits for it any more, here and below.
    """
    return scan_pieces([text_piece(text, path)], path, choice, gone)


def scan_notebook(content: Any, path: str = "", choice: Choice = DEFAULT, gone: Gone = somebody_waits) -> PrivacyScan:
    """What stands in a notebook, given as parsed JSON.

    Raises:
        Invalid: it has no list of cells.
    """
    return scan_pieces(pieces_of(content), path, choice, gone)


def scan_patch(patch: str, choice: Choice = DEFAULT) -> list[PrivacyScan]:
    """What a unified diff adds, per file: `line` counts in the new file, `start` and `end` in the line without its
    plus. Files that the choice leaves out are not among the answers."""
    return [scan_pieces([piece], path, choice) for path, piece in added_pieces(patch) if not choice.ignores(path)]


def scan_bytes(data: bytes, path: str, choice: Choice = DEFAULT, gone: Gone = somebody_waits) -> PrivacyScan:
    """What stands in the file at `path`, of which `data` is the content. A notebook that is not valid JSON is looked
    through as text.

    Raises:
        TooLarge: over 50 MB.
        Invalid: not text in UTF-8.
    """
    if len(data) > LIMIT_BYTES:
        raise TooLarge(f"{path} is over the limit of {LIMIT_BYTES // 1024**2} MB.")
    text = _decoded(data, path)
    if path.lower().endswith(SUFFIX):
        try:
            return scan_notebook(_parsed(text), path, choice, gone)
        except (Invalid, ValueError, RecursionError):
            return scan_text(text, path, choice, gone)
    return scan_text(text, path, choice, gone)


def is_binary(data: bytes) -> bool:
    """Whether this is no text at all, told as git does: by a NUL near the start. UTF-16 is text, if not ours."""
    return b"\0" in data[:8000] and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _decoded(data: bytes, path: str) -> str:
    try:
        return data.decode("utf-8-sig", "surrogatepass")
    except UnicodeDecodeError:
        raise Invalid(f"{path} is not text in UTF-8, so it cannot be looked through.") from None


def _parsed(text: str) -> Any:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError):
        return json.loads(text)

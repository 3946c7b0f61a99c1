"""What is not committed, and what an error says, without secrets and personal data."""

from __future__ import annotations

import re
from functools import lru_cache

from ..privacy.choice import Choice
from ..privacy.pieces import Piece
from ..privacy.scan import MASK, hits_in

_MARKS = re.compile(r"^[+-]", re.MULTILINE)
# A diff may show any part of a key: its beginning, its end, or lines from its middle.
_KEYS = (
    re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY.*?(?:-----END|\Z)", re.DOTALL),
    re.compile(r"^(?:[ +-]?[A-Za-z0-9+/=]+\r?\n){1,60}[ +-]?-----END ", re.MULTILINE),
    re.compile(r"(?:^[ +-]?|@@ )[A-Za-z0-9+/=]{40,}\r?$", re.MULTILINE),
)


@lru_cache(maxsize=8)
def masked(text: str) -> str:
    """The text with a mask for everything that the rules of `privacy` find in it, of a diff also in what was removed
    and what only stands around. The answer for the same text is remembered."""
    choice = Choice()
    # The rules know lines of code, which in a diff begin after its mark.
    plain = _MARKS.sub(" ", text)
    spans = [(hit.start, hit.end) for hit in hits_in(Piece(plain), choice)]
    spans += [found.span() for key in _KEYS for found in key.finditer(text)]
    parts, end = [], 0
    for start, stop in sorted(spans):
        if start >= end:
            parts += [text[end:start], MASK]
        end = max(end, stop)
    return "".join([*parts, text[end:]])

"""Search over the text of pages: pure, and fast enough without an index.

Every word has to be there. A page whose title holds the words comes first, then one with them in a heading, then the
one that holds them most often for its length.
"""

from __future__ import annotations

import bisect
import math
from collections.abc import Iterable, Sequence

from ..core.text import line_starts
from .markdown import plain
from .page import Page
from .schema import PageHit, PageHits

MAX_HITS = 50
_BEFORE = 60
_EXCERPT = 200


def search(pages: Iterable[Page], text: str) -> PageHits:
    """The pages that hold every word of `text`, best first; none for an empty text."""
    words = text.casefold().split()
    ranked = sorted(
        ((score, page) for page in pages if words and (score := _score(page, words)) > 0),
        key=lambda scored: (-scored[0], scored[1].path),
    )
    return PageHits(hits=[_hit(page, words) for _, page in ranked[:MAX_HITS]], cut=len(ranked) > MAX_HITS)


def _score(page: Page, words: Sequence[str]) -> float:
    title, body = page.searched_title, page.searched
    if not all(word in body or word in title for word in words):
        return 0.0
    in_title = sum(word in title for word in words)
    in_headings = sum(word in page.searched_headings for word in words)
    often = sum(min(body.count(word), 50) for word in words) / math.log2(len(body) + 4)
    return 100.0 * in_title + 10.0 * in_headings + often + 0.001


def _hit(page: Page, words: Sequence[str]) -> PageHit:
    body, folded = page.body, page.searched
    # Folding case can change the length of a text; then the excerpt is the beginning.
    at = min((place for word in words if (place := folded.find(word)) >= 0), default=0)
    at = at if len(body) == len(folded) else 0
    starts = line_starts(body)
    line = bisect.bisect_right(starts, at) - 1
    begin = max(starts[line], at - _BEFORE)
    excerpt = " ".join(body[begin : begin + _EXCERPT].split())
    return PageHit(
        path=page.path,
        title=page.title,
        excerpt=plain(excerpt.lstrip("#>-* ")),
        line=line + page.body_line,
        count=sum(folded.count(word) for word in words),
    )

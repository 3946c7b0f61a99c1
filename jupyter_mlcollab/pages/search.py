"""Search over the text of pages: pure, and fast enough without an index.

Every word has to be there. A page whose title holds the words comes first, then one with them in a heading, then the
one that holds them most often for its length.
"""

from __future__ import annotations

import bisect
import heapq
import math
from collections.abc import Iterable, Sequence

from ..core.text import line_starts
from .markdown import plain
from .page import Page
from .schema import PageHit, PageHits

MAX_HITS = 50
MAX_COUNTED = 50
"""How often a word counts at most in one page."""
_BEFORE = 60
_EXCERPT = 200


def search(pages: Iterable[Page], text: str) -> PageHits:
    """The pages that hold every word of `text`, best first; none for an empty text."""
    words = text.casefold().split()
    scored = [(-score, page.path, page) for page in pages if (score := _score(page, words))]
    # Paths differ, so that two pages are never compared.
    ranked = heapq.nsmallest(MAX_HITS, scored)
    return PageHits(hits=[_hit(page, words) for *_, page in ranked], cut=len(scored) > MAX_HITS)


def _score(page: Page, words: Sequence[str]) -> float:
    """How well the page fits, 0 when it does not. It is asked of thousands of pages, so it is one plain loop."""
    title, headings, body = page.folded
    score, often = 0.0, 0
    for word in words:
        count = body.count(word)
        if word in title:
            score += 100.0
        elif not count:
            return 0.0
        if word in headings:
            score += 10.0
        often += min(count, MAX_COUNTED)
    return score + often / math.log2(len(body) + 4) + 0.001 if words else 0.0


def _hit(page: Page, words: Sequence[str]) -> PageHit:
    body, folded = page.body, page.folded.body
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

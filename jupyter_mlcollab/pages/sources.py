"""How what pages cite is today: each notebook and card is read once for all pages, and again only after a change."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Container, Hashable, ItemsView, Mapping, Sequence
from typing import TypeVar

from ..cards.card import Card
from ..cards.listing import card_bytes
from ..cards.naming import CARD_FILE
from ..cards.text import read_card
from ..core.errors import CollabError
from ..core.files import Files
from ..core.paths import check_path
from .citing import CitedNotebook, Found, cited_notebook, found_in, label, lost
from .front_matter import Cite
from .metrics import found_in_card
from .page import Page
from .schema import Citation

KEPT_SOURCES = 8
"""Notebooks and cards that stay in memory. What was found in the others is kept, which takes little."""
Source = CitedNotebook | Card
Key = TypeVar("Key", bound=Hashable)
Stamp = tuple[int, int] | None
_Seen = tuple[str, tuple[Stamp, ...]]


class Sources:
    """The sources of a project's citations. Safe in several threads."""

    def __init__(self) -> None:
        self._sources: OrderedDict[str, tuple[Stamp, Source | str]] = OrderedDict()
        self._citations: dict[str, tuple[_Seen, list[Citation]]] = {}
        self._lock = threading.Lock()

    def citations(self, files: Files, page: Page) -> list[Citation]:
        """What the page cites, in the order of its links; those that no link uses are last."""
        return self.of_all(files, [page])[page.path]

    def of_all(self, files: Files, pages: Sequence[Page]) -> dict[str, list[Citation]]:
        """What each of the pages cites, by the pages' paths."""
        stamps = {path: files.stamp(path) for path in {path for page in pages for path in _cited(page)}}
        seen = {page.path: (page.digest, tuple(stamps[path] for path in _cited(page))) for page in pages}
        # Whoever asks of what is known waits for nobody who reads a long notebook.
        known = [self._citations.get(page.path) for page in pages]
        if all(one and one[0] == seen[page.path] for page, one in zip(pages, known, strict=True)):
            return {page.path: one[1] for page, one in zip(pages, known, strict=True) if one}
        with self._lock:
            stale = [page for page in pages if self._seen(page.path) != seen[page.path]]
            # Notebook by notebook: each is read once, and what all pages cite of it is looked for in one go.
            found = self.found(files, {(page.path, key): cite for page in stale for key, cite in _cites(page)})
            for page in stale:
                of_page = {key: found[page.path, key] for key, _ in _cites(page)}
                self._citations[page.path] = seen[page.path], _citations(page, of_page)
            return {page.path: self._citations[page.path][1] for page in pages}

    def forget_others(self, paths: Container[str]) -> None:
        """Forgets what pages cite that are not there any more."""
        with self._lock:
            for path in [path for path in self._citations if path not in paths]:
                del self._citations[path]

    def found(self, files: Files, cites: Mapping[Key, Cite]) -> dict[Key, Found]:
        """How the sources of citations are today, by the citations' keys."""
        by_path: dict[str, dict[Key, Cite]] = defaultdict(dict)
        for key, one in cites.items():
            by_path[one.path][key] = one
        found: dict[Key, Found] = {}
        for path, some in by_path.items():
            source = self.source(files, path)
            if isinstance(source, str):
                found |= {key: lost(one, source) for key, one in some.items()}
            elif isinstance(source, Card):
                found |= found_in_card(some, source)
            else:
                found |= found_in(some, source)
        return found

    def _seen(self, path: str) -> _Seen | None:
        known = self._citations.get(path)
        return known[0] if known else None

    def source(self, files: Files, path: str) -> Source | str:
        """The notebook or card as it is saved; or why it cannot be read, as a sentence."""
        stamp = files.stamp(path)
        known = self._sources.pop(path, None)
        if known is None or known[0] != stamp:
            known = stamp, _read(files, path)
        self._sources[path] = known
        while len(self._sources) > KEPT_SOURCES:
            self._sources.popitem(last=False)
        return known[1]


def _cites(page: Page) -> ItemsView[str, Cite]:
    return page.front.cites.items()


def _cited(page: Page) -> list[str]:
    """The notebooks and cards that the page cites, once each."""
    return list(dict.fromkeys(cite.path for cite in page.front.cites.values()))


def _read(files: Files, path: str) -> Source | str:
    try:
        if path.endswith(f"/{CARD_FILE}"):
            return read_card(card_bytes(files, path), path)
        return cited_notebook(files.read_notebook(check_path(path)))
    except CollabError as error:
        return error.message


def _citations(page: Page, found: Mapping[str, Found]) -> list[Citation]:
    lines = {link.cites: link.line for link in reversed(page.scanned.links) if link.cites}
    listed = [_citation(key, one, found[key], lines.get(key)) for key, one in page.front.cites.items()]
    listed += [_unknown(key, line) for key, line in lines.items() if key not in page.front.cites]
    return sorted(listed, key=lambda one: (one.line is None, one.line or 0))


def _citation(key: str, cited: Cite, found: Found, line: int | None) -> Citation:
    cell = found.at if cited.anchor.cell else None
    return Citation(
        key=key, line=line, path=cited.path, kind=cited.anchor.kind, label=label(cited.anchor), state=found.state,
        said=cited.said, now=found.now, date=cited.date, note=cited.note, cell=cell, reason=found.reason,
    )  # fmt: skip


def _unknown(key: str, line: int) -> Citation:
    reason = "The page's front matter does not say what this link cites."
    return Citation(
        key=key, line=line, path="", kind="", label="", state="lost", said="", now=None, date="", note="", cell=None,
        reason=reason,
    )  # fmt: skip

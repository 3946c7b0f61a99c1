"""How what pages cite is today: each notebook and card is read once for all pages, and again only after a change."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Container, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ..cards.card import Card
from ..cards.listing import card_bytes
from ..cards.naming import CARD_FILE
from ..cards.text import read_card
from ..core.errors import CollabError
from ..core.files import Files
from ..core.paths import check_path
from .citing import CitedNotebook, Found, cited_notebook, found_in, label, lost
from .file_versions import FileVersions, Version
from .front_matter import Cite
from .metrics import found_in_card
from .page import Page
from .schema import Citation

KEPT_SOURCES = 8
"""Notebooks and cards that stay in memory. What was found in the others is kept, which takes little."""
Source = CitedNotebook | Card
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was found for the citations of a page, by their keys, in the `versions` of what it cites: None where one
    was changed while it was read."""

    page: Page
    versions: Mapping[str, Version | None]
    found: Mapping[str, Found]
    citations: list[Citation]

    def holds(self, page: Page, versions: Mapping[str, Version]) -> bool:
        same = self.page.text == page.text and self.page.moved == page.moved
        return same and all(self.versions[path] == versions[path] for path in page.cited)


class Sources:
    """The sources of a project's citations. Safe in several threads."""

    def __init__(self) -> None:
        self._sources: OrderedDict[str, tuple[Version, Source | str]] = OrderedDict()
        self._versions = FileVersions()
        self._known: dict[str, _Known] = {}
        self._lock = threading.Lock()

    def citations(self, files: Files, page: Page) -> list[Citation]:
        """What the page cites, in the order of its links; those that no link uses are last."""
        return self.of_all(files, [page])[page.path]

    def of_all(self, files: Files, pages: Sequence[Page]) -> dict[str, list[Citation]]:
        """What each of the pages cites, by the pages' paths."""
        versions = self._versions.of(files, {path for page in pages for path in page.cited})
        # Whoever asks of what is known waits for nobody who reads a long notebook.
        known = {page.path: one for page in pages if (one := self._known.get(page.path)) and one.holds(page, versions)}
        stale = [page for page in pages if page.path not in known]
        if stale:
            with self._lock:
                known |= self._anew(files, stale, versions)
        return {page.path: known[page.path].citations for page in pages}

    def _anew(self, files: Files, pages: Sequence[Page], versions: Mapping[str, Version]) -> dict[str, _Known]:
        """What the pages cite, looked for only where the citation or what it cites is another than what is known."""
        kept = {page.path: _kept(self._known.get(page.path), page, versions) for page in pages}
        asked = {
            (page.path, key): cite
            for page in pages
            for key, cite in page.front.cites.items()
            if key not in kept[page.path]
        }
        # Notebook by notebook: each is read once, and what all pages cite of it is looked for in one go.
        found, read = self._found(files, asked)
        # What was changed meanwhile is looked at again the next time.
        same = {path: version for path, version in versions.items() if read.get(path, version) == version}
        for page in pages:
            of_page = {
                key: kept[page.path][key] if key in kept[page.path] else found[page.path, key]
                for key in page.front.cites
            }
            of_paths = {path: same.get(path) for path in page.cited}
            self._known[page.path] = _Known(page, of_paths, of_page, _citations(page, of_page))
        return {page.path: self._known[page.path] for page in pages}

    def forget_others(self, paths: Container[str]) -> None:
        """Forgets what pages cite that are not there any more."""
        with self._lock:
            gone = [path for path in self._known if path not in paths]
            for path in gone:
                del self._known[path]
            if gone:
                self._versions.keep({path for one in self._known.values() for path in one.versions})

    def found(self, files: Files, cites: Mapping[Key, Cite]) -> dict[Key, Found]:
        """How the sources of citations are today, by the citations' keys."""
        return self._found(files, cites)[0]

    def _found(self, files: Files, cites: Mapping[Key, Cite]) -> tuple[dict[Key, Found], dict[str, Version | None]]:
        """With the version in which each source was read."""
        by_path: dict[str, dict[Key, Cite]] = defaultdict(dict)
        for key, one in cites.items():
            by_path[one.path][key] = one
        found: dict[Key, Found] = {}
        read: dict[str, Version | None] = {}
        for path, some in by_path.items():
            source, read[path] = self._source(files, path)
            if isinstance(source, str):
                found |= {key: lost(one, source) for key, one in some.items()}
            elif isinstance(source, Card):
                found |= found_in_card(some, source)
            else:
                found |= found_in(some, source)
        return found, read

    def source(self, files: Files, path: str) -> Source | str:
        """The notebook or card as it is saved; or why it cannot be read, as a sentence."""
        return self._source(files, path)[0]

    def _source(self, files: Files, path: str) -> tuple[Source | str, Version | None]:
        version = self._versions.of(files, [path])[path]
        known = self._sources.pop(path, None)
        if known is None or known[0] != version:
            known = version, _read(files, path)
            if self._versions.of(files, [path])[path] != version:
                return known[1], None
        self._sources[path] = known
        while len(self._sources) > KEPT_SOURCES:
            self._sources.popitem(last=False)
        return known[1], version


def _kept(known: _Known | None, page: Page, versions: Mapping[str, Version]) -> dict[str, Found]:
    """What still holds of what was found for the page's citations."""
    if known is None:
        return {}
    before = known.page.front.cites
    return {
        key: known.found[key]
        for key, cite in page.front.cites.items()
        if before.get(key) == cite and known.versions.get(cite.path) == versions[cite.path]
    }


def _read(files: Files, path: str) -> Source | str:
    try:
        if path.endswith(f"/{CARD_FILE}"):
            return read_card(card_bytes(files, path), path)
        return cited_notebook(files.read_notebook(check_path(path)))
    except CollabError as error:
        return error.message


def _citations(page: Page, found: Mapping[str, Found]) -> list[Citation]:
    lines = {link.cites: link.line for link in reversed(page.scanned.links) if link.cites}
    listed = [
        _citation(key, one, found[key], lines.get(key), page.left.get(key)) for key, one in page.front.cites.items()
    ]
    listed += [_unknown(key, line) for key, line in lines.items() if key not in page.front.cites]
    return sorted(listed, key=lambda one: (one.line is None, one.line or 0))


def _citation(key: str, cited: Cite, found: Found, line: int | None, moved_from: str | None) -> Citation:
    cell = found.at if cited.anchor.cell else None
    # What is changed or lost has to be looked at anyway.
    state = "moved" if moved_from and found.state in ("current", "kept") else found.state
    return Citation(
        key=key, line=line, path=cited.path, moved_from=moved_from, kind=cited.anchor.kind, label=label(cited.anchor),
        state=state, said=cited.said, now=found.now, date=cited.date, note=cited.note, cell=cell,
        reason=found.reason,
    )  # fmt: skip


def _unknown(key: str, line: int) -> Citation:
    reason = "The page's front matter does not say what this link cites."
    return Citation(
        key=key, line=line, path="", moved_from=None, kind="", label="", state="lost", said="", now=None, date="",
        note="", cell=None, reason=reason,
    )  # fmt: skip

"""Where the files went that pages name and that are not there any more: as Jupyter told the journal, else as git has
it, else the one notebook that holds what was cited. Nothing is looked for while every file is in its place."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

import msgspec

from ..core.errors import CollabError
from ..core.files import Files
from ..core.paths import check_path
from .citing import cited_notebook, found_in
from .front_matter import Cite
from .linking import MAX_NOTEBOOKS, NOTEBOOK
from .page import Page

Told = Callable[[Collection[str]], Mapping[str, Collection[str]]]
"""Asks the journal what is known of files that were at some paths: where they are now, by the paths they left."""
MAX_LOOKED_FOR = 1_000
"""Files that git is asked about for one answer, all at once. The paths have to go into one command."""
MAX_SEARCHED = 10
"""Of those, how many are looked for in all notebooks, where git knows nothing."""
KEPT_SECONDS = 30.0
"""For how long a file that was found nowhere is not looked for again."""
MAX_READ_BYTES = 16 * 1024 * 1024


class FoundMoves:
    """What was found of moves that Jupyter did not tell. Safe in several threads: what two of them find is the same."""

    def __init__(self) -> None:
        self._by_git: dict[str, tuple[float, str | None]] = {}
        self._by_content: dict[str, tuple[float, str | None]] = {}
        self._lock = threading.Lock()

    def by_git(self, files: Files, paths: Collection[str]) -> dict[str, str]:
        """Where git says the files went, by their paths; without those it does not know of."""
        return self._all_known(self._by_git, files, paths, lambda unknown: _renamed(files, unknown))

    def by_content(self, files: Files, path: str, cites: Sequence[Cite]) -> str | None:
        """The one notebook of the project that says what was cited of the one at `path`."""
        if not cites or not path.endswith(NOTEBOOK):
            return None

        def look(unknown: Collection[str]) -> dict[str, str]:
            holding = _holding(files, cites) if unknown else None
            return {} if holding is None else {path: holding}

        return self._all_known(self._by_content, files, [path], look).get(path)

    def _all_known(
        self,
        known: dict[str, tuple[float, str | None]],
        files: Files,
        paths: Collection[str],
        look: Callable[[Collection[str]], Mapping[str, str]],
    ) -> dict[str, str]:
        with self._lock:
            before = {path: known.get(path, (0.0, None)) for path in paths}
        unknown = [path for path, (at, went) in before.items() if not _still_holds(files, at, went)]
        found = look(unknown) if unknown else {}
        with self._lock:
            known.update({path: (time.monotonic(), found.get(path)) for path in unknown})
        went = {path: found.get(path) if path in unknown else before[path][1] for path in paths}
        return {path: target for path, target in went.items() if target is not None}


def _still_holds(files: Files, at: float, went: str | None) -> bool:
    """Whether what was found at that moment need not be looked for again. A moment of 0 is none."""
    return files.stamp(went) is not None if went else at > 0 and time.monotonic() - at < KEPT_SECONDS


class Moves:
    """Finds files by the paths they left, for one answer."""

    def __init__(self, files: Files, told: Told, found: FoundMoves) -> None:
        self._files, self._told, self._found = files, told, found
        self._went: dict[str, str] = {}

    def of(self, gone: Mapping[str, Sequence[Cite]]) -> dict[str, str]:
        """Where the files are now that were at the paths, each with what is cited of it; without those of which no
        place, or more than one, is known."""
        if not gone:
            return {}
        told = self._told(gone)
        # What is cited comes first.
        left = sorted(gone.keys() - self._went.keys(), key=lambda path: (not gone[path], path))
        # What was renamed in Jupyter may have gone on without it; of two places none is taken.
        last = {path: next(iter(told.get(path, ())), path) for path in left if len(told.get(path, ())) < 2}
        self._went |= {path: at for path, at in last.items() if at != path and self._files.stamp(at) is not None}
        asked = [path for path in last if path not in self._went][:MAX_LOOKED_FOR]
        by_git = self._found.by_git(self._files, {last[path] for path in asked}) if asked else {}
        for number, path in enumerate(asked):
            went = by_git.get(last[path])
            if went is None and number < MAX_SEARCHED:
                went = self._found.by_content(self._files, path, gone[path])
            if went is not None:
                self._went[path] = went
        return {path: self._went[path] for path in gone if path in self._went}

    def of_links(self, paths: Collection[str]) -> dict[str, str]:
        """As `of`, for files of which nothing is cited."""
        return self.of(dict.fromkeys(paths, ()))

    def followed(self, pages: Sequence[Page], suffix: str = "") -> list[Page]:
        """The pages, with what they cite and link to where it is now. With a suffix only files are followed whose names
        end on it."""
        went = self.of(gone(self._files, pages, suffix))
        return [_followed(page, went) for page in pages] if went else list(pages)


def gone(files: Files, pages: Sequence[Page], suffix: str = "") -> dict[str, list[Cite]]:
    """The paths that pages name and at which nothing is, each with what is cited of it."""
    named = {path for path in set[str]().union(*(page.named for page in pages)) if path.endswith(suffix)}
    stamps = files.stamps_of(named)
    missing: dict[str, list[Cite]] = {path: [] for path in named if stamps[path] is None and _is_gone(files, path)}
    if missing:
        for cite in (cite for page in pages for cite in page.front.cites.values()):
            if cite.path in missing:
                missing[cite.path].append(cite)
    return missing


def _is_gone(files: Files, path: str) -> bool:
    try:
        return not files.exists(check_path(path))
    except CollabError:
        return False


def _followed(page: Page, went: Mapping[str, str]) -> Page:
    moved = {path: went[path] for path in page.named if path in went}
    if not moved:
        return page
    cites = {
        key: msgspec.structs.replace(cite, path=moved.get(cite.path, cite.path))
        for key, cite in page.front.cites.items()
    }
    left = {key: cite.path for key, cite in page.front.cites.items() if cite.path in moved}
    return replace(page, front=replace(page.front, cites=cites), moved=moved, left=left)


def _renamed(files: Files, paths: Collection[str]) -> dict[str, str]:
    try:
        went = files.renamed(paths)
    except CollabError:
        return {}
    return {path: target for path, target in went.items() if files.stamp(target) is not None}


def _holding(files: Files, cites: Sequence[Cite]) -> str | None:
    """Told by the ids of cells, which no two notebooks share unless one is a copy of the other."""
    by_id = {one.anchor.cell.id: one for one in cites if one.anchor.cell is not None and one.anchor.cell.id}
    if not by_id:
        return None
    holding: str | None = None
    for path in files.stamps_below("", NOTEBOOK, MAX_NOTEBOOKS):
        if _holds(files, path, by_id):
            if holding is not None:
                return None
            holding = path
    return holding


def _holds(files: Files, path: str, by_id: Mapping[str, Cite]) -> bool:
    try:
        content = files.read(path, MAX_READ_BYTES) or b""
        # To look for some letters takes a hundredth of what it takes to read a notebook.
        here = {name: cite for name, cite in by_id.items() if name.encode() in content}
        if not here:
            return False
        notebook = cited_notebook(files.read_notebook(path))
    except CollabError:
        return False
    return any(
        found.at is not None and found.sha256 == here[name].sha256 and notebook.cells[found.at].id == name
        for name, found in found_in(here, notebook).items()
    )

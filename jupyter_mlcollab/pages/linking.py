"""What somebody who writes a page may link to: found by a few letters, and written as a link that any tool follows."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeVar
from urllib.parse import quote

from ..access.work import Local
from ..cards.listing import ReadCards
from ..core.errors import CollabError
from ..core.files import Files
from ..core.notebook import Cell, cells_of
from ..core.text import well_formed
from .around import CELL
from .listing import ReadPages
from .markdown import link_markdown, plain, scan
from .schema import Linkable, LinkableKind, Linkables

MAX_FOUND = 30
MAX_NOTEBOOKS = 5_000
NOTEBOOK = ".ipynb"
CELL_SIGN = "#"
"""Stands between the name of a notebook and words of one of its cells."""
LISTED_SECONDS = 5.0
"""For how long the list of notebooks is taken as known: it takes a walk through the whole project."""
KEPT_NOTEBOOKS = 4
_TITLE = 80
Result = TypeVar("Result")


@dataclass(frozen=True)
class Candidate:
    """What might be meant. Of those that fit equally well, a lower `order` comes first."""

    kind: LinkableKind
    title: str
    detail: str
    path: str
    order: int = 0
    cell: int | None = None
    fragment: str = ""


class KnownNotebooks:
    """The project's notebooks by path, and the cells of those that were asked for last. Safe in several threads: what
    one of them reads the others wait for only when they ask for the same."""

    def __init__(self) -> None:
        self._paths: Future[list[str]] = Future()
        self._listed_at = -math.inf
        self._cells: OrderedDict[tuple[str, tuple[int, int] | None], Future[list[Candidate]]] = OrderedDict()
        self._lock = threading.Lock()

    def paths(self, files: Files) -> list[str]:
        """The notebooks there are, at most five seconds old."""
        with self._lock:
            asked_at = time.monotonic()
            is_mine = asked_at - self._listed_at > LISTED_SECONDS
            if is_mine:
                self._paths, self._listed_at = Future(), asked_at
            paths = self._paths
        if is_mine:
            _fill(paths, lambda: list(files.stamps_below("", NOTEBOOK, MAX_NOTEBOOKS)))
        return paths.result()

    def cells(self, files: Files, path: str) -> list[Candidate]:
        """The cells of a notebook that a link can name; none when it cannot be read."""
        known = path, files.stamp(path)
        with self._lock:
            is_mine = known not in self._cells
            cells = self._cells.setdefault(known, Future())
            self._cells.move_to_end(known)
            while len(self._cells) > KEPT_NOTEBOOKS:
                self._cells.popitem(last=False)
        if is_mine:
            _fill(cells, lambda: list(_cells(files, path)))
            if cells.exception() is not None:
                with self._lock:
                    self._cells.pop(known, None)
        return cells.result()


def _fill(future: Future[Result], make: Callable[[], Result]) -> None:
    """Has all who wait for the future get what is made, or the error."""
    try:
        future.set_result(make())
    except BaseException as error:
        future.set_exception(error)


def linkable(work: Local, path: str, text: str, near: str = "") -> Linkables:
    """What `text` may mean in the page at `path`: pages, notebooks and cards by words of their names, and
    cells by words of their heading or first line. The cells of the notebook at the path `near` are found by their
    words alone, those of others behind the notebook's name and `#`. For an empty text what is likely."""
    named, sign, words = text.partition(CELL_SIGN)
    notebooks = work.held(KnownNotebooks)
    if sign:
        best = near if not named.strip() else next(iter(_notebooks(work, named, near)), None)
        cells = notebooks.cells(work.files, best) if best else []
        return _found(ranked(cells, words), path)
    candidates = [*_pages(work, path), *_cards(work), *_notebook_candidates(notebooks.paths(work.files), near)]
    if near and text.strip():
        candidates += notebooks.cells(work.files, near)
    return _found(ranked(candidates, text), path)


def ranked(candidates: Iterable[Candidate], text: str) -> list[Candidate]:
    """Those that hold every word of `text`, best first: whose title begins with it, then those with words that begin
    so, then all that hold them anywhere, be it in the path."""
    words = text.casefold().split()
    scored = [(score, one) for one in candidates if (score := _score(one, words)) is not None]

    def rank(pair: tuple[int, Candidate]) -> tuple[int, int, int]:
        score, one = pair
        # Where nothing was typed, the order is the given one.
        return score, one.order, len(one.title) if words else 0

    return [one for _, one in sorted(scored, key=rank)]


def _score(candidate: Candidate, words: Sequence[str]) -> int | None:
    title, where = candidate.title.casefold(), f"{candidate.title} {candidate.path}".casefold()
    if not all(word in where for word in words):
        return None
    if not words or title.startswith(" ".join(words)):
        return 0
    begun = title.split()
    if all(any(part.startswith(word) for part in begun) for word in words):
        return 1
    return 2 if all(word in title for word in words) else 3


def _found(candidates: Sequence[Candidate], page: str) -> Linkables:
    return Linkables(found=[_linkable(one, page) for one in candidates[:MAX_FOUND]])


def _linkable(one: Candidate, page: str) -> Linkable:
    link = link_markdown(one.title, one.path, page, one.fragment)
    return Linkable(kind=one.kind, title=one.title, detail=one.detail, path=one.path, cell=one.cell, link=link)


def _pages(work: Local, page: str) -> Iterator[Candidate]:
    for one in work.held(ReadPages).pages(work.files, work.settings().pages.folders):
        if one.path != page:
            yield Candidate("page", _line(one.title), one.path, one.path, order=1)


def _cards(work: Local) -> Iterator[Candidate]:
    for row in work.held(ReadCards).rows(work.files, work.settings().cards.folder):
        yield Candidate("card", _line(row.title), row.path, row.path, order=2)


def _notebook_candidates(paths: Iterable[str], near: str) -> Iterator[Candidate]:
    for path in paths:
        yield Candidate("notebook", PurePosixPath(path).stem, path, path, order=0 if path == near else 3)


def _notebooks(work: Local, named: str, near: str) -> Iterator[str]:
    paths = work.held(KnownNotebooks).paths(work.files)
    return (one.path for one in ranked(_notebook_candidates(paths, near), named))


def _cells(files: Files, path: str) -> Iterator[Candidate]:
    try:
        cells = cells_of(files.read_notebook(path))
    except CollabError:
        return
    for number, cell in enumerate(cells):
        title = cell_title(cell)
        if cell.id is not None and title:
            where = f"{path}, cell {number + 1}"
            fragment = f"{CELL}{quote(cell.id)}"
            yield Candidate("cell", title, where, path, order=4 + number, cell=number, fragment=fragment)


def cell_title(cell: Cell) -> str:
    """The first heading of a cell of text, else the first line that holds something."""
    source = well_formed(cell.source)
    if cell.cell_type == "markdown" and (headings := scan(source).headings):
        return _line(headings[0].text)
    line = next((line for line in source.splitlines() if line.strip()), "")
    return _line(plain(line.lstrip("#>-* ")) if cell.cell_type == "markdown" else line)


def _line(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _TITLE else f"{text[: _TITLE - 1]}…"

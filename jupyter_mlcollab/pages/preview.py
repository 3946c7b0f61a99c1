"""What a link leads to, in a few lines: for whoever points at it."""

from __future__ import annotations

import contextlib
import json
import posixpath
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import msgspec

from ..access.work import Local
from ..cards.listing import CARD_FILE, ReadCards
from ..core.errors import Invalid, NotFound, TooLarge
from ..core.notebook import Cell, cells_of
from ..core.paths import check_path
from ..core.text import well_formed
from ..git.history import said_of_commit
from .around import CELL
from .committed import SHORT
from .linking import NOTEBOOK, cell_title
from .listing import page_at
from .markdown import plain
from .page import Page, read_page
from .page_files import SUFFIX
from .schema import Preview
from .then import Committed, committed_file, text_of

LINES = 4
LARGEST_BYTES = 16 * 1024 * 1024
_LINE = 160


def link_target(work: Local, path: str, fragment: str = "") -> Preview:
    """The page, card, notebook or cell that a link to the file at `path` leads to, of any other file the first lines;
    `fragment` as behind its `#`.

    Raises:
        Invalid: the path leaves the project or is hidden, or the page, card or notebook cannot be read.
        NotFound: there is no such file.
        TooLarge: the page, card or notebook is over its limit.
    """
    checked = check_path(path)
    if checked.endswith(NOTEBOOK):
        return _notebook(cells_of(work.files.read_notebook(checked)), checked, fragment)
    if checked.rpartition("/")[2] == CARD_FILE:
        return _card(work, checked)
    if checked.endswith(SUFFIX):
        return _page(page_at(work.files, checked, work.settings().pages.folders), fragment)
    return _file(checked, lambda: work.files.read(checked, LARGEST_BYTES))


def at_commit(work: Local, path: str, fragment: str, revision: str) -> Preview:
    """What was in the file at `path` in a commit: a page, a notebook or a cell as such, of any other file the first
    lines. The note says which commit that is, who made it, and when.

    Raises:
        Invalid: the path leaves the project, is no file's in the commit, or the commit is no revision; or the page or
            notebook cannot be read.
        NotFound: there is no such commit, or it has no such file.
        TooLarge: the page or notebook is over its limit.
        Unavailable: git cannot answer.
    """
    found = committed_file(work.repository, path, revision)
    said = said_of_commit(work.repository, found.commit)
    shown = _committed(work, found, fragment)
    made = f"as of {found.commit[:SHORT]}, {said.author}, {said.at:%Y-%m-%d}"
    return msgspec.structs.replace(shown, note=", ".join(filter(None, (made, shown.note))))


def _committed(work: Local, found: Committed, fragment: str) -> Preview:
    if not found.path.endswith((NOTEBOOK, SUFFIX)):
        return _file(found.path, lambda: work.repository.read(found.blob, LARGEST_BYTES))
    content = work.repository.read(found.blob, LARGEST_BYTES)
    if found.path.endswith(NOTEBOOK):
        return _notebook(cells_of(_parsed(content)), found.path, fragment)
    return _page(read_page(content, found.path), fragment)


def _file(path: str, read: Callable[[], bytes | None]) -> Preview:
    """No lines of what is no text, or too much: that there is such a file says enough."""
    lines: list[str] = []
    try:
        content = read()
        if content is None:
            raise NotFound("There is no such file in the project.")
        with contextlib.suppress(Invalid):
            lines = _lines(text_of(content))
    except TooLarge:
        pass
    return Preview(kind="file", title=path, note="", lines=lines)


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        raise Invalid("The notebook is not JSON in that commit.") from None


def _notebook(cells: list[Cell], path: str, fragment: str) -> Preview:
    name = posixpath.basename(path)
    if not fragment.startswith(CELL):
        title = next((cell_title(cell) for cell in cells if cell.cell_type == "markdown"), "")
        count = len(cells)
        return Preview(
            kind="notebook", title=name, note=f"{count:,} {'cell' if count == 1 else 'cells'}", lines=[title]
        )
    wanted = unquote(fragment.removeprefix(CELL))
    at = next((number for number, cell in enumerate(cells) if cell.id == wanted), None)
    if at is None:
        return Preview(kind="cell", title=name, note="This cell is not in the notebook any more.", lines=[])
    return Preview(kind="cell", title=f"{name}, cell {at + 1}", note="", lines=_lines(cells[at].source))


def _card(work: Local, path: str) -> Preview:
    rows = work.held(ReadCards).rows(work.files, work.settings().cards.folder)
    row = next((row for row in rows if row.path == path), None)
    if row is None:
        raise NotFound("There is no such card in the project.")
    said = [f"{metric.name} {metric.value}" for metric in row.metrics[:LINES]]
    note = row.problem or ", ".join(filter(None, (row.status, row.outcome)))
    return Preview(kind="card", title=row.title, note=note, lines=[*_lines(row.conclusion or "")[:2], *said])


def _page(page: Page, fragment: str) -> Preview:
    lines = page.body.splitlines()
    heading = next((one for one in page.headings if fragment and slug(one.text) == slug(unquote(fragment))), None)
    begin = heading.line - page.body_line + 1 if heading else 0
    said = [line for line in lines[begin : begin + 40] if line.strip() and not line.startswith("#")]
    note = ", ".join(filter(None, (page.front.type, page.front.status)))
    title = f"{page.title}, {heading.text}" if heading else page.title
    return Preview(kind="page", title=title, note=note, lines=[plain(line) for line in _lines("\n".join(said))])


def slug(text: str) -> str:
    """A heading as links name it, on code hosts as in JupyterLab: small letters, digits, and `-` for blanks."""
    kept = "".join(sign for sign in text.casefold() if sign.isalnum() or sign in " -_")
    return kept.strip().replace(" ", "-")


def _lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in well_formed(text).splitlines() if line.strip()]
    return [line if len(line) <= _LINE else f"{line[: _LINE - 1]}…" for line in lines[:LINES]]

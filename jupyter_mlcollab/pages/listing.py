"""A project's pages as files: found in their folders, each read once and again only after a change."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from ..core.errors import CollabError, NotFound, TooLarge
from ..core.files import Files, is_settled
from ..core.paths import check_path
from .page import Page, read_page
from .page_files import LIMIT_BYTES, MAX_PAGES, SUFFIX, Stamp, page_stamps
from .schema import PageList, PageRow


class ReadPages:
    """The pages that were read, by path. Safe in several threads."""

    def __init__(self) -> None:
        self._read: dict[str, tuple[Stamp, Page | str]] = {}
        self._fresh: set[str] = set()
        """Those that may have been written again though their stamps do not tell."""
        self._lock = threading.Lock()

    def refreshed(self, files: Files, folders: Sequence[str]) -> dict[str, tuple[Stamp, Page | str]]:
        """Every page by its path, with its stamp; of one that cannot be read the reason instead."""
        stamps = page_stamps(files, folders)
        with self._lock:
            looked_at, before, fresh = time.time_ns(), self._read, self._fresh
            self._read = {
                path: known
                if (known := before.get(path)) and known[0] == stamp and path not in fresh
                else (stamp, _searchable(files, path, stamp, known))
                for path, stamp in sorted(stamps.items())
            }
            self._fresh = {path for path, stamp in stamps.items() if not is_settled(stamp, looked_at)}
            return self._read

    def pages(self, files: Files, folders: Sequence[str]) -> list[Page]:
        """Every page that can be read, by path."""
        return [page for _, page in self.refreshed(files, folders).values() if isinstance(page, Page)]


def rows(read: Iterable[tuple[str, tuple[Stamp, Page | str]]], folders: Sequence[str]) -> PageList:
    """The list of the pages that were read."""
    listed = [_row(path, stamp, page) for path, (stamp, page) in read]
    return PageList(folders=list(folders), pages=listed, cut=len(listed) >= MAX_PAGES)


def page_bytes(files: Files, path: str, folders: Sequence[str]) -> bytes:
    """The content of a page's file.

    Raises:
        Invalid: the path leaves the project or is hidden.
        NotFound: there is no such page in the project's folders of pages.
        TooLarge: it is over 5 MB.
    """
    checked = check_path(path)
    is_page = checked.endswith(SUFFIX) and any(checked.startswith(f"{folder}/") for folder in folders)
    content = files.read(path, LIMIT_BYTES) if is_page else None
    if content is None:
        raise NotFound("There is no such page in the project.")
    return content


def page_at(files: Files, path: str, folders: Sequence[str]) -> Page:
    """The page in the file at `path`.

    Raises:
        Invalid, NotFound, TooLarge: as for `page_bytes`, and what is not UTF-8.
    """
    return read_page(page_bytes(files, path, folders), path)


def read_pages(files: Files, stamps: Mapping[str, Stamp]) -> dict[str, Page | str]:
    """Pages whose stamps were just found, by path; of one that cannot be read the reason instead."""
    return {path: _page(files, path, stamp) for path, stamp in stamps.items()}


def _page(files: Files, path: str, stamp: Stamp, known: Page | None = None) -> Page | str:
    """The page as it is now: the known one when its text is the same."""
    try:
        if stamp[1] > LIMIT_BYTES:
            raise TooLarge(f"The page is over the limit of {LIMIT_BYTES // 1024**2} MB.")
        content = files.read_stamped(path, stamp[1])
        if content is None:
            raise NotFound("There is no such page in the project.")
        return known if known and known.text.encode() == content else read_page(content, path)
    except CollabError as error:
        return error.message


def _searchable(files: Files, path: str, stamp: Stamp, known: tuple[Stamp, Page | str] | None) -> Page | str:
    """As `_page`, made ready to be searched: nobody's first search waits for that."""
    page = _page(files, path, stamp, known[1] if known and isinstance(known[1], Page) else None)
    if isinstance(page, Page):
        _ = page.folded
    return page


def _row(path: str, stamp: Stamp, page: Page | str) -> PageRow:
    changed = datetime.fromtimestamp(stamp[0] // 1_000_000_000, UTC)
    if isinstance(page, str):
        return PageRow(
            path=path, title=path.rpartition("/")[2].removesuffix(SUFFIX), type="", status="", owner="", audience=[],
            tags=[],
            start=False, changed=changed, citations=0, problem=page,
        )  # fmt: skip
    front = page.front
    return PageRow(
        path=path,
        title=page.title,
        type=front.type,
        status=front.status,
        owner=front.owner,
        audience=list(front.audience),
        tags=list(front.tags),
        start=front.start,
        changed=changed,
        citations=len(front.cites),
        problem=front.problems[0] if front.problems else None,
    )

"""What is out of date in a project's pages: citations whose source changed or is lost, and links that lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ..access.work import Local
from ..core.errors import CollabError
from ..core.files import Files
from ..core.wire import Wire
from .listing import ReadPages
from .page import FileLink, Page
from .schema import Citation
from .sources import Sources


class BrokenLink(Wire, frozen=True, kw_only=True):
    """A link to a file of the project that is not there. `line` is counted from 0."""

    target: str
    line: int


class CheckedPage(Wire, frozen=True, kw_only=True):
    """What is wrong with one page: citations that are changed or lost, broken links, and what cannot be read."""

    path: str
    title: str
    citations: list[Citation]
    links: list[BrokenLink]
    problems: list[str]


class PagesReport(Wire, frozen=True, kw_only=True):
    """What was looked through, and the pages with which something is wrong, by path."""

    pages: int
    citations: int
    wrong: list[CheckedPage]


class Look(Wire, frozen=True, kw_only=True):
    """What was found in one page and in what it cites, before its links are followed. `cites` is how many citations it
    makes, `stale` those that are changed or lost."""

    title: str
    cites: int
    stale: list[Citation]
    links: list[FileLink]
    problems: list[str]


def check_pages(work: Local, below: str = "") -> PagesReport:
    """The pages whose citations or links are out of date, of all or of those whose path begins with `below`."""
    read = work.held(ReadPages).refreshed(work.files, work.settings().pages.folders)
    sources = work.held(Sources)
    sources.forget_others(read)
    pages = {path: page for path, (_, page) in read.items() if path.startswith(below)}
    return report(work.files, looks(work.files, pages, sources))


def looks(files: Files, pages: Mapping[str, Page | str], sources: Sources) -> dict[str, Look]:
    """What is in pages, by path; of one that cannot be read the reason is given."""
    cited = sources.of_all(files, [page for page in pages.values() if isinstance(page, Page)])
    return {path: _look(path, page, cited.get(path, [])) for path, page in pages.items()}


def report(files: Files, looked: Mapping[str, Look]) -> PagesReport:
    """What is wrong with the pages, once their links are followed."""
    stamps = files.stamps_of({link.path for look in looked.values() for link in look.links})

    @cache
    def is_there(path: str) -> bool:
        try:
            # Whatever has a stamp is a file; folders and links need the longer look.
            return stamps[path] is not None or files.exists(path)
        except CollabError:
            return False

    checked = (
        _checked(path, look, [link for link in look.links if not is_there(link.path)]) for path, look in looked.items()
    )
    return PagesReport(
        pages=len(looked),
        citations=sum(look.cites for look in looked.values()),
        wrong=[one for one in checked if one is not None],
    )


def _checked(path: str, look: Look, broken: list[FileLink]) -> CheckedPage | None:
    """What is wrong with a page; None when nothing is."""
    if not (look.stale or look.problems or broken):
        return None
    links = [BrokenLink(target=link.target, line=link.line) for link in broken]
    return CheckedPage(path=path, title=look.title, citations=look.stale, links=links, problems=look.problems)


def _look(path: str, page: Page | str, cited: list[Citation]) -> Look:
    if isinstance(page, str):
        return Look(title=path, cites=0, stale=[], links=[], problems=[page])
    stale = [one for one in cited if one.state in ("changed", "lost")]
    cites, problems = len(page.front.cites), list(page.front.problems)
    return Look(title=page.title, cites=cites, stale=stale, links=page.file_links, problems=problems)


def is_wrong(report: PagesReport) -> bool:
    """Whether anything has to be looked at."""
    return bool(report.wrong)

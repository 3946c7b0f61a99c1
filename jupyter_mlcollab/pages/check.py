"""What is out of date in a project's pages: citations whose source changed or is lost, and links that lead nowhere."""

from __future__ import annotations

from ..access.work import Local
from ..core.errors import CollabError
from ..core.wire import Wire
from .listing import ReadPages
from .markdown import resolved
from .page import Page
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


def check_pages(work: Local, below: str = "") -> PagesReport:
    """The pages whose citations or links are out of date, of all or of those whose path begins with `below`."""
    read = work.held(ReadPages).refreshed(work.files, work.settings().pages.folders)
    work.held(Sources).forget_others(read)
    looked = {path: page for path, (_, page) in read.items() if path.startswith(below)}
    cited = work.held(Sources).of_all(work.files, [page for page in looked.values() if isinstance(page, Page)])
    checked = [_checked(work, path, page, cited.get(path, [])) for path, page in looked.items()]
    return PagesReport(
        pages=len(checked),
        citations=sum(len(page.front.cites) for page in looked.values() if isinstance(page, Page)),
        wrong=[one for one in checked if one.citations or one.links or one.problems],
    )


def _checked(work: Local, path: str, page: Page | str, cited: list[Citation]) -> CheckedPage:
    if isinstance(page, str):
        return CheckedPage(path=path, title=path, citations=[], links=[], problems=[page])
    stale = [one for one in cited if one.state in ("changed", "lost")]
    links = [
        BrokenLink(target=link.target, line=link.line)
        for link in page.scanned.links
        if not link.cites and (target := resolved(link.target, path)) is not None and not _exists(work, target)
    ]
    return CheckedPage(path=path, title=page.title, citations=stale, links=links, problems=list(page.front.problems))


def _exists(work: Local, path: str) -> bool:
    try:
        return work.files.exists(path)
    except CollabError:
        return False


def is_wrong(report: PagesReport) -> bool:
    """Whether anything has to be looked at."""
    return bool(report.wrong)

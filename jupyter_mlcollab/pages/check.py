"""What is out of date in a project's pages: citations whose source changed or is lost, and links that lead nowhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..access.work import Local
from ..core.files import Files
from .listing import ReadPages
from .moves import Moves
from .page import Page
from .report import Astray, Look, PagesReport, report
from .schema import Citation
from .sources import Sources


def check_pages(work: Local, below: str, moves: Moves, astray: Astray) -> PagesReport:
    """The pages whose citations or links are out of date, of all or of those whose path begins with `below`. Files that
    left the paths they are named by are found by `moves`; `astray` is asked of those that are named as of a commit."""
    read = work.held(ReadPages).refreshed(work.files, work.settings().pages.folders)
    sources = work.held(Sources)
    sources.forget_others(read)
    pages = {path: page for path, (_, page) in read.items() if path.startswith(below)}
    return report(work.files, looks(work.files, followed(pages, moves), sources), moves.of_links, astray)


def followed(pages: Mapping[str, Page | str], moves: Moves) -> dict[str, Page | str]:
    """The pages with what they cite where it is now; those that cannot be read are as they are."""
    return {**pages, **{page.path: page for page in moves.followed(readable(pages))}}


def readable(pages: Mapping[str, Page | str]) -> Sequence[Page]:
    """Those of the pages that could be read."""
    return [page for page in pages.values() if isinstance(page, Page)]


def looks(files: Files, pages: Mapping[str, Page | str], sources: Sources) -> dict[str, Look]:
    """What is in pages, by path; of one that cannot be read the reason is given."""
    cited = sources.of_all(files, readable(pages))
    return {path: _look(path, page, cited.get(path, [])) for path, page in pages.items()}


def _look(path: str, page: Page | str, cited: list[Citation]) -> Look:
    if isinstance(page, str):
        return Look(title=path, cites=0, stale=[], links=[], problems=[page])
    stale = [one for one in cited if one.state in ("changed", "moved", "lost")]
    cites, problems = len(page.front.cites), list(page.front.problems)
    return Look(title=page.title, cites=cites, stale=stale, links=page.file_links, problems=problems)

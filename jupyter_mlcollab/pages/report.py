"""What is out of date in a project's pages, once it is known what stands in them. It loads little, so that a check in a
new process which finds that nothing changed is done at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache

from ..core.errors import CollabError
from ..core.files import Files
from ..core.wire import Wire
from .committed import Then
from .schema import Citation

Went = Callable[[Collection[str]], Mapping[str, str]]
"""Asks where files are that left their paths; without those of which it is not known."""
Astray = Callable[[Collection[Then]], Mapping[Then, str]]
"""Asks why files are not in the commits that links name; without those that are."""


class BrokenLink(Wire, frozen=True, kw_only=True):
    """A link to a file of the project that is not there. `line` is counted from 0. `moved_to` is the path of the
    file now, None when that is not known. Of a link to a file as a commit has it `reason` says why there is none, as a
    sentence."""

    target: str
    line: int
    moved_to: str | None
    reason: str | None


class CheckedPage(Wire, frozen=True, kw_only=True):
    """What is wrong with one page: citations that are changed, moved or lost, broken links, and what cannot be read."""

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


class FileLink(Wire, frozen=True, kw_only=True):
    """A link of a page to the project's file at `path`, which may not be there. `line` is counted from 0. `at` is the
    commit in which the file is meant, empty for the file as it is."""

    target: str
    line: int
    path: str
    at: str


class Look(Wire, frozen=True, kw_only=True):
    """What was found in one page and in what it cites, before its links are followed. `cites` is how many citations it
    makes, `stale` those that are changed, moved or lost."""

    title: str
    cites: int
    stale: list[Citation]
    links: list[FileLink]
    problems: list[str]


def report(files: Files, looked: Mapping[str, Look], went: Went, astray: Astray) -> PagesReport:
    """What is wrong with the pages, once their links are followed. `went` is asked once, and only when a file is not
    there, `astray` once, and only when a link names a commit."""
    stamps = files.stamps_of({link.path for look in looked.values() for link in look.links if not link.at})
    then = {(link.at, link.path) for look in looked.values() for link in look.links if link.at}
    reasons = astray(then) if then else {}

    @cache
    def is_there(path: str) -> bool:
        try:
            # Whatever has a stamp is a file; folders and links need the longer look.
            return stamps[path] is not None or files.exists(path)
        except CollabError:
            return False

    def leads(link: FileLink) -> bool:
        return (link.at, link.path) not in reasons if link.at else is_there(link.path)

    broken = {path: [link for link in look.links if not leads(link)] for path, look in looked.items()}
    gone = {link.path for links in broken.values() for link in links if not link.at}
    moved = went(gone) if gone else {}
    told = {
        path: [
            BrokenLink(
                target=link.target,
                line=link.line,
                moved_to=None if link.at else moved.get(link.path),
                reason=reasons.get((link.at, link.path)),
            )
            for link in links
        ]
        for path, links in broken.items()
    }
    checked = (_checked(path, look, told[path]) for path, look in looked.items())
    return PagesReport(
        pages=len(looked),
        citations=sum(look.cites for look in looked.values()),
        wrong=[one for one in checked if one is not None],
    )


def _checked(path: str, look: Look, links: list[BrokenLink]) -> CheckedPage | None:
    """What is wrong with a page; None when nothing is."""
    if not (look.stale or look.problems or links):
        return None
    return CheckedPage(path=path, title=look.title, citations=look.stale, links=links, problems=look.problems)


def is_wrong(report: PagesReport) -> bool:
    """Whether anything has to be looked at."""
    return bool(report.wrong)

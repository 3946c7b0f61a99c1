"""Pages on the command line: list them, check what they cite, begin one."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ..access.project import ServerSettings, project_around, settled
from ..core.command import Command, Paint, visible
from ..core.errors import Invalid, NotFound, Unavailable
from ..git.files import ProjectFiles
from .check import PagesReport, is_wrong
from .remembered import check_project
from .schema import NewPage, PageFile, PageList

if TYPE_CHECKING:
    from ..access.desk import Desk


def _list(desk: Desk, _arguments: Namespace) -> PageList:
    from . import service

    return service.pages(desk.work)


def _listed(found: PageList, paint: Paint) -> Iterator[str]:
    for row in found.pages:
        notes = ", ".join(filter(None, (row.type, row.status)))
        yield f"{paint.bold(visible(row.title))}  {paint.dim(visible(row.path))}{'  ' if notes else ''}{visible(notes)}"
        if row.problem:
            yield f"    {paint.warning(visible(row.problem))}"
    if not found.pages:
        yield f"There are no pages in {visible(', '.join(found.folders))}."


def _check(_desk: None, arguments: Namespace) -> PagesReport:
    """Looks at files alone: opening the journal would take longer than all the rest."""
    start = Path(arguments.project)
    if not start.is_dir():
        raise NotFound(f"There is no folder {start}.")
    journal_folder = Path(arguments.journal_folder).expanduser() if arguments.journal_folder else None
    server = ServerSettings(journal_folder=journal_folder)
    place, settings = settled(project_around(start, server), server)
    return check_project(place, ProjectFiles(place), settings.pages.folders, arguments.below)


def _checked(report: PagesReport, paint: Paint) -> Iterator[str]:
    for page in report.wrong:
        for problem in page.problems:
            yield f"{paint.bold(visible(page.path))}: {visible(problem)}"
        for cited in page.citations:
            where = f"{page.path}:{cited.line + 1}" if cited.line is not None else page.path
            state = paint.bad("lost") if cited.state == "lost" else paint.warning("changed")
            yield f"{paint.bold(visible(where))}: {state}, {visible(cited.path)} {visible(cited.label)}".rstrip()
            yield from _then_and_now(cited.said, cited.now, cited.reason)
        for link in page.links:
            where = paint.bold(visible(f"{page.path}:{link.line + 1}"))
            yield f"{where}: {paint.bad('broken link')}, {visible(link.target)}"
    yield _sum(report)


def _then_and_now(said: str, now: str | None, reason: str | None) -> Iterator[str]:
    if reason is not None:
        yield f"    {visible(reason)}"
        return
    yield f"    then: {visible(_first_line(said))}"
    yield f"    now:  {visible(_first_line(now or ''))}"


def _first_line(text: str) -> str:
    line, more, _ = text.strip().partition("\n")
    return f"{line[:200]} …" if more or len(line) > 200 else line


def _sum(report: PagesReport) -> str:
    pages = f"{report.pages:,} {'page' if report.pages == 1 else 'pages'}"
    cited = f"{report.citations:,} {'citation' if report.citations == 1 else 'citations'}"
    if not report.wrong:
        return f"Nothing is out of date in {pages} with {cited}."
    count = len(report.wrong)
    return f"{count:,} of {pages} {'needs' if count == 1 else 'need'} a look."


def _new(desk: Desk, arguments: Namespace) -> PageFile:
    from . import service

    new = NewPage(template=arguments.template, title=arguments.title, about=arguments.about)
    begun = service.new_page(desk.work, new)
    file: Path = desk.project.place.folder / begun.path
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(begun.text)
    except FileExistsError:
        raise Invalid(f"{begun.path} is there already.") from None
    except OSError as error:
        raise Unavailable(f"{begun.path} cannot be written: {error.strerror}.") from None
    return begun


def _begun(begun: PageFile, _paint: Paint) -> Iterator[str]:
    yield f"Written to {visible(begun.path)}."


def _check_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "below", nargs="?", default="", metavar="PATH", help="a page, or a folder of pages (default: all)"
    )


def _new_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("title", metavar="TITLE", help="what the page is called")
    parser.add_argument(
        "--template",
        default="project-charter",
        metavar="NAME",
        help="project-charter (default), data-sheet, decision-record, glossary, onboarding, retrospective, or your own",
    )
    parser.add_argument("--about", metavar="PATH", help="a notebook or folder of the project that it is about")


COMMANDS: list[Command] = [
    Command(
        "pages list", "list the project's pages",
        "jupyter mlcollab pages list --json",
        _list, _listed,
    ),
    Command(
        "pages check", "find citations and links of pages that are out of date",
        "jupyter mlcollab pages check docs",
        _check, _checked,
        arguments=_check_arguments, failed=is_wrong, opens_project=False,
    ),
    Command(
        "pages new", "begin a page from a template",
        "jupyter mlcollab pages new 'Churn model' --about churn/train.ipynb",
        _new, _begun,
        arguments=_new_arguments,
    ),
]  # fmt: skip

"""Pages on the command line: list them, check what they cite, begin one, export some."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..access.project import ServerSettings, project_around, read_journal, settled
from ..cards.whole_file import write_new, write_output
from ..core.command import Command, Paint, visible
from ..core.errors import CollabError, NotFound, Unavailable
from ..git.files import ProjectFiles
from ..git.project import ProjectPlace
from .remembered import check_project
from .report import PagesReport, is_wrong
from .schema import NewPage, PageFile, PageList

if TYPE_CHECKING:
    from ..access.desk import Desk
    from .committed import Then
    from .exporting import ExportedPages
    from .moves import Moves


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
    """Looks at files alone: opening the journal would take longer than all the rest. It is asked only where files are
    that are not there."""
    start = Path(arguments.project)
    if not start.is_dir():
        raise NotFound(f"There is no folder {start}.")
    journal_folder = Path(arguments.journal_folder).expanduser() if arguments.journal_folder else None
    server = ServerSettings(journal_folder=journal_folder)
    place, settings = settled(project_around(start, server), server)
    files = ProjectFiles(place)
    moves = cache(lambda: _moves(place, files))
    return check_project(
        place, files, settings.pages.folders, arguments.below, moves, lambda then: _astray(place, then)
    )


def _astray(place: ProjectPlace, then: Collection[Then]) -> Mapping[Then, str]:
    from ..git.repository import Repository
    from .committed import astray

    return astray(Repository(place), then)


def _moves(place: ProjectPlace, files: ProjectFiles) -> Moves:
    from ..anchors.documents import went_from
    from .moves import FoundMoves, Moves

    def told(paths: Collection[str]) -> Mapping[str, Collection[str]]:
        try:
            return read_journal(place, lambda journal: went_from(journal, paths)) or {}
        except CollabError:
            # What is said of the pages holds without it; only where a file went may stay unknown.
            return {}

    return Moves(files, told, FoundMoves())


def _checked(report: PagesReport, paint: Paint) -> Iterator[str]:
    for page in report.wrong:
        for problem in page.problems:
            yield f"{paint.bold(visible(page.path))}: {visible(problem)}"
        for cited in page.citations:
            where = f"{page.path}:{cited.line + 1}" if cited.line is not None else page.path
            state = paint.bad("lost") if cited.state == "lost" else paint.warning(cited.state)
            named = f"{cited.moved_from} to {cited.path}" if cited.moved_from else cited.path
            yield f"{paint.bold(visible(where))}: {state}, {visible(named)} {visible(cited.label)}".rstrip()
            if cited.state != "moved":
                yield from _then_and_now(cited.said, cited.now, cited.reason)
        for link in page.links:
            where = paint.bold(visible(f"{page.path}:{link.line + 1}"))
            if link.moved_to is None:
                yield f"{where}: {paint.bad('broken link')}, {visible(link.target)}"
                if link.reason is not None:
                    yield f"    {visible(link.reason)}"
            else:
                yield f"{where}: {paint.warning('moved')}, {visible(link.target)} to {visible(link.moved_to)}"
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
    except OSError as error:
        raise Unavailable(f"{begun.path} cannot be written: {error.strerror}.") from None
    write_new(file, begun.text, begun.path)
    return begun


def _begun(begun: PageFile, _paint: Paint) -> Iterator[str]:
    yield f"Written to {visible(begun.path)}."


@dataclass(frozen=True)
class Export:
    """What was exported, and the file it was written to; None where it is printed."""

    made: ExportedPages
    file: str | None


def _export(desk: Desk, arguments: Namespace) -> Export:
    from .compose import moves_of
    from .exporting import export_pages

    work, output = desk.work, arguments.output
    paths = [desk.path_of(page) for page in arguments.pages]
    folders = work.settings().pages.folders
    made = export_pages(work.files, folders, paths, _beside(desk, output), moves_of(work))
    if output is not None:
        write_output(output, made.text, arguments.force)
    return Export(made, output)


def _beside(desk: Desk, output: str | None) -> str | None:
    """The project's folder in which the file will lie; None when it will not lie in the project."""
    if output is None:
        return None
    folder = Path(output).resolve().parent
    top = desk.project.place.folder
    if not folder.is_relative_to(top):
        return None
    inside = folder.relative_to(top).as_posix()
    return "" if inside == "." else inside


def _exported(export: Export, paint: Paint) -> Iterator[str]:
    made = export.made
    if export.file is None:
        yield made.text.removesuffix("\n")
        return
    yield f"Written to {visible(export.file)}."
    if made.stale:
        yield paint.warning(f"{made.stale:,} {'citation is' if made.stale == 1 else 'citations are'} out of date.")
    for one in made.left_out:
        yield f"{paint.bold(visible(one.page))}: picture {visible(one.target)} is left out. {visible(one.reason)}"


def _export_data(export: Export) -> dict[str, Any]:
    made = export.made
    where = {"text": made.text} if export.file is None else {"file": export.file}
    return where | {"pages": made.pages, "stale": made.stale, "leftOut": made.left_out}


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("pages", metavar="PAGE", nargs="+", help="a page; several come into one file, in this order")
    parser.add_argument("--to", choices=("html",), required=True, help="one page that needs nothing else")
    parser.add_argument("-o", "--output", metavar="FILE", help="write it there")
    parser.add_argument("--force", action="store_true", help="write over a file that is there already")


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
    Command(
        "pages export", "make one HTML file of pages, with their pictures and what they cite",
        "jupyter mlcollab pages export docs/churn.md --to html -o churn.html",
        _export, _exported,
        arguments=_export_arguments, data=_export_data,
    ),
]  # fmt: skip

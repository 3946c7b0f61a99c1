"""Pages whose sources may have moved: where files went the journal knows of those that were renamed in JupyterLab. And
who saved a page, which is kept beside the journal."""

from __future__ import annotations

import posixpath

import msgspec

from ..access.work import Joining, Local
from ..anchors.compose import fingerprint_of
from ..anchors.document import moved_path
from ..anchors.documents import earlier_paths, require_document, went_from
from ..core.errors import NotFound
from ..core.paths import check_path
from . import around, check, preview, settling, then
from .committed import astray
from .file_schema import FileAt
from .former import FormerNames
from .listing import ReadPages, page_at
from .moves import FoundMoves, Moves
from .page import PERSONAL, Page
from .page_files import SUFFIX
from .report import PagesReport
from .saves import KeptSaves, Saved
from .schema import (
    Backlink,
    KeptCitation,
    MovedFile,
    OpenPage,
    PageFile,
    PageHeading,
    PagesAround,
    PageSave,
    PageSaves,
    PageVersion,
    Preview,
)
from .sources import Sources


def page(work: Joining, path: str) -> OpenPage:
    """The page in the file at `path`, with what it cites as that is today, and the pages that link to it.

    Raises:
        NotFound: there is no such page in the project's folders of pages.
        Invalid: the path leaves the project, or the file is not UTF-8 text.
        TooLarge: it is over 5 MB.
    """
    moves = moves_of(work)
    (read,) = moves.followed([page_at(work.files, path, work.settings().pages.folders)])
    return OpenPage(
        path=path,
        title=read.title,
        text=read.text,
        body_line=read.body_line,
        sha256=read.digest,
        type=read.front.type,
        status=read.front.status,
        owner=read.front.owner,
        headings=[PageHeading(level=one.level, text=one.text, line=one.line) for one in read.headings],
        citations=work.held(Sources).citations(work.files, read),
        backlinks=_backlinks(moves.followed(_pages(work), _ending(path)), path),
        moved=[MovedFile(path=left, moved_to=went) for left, went in sorted(read.moved.items())],
        former_paths=_former_paths(work, read) if read.front.type == PERSONAL else [],
        problems=list(read.front.problems),
    )


def pages_around(work: Joining, path: str) -> PagesAround:
    """The pages about the file at `path`, nearest first: about one of its cells, about it, about its folder, about the
    project; then those that only link to it, be it by a path that it left."""
    return PagesAround(pages=around.around(moves_of(work).followed(_pages(work), _ending(path)), path))


def check_pages(work: Joining, below: str = "") -> PagesReport:
    """The pages whose citations or links are out of date, of all or of those whose path begins with `below`."""
    return check.check_pages(work, below, moves_of(work), lambda asked: astray(work.repository, asked))


def keep_citation(work: Joining, kept_citation: KeptCitation) -> PageFile:
    """The page's text after somebody looked at a citation whose source changed or moved: accepted as it is today, where
    the link's text follows when it was the value itself; or kept as it was, with a note. The link and the front matter
    name the file where it is now.

    Raises:
        NotFound, Invalid, TooLarge: as for `page`; and there is no such citation, or nothing to accept.
        Conflict: the page was changed since it was read.
    """
    read = page_at(work.files, kept_citation.page, work.settings().pages.folders)
    (followed,) = moves_of(work).followed([read])
    return settling.settled(work.files, read, followed, kept_citation)


def link_target(work: Joining, path: str, fragment: str = "", at: str | None = None) -> Preview:
    """The page, card, notebook or cell that a link to the file at `path` leads to, or led to before that moved;
    `fragment` as behind its `#`. `at` is the commit that the link names, and the file may be any then.

    Raises:
        Invalid: the path leaves the project, the file cannot be read, or the commit is no revision.
        NotFound: there is no such file or commit, or it is none of these.
        TooLarge: the file is over its limit.
    """
    if at is not None:
        return preview.at_commit(work, path, fragment, at)
    went = None if work.files.exists(path) else moves_of(work).of_links([path]).get(path)
    if went is None:
        return preview.link_target(work, path, fragment)
    shown = preview.link_target(work, went, fragment)
    return msgspec.structs.replace(shown, note=", ".join(filter(None, (f"moved to {went}", shown.note))))


def file_at(work: Joining, path: str, at: str) -> FileAt:
    """The file at `path` as a commit has it, by any name that git knows the commit by, and as it is saved today, be
    it elsewhere by now.

    Raises:
        Invalid: the path leaves the project or is hidden, or is that of a folder, a link or a submodule in the commit;
            or the commit is no revision.
        NotFound: the project is not in a git repository, there is no such commit, or no such file in it.
        Unavailable: git cannot answer.
    """
    return then.file_at(work, path, at, moves_of(work).of_links)


def remember_rename(work: Joining, old: str, new: str) -> None:
    """Makes known to the journal what pages name at or below the path `old`, which became `new`, and the pages there on
    which people have ticks of their own, so that the rename is told of them as of what has comments. Any signed-in
    client can forge such a message, so it counts only when the old path is gone and the new one is there."""
    if work.files.exists(old) or not work.files.exists(new):
        return
    KeptSaves(work.place).follow(old, new)
    pages = _pages(work)
    named = {path for page in pages for path in (*page.targets, *page.cited)}
    named |= {left for page in pages if page.front.type == PERSONAL and (left := moved_path(page.path, new, old))}
    went = {path: target for path in named if (target := moved_path(path, old, new)) and work.files.stamp(target)}
    if went:
        prints = {path: fingerprint_of(work.files, target) for path, target in went.items()}
        work.write_as_server(lambda writing: [require_document(writing, path, prints[path]) for path in sorted(went)])


def page_saves(work: Joining, path: str) -> PageSaves:
    """Who saved the page at `path` through this server, newest first: what is kept of that.

    Raises:
        Invalid: the path leaves the project.
    """
    found = KeptSaves(work.place).of(check_path(path))
    return PageSaves(
        saves=[
            PageSave(number=one.number, began=one.began, at=one.at, person=one.person, live=one.live) for one in found
        ]
    )


def page_save(work: Joining, path: str, number: int) -> PageVersion:
    """The page as somebody saved it, and as it was before.

    Raises:
        Invalid: the path leaves the project.
        NotFound: the save is not kept any more.
    """
    texts = KeptSaves(work.place).texts(check_path(path), number)
    if texts is None:
        raise NotFound("This save is not kept any more.")
    before, text = texts
    return PageVersion(text=text, before=before)


def remember_save(work: Joining, path: str, saved: Saved) -> None:
    """Keeps what was just saved in the file at `path`, when that is a page."""
    if is_page(work, path):
        KeptSaves(work.place).keep(path, saved, work.settings().pages.saves)


def is_page(work: Joining, path: str) -> bool:
    """Whether a file at `path` is a page."""
    return path.endswith(SUFFIX) and any(path.startswith(f"{folder}/") for folder in work.settings().pages.folders)


def moves_of(work: Joining) -> Moves:
    """Finds files that left the paths which pages name."""
    return Moves(
        work.files, lambda paths: work.read(lambda reading: went_from(reading.journal, paths)), work.held(FoundMoves)
    )


def _former_paths(work: Joining, read: Page) -> list[str]:
    """As Jupyter told the journal, then as git's commits have it; without those at which another file is now."""
    told = work.read(lambda reading: earlier_paths(reading, read.path))
    former = dict.fromkeys([*told, *work.held(FormerNames).of(work.repository, read.path)])
    return [path for path in former if path != read.path and not work.files.exists(path)]


def _pages(work: Local) -> list[Page]:
    return work.held(ReadPages).pages(work.files, work.settings().pages.folders)


def _ending(path: str) -> str:
    return posixpath.splitext(path)[1]


def _backlinks(all_pages: list[Page], path: str) -> list[Backlink]:
    return [
        Backlink(path=one.path, title=one.title, line=one.targets[path][0].line)
        for one in all_pages
        if one.path != path and path in one.targets
    ]

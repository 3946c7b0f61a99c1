"""What people do with pages: list, find, read and begin them, cite in them. Files only; nothing is written here,
whoever asked saves the text through Jupyter."""

from __future__ import annotations

import re

from ..access.work import Local
from ..cards.card import Card
from ..cards.listing import card_bytes
from ..cards.text import read_card
from ..core.errors import Conflict, Invalid, NotFound, TooLarge
from ..core.paths import check_path
from ..core.wire import now
from . import around, beginning, search
from .citing import MAX_CITES, Found, accepted, cite, kept, link_to, new_key
from .front_matter import Cite, FrontMatter, read_front_matter, split, with_cites
from .listing import ReadPages, page_at, rows
from .markdown import prose_lines
from .metrics import accepted_metric, cite_metric
from .page import Page
from .page_files import LIMIT_BYTES
from .schema import (
    Backlink,
    CitedMetric,
    CitedPage,
    KeptCitation,
    NewCitation,
    NewPage,
    OpenPage,
    PageFile,
    PageHeading,
    PageHits,
    PageList,
    PagesAround,
    Templates,
)
from .sources import Source, Sources


def pages(work: Local) -> PageList:
    """The project's pages by path. One that cannot be read is listed with the reason."""
    folders = work.settings().pages.folders
    return rows(work.held(ReadPages).refreshed(work.files, folders).items(), folders)


def pages_around(work: Local, path: str) -> PagesAround:
    """The pages about the file at `path`, nearest first: about one of its cells, about it, about its folder, about the
    project; then those that only link to it."""
    return PagesAround(pages=around.around(_pages(work), path))


def find_pages(work: Local, text: str) -> PageHits:
    """The pages that hold every word of `text`, best first."""
    return search.search(_pages(work), text)


def page(work: Local, path: str) -> OpenPage:
    """The page in the file at `path`, with what it cites as that is today, and the pages that link to it.

    Raises:
        NotFound: there is no such page in the project's folders of pages.
        Invalid: the path leaves the project, or the file is not UTF-8 text.
        TooLarge: it is over 5 MB.
    """
    read = page_at(work.files, path, work.settings().pages.folders)
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
        backlinks=_backlinks(_pages(work), path),
        problems=list(read.front.problems),
    )


def page_templates(work: Local) -> Templates:
    """The templates a page can be begun from: the project's own, and those that come along."""
    return Templates(templates=beginning.listed(work.files, work.settings().pages.folders))


def new_page(work: Local, new: NewPage) -> PageFile:
    """A page begun from a template, at a path that no file has yet.

    Raises:
        NotFound: there is no such template.
        Invalid: what it is to be about lies outside the project, or the title has no letter for a file's name.
    """
    about = check_path(new.about.partition("#")[0]) and new.about if new.about is not None else None
    folders = work.settings().pages.folders
    text = beginning.filled(work.files, folders, new.template, new.title, about, work.context.actor.person)
    return PageFile(path=beginning.free_path(work.files, folders[0], new.title), text=text)


def cite_in_page(work: Local, new: NewCitation) -> CitedPage:
    """The page's text with a citation of a cell, of some of its lines, of an output or of a card's metric, and the link
    to put in.

    Raises:
        NotFound: the notebook has no such cell, or the card no such metric.
        Invalid: there is nothing to cite, or the page's front matter cannot be understood.
        TooLarge: the page makes 1,000 citations already, or is over 5 MB.
    """
    path, page_path = check_path(new.cited.path), check_path(new.page)
    _check_size(new.text)
    front = read_front_matter(split(new.text).front)
    _check_cites(front)
    if len(front.cites) >= MAX_CITES:
        raise TooLarge(f"A page makes at most {MAX_CITES:,} citations. Split it in two.")
    if isinstance(new.cited, CitedMetric):
        made = cite_metric(new.cited, read_card(card_bytes(work.files, path), path), _today())
    else:
        made = cite(new.cited, _today())
    key = new_key(front.cites)
    return CitedPage(text=with_cites(new.text, {**front.cites, key: made}), link=link_to(made, key, page_path))


def keep_citation(work: Local, kept_citation: KeptCitation) -> PageFile:
    """The page's text after somebody looked at a citation whose source changed: accepted as it is today, where the
    link's text follows when it was the value itself; or kept as it was, with a note.

    Raises:
        NotFound, Invalid, TooLarge: as for `page`; and there is no such citation, or nothing to accept.
        Conflict: the page was changed since it was read.
    """
    read = page_at(work.files, kept_citation.page, work.settings().pages.folders)
    if read.digest != kept_citation.sha256:
        raise Conflict("The page was changed meanwhile. Look at it again first.")
    key = kept_citation.key
    before = read.front.cites.get(key)
    if before is None:
        raise NotFound("The page makes no such citation.")
    _check_cites(read.front)
    sources = Sources()
    found = sources.found(work.files, {key: before})[key]
    if kept_citation.note is not None:
        if not kept_citation.note.strip():
            raise Invalid("Say in a few words why the page stands as it is.")
        after = kept(before, found, kept_citation.note)
    else:
        after = _accepted(before, found, sources.source(work.files, before.path))
    text = with_cites(read.text, {**read.front.cites, key: after})
    return PageFile(path=read.path, text=_with_link(text, key, before, after, read.path))


def _accepted(cite: Cite, found: Found, source: Source | str) -> Cite:
    if isinstance(source, str):
        raise Invalid(source)
    if isinstance(source, Card):
        return accepted_metric(cite, found, source, _today())
    return accepted(cite, found, source, _today())


def _with_link(text: str, key: str, before: Cite, after: Cite, page_path: str) -> str:
    """The text with the link's words as the new value, where they were the old one."""
    old, new = link_to(before, key, page_path), link_to(after, key, page_path)
    words = old.rpartition("](")[0], new.rpartition("](")[0]
    if words[0] == words[1]:
        return text
    body = split(text).body
    # A link in fenced code is an example, and none of ours. Between the lines stand their ends.
    parts = re.split(r"(\r\n|\r|\n)", body)
    for line, _ in prose_lines(body):
        parts[2 * line] = _with_words(parts[2 * line], f"#mlc={key})", *words)
    return text[: len(text) - len(body)] + "".join(parts)


def _with_words(line: str, mark: str, old: str, new: str) -> str:
    parts = line.split(mark)
    for number, part in enumerate(parts[:-1]):
        opening, between, target = part.rpartition("](")
        if between and opening.endswith(old):
            parts[number] = f"{opening.removesuffix(old)}{new}]({target}"
    return mark.join(parts)


def _pages(work: Local) -> list[Page]:
    return work.held(ReadPages).pages(work.files, work.settings().pages.folders)


def _backlinks(all_pages: list[Page], path: str) -> list[Backlink]:
    return [
        Backlink(path=one.path, title=one.title, line=one.targets[path][0].line)
        for one in all_pages
        if one.path != path and path in one.targets
    ]


def _check_cites(front: FrontMatter) -> None:
    if front.hides:
        raise Invalid("Some of the page's citations cannot be read, and would be lost. Mend or remove them first.")


def _check_size(text: str) -> None:
    if len(text.encode(errors="surrogatepass")) > LIMIT_BYTES:
        raise TooLarge(f"The page is over the limit of {LIMIT_BYTES // 1024**2} MB.")


def _today() -> str:
    return now().date().isoformat()

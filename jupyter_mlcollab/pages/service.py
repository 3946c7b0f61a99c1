"""What people do with pages: list, find and begin them, cite in them. Files only; nothing is written here,
whoever asked saves the text through Jupyter."""

from __future__ import annotations

from ..access.work import Local
from ..cards.listing import card_bytes
from ..cards.text import read_card
from ..core.errors import TooLarge
from ..core.paths import check_path
from . import beginning, search
from .citing import MAX_CITES, cite, link_to, new_key
from .front_matter import read_front_matter, split, with_cites
from .listing import ReadPages, rows
from .metrics import cite_metric
from .page import Page
from .page_files import LIMIT_BYTES
from .schema import CitedMetric, CitedPage, NewCitation, NewPage, PageFile, PageHits, PageList, Templates
from .settling import check_cites, today


def pages(work: Local) -> PageList:
    """The project's pages by path. One that cannot be read is listed with the reason."""
    folders = work.settings().pages.folders
    return rows(work.held(ReadPages).refreshed(work.files, folders).items(), folders)


def find_pages(work: Local, text: str) -> PageHits:
    """The pages that hold every word of `text`, best first."""
    return search.search(_pages(work), text)


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
    check_cites(front)
    if len(front.cites) >= MAX_CITES:
        raise TooLarge(f"A page makes at most {MAX_CITES:,} citations. Split it in two.")
    if isinstance(new.cited, CitedMetric):
        made = cite_metric(new.cited, read_card(card_bytes(work.files, path), path), today())
    else:
        made = cite(new.cited, today())
    key = new_key(front.cites)
    return CitedPage(text=with_cites(new.text, {**front.cites, key: made}), link=link_to(made, key, page_path))


def _pages(work: Local) -> list[Page]:
    return work.held(ReadPages).pages(work.files, work.settings().pages.folders)


def _check_size(text: str) -> None:
    if len(text.encode(errors="surrogatepass")) > LIMIT_BYTES:
        raise TooLarge(f"The page is over the limit of {LIMIT_BYTES // 1024**2} MB.")

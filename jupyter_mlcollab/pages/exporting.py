"""Pages as one file of HTML that needs nothing else: their pictures are in it, and what they cite as that is today."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import quote, unquote

from ..cards.files import html_page
from ..cards.html_form import data_uri, escaped
from ..cards.pictures import picture_kind
from ..cards.words import cut, readable
from ..core.errors import CollabError, Invalid
from ..core.files import Files
from ..core.wire import Wire
from .drawing import draw, text_html
from .listing import page_at
from .markdown import CITED, resolved, revision_of
from .moves import Moves
from .page import Page
from .preview import slug
from .schema import Citation
from .sources import Sources

PICTURE_BYTES = 8 * 1024 * 1024
"""A larger picture is named in its place."""
ALL_PICTURES_BYTES = 32 * 1024 * 1024
SHOWN, SHOWN_LINES = 500, 6
"""Characters and lines of what was cited that are shown."""
_DATA_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=]*")
_STALE = ("changed", "moved", "lost")
_STATES = {
    "current": "up to date", "changed": "source changed", "kept": "kept with a note", "moved": "source moved",
    "lost": "source lost",
}  # fmt: skip
_STYLE = """\
strong { font-size: inherit; } h1 + p, em { color: inherit; } .about, .left-out { color: var(--faint); }
article + article { margin-top: 3rem; padding-top: 2rem; border-top: 1px solid var(--line); }
table { display: block; overflow-x: auto; } code { font-size: 0.875em; }
pre > code { font-size: inherit; }
blockquote { margin: 0.5rem 0; padding-left: 0.75rem; border-left: 3px solid var(--line); }
mark { font-size: 0.8125rem; padding: 0 0.25rem; border-radius: 3px; background: #fff1b8; color: #1f2328; }
"""


class LeftOutPicture(Wire, frozen=True, kw_only=True):
    """A picture that is named in its place, and why, as a sentence."""

    page: str
    target: str
    reason: str


class ExportedPages(Wire, frozen=True, kw_only=True):
    """Pages as one file of HTML. `stale` is how many of their citations are out of date."""

    text: str
    pages: list[str]
    stale: int
    left_out: list[LeftOutPicture]


def export_pages(
    files: Files, folders: Sequence[str], paths: Sequence[str], beside: str | None = None, moves: Moves | None = None
) -> ExportedPages:
    """The pages at the paths in one file, in that order and each once. Links to files lead from the project's folder
    `beside`, in which that file will lie; None for the folder of the first page. Files
    that moved are followed where `moves` is given.

    Raises:
        NotFound: there is no such page in the `folders` of pages.
        Invalid: a page is not UTF-8 text, or nests quotes or lists over 100 deep.
        TooLarge: a page is over 5 MB.
    """
    pages = [_page(files, path, folders) for path in dict.fromkeys(paths)]
    pages = moves.followed(pages) if moves else pages
    cited = Sources().of_all(files, pages)
    # A single page keeps the names of its headings, so that links from outside lead to them.
    names = {page.path: f"page-{number}" for number, page in enumerate(pages, 1)} if len(pages) > 1 else {}
    album = _Album(files)
    beside = posixpath.dirname(pages[0].path) if beside is None else beside
    articles = []
    for page in pages:
        keyed = {one.key: one for one in cited[page.path]}
        articles.append(_article(page, cited[page.path], _Around(page, keyed, names, album, beside)))
    return ExportedPages(
        text=html_page(readable(pages[0].title), "\n".join(articles), _STYLE),
        pages=[page.path for page in pages],
        stale=sum(one.state in _STALE for some in cited.values() for one in some),
        left_out=album.left_out,
    )


def _page(files: Files, path: str, folders: Sequence[str]) -> Page:
    try:
        return page_at(files, path, folders)
    except CollabError as error:
        raise type(error)(f"{path}: {error.message}") from None


class _Album:
    """The pictures of a file."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._left_bytes = ALL_PICTURES_BYTES
        self.left_out: list[LeftOutPicture] = []

    def picture(self, page: Page, target: str, text: str) -> str:
        """The picture that a page shows, or its words and why it is not there."""
        try:
            source = target if _DATA_PICTURE.fullmatch(target) else self._read(page, target)
        except CollabError as error:
            shown = target if len(target) <= SHOWN else f"{target[:SHOWN]}…"
            self.left_out.append(LeftOutPicture(page=page.path, target=shown, reason=error.message))
            named = escaped(readable(" ".join(filter(None, (text, f"({unquote(shown)})")))))
            return f'<span class="left-out">Picture: {named}. {escaped(error.message)}</span>'
        return f'<img src="{source}" alt="{escaped(text)}">'

    def _read(self, page: Page, target: str) -> str:
        path = resolved(target, page.path)
        if path is None:
            raise Invalid("It is not in the project.")
        content = self._files.read(path, PICTURE_BYTES)
        if content is None:
            raise Invalid("There is no such file.")
        kind = picture_kind(content)
        if kind is None:
            raise Invalid("It is no picture that browsers show.")
        if len(content) > self._left_bytes:
            raise Invalid(f"The pictures before it fill the limit of {ALL_PICTURES_BYTES // 1024**2} MB.")
        self._left_bytes -= len(content)
        return data_uri(content, kind[0])


class _Around:
    """What one page says of other files, and what is said of it."""

    def __init__(
        self, page: Page, cited: Mapping[str, Citation], names: Mapping[str, str], album: _Album, beside: str
    ) -> None:
        self._page, self._cited, self._names, self._album, self._beside = page, cited, names, album, beside
        self._taken: set[str] = set()

    @property
    def name(self) -> str:
        """The id of the page within the file; empty when it is the only one."""
        return self._names.get(self._page.path, "")

    def link(self, target: str) -> str:
        path, _, fragment = target.partition("#")
        named = resolved(target, self._page.path) if path else self._page.path
        # As a commit has it, a file is where it was then, and no page as it stands in this file.
        is_then = bool(revision_of(target))
        leads_to = named if is_then else self._page.moved.get(named, named) if named else None
        name = None if is_then else self._names.get(leads_to or "")
        if name is not None:
            return f"#{name}-{slug(unquote(fragment))}" if fragment else f"#{name}"
        stays = leads_to == named and posixpath.dirname(self._page.path) == self._beside
        if leads_to is None or not path or stays:
            return target
        return quote(posixpath.relpath(leads_to, self._beside or ".")) + target[len(path.partition("?")[0]) :]

    def behind(self, target: str) -> str:
        fragment = target.partition("#")[2]
        cited = self._cited.get(fragment.removeprefix(CITED)) if fragment.startswith(CITED) else None
        if cited is None or cited.state not in _STALE:
            return ""
        now = (cited.now or "").strip()
        is_value = cited.state == "changed" and now and "\n" not in now and len(now) <= 60
        return f" <mark>{_STATES[cited.state]}{f', now {escaped(readable(now))}' if is_value else ''}</mark>"

    def picture(self, target: str, text: str) -> str:
        return self._album.picture(self._page, target, text)

    def anchor(self, heading: str) -> str:
        made = f"{self.name}-{slug(heading)}" if self.name else slug(heading)
        if made in self._taken:
            return ""
        self._taken.add(made)
        return made


def _article(page: Page, cited: Sequence[Citation], around: _Around) -> str:
    try:
        body = draw(page.body, around)
    except Invalid as error:
        raise Invalid(f"{page.path}: {error.message}") from None
    parts = [f'<article id="{around.name}">' if around.name else "<article>"]
    if not page.headings or page.headings[0].level != 1:
        parts.append(f"<h1>{text_html(page.title)}</h1>")
    front = page.front
    about = " · ".join(filter(None, (front.type, front.status, front.owner)))
    return "\n".join(
        [*parts, *([f'<p class="about">{text_html(about)}</p>'] if about else []), body, *_cites(cited)]
    ) + ("\n</article>")


def _cites(cited: Sequence[Citation]) -> Iterator[str]:
    if not cited:
        return
    yield "<h2>Citations</h2>\n<table>"
    yield "<thead><tr><th>Source</th><th>Cited</th><th>Now</th><th>State</th></tr></thead>\n<tbody>"
    for one in cited:
        source = f"{posixpath.basename(one.path)}, {one.label}" if one.path else one.key
        now = "the same" if one.now == one.said else _excerpt(one.now or one.reason or "")
        state = _STATES[one.state] + (f": {one.note}" if one.note else "")
        shown = f"<mark>{text_html(state)}</mark>" if one.state in _STALE else text_html(state)
        dated = f"{_excerpt(one.said)}\n({one.date})" if one.date else _excerpt(one.said)
        cells = (text_html(source), text_html(dated), text_html(now), shown)
        yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
    yield "</tbody>\n</table>"


def _excerpt(text: str) -> str:
    lines = text.strip("\n").split("\n")
    first = cut("\n".join(lines[:SHOWN_LINES]), SHOWN)
    return f"{first}\n… ({len(lines):,} lines in all)" if len(lines) > SHOWN_LINES else first

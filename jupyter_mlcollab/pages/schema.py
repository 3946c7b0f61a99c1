"""What crosses the wire about pages. Lines are counted from 0 in the page's file."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from ..core.notebook import MAX_CELLS, Cell
from ..core.people import Person
from ..core.wire import Time, Wire

CitationState = Literal["current", "changed", "kept", "moved", "lost"]
Nearness = Literal["cell", "notebook", "folder", "project", "link"]
LinkableKind = Literal["notebook", "cell", "card", "page"]
TemplateName = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
Title = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]


class PageRow(Wire, frozen=True, kw_only=True):
    """A page in a list. `audience` says for whom it is written, `changed` when its file was last written, `citations`
    how many it makes. `problem` says why it cannot be read, None when it can."""

    path: str
    title: str
    type: str
    status: str
    owner: str
    audience: list[str]
    tags: list[str]
    start: bool
    changed: Time
    citations: int
    problem: str | None


class PageList(Wire, frozen=True, kw_only=True):
    """The project's pages by path, and the folders they are looked for in. `cut` says that there are more pages."""

    folders: list[str]
    pages: list[PageRow]
    cut: bool


class PageAround(Wire, frozen=True, kw_only=True):
    """A page about what is in view: for whom it is written, how near it is, and the cell it names, by id, where it is
    about one."""

    path: str
    title: str
    type: str
    audience: list[str]
    nearness: Nearness
    cell: str | None


class PagesAround(Wire, frozen=True, kw_only=True):
    """Pages about one file, nearest first."""

    pages: list[PageAround]


class PageHit(Wire, frozen=True, kw_only=True):
    """A page that holds what was looked for: an excerpt, its line, and how many times it is there."""

    path: str
    title: str
    excerpt: str
    line: int
    count: int


class PageHits(Wire, frozen=True, kw_only=True):
    """What was found, best first. `cut` says that more pages hold it."""

    hits: list[PageHit]
    cut: bool


class PageHeading(Wire, frozen=True, kw_only=True):
    """A heading of the page."""

    level: int
    text: str
    line: int


class Backlink(Wire, frozen=True, kw_only=True):
    """A page that links to this one."""

    path: str
    title: str
    line: int


class Citation(Wire, frozen=True, kw_only=True):
    """What the page says of a cell, an output or a metric, and how it is today.

    `key` is as in the link and the front matter, `line` that of the link, None when no link uses it. `said` is what
    was cited, `now` what it says today, None when it is lost. A note says why the page is kept though its source
    changed, until that changes again. `cell` is where the source is now, and `path` its file; `moved_from` is the path
    that the page still names, None when that is the same. Nothing else than that is wrong with one that is `moved`.
    """

    key: str
    line: int | None
    path: str
    moved_from: str | None
    kind: str
    label: str
    state: CitationState
    said: str
    now: str | None
    date: str
    note: str
    cell: int | None
    reason: str | None


class MovedFile(Wire, frozen=True, kw_only=True):
    """A file that the page still names by the path it left."""

    path: str
    moved_to: str


class OpenPage(Wire, frozen=True, kw_only=True):
    """A page to be shown. `text` is the whole file, whose body begins at `body_line`. `former_paths` are those it had
    before, the last one first, where ticks are each person's own and lie in a browser under its path; else empty."""

    path: str
    title: str
    text: str
    body_line: int
    sha256: str
    type: str
    status: str
    owner: str
    headings: list[PageHeading]
    citations: list[Citation]
    backlinks: list[Backlink]
    moved: list[MovedFile]
    former_paths: list[str]
    problems: list[str]


class Template(Wire, frozen=True, kw_only=True):
    """A template: its name, what it is for, and whether it is the project's own."""

    name: str
    title: str
    summary: str
    own: bool


class Templates(Wire, frozen=True, kw_only=True):
    """The templates there are, the project's first."""

    templates: list[Template]


class NewPage(Wire, frozen=True, kw_only=True):
    """A page to be begun from a template, about something in the project or about nothing in particular."""

    template: TemplateName
    title: Title
    about: str | None


class PageFile(Wire, frozen=True, kw_only=True):
    """A page's file as it is to be written: nothing is written here, whoever asked saves it."""

    path: str
    text: str


class Linkable(Wire, frozen=True, kw_only=True):
    """Something that a page may link to: what it is called, where it is, and the Markdown of the link. `cell` is the
    place of a cell from 0."""

    kind: LinkableKind
    title: str
    detail: str
    path: str
    cell: int | None
    link: str


class Linkables(Wire, frozen=True, kw_only=True):
    """What was meant by the text that was typed, best first."""

    found: list[Linkable]


class Preview(Wire, frozen=True, kw_only=True):
    """What a link leads to, in a few lines. `note` says how it is, such as the status of a card. A `file` is any other,
    as a commit has it."""

    kind: LinkableKind | Literal["file"]
    title: str
    note: str
    lines: list[str]


class Term(Wire, frozen=True, kw_only=True):
    """A word of the project, what it means here, and the page that says so."""

    term: str
    meaning: str
    path: str


class PersonsRole(Wire, frozen=True, kw_only=True):
    """What a charter says somebody is to the project. `person` is a name, or a handle, as it stands there."""

    person: str
    role: str
    path: str


class Glossary(Wire, frozen=True, kw_only=True):
    """The words that the project's glossary explains, and the roles that its charter names."""

    terms: list[Term]
    roles: list[PersonsRole]


class CitedCell(Wire, frozen=True, kw_only=True, tag_field="kind", tag="cell"):
    """A cell of a notebook to be cited, as the person sees it: all cells as they stand now, and the one that is meant
    by its place from 0. `output` is the output that is meant, as nbformat has it, with its number in `ordinal`; None
    for the source, of which the lines may be named, the last one included."""

    path: str
    cells: Annotated[list[Cell], msgspec.Meta(max_length=MAX_CELLS)]
    index: Annotated[int, msgspec.Meta(ge=0)]
    first_line: Annotated[int, msgspec.Meta(ge=0)] | None = None
    last_line: Annotated[int, msgspec.Meta(ge=0)] | None = None
    output: dict[str, Any] | None = None
    ordinal: Annotated[int, msgspec.Meta(ge=0)] = 0


class CitedMetric(Wire, frozen=True, kw_only=True, tag_field="kind", tag="metric"):
    """A metric of a card to be cited: the path of its `card.json`, and the name, split and slice that tell it."""

    path: str
    name: str
    split: str | None
    slice: str | None


class NewCitation(Wire, frozen=True, kw_only=True):
    """A citation to be put into a page: the text of the page as the person has it, and what is cited."""

    page: str
    text: str
    cited: CitedCell | CitedMetric


class CitedPage(Wire, frozen=True, kw_only=True):
    """The page's text with the citation in its front matter, and the link that belongs where the cursor is."""

    text: str
    link: str


class KeptCitation(Wire, frozen=True, kw_only=True):
    """A citation whose source changed or moved, and what is done about it: `note` None accepts what the source says
    today, else the page stands as it is, for that reason. `sha256` is of the page's text as the person saw it."""

    page: str
    sha256: Sha256
    key: str
    note: Annotated[str, msgspec.Meta(max_length=1_000)] | None


class PageVersions(Wire, frozen=True, kw_only=True):
    r"""A page's text before two edits, and after each. Ends of lines are `\n`."""

    base: str
    ours: str
    theirs: str


class MergedPart(Wire, frozen=True, kw_only=True):
    """A run of lines of the merged page, without their ends. `lines` is what it became; None where a person has to
    decide, with the lines of the three versions. These are empty where it is settled."""

    lines: list[str] | None
    base: list[str]
    ours: list[str]
    theirs: list[str]


class MergedPage(Wire, frozen=True, kw_only=True):
    """The whole page in parts, in order."""

    parts: list[MergedPart]


class PageVersion(Wire, frozen=True, kw_only=True):
    """A page's text in a former version, and in the one before that; None where it was begun, or that is not known."""

    text: str
    before: str | None


class PageSave(Wire, frozen=True, kw_only=True):
    """What somebody saved of a page between `began` and `at`, told from others by its number. `person` is None where
    it is not known who it was. `live` says that the server saved what people typed together."""

    number: int
    began: Time
    at: Time
    person: Person | None
    live: bool


class PageSaves(Wire, frozen=True, kw_only=True):
    """The saves of a page that are kept, newest first."""

    saves: list[PageSave]

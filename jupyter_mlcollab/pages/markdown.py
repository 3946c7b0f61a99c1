"""What a page's Markdown holds that we look for: headings, links and tasks, each with its line. Pure.

One pass over the lines, so that thousands of pages are read in a second; the browser draws them with JupyterLab's own
parser. What stands in fenced code or in a code span is none of ours.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from ..core.text import split_lines

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)$")
_CLOSING = re.compile(r"(?<![ \t])[ \t]++#++$|^#++$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_TASK = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])[ \t]+\[([ xX])\][ \t]+(.*)$")
_LINK = re.compile(
    r"(!?)\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    # What was taken is not given back: lines of a thousand brackets would take the square of their length.
    r"\(\s*+(<[^<>\n]*+>|[^\s()]*+(?:\([^\s()]*+\)[^\s()]*+)*+)[^()\n]*+\)"
)
_TICKS = re.compile(r"`+")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
CITED = "mlc="
_MEANT = frozenset("[]\\`*_<>")
"""Signs that would otherwise be read as Markdown."""
MAX_LINE = 20_000
"""Characters of one line that are looked through for links."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6."""

    level: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image: its text, where it leads as written, and its line from 0."""

    text: str
    target: str
    line: int
    is_image: bool

    @property
    def fragment(self) -> str:
        return self.target.partition("#")[2]

    @property
    def cites(self) -> str:
        """The key of the citation that this link is; empty when it is none."""
        return self.fragment.removeprefix(CITED) if self.fragment.startswith(CITED) else ""


@dataclass(frozen=True, slots=True)
class Task:
    """An item of a checklist."""

    text: str
    done: bool
    line: int


@dataclass(frozen=True, slots=True)
class Scanned:
    """What one page holds. Lines are counted from 0 in the text that was scanned."""

    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    tasks: tuple[Task, ...]


def scan(body: str) -> Scanned:
    """The headings, links and tasks of a page's body."""
    headings: list[Heading] = []
    links: list[Link] = []
    tasks: list[Task] = []
    before = ""
    for line, text in prose_lines(body):
        if found := _HEADING.match(text):
            headings.append(Heading(len(found[1]), plain(_CLOSING.sub("", found[2].rstrip(" \t"))), line))
        elif before.strip() and not _is_block(before) and (underline := _UNDERLINE.match(text)):
            headings.append(Heading(1 if underline[1][0] == "=" else 2, plain(before.strip()), line - 1))
        elif task := _TASK.match(text):
            tasks.append(Task(plain(task[2]), task[1] != " ", line))
        if "](" in text:
            links.extend(_links(text[:MAX_LINE], line))
        before = text
    return Scanned(tuple(headings), tuple(links), tuple(tasks))


def plain(text: str) -> str:
    """Inline Markdown as people read it: the texts of links, without marks of emphasis and code."""
    if "](" in text:
        text = _LINK.sub(lambda link: link[2], text)
    return text.replace("**", "").replace("`", "").strip("*_ \t")


def escaped(text: str) -> str:
    """A line of text as Markdown that reads as this text."""
    return "".join(f"\\{sign}" if sign in _MEANT else sign for sign in " ".join(text.split()))


def link_markdown(text: str, path: str, page: str, fragment: str = "") -> str:
    """A link to the project's file at `path` as it stands in the page at the path `page`: relative, so that any tool
    follows it, and with every sign that is not plain in an address written as its bytes."""
    relative = quote(posixpath.relpath(path, posixpath.dirname(page) or "."))
    return f"[{escaped(text)}]({relative}{f'#{fragment}' if fragment else ''})"


def resolved(target: str, page: str) -> str | None:
    """The project's path that a link of the page at the path `page` leads to; None when it leads elsewhere: to a site,
    to the page itself, or out of the project."""
    if _SCHEME.match(target):
        return None
    path = unquote(target.strip("<>").partition("#")[0].partition("?")[0])
    if not path or path.startswith("/") or "\\" in path:
        return None
    found = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return None if found == "." or found.startswith("../") or found == ".." else found


def revision_of(target: str) -> str:
    """The commit that a link to a file names, as in `train.ipynb?at=a1b2c3d`; empty where it names none."""
    query = target.partition("#")[0].partition("?")[2]
    return next((unquote(one.removeprefix("at=")) for one in query.split("&") if one.startswith("at=")), "")


def _links(text: str, line: int) -> Iterator[Link]:
    for link in _LINK.finditer(_without_code(text) if "`" in text else text):
        yield Link(plain(link[2]), link[3].strip("<>"), line, bool(link[1]))


def _without_code(text: str) -> str:
    """The line with blanks in place of its code spans, which end at the next run of as many backticks."""
    runs = list(_TICKS.finditer(text))
    ends: list[int | None] = []
    next_of: dict[int, int] = {}
    for at in reversed(range(len(runs))):
        length = len(runs[at][0])
        ends.append(next_of.get(length))
        next_of[length] = at
    ends.reverse()
    parts, done, at = [], 0, 0
    while at < len(runs):
        end = ends[at]
        if end is not None:
            parts += [text[done : runs[at].start()], " " * (runs[end].end() - runs[at].start())]
            done, at = runs[end].end(), end
        at += 1
    return "".join(parts) + text[done:]


def _is_block(text: str) -> bool:
    """Whether a line is of a kind that a line of dashes below does not make a heading."""
    return text.lstrip().startswith(("#", ">", "- ", "* ", "+ ", "|"))


def prose_lines(body: str) -> Iterator[tuple[int, str]]:
    """The lines outside fenced code, each with its number from 0."""
    fence = ""
    for line, text in enumerate(split_lines(body)):
        found = _FENCE.match(text)
        if fence:
            if found and found[1][0] == fence[0] and len(found[1]) >= len(fence) and not text[found.end() :].strip():
                fence = ""
        elif found and not (found[1][0] == "`" and "`" in text[found.end() :]):
            fence = found[1]
        else:
            yield line, text

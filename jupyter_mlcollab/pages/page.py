"""One page as it is read from its file: what it says of itself and what it links to. Pure."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import NamedTuple
from urllib.parse import unquote

from ..core.errors import Invalid
from .front_matter import FrontMatter, read_front_matter, split
from .markdown import Heading, Link, Scanned, resolved, revision_of, scan
from .page_files import SUFFIX
from .report import FileLink

PROJECT = "."
"""Stands for the project as a whole."""
PERSONAL = "onboarding"
"""The type of pages on which ticks are each person's own."""


class Folded(NamedTuple):
    """The texts of a page with their case folded."""

    title: str
    headings: str
    body: str


@dataclass(frozen=True)
class Page:
    """A page. Lines of headings, links and tasks are counted from 0 in the whole file."""

    path: str
    text: str
    body: str
    body_line: int
    front: FrontMatter
    scanned: Scanned
    moved: Mapping[str, str] = field(default_factory=dict)
    """Where files are that its text names by paths they left; `front.cites` has them there already."""
    left: Mapping[str, str] = field(default_factory=dict)
    """The paths that its text still names, of those citations whose source moved, by their keys."""

    @cached_property
    def title(self) -> str:
        """Its title, else its first heading, else its file's name."""
        heading = next((heading.text for heading in self.scanned.headings if heading.text), "")
        return self.front.title or heading or posixpath.basename(self.path).removesuffix(SUFFIX)

    @property
    def headings(self) -> tuple[Heading, ...]:
        return self.scanned.headings

    @cached_property
    def targets(self) -> dict[str, list[Link]]:
        """Its links by the project's paths they lead to."""
        found: dict[str, list[Link]] = {}
        for link in self.scanned.links:
            path = resolved(link.target, self.path)
            if path is not None and not link.is_image:
                found.setdefault(self.moved.get(path, path), []).append(link)
        return found

    @cached_property
    def file_links(self) -> list[FileLink]:
        """Its links to files of the project, as they are or as a commit has them, without citations."""
        return [
            FileLink(target=link.target, line=link.line, path=path, at=revision_of(link.target))
            for link in self.scanned.links
            if not link.cites and (path := resolved(link.target, self.path)) is not None
        ]

    @cached_property
    def cited(self) -> tuple[str, ...]:
        """The notebooks and cards that it cites, once each."""
        return tuple(dict.fromkeys(cite.path for cite in self.front.cites.values()))

    @cached_property
    def named(self) -> frozenset[str]:
        """The files that it cites, links to or is about."""
        about = (about_path(said) for said in self.front.about)
        return frozenset((*self.targets, *self.cited, *(path for path in about if path not in ("", PROJECT))))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of its text, 64 hexadecimal digits: which version somebody saw."""
        return sha256(self.text.encode()).hexdigest()

    @cached_property
    def folded(self) -> Folded:
        """What is searched in it."""
        headings = " ".join(heading.text for heading in self.headings)
        return Folded(self.title.casefold(), headings.casefold(), self.body.casefold())


def about_path(said: str) -> str:
    """The path that an entry of `about` names, without a cell."""
    about = said.partition("#")[0]
    return PROJECT if about in (".", "./", "project") else unquote(about).removeprefix("./")


def read_page(content: bytes, path: str) -> Page:
    """The page in a file's bytes.

    Raises:
        Invalid: the file is not UTF-8 text.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Invalid(f"The page is not UTF-8 text (line {line}). Save it as UTF-8 to see it here.") from None
    front, body, body_line = split(text)
    return Page(path, text, body, body_line, read_front_matter(front), _moved(scan(body), body_line))


def _moved(scanned: Scanned, lines: int) -> Scanned:
    if not lines:
        return scanned
    return Scanned(
        tuple(replace(heading, line=heading.line + lines) for heading in scanned.headings),
        tuple(replace(link, line=link.line + lines) for link in scanned.links),
        tuple(replace(task, line=task.line + lines) for task in scanned.tasks),
    )

"""What the project's glossary and charter say of words and people: read from their text, so that they stay what
people read. Pure, but for the use case that reads the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from ..access.work import Local
from ..core.text import split_lines
from .listing import ReadPages
from .markdown import plain, prose_lines, scan
from .page import Page
from .schema import Glossary, PersonsRole, Term

GLOSSARY, CHARTER = "glossary", "charter"
MAX_TERMS = 1_000
MAX_ROLES = 200
Found = TypeVar("Found")
_TERM = re.compile(r"\s{0,3}(?:[-*+][ \t]+)?\*\*([^*\n]{1,80})\*\*[ \t]*(?::|—|–|-|,)?[ \t]*(.{1,1000})$")
_ROW = re.compile(r"\s{0,3}\|([^|\n]*)\|([^|\n]*)\|\s*$")
_RULE = re.compile(r"[\s:|-]*$")


def glossary(work: Local) -> Glossary:
    """The terms of the project's glossaries, each with its meaning, and the roles that its charters name. The first
    page by path has the word where several explain one."""
    pages = work.held(ReadPages).pages(work.files, work.settings().pages.folders)
    terms: dict[str, Term] = {}
    for term in _of_type(pages, GLOSSARY, terms_of):
        terms.setdefault(term.term.casefold(), term)
    roles = list(_of_type(pages, CHARTER, roles_of))
    return Glossary(terms=list(terms.values())[:MAX_TERMS], roles=roles[:MAX_ROLES])


def terms_of(page: Page) -> Iterator[Term]:
    """The words that a page explains: a line, or an item of a list, that begins with the word in bold."""
    for _, line in prose_lines(page.body):
        found = _TERM.match(line)
        # What a template leaves open, such as “…”, has neither letters nor digits.
        if found and any(map(str.isalnum, term := plain(found[1]).rstrip(":").strip())):
            yield Term(term=term, meaning=plain(found[2]), path=page.path)


def roles_of(page: Page) -> Iterator[PersonsRole]:
    """Who has which role: the rows of the table below the heading *Roles*, of which the first is its head."""
    lines = split_lines(page.body)
    headings = scan(page.body).headings
    begin = next((one.line for one in headings if one.text.casefold() == "roles"), None)
    if begin is None:
        return
    end = next((one.line for one in headings if one.line > begin), len(lines))
    rows = [row for line in lines[begin + 1 : end] if (row := _ROW.match(line)) and not _RULE.match(line)]
    for row in rows[1:]:
        role = plain(row[1])
        for name in row[2].split(","):
            if role and (person := plain(name).lstrip("@")):
                yield PersonsRole(person=person, role=role, path=page.path)


def _of_type(pages: Iterable[Page], kind: str, found: Callable[[Page], Iterable[Found]]) -> Iterator[Found]:
    for page in pages:
        if page.front.type == kind:
            yield from found(page)

"""How a page begins: from a template of the project's, or from one that comes along."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files as resources

from ..cards.naming import numbered, slug_of
from ..core.errors import CollabError, Invalid, NotFound
from ..core.files import Files
from ..core.people import Person
from ..core.wire import now
from .front_matter import split
from .page_files import SUFFIX, TEMPLATES
from .schema import Template

LIMIT_BYTES = 256 * 1024
MAX_TEMPLATES = 200
MAX_NUMBER = 1_000
_PLACE = re.compile(r"\{\{(title|owner|about|today)\}\}")
_SUMMARY = re.compile(r"^template:[^\r\n]*\r?\n", re.MULTILINE)


def listed(files: Files, folders: Sequence[str]) -> list[Template]:
    """The templates there are, the project's first; one of the project's stands for one of the same name."""
    own = dict(_own(files, folders))
    found = [_template(name, text, own=True) for name, text in sorted(own.items())]
    return found + [_template(name, text, own=False) for name, text in _packaged().items() if name not in own]


def filled(files: Files, folders: Sequence[str], name: str, title: str, about: str | None, person: Person) -> str:
    """The text of a new page: the template with title, owner, day and what it is about filled in.

    Raises:
        NotFound: there is no such template.
    """
    text = dict(_own(files, folders)).get(name) or _packaged().get(name)
    if text is None:
        raise NotFound("There is no such template.")
    said = {
        "title": _one_line(title),
        "owner": _one_line(person.display_name),
        "about": about or "the project",
        "today": now().date().isoformat(),
    }
    front, _, _ = split(text)
    end = text.index(front) + len(front) if front else 0
    head = _SUMMARY.sub("", text[:end], count=1)
    # In the front matter a text stands between quotes, which the template has, save around what it is about.
    inside = {name: _escaped(value) for name, value in said.items()} | {"about": f'"{_escaped(about or ".")}"'}
    head = _PLACE.sub(lambda place: inside[place[1]], head)
    return head + _PLACE.sub(lambda place: said[place[1]], text[end:])


def free_path(files: Files, folder: str, title: str) -> str:
    """The path of a page of that title that no file has yet.

    Raises:
        Invalid: the title holds nothing that a file could be called by, or there are 1,000 pages of that name.
    """
    slug = slug_of(title)
    for number in range(1, MAX_NUMBER):
        path = f"{folder}/{numbered(slug, number)}{SUFFIX}"
        if not files.exists(path):
            return path
    raise Invalid("There are too many pages of that title. Choose another one.")


def _template(name: str, text: str, *, own: bool) -> Template:
    front = split(text).front
    summary = _SUMMARY.search(front) if front is not None else None
    said = summary[0].partition(":")[2].strip().strip("\"'") if summary else ""
    return Template(name=name, title=name.replace("-", " ").capitalize(), summary=said, own=own)


def _own(files: Files, folders: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The project's templates. One that cannot be read is left out, as it could not be used."""
    for folder in folders:
        try:
            for path in files.stamps_below(f"{folder}/{TEMPLATES}", SUFFIX, MAX_TEMPLATES):
                content = files.read(path, LIMIT_BYTES)
                if content is not None:
                    yield path.rpartition("/")[2].removesuffix(SUFFIX), content.decode("utf-8")
        except (CollabError, UnicodeDecodeError):
            continue


@cache
def _packaged() -> dict[str, str]:
    """The templates that come along, in the order in which a project needs them."""
    order = ("project-charter", "data-sheet", "decision-record", "glossary", "onboarding", "retrospective")
    folder = resources(__package__) / TEMPLATES
    return {name: (folder / f"{name}{SUFFIX}").read_text(encoding="utf-8") for name in order}


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    """As it stands between double quotes in YAML."""
    return text.replace("\\", "\\\\").replace('"', '\\"')

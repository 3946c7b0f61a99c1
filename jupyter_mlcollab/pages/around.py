"""Which pages are about what is in view: pure.

A page says what it is about in its front matter: `about: [train.ipynb, "train.ipynb#cell-id=8f3a", data/, .]`, paths
from the project's folder, the fragment as JupyterLab links to cells, `.` for the project. A page that only links to a
notebook comes after those that are about it.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from urllib.parse import unquote

from .page import PROJECT, Page, about_path
from .schema import Nearness, PageAround

CELL = "cell-id="
_ORDER: dict[Nearness, int] = {"cell": 0, "notebook": 1, "folder": 2, "project": 3, "link": 4}


def around(pages: Iterable[Page], path: str) -> list[PageAround]:
    """The pages about the file at `path`, nearest first; a page about several of its cells is there for each."""
    found = [one for page in pages for one in _of_page(page, path)]
    return sorted(found, key=lambda one: (_ORDER[one.nearness], -len(one.path) if one.nearness == "folder" else 0))


def _of_page(page: Page, path: str) -> list[PageAround]:
    near = [place for said in page.front.about if (place := _nearness(said, path, page.moved))]
    cells = [place for place in near if place[0] == "cell"]
    links = [(_linked(link.fragment)) for link in page.targets.get(path, ())]
    linked = [("cell", cell) for cell in dict.fromkeys(links) if cell]
    nearest = min((place for place in near if place[0] != "cell"), key=lambda place: _ORDER[place[0]], default=None)
    places: list[tuple[Nearness, str | None]] = [*cells]
    places += [("cell", cell) for _, cell in linked if ("cell", cell) not in places]
    if nearest is not None:
        places.append(nearest)
    elif links and not places:
        places.append(("link", None))
    return [_around(page, nearness, cell) for nearness, cell in places]


def _nearness(said: str, path: str, moved: Mapping[str, str]) -> tuple[Nearness, str | None] | None:
    about, fragment = about_path(said), said.partition("#")[2]
    if about == PROJECT:
        return "project", None
    about = moved.get(about, about)
    if about.endswith("/"):
        return ("folder", None) if path.startswith(about) else None
    if about != path:
        return ("folder", None) if about and path.startswith(f"{about}/") else None
    cell = _linked(fragment)
    return ("cell", cell) if cell else ("notebook", None)


def _linked(fragment: str) -> str | None:
    """The id of the cell that a fragment names, as JupyterLab writes it."""
    return unquote(fragment.removeprefix(CELL)) or None if fragment.startswith(CELL) else None


def _around(page: Page, nearness: Nearness, cell: str | None) -> PageAround:
    front = page.front
    return PageAround(
        path=page.path,
        title=page.title,
        type=front.type,
        audience=list(front.audience),
        nearness=nearness,
        cell=cell,
    )


def about_links(path: str, page: str) -> str:
    """How a page links to the file at `path`: relative to the page, as a code host reads it."""
    return posixpath.relpath(path, posixpath.dirname(page) or ".")

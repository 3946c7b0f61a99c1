"""Which files are pages."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.errors import Invalid, NotFound
from ..core.files import Files

SUFFIX = ".md"
LIMIT_BYTES = 5 * 1024 * 1024
MAX_PAGES = 10_000
TEMPLATES = "templates"
"""Below a folder of pages: what is there are the project's templates, and no pages."""
Stamp = tuple[int, int]


def page_stamps(files: Files, folders: Sequence[str]) -> dict[str, Stamp]:
    """The stamps of all pages, by path."""
    found: dict[str, Stamp] = {}
    for folder in folders:
        try:
            below = files.stamps_below(folder, SUFFIX, MAX_PAGES - len(found))
        except (Invalid, NotFound):
            continue
        found |= {path: stamp for path, stamp in below.items() if not path.startswith(f"{folder}/{TEMPLATES}/")}
    return found

"""A document: a notebook as the journal knows it, whatever its file is called today. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..core.notebook import Cell
from ..core.text import normalise, source_hash
from ..core.wire import Payload, encode
from ..journal.event import Event
from ..journal.fold import View
from ..journal.payload import read

FINGERPRINT_SIZE = 64
HASH_DIGITS = 12


class DocumentOpened(Payload, frozen=True, kw_only=True):
    """A document was made known: `document.opened`. `fingerprint` is that of its cells then."""

    path: str
    fingerprint: list[str]


class DocumentMoved(Payload, frozen=True, kw_only=True):
    """A document got another path: `document.moved`. `reason` says who noticed, such as `renamed`, `git`, `content`."""

    path: str
    reason: str


class Document(Payload, frozen=True, kw_only=True):
    """A document as it stands: its path now, those before, oldest first, and the fingerprint it was opened with."""

    id: str
    path: str
    previous_paths: list[str]
    fingerprint: list[str]


def fold_document(entity: str, events: Sequence[Event], /) -> View | None:
    """The document after `events`; its view's subject is its path. None while no event names a path."""
    paths: list[str] = []
    prints: list[str] = []
    for event in events:
        if event.kind == "document.opened" and (opened := read(event, DocumentOpened)):
            paths.append(opened.path)
            prints = opened.fingerprint
        elif event.kind == "document.moved" and (moved := read(event, DocumentMoved)):
            paths.append(moved.path)
    if not paths:
        return None
    earlier = [path for path in dict.fromkeys(paths) if path != paths[-1]]
    document = Document(id=entity, path=paths[-1], previous_paths=earlier, fingerprint=prints)
    return View(kind="document", id=entity, subject=document.path, status="active", body=encode(document))


def moved_path(path: str, old_prefix: str, new_prefix: str) -> str | None:
    """Where `path` is after the file or folder `old_prefix` became `new_prefix`; None when it was not part of it.

    >>> moved_path("a/b.ipynb", "a", "c"), moved_path("ab/c.ipynb", "a", "c")
    ('c/b.ipynb', None)
    """
    if path == old_prefix:
        return new_prefix
    return new_prefix + path.removeprefix(old_prefix) if path.startswith(old_prefix + "/") else None


def fingerprint(cells: Iterable[Cell]) -> list[str]:
    """The smallest hashes of the cells' sources, sorted, at most 64: enough to estimate how much two notebooks share.

    A bottom-k sketch (Broder, *On the resemblance and containment of documents*, 1997). Empty cells do not count.
    """
    hashes = {source_hash(cell.source)[:HASH_DIGITS] for cell in cells if normalise(cell.source)}
    return sorted(hashes)[:FINGERPRINT_SIZE]


def similarity(first: Sequence[str], second: Sequence[str]) -> float:
    """The share of distinct cells two fingerprinted notebooks have in common (Jaccard), 0 to 1; 0 when one is empty.

    Exact up to 64 distinct cells, an estimate above.
    """
    one, other = set(first), set(second)
    if not one or not other:
        return 0.0
    sample = sorted(one | other)
    if max(len(one), len(other)) >= FINGERPRINT_SIZE:
        sample = sample[:FINGERPRINT_SIZE]
    return sum(1 for value in sample if value in one and value in other) / len(sample)

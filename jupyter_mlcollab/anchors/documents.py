"""Documents: which one is at a path, and where one is now. They touch the journal only."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

import msgspec

from ..access.work import Reading, Writing
from ..core.ids import new_id
from ..core.paths import check_path
from .document import Document, DocumentMoved, DocumentOpened, moved_path

if TYPE_CHECKING:
    from ..journal.reader import Reader


def document_at(work: Reading, path: str) -> str | None:
    """The document that is at `path` now; of several that claim it the smallest id. None when none was ever made known.

    Raises:
        Invalid: the path leaves the project or is hidden.
    """
    return next(iter(documents_at(work, path)), None)


def documents_at(work: Reading, path: str) -> list[str]:
    """Every document that is at `path` now, by rising id. They are one notebook, which several computers made known
    before they met.

    Raises:
        Invalid: the path leaves the project or is hidden.
    """
    return sorted(view.id for view in work.journal.views("document", subject=check_path(path)))


def require_document(work: Writing, path: str, fingerprint: list[str]) -> str:
    """The document at `path`, made known with its cells' fingerprint when it is not yet.

    Raises:
        Invalid: the path leaves the project or is hidden.
    """
    document = document_at(work, path)
    if document is None:
        document = new_id()
        work.append(
            work.event("document.opened", document, DocumentOpened(path=path, fingerprint=fingerprint), document)
        )
    return document


def path_of(work: Reading, document: str) -> str | None:
    """Where the document is now, or None when it is unknown."""
    view = work.journal.view("document", document)
    return view.subject if view else None


def paths_of(work: Reading, documents: Iterable[str]) -> dict[str, str]:
    """Where each of the documents is now; the unknown are left out."""
    views = work.journal.views("document", ids=sorted(documents))
    return {view.id: view.subject for view in views if view.subject}


def went_from(journal: Reader, paths: Collection[str]) -> dict[str, list[str]]:
    """Where documents are now that were at the paths once: by those paths, each place once. A file that was never made
    known, by a comment or by a page that names it, is none."""
    went: dict[str, set[str]] = {}
    for document in _all(journal):
        for path in document.previous_paths:
            if path in paths:
                went.setdefault(path, set()).add(document.path)
    return {path: sorted(places) for path, places in went.items()}


def earlier_paths(work: Reading, path: str) -> list[str]:
    """The paths that the document at `path` had before, the last one first; empty when none was ever made known."""
    found = [document for document in documents(work) if document.path == path]
    return [before for document in found for before in reversed(document.previous_paths)]


def documents(work: Reading) -> list[Document]:
    """All documents of the project."""
    return _all(work.journal)


def _all(journal: Reader) -> list[Document]:
    return [msgspec.json.decode(view.body, type=Document) for view in journal.views("document")]


def move_documents(work: Writing, old: str, new: str, reason: str) -> list[str]:
    """The ids of the documents that went along when the file or folder `old` became `new`.

    A folder takes along every document below it, by exact prefix.
    """
    moved = []
    for document in documents(work):
        target = moved_path(document.path, old, new)
        if target is not None:
            work.append(work.event("document.moved", document.id, DocumentMoved(path=target, reason=reason)))
            moved.append(document.id)
    return moved

"""Where documents and files meet: fingerprints, and finding a document again whose file moved outside Jupyter."""

from __future__ import annotations

from ..access.work import Joining, Reading
from ..core.errors import CollabError, Invalid, NotFound
from ..core.files import Files
from ..core.notebook import Cell, cells_of
from ..core.paths import check_path
from ..core.text import split_lines
from .document import Document, fingerprint, similarity
from .documents import document_at, documents, move_documents
from .schema import DocumentPath, FoundDocument

PAGE_ENDINGS = (".md", ".markdown")
MAX_TEXT_BYTES = 16 * 1024 * 1024
SURE = 0.6
"""Share of equal cells from which on a vanished notebook is taken to be the one asked for. Below, a person decides."""
CLEAR = 0.2
"""By how much the best candidate has to lead the second: two equal ones would be a guess."""


def find_document(work: Joining, document_path: DocumentPath) -> FoundDocument:
    """The document at the path: the known one, else one whose file has vanished and, by git's renames or by its
    content, is now here. A file that is still in its place is never taken: a copy does not share its threads.

    Raises:
        Invalid: the path leaves the project or is hidden.
        NotFound: there is no file at the path.
    """
    path = check_path(document_path.path)
    known, all_documents = work.read(lambda reading: (document_at(reading, path), documents(reading)))
    if known is not None:
        return FoundDocument(document=known, moved_from=None)
    vanished = [d for d in all_documents if not work.files.exists(d.path)]
    found = _by_git(work.files, vanished, path) or _by_content(work.files, vanished, path)
    if found is None:
        return FoundDocument(document=None, moved_from=None)
    moved, reason = found
    work.write_as_server(lambda writing: move_documents(writing, moved.path, path, reason))
    return FoundDocument(document=moved.id, moved_from=moved.path)


def follow_rename(work: Joining, old: str, new: str) -> list[str]:
    """The documents that went along with a rename told by Jupyter.

    Any signed-in client can forge such a message, so it counts only when the old path is gone and the new one is
    there.
    """
    if work.files.exists(old) or not work.files.exists(new):
        return []
    return work.write_as_server(lambda writing: move_documents(writing, old, new, "renamed"))


def fingerprint_of(files: Files, path: str) -> list[str]:
    """The fingerprint of the notebook's cells as saved, or of a page's paragraphs; empty when there is none to read."""
    try:
        if path.endswith(PAGE_ENDINGS):
            return fingerprint(_paragraphs(read_text(files, path)))
        return fingerprint(cells_of(files.read_notebook(path)))
    except CollabError:
        return []


def read_text(files: Files, path: str) -> str:
    """The text of a file as JupyterLab holds it: every line ends with a line feed, and no byte order mark.

    Raises:
        NotFound: there is no such file.
        Invalid: it is not UTF-8 text, or the path leaves the project or is hidden.
        TooLarge: the file is over 16 MB.
    """
    content = files.read(path, MAX_TEXT_BYTES)
    if content is None:
        raise NotFound(f"There is no file {path} in the project.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(f"{path} is not UTF-8 text.") from None
    return "\n".join(split_lines(text))


def _paragraphs(text: str) -> list[Cell]:
    return [Cell(id=None, cell_type="markdown", source=part) for part in text.split("\n\n")]


def known_at(work: Reading, path: str) -> bool:
    """Whether a document is at the path."""
    return document_at(work, path) is not None


def _by_git(files: Files, vanished: list[Document], path: str) -> tuple[Document, str] | None:
    went = files.renamed([d.path for d in vanished])
    found = next((d for d in vanished if went.get(d.path) == path), None)
    return (found, "git") if found else None


def _by_content(files: Files, vanished: list[Document], path: str) -> tuple[Document, str] | None:
    here = fingerprint_of(files, path)
    scored = sorted(((similarity(d.fingerprint, here), d.id, d) for d in vanished), reverse=True)
    if not scored or scored[0][0] < SURE or (len(scored) > 1 and scored[0][0] - scored[1][0] < CLEAR):
        return None
    return scored[0][2], "content"

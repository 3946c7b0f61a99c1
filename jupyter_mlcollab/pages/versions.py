"""A page as it was: in a commit, and as Jupyter put it aside. Its commits are listed as those of notebooks."""

from __future__ import annotations

from ..access.work import Local
from ..core.errors import NotFound
from ..core.paths import check_path
from .page import read_page
from .page_files import LIMIT_BYTES, SUFFIX
from .schema import PageVersion

CHECKPOINT = "checkpoint"


def page_version(work: Local, path: str, commit: str | None = None) -> PageVersion:
    """The page at `path` as a commit left it, and as it was before that commit. `path` is what it is called there; it
    may be in no folder of pages today. Without a commit, as Jupyter put it aside when it was saved last by hand.

    Raises:
        NotFound: there is no such version, or no repository.
        Invalid: the path leaves the project or is no page's, the commit is no revision, or the text is not UTF-8.
        TooLarge: it is over 5 MB.
        Unavailable: git cannot answer.
    """
    checked = check_path(path)
    if not checked.endswith(SUFFIX):
        raise NotFound("That is no page.")
    if commit is None:
        content = work.files.read_checkpoint(checked, CHECKPOINT, LIMIT_BYTES)
        if content is None:
            raise NotFound("Jupyter has no checkpoint of this page. It makes one when the page is saved.")
        return PageVersion(text=_text(content, checked), before=None)
    found = work.repository.commit(commit)
    text = _in_commit(work, found, checked)
    if text is None:
        raise NotFound("The page is not in this commit: it was deleted there.")
    parent = work.repository.parent(found)
    if parent is None:
        return PageVersion(text=text, before=None)
    before = _in_commit(work, parent, checked)
    if before is None:
        earlier = work.repository.earlier_name(parent, checked, found)
        before = _in_commit(work, parent, earlier) if earlier and earlier.endswith(SUFFIX) else None
    return PageVersion(text=text, before=before)


def _in_commit(work: Local, commit: str, path: str) -> str | None:
    blob = work.repository.blob_at(commit, path)
    return None if blob is None else _text(work.repository.read(blob, LIMIT_BYTES), path)


def _text(content: bytes, path: str) -> str:
    return read_page(content, path).text

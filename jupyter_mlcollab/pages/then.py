"""Files of any kind as a commit has them: found, and made ready to be shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..access.work import Local
from ..cards.html_form import data_uri
from ..cards.pictures import picture_kind
from ..core.errors import CollabError, Invalid, NotFound, TooLarge
from ..core.files import Files
from ..core.paths import check_path
from ..core.text import well_formed
from ..diff.budget import Budget
from ..diff.giving_way import giving_way
from ..diff.kept import Comparisons
from ..diff.lines import compare_texts
from ..diff.options import Options
from ..diff.rows import lines_of, ranges_of
from ..git.history import said_of_commit
from .committed import SHORT
from .file_schema import FileAt, FileChange, FileSide

if TYPE_CHECKING:
    from ..git.repository import Repository

TEXT_BYTES = 2 * 1024 * 1024
PICTURE_BYTES = 8 * 1024 * 1024
SECONDS = 3.0
"""After this time what differs in two texts is shown as replaced."""
MOST_LINES = 5_000
"""A longer piece that is gone would be drawn as a whole, which takes a browser seconds."""
_MEGABYTE = 1024 * 1024
_POINTER = b"version https://git-lfs.github.com/spec/"
_POINTER_BYTES = 1024

Went = Callable[[Collection[str]], Mapping[str, str]]
"""Asks where files are that left their paths; without those of which it is not known."""


@dataclass(frozen=True)
class Committed:
    """A file in a commit: both named by full hash."""

    path: str
    commit: str
    blob: str


def committed_file(repository: Repository, path: str, revision: str) -> Committed:
    """The file that is at `path` in the commit that `revision` names.

    Raises:
        Invalid: the path leaves the project or is hidden, or is that of a folder, a link or a submodule in the commit;
            or the revision is none.
        NotFound: there is no repository, no such commit, or no such file in it.
        Unavailable: git cannot answer.
    """
    # A link to a folder may end with a slash.
    named = path.rstrip("/")
    if not named:
        raise Invalid("The link leads to a folder. Only a file can be shown as a commit has it.")
    checked, commit = check_path(named), repository.commit(revision)
    blob = repository.blob_at(commit, checked)
    if blob is None:
        earlier = repository.earlier_name(commit, checked)
        called = f" There it was called “{well_formed(earlier)}”." if earlier else ""
        raise NotFound(f"“{checked}” is not in the commit {commit[:SHORT]}.{called}")
    return Committed(checked, commit, blob)


def file_at(work: Local, path: str, revision: str, went: Went) -> FileAt:
    """The file as a commit has it, and as it is saved today.

    Raises:
        Invalid, NotFound, Unavailable: as for `committed_file`.
    """
    found = committed_file(work.repository, path, revision)
    said = said_of_commit(work.repository, found.commit)
    then = _read(lambda: work.repository.read(found.blob, PICTURE_BYTES))
    now_path = found.path if work.files.exists(found.path) else went([found.path]).get(found.path)
    now = _read(lambda: _saved(work.files, now_path)) if now_path else None
    same = isinstance(then, bytes) and then == now
    before, after = _shown(then), None if same or now is None else _shown(now)
    return FileAt(
        path=found.path,
        commit=found.commit,
        author=said.author,
        at=said.at,
        subject=said.subject,
        then=before,
        now_path=now_path,
        same=same,
        now=after,
        change=_change(work, before.text, after.text if after else None),
    )


def _change(work: Local, old: str | None, new: str | None) -> FileChange | None:
    if old is None or new is None or old == new:
        return None
    with giving_way(), work.held(Comparisons).turn():
        found = compare_texts(old, new, Options(), Budget(SECONDS, work.context.gone))
        lines = lines_of(found)
        if any(old_end - old_start > MOST_LINES for old_start, old_end, _, _ in lines):
            return None
        return FileChange(lines=lines, ranges=ranges_of(found, old, new))


def _saved(files: Files, path: str) -> bytes:
    content = files.read(path, PICTURE_BYTES)
    if content is None:
        raise NotFound("The file is not there any more.")
    return content


def _read(read: Callable[[], bytes]) -> bytes | str:
    """The content, or the sentence why there is none."""
    try:
        return read()
    except TooLarge:
        return f"The file is over the limit of {PICTURE_BYTES // _MEGABYTE} MB, and is not shown."
    except CollabError as error:
        return error.message


def _shown(content: bytes | str) -> FileSide:
    if isinstance(content, str):
        return FileSide(text=None, picture=None, problem=content)
    try:
        kind = picture_kind(content)
        if kind is not None:
            return FileSide(text=None, picture=data_uri(content, kind[0]), problem=None)
        return FileSide(text=text_of(content), picture=None, problem=None)
    except CollabError as error:
        return FileSide(text=None, picture=None, problem=error.message)


def text_of(content: bytes) -> str:
    r"""The text in a file's bytes, every end of a line a `\n`.

    Raises:
        Invalid: it is no text in UTF-8, or stands for content that is kept elsewhere.
        TooLarge: it is over 2 MB.
    """
    if content.startswith(_POINTER) and len(content) <= _POINTER_BYTES:
        raise Invalid("Git has only a pointer to this file: its content is kept by Git LFS, and is not shown.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        raise Invalid("The file is neither text in UTF-8 nor a picture that browsers show.")
    if len(content) > TEXT_BYTES:
        raise TooLarge(f"The text is over the limit of {TEXT_BYTES // _MEGABYTE} MB, and is not shown.")
    return text.replace("\r\n", "\n").replace("\r", "\n")

"""What crosses the wire about a file as a commit has it."""

from __future__ import annotations

from ..core.wire import Time, Wire
from ..diff.schema import LineRange, Utf16Range


class FileSide(Wire, frozen=True, kw_only=True):
    r"""What a file holds: a text, every end of a line a `\n`, or a picture, as an address with its bytes in it. Of a
    file that cannot be shown `problem` says why, as a sentence."""

    text: str | None
    picture: str | None
    problem: str | None


class FileChange(Wire, frozen=True, kw_only=True):
    """Where two texts differ: runs of lines from 0, and words within them in UTF-16 code units."""

    lines: list[LineRange]
    ranges: list[Utf16Range]


class FileAt(Wire, frozen=True, kw_only=True):
    """The file that is at `path` in a commit, and who made that commit. `same` says whether the saved file has the same
    bytes today; `now` is None then, and where the file is gone. `now_path` is where it is today, None where it is
    gone. `change` is of two texts that differ, None of all else, and where over 5,000 lines in one piece are gone."""

    path: str
    commit: str
    author: str
    at: Time
    subject: str
    then: FileSide
    now_path: str | None
    same: bool
    now: FileSide | None
    change: FileChange | None

"""The port through which use cases see a project's files. Paths are project-relative and checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Protocol

FRESH_NANOSECONDS = 2_000_000_000
"""The coarsest clock of a file system in use, FAT's, ticks every two seconds."""


def is_settled(stamp: tuple[int, int], looked_at: int) -> bool:
    """Whether a file that was looked at when it had this stamp gets another one once it is written again. Shortly after
    a change it may be written again within the same tick of the file system's clock, as git knows of its index.
    `looked_at` is in nanoseconds since 1970."""
    return stamp[0] <= looked_at - FRESH_NANOSECONDS


class Files(Protocol):
    """The files of one project, read only."""

    def exists(self, path: str) -> bool:
        """Whether `path` is a file below the project's folder that the server may show."""
        ...

    def read_notebook(self, path: str) -> Any:
        """The parsed JSON of the notebook at `path`.

        Raises:
            NotFound: there is no such file.
            Invalid: the file is not JSON.
            TooLarge: the file is over the limit.
        """
        ...

    def read(self, path: str, limit_bytes: int) -> bytes | None:
        """The bytes of the file at `path`; None when there is none.

        Raises:
            Invalid, NotFound: the path, or what it links to, is outside the project, hidden or no file.
            TooLarge: the file is over the limit.
        """
        ...

    def read_checkpoint(self, path: str, checkpoint: str, limit_bytes: int) -> bytes | None:
        """The bytes of Jupyter's checkpoint of that id of the file at `path`; None when there is none.

        Raises:
            Invalid, NotFound, TooLarge: as for `read`.
        """
        ...

    def stamps(self, folder: str, name: str) -> dict[str, tuple[int, int]]:
        """The files called `name` in the folders directly below `folder`, by their paths, each with what changes when
        it does: the time of its last change in nanoseconds, and its size in bytes. Links and hidden folders are passed
        over; empty when there is no such folder.

        Raises:
            Invalid, NotFound: the folder is outside the project or hidden.
        """
        ...

    def stamps_below(self, folder: str, suffix: str, limit: int) -> dict[str, tuple[int, int]]:
        """The files whose names end on `suffix`, at any depth below `folder`, or of the whole project when that is
        empty, by their paths, as `stamps` has them; at most `limit` of them. Links, hidden folders and those of
        installed packages are passed over; empty when there is no such folder.

        Raises:
            Invalid, NotFound: the folder is outside the project or hidden.
        """
        ...

    def stamp(self, path: str) -> tuple[int, int] | None:
        """What `stamps` has of one file; None when there is none, or none that may be shown."""
        ...

    def stamps_of(self, paths: Iterable[str]) -> dict[str, tuple[int, int] | None]:
        """`stamp` of each of the files, by their paths, in much less time for many in few folders."""
        ...

    def read_stamped(self, path: str, size_bytes: int) -> bytes | None:
        """The bytes of a file that `stamps` has just found with that size, whose path needs no second look; None when
        it went away since. What was written behind `size_bytes` is not read.

        Raises:
            NotFound: it became a link, or cannot be read.
        """
        ...

    def renamed(self, paths: Collection[str]) -> dict[str, str]:
        """Where git says the vanished files went, by their paths; without those it does not know of.

        Raises:
            Invalid: one of the paths is not one of a project.
            Unavailable, TooLarge: git cannot answer.
        """
        ...

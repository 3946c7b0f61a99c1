"""The port through which use cases see a project's files. Paths are project-relative and checked."""

from __future__ import annotations

from typing import Any, Protocol


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

    def renamed(self, path: str) -> str | None:
        """Where git says the vanished file `path` went, or None."""
        ...

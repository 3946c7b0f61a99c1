"""What is captured without asking, in a thread beside the run: notebook, project, git's state, who it is."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..cards.card import CardCode
from .cells import Cells
from .notebook import Notebook, find_notebook, told_path

if TYPE_CHECKING:
    from .place import Place

TIMEOUT_S = 15.0


class Capture:
    """Looks around as soon as it is made, and is done some hundredths of a second later. What cannot be found stays
    None; nothing is raised."""

    def __init__(self, cells: Cells, variables: Mapping[str, Any]) -> None:
        self.notebook: Notebook | None = None
        self.place: Place | None = None
        self.code = CardCode()
        self.owner: str | None = None
        self._told = told_path(variables)
        self._source = cells.source()
        self._here = Path.cwd()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    @property
    def is_elsewhere(self) -> bool:
        """Whether the notebook's folder is not on this computer, as with a remote kernel."""
        return self._told is not None and not self._told.parent.is_dir()

    def wait(self) -> None:
        """Until all is found, at most 15 seconds."""
        self._thread.join(TIMEOUT_S)

    def notebook_path(self) -> str | None:
        """The notebook's path in the project; of one that is elsewhere, its name."""
        file = self.notebook.file if self.notebook else self._told
        if file is None:
            return None
        return self.place.path_of(file) if self.place is not None and not self.is_elsewhere else file.name

    def _look(self) -> None:
        # These load git and settings, which the cell that opens a card need not wait for.
        from .code_state import code_state, user_name
        from .environment import PACKAGES
        from .place import Place, owner_name

        try:
            self.notebook = find_notebook(self._told, self._source)
            file = self.notebook.file if self.notebook else self._told
            self.place = Place(file if not self.is_elsewhere else None)
            self.owner = owner_name(user_name(self.place.folder) if self.place.has_git else None)
            if not self.is_elsewhere:
                self.code = code_state(self.place, file.parent if file is not None else self._here)
            PACKAGES.prepare()
        except Exception as error:
            self.code.diff_note = f"What surrounds the run could not be captured: {error}"[:500]

"""Which git is here, and whether it is new enough to share through."""

from __future__ import annotations

import re
import shutil
from functools import lru_cache
from pathlib import Path

from ..core.errors import Unavailable
from . import gate

OLDEST_GIT = (2, 30)


def require_git(folder: Path) -> None:
    """Nothing, where git is new enough.

    Raises:
        Unavailable: it is not, or there is none.
    """
    program = Path(shutil.which("git") or "")
    said = _version(folder, program, program.stat().st_mtime_ns if program.is_file() else 0)
    found = re.search(r"(\d+)\.(\d+)", said)
    if found is None or (int(found[1]), int(found[2])) < OLDEST_GIT:
        raise Unavailable(f"To share comments, git {OLDEST_GIT[0]}.{OLDEST_GIT[1]} or newer is needed; here is {said}.")


@lru_cache(maxsize=8)
def _version(folder: Path, _program: Path, _changed: int) -> str:
    """What git says it is: asked again for another program, or after it was updated."""
    return gate.run(folder, "version").decode("ascii", "replace").strip()

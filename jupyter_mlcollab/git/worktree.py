"""A commit checked out in a folder of its own, away from the person's work: git-worktree(1)."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ..core.errors import CollabError
from . import gate

CHECKOUT_S = 300.0


@contextlib.contextmanager
def detached_worktree(folder: Path, commit: str) -> Iterator[Path]:
    """A folder with the files of `commit` (a full hash) of the repository around `folder`. It is gone after the block,
    however that ends, and git forgets it.

    Raises:
        Invalid: not a full hash.
        NotFound: no repository here, or no such commit.
        Unavailable: git cannot check it out, or takes longer than five minutes.
    """
    commit = gate.check_hash(commit)
    # A name that leads through a link would not be the one git knows it by.
    above = Path(tempfile.mkdtemp(prefix="mlcollab-")).resolve()
    tree = above / (folder.resolve().name or "project")
    try:
        gate.run(folder, "worktree", "add", "--quiet", "--detach", str(tree), commit, timeout_s=CHECKOUT_S)
        yield tree
    finally:
        with contextlib.suppress(CollabError):
            gate.run(folder, "worktree", "remove", "--force", "--force", str(tree))
        shutil.rmtree(above, ignore_errors=True)
        with contextlib.suppress(CollabError):
            gate.run(folder, "worktree", "prune", "--expire=now")

"""What each side of a comparison is: where its bytes come from, what it is called, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Protocol, assert_never

from ..core.errors import Invalid, NotFound
from ..core.files import Files
from ..core.paths import check_path
from ..core.text import well_formed
from ..git.repository import Repository
from .named_file import SIDE_LIMIT_BYTES
from .reading import read_notebook
from .schema import (
    CheckpointSide,
    FileSide,
    IndexSide,
    LiveSide,
    MergeBaseSide,
    RevisionSide,
    Side,
    SideInfo,
    SideKind,
    SideProblem,
    SnapshotSide,
)
from .standard import Standard, standard

SUFFIX = ".ipynb"
SHORT_HASH = 7

_MARKER = re.compile(rb"^<{7}[ \r\n]", re.MULTILINE)
_PARENT = re.compile(r"([0-9a-f]{40}|[0-9a-f]{64})\^")
_STAGES = {0: "Staged", 1: "Common ancestor", 2: "Ours", 3: "Theirs"}
_EMPTY = standard({"cells": [], "metadata": {}})


class Sources(Protocol):
    """Where versions of notebooks come from."""

    @property
    def files(self) -> Files: ...
    @property
    def repository(self) -> Repository: ...


@dataclass(frozen=True)
class Found:
    """A side before it is read. `data` is None when there is no notebook, which `missing` explains."""

    kind: SideKind
    title: str
    path: str
    data: bytes | None
    missing: str = ""
    detail: str | None = None
    commit: str | None = None


@dataclass(frozen=True)
class ReadSide:
    """A side that was read. `notebook` is None when it is not one; `digest` is the SHA-256 of `data`. `absent` is
    the sentence why there is nothing."""

    info: SideInfo
    data: bytes
    digest: str
    notebook: Standard | None
    absent: str | None = None


def find_side(sources: Sources, side: Side, snapshot: bytes | None = None) -> Found:
    """Where the side is, and its bytes. `snapshot` are those of a side stored in the journal, which is not read here.

    Raises:
        Invalid: the path leaves the project, is hidden or no notebook's; or text that cannot be a revision.
        NotFound: no repository, no such commit, checkpoint or snapshot.
        TooLarge: over 100 MB.
        Unavailable: git cannot answer, or does not trust the folder.
    """
    if isinstance(side, SnapshotSide):
        if snapshot is None:
            raise NotFound("This version of the notebook is not stored here any more.")
        return Found("snapshot", "Snapshot", "", snapshot, detail=side.sha256[:SHORT_HASH])
    if not check_path(side.path).endswith(SUFFIX):
        raise Invalid(f"Only notebooks can be compared: files whose names end in {SUFFIX}.")
    match side:
        case FileSide():
            data = sources.files.read(side.path, SIDE_LIMIT_BYTES)
            return Found("file", "Saved", side.path, data, "There is no saved notebook at this path.")
        case LiveSide():
            return Found("live", "Unsaved", side.path, side.content.encode("utf-8", "surrogatepass"))
        case CheckpointSide():
            return _checkpoint(sources, side)
        case RevisionSide():
            return _revision(sources, side)
        case IndexSide():
            return _staged(sources, side)
        case MergeBaseSide():
            return _merge_base(sources, side)
        case _:
            assert_never(side)


def _checkpoint(sources: Sources, side: CheckpointSide) -> Found:
    data = sources.files.read_checkpoint(side.path, side.checkpoint or "checkpoint", SIDE_LIMIT_BYTES)
    if data is None:
        raise NotFound("Jupyter has no checkpoint of this notebook. It makes one when the notebook is saved.")
    return Found("checkpoint", "Checkpoint", side.path, data)


def _revision(sources: Sources, side: RevisionSide) -> Found:
    if side.revision in ("HEAD", "@") and sources.repository.head() is None:
        return Found("revision", side.revision, side.path, None, "There is no commit yet.")
    first = _first_commit_before(sources, side.revision)
    if first is not None:
        sentence = f"{first[:SHORT_HASH]} is the first commit."
        return Found("revision", "Nothing", side.path, None, sentence)
    commit = sources.repository.commit(side.revision)
    is_hash = commit.startswith(side.revision) or _PARENT.fullmatch(side.revision)
    title = commit[:SHORT_HASH] if is_hash else side.revision
    return _in_commit(sources, "revision", title, commit, side.path)


def _first_commit_before(sources: Sources, revision: str) -> str | None:
    """The hash of a commit without parents, when `revision` asks for its parent by that hash; else None."""
    parent = _PARENT.fullmatch(revision)
    if parent is None:
        return None
    commit = sources.repository.commit(parent[1])
    return commit if sources.repository.parent(commit) is None else None


def _merge_base(sources: Sources, side: MergeBaseSide) -> Found:
    commit = sources.repository.merge_base(sources.repository.commit(side.one), sources.repository.commit(side.other))
    return _in_commit(sources, "merge_base", f"Common to {side.one} and {side.other}", commit, side.path)


def _in_commit(sources: Sources, kind: SideKind, title: str, commit: str, path: str) -> Found:
    name, blob = path, sources.repository.blob_at(commit, path)
    if blob is None:
        earlier = sources.repository.earlier_name(commit, path)
        if earlier is not None and earlier.endswith(SUFFIX):
            name, blob = earlier, sources.repository.blob_at(commit, earlier)
    short = commit[:SHORT_HASH]
    if blob is None:
        return Found(kind, title, path, None, f"The notebook is not in {short}.", commit=commit)
    detail = short if name == path else f"{short}, as {name}"
    return Found(kind, title, name, sources.repository.read(blob, SIDE_LIMIT_BYTES), detail=detail, commit=commit)


def _staged(sources: Sources, side: IndexSide) -> Found:
    staged = sources.repository.staged(side.path)
    blob = staged.get(side.stage)
    data = sources.repository.read(blob, SIDE_LIMIT_BYTES) if blob is not None else None
    missing = "The notebook is not staged."
    if staged and blob is None:
        names = ", ".join(_STAGES[stage].lower() for stage in sorted(staged))
        missing = f"The index has the notebook otherwise: {names}."
    # Of a file that is only announced (`git add -N`) the index holds an empty one.
    data = data or None
    return Found("index", _STAGES[side.stage], side.path, data, missing, detail="index")


def read_side(found: Found) -> ReadSide:
    """The side with its notebook, or with what keeps it from being read as one. A side without one is empty."""
    if found.data is None:
        problem = SideProblem(sentence=found.missing, line=None, column=None)
        return ReadSide(_info(found, _EMPTY, problem), b"", "", _EMPTY, found.missing)
    digest = sha256(found.data).hexdigest()
    try:
        notebook = read_notebook(found.data)
    except Invalid as error:
        return ReadSide(_info(found, None, _problem(error, found.data)), found.data, digest, None)
    return ReadSide(_info(found, notebook, None), found.data, digest, notebook)


def read_both(old: Found, new: Found) -> tuple[ReadSide, ReadSide]:
    """Two sides with their notebooks. What has the same bytes on both is read once, and is one notebook."""
    one = read_side(old)
    if old.data is None or old.data != new.data:
        return one, read_side(new)
    return one, replace(one, info=_info(new, one.notebook, one.info.problem))


def paired(old: ReadSide, new: ReadSide) -> tuple[ReadSide, ReadSide]:
    """Both sides; one that is missing gets all of the other but its cells, so that only cells count as added or
    removed."""
    if old.absent and new.notebook is not None:
        old = replace(old, notebook=standard(new.notebook | {"cells": []}))
    elif new.absent and old.notebook is not None:
        new = replace(new, notebook=standard(old.notebook | {"cells": []}))
    return old, new


def as_text(side: ReadSide) -> str:
    """The side as the text of its file; of an unsaved notebook as it would be saved. Bytes that are not UTF-8 are
    replaced."""
    text = side.data.decode("utf-8-sig", "replace")
    if side.info.kind != "live" or side.notebook is None:
        return text
    import nbformat

    try:
        content = nbformat.from_dict(side.notebook)  # type: ignore[no-untyped-call]
        return str(nbformat.writes(content, version=nbformat.NO_CONVERT)) + "\n"  # type: ignore[no-untyped-call]
    except Exception:
        # Whatever nbformat cannot write is shown as it came.
        return text


def _info(found: Found, notebook: Standard | None, problem: SideProblem | None) -> SideInfo:
    return SideInfo(
        kind=found.kind,
        title=well_formed(found.title),
        detail=well_formed(found.detail) if found.detail else None,
        commit=found.commit,
        path=well_formed(found.path),
        missing=found.data is None,
        cell_count=len(notebook["cells"]) if notebook is not None else 0,
        language=_language(notebook),
        problem=problem,
    )


def _language(notebook: Standard | None) -> str | None:
    """The name of the kernel's language, as the notebook's metadata has it."""
    metadata = _object(notebook.get("metadata") if notebook is not None else None)
    info, kernel = _object(metadata.get("language_info")), _object(metadata.get("kernelspec"))
    name = info.get("name") or kernel.get("language")
    return well_formed(name) if isinstance(name, str) else None


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _problem(error: Invalid, data: bytes) -> SideProblem:
    """What is wrong, and where. Markers of a conflict are told from other errors: the remedy is another."""
    if marker := _MARKER.search(data):
        line = data.count(b"\n", 0, marker.start()) + 1
        sentence = f"The file holds conflict markers of git, the first in line {line}."
        return SideProblem(sentence=sentence, line=line, column=1)
    details = error.details or {}
    return SideProblem(sentence=error.message, line=details.get("line"), column=details.get("column"))

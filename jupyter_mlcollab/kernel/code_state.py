"""What git says of the code that runs: commit, branch, remote, and what is not committed."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from ..cards.card import CardCode
from ..cards.discreet import remote_without_credentials
from ..core.errors import CollabError
from ..core.text import cut_to_bytes
from ..git import gate
from .notebook import source_of
from .place import Place

TIMEOUT_S = 5.0
MAX_DIFF_BYTES = 20 * 1024
MAX_UNTRACKED = 50
_MAX_CHANGED = 500
_MAX_NOTEBOOKS = 20
_BEYOND = 4 * 1024


def code_state(place: Place, near: Path) -> CardCode:
    """The code's state, as far as git answers; empty without git. `near` is the folder whose new files are listed."""
    code = CardCode()
    if not place.has_git:
        return code
    try:
        changed = _status(place.folder, code)
        code.remote = _remote(place.folder)
        code.untracked = _untracked(place, near)
        if code.commit is not None:
            _add_changes(code, place.folder, changed)
    except CollabError as error:
        code.diff_note = error.message
    return code


@lru_cache(maxsize=32)
def user_name(folder: Path) -> str | None:
    """The name that git has for the person at this computer, as it was when first asked."""
    try:
        answer = gate.ask(folder, "config", "--get", "user.name")
    except CollabError:
        return None
    return answer.decode("utf-8", "replace").strip() or None if answer else None


def _status(folder: Path, code: CardCode) -> list[str]:
    """Fills commit and branch; answers the paths that are changed."""
    changed = []
    arguments = ("status", "--porcelain=v2", "--branch", "-z", "--untracked-files=no", "--no-renames")
    for line in gate.run(folder, *arguments, timeout_s=TIMEOUT_S).decode("utf-8", "replace").split("\0"):
        if line.startswith("# branch.oid "):
            commit = line.rpartition(" ")[2]
            code.commit = commit if commit != "(initial)" else None
        elif line.startswith("# branch.head "):
            branch = line.removeprefix("# branch.head ")
            code.branch = branch if branch != "(detached)" else None
        elif line.startswith("1 "):
            changed.append(line.split(" ", 8)[8])
        elif line.startswith("u "):
            changed.append(line.split(" ", 10)[10])
    return changed


def _remote(folder: Path) -> str | None:
    """The address of `origin`, else of the first remote."""
    answer = gate.ask(folder, "config", "--get-regexp", r"^remote\..*\.url$")
    found = dict(line.split(" ", 1) for line in (answer or b"").decode("utf-8", "replace").splitlines() if " " in line)
    url = found.get("remote.origin.url") or next(iter(found.values()), None)
    return remote_without_credentials(url) if url else None


def _untracked(place: Place, near: Path) -> list[str]:
    """Files that git does not know, at and below the folder, that are neither hidden nor cards; the first 50."""
    folder, cards = place.path_of(near), place.path_of(place.cards)
    try:
        arguments = ("ls-files", "--others", "--exclude-standard", "-z", "--", folder)
        listed = gate.run(place.folder, *arguments, timeout_s=TIMEOUT_S)
    except CollabError:
        return []
    paths = sorted(path for path in listed.decode("utf-8", "replace").split("\0") if path)
    shown = [path for path in paths if not any(part.startswith(".") for part in path.split("/"))]
    return [path for path in shown if not path.startswith(f"{cards}/")][:MAX_UNTRACKED]


def _add_changes(code: CardCode, folder: Path, changed: list[str]) -> None:
    """Whether anything is not committed, and what. Of notebooks only the code counts, which outputs change around."""
    notebooks = [path for path in changed if path.endswith(".ipynb")]
    others = [path for path in changed if not path.endswith(".ipynb")]
    edited = [path for place, path in enumerate(notebooks) if place >= _MAX_NOTEBOOKS or _is_edited(folder, path)]
    code.dirty = bool(others or edited)
    notes = [f"Changes in notebooks are not in the diff: {', '.join(edited[:5])}."] if edited else []
    if others:
        notes += _add_diff(code, folder, others)
    code.diff_note = " ".join(notes) or None


def _add_diff(code: CardCode, folder: Path, paths: list[str]) -> list[str]:
    """Fills in the diff; answers what is to be said of it."""
    options = ("--no-ext-diff", "--no-textconv", "--no-color", "--no-renames", "--ignore-submodules=dirty")
    try:
        diff = gate.run(folder, "diff", *options, "HEAD", "--", *paths[:_MAX_CHANGED], timeout_s=TIMEOUT_S)
    except CollabError as error:
        return [error.message]
    code.diff_sha256 = hashlib.sha256(diff).hexdigest()
    code.diff = _shown_diff(diff)
    notes = [f"{len(paths) - _MAX_CHANGED} more files are changed."] if len(paths) > _MAX_CHANGED else []
    return [*notes, f"The diff is cut; it has {len(diff):,} bytes."] if len(diff) > MAX_DIFF_BYTES else notes


def _shown_diff(diff: bytes) -> str:
    """The beginning of a diff, without secrets. They are looked for in whole lines, so that none is cut in two."""
    from .masking import masked

    text = diff[: MAX_DIFF_BYTES + _BEYOND].decode("utf-8", "replace")
    if len(diff) > MAX_DIFF_BYTES + _BEYOND:
        text = text[: text.rfind("\n") + 1]
    return cut_to_bytes(masked(text), MAX_DIFF_BYTES)


def _is_edited(folder: Path, path: str) -> bool:
    """Whether a notebook's cells differ in more than outputs from those committed; true when that cannot be told."""
    try:
        committed = gate.run(folder, "cat-file", "blob", f"HEAD:{path}", timeout_s=TIMEOUT_S)
        return _sources(committed) != _sources((folder / path).read_bytes())
    except (CollabError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return True


def _sources(content: bytes) -> list[tuple[str, str]]:
    return [(cell["cell_type"], source_of(cell)) for cell in json.loads(content)["cells"]]

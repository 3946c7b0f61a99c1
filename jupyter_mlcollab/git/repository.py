"""The versions of a project's files that git knows: in commits, in the index, in what two branches have in common.

Branches, tags and the index are asked for anew each time; what they lead to is named by hash and read by hash.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from typing import Literal

from ..core.errors import CollabError, Invalid, NotFound
from ..core.paths import check_path
from . import gate
from .objects import Objects
from .project import ProjectPlace
from .renames import SIMILARITY_PERCENT

Operation = Literal["merge", "rebase", "cherry_pick", "revert"]
"""What git can be in the middle of when it finds conflicts."""

_OPERATIONS: dict[str, Operation] = {
    "REBASE_HEAD": "rebase",
    "CHERRY_PICK_HEAD": "cherry_pick",
    "REVERT_HEAD": "revert",
    "MERGE_HEAD": "merge",
}
_FILE_MODES = (b"100644", b"100755")
_NO_FILES = {b"040000": "a folder", b"120000": "a link", b"160000": "a submodule"}
_NAMED = re.compile(rb"([0-9a-f]{40}|[0-9a-f]{64}) (\w+)")
_RENAMES = (
    *("--name-status", "-z", "-r", f"--find-renames={SIMILARITY_PERCENT}%", "-l1000", "--diff-filter=R"),
    *("--no-ext-diff", "--no-textconv", "--ignore-submodules=all"),
)
_NAMES = ("--name-only", "-z", "-r", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
_STAGED = ("-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--ignore-submodules=all")
_FILE = "a file"
_AT_ONCE = 100
"""Paths that stand in one command."""
_LIST_BYTES = 64 * 1024 * 1024


class Repository:
    """The repository a project lies in; with `shown`, only of files below that folder, which may be one in the
    repository. One git that reads objects stays open until `close`. Safe in any thread.

    Every method raises `NotFound` where there is no repository, and `Unavailable` where git is not installed, failed,
    took too long, or does not trust the folder: the sentence then says how to mend that.
    """

    def __init__(self, place: ProjectPlace, shown: Path | None = None) -> None:
        self._folder = place.folder
        self._shown = shown.resolve() if shown else place.folder
        self._is_there = place.git_common is not None
        self._objects = Objects(place.folder)

    def commit(self, revision: str) -> str:
        """The full hash of the commit that `revision` names.

        Raises:
            Invalid: text that cannot be a revision, or that names several.
            NotFound: no such commit.
        """
        self._check()
        return gate.resolve(self._folder, revision)

    def commits(self, revisions: Collection[str]) -> dict[str, str]:
        """As `commit`, for many at once: the full hashes, without those of revisions that name no one commit."""
        self._check()
        asked = [one for one in revisions if _is_revision(one)]
        found = self._named([f"{one}^{{commit}}" for one in asked])
        return {one: named[0] for one, named in zip(asked, found, strict=True) if named and named[1] == "commit"}

    def missing(self, commit: str, paths: Collection[str]) -> dict[str, str]:
        """Which of the paths are no file in a commit named by full hash, each with what is there, such as `a folder`;
        empty where nothing is. It takes one question for many."""
        self._check()
        asked, found = [path for path in paths if self._is_visible(path)], dict.fromkeys(paths, "")
        for start in range(0, len(asked), _AT_ONCE):
            some = asked[start : start + _AT_ONCE]
            listed = gate.run(self._folder, "ls-tree", "-z", gate.check_hash(commit), "--", *some)
            for entry in filter(None, listed.split(b"\0")):
                fields, _, name = entry.partition(b"\t")
                found[name.decode("utf-8", "surrogateescape")] = _kind(fields.split()[0])
        return {path: kind for path, kind in found.items() if kind != _FILE}

    def is_shallow(self) -> bool:
        """Whether the repository was cloned without its older commits."""
        self._check()
        return gate.run(self._folder, "rev-parse", "--is-shallow-repository").strip() == b"true"

    def head(self) -> str | None:
        """The full hash of the commit that is checked out; None when there is no commit yet."""
        self._check()
        found = gate.ask(self._folder, "rev-parse", "--verify", "-q", "HEAD^{commit}")
        return found.decode("ascii", "replace").strip() if found else None

    def branch(self) -> str | None:
        """The short name of the branch that is checked out; None when HEAD is detached."""
        self._check()
        found = gate.ask(self._folder, "symbolic-ref", "-q", "--short", "HEAD")
        return found.decode("utf-8", "replace").strip() if found else None

    def merge_base(self, one: str, other: str) -> str:
        """The last commit that two commits, named by full hash, have in common.

        Raises:
            NotFound: they have none.
        """
        self._check()
        found = gate.ask(self._folder, "merge-base", gate.check_hash(one), gate.check_hash(other))
        if not found:
            raise NotFound("The two have no commit in common.")
        return found.decode("ascii", "replace").split()[0]

    def parent(self, commit: str) -> str | None:
        """The first parent of a commit named by full hash; None for one without parents."""
        self._check()
        listed = gate.run(self._folder, "rev-list", "--parents", "--max-count=1", gate.check_hash(commit), "--")
        hashes = listed.decode("ascii", "replace").split()
        return hashes[1] if len(hashes) > 1 else None

    def blob_at(self, commit: str, path: str) -> str | None:
        """The hash of the file's content in a commit or tree named by full hash; None when it is not in there.

        Raises:
            Invalid: the path is not one of a project, or names a link or folder in that commit.
        """
        self._check()
        listed = gate.run(self._folder, "ls-tree", "-z", gate.check_hash(commit), "--", self._checked(path))
        entry, _, name = listed.partition(b"\0")[0].partition(b"\t")
        return _checked_blob(*entry.split()[::2]) if name else None

    def staged(self, path: str) -> dict[int, str]:
        """The hashes of what is in the index for a file, by stage: 0, or of a conflict 1, 2 and 3.

        Raises:
            Invalid: the path is not one of a project, or what is staged is a link.
        """
        self._check()
        listed = gate.run(self._folder, "ls-files", "--stage", "-z", "--", self._checked(path))
        entries = [entry.split(b"\t", 1) for entry in listed.split(b"\0") if entry]
        # A folder's name lists what is in it.
        fields = [entry.split() for entry, name in entries if name == path.encode("utf-8", "surrogateescape")]
        return {int(stage): _checked_blob(mode, blob) for mode, blob, stage in fields}

    def conflicts(self) -> dict[str, list[int]]:
        """Paths of the files that are in conflict, each with the stages that the index has of it."""
        self._check()
        listed = gate.run(self._folder, "ls-files", "--unmerged", "-z").decode("utf-8", "surrogateescape")
        found: dict[str, list[int]] = {}
        for entry in filter(None, listed.split("\0")):
            fields, _, path = entry.partition("\t")
            if self._is_visible(path):
                found.setdefault(path, []).append(int(fields.split()[2]))
        return found

    def operation(self) -> Operation | None:
        """What git is in the middle of; None when nothing, or nothing that has a name."""
        self._check()
        for name, operation in _OPERATIONS.items():
            if gate.ask(self._folder, "rev-parse", "--verify", "-q", f"{name}^{{commit}}"):
                return operation
        return None

    def left_by_merge(self, path: str) -> str | None:
        """The hash of the file as git wrote it when it stopped at a conflict, markers included. None when git does not
        say: it does from 2.33 on, unless told to merge in another way.

        Raises:
            Invalid: the path is not one of a project, or names a link or folder.
        """
        self._check()
        found = gate.ask(self._folder, "rev-parse", "--verify", "-q", "AUTO_MERGE^{tree}")
        return self.blob_at(found.decode("ascii", "replace").strip(), path) if found else None

    def earlier_name(self, commit: str, path: str, later: str | None = None) -> str | None:
        """What the file now called `path` was called in `commit`, as git's renames have it; None when git sees none.
        Now is the commit `later`, else the index. Both are named by full hash."""
        self._check()
        self._checked(path)
        command = ("diff-tree",) if later else ("diff-index", "--cached")
        hashes = [gate.check_hash(one) for one in (commit, later) if one]
        listed = gate.run(self._folder, *command, *_RENAMES, *hashes, "--")
        fields = listed.decode("utf-8", "surrogateescape").split("\0")
        return dict(zip(fields[2::3], fields[1::3], strict=False)).get(path)

    def changed(self, old: str | None, new: str | None = None) -> list[str]:
        """Paths of files that differ between a commit and another, or the saved files when `new` is None; without
        `old` between the index and the saved files. Commits are named by full hash."""
        self._check()
        hashes = [gate.check_hash(commit) for commit in (old, new) if commit]
        command = ("diff-files", "diff-index", "diff-tree")[len(hashes)]
        listed = gate.run(self._folder, command, *_NAMES, *hashes, "--")
        return self._paths(listed)

    def changed_in_index(self, commit: str) -> list[str]:
        """Paths of files that are staged otherwise than they are in the commit named by full hash."""
        self._check()
        return self._paths(gate.run(self._folder, "diff-index", "--cached", *_NAMES, gate.check_hash(commit), "--"))

    def tracked(self, folder: str = "") -> list[str]:
        """Paths of the files that git tracks below a folder of the project, or in all of it; hidden ones too, links
        and submodules not. Bytes that are no UTF-8 stand as `os.fsdecode` has them."""
        self._check()
        where = (folder,) if folder else ()
        listed = gate.run(self._folder, "ls-files", "--stage", "-z", "--", *where, limit_bytes=_LIST_BYTES)
        entries = [entry.split(b"\t", 1) for entry in listed.split(b"\0") if entry]
        # In a conflict git lists a path once for each stage.
        return list(dict.fromkeys(os.fsdecode(name) for entry, name in entries if entry.split()[0] in _FILE_MODES))

    def staged_contents(self) -> dict[str, str]:
        """The hashes of the contents that the next commit would change or add, by path; hidden files too, links and
        submodules not."""
        self._check()
        tree = self.head() or gate.run(self._folder, "hash-object", "-t", "tree", os.devnull).decode("ascii").strip()
        arguments = ("--cached", "--raw", "--no-abbrev", "--diff-filter=d", *_STAGED, gate.check_hash(tree), "--")
        fields = gate.run(self._folder, "diff-index", *arguments, limit_bytes=_LIST_BYTES).split(b"\0")
        entries = [(entry.split(), os.fsdecode(name)) for entry, name in zip(fields[::2], fields[1::2], strict=False)]
        return {name: entry[3].decode("ascii") for entry, name in entries if entry[1] in _FILE_MODES}

    def read(self, blob: str, limit_bytes: int) -> bytes:
        """The content with that hash.

        Raises:
            TooLarge: over the limit.
            NotFound: no such object.
        """
        self._check()
        return self._objects.read(blob, limit_bytes)

    def log(self, *arguments: str, path: str) -> bytes:
        """What `git log` prints of the commits that touched a file, renames followed."""
        self._check()
        return gate.run(self._folder, "log", "--follow", *arguments, "--", self._checked(path))

    def said_of(self, commit: str, layout: str) -> bytes:
        """What `git log` prints of one commit, named by full hash."""
        self._check()
        return gate.run(self._folder, "log", "--max-count=1", "--no-patch", layout, gate.check_hash(commit), "--")

    def refs(self, *arguments: str) -> bytes:
        """What `git for-each-ref` prints."""
        self._check()
        return gate.run(self._folder, "for-each-ref", *arguments)

    def close(self) -> None:
        """Ends the open git. Reading again starts it again."""
        self._objects.close()

    def _paths(self, listed: bytes) -> list[str]:
        """The paths that are a project's and shown; hidden ones are not."""
        return [
            path for path in listed.decode("utf-8", "surrogateescape").split("\0") if path and self._is_visible(path)
        ]

    def _is_visible(self, path: str) -> bool:
        try:
            self._checked(path)
        except CollabError:
            return False
        return True

    def _checked(self, path: str) -> str:
        """The path as git may be asked about it. What lies there today is not looked at: git asks what lay there.

        Raises:
            Invalid: the path is not one of a project.
            NotFound: it is outside of what is shown.
        """
        checked = check_path(path)
        if not (self._folder / checked).is_relative_to(self._shown) and self._shown.is_relative_to(self._folder):
            raise NotFound("There is no such file in the project.")
        return checked

    def _named(self, names: Sequence[str]) -> list[tuple[str, str] | None]:
        """Hash and kind of the objects that go by these names, in their order; None for no object, or several. They
        hold no line feed, and stand in a file that git reads, so none can be taken for an option."""
        if not names:
            return []
        with TemporaryFile() as asked:
            asked.write("".join(f"{name}\n" for name in names).encode("utf-8", "surrogateescape"))
            asked.seek(0)
            arguments = ("cat-file", "--batch-check=%(objectname) %(objecttype)")
            answer = gate.run(self._folder, *arguments, stdin=asked, limit_bytes=_LIST_BYTES)
        found = [_NAMED.fullmatch(line) for line in answer.split(b"\n")[:-1]]
        return [(one[1].decode("ascii"), one[2].decode("ascii")) if one else None for one in found]

    def _check(self) -> None:
        if not self._is_there:
            raise NotFound("This project is not in a git repository.")


def _checked_blob(mode: bytes, blob: bytes) -> str:
    if mode not in _FILE_MODES:
        raise Invalid(f"In git this is {_kind(mode)}, not a file.")
    return blob.decode("ascii")


def _kind(mode: bytes) -> str:
    return _FILE if mode in _FILE_MODES else _NO_FILES.get(mode, "something else")


def _is_revision(text: str) -> bool:
    try:
        gate.check_revision(text)
    except CollabError:
        return False
    return True

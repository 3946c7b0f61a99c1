"""A bare repository of our own, through which refs that hold no versions of files go to remotes and come from them.

The person's repository gets no ref and no object from it, so that `git log --all` shows their commits only, and what
was erased can be thrown away for good. How to reach a remote is the person's configuration to say.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import IO

from ..core.errors import CollabError, Invalid, NotFound, Unavailable
from . import gate
from .objects import Objects, tree_content, tree_entries
from .project import ProjectPlace
from .remotes import Remote, explained
from .signatures import UNSIGNED, Signature, check, is_signed, signs, unsigned
from .version import require_git

REMOTE_S = 600.0
_LOCAL_S = 300.0
SIGNING_S = 60.0
FETCH_BYTES = 1024 * 1024 * 1024
"""What may come in one fetch, packed."""
MOST_LOOSE = 2_560
MOST_PACKS = 40
_GIVING = "refs/giving"
_MAX_REFS_BYTES = 4 * 1024 * 1024
_MAX_TREE_BYTES = 16 * 1024 * 1024
_LEFT_BEHIND = (
    *("*.lock", "gc.pid", "refs/**/*.lock", "objects/*.lock", "objects/info/*.lock", "objects/pack/*.lock"),
    "objects/pack/tmp_*",
)
"""What a git that was killed leaves: locks that stand in the way for ever, and packs that nobody will finish."""
_WRITING = "writing"
"""The folder, in the repository, of contents on their way into it."""
_DAMAGE = re.compile(r"bad object|corrupt|is empty|[Uu]nable to (read|parse)|does not match index|missing necessary")
_NO_REPLICA = "It is not what a replica gives out."
_FULL = "The disk is full. Nothing is lost: make room, then try again."
_REF = re.compile(r"refs/[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*){1,6}")
_IDENTITY = ("-c", "user.name=jupyter_mlcollab", "-c", "user.email=mlcollab@localhost")
# A file that unpacks to gigabytes goes to the disk in pieces rather than into memory whole; what arrives is checked.
# A log of what refs led to would keep what was erased.
_CAREFUL = (
    *("-c", "core.bigFileThreshold=8m", "-c", "gc.auto=0", "-c", "core.logAllRefUpdates=false"),
    *("-c", "transfer.fsckObjects=true", "-c", "fetch.fsckObjects=true", "-c", "push.recurseSubmodules=no"),
    *("-c", "fetch.unpackLimit=1", "-c", "push.gpgSign=false", "-c", "push.followTags=false"),
    *("-c", "credential.interactive=false"),
)


@dataclass(frozen=True)
class Entry:
    """A file of a commit: the hash of its content, and its size in bytes."""

    hash: str
    size: int


class Postbox:
    """The repository in `folder`, made when needed, for the project at `place`. One user at a time.

    Every method raises `Unavailable` where git is not installed, too old, or failed.
    """

    def __init__(self, place: ProjectPlace, folder: Path) -> None:
        self._place = place
        self._folder = folder
        self._own = f"--git-dir={folder}"
        self._objects = Objects(place.folder, _LOCAL_S, (self._own,))
        self._is_ready = False
        self._is_suspect = False
        """Whether git failed in a way that damage here would explain."""

    def listed(self, remote: Remote, folder: str) -> dict[str, str]:
        """The refs below a folder such as `refs/mlcollab` that a remote has, each with the hash it leads to. Names that
        are not plain are passed over.

        Raises:
            TooLarge: they are over 4 MB.
        """
        arguments = ("ls-remote", "--refs", "-q", "--", remote.fetch, f"{folder}/*")
        output = self._reach(remote, *arguments, limit_bytes=_MAX_REFS_BYTES).decode("utf-8", "replace")
        pairs = (line.split("\t") for line in output.splitlines() if line.count("\t") == 1)
        return {ref: gate.check_hash(found) for found, ref in pairs if _REF.fullmatch(ref)}

    def fetch(self, remote: Remote, wanted: Mapping[str, str]) -> None:
        """Brings refs of a remote here, each under the name given, in place of what that was.

        Raises:
            TooLarge: over 1 GB would come, or half of what is free on the disk; nothing of it stays.
        """
        specs = [f"+{_checked(theirs)}:{_checked(ours)}" for theirs, ours in wanted.items()]
        options = ("-q", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--refmap=", "--no-auto-gc")
        if not specs:
            return
        packs = self._folder / "objects" / "pack"
        try:
            self._prepare()
            limit = min(FETCH_BYTES, shutil.disk_usage(packs).free // 2)
            self._reach(remote, "fetch", *options, "--", remote.fetch, *specs, growing=(packs, limit))
        finally:
            for left in packs.glob("tmp_*"):
                left.unlink(missing_ok=True)

    def push(
        self, remote: Remote, ref: str, commit: str | None, expected: str | None, is_shadowed: bool = False
    ) -> None:
        """Has the remote's ref lead to a commit, or to none, provided that it leads to `expected` now. `is_shadowed` is
        whether there are others whose name ends in this one, which git would take for it.

        Raises:
            Conflict: it leads elsewhere; nothing was changed.
        """
        lease = f"--force-with-lease={_checked(ref)}:{(expected and gate.check_hash(expected)) or ''}"
        spec = f"{gate.check_hash(commit) if commit else ''}:{ref}"
        if is_shadowed and commit:
            # Names in a pattern stand for themselves only.
            folder, _, name = ref.rpartition("/")
            self.keep(f"{_GIVING}/{name}", commit)
            spec = f"{_GIVING}/*:{folder}/*"
        self._reach(remote, "push", "-q", "--no-verify", "--no-follow-tags", lease, "--", remote.push, spec)
        if is_shadowed and commit:
            self.keep(f"{_GIVING}/{ref.rpartition('/')[2]}", None)

    def refs(self, folder: str) -> dict[str, str]:
        """The refs here below a folder, each with the hash it leads to."""
        listed = self._run("for-each-ref", "--format=%(objectname) %(refname)", f"{folder}/")
        lines = (line.split(" ", 1) for line in listed.decode("utf-8", "replace").splitlines())
        return {ref: found for found, ref in lines}

    def keep(self, ref: str, commit: str | None) -> None:
        """Has a ref here lead to a commit, so that it stays; None takes the ref away."""
        if commit is None:
            self._run("update-ref", "-d", _checked(ref))
        else:
            self._run("update-ref", _checked(ref), gate.check_hash(commit))

    def write(self, contents: Iterator[bytes]) -> list[str]:
        """Stores contents, and gives their hashes in order."""
        first = next(contents, None)
        if first is None:
            return []
        self._prepare()
        folder = self._folder / _WRITING
        try:
            folder.mkdir(mode=0o700)
            with tempfile.TemporaryFile(dir=folder) as paths:
                for number, content in enumerate(chain((first,), contents)):
                    file = folder / str(number)
                    file.write_bytes(content)
                    paths.write(os.fsencode(file) + b"\n")
                paths.seek(0)
                written = self._run("hash-object", "-w", "--no-filters", "--stdin-paths", stdin=paths)
        except OSError as error:
            raise _unwritten(error) from error
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        return written.decode("ascii").split()

    def commit(self, files: Mapping[str, str], message: str, parent: str | None, signed: bool = False) -> str:
        """The hash of a commit that holds these files, given by the hashes of their contents; of git's sparing to send
        what a remote has, only what stands in a parent profits. A signed one bears the name that git knows the person
        here by, as their other commits do.

        Raises:
            Unavailable: also where git cannot sign.
        """
        with tempfile.TemporaryFile() as listing:
            listing.write(tree_content(files))
            listing.seek(0)
            # Unlike `mktree` it does not look at each file that is there already, which takes long.
            tree = self._run("hash-object", "-w", "-t", "tree", "--stdin", stdin=listing).decode("ascii").strip()
        parents = ("-p", gate.check_hash(parent)) if parent else ()
        if not signed:
            return self._run(*_IDENTITY, "commit-tree", *parents, "-m", message, tree).decode("ascii").strip()
        given = (self._own, *_CAREFUL, "commit-tree", "-S", *parents, "-m", message, tree)
        try:
            return gate.reach(self._place.folder, self._settings(), *given, timeout_s=SIGNING_S).decode("ascii").strip()
        except Unavailable as failure:
            raise unsigned(failure) from None

    def signs(self) -> bool:
        """Whether git is set to sign what the person here commits."""
        return signs(self._place)

    def is_signed(self, commit: str) -> bool:
        """Whether a commit claims a signature.

        Raises:
            NotFound, TooLarge: as for `names`.
        """
        return is_signed(self._head(commit))

    def signature(self, commit: str, timeout_s: float = SIGNING_S) -> Signature:
        """What git, as the person here has set it up, finds of a commit's signature.

        Raises:
            NotFound, TooLarge: as for `names`.
        """
        if not self.is_signed(commit):
            return UNSIGNED
        return check(self._place.folder, self._settings(), self._own, commit, timeout_s)

    def names(self, commit: str) -> dict[str, str]:
        """What a commit holds on its top floor: hashes by name. What is no plain file is passed over.

        Raises:
            NotFound: there is no such commit here, or something else has that hash.
            TooLarge: its message, or the list of files, is over 16 MB.
        """
        try:
            content = self._objects.read(self._tree(commit), _MAX_TREE_BYTES, "tree")
            return {name: found for mode, name, found in tree_entries(content, len(commit) // 2) if mode == b"100644"}
        except (Invalid, ValueError):
            raise NotFound(_NO_REPLICA) from None

    def files(self, commit: str) -> dict[str, Entry]:
        """As `names`, with sizes, which take longer."""
        listed = self._run("ls-tree", "-l", "-z", self._tree(commit), limit_bytes=_MAX_TREE_BYTES)
        entries = (entry.split(b"\t", 1) for entry in listed.split(b"\0") if entry)
        return {
            name.decode("utf-8", "replace"): Entry(fields[2].decode("ascii"), int(fields[3]))
            for fields, name in ((head.split(), name) for head, name in entries)
            if fields[0] == b"100644"
        }

    def has(self, commit: str) -> bool:
        """Whether a commit, and the list of what it holds, is here."""
        try:
            self.names(commit)
        except CollabError:
            self._is_suspect = True
            return False
        return True

    def read(self, found: str, limit_bytes: int) -> bytes:
        """The content with that hash.

        Raises:
            NotFound: there is none here.
            TooLarge: it is over the limit.
        """
        self._prepare()
        try:
            return self._objects.read(found, limit_bytes)
        except (NotFound, Unavailable):
            self._is_suspect = True
            raise

    def mend(self) -> None:
        """Takes away what a run that died has left. Nobody else may use the repository meanwhile."""
        for pattern in _LEFT_BEHIND:
            for left in self._folder.glob(pattern):
                left.unlink(missing_ok=True)
        shutil.rmtree(self._folder / _WRITING, ignore_errors=True)

    def discard_damaged(self) -> None:
        """Throws the repository away where git finds it damaged, as after the power was gone: all in it stands at
        remotes or in the journal, too. Nobody else may use it meanwhile."""
        if not self._is_suspect:
            return
        self.close()
        try:
            self._run("fsck", "--no-dangling", "--no-progress")
        except CollabError:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._is_ready = False

    @property
    def is_cluttered(self) -> bool:
        """Whether so much has come in pieces that it is worth putting together. Looks as `git gc --auto` does: at one
        of the 256 folders that loose objects are spread over."""
        objects = self._folder / "objects"
        loose, packs = objects.glob("17/*"), (objects / "pack").glob("*.pack")
        return sum(1 for _ in loose) > MOST_LOOSE // 256 or sum(1 for _ in packs) > MOST_PACKS

    def tidy(self) -> None:
        """Puts together what came in pieces. What no ref leads to is thrown away at once: erased texts must not lie
        around."""
        self._objects.close()
        self._run("gc", "-q", "--prune=now")

    def close(self) -> None:
        """Ends the open git."""
        self._objects.close()

    def _tree(self, commit: str) -> str:
        """The hash of the list of what a commit holds."""
        return gate.check_hash(self._head(commit).partition(b"\n")[0].removeprefix(b"tree ").decode("ascii", "replace"))

    def _head(self, commit: str) -> bytes:
        """A commit as git stores it."""
        self._prepare()
        try:
            return self._objects.read(commit, _MAX_TREE_BYTES, "commit")
        except (NotFound, Invalid):
            raise NotFound(_NO_REPLICA) from None

    def _settings(self) -> Path:
        if self._place.git_common is None:
            raise NotFound("This project is not in a git repository, so there is nothing to share it through.")
        return self._place.git_common / "config"

    def _reach(
        self,
        remote: Remote,
        *arguments: str,
        limit_bytes: int = gate.LIMIT_BYTES,
        growing: tuple[Path, int] | None = None,
    ) -> bytes:
        settings = self._settings()
        self._prepare()
        command = (self._own, *_CAREFUL, *arguments)
        try:
            return gate.reach(
                self._place.folder,
                settings,
                *command,
                limit_bytes=limit_bytes,
                timeout_s=REMOTE_S,
                growing=growing,
            )
        except Unavailable as failure:
            self._is_suspect |= bool(_DAMAGE.search(str(failure.details)))
            raise explained(remote, failure) from None

    def _run(self, *arguments: str, limit_bytes: int = gate.LIMIT_BYTES, stdin: IO[bytes] | None = None) -> bytes:
        self._prepare()
        given = (self._own, *_CAREFUL, *arguments)
        try:
            return gate.run(self._place.folder, *given, limit_bytes=limit_bytes, timeout_s=_LOCAL_S, stdin=stdin)
        except CollabError as failure:
            self._is_suspect = True
            raise _explained_here(failure) from None

    def _prepare(self) -> None:
        if self._is_ready:
            return
        require_git(self._place.folder)
        if not all((self._folder / part).exists() for part in ("HEAD", "config", "objects", "refs")):
            try:
                self._make()
            except OSError as error:
                raise _unwritten(error) from error
            except CollabError as failure:
                raise _explained_here(failure) from None
        self._is_ready = True

    def _make(self) -> None:
        # Also says whether git trusts the person's repository at all.
        kind = gate.run(self._place.folder, "rev-parse", "--show-object-format").decode("ascii").strip()
        # Made elsewhere and then moved, so that one that is here is whole.
        new = self._folder.with_name(f"{self._folder.name}.new")
        for left in (new, self._folder):
            if left.exists():
                shutil.rmtree(left)
        options = ("-q", "--bare", "--template=", f"--object-format={kind}")
        gate.run(self._place.folder, "init", *options, "--", str(new))
        new.rename(self._folder)


def _explained_here(failure: CollabError) -> CollabError:
    return Unavailable(_FULL) if "No space left on device" in failure.message else failure


def _unwritten(error: OSError) -> Unavailable:
    if error.errno == errno.ENOSPC:
        return Unavailable(_FULL)
    return Unavailable(f"What is to be shared cannot be put together: {error.strerror}. Nothing is lost; try again.")


def _checked(ref: str) -> str:
    if not _REF.fullmatch(ref):
        raise Invalid("This is not the name of a ref.")
    return ref

"""What this replica remembers of its sharing. It lies in the journal, outside the log, so that a copy of the journal or
one from a backup remembers what that journal knew: then the remote shows that another one has written since."""

from __future__ import annotations

from hashlib import sha256

import msgspec

from ..core.ids import new_id
from ..core.wire import Time, encode
from ..git.remotes import Remote
from ..git.signatures import Verdict
from ..journal.journal import Journal, Reader, Transaction

_NOBODY = ""
"""Whose it is: no sign-in gives an empty name."""
_KEY = "sync"


class ReplicaMemory(msgspec.Struct, kw_only=True):
    """Another replica: the commit looked at last, the one taken in last, and why the former was not. `begun` is one of
    which some may have been taken in without knowing what was before it, `refused` one too large to come. `signature`
    is what git found of that of the one taken in, `signer` whose it is."""

    seen: str
    taken: str | None = None
    begun: str | None = None
    refused: str | None = None
    problem: str | None = None
    people: list[str] = []
    events: int = 0
    signature: Verdict = "none"
    signer: str | None = None


class RemoteMemory(msgspec.Struct, kw_only=True):
    """One remote. `agreed` is whether somebody said that comments may go there. `pushed` is what this replica's ref
    leads to there, and `length` how many commits that leads to; `pushing` is what it was to lead to when that was tried
    last. `shared_seq` says how far in the journal that reaches."""

    agreed: bool = False
    pushed: str | None = None
    pushing: str | None = None
    length: int = 0
    shared_seq: int = 0
    shared_at: Time | None = None
    fetched_at: Time | None = None
    replicas: dict[str, ReplicaMemory] = {}

    def is_ours(self, commit: str) -> bool:
        """Whether this replica put that commit there."""
        return commit in (self.pushed, self.pushing)


class Memory(msgspec.Struct, kw_only=True):
    """`project` is the id this replica shares under, where somebody said that it is another than the journal's.
    `untidy` says that texts erased meanwhile may still lie in what git keeps here."""

    replica: str = msgspec.field(default_factory=new_id)
    untidy: bool = False
    project: str | None = None
    remotes: dict[str, RemoteMemory] = {}

    def of(self, remote: Remote) -> RemoteMemory:
        """What is remembered of a remote; an address that was changed is another one."""
        return self.remotes.setdefault(remote_key(remote), RemoteMemory())

    def become_another(self) -> None:
        """Takes a new name, since somebody else writes under this one. What was shared stays where it is."""
        self.replica = new_id()
        for remote in self.remotes.values():
            remote.pushed = remote.pushing = None
            remote.shared_seq = 0


def remote_key(remote: Remote) -> str:
    return sha256(f"{remote.fetch}\0{remote.push}".encode("utf-8", "surrogateescape")).hexdigest()[:16]


def load(journal: Journal) -> Memory:
    """What is remembered; a new replica's when nothing is, or when it cannot be read."""

    def use_case(reader: Reader) -> bytes | None:
        return reader.personal(_NOBODY, _KEY)

    try:
        return msgspec.json.decode(journal.read(use_case) or b"", type=Memory)
    except msgspec.MsgspecError:
        return Memory()


def save(journal: Journal, memory: Memory) -> None:
    """Keeps it for good."""

    def use_case(transaction: Transaction) -> None:
        transaction.put_personal(_NOBODY, _KEY, encode(memory))

    journal.write(use_case).result()

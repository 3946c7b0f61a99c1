"""One exchange with a remote: what others gave out comes here, what is here goes there. Interrupted anywhere, the next
one does what is left: what was taken in is known by its ids, and what was put there by its hash."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import NoReturn

from ..core.errors import Blocked, CollabError, Conflict, Invalid, NotFound, TooLarge, Unavailable
from ..core.ids import is_event_id
from ..core.wire import now
from ..git.postbox import REMOTE_S, Postbox
from ..git.remotes import Remote
from ..git.signatures import Signature
from ..journal.journal import Journal
from ..journal.signers import break_off, put_signer
from .arriving import Found, look_at, take_in
from .composing import compose
from .manifest import MANIFEST, Manifest, is_erased_since, read_manifest
from .memory import Memory, RemoteMemory, ReplicaMemory, remote_key, save

MAX_REPLICAS = 1_000
JUDGING_S = 10.0
"""How long keys are asked for anew that git did not know before."""
MOST_TOLD = 20
"""Sentences about one replica, and people of it that are remembered: a stranger decides how many there are."""
LONGEST_SENTENCE = 300
"""Characters: what is wrong with a line may quote the line."""
COPIED = (
    "Another computer shares under the name that this one had, so one journal is a copy of the other. "
    "This computer shares under a new name from now on; nothing is lost."
)


@dataclass
class Told:
    """What an exchange has to tell: texts erased here, what was left out, what one should know."""

    erased: int = 0
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Exchange:
    """An exchange of `journal` with `remote` through `postbox`; `folder` is where replicas have their refs there.

    `settled` is the project's id where its settings say one. One at a time per journal: the caller sees to it.
    """

    def __init__(
        self, journal: Journal, postbox: Postbox, remote: Remote, folder: str, memory: Memory, settled: str | None
    ) -> None:
        self._journal, self._postbox, self._remote, self._folder = journal, postbox, remote, folder
        self._memory, self._settled = memory, settled
        self._key = remote_key(remote)
        self._listed: dict[str, str] = {}
        self._shadows: list[str] = []
        self.told = Told()

    def fetch(self, same_project: bool) -> None:
        """Takes in what others gave out since the last time. What is broken is left out whole, and told.

        Raises:
            Blocked: what is there is of a project with another id, and `same_project` is false.
            TooLarge: there are over 1,000 replicas.
            Unavailable: the remote cannot be reached, or the journal cannot be written.
        """
        self._list()
        self._notice_copy()
        theirs = {replica: commit for replica, commit in self._listed.items() if replica != self._memory.replica}
        here, lost = self._bring(theirs)
        brought = theirs.keys() - lost
        looked_at = {
            replica: self._look(replica, here.get(self._ref("fetched", replica))) for replica in sorted(brought)
        }
        found = {replica: one for replica, one in looked_at.items() if one is not None}
        self._settle_project({one.manifest.project for one in found.values()}, same_project)
        for replica, one in found.items():
            self._take(replica, one)
        self._judge_again()
        self._drop_gone(here, theirs)
        self._known.fetched_at = now()
        if found or self.told.problems:
            self.finish()

    def share(self) -> None:
        """Puts all that is this replica's own at the remote, after `fetch`.

        Raises:
            Conflict: somebody else wrote there in between; then it is to be fetched again.
            Unavailable: the remote cannot be reached, or refuses.
        """
        known, there = self._known, self._listed.get(self._memory.replica)
        former = there or known.pushed
        composed = compose(self._journal, self._postbox, self._memory.replica, self.project, former, known.length)
        if there is None and not composed.manifest.events:
            return
        if composed.is_new or there is None:
            known.pushing = composed.commit
            self._memory.untidy |= composed.has_erased
            save(self._journal, self._memory)
            self._postbox.push(self._remote, self._own_ref, composed.commit, there, bool(self._shadows))
            there = composed.commit
            self._remember_signer(composed.commit, composed.until)
        known.pushed, known.pushing, known.length = there, None, composed.length
        known.shared_seq, known.shared_at = composed.until, now()
        self._postbox.keep(f"refs/shared/{self._key}", known.pushed)

    def finish(self) -> None:
        """Keeps what is remembered, and throws away what was erased. After `fetch`, `share`, or both."""
        save(self._journal, self._memory)
        if self._memory.untidy or self._postbox.is_cluttered:
            self._postbox.tidy()
            self._memory.untidy = False
            save(self._journal, self._memory)

    def forget(self) -> bool:
        """Takes this replica's part from the remote; whether it was there.

        Raises:
            Conflict: another computer writes there under this name.
            Blocked: another ref there ends in the name of this one.
            Unavailable: the remote cannot be reached, or refuses.
        """
        self._list()
        there = self._listed.get(self._memory.replica)
        if there is not None and not self._known.is_ours(there):
            raise Conflict("Another computer writes there under this one's name. Sync first, then forget.")
        if there is not None and self._shadows:
            raise Blocked(
                f"At {self._remote.name} git takes {self._shadows[0]} for what this computer shared. Delete that one "
                f"first: git push {self._remote.name} --delete {self._shadows[0]}"
            )
        if there is not None:
            self._postbox.push(self._remote, self._own_ref, None, there)
        known = self._known
        known.agreed, known.pushed, known.pushing, known.shared_seq = False, None, None, 0
        self._postbox.keep(f"refs/shared/{self._key}", None)
        save(self._journal, self._memory)
        return there is not None

    @property
    def project(self) -> str:
        """The id under which this journal's project is known to the team."""
        return self._settled or self._memory.project or self._journal.project

    @property
    def _known(self) -> RemoteMemory:
        return self._memory.of(self._remote)

    @property
    def _own_ref(self) -> str:
        return f"{self._folder}/{self._memory.replica}"

    def _ref(self, kind: str, replica: str) -> str:
        return f"refs/{kind}/{self._key}/{replica}"

    def _list(self) -> None:
        listed = self._postbox.listed(self._remote, self._folder)
        # Git also lists refs that end in this folder's name and lie elsewhere, and would push to them.
        self._shadows = [ref for ref in sorted(listed) if ref.endswith(f"/{self._own_ref}")]
        below = {ref.removeprefix(f"{self._folder}/"): commit for ref, commit in listed.items()}
        self._listed = {name: commit for name, commit in below.items() if is_event_id(name)}
        if len(self._listed) > MAX_REPLICAS:
            raise TooLarge(f"There are over {MAX_REPLICAS:,} replicas at {self._remote.name}.")

    def _notice_copy(self) -> None:
        """A ref of ours that we did not write so: this journal, or the one that wrote it, is a copy or comes from a
        backup. Whichever notices first takes a new name, and takes in what the other has."""
        there = self._listed.get(self._memory.replica)
        if there is not None and not self._known.is_ours(there):
            self._memory.become_another()
            self.told.notes.append(COPIED)
            save(self._journal, self._memory)

    def _bring(self, theirs: dict[str, str]) -> tuple[dict[str, str], set[str]]:
        """The refs that are here once what is new was fetched, and the replicas that git refuses, such as one with
        damaged objects, which keeps no other out."""
        if self._is_nothing_new(theirs):
            return {}, set()
        here = self._postbox.refs(f"refs/fetched/{self._key}")
        new = {r: commit for r, commit in theirs.items() if here.get(self._ref("fetched", r)) != commit}
        wanted = {r: commit for r, commit in new.items() if not self._is_refused(r, commit)}
        if not wanted:
            return here, set(new)
        lost = self._fetch(wanted) | (new.keys() - wanted.keys())
        return self._postbox.refs(f"refs/fetched/{self._key}"), lost

    def _is_nothing_new(self, theirs: dict[str, str]) -> bool:
        """Whether all that is there was taken in, and nothing was taken away: what is remembered says it sooner than
        the refs here do."""
        known = self._known.replicas
        return theirs.keys() == known.keys() and all(
            (one.seen, one.taken, one.problem) == (commit, commit, None) and self._postbox.has(commit)
            for one, commit in ((known[replica], commit) for replica, commit in theirs.items())
        )

    def _is_refused(self, replica: str, commit: str) -> bool:
        """Whether that commit was too large to come, so that it is not even tried."""
        known = self._known.replicas.get(replica)
        if known is None or known.refused != commit:
            return False
        self._leave_out(replica, known.problem or "")
        return True

    def _fetch(self, wanted: dict[str, str]) -> set[str]:
        """Those that did not come."""
        until = monotonic() + REMOTE_S
        try:
            self._postbox.fetch(self._remote, self._specs(*wanted))
        except CollabError as failure:
            if monotonic() >= until or failure.details:
                raise
            # Where the remote itself is gone this says so, rather than that of every replica.
            self._postbox.listed(self._remote, self._folder)
            return {replica for replica in wanted if not self._is_brought(replica, until)}
        return set()

    def _is_brought(self, replica: str, until: float) -> bool:
        try:
            self._postbox.fetch(self._remote, self._specs(replica))
        except CollabError as failure:
            if monotonic() >= until or failure.details:
                raise
            self._leave_out(replica, failure.message)
            if isinstance(failure, TooLarge):
                self._known.replicas[replica].refused = self._listed[replica]
            return False
        return True

    def _specs(self, *replicas: str) -> dict[str, str]:
        return {f"{self._folder}/{replica}": self._ref("fetched", replica) for replica in replicas}

    def _look(self, replica: str, commit: str | None) -> Found | None:
        """What is to be taken in of a replica; None when nothing is, or nothing can be."""
        if commit is None:
            return None
        known = self._known.replicas.setdefault(replica, ReplicaMemory(seen=commit))
        known.seen = commit
        if known.taken == commit and self._postbox.has(commit):
            known.problem = None
            return None
        try:
            return look_at(self._postbox, commit, replica)
        except (Invalid, NotFound, TooLarge) as failure:
            self._leave_out(replica, failure.message)
            return None

    def _settle_project(self, projects: set[str], same_project: bool) -> None:
        """A shallow clone cannot tell which project it is of: then somebody is asked, once."""
        is_clear = not projects or self.project in projects or self._known.pushed is not None
        # Where the settings say which it is, those of others are left out one by one.
        if self._settled or is_clear or any(known.taken for known in self._known.replicas.values()):
            return
        if len(projects) > 1:
            self._ask_which(sorted(projects))
        (other,) = projects
        if not same_project:
            raise Blocked(
                f"The comments at {self._remote.name} are of a project with another id. That is so in a shallow clone, "
                "and in a fork or a copy made from a template. If it is the same project, say so with --yes, or for "
                f'everybody in mlcollab.toml: [project] id = "{other}".',
                {"project": other},
            )
        self._memory.project = other

    def _ask_which(self, projects: list[str]) -> NoReturn:
        """A yes would not say which."""
        ids = ", ".join(f'id = "{project}"' for project in projects[:MOST_TOLD])
        raise Blocked(
            f"The comments at {self._remote.name} are of several projects, and this is none of them. Say which it is "
            f"in mlcollab.toml, under [project]: {ids}.",
            {"projects": projects[:MOST_TOLD]},
        )

    def _take(self, replica: str, found: Found) -> None:
        known = self._known.replicas[replica]
        before = self._before(known.taken)
        if before is not None and is_erased_since(before, found.manifest) and not self._memory.untidy:
            # Before anything is taken in: a run that dies in between would not know it any more.
            self._memory.untidy = True
            save(self._journal, self._memory)
        try:
            if found.manifest.project != self.project:
                raise Invalid(f"It is of another project, “{found.manifest.project}”.")
            signature = self._postbox.signature(known.seen)
            if signature.verdict == "bad":
                raise Invalid("Its signature is not one of what it holds, or its key was taken back.")
            if before is None:
                self._begin(replica)
            counts = take_in(self._journal, self._postbox, found, before)
        except (Invalid, NotFound, TooLarge) as failure:
            self._leave_out(replica, failure.message)
            return
        self._note_signature(replica, signature)
        known.taken, known.problem = known.seen, None
        known.people, known.events = found.manifest.people[:MOST_TOLD], found.manifest.events
        self._postbox.keep(self._ref("taken", replica), known.taken)
        self.told.erased += counts.erased
        self._tell(counts.problems)

    def _begin(self, replica: str) -> None:
        """What is here of the replica, if anything, may not be what its commit holds: signatures of it stand for what
        comes now. Where this very commit was begun and interrupted, that was noted then."""
        known = self._known.replicas[replica]
        if known.begun != known.seen:
            self._journal.write(lambda transaction: break_off(transaction, replica)).result()
            known.begun = known.seen
            save(self._journal, self._memory)

    def _note_signature(self, replica: str, signature: Signature) -> None:
        """After all that the commit holds was taken in."""
        known = self._known.replicas[replica]
        if known.signature == "good" and signature.verdict != "good":
            self.told.notes.append(
                f"What replica {replica[-8:]} has to say was signed by {known.signer} before, and is not any more in a "
                "way that git can check here. What is new of it is unverified."
            )
        known.signature, known.signer = signature.verdict, signature.by
        if signature.by:
            self._put_signer(replica, signature.by, self._journal.read(lambda reader: reader.head()))

    def _judge_again(self) -> None:
        """Somebody may have told git by now whose the keys are that it did not know."""
        until = monotonic() + JUDGING_S
        for replica, known in self._known.replicas.items():
            if known.signature == "unknown" and known.taken and known.taken == known.seen and monotonic() < until:
                with suppress(NotFound, TooLarge, Unavailable):
                    self._note_signature(replica, self._postbox.signature(known.taken))

    def _remember_signer(self, commit: str, until: int) -> None:
        """So that what is said here counts here as it does for those who fetch it."""
        with suppress(NotFound, TooLarge, Unavailable):
            signature = self._postbox.signature(commit)
            if signature.by:
                self._put_signer(None, signature.by, until)

    def _put_signer(self, replica: str | None, by: str, until: int) -> None:
        self._journal.write(lambda transaction: put_signer(transaction, replica, by, until)).result()

    def _before(self, commit: str | None) -> Manifest | None:
        """What was read of a replica the last time; None, so that all is read again, when that is not here any more."""
        try:
            return read_manifest(self._postbox, self._postbox.names(commit).get(MANIFEST)) if commit else None
        except (Invalid, NotFound, TooLarge, Unavailable):
            return None

    def _tell(self, problems: list[str]) -> None:
        self.told.problems += [_short(problem) for problem in problems[:MOST_TOLD]]
        if len(problems) > MOST_TOLD:
            self.told.problems.append(f"{len(problems) - MOST_TOLD:,} more things like these were left out.")

    def _leave_out(self, replica: str, sentence: str) -> None:
        known = self._known.replicas.setdefault(replica, ReplicaMemory(seen=self._listed.get(replica, "")))
        known.problem = sentence = _short(sentence)
        self.told.problems.append(f"What replica {replica[-8:]} has to say was left out whole. {sentence}")

    def _drop_gone(self, here: dict[str, str], theirs: dict[str, str]) -> None:
        """Replicas that were taken from the remote. What they said stays."""
        for replica in {ref.rpartition("/")[2] for ref in here} - theirs.keys():
            for kind in ("fetched", "taken"):
                self._postbox.keep(self._ref(kind, replica), None)
        for replica in self._known.replicas.keys() - theirs.keys():
            del self._known.replicas[replica]


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST_SENTENCE else sentence[:LONGEST_SENTENCE] + "…"

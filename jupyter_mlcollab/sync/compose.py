"""Sharing a project's comments through git: what stands where, and an exchange with a remote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..access.person import stored_person
from ..access.work import Joining
from ..core.errors import Blocked, CollabError, Conflict, Invalid, NotFound
from ..git.postbox import Postbox
from ..git.remotes import Remote, find_remote, remotes
from .schema import Arrived, Forgotten, Leaving, Replica, SharingState, Sync, Synced

if TYPE_CHECKING:
    from ..journal.journal import Reader
    from .exchanging import Exchange
    from .memory import Memory

LOCK = "exchange.lock"
LOCK_S = 60.0
BUSY = "Another sync of this project is still running. Try again when it has ended."
REFS = "refs/mlcollab"


def sharing(work: Joining, remote: str | None = None) -> SharingState:
    """How this computer stands to a remote, as of the last exchange: the remote is not asked.

    Without a name it is the one that was shared with last, else `origin`, or the only one there is. Where there is
    none, `problem` says so.
    """
    from .memory import load

    memory = load(work.whole)
    try:
        known = remotes(work.place)
    except CollabError as failure:
        return _state(work, memory, {}, None, failure.message)
    try:
        return _state(work, memory, known, _meant(known, memory, remote), None)
    except (Invalid, NotFound) as failure:
        return _state(work, memory, known, None, failure.message)


def sync(work: Joining, sync: Sync) -> Synced:
    """Takes in what others shared at a remote, and unless `fetch_only` gives out what is this computer's own.

    Raises:
        Blocked: nobody has said yes yet to what leaves, or the comments there are of a project with another id.
        NotFound, Invalid: there is no such remote.
        Unavailable: it cannot be reached or refuses, or another sync is still running.
    """
    if sync.remote is not None and sync.remote not in remotes(work.place):
        # An address in a request could lead the server anywhere.
        raise NotFound(f"There is no remote “{sync.remote}” here.")
    return exchange(work, sync)


def exchange(work: Joining, sync: Sync) -> Synced:
    """As `sync`, with a remote named or at an address."""
    from .memory import load

    known_here = remotes(work.place)
    remote = _meant(known_here, load(work.whole), sync.remote)
    with _exchange(work, remote) as (session, memory):
        before = work.whole.read(lambda reader: reader.head())
        known = memory.of(remote)
        if not sync.fetch_only and not (known.agreed or sync.agreed):
            raise Blocked(
                f"Nobody has said yet that comments may leave this computer for {remote.name}.", {"agree": True}
            )
        session.fetch(sync.same_project)
        shared = 0
        if not sync.fetch_only:
            known.agreed = True
            shared = _leaving(work, known.shared_seq).events
            _share(session, sync.same_project)
        session.finish()
        arrived = work.whole.read(lambda reader: _arrived(reader, before))
    told = session.told
    state = _state(work, memory, known_here, remote, None)
    return Synced(
        arrived=arrived, erased=told.erased, shared=shared, problems=told.problems, notes=told.notes, state=state
    )


def forget(work: Joining, name: str | None) -> Forgotten:
    """Takes what this computer shared from a remote. What others have fetched stays with them.

    Raises:
        NotFound, Invalid, Unavailable: as for `sync`.
        Conflict: another computer writes there under this one's name.
    """
    from .memory import load

    remote = _meant(remotes(work.place), load(work.whole), name)
    with _exchange(work, remote) as (session, _):
        return Forgotten(remote=remote.name, removed=session.forget())


def _meant(known: Mapping[str, Remote], memory: Memory, name: str | None) -> Remote:
    """As `find_remote`, but without a name first the one that was shared with last."""
    if name is None:
        here = ((memory.of(remote), remote) for remote in known.values())
        shared = [(one.shared_at, remote) for one, remote in here if one.agreed and one.shared_at]
        if shared:
            return max(shared, key=lambda pair: pair[0])[1]
    return find_remote(known, name)


def _share(session: Exchange, same_project: bool) -> None:
    try:
        session.share()
    except Conflict:
        # A copy of this journal was faster: it is noticed when what is there is fetched again.
        session.fetch(same_project)
        session.share()


@contextmanager
def _exchange(work: Joining, remote: Remote) -> Iterator[tuple[Exchange, Memory]]:
    """One at a time for a journal, whichever program asks."""
    from ..journal.lock import exclusive
    from .erasure import POSTBOX
    from .exchanging import Exchange
    from .memory import load, save

    journal, settings = work.whole, work.settings()
    if not journal.exists():
        save(journal, load(journal))
    folder = f"refs/heads/{settings.sync.branch}" if settings.sync.branch else REFS
    postbox = Postbox(work.place, journal.path.parent / POSTBOX)
    with exclusive(journal.path.parent / LOCK, LOCK_S, BUSY):
        memory = load(journal)
        session = Exchange(journal, postbox, remote, folder, memory, settings.project.id)
        postbox.mend()
        try:
            yield session, memory
        finally:
            postbox.discard_damaged()
            postbox.close()


def _state(
    work: Joining, memory: Memory, known_here: Mapping[str, Remote], remote: Remote | None, problem: str | None
) -> SharingState:
    from .memory import RemoteMemory

    known = memory.of(remote) if remote else RemoteMemory()
    replicas = [
        Replica(
            id=name,
            people=_names(work, one.people),
            events=one.events,
            problem=one.problem,
            signature=one.signature,
            signer=one.signer,
        )
        for name, one in sorted(known.replicas.items())
    ]
    return SharingState(
        remote=remote.name if remote else None,
        address=remote.shown if remote else None,
        remotes=list(known_here),
        problem=problem,
        agreed=known.agreed,
        replica=memory.replica,
        leaving=_leaving(work, known.shared_seq),
        shared_at=known.shared_at,
        fetched_at=known.fetched_at,
        replicas=replicas,
    )


def _leaving(work: Joining, after: int) -> Leaving:
    """That a document became known is told along with what is said about it, and not counted."""
    from ..journal.own import own_actors, own_counts

    counts = work.whole.read(lambda reader: own_counts(reader, after))
    actors = work.whole.read(lambda reader: own_actors(reader, after))
    things = {count.entity_kind: count.things for count in counts}
    return Leaving(
        threads=things.get("thread", 0),
        looks=things.get("look", 0),
        cards=things.get("card", 0),
        events=sum(count.events for count in counts if count.entity_kind != "document"),
        people=_names(work, actors),
    )


def _arrived(reader: Reader, after: int) -> list[Arrived]:
    from ..journal.own import arrived_by

    counted = arrived_by(reader, after)
    return [
        Arrived(person=stored_person(username, reader.person(username)).display_name, events=events)
        for username, events in counted
    ]


def _names(work: Joining, usernames: list[str]) -> list[str]:
    bodies = work.whole.read(lambda reader: {name: reader.person(name) for name in usernames})
    return [stored_person(name, body).display_name for name, body in bodies.items()]

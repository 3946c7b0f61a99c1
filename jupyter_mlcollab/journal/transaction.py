"""What a use case may do to a journal: append, and keep what stands beside the log."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, null, select, update

from ..core.errors import Conflict, NotFound
from ..core.wire import now
from . import derive, fulltext
from .chain import SALT_BYTES, header_sha256, milliseconds, moment, payload_sha256
from .event import LARGEST_CLOCK, Event, NewEvent, Poke, Stamp
from .fold import Fold, StoredNotice, StoredView
from .head import Head
from .prepared import Prepared
from .reader import Reader
from .schema import BLOB, EVENT, PERSON, PERSONAL

_SHA256 = re.compile(rb"[0-9a-f]{64}")

_INSERT_EVENT = Prepared(insert(EVENT))
_ERASE_EVENT = Prepared(
    update(EVENT)
    .where(EVENT.c.project == bindparam("of_project"), EVENT.c.id == bindparam("of_id"))
    .values(payload=null(), salt=b"")
)
_PAYLOADS = select(EVENT.c.payload).where(EVENT.c.project == bindparam("project"), EVENT.c.payload.is_not(None))
_OF_BLOB = (BLOB.c.project == bindparam("of_project"), BLOB.c.sha256 == bindparam("of_sha256"))
_BLOB_ERASED = Prepared(select(BLOB.c.data.is_(None)).where(*_OF_BLOB))
_INSERT_BLOB = Prepared(insert(BLOB))
_SET_BLOB = Prepared(update(BLOB).where(*_OF_BLOB), ("media_type", "data"))
_ERASE_BLOB = Prepared(update(BLOB).where(*_OF_BLOB).values(data=null()), ())
_INSERT_PERSONAL = Prepared(insert(PERSONAL))
_DELETE_PERSONAL = Prepared(
    delete(PERSONAL).where(
        PERSONAL.c.project == bindparam("project"),
        PERSONAL.c.person == bindparam("person"),
        PERSONAL.c.key == bindparam("key"),
    )
)
_PERSON_KNOWN = Prepared(
    select(PERSON.c.id).where(PERSON.c.project == bindparam("project"), PERSON.c.id == bindparam("id"))
)
_DELETE_PERSON = Prepared(
    delete(PERSON).where(PERSON.c.project == bindparam("project"), PERSON.c.id == bindparam("id"))
)
_INSERT_PERSON = Prepared(insert(PERSON))


class Transaction(Reader):
    """One use case's writes: all of them or none. What it appended is shown by what it reads."""

    def __init__(self, connection: Connection, project: str, folds: Mapping[str, Fold], head: Head) -> None:
        super().__init__(connection, project)
        self._sql = connection
        self._folds = folds
        self._head = head
        self._appended: list[Event] = []
        self._subjects: dict[tuple[str, str], str | None] = {}
        self._touched: dict[tuple[str, str], None] = {}
        self._unknown: set[str] = set()
        self.has_erased = False

    def append(self, event: NewEvent, actor: Stamp) -> Event:
        """The stored event. One that is stored already, with the same content, is given back as it is.

        Raises:
            Conflict: the id stands for something else.
        """
        if event.id not in self._unknown and self.replayed(event, actor):
            return self._known(event.id)
        return self._store(event, actor, min(self._head.clock + 1, LARGEST_CLOCK), os.urandom(SALT_BYTES))

    def replayed(self, event: NewEvent, actor: Stamp) -> bool:
        """Whether this very event is stored already, so that the same answer is due again.

        Of an erased event only who did what to which thing can be compared.

        Raises:
            Conflict: the id stands for another kind, thing, text or person.
        """
        known = self.event(event.id)
        if known is None:
            self._unknown.add(event.id)
            return False
        if _identity(known) != (event.entity_kind, event.entity, event.kind, actor.username) or (
            known.payload is not None and known.payload != event.payload
        ):
            raise Conflict("This id was already used for something else. Send it again under a new id.")
        return True

    def adopt(
        self, event: NewEvent, actor: Stamp, clock: int, salt: bytes, erased_sha256: bytes | None = None
    ) -> Event:
        """Stores an event of another replica with its own clock and salt; the caller made sure that its id is new.

        `erased_sha256` is the payload's hash when the payload was erased there: then it is stored as erased.
        """
        return self._store(event, actor, clock, salt, erased_sha256)

    def erase(self, event_ids: Iterable[str]) -> None:
        """Empties the events' payloads and salts, and the blobs that no other event names. The chain still verifies.

        Raises:
            NotFound: one of the ids is unknown; then nothing is erased.
        """
        known = [self._known(event_id) for event_id in dict.fromkeys(event_ids)]
        for event in known:
            _ERASE_EVENT.run(self._sql, {"of_project": self.project, "of_id": event.id})
            self._touched[event.entity_kind, event.entity] = None
        self._erase_blobs({name for event in known for name in named_blobs(event.payload)})
        self.has_erased = True

    def put_personal(self, person: str, key: str, body: bytes | None) -> None:
        """Keeps something for one person, outside the log; None removes it."""
        at = {"project": self.project, "person": person, "key": key}
        _DELETE_PERSONAL.run(self._sql, at)
        if body is not None:
            _INSERT_PERSONAL.run(self._sql, {**at, "body": body})

    def put_blob(self, data: bytes, media_type: str) -> str:
        """Keeps bytes under their SHA-256, which it gives as 64 hexadecimal digits; the same bytes are kept once."""
        name = sha256(data).hexdigest()
        at = {"of_project": self.project, "of_sha256": name}
        known = _BLOB_ERASED.run(self._sql, at)
        if not known:
            row = {"project": self.project, "sha256": name, "media_type": media_type, "data": data}
            _INSERT_BLOB.run(self._sql, row)
        elif known[0][0]:
            _SET_BLOB.run(self._sql, {**at, "data": data, "media_type": media_type})
        return name

    def has_blob(self, sha256: str) -> bool:
        """Whether these bytes were ever kept here, erased or not."""
        at = {"of_project": self.project, "of_sha256": sha256}
        return bool(_BLOB_ERASED.run(self._sql, at))

    def put_person(self, username: str, body: bytes) -> None:
        """Keeps a person's name and looks, as JSON, in place of what was known."""
        self._set_person(username, body)

    def forget_person(self, username: str) -> None:
        """Empties what is known of a person for good; their username stays on what they did."""
        self._set_person(username, None)
        self.has_erased = True

    def has_person(self, username: str) -> bool:
        """Whether something was ever known of a person, forgotten or not."""
        return bool(self.rows(_PERSON_KNOWN, id=username))

    def view(self, kind: str, entity: str) -> StoredView | None:
        self.refold()
        return super().view(kind, entity)

    def views(
        self,
        kind: str,
        subject: str | None = None,
        status: str | None = None,
        ids: Sequence[str] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> list[StoredView]:
        self.refold()
        return super().views(kind, subject, status, ids, limit, after)

    def counts(self, kind: str) -> list[tuple[str | None, str | None, int]]:
        self.refold()
        return super().counts(kind)

    def search(
        self, kind: str, words: str, limit: int, subject: str | None = None, status: str | None = None
    ) -> list[str]:
        self.refold()
        return super().search(kind, words, limit, subject, status)

    def notices(self, person: str, after_seq: int = 0, limit: int = 200) -> list[StoredNotice]:
        self.refold()
        return super().notices(person, after_seq, limit)

    def stored_head(self) -> Head:
        # The row is written once per batch: within one, this is ahead of it.
        return self._head

    def refold(self) -> None:
        """Brings the views, texts and notices of everything touched since the last time up to date."""
        touched, self._touched = self._touched, {}
        for kind, entity in touched:
            view = derive.refold(self._sql, self, self._folds, kind, entity)
            self._subjects[kind, entity] = view.subject if view is not None else None

    def refold_all(self) -> int:
        """Makes every view, text and notice anew; how many things were folded."""
        derive.clear(self._sql, self.project)
        everything = self.entities()
        self._touched = dict.fromkeys(everything)
        self.refold()
        return len(everything)

    def finish(self) -> Head:
        """Ends the use case: refolds, and gives where the log stands now."""
        self.refold()
        if self.has_erased:
            fulltext.purge(self._sql)
        return self._head

    def pokes(self) -> list[Poke]:
        """What was appended, for those who listen; after `finish`."""
        return [self._poke(event) for event in self._appended]

    def _poke(self, event: Event) -> Poke:
        subject = self._subjects.get((event.entity_kind, event.entity))
        return Poke(event.project, event.seq, event.entity_kind, event.entity, subject, event.kind)

    def _known(self, event_id: str) -> Event:
        event = self.event(event_id)
        if event is None:
            raise NotFound("There is no such event.", {"id": event_id})
        return event

    def _store(self, new: NewEvent, actor: Stamp, clock: int, salt: bytes, erased_sha256: bytes | None = None) -> Event:
        head = self._head
        at = milliseconds(actor.at if actor.at is not None else now())
        event = Event(
            project=self.project,
            seq=head.seq + 1,
            id=new.id,
            v=new.v,
            clock=clock,
            entity_kind=new.entity_kind,
            entity=new.entity,
            kind=new.kind,
            actor=actor.username,
            role=actor.role,
            verified=actor.verified,
            origin=actor.origin,
            at=moment(at),
            payload=new.payload if erased_sha256 is None else None,
            salt=salt if erased_sha256 is None else b"",
            payload_sha256=erased_sha256 or payload_sha256(salt, new.payload),
            prev_sha256=head.sha256,
        )
        _INSERT_EVENT.run(self._sql, _row(event, at))
        self._head = Head(event.seq, max(head.clock, clock), header_sha256(event))
        self._unknown.discard(event.id)
        self._appended.append(event)
        self._touched[event.entity_kind, event.entity] = None
        return event

    def _erase_blobs(self, names: set[str]) -> None:
        ours = {name for name in names if self.blob(name) is not None}
        if not ours:
            return
        # Read through, not indexed: erasing is rare, and most hashes in payloads name no blob.
        for (payload,) in self._sql.execute(_PAYLOADS, {"project": self.project}).yield_per(1000):
            ours -= named_blobs(payload)
        for name in ours:
            _ERASE_BLOB.run(self._sql, {"of_project": self.project, "of_sha256": name})

    def _set_person(self, username: str, body: bytes | None) -> None:
        at = {"project": self.project, "id": username}
        _DELETE_PERSON.run(self._sql, at)
        _INSERT_PERSON.run(self._sql, {**at, "body": body})


def _identity(event: Event) -> tuple[str, str, str, str]:
    return event.entity_kind, event.entity, event.kind, event.actor


def named_blobs(payload: bytes | None) -> set[str]:
    """Every SHA-256 a payload names, in hexadecimal digits."""
    return {match.decode("ascii") for match in _SHA256.findall(payload or b"")}


def _row(event: Event, at: int) -> dict[str, Any]:
    return {name: getattr(event, name) for name in Event.__slots__} | {"at": at}

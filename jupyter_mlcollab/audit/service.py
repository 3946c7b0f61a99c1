"""The log as a list: who did what, and what happened since a cursor."""

from __future__ import annotations

from ..access.people import people_by_name
from ..access.work import Reading
from ..core.people import Person
from ..journal.event import Event
from ..journal.signers import signers
from .schema import Change, Changes, Cursor, Entries, Entry

PAGE = 500
CATCH_UP = 1_000
"""More missed events than this are not told one by one: fetching everything again is cheaper."""


def log(
    work: Reading,
    after: Cursor = 0,
    limit: int = PAGE,
    kind: str | None = None,
    actor: str | None = None,
    entity: str | None = None,
) -> Entries:
    """The log after the cursor, oldest first, at most `limit` of up to 500 entries.

    `kind` keeps an exact kind (`thread.resolved`) or all of a noun (`thread`), `actor` a user name, `entity` an id.
    """
    wanted, cursor, entries = max(1, min(limit, PAGE)), after, list[Entry]()
    person, signed = people_by_name(work), signers(work.journal)
    while events := work.journal.events_since(cursor, PAGE):
        for event in events:
            cursor = event.seq
            if _matches(event, kind, actor, entity):
                signer = signed.of_others(event.origin, event.seq)
                entries.append(_entry(event, person(event.actor), signer))
            if len(entries) == wanted:
                return Entries(entries=entries, next=cursor if cursor < work.journal.head() else None)
    return Entries(entries=entries, next=None)


def changes(work: Reading, since: Cursor = 0) -> Changes:
    """What happened after the cursor `since`, ids only, for a browser that was away."""
    head = work.journal.head()
    if since > head or head - since > CATCH_UP:
        return Changes(head=head, changes=[], resync=True)
    events = work.journal.events_since(since, CATCH_UP)
    return Changes(head=head, changes=[_change(work, event) for event in events], resync=False)


def _matches(event: Event, kind: str | None, actor: str | None, entity: str | None) -> bool:
    of_kind = not kind or event.kind == kind or event.kind.startswith(f"{kind}.")
    return of_kind and (not actor or event.actor == actor) and (not entity or event.entity == entity)


def _entry(event: Event, actor: Person, signer: str | None) -> Entry:
    return Entry(
        seq=event.seq,
        id=event.id,
        at=event.at,
        actor=actor,
        role=event.role,
        verified=event.verified,
        origin=event.origin,
        signed_by=signer,
        kind=event.kind,
        entity_kind=event.entity_kind,
        entity=event.entity,
        erased=event.payload is None,
    )


def _change(work: Reading, event: Event) -> Change:
    view = work.journal.view(event.entity_kind, event.entity)
    return Change(
        seq=event.seq,
        kind=event.kind,
        entity_kind=event.entity_kind,
        entity=event.entity,
        subject=view.subject if view else None,
    )

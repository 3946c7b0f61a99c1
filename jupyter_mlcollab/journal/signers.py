"""Whose signature stands for events that came through git, and for those that went out. It lies beside the log: whether
a signature is good is what this side's git finds, with the keys that it knows.

A replica's commit holds all its events, so that a good signature stands for all that came of it up to then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from ..core.wire import encode
from .event import FROM_GIT, came_through_git

if TYPE_CHECKING:
    from .reader import Reader
    from .transaction import Transaction

_NOBODY = ""
_KEY = "signers"
_OWN = ""
"""How this replica is called among the others."""
_MOST_SPANS = 50


class Span(msgspec.Struct, frozen=True):
    """Events of one replica after one `seq` and up to another, and the signer who stands for them."""

    by: str
    after: int
    until: int


class _Signed(msgspec.Struct, frozen=True):
    """One replica's spans; `since` is the `seq` after which it is known to have gone on as it was."""

    since: int = 0
    spans: list[Span] = []


class Signers:
    """Who signed what, as this side's git found it."""

    def __init__(self, replicas: dict[str, _Signed]) -> None:
        self.replicas = replicas

    def of(self, origin: str | None, seq: int) -> str | None:
        """The signer who stands for an event of that origin and `seq`; None when nobody does. For events of this
        replica it is who signed what went out."""
        replica = origin.removeprefix(FROM_GIT) if origin is not None and came_through_git(origin) else _OWN
        signed = self.replicas.get(replica, _Signed())
        return next((span.by for span in signed.spans if span.after < seq <= span.until), None)

    def of_others(self, origin: str | None, seq: int) -> str | None:
        """As `of`, for an event that came through git; None for all that this replica gives out."""
        return self.of(origin, seq) if came_through_git(origin) else None


def signers(reader: Reader) -> Signers:
    """Who signed what; nobody anything where that cannot be read."""
    try:
        return Signers(msgspec.json.decode(reader.personal(_NOBODY, _KEY) or b"{}", type=dict[str, _Signed]))
    except msgspec.MsgspecError:
        return Signers({})


def put_signer(transaction: Transaction, replica: str | None, by: str, until: int) -> None:
    """Keeps that `by` signed all that a replica (None: this one) had said by then, as far as it went on as it was."""
    known = signers(transaction).replicas
    name = replica or _OWN
    before = known.get(name, _Signed())
    spans = [span for span in before.spans if span.until <= before.since]
    spans.append(Span(by, before.since, until))
    known[name] = _Signed(before.since, spans[-_MOST_SPANS:])
    transaction.put_personal(_NOBODY, _KEY, encode(known))


def break_off(transaction: Transaction, replica: str) -> None:
    """Keeps that nobody can tell any more whether what a replica says now goes on from what is here of it: a signature
    to come stands for what comes with it or after it."""
    if not transaction.has_events_from(FROM_GIT + replica):
        return
    known = signers(transaction).replicas
    known[replica] = _Signed(transaction.stored_head().seq, known.get(replica, _Signed()).spans)
    transaction.put_personal(_NOBODY, _KEY, encode(known))

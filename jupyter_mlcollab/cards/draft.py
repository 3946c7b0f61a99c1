"""Which card of a project is the draft of an experiment, and how a new version of it continues that. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import NamedTuple

import msgspec

from ..core.errors import TooLarge
from ..core.ids import new_id
from .card import HUMAN_FIELDS, Card, CardRun
from .naming import CARD_FILE, numbered, slug_of
from .text import LIMIT_BYTES, card_text, read_card

MAX_RUNS = 20
FIRST_METRICS = 6
_MAX_NUMBER = 1_000
_KEPT = ("id", "created", "owner", "published", "supersedes", "waivers", "ext")


class DraftPlace(NamedTuple):
    """A card's folder below that of all cards, the content of its `card.json` as it is, and the card in it when that is
    a draft of the same experiment.

    `after` is the published card of the same experiment that a new draft takes the place of.
    """

    folder: str
    content: bytes | None
    before: Card | None
    after: Card | None


def place_of(cards: str, title: str, notebook: str | None, content_of: Callable[[str], bytes | None]) -> DraftPlace:
    """Where the card of that title and notebook goes: its draft's folder, else the first that is free. `cards` names
    the folder of all cards; `content_of` reads the `card.json` in a folder of that name in it, None without one.

    Raises:
        Invalid: a file that may be its draft cannot be read; the sentence says why.
        TooLarge: a thousand cards have this title.
    """
    slug, after = slug_of(title), None
    for number in range(1, _MAX_NUMBER):
        folder = numbered(slug, number)
        content = content_of(folder)
        if content is None:
            return DraftPlace(folder, None, None, after)
        card = read_card(content, f"{cards}/{folder}/{CARD_FILE}")
        if card.title != title or (card.code.notebook if card.code else None) != notebook:
            continue
        if card.published is None:
            return DraftPlace(folder, content, card, after)
        after = card
    raise TooLarge(f"There are {_MAX_NUMBER} cards of this title. Give this one another.")


def drafted(card: Card, place: DraftPlace, said: Collection[str]) -> tuple[Card, str]:
    """The card as it is written there, with what people had written in the draft unless it was `said` anew, and its
    text.

    Raises:
        Invalid: the card holds what its format cannot.
        TooLarge: it is over 4 MB.
    """
    if place.after is not None and place.before is None:
        # The run that made the published card may go on.
        name = new_id() if card.id == place.after.id else card.id
        card = msgspec.structs.replace(card, id=name, supersedes=place.after.id)
    whole = continued(card, place.before, said)
    return whole, checked_text(whole, place.content)


def checked_text(card: Card, beside: bytes | None) -> str:
    """The text of `card.json`, which reads as a card and is within its limit. `beside` is the file as it is, of which
    what this version does not know is kept.

    Raises:
        Invalid: the card holds what its format cannot.
        TooLarge: it is over 4 MB.
    """
    text = card_text(card, beside)
    content = text.encode()
    if len(content) > LIMIT_BYTES:
        raise TooLarge(f"The card has {len(content) >> 20} MB, over the limit of {LIMIT_BYTES >> 20} MB.")
    read_card(content)
    return text


def continued(fresh: Card, before: Card | None, said: Collection[str]) -> Card:
    """The card of this run in place of the one before: its identity, and what people wrote unless the code `said` it,
    stay, notes and captions too where this run has none; the run before joins the list of runs, newest first, at most
    20."""
    if before is None:
        return fresh
    people = {field for field in (*HUMAN_FIELDS, "baseline") if field not in said}
    stays = {field: getattr(before, field) for field in (*_KEPT, *people)}
    captions = {figure.path: figure.caption for figure in before.figures}
    figures = [
        msgspec.structs.replace(figure, caption=figure.caption or captions.get(figure.path)) for figure in fresh.figures
    ]
    notes = fresh.notes or before.notes
    return msgspec.structs.replace(fresh, **stays, notes=notes, figures=figures, runs=_runs(fresh, before))


def _runs(fresh: Card, before: Card) -> list[CardRun]:
    """What ran outside for this run, then the run before unless it is this one, then those before it."""
    runs = list(fresh.runs)
    if before.execution is not None:
        metrics = {metric.name: metric.value for metric in reversed(before.metrics[:FIRST_METRICS])}
        first = dict(reversed(metrics.items()))
        runs.append(CardRun(id=before.execution.id, at=before.execution.started, metrics=first))
    this = fresh.execution.id if fresh.execution else None
    by_id = {run.id: run for run in reversed([*runs, *before.runs]) if run.id != this}
    return list(reversed(by_id.values()))[:MAX_RUNS]

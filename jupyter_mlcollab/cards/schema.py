"""What crosses the wire about cards. The card itself is `card.py`."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from ..core.ids import EventId
from ..core.people import Person
from ..core.wire import Payload, Time, Wire
from .card import Card, CardMetric, Goal, Number, Outcome, Sha256
from .merging import CardConflict

MAX_NOTE = 4_000

Status = Literal["draft", "in review", "approved", "published", "superseded", "abandoned", "retracted"]
Act = Literal["submit", "approve", "decline", "publish", "abandon", "retract", "reopen", "pin", "unpin"]
CardPath = Annotated[str, msgspec.Meta(min_length=1, max_length=1024, description="of its `card.json`, in the project")]


# --- events ---------------------------------------------------------------------------------------------------


class CardRecorded(Payload, frozen=True, kw_only=True):
    """`card.recorded`: what the card's file said at that moment. The other events name this one by its id."""

    digest: str
    owner: str
    path: str
    title: str


class CardMoved(Payload, frozen=True, kw_only=True):
    """`card.submitted`, `card.approved`, `card.declined`, `card.published`, `card.abandoned`, `card.retracted`,
    `card.reopened`, `card.superseded`: the version it is about, a note, and for the last the card that came instead."""

    recorded: str
    note: str = ""
    by: str | None = None


class CardWaived(Payload, frozen=True, kw_only=True):
    """`card.waived`: a finding of the privacy check, by its fingerprint, that was let pass when the card was published,
    and why."""

    recorded: str
    finding: str
    reason: str


class CardVerified(Payload, frozen=True, kw_only=True):
    """`card.verified`: the card's notebook was run again at `commit`, by the command line. `level` is what that gives
    the card; `summary` says in a line what came out, `log` is what the run printed (the end of a long one)."""

    recorded: str
    commit: str
    result: str
    level: str
    summary: str
    packages_changed: int = 0
    seconds: float | None = None
    log: str = ""


class BaselinePinned(Payload, frozen=True, kw_only=True):
    """`baseline.pinned`: the card, by its id, that the project's cards are measured against from then on, and where its
    file was."""

    card: str
    path: str
    title: str


class BaselineUnpinned(Payload, frozen=True, kw_only=True):
    """`baseline.unpinned`: the card, by its id, is the project's baseline no longer."""

    card: str


# --- folded ---------------------------------------------------------------------------------------------------


class FoldedVerdict(msgspec.Struct, kw_only=True):
    """The last word of one person on a card: approved or declined, and on which version. `origin` and `seq` are those
    of its event. `counts` is for the project's rules to say, and not stored."""

    person: str
    verified: bool
    approved: bool
    digest: str
    note: str
    at: Time
    origin: str | None = None
    seq: int | None = None
    counts: bool = True


class FoldedStep(msgspec.Struct, kw_only=True):
    """One thing that happened to a card: the last part of the event's kind, such as `submitted`."""

    what: str
    person: str
    at: Time
    note: str
    digest: str


class FoldedVerification(msgspec.Struct, kw_only=True):
    """The last run that was held against the card, and the version it was held against."""

    person: str
    at: Time
    digest: str
    commit: str
    result: str
    level: str
    summary: str


class FoldedCard(msgspec.Struct, kw_only=True):
    """A card as its events leave it. `stage` is where people put it; what follows from approvals and from the file is
    `approval.py`'s. `submitter` asked for the review that is going on; `submitted_from` and `submitted_seq` are the
    origin and number of that event."""

    id: str
    path: str
    title: str
    owner: str
    digest: str
    stage: Literal["draft", "submitted", "published", "superseded", "abandoned", "retracted"]
    submitter: str | None
    verdicts: list[FoldedVerdict]
    steps: list[FoldedStep]
    by: str | None
    waived: list[str]
    verification: FoldedVerification | None = None
    submitted_from: str | None = None
    submitted_seq: int | None = None


# --- answers --------------------------------------------------------------------------------------------------


class Verdict(Wire, frozen=True, kw_only=True):
    """What somebody said of a card. `stale` when the card was edited after that. `signed_by` is the name that git has
    for the key that signed it, if any. `counts` is false for an approval that the project does not count, since nothing
    stands for the name."""

    person: Person
    approved: bool
    stale: bool
    signed_by: str | None
    counts: bool
    note: str
    at: Time


class Step(Wire, frozen=True, kw_only=True):
    """One thing that happened to a card, such as `submitted` or `approved`."""

    what: str
    person: Person
    note: str
    at: Time


class Verification(Wire, frozen=True, kw_only=True):
    """The last time the card's notebook was run again. `stale` says why it does not speak of the card as it is now."""

    person: Person
    at: Time
    commit: str
    result: Literal["reproduced", "within tolerance", "differs", "failed", "data missing"]
    level: Literal["R0", "R1", "R2"]
    summary: str
    stale: str | None


class Standing(Wire, frozen=True, kw_only=True):
    """Where a card stands. `approvals` count for the card as it is now, `needed` are asked for by the project. `can`
    is what the person asking may do with it. `superseded_by` is the id of the card that came instead."""

    status: Status
    approvals: int
    needed: int
    verdicts: list[Verdict]
    steps: list[Step]
    can: list[Act]
    superseded_by: str | None
    verification: Verification | None


class CardMove(Wire, frozen=True, kw_only=True):
    """One step of a card's life, or making it the project's baseline (`pin`) and undoing that. `digest` is that of the
    card the person saw, `note` says why."""

    id: EventId
    path: CardPath
    act: Act
    digest: Sha256
    note: Annotated[str, msgspec.Meta(max_length=MAX_NOTE)] = ""


class CardRow(Wire, frozen=True, kw_only=True):
    """A card in a list. `path` is that of its `card.json`, `thumbnail` that of its first figure. `problem` says why
    the file cannot be read; then the title is its folder's name, and the rest is empty. `digest` is empty as long as
    nothing has happened to the card that names one, such as a review. `open_threads` counts what people said of it and
    have not resolved."""

    path: str
    id: str | None
    digest: str
    title: str
    kind: str
    owner: str
    created: Time | None
    published: Time | None
    status: Status
    outcome: Outcome | None
    conclusion: str | None
    tags: list[str]
    notebook: str | None
    commit: str | None
    metrics: list[CardMetric]
    thumbnail: str | None
    open_threads: int
    problem: str | None


class CardList(Wire, frozen=True, kw_only=True):
    """All cards of a project, newest first. `folder` is where they are kept, `baseline` the id of the card that they
    are measured against."""

    folder: str
    baseline: str | None
    cards: list[CardRow]


class ListedMetric(Wire, frozen=True, kw_only=True):
    """A metric by its name, and which way is better; in one list for all cards."""

    name: str
    goal: Goal | None


class ListedCard(Wire, frozen=True, kw_only=True):
    """A card in the panel's list, in few bytes. `path` is that of its `card.json`, `thumbnail` that of its first figure
    in the card's folder. `conclusion` is cut after 300 characters: it is there to be searched. `metrics` has one place
    in the list of all metrics for each of the card's metrics by name, the one that matters most first, and `values` the
    value of each, to six digits or more: of splits and slices with the same name it is the first of the whole that says
    what is better, else the first. `problem` says why the file cannot be read; then the title is its folder's name, and
    the rest is empty. `open_threads` counts what people said of it and have not resolved."""

    path: str
    title: str
    kind: str
    owner: str
    created: Time | None
    status: Status
    outcome: Outcome | None
    conclusion: str | None
    tags: list[str]
    notebook: str | None
    metrics: list[int]
    values: list[Number]
    thumbnail: str | None
    open_threads: int
    problem: str | None


class ListedCards(Wire, frozen=True, kw_only=True):
    """The cards of a project as the panel lists them, newest first. `folder` is where they are kept, `baseline` the
    path of the card that they are measured against, if it is among them. `more` is how many come after these, which
    were not asked for. `version` tells this list from every other; asked for with it, one that is still the same comes
    as `same`, without its cards."""

    folder: str
    baseline: str | None
    metrics: list[ListedMetric]
    cards: list[ListedCard]
    more: int
    version: str
    same: bool


class CardBaseline(Wire, frozen=True, kw_only=True):
    """The card that another is measured against, by the path of its file."""

    path: str
    title: str
    metrics: list[CardMetric]


class CardFile(Wire, frozen=True, kw_only=True):
    """A card as it stands in its file. `digest` is that of what it says, `file_sha256` that of the file's bytes.
    `baseline` is the card it names as such, else the project's; None when there is no other. `conflicts` are the places
    where a merge left two values. `notebook_changed` says whether the notebook's file is another than in the card's
    commit; None when that is not known."""

    path: str
    card: Card
    digest: str
    file_sha256: str
    standing: Standing
    baseline: CardBaseline | None
    conflicts: list[CardConflict]
    notebook_changed: bool | None

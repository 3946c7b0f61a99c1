"""An experiment card, as it stands in `card.json`: what was believed, run, found and decided.

A field that nobody filled is left out of the file. Names of fields follow Hugging Face's model cards and MLflow where
they have one (`docs/extend/card-format.md`). Kernels import this: no server, no database, no I/O.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec

from ..core.ids import EventId
from ..core.wire import Time

SCHEMA = "mlcollab.card/1"
MAX_TEXT = 64 * 1024
MAX_VALUE_CHARACTERS = 2_000
"""A parameter's text is cut to so many characters, and says so."""
MAX_ENTRIES = 10_000

Kind = Literal["experiment", "baseline", "ablation", "data study", "model", "reproduction"]
Outcome = Literal["supported", "refuted", "inconclusive", "abandoned", "failed"]
Goal = Literal["max", "min"]
Sensitivity = Literal["public", "internal", "personal", "confidential"]
Scope = Literal["file", "folder", "frame", "sample", "array"]
Order = Literal["linear", "out of order", "repeated", "gaps", "partial", "unknown"]
NotFinite = Literal["NaN", "Infinity", "-Infinity"]
"""JSON has no such numbers, so they are words."""

Text = Annotated[str, msgspec.Meta(max_length=MAX_TEXT)]
Line = Annotated[str, msgspec.Meta(max_length=1_000)]
Title = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
Number = float | NotFinite
Scalar = str | int | float | bool | None
Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
CELL_KEY_DIGITS = 8
CellKey = Annotated[str, msgspec.Meta(max_length=64, description="the first 8 digits of its source's SHA-256")]


class Part(msgspec.Struct, kw_only=True, rename="camel", omit_defaults=True):
    """A part of a card. Unknown fields are read over; `text.py` keeps those of the card itself."""


class CardCell(Part):
    """A cell of the notebook that took part: `key` is the beginning of its source's hash, which cells are known by
    where ids are renumbered. `count` is its execution count."""

    key: CellKey
    id: str | None = None
    count: int | None = None


class CardCode(Part):
    """Where the code was. `remote` carries no credentials. `diff` is what was not committed, cut and without secrets;
    `diff_sha256` is of all of it. `untracked` are files git does not know that lie beside the notebook.
    `notebook_sha256` is of the sources of its code cells that are not empty, each followed by a NUL."""

    notebook: str | None = None
    notebook_sha256: str | None = None
    cells: list[CardCell] = []
    commit: str | None = None
    branch: str | None = None
    remote: str | None = None
    dirty: bool | None = None
    diff: str | None = None
    diff_sha256: str | None = None
    diff_note: str | None = None
    untracked: list[str] = []


class CardExecution(Part):
    """A run of the card's cells. `seconds` is how long it took; `order` says whether the notebook ran from top to
    bottom. `runner` is who ran it without a browser, such as papermill."""

    id: str
    started: Time
    ended: Time | None = None
    seconds: float | None = None
    order: Order = "unknown"
    seeds: dict[str, int] = {}
    runner: str | None = None


class CardEnvironment(Part):
    """What it ran on. `packages` are those imported in the process, with their versions."""

    python: str | None = None
    system: str | None = None
    machine: str | None = None
    processor: str | None = None
    memory_gb: float | None = None
    accelerators: list[str] = []
    packages: dict[str, str] = {}


class CardData(Part):
    """Data that was used. `fingerprint` is a hash with its algorithm, as in `sha256:…`, over what `scope` says."""

    name: str
    role: str | None = None
    uri: str | None = None
    fingerprint: str | None = None
    scope: Scope | None = None
    rows: int | None = None
    columns: int | None = None
    size_bytes: int | None = None
    sensitivity: Sensitivity | None = None
    cell: CellKey | None = None


class CardMetric(Part, gc=False):
    """A measured value. Its name, split and slice together are its key. `low` and `high` are its interval's ends, `n`
    how many samples it stands on, `tolerance` how far a reproduction may be off (absolute)."""

    name: str
    value: Number
    split: str | None = None
    slice: str | None = None
    goal: Goal | None = None
    unit: str | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    tolerance: float | None = None
    cell: CellKey | None = None


class CardFigure(Part):
    """A picture, kept in the card's folder under `path`. `alt` is what it shows, for who cannot see it."""

    path: str
    sha256: Sha256
    media_type: str = "image/png"
    caption: str | None = None
    alt: str | None = None
    cell: CellKey | None = None


class CardArtifact(Part):
    """A file that the run made, which stays where it is."""

    name: str
    path: str
    sha256: str | None = None
    size_bytes: int | None = None
    media_type: str | None = None
    cell: CellKey | None = None


class CardFailure(Part):
    """How a run ended that did not end well: the error, and the last frames of its traceback."""

    error: str
    message: str
    frames: list[str] = []


class CardRun(Part):
    """An earlier run of this draft, or one kept by another system (`system` says which), with its first metrics."""

    id: str
    system: str | None = None
    url: str | None = None
    at: Time | None = None
    metrics: dict[str, Number] = {}


class CardWaiver(Part):
    """A finding of the privacy check that somebody let pass, and why. `finding` is its fingerprint."""

    finding: str
    reason: str


class Card(Part):
    """The whole card. `next` are the next steps. `supersedes` is the id of the card this one takes the place of.

    `published` is when it was published, and `waivers` what the check before it let pass; neither takes part in the
    digest. Where the card stands otherwise (in review,
    approved, retracted) is in the journal, never here.
    """

    schema: str
    id: EventId
    title: Title
    kind: Kind
    owner: Line
    created: Time
    published: Time | None = None
    tags: list[Line] = []

    summary: Text | None = None
    hypothesis: Text | None = None
    outcome: Outcome | None = None
    conclusion: Text | None = None
    next: list[Text] = []
    lessons: list[Text] = []
    notes: list[Text] = []
    intended_use: Text | None = None
    out_of_scope: Text | None = None
    risks: Text | None = None
    limitations: Text | None = None
    license: Line | None = None

    params: dict[str, Scalar] = {}
    metrics: list[CardMetric] = []
    data: list[CardData] = []
    figures: list[CardFigure] = []
    artifacts: list[CardArtifact] = []

    code: CardCode | None = None
    execution: CardExecution | None = None
    environment: CardEnvironment | None = None
    failure: CardFailure | None = None
    runs: list[CardRun] = []
    waivers: list[CardWaiver] = []

    baseline: str | None = None
    supersedes: str | None = None
    ext: dict[str, Any] = {}


HUMAN_FIELDS = (
    "kind", "tags", "summary", "hypothesis", "outcome", "conclusion", "next", "lessons", "intended_use",
    "out_of_scope", "risks", "limitations", "license",
)  # fmt: skip
"""What people write by hand, which a run leaves as it is unless the code says otherwise."""


class ShownCard(Part):
    """A card as a notebook's output carries it, `application/vnd.mlcollab.card.v1+json`.

    `path` is where its file is, relative to the project; None when it could not be written, which `problem` explains.
    Then `files` has what else belongs to it: figures by their path in the card's folder, Base64.
    """

    card: Card
    path: str | None = None
    problem: str | None = None
    files: dict[str, str] = {}

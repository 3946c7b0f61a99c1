"""What a search for secrets and personal data answers."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from ..core.paths import MAX_PATH_CHARACTERS
from ..core.wire import Wire

Kind = Literal["secret", "personal"]
Part = Literal["text", "source", "output", "cell_metadata", "notebook_metadata"]

MAX_FINDINGS = 1_000
"""How many findings of one file are told one by one."""


class PrivacyFinding(Wire, frozen=True, kw_only=True):
    """A place where something stands that looks like a secret or like personal data.

    `rule` is its name in the settings, `title` what it is called, `sentence` what to do. `part` says in what it was
    found: the file's `text`, or of a notebook a source, an output (without its colour codes), or metadata, which is
    read as JSON indented by one. `cell` and `output` count from 0 and are null where they mean nothing. `line` counts
    from 0 in that part; `start` and `end` are UTF-16 code units in the line. `excerpt` is what stands right
    before the value, and the value masked. `fingerprint` names the value without holding it, for `allow` in the
    settings.
    """

    rule: str
    kind: Kind
    title: str
    sentence: str
    path: str
    part: Part
    cell: int | None
    cell_id: str | None
    output: int | None
    line: int
    start: int
    end: int
    excerpt: str
    fingerprint: str


class PrivacyScan(Wire, frozen=True, kw_only=True):
    """What was found in one file, in reading order. Beyond 1,000 findings the rest is only counted, in `left_out`.
    `ignored` says that the project's settings leave the file out, so that nothing was looked for."""

    path: str
    findings: list[PrivacyFinding]
    left_out: int
    ignored: bool


class ScanRequest(Wire, frozen=True, kw_only=True):
    """Which file to look through: a notebook, or text."""

    path: Annotated[str, msgspec.Meta(min_length=1, max_length=MAX_PATH_CHARACTERS)]

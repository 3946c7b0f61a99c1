"""What the doctor says."""

from __future__ import annotations

from typing import Literal

from ..core.wire import Wire


class Finding(Wire, frozen=True, kw_only=True):
    """One thing looked at. `remedy` says what to do, null where nothing is to be done."""

    status: Literal["ok", "warning", "problem"]
    about: str
    sentence: str
    remedy: str | None


class Report(Wire, frozen=True, kw_only=True):
    findings: list[Finding]


def ok(about: str, sentence: str) -> Finding:
    """Nothing to do."""
    return Finding(status="ok", about=about, sentence=sentence, remedy=None)


def warning(about: str, sentence: str, remedy: str) -> Finding:
    """It works, but somebody may be surprised."""
    return Finding(status="warning", about=about, sentence=sentence, remedy=remedy)


def problem(about: str, sentence: str, remedy: str) -> Finding:
    """It does not work."""
    return Finding(status="problem", about=about, sentence=sentence, remedy=remedy)

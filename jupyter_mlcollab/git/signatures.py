"""Signatures of commits: whether the person here signs theirs, and what git finds of those of others.

Git does the work, with the programs and keys of the person's configuration. What the letters of `%G?` mean is in
git-log(1), "PRETTY FORMATS".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..core.errors import Unavailable
from . import gate
from .project import ProjectPlace

MAX_SIGNER_CHARACTERS = 200
_MARK = b"\ngpgsig"
_NOT_RUN = re.compile(r"cannot run|could not (start|run)")

Verdict = Literal["none", "good", "unknown", "expired", "bad"]
_VERDICTS: dict[str, Verdict] = {"G": "good", "B": "bad", "X": "expired", "Y": "expired", "R": "bad"}


@dataclass(frozen=True)
class Signature:
    """What git found: `unknown` is a key that git cannot tell whose it is, or cannot check here; `bad` is one of other
    content, or of a key that was taken back. `by` is the name that this computer's git has for a good one's key."""

    verdict: Verdict
    by: str | None = None


UNSIGNED = Signature("none")


def is_signed(commit: bytes) -> bool:
    """Whether a commit, as git stores it, claims a signature."""
    return _MARK in commit.partition(b"\n\n")[0]


def signs(place: ProjectPlace) -> bool:
    """Whether git is set to sign what the person commits there (`commit.gpgsign`).

    Raises:
        Unavailable: git cannot be asked, or that setting is neither true nor false.
    """
    said = gate.run(place.folder, "config", "--type=bool", "--default", "false", "--get", "commit.gpgsign")
    return said.strip() == b"true"


def check(folder: Path, settings: Path, repository: str, commit: str, timeout_s: float) -> Signature:
    """What git finds of a signed commit, given by its full hash. `settings` is the configuration that says which keys
    are known, `repository` the option that says where the commit is.

    Raises:
        Unavailable: git failed, or took longer than that.
    """
    # One by one: a program for signatures that is not there is told beside the answer only, and looks like a bad one.
    arguments = ("log", "-1", "--no-walk", "-z", "--format=%G?%x00%GS%x00%GF", gate.check_hash(commit), "--")
    output, complaint = gate.judge(folder, settings, repository, *arguments, timeout_s=timeout_s)
    letter, by, key = (*output.decode("utf-8", "replace").split("\0"), "", "", "")[:3]
    verdict = _VERDICTS.get(letter.strip(), "unknown")
    if verdict == "bad" and _NOT_RUN.search(complaint):
        verdict = "unknown"
    return Signature(verdict, _plain(by) or _plain(key) or "?") if verdict == "good" else Signature(verdict)


def unsigned(failure: Unavailable) -> Unavailable:
    """What to tell a person whose git could not sign."""
    complaint = str((failure.details or {}).get("complaint", "") or failure.message)
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    telling = [line for line in lines if not line.startswith("fatal: failed to write")] or ["it gave no reason"]
    reason = "".join(c for c in telling[0].removeprefix("error: ").removeprefix("fatal: ") if c.isprintable())[:200]
    return Unavailable(
        f"Git is set to sign your commits (commit.gpgsign), and could not: {reason.rstrip('.')}. Nothing was sent."
    )


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isprintable()).strip()[:MAX_SIGNER_CHARACTERS]

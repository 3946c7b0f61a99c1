"""A command as data: name, arguments, what it does, how its answer is shown. The command line is made from these."""

from __future__ import annotations

import re
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from .route import Can

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Paint:
    """Text for a terminal, with colour or without."""

    colour: bool = False

    def bold(self, text: str) -> str:
        return self._wrapped(text, "1")

    def dim(self, text: str) -> str:
        return self._wrapped(text, "2")

    def good(self, text: str) -> str:
        return self._wrapped(text, "32")

    def warning(self, text: str) -> str:
        return self._wrapped(text, "33")

    def bad(self, text: str) -> str:
        return self._wrapped(text, "31")

    def _wrapped(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text


@dataclass(frozen=True)
class Command:
    """One word of `jupyter mlcollab`, or two of which the first is shared: `privacy scan`.

    `run` gets the opened project (`access.desk.Desk`; None where `opens_project` is false) and the arguments, and
    answers with data, of which `--json` prints what `data` makes of it. `show` turns it into lines for people. `failed`
    says of an answer that the command is to end with status 1, or with which; `refused` is the status when there is no
    answer. `can` is what the person's role has to allow.
    """

    name: str
    summary: str
    example: str
    run: Callable[[Any, Namespace], Any]
    show: Callable[[Any, Paint], Iterable[str]]
    can: Can = Can.READ
    arguments: Callable[[ArgumentParser], None] = lambda parser: None
    failed: Callable[[Any], int] = lambda answer: False
    opens_project: bool = True
    data: Callable[[Any], Any] = lambda answer: answer
    refused: int = 1


def visible(text: str) -> str:
    """`text` with control characters and bidirectional marks spelled out, so that no author steers the terminal."""
    return _HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)

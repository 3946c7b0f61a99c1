"""A unified diff taken apart: per file the lines that it adds, with their numbers in the new file. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .pieces import Piece, text_piece

_HUNK = re.compile(r"@@ -\d+(?:,(?P<old>\d+))? \+(?P<first>\d+)(?:,(?P<new>\d+))? @@")
_ESCAPED = re.compile(r"\\([abfnrtv\"\\]|[0-7]{3})")
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", '"': '"', "\\": "\\"}


def added_pieces(patch: str) -> Iterator[tuple[str, Piece]]:
    """Path and added lines of each file in a diff as git prints it; files of which it adds nothing are left out."""
    path = ""
    lines: list[str] = []
    numbers: list[int] = []
    old = new = number = 0
    for line in patch.split("\n"):
        if old > 0 or new > 0:
            mark = line[:1]
            if mark == "+":
                lines.append(line[1:])
                numbers.append(number)
            old -= mark not in ("+", "\\")
            new -= mark not in ("-", "\\")
            number += mark not in ("-", "\\")
        elif hunk := _HUNK.match(line):
            old, new = (int(count) if count else 1 for count in (hunk["old"], hunk["new"]))
            number = max(0, int(hunk["first"]) - 1)
        elif line.startswith("+++ "):
            yield from _file(path, lines, numbers)
            path, lines, numbers = _path(line[4:]), [], []
    yield from _file(path, lines, numbers)


def _file(path: str, lines: list[str], numbers: list[int]) -> Iterator[tuple[str, Piece]]:
    if lines:
        yield path, Piece(text_piece("\n".join(lines), path).text, lines=numbers)


def _path(named: str) -> str:
    """The path that a header names: without git's `b/`, a tab and what follows, and the quotes around odd names."""
    name = named.partition("\t")[0].rstrip("\r")
    if name.startswith('"') and name.endswith('"') and len(name) > 1:
        name = _unquoted(name[1:-1])
    return name.removeprefix("b/")


def _unquoted(name: str) -> str:
    def byte(escape: re.Match[str]) -> str:
        return _ESCAPES.get(escape[1]) or chr(int(escape[1], 8) & 0xFF)

    # Octal escapes are bytes of UTF-8, so each is made a character first and all are decoded together.
    return _ESCAPED.sub(byte, name).encode("latin-1", "replace").decode("utf-8", "replace")

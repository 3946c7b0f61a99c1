"""Merging versions of `card.json` on the command line, and for git: by keys, into a file that always reads."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from ..core.command import Command, Paint, visible
from ..core.errors import Invalid, Unavailable
from ..git.merge_file import merge_as_text, write_merged
from .merging import CardConflict, conflict_line, merge_cards, told
from .text import card_text, read_card

FAILED = 2
_ARGUMENTS_OF_GIT = 5


@dataclass(frozen=True)
class Merged:
    """What a merge came to: the places left to decide, or why git merged the files as text, which left markers or not
    (`clean`), or why ours was kept whole."""

    path: str
    clean: bool
    for_git: bool
    conflicts: list[CardConflict] = field(default_factory=list)
    problem: str | None = None


def _merge(_desk: None, arguments: Namespace) -> Merged:
    if arguments.for_git:
        return _asked_by_git(arguments.words)
    if len(arguments.words) != 3 or arguments.output is None:
        raise Invalid("Say three cards, and where the result goes: merge-card BASE OURS THEIRS -o OUT.")
    base, ours, theirs = map(Path, arguments.words)
    return _merged(base, ours, theirs, Path(arguments.output), arguments.output, for_git=False)


def _asked_by_git(words: list[str]) -> Merged:
    """Git's way to ask: %O %A %B %L %P. The result goes to the second file. What does not read as a card is left to
    git's own merge of text."""
    if len(words) != _ARGUMENTS_OF_GIT or not words[3].isdecimal():
        raise Invalid("This is how git asks: BASE OURS THEIRS MARKER-LENGTH PATH.")
    base, ours, theirs = map(Path, words[:3])
    length, path = int(words[3]), words[4]
    try:
        return _merged(base, ours, theirs, ours, path, for_git=True)
    except Invalid as error:
        content, clean = merge_as_text(Path.cwd(), ours, base, theirs, length)
        write_merged(ours, content)
        return Merged(path, clean, for_git=True, problem=f"{error.message} Merged as text.")


def _merged(base: Path, ours: Path, theirs: Path, output: Path, path: str, *, for_git: bool) -> Merged:
    contents = [_content(file) for file in (base, ours, theirs)]
    before = read_card(contents[0], str(base)) if contents[0] else None
    mine, other = (read_card(content, path) for content in contents[1:])
    if mine.id != other.id:
        write_merged(output, contents[1])
        both = f"These are two cards: ours is “{mine.title}”, theirs “{other.title}”. Move one to another folder."
        return Merged(path, clean=False, for_git=for_git, problem=f"{both} The file has ours.")
    whole, conflicts = merge_cards(before, mine, other)
    write_merged(output, card_text(told(whole, conflicts), _unknown_of(contents)).encode())
    return Merged(path, not conflicts, for_git, conflicts)


def _unknown_of(contents: list[bytes]) -> bytes:
    """The files of both sides as one, for what this version does not know; ours counts."""
    _, ours, theirs = contents
    return msgspec.json.encode(msgspec.json.decode(theirs) | msgspec.json.decode(ours))


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Unavailable(f"{file} cannot be read: {error.strerror}.") from None


def _show(answer: Merged, paint: Paint) -> Iterator[str]:
    if answer.problem is not None:
        yield visible(f"{answer.path}: {answer.problem}")
    elif answer.conflicts:
        yield paint.bold(visible(f"{answer.path}: both sides changed these. The file has ours, and theirs in “ext”."))
        yield from (f"  {visible(conflict_line(conflict))}" for conflict in answer.conflicts)
    elif not answer.for_git:
        yield visible(f"Merged into {answer.path}. Nothing is left to decide.")


def _data(answer: Merged) -> dict[str, Any]:
    return {
        "path": answer.path,
        "clean": answer.clean,
        "problem": answer.problem,
        "conflicts": [msgspec.to_builtins(conflict) for conflict in answer.conflicts],
    }


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="FILE", help="what both come from, ours, theirs")
    parser.add_argument("-o", dest="output", metavar="OUT", help="where the merged card goes")
    parser.add_argument("--for-git", action="store_true", help="as git calls it; see git-setup")


COMMANDS = [
    Command(
        "merge-card", "merge two versions of a card that come from one",
        "jupyter mlcollab merge-card base.json ours.json theirs.json -o card.json",
        _merge, _show,
        arguments=_arguments, failed=lambda answer: not answer.clean, opens_project=False, data=_data, refused=FAILED,
    ),
]  # fmt: skip

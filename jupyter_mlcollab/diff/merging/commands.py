"""Merging notebooks on the command line, and for git."""

from __future__ import annotations

import contextlib
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...core.command import Command, Paint, visible
from ...core.errors import Invalid
from ...git.merge_file import merge_as_text, write_merged
from ..chosen import empty_file, read_file
from ..sides import ReadSide
from ..writing import notebook_text, problem_of
from .cells import Conflict, OutputRule
from .marking import GIT_MARKER_LENGTH, marked
from .merge import Merge, merge
from .service import merge_sides_of
from .values import UNSET

FAILED = 2
MAX_LISTED = 20
_ARGUMENTS_OF_GIT = 5
_WHAT = {
    "source": "both changed the same lines",
    "outputs": "both ran it, with different outputs",
    "cell_type": "both changed its type",
    "both_inserted": "both inserted cells here",
}


@dataclass(frozen=True)
class Merged:
    """What a merge of files came to. `merge` is None when git merged them as text, which left conflicts or not
    (`clean`), because of `problem`."""

    path: str
    merge: Merge | None
    for_git: bool
    clean: bool
    problem: str | None = None


def _merge(_desk: None, arguments: Namespace) -> Merged:
    if arguments.for_git:
        return _asked_by_git(arguments)
    if len(arguments.words) != 3 or arguments.output is None:
        raise Invalid("Say three notebooks, and where the result goes: merge BASE OURS THEIRS -o OUT.")
    output = Path(arguments.output)
    return _merged(arguments.words, output, arguments.output, arguments.outputs, GIT_MARKER_LENGTH, for_git=False)


def _asked_by_git(arguments: Namespace) -> Merged:
    """Git's way to ask: %O %A %B %L %P. The result goes to the second file; one that cannot be read as a notebook is
    left to git's own merge of text."""
    if len(arguments.words) != _ARGUMENTS_OF_GIT or not arguments.words[3].isdecimal():
        raise Invalid("This is how git asks: BASE OURS THEIRS MARKER-LENGTH PATH.")
    *words, length, path = arguments.words
    base, ours, theirs = map(Path, words)
    try:
        return _merged(words, ours, path, arguments.outputs, int(length), for_git=True)
    except Invalid as error:
        content, clean = merge_as_text(Path.cwd(), ours, base, theirs, int(length))
        write_merged(ours, content)
        return Merged(path, None, for_git=True, clean=clean, problem=error.message)


def _merged(words: list[str], output: Path, path: str, rule: OutputRule, length: int, *, for_git: bool) -> Merged:
    sides = _base(words[0]), *(read_file(Path(word), word) for word in words[1:])
    base, ours, theirs = merge_sides_of(*sides)
    found = merge(base, ours, theirs, outputs=rule)
    notebook = marked(found, length)
    problem = problem_of(notebook, ours, theirs)
    write_merged(output, notebook_text(notebook, sides[1].data).encode())
    return Merged(path, found, for_git, clean=not found.conflicts, problem=problem)


def _base(word: str) -> ReadSide:
    """The side all come from; git hands an empty file when both sides added the notebook."""
    with contextlib.suppress(OSError):
        if Path(word).stat().st_size == 0:
            return empty_file(word)
    return read_file(Path(word), word)


def _show(answer: Merged, paint: Paint) -> Iterator[str]:
    if answer.problem is not None:
        yield visible(f"{answer.path}: {answer.problem}")
    if answer.merge is None:
        yield visible(f"{answer.path}: merged as text.")
        return
    conflicts = answer.merge.conflicts
    if not conflicts:
        if not answer.for_git:
            yield visible(f"Merged into {answer.path}. Nothing is left to decide.")
        return
    yield paint.bold(visible(f"{answer.path}: {_count(len(conflicts))} left."))
    for conflict in conflicts[:MAX_LISTED]:
        yield visible(f"  {_place(answer.merge, conflict)}: {_what(conflict)}")
    if len(conflicts) > MAX_LISTED:
        yield f"  and {len(conflicts) - MAX_LISTED} more"


def _count(count: int) -> str:
    return "1 conflict is" if count == 1 else f"{count} conflicts are"


def _place(merge: Merge, conflict: Conflict) -> str:
    """Which cells, counted from 1 as in the merged notebook without its markers."""
    cells = [merge.rows[row].result for row in conflict.rows]
    numbers = [str(cell + 1) for cell in cells if cell is not None]
    return f"cell{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}" if numbers else "notebook"


def _what(conflict: Conflict) -> str:
    if conflict.kind == "edited_deleted":
        ours_deleted = conflict.versions.ours is UNSET
        return f"{'theirs' if ours_deleted else 'ours'} changed it, {'ours' if ours_deleted else 'theirs'} deleted it"
    return _WHAT.get(conflict.kind) or f"both changed {'.'.join(map(str, conflict.path))}"


def _data(answer: Merged) -> dict[str, Any]:
    found = answer.merge
    return {
        "path": answer.path,
        "form": "notebook" if found else "text",
        "clean": answer.clean,
        "problem": answer.problem,
        "conflicts": [_conflict(found, each) for each in found.conflicts] if found else [],
    }


def _conflict(merge: Merge, conflict: Conflict) -> dict[str, Any]:
    rows = [merge.rows[row] for row in conflict.rows]
    cells = [{"base": r.base, "ours": r.ours, "theirs": r.theirs, "result": r.result} for r in rows]
    return {"kind": conflict.kind, "cells": cells, "path": list(conflict.path)}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", metavar="FILE", help="what both come from, ours, theirs")
    parser.add_argument("-o", dest="output", metavar="OUT", help="where the merged notebook goes")
    parser.add_argument(
        "--outputs",
        choices=("ask", "ours", "theirs", "clear"),
        default="ask",
        help="outputs of a cell that both ran: a conflict (ask), those of one side, or none",
    )
    parser.add_argument("--for-git", action="store_true", help="as git calls it; see git-setup")


COMMANDS: list[Command] = [
    Command(
        "merge", "merge two versions of a notebook that come from one",
        "jupyter mlcollab merge base.ipynb ours.ipynb theirs.ipynb -o merged.ipynb",
        _merge, _show,
        arguments=_arguments, failed=lambda answer: not answer.clean, opens_project=False, data=_data, refused=FAILED,
    ),
]  # fmt: skip

"""Notebook diffs on the command line, and for git."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..core.command import Command, Paint, visible
from ..core.errors import Invalid, Unavailable
from ..git import setup
from .chosen import checked, empty_file, pairs_of, place_at, read_file
from .exports import operations
from .merging.commands import COMMANDS as MERGE_COMMANDS
from .nbdime_format import Op
from .options import Options
from .page import html_page
from .shown import Shown, compare_shown
from .summary import markdown_lines
from .terminal import show_comparison, show_statistics
from .textconv import TEXTCONV

SECTION = "diff.mlcollab"
MERGE_SECTION = "merge.mlcollab"
CARD_SECTION = "merge.mlcollab-card"
"""Cards are merged by a command of their own room. Git is told of both here, in one block."""
ATTRIBUTES = ["*.ipynb diff=mlcollab merge=mlcollab", "card.json merge=mlcollab-card"]
FAILED = 2
_ARGUMENTS_OF_GIT = 7

Form = Literal["lines", "stat", "md", "html"]


@dataclass(frozen=True)
class Answer:
    """What was compared, and how it is to be shown. `for_git` is true when git asked, which takes status 1 for a
    failure. `note`, when there is one, is said in place of the lines."""

    compared: list[Shown]
    form: Form
    for_git: bool = False
    note: str | None = None


def _diff(_desk: None, arguments: Namespace) -> Answer:
    options = Options(
        ignore_outputs=arguments.ignore_outputs,
        ignore_metadata=arguments.ignore_metadata,
        ignore_counters=arguments.ignore_counters,
        ignore_ids=not arguments.ids,
        ignore_whitespace=arguments.ignore_whitespace,
        tolerance=_tolerance(arguments.tolerance),
    )
    if arguments.for_git:
        return _asked_by_git(arguments.words, options)
    place = place_at(Path(arguments.project))
    try:
        pairs = pairs_of(place, arguments.words, arguments.staged)
        compared = [compare_shown(*checked(pair), options) for pair in pairs]
    finally:
        place.repository.close()
    if arguments.html is not None:
        _write(Path(arguments.html), "\n".join(html_page(compared, arguments.outputs)) + "\n")
        return Answer(compared, "html", note=f"Written to {arguments.html}.")
    return Answer(compared, "md" if arguments.md else "stat" if arguments.stat else "lines")


def _tolerance(given: float) -> float:
    if not 0 <= given <= 1:
        raise Invalid("The tolerance is a share, from 0 to 1.")
    return given


def _asked_by_git(words: list[str], options: Options) -> Answer:
    """Git's way to ask: path, old file, hash and mode, new file, hash and mode; of a renamed file two words more, of
    one in conflict the path alone."""
    if len(words) == 1:
        return Answer([], "lines", for_git=True, note=f"* {words[0]} is in conflict")
    if len(words) < _ARGUMENTS_OF_GIT:
        raise Invalid("This is how git asks: PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE.")
    path, old, new = words[0], words[1], words[4]
    sides = [empty_file(path) if file == "/dev/null" else read_file(Path(file), path) for file in (old, new)]
    return Answer([compare_shown(sides[0], sides[1], options)], "lines", for_git=True)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Unavailable(f"{file} cannot be written: {error.strerror}.") from None


def _show_diff(answer: Answer, paint: Paint) -> Iterator[str]:
    if answer.note is not None:
        yield visible(answer.note)
        return
    first = True
    for shown in answer.compared:
        lines = list(_shown_lines(answer.form, shown, paint))
        if lines and not first and answer.form != "stat":
            yield ""
        first = first and not lines
        yield from lines


def _shown_lines(form: Form, shown: Shown, paint: Paint) -> Iterator[str]:
    if form == "md":
        return markdown_lines(shown)
    return show_statistics(shown, paint) if form == "stat" else show_comparison(shown, paint)


def _nbdime(answer: Answer) -> list[Op] | dict[str, list[Op]]:
    """The difference in nbdime's format; of several notebooks by path."""
    found = {shown.path: operations(shown) for shown in answer.compared}
    return next(iter(found.values())) if len(found) == 1 else found


def _differs(answer: Answer) -> bool:
    return not answer.for_git and not all(shown.same for shown in answer.compared)


def _git_setup(_desk: None, arguments: Namespace) -> list[str]:
    place = place_at(Path(arguments.project)).project
    setting = setup.for_person(place.folder) if arguments.everywhere else setup.for_repository(place)
    where = "all your repositories" if arguments.everywhere else "this repository"
    if arguments.undo:
        undone = [setup.undo(setting, section) for section in (SECTION, MERGE_SECTION, CARD_SECTION)]
        if not any(undone):
            return [f"Nothing was set for {where}."]
        return [f"Undone for {where}: git shows and merges notebooks and cards as it did before."]
    program = f'"{sys.executable}" -m jupyter_mlcollab'
    sections = {
        SECTION: {
            "command": f"{program} diff --for-git --",
            "textconv": f"{program} textconv",
            "xfuncname": "^(%% .*|#+ .*)$",
        },
        MERGE_SECTION: {
            "name": "notebooks, cell by cell",
            "driver": f"{program} merge --for-git -- %O %A %B %L %P",
        },
        CARD_SECTION: {
            "name": "experiment cards, by key",
            "driver": f"{program} merge-card --for-git -- %O %A %B %L %P",
        },
    }
    for section, values in sections.items():
        setup.write(setting, section, values, ATTRIBUTES)
    return [
        f"Set for {where}: git diff and git log -p show notebooks by cell, git merge merges them so, and cards by key.",
        *(f"  {section}.{name} = {value}" for section, values in sections.items() for name, value in values.items()),
        *(f"  {setting.attributes}: {line}" for line in ATTRIBUTES),
        f"To undo: jupyter mlcollab git-setup --undo{' --global' if arguments.everywhere else ''}",
    ]


def _show_lines(answer: list[str], _paint: Paint) -> Iterator[str]:
    yield from map(visible, answer)


def _diff_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "words", nargs="*", metavar="WHAT", help="up to two revisions, then a notebook; or two files; else all changed"
    )
    parser.add_argument("--staged", action="store_true", help="what is staged, against the last commit")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--stat", action="store_true", help="only which cells differ")
    how.add_argument("--md", action="store_true", help="a summary in Markdown")
    how.add_argument("--html", metavar="FILE", help="write one HTML file that needs nothing else")
    how.add_argument("--for-git", action="store_true", help="as git calls it; see git-setup")
    parser.add_argument("--outputs", action="store_true", help="with --html: put text and pictures of outputs into it")
    parser.add_argument("--ignore-outputs", action="store_true", help="outputs do not count")
    parser.add_argument("--ignore-metadata", action="store_true", help="metadata does not count")
    parser.add_argument("--ignore-counters", action="store_true", help="execution counts do not count")
    parser.add_argument("-w", "--ignore-whitespace", action="store_true", help="blanks within lines do not count")
    parser.add_argument("--ids", action="store_true", help="ids of cells count too")
    parser.add_argument(
        "--tolerance", type=float, default=0.0, metavar="SHARE", help="numbers in outputs this close are equal (0.01)"
    )


def _git_setup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--global", dest="everywhere", action="store_true", help="for all your repositories, not only this one"
    )
    parser.add_argument("--undo", action="store_true", help="take away what this command wrote")


COMMANDS: list[Command] = [
    Command(
        "diff", "show what changed in notebooks, by cell",
        "jupyter mlcollab diff HEAD~1 churn/train.ipynb",
        _diff, _show_diff,
        arguments=_diff_arguments, failed=_differs, opens_project=False, data=_nbdime, refused=FAILED,
    ),
    TEXTCONV,
    Command(
        "git-setup", "let git show and merge notebooks cell by cell, and merge cards by key",
        "jupyter mlcollab git-setup --global",
        _git_setup, _show_lines,
        arguments=_git_setup_arguments, opens_project=False,
    ),
    *MERGE_COMMANDS,
]  # fmt: skip

"""The command line, `jupyter mlcollab`. What a command loads, it loads when it runs."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import __version__

if TYPE_CHECKING:
    from .core.command import Command, Paint

USAGE = 2
INTERRUPTED = 130
"""As shells count it: 128 and the number of the signal."""


def main(arguments: list[str] | None = None) -> int:
    """Runs a command; its exit status: 0 done, 1 failed (the sentence is on standard error), 2 not understood. For
    `diff` 1 says that something differs, for `merge` and
    `merge-card` that conflicts are left, for `privacy` that something was found; 2
    then says that it failed."""
    from .core.errors import CollabError

    words = sys.argv[1:] if arguments is None else arguments
    parser = _parser(_commands_for(words[0] if words else None))
    given = parser.parse_args(words)
    command: Command | None = given.command
    if command is None:
        parser.print_help()
        return USAGE
    try:
        return _perform(command, given)
    except CollabError as error:
        print(f"jupyter mlcollab {command.name}: {error.message}", file=sys.stderr)
        return command.refused
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read has read enough. What is still buffered would fail once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def all_commands() -> list[Command]:
    """Every word there is, in the order in which help lists them."""
    from .demo.commands import COMMANDS as DEMO
    from .doctor.commands import COMMANDS as DOCTOR
    from .rooms import COMMANDS

    return [*COMMANDS, *DOCTOR, *DEMO]


def _commands_for(word: str | None) -> list[Command]:
    """All commands; of a word that git calls for one file after the other those of its room only, or that one alone,
    which load faster."""
    if word == "textconv":
        from .diff.textconv import TEXTCONV

        return [TEXTCONV]
    if word in ("diff", "merge"):
        from .diff.commands import COMMANDS

        return COMMANDS
    if word == "merge-card":
        from .cards.merge_command import COMMANDS as MERGE_CARD

        return MERGE_CARD
    if word == "privacy":
        from .privacy.commands import COMMANDS as PRIVACY

        return PRIVACY
    if word == "pages":
        from .pages.commands import COMMANDS as PAGES

        return PAGES
    return all_commands()


def _perform(command: Command, given: Namespace) -> int:
    from .core.command import Paint

    with _desk(command, given) as desk:
        answer = command.run(desk, given)
        if isinstance(answer, Iterator) or given.json:
            _speak_utf8()
        if given.json and answer is not None and not isinstance(answer, Iterator):
            _print_json(command.data(answer))
        else:
            _print_lines(command, answer, Paint(_colour()))
        sys.stdout.flush()
        return int(command.failed(answer))


@contextmanager
def _desk(command: Command, given: Namespace) -> Iterator[Any]:
    if not command.opens_project:
        yield None
        return
    from .access.desk import open_desk
    from .access.permissions import require
    from .rooms import FOLDS

    folder = Path(given.journal_folder).expanduser() if given.journal_folder else None
    with open_desk(Path(given.project), FOLDS, folder) as desk:
        require(desk.work.context.actor.role, command.can)
        yield desk


def _speak_utf8() -> None:
    """What programs read back must not lose a letter that the terminal lacks."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")


def _print_json(answer: Any) -> None:
    import json

    import msgspec

    try:
        text = msgspec.json.encode(answer).decode()
    except (UnicodeEncodeError, OverflowError):
        # Halves of characters and very large numbers, which notebooks may hold, are only written by the other.
        text = json.dumps(msgspec.to_builtins(answer))
    sys.stdout.write(text + "\n")


def _print_lines(command: Command, answer: Any, paint: Paint) -> None:
    if hasattr(sys.stdout, "reconfigure"):
        # A terminal without some letter shows a stand-in, not an error.
        sys.stdout.reconfigure(errors="replace")
    for line in command.show(answer, paint):
        print(line)


def _colour() -> bool:
    """Only on a terminal, or in a pager that git opened on one, and not where the person said no
    (https://no-color.org)."""
    shown = sys.stdout.isatty() or os.environ.get("GIT_PAGER_IN_USE") == "true"
    return shown and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _parser(commands: list[Command]) -> ArgumentParser:
    parser = ArgumentParser(
        prog="jupyter mlcollab",
        description="A team's comments on notebooks, from the command line.",
        epilog="Example: jupyter mlcollab threads\nHelp for a command: jupyter mlcollab threads --help",
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.set_defaults(command=None)
    words = parser.add_subparsers(title="commands", metavar="COMMAND")
    groups: dict[str, Any] = {"": words}
    for command in commands:
        group, _, name = command.name.rpartition(" ")
        if group not in groups:
            about = words.add_parser(group, help=command.summary)
            groups[group] = about.add_subparsers(title="commands", metavar="COMMAND", required=True)
        word = groups[group].add_parser(
            name,
            help=command.summary,
            description=command.summary[0].upper() + command.summary[1:] + ".",
            epilog=f"Example: {command.example}",
            formatter_class=RawDescriptionHelpFormatter,
        )
        word.set_defaults(command=command)
        command.arguments(word)
        _shared_arguments(word, command)
    return parser


def _shared_arguments(parser: ArgumentParser, command: Command) -> None:
    parser.add_argument("--json", action="store_true", help="answer in JSON, for programs")
    if command.name != "demo":
        parser.add_argument("--project", metavar="DIR", default=".", help="a folder of the project (default: this one)")
        parser.add_argument(
            "--journal-folder", metavar="DIR", help="the server's MlcollabApp.journal_folder, where that is set"
        )


if __name__ == "__main__":
    sys.exit(main())

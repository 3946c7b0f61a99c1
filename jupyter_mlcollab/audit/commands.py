"""The log on the command line: list it, export it, import it, check it, and rebuild what is derived from it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ..access.desk import Desk
from ..core.command import Command, Paint, visible
from ..core.errors import Unavailable
from ..core.route import Can
from ..core.wire import Wire
from . import service
from .schema import Entries, Entry


class Exported(Wire, frozen=True, kw_only=True):
    file: str
    lines: int


class Imported(Wire, frozen=True, kw_only=True):
    """What an import did; `known` events were there already, `problems` says what was left out."""

    added: int
    known: int
    people: int
    blobs: int
    problems: list[str]


class Verified(Wire, frozen=True, kw_only=True):
    """How many events were looked at, and what is wrong, one sentence each."""

    events: int
    problems: list[str]


class Rebuilt(Wire, frozen=True, kw_only=True):
    """How many things were rebuilt from their events."""

    things: int


def _log(desk: Desk, arguments: Namespace) -> Entries:
    return desk.work.read(
        lambda work: service.log(
            work, arguments.after, arguments.limit, arguments.kind, arguments.actor, arguments.entity
        )
    )


def _export(desk: Desk, arguments: Namespace) -> Exported | Iterator[bytes]:
    from ..journal.exchange import export

    lines = export(desk.project.journal, arguments.after)
    return _written(lines, Path(arguments.output)) if arguments.output else lines


def _written(lines: Iterator[bytes], file: Path) -> Exported:
    """The file appears under its name only once it is whole."""
    unfinished = file.with_name(f".{file.name}.unfinished")
    count = 0
    try:
        with unfinished.open("wb") as stream:
            for line in lines:
                stream.write(line)
                count += 1
        unfinished.replace(file)
    except OSError as error:
        raise Unavailable(f"{file} cannot be written: {error.strerror}.") from None
    finally:
        unfinished.unlink(missing_ok=True)
    return Exported(file=str(file), lines=count)


def _import(desk: Desk, arguments: Namespace) -> Imported:
    from ..journal.exchange import import_lines

    with _opened(arguments.file) as stream:
        counts = import_lines(desk.project.journal, stream)
    return Imported(
        added=counts.added, known=counts.known, people=counts.people, blobs=counts.blobs, problems=counts.problems
    )


@contextmanager
def _opened(file: str) -> Iterator[BinaryIO]:
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(file).open("rb")  # noqa: SIM115  # closed below; only opening it may fail in this way
    except OSError as error:
        raise Unavailable(f"{file} cannot be read: {error.strerror}.") from None
    with stream:
        yield stream


def _verify(desk: Desk, arguments: Namespace) -> Verified:
    from ..journal.check import verify

    problems = verify(desk.project.journal)
    return Verified(events=desk.work.read(lambda work: work.journal.head()), problems=problems)


def _rebuild(desk: Desk, arguments: Namespace) -> Rebuilt:
    from ..journal.check import rebuild

    return Rebuilt(things=rebuild(desk.project.journal))


def _show_log(answer: Entries, paint: Paint) -> Iterator[str]:
    if not answer.entries:
        yield "Nothing in the log matches."
    for entry in answer.entries:
        yield _entry(entry, paint)
    if answer.next is not None:
        yield paint.dim(f"There are more: add --after {answer.next}")


def _entry(entry: Entry, paint: Paint) -> str:
    notes = ["unverified"] * (not entry.verified) + [f"from {entry.origin}"] * bool(entry.origin)
    notes += [f"signed by {entry.signed_by}"] * bool(entry.signed_by) + ["erased"] * entry.erased
    name = visible(entry.actor.display_name) + (f" ({visible(', '.join(notes))})" if notes else "")
    when = paint.dim(f"{entry.at:%Y-%m-%d %H:%M:%S} UTC")
    return f"{entry.seq:>6}  {when}  {paint.bold(f'{entry.kind:<18}')}  {entry.entity[-8:]}  {name}"


def _show_export(answer: Exported | Iterator[bytes], paint: Paint) -> Iterator[str]:
    if isinstance(answer, Exported):
        yield f"{answer.lines:,} lines written to {visible(answer.file)}"
    else:
        yield from (line.decode().removesuffix("\n") for line in answer)


def _show_import(answer: Imported, paint: Paint) -> Iterator[str]:
    yield f"{answer.added:,} events added, {answer.known:,} were here already, {answer.people:,} people added"
    yield from (paint.bad(visible(problem)) for problem in answer.problems)


def _show_verified(answer: Verified, paint: Paint) -> Iterator[str]:
    yield from (paint.bad(visible(problem)) for problem in answer.problems)
    if not answer.problems:
        yield f"{answer.events:,} events: nothing missing, nothing changed, all lists match."


def _has_problems(answer: Imported | Verified) -> bool:
    return bool(answer.problems)


def _log_arguments(parser: ArgumentParser) -> None:
    _after_argument(parser)
    parser.add_argument(
        "--limit", metavar="COUNT", type=int, default=100, help="at most so many, up to 500 (default 100)"
    )
    parser.add_argument("--kind", help="one kind, such as thread.resolved, or all of a noun, such as thread")
    parser.add_argument("--actor", metavar="USERNAME", help="only what this person did")
    parser.add_argument("--entity", metavar="ID", help="only what happened to this thing")


def _after_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--after", metavar="SEQ", type=int, default=0, help="only events after the one with this number"
    )


def _export_arguments(parser: ArgumentParser) -> None:
    _after_argument(parser)
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file instead of standard output")


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="an export; - reads it from standard input")


COMMANDS = [
    Command(
        "log", "list who did what, oldest first", "jupyter mlcollab log --kind thread --actor ana",
        _log, _show_log, can=Can.AUDIT, arguments=_log_arguments,
    ),
    Command(
        "export", "write all comments and their history as JSON Lines", "jupyter mlcollab export -o comments.jsonl",
        _export, _show_export, can=Can.AUDIT, arguments=_export_arguments,
    ),
    Command(
        "import", "add what an export has; a second time adds nothing", "jupyter mlcollab import comments.jsonl",
        _import, _show_import, can=Can.MODERATE, arguments=_import_arguments, failed=_has_problems,
    ),
    Command(
        "verify", "check that nothing in the log is missing or changed", "jupyter mlcollab verify",
        _verify, _show_verified, failed=_has_problems,
    ),
    Command(
        "rebuild", "rebuild all lists from the log", "jupyter mlcollab rebuild",
        _rebuild, lambda answer, paint: [f"{answer.things:,} entries rebuilt from the log."], can=Can.MODERATE,
    ),
]  # fmt: skip

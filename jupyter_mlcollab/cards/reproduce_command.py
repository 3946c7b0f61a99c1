"""`jupyter mlcollab reproduce`: runs a card's notebook again and says whether it gave the same."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterator
from pathlib import Path

from ..access.desk import Desk
from ..core.command import Command, Paint, visible
from ..core.errors import Unavailable
from ..core.route import Can
from .naming import CARD_FILE
from .reproduce import Reproduced, Wish, reproduce, succeeded, summary
from .reproduction import MetricAgain


def _reproduce(desk: Desk, arguments: Namespace) -> Reproduced:
    named = arguments.card if arguments.card.endswith(CARD_FILE) else f"{arguments.card.rstrip('/')}/{CARD_FILE}"
    slug = f"{desk.project.current_settings().cards.folder}/{named}"
    path = desk.path_of(slug if (desk.project.place.folder / slug).is_file() else named)
    before = desk.work.read(lambda reading: reading.journal.head())
    wish = Wish(
        revision=None if arguments.at == "recorded" else arguments.at,
        timeout_s=arguments.timeout,
        recorded=not arguments.no_event,
        progress=_tell,
    )
    made = reproduce(desk.work, desk.project.place.folder, path, wish)
    if arguments.events_out and made.event:
        _write_events(desk, before, Path(arguments.events_out))
    return made


def _tell(number: int, count: int) -> None:
    """On a terminal one line that changes, elsewhere, such as in CI, a line now and then."""
    if sys.stderr.isatty():
        print(f"\rcell {number} of {count} ", end="\n" if number == count else "", file=sys.stderr, flush=True)
    elif number == 1 or number == count or number % 25 == 0:
        print(f"cell {number} of {count}", file=sys.stderr, flush=True)


def _write_events(desk: Desk, after: int, file: Path) -> None:
    from ..journal.exchange import export

    try:
        with file.open("wb") as stream:
            stream.writelines(export(desk.project.journal, after))
    except OSError as error:
        raise Unavailable(f"{file} cannot be written: {error.strerror}.") from None


def shown(answer: Reproduced, paint: Paint) -> Iterator[str]:
    """What came out, in lines for a terminal."""
    colour = paint.good if succeeded(answer) else paint.bad
    said = answer.reproduction
    yield f"{paint.bold(visible(answer.title))} at {answer.commit[:8]}: {colour(said.outcome)} ({answer.level})"
    yield paint.dim(f"{visible(summary(said)).removesuffix('.')}, {answer.seconds:.0f} s")
    yield from (_metric(metric, paint) for metric in said.metrics)
    for data in said.data:
        yield paint.warning(f"  data “{visible(data.name)}” is another than recorded")
    if said.packages:
        count = len(said.packages)
        yield paint.warning(f"  {count} package{'s' * (count != 1)} of another version than recorded:")
        yield from (f"    {visible(p.name)} {p.then} → {p.now or 'not there'}" for p in said.packages[:10])
    yield from (paint.warning(visible(warning)) for warning in answer.warnings)
    if not succeeded(answer) and answer.log:
        yield paint.dim("What the run printed last:")
        yield from (f"  {visible(line)}" for line in answer.log.splitlines()[-10:])


def _metric(metric: MetricAgain, paint: Paint) -> str:
    now = "not given" if metric.now is None else f"{metric.now}"
    line = f"  {visible(metric.name)}  {metric.then} → {now}"
    return line if metric.outcome == "reproduced" else f"{line}  " + (
        paint.dim("within tolerance") if metric.outcome == "within tolerance" else paint.bad("differs")
    )  # fmt: skip


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 1 <= seconds <= 7 * 86_400:
        raise ArgumentTypeError("has to be a number of seconds from 1 to 604800")
    return seconds


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("card", metavar="CARD", help="a card's folder or card.json")
    parser.add_argument(
        "--at", metavar="REVISION", default="recorded",
        help="run it at this revision, such as HEAD (default: recorded, the card's own commit)",
    )  # fmt: skip
    parser.add_argument(
        "--timeout", metavar="SECONDS", type=_seconds, default=3600.0, help="how long a cell may take (default 3600)"
    )
    parser.add_argument("--no-event", action="store_true", help="do not record what came out")
    parser.add_argument(
        "--events-out",
        metavar="FILE",
        help="write the event to this file too, for `jupyter mlcollab import`",
    )


COMMANDS = [
    Command(
        "reproduce", "run a card's notebook again, in a clean checkout, and compare",
        "jupyter mlcollab reproduce cards/boosting --at HEAD",
        _reproduce, shown, can=Can.COMMENT, arguments=_arguments, failed=lambda made: not succeeded(made), refused=2,
    ),
]  # fmt: skip

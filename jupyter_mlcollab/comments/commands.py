"""Threads on the command line."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from functools import partial

from ..access.desk import Desk
from ..access.work import Reading
from ..anchors.schema import Placement
from ..core.command import Command, Paint
from ..core.errors import CollabError, Invalid, NotFound
from ..core.ids import new_id
from ..core.route import Can
from ..core.wire import Wire
from . import compose, pointing, service
from . import threads as reading_threads
from .listing import show_thread, show_threads
from .pointing import Named, PartsOf
from .schema import MAX_BODY_BYTES, NewThread, Reply, Shelf, StatusChange, Thread

SHORTEST_ID = 6


class PlacedThread(Wire, frozen=True, kw_only=True):
    """A thread, and where it stands in its file as saved; null when that cannot be read."""

    thread: Thread
    placement: Placement | None


class PlacedThreads(Wire, frozen=True, kw_only=True):
    """Threads, newest change first. `more` says that there were others."""

    threads: list[PlacedThread]
    more: bool


def _list(parts_of: PartsOf, desk: Desk, arguments: Namespace) -> PlacedThreads:
    path = desk.path_of(arguments.notebook) if arguments.notebook else None
    status: Shelf | None = None if arguments.all else arguments.status
    found = desk.work.read(lambda work: reading_threads.threads(work, path, status, arguments.search))
    kept = [
        thread
        for thread in found.threads
        if (thread.mine or not arguments.mine) and (thread.mentions_me or not arguments.mentions)
    ]
    return PlacedThreads(threads=_placed(desk, parts_of, kept), more=found.more)


def _show(parts_of: PartsOf, desk: Desk, arguments: Namespace) -> PlacedThread:
    thread_id = _find(desk, arguments.thread)
    return _placed(desk, parts_of, [desk.work.read(lambda work: reading_threads.show(work, thread_id))])[0]


def _comment(parts_of: PartsOf, desk: Desk, arguments: Namespace) -> PlacedThread:
    path = desk.path_of(arguments.notebook)
    named = Named(arguments.cell, arguments.quote, arguments.part)
    target = pointing.target(desk, path, named, parts_of)
    body = _text(arguments.text)
    new_thread = NewThread(id=new_id(), path=path, target=target, body=body, blocking=arguments.blocking)
    return _placed(desk, parts_of, [compose.start_thread(desk.work, new_thread)])[0]


def _reply(parts_of: PartsOf, desk: Desk, arguments: Namespace) -> PlacedThread:
    thread_id, answer = _find(desk, arguments.thread), Reply(id=new_id(), body=_text(arguments.text))
    return _placed(desk, parts_of, [desk.work.write(lambda work: service.reply(work, thread_id, answer))])[0]


def _resolve(parts_of: PartsOf, desk: Desk, arguments: Namespace) -> PlacedThread:
    thread_id = _find(desk, arguments.thread)
    seen = desk.work.read(lambda work: reading_threads.show(work, thread_id)).version
    change = StatusChange(id=new_id(), seen=seen, status="open" if arguments.reopen else "resolved")
    return _placed(desk, parts_of, [desk.work.write(lambda work: service.change_status(work, thread_id, change))])[0]


def _find(desk: Desk, part: str) -> str:
    """The id of the one thread whose id begins or ends with `part`.

    Raises:
        Invalid: `part` is too short, or several threads match.
        NotFound: none does.
    """
    if len(part) < SHORTEST_ID:
        raise Invalid(f"Give at least {SHORTEST_ID} characters of the thread's id, from its beginning or its end.")
    views = desk.work.read(lambda work: work.journal.views("thread"))
    ids = [v.id for v in views if v.status != "deleted" and (v.id.startswith(part) or v.id.endswith(part))]
    if len(ids) > 1:
        raise Invalid(f"{len(ids)} threads have ids like {part}. Give more of the one you mean.")
    if not ids:
        raise NotFound(f"There is no thread {part} in this project. See: jupyter mlcollab threads --all")
    return ids[0]


def _text(text: str) -> str:
    """The text itself; `-` reads it from standard input."""
    return sys.stdin.read(MAX_BODY_BYTES + 1).rstrip("\n") if text == "-" else text


def _placed(desk: Desk, parts_of: PartsOf, threads: list[Thread]) -> list[PlacedThread]:
    placements: dict[str, Placement] = {}
    for path in dict.fromkeys(thread.path for thread in threads):
        placements |= _placements(desk, parts_of, path)
    return [PlacedThread(thread=thread, placement=placements.get(thread.id)) for thread in threads]


def _placements(desk: Desk, parts_of: PartsOf, path: str) -> dict[str, Placement]:
    try:
        request = pointing.as_saved(desk, path, parts_of)
    except CollabError:
        return {}

    def place(work: Reading) -> dict[str, Placement]:
        return {p.thread_id: p for p in reading_threads.placements(work, request).placements}

    return desk.work.read(place)


def _lines_of_all(answer: PlacedThreads, paint: Paint) -> Iterator[str]:
    return show_threads([(entry.thread, entry.placement) for entry in answer.threads], answer.more, paint)


def _lines_of_one(answer: PlacedThread, paint: Paint) -> Iterator[str]:
    return show_thread(answer.thread, answer.placement, paint)


def _list_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--notebook", metavar="FILE", help="only threads on this notebook, card or page")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--status", choices=["open", "resolved"], default="open", help="open (the default) or resolved")
    which.add_argument("--all", action="store_true", help="open and resolved ones")
    parser.add_argument("--mine", action="store_true", help="only threads I wrote in")
    parser.add_argument("--mentions", action="store_true", help="only threads that mention me")
    parser.add_argument("--search", metavar="WORDS", help="only threads whose comments have all these words")


def _thread_argument(parser: ArgumentParser) -> None:
    parser.add_argument(
        "thread", metavar="THREAD", help=f"the id, or {SHORTEST_ID} or more characters of its beginning or end"
    )


def _comment_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("notebook", metavar="FILE", help="the notebook, card or page")
    place = parser.add_mutually_exclusive_group()
    place.add_argument(
        "--cell", metavar="NUMBER_OR_ID", help="the cell, by its number counted from 1 or by its id; else the notebook"
    )
    place.add_argument("--quote", metavar="WORDS", help="words of the page, as they stand in it once; else the page")
    place.add_argument(
        "--part", metavar="NAME", help="the part of the card, as its page calls it: auc, test; else the card"
    )
    parser.add_argument("--blocking", action="store_true", help="mark it as blocking: to be resolved before going on")
    _text_argument(parser)


def _reply_arguments(parser: ArgumentParser) -> None:
    _thread_argument(parser)
    _text_argument(parser)


def _resolve_arguments(parser: ArgumentParser) -> None:
    _thread_argument(parser)
    parser.add_argument("--reopen", action="store_true", help="open it again instead")


def _text_argument(parser: ArgumentParser) -> None:
    parser.add_argument("text", metavar="TEXT", help="the comment, in Markdown; - reads it from standard input")


def commands(parts_of: PartsOf) -> list[Command]:
    """The words about threads. `parts_of` knows the files of rooms above that have named parts, as cards have."""
    return [
        Command(
            "threads", "list the threads of the project",
            "jupyter mlcollab threads --notebook churn/train.ipynb --all",
            partial(_list, parts_of), _lines_of_all,
            arguments=_list_arguments,
        ),
        Command(
            "show", "show a thread with all its comments",
            "jupyter mlcollab show 3f9a21bc",
            partial(_show, parts_of), _lines_of_one,
            arguments=_thread_argument,
        ),
        Command(
            "comment", "start a thread on a notebook, card or page, or on part of it",
            'jupyter mlcollab comment churn/train.ipynb --cell 6 "Why the log?"',
            partial(_comment, parts_of), _lines_of_one,
            can=Can.COMMENT, arguments=_comment_arguments,
        ),
        Command(
            "reply", "add a comment to a thread",
            'jupyter mlcollab reply 3f9a21bc "Done in the last commit."',
            partial(_reply, parts_of), _lines_of_one,
            can=Can.COMMENT, arguments=_reply_arguments,
        ),
        Command(
            "resolve", "resolve a thread, or open it again",
            "jupyter mlcollab resolve 3f9a21bc",
            partial(_resolve, parts_of), _lines_of_one,
            can=Can.RESOLVE, arguments=_resolve_arguments,
        ),
    ]  # fmt: skip

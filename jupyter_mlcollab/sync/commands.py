"""`jupyter mlcollab sync`: the team's comments through a git remote."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from msgspec.structs import replace

from ..access.desk import Desk
from ..core.command import Command, Paint, visible
from ..core.errors import Blocked
from ..core.route import Can
from . import compose
from .schema import Forgotten, Leaving, SharingState, Sync, Synced

_SIGNED = {
    "none": "",
    "good": ", signed by",
    "unknown": ", signed with a key that git does not know here",
    "expired": ", signed with a key or signature that has expired",
    "bad": "",
}
WHO_READS = "Everybody who can read that repository can read them there."


def _sync(desk: Desk, arguments: Namespace) -> SharingState | Synced | Forgotten:
    if arguments.forget:
        return compose.forget(desk.work, arguments.remote)
    state = compose.sharing(desk.work, arguments.remote)
    if arguments.status or arguments.dry_run:
        return state
    wish = Sync(remote=arguments.remote, agreed=arguments.yes, same_project=arguments.yes, fetch_only=arguments.fetch)
    if state.remote and not (state.agreed or arguments.fetch or arguments.yes):
        _ask(state)
        wish = replace(wish, agreed=True)
    try:
        return compose.exchange(desk.work, wish)
    except Blocked as refusal:
        if "project" not in (refusal.details or {}) or not sys.stdin.isatty():
            raise
        if not _says_yes(visible(refusal.message), "Is it the same project?"):
            raise Blocked("Nothing was sent.") from None
    return compose.exchange(desk.work, replace(wish, same_project=True))


def _ask(state: SharingState) -> None:
    """Nothing when the person at the terminal says yes.

    Raises:
        Blocked: they do not, or there is no terminal.
    """
    question = [*_leaving(state.leaving), f"They would go to {_where(state)}. {WHO_READS}"]
    if not sys.stdin.isatty():
        raise Blocked(" ".join([*question, "Nothing was sent. To say yes, add --yes."]))
    if not _says_yes("\n".join(question), "Share them?"):
        raise Blocked("Nothing was sent.")


def _says_yes(said: str, question: str) -> bool:
    print(said, f"{question} [y/N] ", sep="\n", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def _leaving(leaving: Leaving) -> Iterator[str]:
    things = [(leaving.threads, "thread"), (leaving.looks, "look"), (leaving.cards, "card")]
    counted = ", ".join(f"{count:,} {name}{'' if count == 1 else 's'}" for count, name in things if count)
    yield f"Only on this computer: {counted or 'nothing'}, {leaving.events:,} events in all."
    yield (
        "What leaves: comments with the text of the cells they are about, looks, and what happened to cards, with the "
        "names of those who wrote. Never drafts, what somebody has read or seen, or outputs."
    )
    if leaving.people:
        yield f"Names: {visible(', '.join(leaving.people))}."


def _where(state: SharingState) -> str:
    return visible(f"{state.remote} ({state.address})" if state.remote != state.address else str(state.remote))


def _show(answer: SharingState | Synced | Forgotten, paint: Paint) -> Iterator[str]:
    if isinstance(answer, SharingState):
        yield from _show_state(answer, paint)
    elif isinstance(answer, Forgotten):
        gone = "What this computer shared is not at" if answer.removed else "This computer has shared nothing at"
        yield f"{gone} {visible(answer.remote)}{' any more' if answer.removed else ''}."
    else:
        yield from _show_synced(answer, paint)


def _show_synced(answer: Synced, paint: Paint) -> Iterator[str]:
    for one in answer.arrived:
        yield f"{one.events:,} new from {visible(one.person)}"
    if not answer.arrived:
        yield "Nothing new from others."
    if answer.erased:
        yield f"{answer.erased:,} texts erased, as they were elsewhere"
    if answer.shared:
        yield f"{answer.shared:,} events shared with {_where(answer.state)}"
    yield from (paint.warning(visible(note)) for note in answer.notes)
    yield from (paint.bad(visible(problem)) for problem in answer.problems)


def _show_state(state: SharingState, paint: Paint) -> Iterator[str]:
    if state.remote is None:
        yield paint.warning(visible(state.problem or ""))
        return
    yield f"Remote: {_where(state)}" + ("" if state.agreed else ", not shared with yet")
    yield from _leaving(state.leaving)
    if not state.agreed:
        yield WHO_READS
    for what, at in (("Shared", state.shared_at), ("Fetched", state.fetched_at)):
        yield f"{what}: {f'{at:%Y-%m-%d %H:%M} UTC' if at else 'never'}"
    for replica in state.replicas:
        people = visible(", ".join(replica.people)) or "nobody yet"
        yield f"{replica.id[-8:]}  {replica.events:>6,} events  {people}{_SIGNED[replica.signature]}" + (
            f" {visible(replica.signer)}" if replica.signer else ""
        )
        if replica.problem:
            yield paint.bad(f"          left out: {visible(replica.problem)}")


def _has_problems(answer: SharingState | Synced | Forgotten) -> bool:
    return isinstance(answer, Synced) and bool(answer.problems)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "remote",
        metavar="REMOTE",
        nargs="?",
        help="name or address of the remote (default: the one shared with last, else origin, or the only one)",
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--fetch", action="store_true", help="only take in what others shared, as in CI")
    ways.add_argument("--status", action="store_true", help="say what is shared and what is not; asks no remote")
    ways.add_argument("--dry-run", action="store_true", help="say what would leave this computer, and send nothing")
    ways.add_argument("--forget", action="store_true", help="take what this computer shared from the remote")
    parser.add_argument(
        "--yes", action="store_true", help="say yes to what leaves, and that it is the same project, without a question"
    )


COMMANDS = [
    Command(
        "sync", "share the team's comments through a git remote", "jupyter mlcollab sync origin",
        _sync, _show, can=Can.MODERATE, arguments=_arguments, failed=_has_problems,
    ),
]  # fmt: skip

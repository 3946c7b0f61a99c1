"""The one door to git: argument lists only, with limits on time and size, and errors a person can act on."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL
from typing import IO

from ..core.errors import CollabError, Invalid, NotFound, TooLarge, Unavailable
from .process import bounded, listen, start, within

LIMIT_BYTES = 8 * 1024 * 1024
TIMEOUT_S = 10.0
_FATAL = 128
"""From this status on git has failed, and not counted."""
MAX_REVISION_CHARACTERS = 512

_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
OF_ANOTHER_USER = "dubious ownership|unsafe repository"
"""How git complains of a folder that it does not read because of who owns it."""
_SHORT_HASH = re.compile(r"[0-9a-f]{4,63}")
_UNKNOWN = re.compile(
    r"unknown revision|bad revision|bad object|Not a valid object name|does not have any commits|expected \w+ type"
)


@dataclass(frozen=True)
class _Answer:
    code: int
    output: bytes
    complaint: str


def run(
    folder: Path,
    *arguments: str,
    limit_bytes: int = LIMIT_BYTES,
    timeout_s: float = TIMEOUT_S,
    stdin: IO[bytes] | None = None,
) -> bytes:
    """What `git <arguments>` prints when run in `folder`. Blocks: call it from a thread, not from the event loop.

    `stdin` is an open file that git reads. Text of people never stands bare in the arguments: revisions go through
    `resolve`, paths stand after `--`.

    Raises:
        Unavailable: git is not installed, does not trust the folder, failed, or took longer than `timeout_s`.
        NotFound: no repository here, or an unknown revision.
        Invalid: an argument git cannot take.
        TooLarge: the answer is over `limit_bytes`.
    """
    answer = _execute(folder, arguments, limit_bytes, timeout_s, stdin)
    if answer.code != 0:
        raise _failure(answer.complaint)
    return answer.output


def reach(
    folder: Path,
    settings: Path,
    *arguments: str,
    limit_bytes: int = LIMIT_BYTES,
    timeout_s: float,
    growing: tuple[Path, int] | None = None,
) -> bytes:
    """As `run`, for commands that speak with another repository or sign; `settings` is the file of git's configuration
    that says how to. `growing` is a folder into which files come, and how many bytes may.

    Raises:
        Unavailable: it cannot be reached, or refuses; `details.complaint` is what git said.
        Invalid: as for `run`.
        TooLarge: as for `run`, or more came than may.
    """
    answer = _execute(folder, arguments, limit_bytes, timeout_s, remote_settings=settings, growing=growing)
    if answer.code != 0:
        raise Unavailable(_first_line(answer.complaint), {"complaint": answer.complaint})
    return answer.output


def judge(folder: Path, settings: Path, *arguments: str, timeout_s: float) -> tuple[bytes, str]:
    """As `reach`, for commands that tell beside their answer what went wrong: the answer, and that.

    Raises:
        Unavailable, Invalid, TooLarge: as for `reach`.
    """
    answer = _execute(folder, arguments, LIMIT_BYTES, timeout_s, remote_settings=settings)
    if answer.code != 0:
        raise Unavailable(_first_line(answer.complaint), {"complaint": answer.complaint})
    return answer.output, answer.complaint


def ask(folder: Path, *arguments: str) -> bytes | None:
    """As `run`, for commands that say no by status 1 and no word: None is that no.

    Raises:
        Unavailable, NotFound, Invalid, TooLarge: as for `run`.
    """
    answer = _execute(folder, arguments, LIMIT_BYTES, TIMEOUT_S)
    if answer.code == 1 and not answer.complaint.strip():
        return None
    if answer.code != 0:
        raise _failure(answer.complaint)
    return answer.output


def count(folder: Path, *arguments: str, limit_bytes: int = LIMIT_BYTES) -> tuple[bytes, int]:
    """As `run`, for commands whose status is a count, below 128, of what they found.

    Raises:
        Unavailable, NotFound, Invalid, TooLarge: as for `run`.
    """
    answer = _execute(folder, arguments, limit_bytes, TIMEOUT_S)
    if not 0 <= answer.code < _FATAL:
        raise _failure(answer.complaint)
    return answer.output, answer.code


def resolve(folder: Path, revision: str) -> str:
    """The hash (40 or 64 hexadecimal digits) of the commit that `revision` names. Only this goes to other commands.

    Raises:
        Invalid: text that cannot be a revision, or that names several commits.
        NotFound: no repository here, or no such commit.
        Unavailable: as for `run`.
    """
    check_revision(revision)
    arguments = ("rev-parse", "--verify", "-q", "--end-of-options", f"{revision}^{{commit}}")
    answer = _execute(folder, arguments, LIMIT_BYTES, TIMEOUT_S)
    found = answer.output.decode("ascii", "replace").strip()
    if answer.code == 0 and _HASH.fullmatch(found):
        return found
    if answer.code != 0 and answer.complaint:
        raise _failure(answer.complaint)
    if _is_start_of_several(folder, revision):
        raise Invalid("Several objects of git start like this. Write more of the hash.")
    raise NotFound(f"Git knows no commit “{revision}” here.")


def check_hash(value: str) -> str:
    """`value` itself.

    Raises:
        Invalid: it is not the full hash of an object (40 or 64 lower-case hexadecimal digits).
    """
    if not _HASH.fullmatch(value):
        raise Invalid("An object of git is named by its full hash.")
    return value


def _execute(
    folder: Path,
    arguments: tuple[str, ...],
    limit_bytes: int,
    timeout_s: float,
    stdin: IO[bytes] | None = None,
    remote_settings: Path | None = None,
    growing: tuple[Path, int] | None = None,
) -> _Answer:
    given = DEVNULL if stdin is None else stdin.fileno()
    process = start(folder, *arguments, stdin=given, remote_settings=remote_settings)
    watched = bounded(process, *growing) if growing else nullcontext()
    with process, within(process, timeout_s), watched:
        listener, complaint = listen(process)
        output = process.stdout.read(limit_bytes + 1) if process.stdout else b""
        if len(output) > limit_bytes:
            raise TooLarge(f"Git's answer is over the limit of {limit_bytes} bytes.")
        listener.join()
        code = process.wait()
    return _Answer(code, output, complaint.decode("utf-8", "replace"))


def check_revision(revision: str) -> str:
    """`revision` itself.

    Raises:
        Invalid: text that git would not take for a revision.
    """
    if not 0 < len(revision) <= MAX_REVISION_CHARACTERS:
        raise Invalid(f"A revision needs 1 to {MAX_REVISION_CHARACTERS} characters.")
    if revision.startswith("-") or not revision.isprintable():
        raise Invalid("A revision does not start with a dash and holds no control characters.")
    return revision


def _is_start_of_several(folder: Path, revision: str) -> bool:
    if not _SHORT_HASH.fullmatch(revision):
        return False
    return len(run(folder, "rev-parse", f"--disambiguate={revision}").split()) > 1


def _failure(complaint: str) -> CollabError:
    if re.search(OF_ANOTHER_USER, complaint):
        return _not_trusted(complaint)
    if "not a git repository" in complaint:
        return NotFound("There is no git repository here.")
    if _UNKNOWN.search(complaint):
        return NotFound("Git does not know this commit or object.")
    return Unavailable(f"Git could not answer: {_first_line(complaint)}")


def _not_trusted(complaint: str) -> Unavailable:
    """Git's own remedy is the one to show: it names the folder that counts, quoted for the shell."""
    remedy = re.search(r"git config --global --add safe\.directory .+", complaint)
    command = remedy.group() if remedy else "git config --global --add safe.directory FOLDER"
    return Unavailable(
        "Git does not read this repository, because its folder belongs to another user. "
        f"If you trust it, run: {command}"
    )


def _first_line(complaint: str) -> str:
    line = next((line for line in complaint.splitlines() if line.strip()), "it gave no reason")
    return "".join(c for c in line.removeprefix("fatal: ") if c.isprintable())[:200]

"""A running git: nothing a repository says is run, and every process has an end.

What a repository's own configuration could start, and what stops it (each held by a test): `core.fsmonitor`, hooks and
the signature check of a log by `-c`; a fetch of missing objects by `GIT_NO_LAZY_FETCH`, and where git is too old to
know it by `GIT_ALLOW_PROTOCOL`, which unlike `protocol.allow` also beats `protocol.<name>.allow`. External diffs and
`textconv` are up to the caller, who reads objects rather than patches. `safe.directory` stays in force wherever the
machine's owner wrote it, so the system's configuration is read.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from ..core.errors import Invalid, TooLarge, Unavailable

_COMPLAINT_BYTES = 8 * 1024
_WATCH_S = 0.1
_OPTIONS = (
    "--no-pager",
    *("-c", "core.fsmonitor=false"),
    *("-c", f"core.hooksPath={os.devnull}"),
    *("-c", "i18n.logOutputEncoding=UTF-8"),
    *("-c", "log.follow=false"),
    *("-c", "log.showSignature=false"),
    *("-c", "protocol.allow=never"),
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_TO_REMOTES = {
    "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "GCM_INTERACTIVE": "never",
    "SSH_ASKPASS_REQUIRE": "never",
}
_FOR_REMOTES = ("GIT_SSH", "GIT_SSL_", "GIT_HTTP_", "GIT_PROXY_")
"""How variables begin that say how git reaches a remote: the person's own, who asked for it to be reached."""


def start(
    folder: Path, *arguments: str, stdin: int = subprocess.DEVNULL, remote_settings: Path | None = None
) -> subprocess.Popen[bytes]:
    """`git <arguments>` running in `folder`, in a process group of its own. The caller ends it, best inside `within`.

    With `remote_settings` it may reach other computers, in the way and with the credentials that this file of git's
    configuration says; nobody is asked for a password.

    Raises:
        Unavailable: git is not installed or cannot be started.
        Invalid: an argument holds a NUL or half a character.
    """
    program = shutil.which("git")
    if program is None:
        raise Unavailable("Git is not installed on this computer, or not on its PATH.")
    pipe = subprocess.PIPE
    # Ours come last, so that they win.
    settings = () if remote_settings is None else ("-c", f"include.path={remote_settings}")
    command = [str(Path(program).absolute()), "-C", str(folder), *settings, *_OPTIONS, *arguments]
    environment = _environment(remote_settings is not None)
    try:
        return subprocess.Popen(command, stdin=stdin, stdout=pipe, stderr=pipe, env=environment, start_new_session=True)
    except ValueError:
        raise Invalid("Git cannot take this text: it holds a NUL or half a character.") from None
    except OSError as error:
        raise Unavailable(f"Git could not be started: {error.strerror}.") from None


@contextlib.contextmanager
def within(process: subprocess.Popen[bytes], timeout_s: float) -> Iterator[None]:
    """Ends `process`, and all it started, when the block takes longer than `timeout_s` or fails.

    Raises:
        Unavailable: after the block, when the time was up.
    """
    late = threading.Event()

    def stop() -> None:
        late.set()
        kill(process)

    timer = threading.Timer(timeout_s, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    except BaseException:
        kill(process)
        raise
    finally:
        timer.cancel()
        # After the block the caller waits for the process; a timer that is about to kill it must not do so then.
        timer.join()
    if late.is_set():
        raise Unavailable(f"Git took longer than {timeout_s:g} seconds and was stopped. Try again.")


@contextlib.contextmanager
def bounded(process: subprocess.Popen[bytes], folder: Path, limit_bytes: int) -> Iterator[None]:
    """Ends `process`, and all it started, when files on their way into `folder` (`tmp_*`) grow over the limit.

    Raises:
        TooLarge: after the block, when they did.
    """
    over, done = threading.Event(), threading.Event()

    def watch() -> None:
        while not done.wait(_WATCH_S):
            if sum(_size(file) for file in folder.glob("tmp_*")) > limit_bytes:
                over.set()
                kill(process)
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
    if over.is_set():
        raise TooLarge(f"It is over the limit of {limit_bytes // 1024**2:,} MB for one fetch.")


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends the process and what it started. Nothing happens when it has been waited for.

    From then on its id may be that of another's group. Until then nobody gets it, so this does not poll, which would
    wait for a process that has ended and leave alone what that one started.
    """
    if process.returncode is not None:
        return
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def listen(process: subprocess.Popen[bytes]) -> tuple[threading.Thread, bytearray]:
    """Reads what the process complains of, so that it never waits for a reader; the first 8 KB are kept."""
    kept = bytearray()
    listener = threading.Thread(target=_drain, args=(process.stderr, kept), daemon=True)
    listener.start()
    return listener, kept


def _drain(stream: IO[bytes], kept: bytearray) -> None:
    with stream:
        while chunk := stream.read(4096):
            kept += chunk[: max(0, _COMPLAINT_BYTES - len(kept))]


def _environment(reaches_out: bool) -> dict[str, str]:
    """The server's environment without what would lead git elsewhere, such as the `GIT_DIR` of a hook we run in.

    `GIT_CONFIG_*` stays: it is how the machine's owner may have said whom to trust.
    """
    kept = ("GIT_CONFIG_", *(_FOR_REMOTES if reaches_out else ()))

    def stays(name: str) -> bool:
        return name.startswith(kept) or not (name.startswith("GIT_") or name == "LANGUAGE")

    own = _ENVIRONMENT | (_TO_REMOTES if reaches_out else {})
    return {name: value for name, value in os.environ.items() if stays(name)} | own

"""Sharing through git: a first share, taking it in, and a sync with ten new events, beside plain git in the same run.

    python tests/benchmarks/sync.py [--events 10000 100000]

The remotes are a folder and, where git has its daemon, the same folder over loopback. Plain git is a fetch and a push
of an empty commit to the same remote. What a sync sends is measured as the pack that git makes for it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from jupyter_mlcollab.access.desk import Desk, open_desk
from jupyter_mlcollab.comments.schema import CommentAdded, ThreadOpened
from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.core.wire import encode
from jupyter_mlcollab.journal.event import NewEvent, Stamp
from jupyter_mlcollab.journal.journal import Transaction
from jupyter_mlcollab.rooms import FOLDS
from jupyter_mlcollab.sync.compose import exchange
from jupyter_mlcollab.sync.memory import load
from jupyter_mlcollab.sync.schema import Sync
from machine import machine

ANA = Stamp("~ana", "maintainer", False)
TEXT = "Does the scaler see the test rows before the split? It is fitted on the whole frame in the cell above."
COMMENTS_PER_THREAD = 8
REPEATS = 5


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    command = ["git", "-c", "user.name=Ana", "-c", "user.email=ana@example.org", *arguments]
    return subprocess.run(command, cwd=folder, input=stdin, capture_output=True, check=True).stdout


def seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def fill(desk: Desk, count: int) -> None:
    """Threads of eight comments on one notebook."""
    left = count
    while left:
        batch = min(left, 500)
        desk.project.journal.write(lambda journal, batch=batch: add(journal, batch)).result()
        left -= batch


def add(journal: Transaction, count: int) -> None:
    thread = ""
    for number in range(count):
        if number % COMMENTS_PER_THREAD == 0:
            thread = new_id()
            said = encode(ThreadOpened(document="d1", anchor=None, body=f"{TEXT} {thread}"))
            journal.append(NewEvent(thread, "thread", thread, "thread.opened", 1, said), ANA)
        else:
            said = encode(CommentAdded(body=f"{TEXT} {number}"))
            journal.append(NewEvent(new_id(), "thread", thread, "comment.added", 1, said), ANA)


def take_in(folder: Path) -> None:
    """In a process of its own, so that its memory is its own."""
    with open_desk(folder, FOLDS) as desk:
        took = seconds(lambda: exchange(desk.work, Sync(fetch_only=True)))
        journal = desk.project.journal
        events = journal.read(lambda reader: reader.head())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": took, "mb": peak, "events": events}))


def sent(desk: Desk, before: str) -> int:
    """Bytes of the pack for what was shared since."""
    postbox = desk.project.journal.path.parent / "exchange.git"
    (remote,) = load(desk.project.journal).remotes.values()
    wanted = f"{remote.pushed}\n^{before}\n".encode()
    return len(git(postbox, "pack-objects", "--thin", "--revs", "--stdout", "-q", stdin=wanted))


def ten_more(desk: Desk) -> tuple[float, int]:
    (remote,) = load(desk.project.journal).remotes.values()
    before = str(remote.pushed)
    desk.project.journal.write(lambda journal: add(journal, 10)).result()
    took = seconds(lambda: exchange(desk.work, Sync()))
    return took, sent(desk, before)


def plain(folder: Path) -> float:
    """What git alone needs to fetch, and to push a commit that changes nothing, to the remote that has it all."""
    git(folder, "commit", "-q", "--allow-empty", "-m", "Empty")
    return seconds(lambda: (git(folder, "fetch", "-q"), git(folder, "push", "-q", "origin", "HEAD:refs/heads/main")))


@contextlib.contextmanager
def served(remote: Path) -> Iterator[str | None]:
    """The address of the folder over loopback; None where git has no daemon."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ("--reuseaddr", "--export-all", "--enable=receive-pack", f"--base-path={remote.parent}")
    command = ["git", "daemon", *options, "--listen=127.0.0.1", f"--port={port}"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    time.sleep(1)
    try:
        yield f"git://127.0.0.1:{port}/{remote.name}" if process.poll() is None else None
    finally:
        process.terminate()
        process.wait()


def run(above: Path, count: int, kind: str, remote: Path, address: str) -> None:
    ana, bo = above / "ana", above / "bo"
    for folder in (ana, bo):
        git(above, "clone", "-q", address, str(folder))
    with open_desk(ana, FOLDS) as desk:
        fill(desk, count)
        first = seconds(lambda: exchange(desk.work, Sync(agreed=True)))
        command = [sys.executable, __file__, "--take-in", str(bo)]
        took = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
        pairs = [(ten_more(desk), plain(ana)) for _ in range(REPEATS)]
    measured, alone = zip(*pairs, strict=True)
    git_alone = statistics.median(alone)
    ten = statistics.median(took for took, _ in measured)
    most = max(size for _, size in measured)
    with open_desk(bo, FOLDS) as desk:
        news = seconds(lambda: exchange(desk.work, Sync(fetch_only=True)))
    size = sum(file.stat().st_size for file in remote.rglob("*") if file.is_file()) / 1024**2
    print(
        f"| {kind} | {count:,} | {first:.2f} s | {took['seconds']:.1f} s | {took['mb']:.0f} MB | {ten:.2f} s | "
        f"{git_alone:.2f} s | {ten / git_alone:.1f} | {most / 1024:.1f} KB | {news:.2f} s | {size:.0f} MB |",
        flush=True,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--take-in", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.take_in:
        take_in(given.take_in)
        return 0
    os.environ |= {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull}
    version = git(Path(), "version").decode().strip()
    print(f"{machine('msgspec')}, {version}\n")
    print(
        "| remote | events | first share | taken in | memory | sync with 10 | fetch + push | times | sent for 10 |"
        " 50 taken in | at the remote |"
    )
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for count in given.events:
        for kind in ("folder", "loopback"):
            with tempfile.TemporaryDirectory() as name:
                remote = Path(name, "remote.git")
                git(Path(name), "init", "-q", "--bare", "-b", "main", "remote.git")
                git(Path(name), "clone", "-q", "remote.git", "first")
                git(Path(name, "first"), "commit", "-q", "--allow-empty", "-m", "First")
                git(Path(name, "first"), "push", "-q", "origin", "HEAD:refs/heads/main")
                with served(remote) if kind == "loopback" else contextlib.nullcontext(str(remote)) as address:
                    if address is not None:
                        run(Path(name), count, kind, remote, address)
    return 0


if __name__ == "__main__":
    sys.exit(main())

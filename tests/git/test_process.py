"""Ends of processes: what was started is ended whole, and nothing else is."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

import pytest

from jupyter_mlcollab.git.objects import Objects
from jupyter_mlcollab.git.process import kill, start, within


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own that repeats lines. It is not ours to end."""
    pipe = subprocess.PIPE
    with subprocess.Popen(["cat"], stdin=pipe, stdout=pipe, start_new_session=True) as process:
        yield process
        process.kill()


def answers(process: subprocess.Popen[bytes]) -> bool:
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        process.stdin.write(b"there?\n")
        process.stdin.flush()
    except BrokenPipeError:
        return False
    return process.stdout.readline() == b"there?\n"


def ended(repository, pid: int) -> subprocess.Popen[bytes]:
    """A git that has ended and was waited for, after which the system gave its id to another: `pid`."""
    process = start(repository, "version")
    process.communicate()
    process.pid = pid
    return process


def test_who_was_given_the_id_of_an_ended_git_is_left_alone(repository, stranger):
    kill(ended(repository, stranger.pid))
    assert answers(stranger)


def test_work_that_fails_after_git_ended_ends_no_stranger(repository, stranger):
    with pytest.raises(ZeroDivisionError), within(ended(repository, stranger.pid), timeout_s=60):
        raise ZeroDivisionError
    assert answers(stranger)


def test_reading_on_after_git_died_ends_no_stranger(repository, git, stranger):
    blob = git(repository, "hash-object", "-w", "--stdin", stdin="text\n")
    with Objects(repository) as objects:
        objects.read(blob)
        process = objects._process
        assert process is not None
        process.kill()
        process.wait()
        process.pid = stranger.pid
        assert objects.read(blob) == b"text\n"
    assert answers(stranger)


def test_what_an_ended_process_left_running_is_ended_before_it_is_waited_for():
    left = ["sh", "-c", "(sleep 30; echo left) &"]
    with subprocess.Popen(left, stdout=subprocess.PIPE, start_new_session=True) as process:
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        kill(process)
        assert process.stdout is not None
        assert process.stdout.read() == b""

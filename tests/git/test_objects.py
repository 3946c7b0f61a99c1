from __future__ import annotations

import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_mlcollab.core.errors import Invalid, NotFound, TooLarge, Unavailable
from jupyter_mlcollab.git.objects import Objects


def store(git, repository, content: str) -> str:
    return git(repository, "hash-object", "-w", "--stdin", stdin=content)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=st.lists(st.binary(max_size=200), min_size=1, max_size=3))
def test_gives_back_what_was_stored(repository, git, contents):
    with Objects(repository) as objects:
        for content in contents:
            (repository / "blob").write_bytes(content)
            assert objects.read(git(repository, "hash-object", "-w", "blob")) == content


def test_a_refused_read_does_not_disturb_the_next(repository, git):
    small, large = store(git, repository, "small\n"), store(git, repository, "x" * 300_000)
    with Objects(repository) as objects:
        with pytest.raises(TooLarge):
            objects.read(large, limit_bytes=1000)
        assert objects.read(small) == b"small\n"
        with pytest.raises(NotFound):
            objects.read("1" * 40)
        assert objects.read(small) == b"small\n"
        with pytest.raises(Invalid):
            objects.read(git(repository, "rev-parse", "HEAD^{tree}"))
        assert objects.read(large) == b"x" * 300_000


@pytest.mark.parametrize(
    "name", ["", "HEAD", "HEAD:train.ipynb", "1" * 39, "1" * 40 + "\n", "1" * 40 + "\n" + "2" * 40]
)
def test_only_full_hashes_are_asked_for(repository, name):
    with Objects(repository) as objects, pytest.raises(Invalid):
        objects.read(name)


def test_starts_git_again_when_it_died_or_was_closed(repository, git):
    blob = store(git, repository, "text\n")
    with Objects(repository) as objects:
        assert objects.read(blob) == b"text\n"
        first = objects._process
        assert first is not None
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        assert objects.read(blob) == b"text\n"
        second = objects._process
        assert second is not None
        os.kill(second.pid, signal.SIGKILL)
        assert objects.read(blob) == b"text\n"
        objects.close()
        assert objects.read(blob) == b"text\n"
        last = objects._process
    assert last is not None
    assert last.poll() is not None


def test_many_threads_each_get_their_own_answer(repository, git):
    texts = [f"{number}\n" * 50 for number in range(8)]
    blobs = [store(git, repository, text) for text in texts]
    with Objects(repository) as objects, ThreadPoolExecutor(8) as pool:
        assert list(pool.map(objects.read, blobs * 20)) == [text.encode() for text in texts] * 20


def test_git_that_hangs_is_stopped(tmp_path, monkeypatch):
    (tmp_path / "git").write_text("#!/bin/sh\nexec sleep 60\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    with Objects(tmp_path, timeout_s=0.3) as objects, pytest.raises(Unavailable, match="longer than"):
        objects.read("1" * 40)


def test_no_repository(tmp_path):
    with Objects(tmp_path) as objects, pytest.raises(Unavailable):
        objects.read("1" * 40)

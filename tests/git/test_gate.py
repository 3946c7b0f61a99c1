from __future__ import annotations

import hashlib
import itertools
import os
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_mlcollab.core.errors import CollabError, Invalid, NotFound, TooLarge, Unavailable
from jupyter_mlcollab.git import gate


def replace_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Path:
    """Puts a program of ours in git's place; it runs in a folder that is returned."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "git").write_text(f"#!/bin/sh\ncd '{programs}'\n{script}\n")
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return programs


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def assert_ends(pid: int) -> None:
    until = time.monotonic() + 5
    while is_alive(pid):
        assert time.monotonic() < until, "what git started is still running"
        time.sleep(0.01)


def test_resolves_what_names_a_commit(repository, git):
    head = git(repository, "rev-parse", "HEAD")
    git(repository, "tag", "-a", "-m", "One", "v1")
    assert [gate.resolve(repository, name) for name in ("HEAD", "main", "v1", head, head[:8])] == [head] * 5


def test_resolves_in_a_repository_of_long_hashes(tmp_path, git):
    git(tmp_path, "init", "-q", "--object-format=sha256")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "First")
    assert len(gate.resolve(tmp_path, "HEAD")) == 64


@pytest.mark.parametrize("revision", ["", "-", "--output=PWN", "a\0b", "a\nb", "x" * 513, "\ud800", "a\u202eb"])
def test_text_that_is_no_revision_is_refused(repository, revision):
    with pytest.raises(Invalid):
        gate.resolve(repository, revision)
    assert not list(repository.glob("**/PWN"))


@pytest.mark.parametrize(
    "revision",
    ["nothing", "HEAD~99", "f" * 40, "HEAD..HEAD", "^HEAD", "HEAD:train.ipynb", "HEAD --output=PWN", "$(touch PWN)"],
)
def test_what_names_no_commit_is_not_found(repository, revision):
    with pytest.raises(NotFound):
        gate.resolve(repository, revision)
    assert not list(repository.glob("**/PWN"))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(revision=st.text(max_size=30) | st.from_regex(r"HEAD[\^~@{}:/0-9a-z-]{0,8}", fullmatch=True))
def test_any_revision_gives_a_hash_or_a_typed_error(repository, revision):
    try:
        assert len(gate.resolve(repository, revision)) == 40
    except CollabError as error:
        assert isinstance(error, Invalid | NotFound), error


def test_a_hash_written_too_short_says_so(repository, git):
    header = git(repository, "cat-file", "commit", "HEAD").partition("\n\n")[0]
    first: dict[str, str] = {}
    for number in itertools.count():
        commit = f"{header}\n\n{number}\n"
        start = hashlib.sha1(f"commit {len(commit)}\0{commit}".encode()).hexdigest()[:4]
        if start in first:
            break
        first[start] = commit
    for twin in (first[start], commit):
        assert git(repository, "hash-object", "-t", "commit", "-w", "--stdin", stdin=twin).startswith(start)
    with pytest.raises(Invalid, match="Several"):
        gate.resolve(repository, start)


def test_no_repository_no_folder_no_commits(tmp_path, git):
    with pytest.raises(NotFound, match="no git repository"):
        gate.run(tmp_path, "log")
    with pytest.raises(Unavailable):
        gate.run(tmp_path / "gone", "log")
    git(tmp_path, "init", "-q")
    with pytest.raises(NotFound):
        gate.run(tmp_path, "log")


def test_without_git_it_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Unavailable, match="not installed"):
        gate.run(tmp_path, "version")


def test_arguments_git_cannot_take(repository):
    for text in ("a\0b", "\ud800"):
        with pytest.raises(Invalid):
            gate.run(repository, "log", "--", text)


def test_an_answer_over_the_limit_is_refused(repository):
    assert len(gate.run(repository, "rev-parse", "HEAD", limit_bytes=41)) == 41
    with pytest.raises(TooLarge, match="40 bytes"):
        gate.run(repository, "rev-parse", "HEAD", limit_bytes=40)


def test_an_answer_without_end_is_cut(tmp_path, monkeypatch):
    replace_git(tmp_path, monkeypatch, "exec yes")
    with pytest.raises(TooLarge):
        gate.run(tmp_path, "log", limit_bytes=1000)


def test_endless_complaints_neither_block_nor_fill_the_memory(tmp_path, monkeypatch):
    replace_git(tmp_path, monkeypatch, "yes 'fatal: no' | head -c 3000000 >&2; exit 3")
    with pytest.raises(Unavailable) as caught:
        gate.run(tmp_path, "log")
    assert caught.value.message == "Git could not answer: no"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads /proc")
@pytest.mark.parametrize("script", ["sleep 60 & echo $! > child; wait", "sleep 60 & echo $! > child"])
def test_what_takes_too_long_is_stopped_with_all_it_started(tmp_path, monkeypatch, script):
    programs = replace_git(tmp_path, monkeypatch, script)
    started = time.monotonic()
    with pytest.raises(Unavailable, match=r"longer than 0\.5 seconds"):
        gate.run(tmp_path, "log", timeout_s=0.5)
    assert time.monotonic() - started < 30
    assert_ends(int((programs / "child").read_text()))


def test_a_hook_we_run_in_does_not_lead_git_elsewhere(repository, tmp_path, new_repository, git, monkeypatch):
    other = new_repository(tmp_path / "other", {"other.txt": "other\n"})
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_TRACE", str(tmp_path / "trace"))
    assert gate.run(repository, "ls-files", "-z") == b"train.ipynb\0"
    assert not (tmp_path / "trace").exists()


def test_paths_are_taken_literally(repository, git):
    (repository / "a*").write_text("")
    (repository / "ab").write_text("")
    git(repository, "add", "-A")
    assert gate.run(repository, "ls-files", "-z", "--", "a*") == b"a*\0"


def test_folder_names_are_never_run(tmp_path, new_repository):
    folder = new_repository(tmp_path / "$(touch PWN) `touch PWN`; touch PWN\n'\"-x")
    assert len(gate.resolve(folder, "HEAD")) == 40
    assert not list(tmp_path.glob("**/PWN"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="gives a folder to another user")
def test_a_repository_of_someone_else_is_read_only_when_trusted(tmp_path, new_repository, git, own_configuration):
    folder = new_repository(tmp_path / "some one's")
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 12345, 12345)
    with pytest.raises(Unavailable) as caught:
        gate.resolve(folder, "HEAD")
    command = caught.value.message.partition("If you trust it, run: ")[2]
    assert command.startswith("git config --global --add safe.directory ")
    subprocess.run(["sh", "-c", command], check=True)
    assert len(gate.resolve(folder, "HEAD")) == 40

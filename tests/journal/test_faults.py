"""What the world does to a file: full and read-only disks, deletion, replacement, other programs. No test may hang."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from jupyter_mlcollab.core.errors import Unavailable
from jupyter_mlcollab.journal import lock, watch
from jupyter_mlcollab.journal.check import verify
from jupyter_mlcollab.journal.lock import exclusive


@contextmanager
def small_disk(folder: Path, kilobytes: int):
    """A folder that holds so much and no more: a file system of its own where allowed, else a limit on files."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode == 0:
        try:
            yield lambda: subprocess.run(["mount", "-o", f"remount,size={kilobytes * 64}k", str(folder)], check=True)
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)
    else:
        with limited_files(kilobytes) as lift:
            yield lift


@contextmanager
def limited_files(kilobytes: int):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, before[1]))
    try:
        yield lambda: resource.setrlimit(resource.RLIMIT_FSIZE, before)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_full_disk_loses_nothing_and_later_writes_pass(make, say, tmp_path):
    with small_disk(tmp_path / "disk", 1024) as enlarge:
        journal = make(tmp_path / "disk" / "journal.db")
        stored = []
        with pytest.raises(Unavailable, match="disk") as caught:
            stored.extend(say(journal, f"t{number}", say="x" * 20_000).id for number in range(200))
        assert caught.value.status == 503
        assert stored
        assert [e.id for e in journal.read(lambda reader: reader.events_since(0, 999))] == stored
        enlarge()
        stored.append(say(journal, "after", say="x" * 20_000).id)
        assert [e.id for e in journal.read(lambda reader: reader.events_since(0, 999))] == stored
        assert verify(journal) == []
        journal.close()


def test_a_disk_full_from_the_start_is_said_and_recovers(make, say, tmp_path):
    with small_disk(tmp_path / "disk", 64) as enlarge:
        journal = make(tmp_path / "disk" / "journal.db")
        with pytest.raises(Unavailable):
            say(journal, "t1", say="x")
        enlarge()
        say(journal, "t1", say="x")
        assert verify(journal) == []
        journal.close()


@contextmanager
def not_root():
    """Root may write anywhere, so the rights of files are tried as somebody else."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_path(tmp_path):
    """The test's folder, which somebody else may reach."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder == Path("/tmp") or folder.stat().st_uid != os.getuid():
            break
        folder.chmod(folder.stat().st_mode | 0o055)
    return tmp_path


def test_a_read_only_folder_can_be_read_and_says_why_not_written(journal, say, words, make, open_path):
    say(journal, "t1", say="x")
    journal.close()
    folder = journal.path.parent
    # A reader needs the two files beside the database; they stay when the program that wrote was killed.
    keeper = sqlite3.connect(journal.path)
    keeper.execute("SELECT * FROM event").fetchall()
    for path in folder.iterdir():
        path.chmod(0o444)
    folder.chmod(0o555)
    later = make()
    try:
        with not_root():
            assert words(later, "t1") == ["x"]
            with pytest.raises(Unavailable, match="may not be written"):
                say(later, "t1", say="y")
    finally:
        folder.chmod(0o755)
        for path in folder.iterdir():
            path.chmod(0o644)
        keeper.close()
    say(later, "t1", say="z")
    assert words(later, "t1") == ["x", "z"]


def test_a_folder_that_cannot_be_made_is_said(make, say, open_path):
    (open_path / "locked").mkdir(mode=0o555)
    journal = make(open_path / "locked" / "store" / "journal.db")
    with not_root(), pytest.raises(Unavailable, match="cannot be made"):
        say(journal, "t1", say="x")


def test_a_file_in_the_folders_place_is_said(make, say, tmp_path):
    (tmp_path / "store").write_text("a file")
    with pytest.raises(Unavailable, match="cannot be made"):
        say(make(), "t1", say="x")


def test_a_removed_database_takes_no_more_and_comes_back(journal, say, words, tmp_path):
    first = say(journal, "t1", say="x")
    with closing(sqlite3.connect(journal.path)) as source, closing(sqlite3.connect(tmp_path / "backup")) as target:
        source.backup(target)
    for path in journal.path.parent.glob("journal.db*"):
        path.unlink()
    for _ in range(2):
        with pytest.raises(Unavailable, match="removed"):
            say(journal, "t1", say="into nothing")
        with pytest.raises(Unavailable, match="removed"):
            words(journal, "t1")
    assert not journal.path.exists()
    shutil.copy(tmp_path / "backup", journal.path)
    assert words(journal, "t1") == ["x"]
    assert say(journal, "t1", say="again").seq == first.seq + 1
    assert verify(journal) == []


def test_a_removed_folder_takes_no_more(journal, say):
    say(journal, "t1", say="x")
    shutil.rmtree(journal.path.parent)
    with pytest.raises(Unavailable, match="removed"):
        say(journal, "t1", say="into nothing")
    assert not journal.path.parent.exists()


def test_what_is_written_while_the_file_is_removed_is_not_acknowledged(journal, say, said):
    stamp = say(journal, "t1", say="x")

    def use_case(transaction):
        journal.path.unlink()
        return transaction.head()

    with pytest.raises(Unavailable, match="not kept"):
        journal.write(use_case).result(20)
    assert stamp.seq == 1


def test_a_replaced_database_is_followed(journal, say, words, make, tmp_path):
    other = make(tmp_path / "other" / "journal.db")
    say(other, "t1", say="from the backup")
    other.close()
    say(journal, "t1", say="x")
    for path in journal.path.parent.glob("journal.db-*"):
        path.unlink()
    other.path.replace(journal.path)
    assert words(journal, "t1") == ["from the backup"]
    say(journal, "t1", say="more")
    assert words(journal, "t1") == ["from the backup", "more"]
    assert verify(journal) == []


def test_a_file_that_is_no_database_is_said_and_left_alone(make, say):
    journal = make()
    journal.path.parent.mkdir()
    journal.path.write_text("my shopping list, which is quite a bit longer than that\n" * 40)
    before = journal.path.read_bytes()
    for attempt in (lambda: journal.read(lambda reader: reader.head()), lambda: say(journal, "t1", say="x")):
        with pytest.raises(Unavailable, match="damaged"):
            attempt()
    assert journal.path.read_bytes() == before


def test_another_programs_lock_is_waited_for_but_not_forever(journal, say, monkeypatch):
    say(journal, "t1", say="x")
    monkeypatch.setattr(lock, "PATIENCE", 0.3)
    with Path(f"{journal.path}.lock").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(Unavailable, match="Another program"):
            say(journal, "t1", say="y")
    say(journal, "t1", say="z")


def test_a_lock_file_that_was_replaced_keeps_nobody_out(tmp_path):
    path = tmp_path / "lock"
    with exclusive(path):
        path.unlink()
        with exclusive(path, 0.2), pytest.raises(Unavailable), exclusive(path, 0.05):
            pass


def test_a_program_that_ignores_our_lock_delays_no_reader(journal, say, words, monkeypatch):
    say(journal, "t1", say="x")
    monkeypatch.setattr("jupyter_mlcollab.journal.sqlite.BUSY_TIMEOUT", 100)
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as stranger:
        stranger.execute("BEGIN IMMEDIATE")
        assert words(journal, "t1") == ["x"]
        waiting = journal.write(lambda transaction: transaction.head())
        stranger.execute("ROLLBACK")
    assert waiting.result(20) == 1


OTHER_PROGRAM = """
import pathlib, sys
from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.journal.event import NewEvent, Stamp
from jupyter_mlcollab.journal.journal import Journal
journal = Journal(pathlib.Path(sys.argv[1]), "demo", {})
for number in range(int(sys.argv[2])):
    event = NewEvent(new_id(), "note", "n1", "note.added", 1, b"{}")
    journal.write(lambda transaction: transaction.append(event, Stamp("cy", "reviewer", False))).result()
journal.close()
"""


def start_other(journal, count: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", OTHER_PROGRAM, str(journal.path), str(count)])


def test_two_programs_write_one_log(journal, say):
    other = start_other(journal, 60)
    for number in range(60):
        say(journal, f"t{number % 7}", say=str(number))
    assert other.wait(60) == 0
    assert journal.read(lambda reader: reader.head()) == 120
    assert verify(journal) == []


def test_listeners_hear_of_every_event_once_in_order(journal, say, wait_until):
    say(journal, "t0", say="before")
    heard = []
    stop = journal.on_commit(heard.extend)
    other = start_other(journal, 20)
    for number in range(20):
        say(journal, "t1", say=str(number), about="doc")
    assert other.wait(60) == 0
    wait_until(lambda: len(heard) == 40)
    assert [poke.seq for poke in heard] == list(range(2, 42))
    assert {(p.project, p.entity_kind, p.entity, p.subject, p.kind) for p in heard} == {
        ("demo", "thread", "t1", "doc", "comment.added"),
        ("demo", "note", "n1", None, "note.added"),
    }
    stop()
    say(journal, "t1", say="unheard")
    assert len(heard) == 40


def test_a_file_made_by_another_program_is_noticed(journal, wait_until):
    heard = []
    journal.on_commit(heard.extend)
    assert start_other(journal, 1).wait(60) == 0
    wait_until(lambda: [poke.seq for poke in heard] == [1])


def test_a_listener_that_fails_keeps_nothing_from_others(journal, say, wait_until):
    heard = []
    journal.on_commit(lambda pokes: 1 / 0)
    journal.on_commit(heard.extend)
    say(journal, "t1", say="x")
    wait_until(lambda: len(heard) == 1)
    assert say(journal, "t1", say="y").seq == 2


def test_after_a_backup_is_put_back_listeners_hear_new_events(journal, say, make, tmp_path, wait_until):
    other = make(tmp_path / "other" / "journal.db")
    say(other, "t1", say="old")
    other.close()
    for number in range(5):
        say(journal, "t1", say=str(number))
    heard = []
    journal.on_commit(heard.extend)
    for path in journal.path.parent.glob("journal.db-*"):
        path.unlink()
    other.path.replace(journal.path)

    def is_heard() -> bool:
        # What is written before the watch has seen the other file is taken for part of it: then the next is heard.
        assert start_other(journal, 1).wait(60) == 0
        time.sleep(2 * watch.PAUSE)
        return any(poke.kind == "note.added" for poke in heard)

    wait_until(is_heard)

"""Runs that die, disks that fill and damage: nothing is lost, nothing erased stays, and the next sync heals."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from jupyter_mlcollab.core.errors import CollabError, Unavailable
from jupyter_mlcollab.git.postbox import Postbox
from jupyter_mlcollab.journal.check import verify
from jupyter_mlcollab.journal.lock import exclusive
from jupyter_mlcollab.sync import compose, composing
from tests.ui.stage.disk import small_disk

from .conftest import Computer, git


def postbox(computer: Computer) -> Path:
    return computer.journal.path.parent / "exchange.git"


def held(computer: Computer) -> bytes:
    """Everything that lies in a computer's postbox, reachable or not."""
    command = ["git", "cat-file", "--batch", "--batch-all-objects", "--unordered"]
    return subprocess.run(command, cwd=postbox(computer), capture_output=True, check=True).stdout


def test_what_a_killed_git_leaves_does_not_stand_in_the_way(team, ana, bo):
    ana.open_thread("Before")
    ana.sync()
    box = postbox(ana)
    (shared,) = (box / "refs" / "shared").iterdir()
    left = [shared.with_name(f"{shared.name}.lock"), box / "packed-refs.lock", box / "objects" / "pack" / "tmp_pack_x"]
    left.append(box / "writing" / "0")
    for file in left:
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"half")
    thread = ana.open_thread("After")
    ana.sync()
    bo.sync()
    assert thread in bo.threads()
    assert not any(file.exists() for file in left)


@pytest.mark.parametrize("parts", [("HEAD",), ("HEAD", "objects"), ()])
def test_a_repository_that_was_half_made_is_made_anew(ana, parts):
    box = postbox(ana)
    box.mkdir(parents=True)
    for part in parts:
        (box / part).write_text("ref: refs/heads/main\n")
    box.with_name("exchange.git.new").mkdir()
    ana.open_thread("First")
    assert ana.sync().shared == 1
    assert not box.with_name("exchange.git.new").exists()


def test_contents_on_their_way_lie_nowhere_else(ana, monkeypatch, tmp_path):
    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    run, seen = Postbox._run, []

    def look(self, *arguments, **options):
        if "hash-object" in arguments:
            seen.append(list(elsewhere.iterdir()))
        return run(self, *arguments, **options)

    monkeypatch.setattr(Postbox, "_run", look)
    ana.open_thread("On its way")
    ana.sync()
    assert seen
    assert not any(seen)


def test_only_fetching_leaves_no_erased_text_behind_either(ana, bo):
    # As somebody may have it in the configuration of their account.
    git(ana.folder, "config", "--global", "core.logAllRefUpdates", "always")
    thread = ana.open_thread("secret-0817")
    ana.sync()
    bo.sync(fetch_only=True)
    assert b"secret-0817" in held(bo)
    ana.delete(thread, thread, erase=True)
    ana.sync()
    bo.sync(fetch_only=True)
    assert b"secret-0817" not in held(ana)
    assert b"secret-0817" not in held(bo)


def test_dying_before_erased_texts_are_thrown_away_leaves_that_to_the_next(ana, bo, monkeypatch):
    def die(self):
        raise Unavailable("The power is gone.")

    thread = ana.open_thread("secret-0818")
    ana.sync()
    bo.sync()
    ana.delete(thread, thread, erase=True)
    for computer in (ana, bo):
        with monkeypatch.context() as dying:
            dying.setattr(Postbox, "tidy", die)
            with pytest.raises(Unavailable):
                computer.sync()
        computer.crash()
        assert b"secret-0818" in held(computer)
        computer.sync()
        assert b"secret-0818" not in held(computer)


def test_what_is_erased_while_a_commit_is_put_together_is_in_no_past(team, ana, monkeypatch):
    thread = ana.open_thread("secret-0819")
    ana.sync()
    plain = composing.erased_events

    def erase_right_after(reader):
        found = plain(reader)
        if ana.bodies(thread) != [None]:
            ana.delete(thread, thread, erase=True)
        return found

    monkeypatch.setattr(composing, "erased_events", erase_right_after)
    ana.sync()
    ana.sync()
    assert b"secret-0819" not in team.reachable()


def test_a_forgotten_person_is_in_no_past_and_not_kept_here(team, ana):
    ana.open_thread("Hello")
    ana.sync()
    assert b"displayName" in held(ana)
    ana.journal.write(lambda journal: journal.forget_person("~ana")).result(20)
    ana.sync()
    assert b"displayName" not in team.reachable()
    assert b"displayName" not in held(ana)


@pytest.mark.parametrize("who", ["ana", "bo"])
def test_a_damaged_repository_is_made_anew(team, ana, bo, who):
    first = ana.open_thread("First")
    bo.open_thread("Also first")
    for computer in (ana, bo, ana):
        computer.sync()
    for folder in (postbox(ana if who == "ana" else bo) / "objects").glob("*"):
        for file in folder.iterdir():
            file.chmod(0o644)
            file.write_bytes(b"")
    second = ana.open_thread("Second")
    for computer in (ana, bo, ana, bo, ana):
        try:
            computer.sync()
        except CollabError as failure:
            assert failure.message
    assert ana.sync().problems == bo.sync().problems == []
    assert {first, second} <= set(bo.threads())
    assert ana.folds() == bo.folds()
    assert len(team.refs()) == 2


@pytest.mark.parametrize("kilobytes", [0, 16, 48, 96, 192])
def test_a_disk_that_fills_in_the_middle(team, bo, tmp_path, kilobytes):
    with small_disk(tmp_path / "disk", 8) as disk:
        git(tmp_path, "clone", "-q", "remote.git", str(disk.folder / "cem"))
        cem = team.add(disk.folder / "cem", "Cem")
        threads = [cem.open_thread("x" * 3000) for _ in range(40)]
        theirs = bo.open_thread("From Bo")
        bo.sync()
        room = disk.folder / "room"
        room.write_bytes(b"x" * 1024 * kilobytes)
        disk.fill()
        room.unlink()
        try:
            cem.sync()
        except Unavailable as failure:
            assert "disk" in failure.message
        disk.make_room()
        cem.sync()
        bo.sync()
        assert set(cem.threads()) == set(bo.threads()) == {*threads, theirs}
        assert verify(cem.journal) == []
        assert len(team.refs()) == 2
        cem.close()


def test_another_sync_that_runs_on_is_named(ana, monkeypatch):
    ana.open_thread("Waits")
    monkeypatch.setattr(compose, "LOCK_S", 0.1)
    with exclusive(ana.journal.path.parent / compose.LOCK), pytest.raises(Unavailable, match="Another sync"):
        ana.sync()

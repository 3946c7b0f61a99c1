"""A remote that means harm: names that git takes for others, and more than a disk should take."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from jupyter_mlcollab.core.errors import Blocked
from jupyter_mlcollab.git import postbox
from jupyter_mlcollab.git.postbox import Postbox
from jupyter_mlcollab.sync.compose import forget

from .conftest import Computer, Team, git

MEGABYTE = 1024 * 1024


def in_store(computer: Computer) -> int:
    """Bytes that git keeps for sharing there."""
    store = computer.journal.path.parent / "exchange.git"
    return sum(file.stat().st_size for file in store.rglob("*") if file.is_file())


@pytest.mark.parametrize("above", ["refs/heads", "refs/tags", "refs/elsewhere"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_ref_that_ends_in_the_name_of_ours_does_not_stand_in_its_way(team, ana, bo, above, is_first):
    known = ana.open_thread("Before")
    ana.sync()
    (name,) = team.refs()
    if is_first:
        git(team.remote, "update-ref", "-d", f"refs/mlcollab/{name}")
    shadow = f"{above}/refs/mlcollab/{name}"
    git(team.remote, "update-ref", shadow, "refs/heads/main")
    before = git(team.remote, "rev-parse", shadow)
    new = ana.open_thread("After")
    ana.sync()
    bo.sync()
    assert set(bo.threads()) == {known, new}
    assert git(team.remote, "rev-parse", shadow) == before
    with pytest.raises(Blocked, match=f"git push origin --delete {shadow}"):
        forget(ana.desk.work, None)
    git(team.remote, "update-ref", "-d", shadow)
    assert forget(ana.desk.work, None).removed


def huge(team: Team, replica: str, size: int) -> None:
    """A replica at the remote whose commit holds a file that does not pack."""
    blob = git(team.remote, "hash-object", "-w", "--stdin", stdin=os.urandom(size))
    tree = git(team.remote, "mktree", stdin=f"100644 blob {blob}\tmanifest.json\n".encode())
    commit = git(team.remote, "-c", "user.name=M", "-c", "user.email=m@example.org", "commit-tree", "-m", "M", tree)
    git(team.remote, "update-ref", f"refs/mlcollab/{replica}", commit)


def test_more_than_may_come_is_left_out_and_leaves_nothing_on_the_disk(team, ana, bo, monkeypatch):
    thread = bo.open_thread("From Bo")
    bo.sync()
    replica = "01a20000-0000-7000-8000-000000000001"
    huge(team, replica, 60 * MEGABYTE)
    monkeypatch.setattr(postbox, "FETCH_BYTES", 2 * MEGABYTE)
    (problem,) = ana.sync(fetch_only=True).problems
    assert "left out whole. It is over the limit of 2 MB for one fetch." in problem
    assert ana.threads() == [thread]
    assert in_store(ana) < MEGABYTE
    tried = []
    fetch = Postbox.fetch
    monkeypatch.setattr(Postbox, "fetch", lambda self, *given: tried.append(given) or fetch(self, *given))
    assert ana.sync(fetch_only=True).problems == [problem]
    assert tried == []
    huge(team, replica, 100)
    (problem,) = ana.sync(fetch_only=True).problems
    assert "manifest cannot be read" in problem


def test_no_more_than_half_of_what_is_free_is_filled(team, ana, monkeypatch):
    huge(team, "01a20000-0000-7000-8000-000000000001", 60 * MEGABYTE)
    monkeypatch.setattr(postbox.shutil, "disk_usage", lambda _: _Usage)
    (problem,) = ana.sync(fetch_only=True).problems
    assert "over the limit of 3 MB" in problem


class _Usage:
    free = 6 * MEGABYTE


def test_what_git_keeps_is_put_together_now_and_then(team, ana, monkeypatch):
    monkeypatch.setattr(postbox, "MOST_LOOSE", 0)
    monkeypatch.setattr(postbox, "MOST_PACKS", 2)
    thread = ana.open_thread("Long")
    other = team.computer("Bo")
    store = Path(ana.journal.path.parent / "exchange.git" / "objects")
    for number in range(6):
        ana.reply(thread, f"Reply {number}")
        other.open_thread(f"From Bo {number}")
        other.sync()
        ana.sync()
        assert len(list(store.glob("pack/*.pack"))) <= 3
        assert len(list(store.glob("17/*"))) <= 1
    other.sync()
    assert ana.folds() == other.folds()

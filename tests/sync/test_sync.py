"""Two laptops and a remote: one conversation, whatever happens on the way."""

from __future__ import annotations

import subprocess
import sys

import pytest

from jupyter_mlcollab.comments.inbox import inbox
from jupyter_mlcollab.comments.threads import show
from jupyter_mlcollab.core.errors import Blocked, NotFound, Unavailable
from jupyter_mlcollab.doctor.project import examine_project
from jupyter_mlcollab.git.postbox import Postbox
from jupyter_mlcollab.journal.check import verify
from jupyter_mlcollab.rooms import FOLDS
from jupyter_mlcollab.sync.compose import forget, sync
from jupyter_mlcollab.sync.erasure import unconfirmed
from jupyter_mlcollab.sync.schema import Sync

from .conftest import git


def test_two_computers_and_a_third_see_one_conversation(team, ana, bo):
    thread = ana.open_thread("Leaks the target?")
    assert ana.sync().shared == 1
    came = bo.sync()
    assert [(one.person, one.events) for one in came.arrived] == [("Ana", 1)]
    bo.reply(thread, "It does, fixed.")
    bo.resolve(thread)
    bo.sync()
    assert [(one.person, one.events) for one in ana.sync().arrived] == [("Bo", 2)]
    assert ana.bodies(thread) == ["Leaks the target?", "It does, fixed."]
    assert ana.thread(thread).status == "resolved"
    third = team.computer("Cem")
    third.sync(fetch_only=True)
    assert third.folds() == ana.folds() == bo.folds()
    assert len(team.refs()) == 2
    assert verify(ana.journal) == verify(bo.journal) == verify(third.journal) == []


def test_two_edits_of_one_comment_keep_both_texts_until_its_author_writes_one(team, ana, bo):
    """One person with two laptops: nobody else may edit a comment."""
    thread = ana.open_thread("Draft")
    ana.sync()
    second = team.computer("Ana")
    second.sync()
    ana.edit(thread, thread, "From the first laptop")
    second.edit(thread, thread, "From the second laptop")
    for computer in (ana, second, ana, bo):
        computer.sync()
    for computer in (ana, second, bo):
        (comment,) = computer.desk.work.read(lambda work: show(work, thread)).comments
        assert {comment.body, *comment.other_texts} == {"From the first laptop", "From the second laptop"}
    assert ana.folds() == second.folds() == bo.folds()
    second.edit(thread, thread, "From both")
    second.sync()
    ana.sync()
    (comment,) = ana.desk.work.read(lambda work: show(work, thread)).comments
    assert (comment.body, comment.other_texts) == ("From both", [])


def test_a_resolve_and_a_reply_at_the_same_time_both_stay(ana, bo):
    thread = ana.open_thread("Why?")
    ana.sync()
    bo.sync()
    ana.resolve(thread)
    bo.reply(thread, "Because.")
    for computer in (ana, bo, ana):
        computer.sync()
    assert ana.thread(thread).status == "resolved"
    assert ana.bodies(thread) == bo.bodies(thread) == ["Why?", "Because."]
    assert ana.folds() == bo.folds()


def test_ten_new_events_do_not_send_the_others_again(team, ana):
    thread = ana.open_thread("Long")
    for number in range(300):
        ana.reply(thread, f"Reply {number}")
    ana.sync()
    (before,) = team.refs().values()
    for number in range(10):
        ana.reply(thread, f"More {number}")
    ana.sync()
    (after,) = team.refs().values()
    wanted = f"{after}\n^{before}\n".encode()
    pack = subprocess.run(
        ["git", "pack-objects", "--thin", "--revs", "--stdout", "-q"],
        cwd=team.remote, input=wanted, capture_output=True, check=True,
    )  # fmt: skip
    assert len(pack.stdout) < 20 * 1024


def test_what_came_through_git_proves_nothing(ana, bo):
    thread = ana.open_thread("Mine")
    ana.sync()
    bo.sync()
    (event,) = bo.journal.read(lambda reader: reader.events("thread", thread))
    assert (event.actor, event.role, event.verified) == ("~ana", "unknown", False)
    assert event.origin == f"git:{ana.state().replica}"
    (comment,) = bo.desk.work.read(lambda work: show(work, thread)).comments
    assert (comment.via_git, comment.author.verified) == (True, False)
    (mine,) = ana.desk.work.read(lambda work: show(work, thread)).comments
    assert not mine.via_git


def test_the_inbox_says_what_came_through_git(ana, bo):
    thread = ana.open_thread("Leaks?")
    ana.sync()
    bo.sync()
    bo.reply(thread, "It does.")
    bo.sync()
    ana.sync()
    (item,) = ana.desk.work.read(inbox).items
    assert (item.reason, item.excerpt, item.via_git, item.signed_by) == ("reply", "It does.", True, None)


def test_nothing_leaves_before_somebody_said_yes(team, ana):
    ana.open_thread("Not yet")
    with pytest.raises(Blocked, match="Nobody has said yet"):
        ana.sync(agreed=False)
    assert team.refs() == {}
    ana.sync()
    ana.open_thread("Now by itself")
    assert ana.sync(agreed=False).shared == 1


def test_a_second_sync_sends_nothing(team, ana, bo):
    ana.open_thread("Once")
    ana.sync()
    bo.sync()
    before = team.refs()
    assert (ana.sync().shared, bo.sync().arrived) == (0, [])
    assert team.refs() == before


def test_the_state_counts_what_is_only_here(ana):
    ana.open_thread("One")
    state = ana.state()
    assert (state.agreed, state.leaving.threads, state.leaving.events, state.leaving.people) == (False, 1, 1, ["Ana"])
    ana.sync()
    thread = ana.open_thread("Two")
    ana.reply(thread, "Three")
    assert (ana.state().leaving.threads, ana.state().leaving.events) == (1, 2)


def test_drafts_and_marks_never_leave(team, ana):
    thread = ana.open_thread("Public")
    ana.keep_private("canary-draft-4711")
    ana.reply(thread, "Public too")
    ana.sync()
    everything = team.all_objects()
    assert b"Public too" in everything
    assert b"canary" not in everything
    assert b"read:" not in everything


def test_the_work_tree_the_index_and_the_refs_stay_as_they_were(ana, bo):
    (ana.folder / "staged.py").write_text("x = 1\n")
    git(ana.folder, "add", "staged.py")
    (ana.folder / "train.ipynb").write_text("{}")

    def seen():
        index = (ana.folder / ".git" / "index").read_bytes()
        return git(ana.folder, "status", "--porcelain"), git(ana.folder, "for-each-ref"), index

    before = seen()
    bo.open_thread("From Bo")
    bo.sync()
    ana.open_thread("From Ana")
    ana.sync()
    assert seen() == before
    assert not (ana.folder / ".git" / "FETCH_HEAD").exists()


def test_an_erased_text_is_gone_everywhere_once_all_have_synced(team, ana, bo):
    thread = ana.open_thread("secret-0815")
    bo_thread = bo.open_thread("secret-0816")
    for computer in (ana, bo, ana):
        computer.sync()
    assert b"secret-0815" in team.reachable()
    ana.delete(thread, thread, erase=True)
    ana.delete(bo_thread, bo_thread, erase=True)
    ana.sync()
    assert bo.sync().erased == 2
    everything = team.reachable()
    assert b"secret-0815" not in everything
    assert b"secret-0816" not in everything
    assert bo.bodies(bo_thread) == bo.bodies(thread) == [None]
    assert ana.folds() == bo.folds()
    assert b"secret" not in (bo.journal.path.read_bytes())


def test_the_doctor_says_who_has_not_confirmed_an_erasure(ana, bo):
    thread = ana.open_thread("To be erased")
    bo.open_thread("So that Bo shares")
    for computer in (ana, bo, ana):
        computer.sync()
    assert unconfirmed(ana.journal, ana.desk.project.place) == []
    ana.delete(thread, thread, erase=True)
    ana.sync()

    def warnings():
        found = examine_project(ana.folder, FOLDS, None)
        return [finding.sentence for finding in found if finding.about == "sharing"]

    (sentence,) = warnings()
    assert "(~bo)" in sentence
    bo.sync()
    assert len(warnings()) == 1
    ana.sync()
    assert warnings() == []


def test_a_copied_journal_gets_a_name_of_its_own_and_nothing_is_lost(team, ana, bo):
    shared = ana.open_thread("Before the copy")
    ana.sync()
    copy = team.copy(ana)
    first, second = ana.open_thread("On the first"), copy.open_thread("On the second")
    copy.sync()
    told = ana.sync()
    assert "copy" in told.notes[0]
    assert ana.state().replica != copy.state().replica
    copy.sync()
    bo.sync()
    assert set(bo.threads()) == {shared, first, second}
    assert ana.folds() == bo.folds() == copy.folds()
    assert len(bo.events()) == len(set(bo.events())) == len(ana.events())


def test_a_journal_from_an_older_backup_takes_back_what_it_had_shared(ana, bo):
    ana.open_thread("Old")
    ana.sync()
    path = ana.journal.path
    ana.close()
    backup = path.read_bytes()
    ana.crash()
    newer = ana.open_thread("Newer")
    ana.sync()
    ana.close()
    path.write_bytes(backup)
    for name in ("-wal", "-shm"):
        path.with_name(path.name + name).unlink(missing_ok=True)
    ana.crash()
    assert newer not in ana.threads()
    ana.sync()
    bo.sync()
    assert newer in ana.threads()
    assert ana.folds() == bo.folds()


def test_interrupted_after_the_push_the_next_sync_goes_on(team, ana, monkeypatch):
    ana.open_thread("Sent")
    ana.sync()
    push = Postbox.push

    def push_and_fail(self, *arguments):
        push(self, *arguments)
        raise Unavailable("The power is gone.")

    monkeypatch.setattr(Postbox, "push", push_and_fail)
    ana.open_thread("Sent, but nobody heard")
    with pytest.raises(Unavailable):
        ana.sync()
    monkeypatch.undo()
    ana.crash()
    told = ana.sync()
    assert (told.notes, len(team.refs())) == ([], 1)
    assert ana.state().leaving.events == 0


def test_only_changed_segments_are_written_and_read(ana, bo, monkeypatch):
    thread = ana.open_thread("First")
    for number in range(600):
        ana.reply(thread, f"Reply {number}")
    ana.sync()
    bo.sync()
    ana.reply(thread, "Last")
    ana.sync()
    read, plain = [], Postbox.read
    monkeypatch.setattr(Postbox, "read", lambda self, found, limit: read.append(found) or plain(self, found, limit))
    bo.sync(fetch_only=True)
    # Two manifests, one segment, and the two files beside, twice each.
    assert len(read) <= 7
    assert bo.bodies(thread)[-1] == "Last"
    assert ana.folds() == bo.folds()


def test_forgetting_takes_the_ref_away_and_leaves_what_others_have(team, ana, bo):
    thread = ana.open_thread("For a while")
    ana.sync()
    bo.sync()
    assert forget(ana.desk.work, None).removed
    assert team.refs().keys() == set()
    assert not forget(ana.desk.work, None).removed
    with pytest.raises(Blocked):
        ana.sync(agreed=False)
    bo.sync()
    assert thread in bo.threads()


def test_a_ref_that_somebody_removed_comes_back(team, ana):
    ana.open_thread("Here")
    ana.sync()
    (name,) = team.refs()
    git(team.remote, "update-ref", "-d", f"refs/mlcollab/{name}")
    ana.sync()
    assert list(team.refs()) == [name]


def test_a_shallow_clone_is_asked_once_and_then_belongs_to_the_team(team, ana):
    thread = ana.open_thread("Deep")
    ana.sync()
    (ana.folder / "more.txt").write_text("more")
    git(ana.folder, "add", "-A")
    git(ana.folder, "commit", "-q", "-m", "Second")
    git(ana.folder, "push", "-q", "origin", "HEAD:refs/heads/main")
    shallow = team.computer("Cem", "--depth", "1")
    with pytest.raises(Blocked, match="shallow"):
        shallow.sync(same_project=False, fetch_only=True)
    shallow.sync(fetch_only=True)
    assert shallow.threads() == [thread]
    shallow.reply(thread, "From the shallow one")
    shallow.sync()
    ana.sync()
    assert ana.bodies(thread) == ["Deep", "From the shallow one"]


def test_branches_stand_in_where_a_host_takes_no_other_refs(team, ana, bo):
    for computer in (ana, bo):
        (computer.folder / "mlcollab.toml").write_text('[sync]\nbranch = "mlcollab"\n')
        computer.crash()
    thread = ana.open_thread("On a branch")
    ana.sync()
    bo.sync()
    assert bo.threads() == [thread]
    assert "refs/heads/mlcollab/" in git(team.remote, "for-each-ref")


def test_a_remote_that_refuses_says_so_and_nothing_is_lost(team, ana):
    hook = team.remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho 'not here'; exit 1\n")
    hook.chmod(0o755)
    ana.open_thread("Refused")
    with pytest.raises(Unavailable, match="does not take comments"):
        ana.sync()
    assert ana.state().leaving.events == 1
    hook.unlink()
    assert ana.sync().shared == 1


def test_a_remote_that_is_gone_is_named(team, ana):
    ana.open_thread("Alone")
    team.remote.rename(team.folder / "elsewhere.git")
    with pytest.raises(Unavailable, match="There is no repository at origin"):
        ana.sync()


def test_other_protocols_are_refused(ana):
    git(ana.folder, "config", "remote.origin.url", "ext::touch PWN")
    with pytest.raises(Unavailable, match="do not travel"):
        ana.sync()
    assert not (ana.folder / "PWN").exists()


@pytest.mark.parametrize("password", ["hunter2", "p@hunter2"])
def test_a_password_in_the_address_is_not_shown(ana, password):
    git(ana.folder, "config", "remote.origin.url", f"https://ana:{password}@127.0.0.1:1/x.git")
    assert ana.state().address == "https://127.0.0.1:1/x.git"
    with pytest.raises(Unavailable) as failed:
        ana.sync()
    assert "hunter2" not in failed.value.message


def test_a_route_takes_only_remotes_that_git_knows(team, ana):
    with pytest.raises(NotFound, match="There is no remote"):
        sync(ana.desk.work, Sync(remote=str(team.remote), agreed=True))


def test_two_servers_of_one_clone_take_turns(team, ana):
    ana.open_thread("One")
    script = (
        "import sys; from pathlib import Path\n"
        "from jupyter_mlcollab.cli import main\n"
        "sys.exit(main(['sync', '--yes', '--project', sys.argv[1]]))"
    )
    running = [subprocess.Popen([sys.executable, "-c", script, str(ana.folder)]) for _ in range(2)]
    assert [process.wait(120) for process in running] == [0, 0]
    assert len(team.refs()) == 1


def test_ci_reads_and_sends_nothing(team, ana, bo, capsys):
    from jupyter_mlcollab.cli import main

    ana.open_thread("Blocking?")
    ana.sync()
    before = team.refs()
    assert main(["sync", "--fetch", "--project", str(bo.folder)]) == 0
    assert main(["threads", "--json", "--project", str(bo.folder)]) == 0
    assert "Blocking?" in capsys.readouterr().out
    assert team.refs() == before

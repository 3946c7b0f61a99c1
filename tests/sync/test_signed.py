"""Whose signature stands for what came: as much as git says, and no more."""

from __future__ import annotations

import json
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jupyter_mlcollab.comments.looks import answer_look, ask_for_look, looks
from jupyter_mlcollab.comments.schema import Look, LookAnswer, NewLook
from jupyter_mlcollab.comments.threads import show
from jupyter_mlcollab.core.errors import Unavailable
from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.journal.exchange import export, import_lines
from jupyter_mlcollab.journal.signers import signers

from .conftest import Computer, Team, git

STAND_IN = Path(__file__).with_name("stand_in_for_gpg.py")
ANA = "A1B2C3D4E5F60718"
NAME = "Ana López <ana@example.org>"
BO, BO_NAME = "B0B0B0B0B0B0B0B0", "Bo <bo@example.org>"


def knows(computer: Computer, **keys: list[str]) -> None:
    """Sets up git's program for signatures, and what is known of keys there."""
    (computer.folder / ".git" / "known.json").write_text(json.dumps(keys))
    program = computer.folder / ".git" / "gpg"
    known = computer.folder / ".git" / "known.json"
    program.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, str(STAND_IN), str(known)])} "$@"\n')
    program.chmod(0o755)
    git(computer.folder, "config", "gpg.program", str(program))


def signs(computer: Computer, key: str = ANA) -> None:
    knows(computer, **{key: ["GOODSIG", NAME]})
    git(computer.folder, "config", "commit.gpgsign", "true")
    git(computer.folder, "config", "user.signingKey", key)


def comment(computer: Computer, thread: str, number: int = 0):
    return computer.desk.work.read(lambda work: show(work, thread)).comments[number]


def test_a_good_signature_says_who_stands_for_it_and_verifies_nobody(ana, bo):
    signs(ana)
    thread = ana.open_thread("Signed")
    ana.sync()
    knows(bo, **{ANA: ["GOODSIG", NAME]})
    bo.sync()
    shown = comment(bo, thread)
    assert (shown.via_git, shown.signed_by, shown.author.verified) == (True, NAME, False)
    assert comment(ana, thread).signed_by is None
    (replica,) = bo.state().replicas
    assert (replica.signature, replica.signer) == ("good", NAME)


def look(computer: Computer) -> Look:
    (shown,) = computer.desk.work.read(lambda work: looks(work, "train.ipynb")).looks
    return shown


def test_a_look_says_who_signed_the_request_and_who_each_answer(ana, bo):
    new = NewLook(id=new_id(), path="train.ipynb", people=["~bo", "~cem"], line="Is it fair?")
    ana.desk.work.write(lambda work: ask_for_look(work, new, []))
    signs(ana)
    ana.sync()
    knows(bo, **{ANA: ["GOODSIG", NAME]})
    bo.sync()
    asked = look(bo)
    assert (asked.via_git, asked.signed_by) == (True, NAME)
    untouched = (None, False, None)
    assert [(one.how, one.via_git, one.signed_by) for one in asked.answers] == [untouched] * 2

    bo.desk.work.write(lambda work: answer_look(work, new.id, LookAnswer(id=new_id())))
    assert [(one.how, one.via_git) for one in look(bo).answers] == [("fine", False), (None, False)]
    bo.sync()
    ana.sync()
    answered = look(ana)
    assert (answered.via_git, answered.signed_by) == (False, None)
    assert [(one.how, one.via_git, one.signed_by) for one in answered.answers] == [("fine", True, None), untouched]

    for computer in (ana, bo):
        knows(computer, **{ANA: ["GOODSIG", NAME], BO: ["GOODSIG", BO_NAME]})
    git(bo.folder, "config", "commit.gpgsign", "true")
    git(bo.folder, "config", "user.signingKey", BO)
    bo.sync()
    ana.sync()
    assert [(one.via_git, one.signed_by) for one in look(ana).answers] == [(True, BO_NAME), (False, None)]


def test_who_does_not_sign_is_signed_by_nobody(ana, bo):
    thread = ana.open_thread("Plain")
    ana.sync()
    knows(bo, **{ANA: ["GOODSIG", NAME]})
    bo.sync()
    assert comment(bo, thread).signed_by is None
    assert [one.signature for one in bo.state().replicas] == ["none"]


@pytest.mark.parametrize(("verdict", "shown"), [("ERRSIG", "unknown"), ("EXPKEYSIG", "expired")])
def test_a_key_that_git_does_not_vouch_for_says_nothing_until_it_does(ana, bo, verdict, shown):
    signs(ana)
    thread = ana.open_thread("Who?")
    ana.sync()
    knows(bo, **{ANA: [verdict, NAME]})
    told = bo.sync()
    assert (told.problems, comment(bo, thread).signed_by) == ([], None)
    assert [one.signature for one in bo.state().replicas] == [shown]
    if verdict == "ERRSIG":
        knows(bo, **{ANA: ["GOODSIG", NAME]})
        bo.sync()
        assert comment(bo, thread).signed_by == NAME


def test_a_program_for_signatures_that_is_not_there_is_no_bad_signature(ana, bo):
    signs(ana)
    thread = ana.open_thread("Who?")
    ana.sync()
    git(bo.folder, "config", "gpg.program", "/nonexistent/gpg")
    assert bo.sync().problems == []
    assert comment(bo, thread).signed_by is None


def test_a_bad_signature_is_said_and_its_replica_left_out_whole(team, ana, bo):
    signs(ana)
    ana.open_thread("Signed")
    ana.sync()
    ((name, commit),) = team.refs().items()
    forged = git(team.remote, "cat-file", "commit", commit).replace("Comments of", "Comments by") + "\n"
    written = git(team.remote, "hash-object", "-t", "commit", "-w", "--stdin", stdin=forged.encode())
    git(team.remote, "update-ref", f"refs/mlcollab/{name}", written)
    knows(bo, **{ANA: ["GOODSIG", NAME]})
    (problem,) = bo.sync().problems
    assert "left out whole. Its signature is not one of what it holds" in problem
    assert bo.threads() == []
    assert bo.state().replicas[0].problem


def test_what_comes_unsigned_after_a_signature_stays_unverified_and_is_told(ana, bo):
    signs(ana)
    thread = ana.open_thread("Signed")
    ana.sync()
    knows(bo, **{ANA: ["GOODSIG", NAME]})
    bo.sync()
    git(ana.folder, "config", "commit.gpgsign", "false")
    ana.reply(thread, "By somebody else?")
    ana.sync()
    (note,) = bo.sync().notes
    assert f"was signed by {NAME} before, and is not any more" in note
    assert [comment(bo, thread, number).signed_by for number in (0, 1)] == [NAME, None]
    assert bo.sync().notes == []


def test_whoever_begins_to_sign_signs_what_went_before(team, ana, bo):
    thread = ana.open_thread("Before")
    ana.sync()
    knows(bo, **{ANA: ["GOODSIG", NAME]})
    bo.sync()
    assert comment(bo, thread).signed_by is None
    signs(ana)
    ana.sync()
    bo.sync()
    assert comment(bo, thread).signed_by == NAME
    before = team.refs()
    ana.sync()
    assert team.refs() == before


def test_a_signature_stands_for_nothing_that_came_under_the_name_before(team, ana, bo):
    """A stranger wrote under her replica's name, then it was taken away and she shared again."""
    knows(bo, **{ANA: ["GOODSIG", NAME]})
    ana.open_thread("First")
    ana.sync()
    twin = team.copy(ana)
    forged = twin.open_thread("Not by Ana")
    twin.sync()
    bo.sync()
    (name,) = team.refs()
    git(team.remote, "update-ref", "-d", f"refs/mlcollab/{name}")
    bo.sync()
    signs(ana)
    mine = ana.open_thread("By Ana")
    ana.sync()
    bo.sync()
    assert list(team.refs()) == [name]
    assert (comment(bo, forged).signed_by, comment(bo, mine).signed_by) == (None, NAME)


def test_a_git_that_cannot_sign_sends_nothing_and_says_so(team, ana):
    git(ana.folder, "config", "commit.gpgsign", "true")
    git(ana.folder, "config", "gpg.program", "/nonexistent/gpg")
    ana.open_thread("Waits")
    with pytest.raises(Unavailable, match=r"set to sign your commits \(commit.gpgsign\), and could not: .*Nothing was"):
        ana.sync()
    assert team.refs() == {}
    assert ana.state().leaving.events == 1
    git(ana.folder, "config", "commit.gpgsign", "false")
    assert ana.sync().shared == 1


def test_a_file_cannot_bring_a_signature(team, ana, bo):
    signs(ana)
    thread = ana.open_thread("Signed")
    ana.sync()
    knows(bo, **{ANA: ["GOODSIG", NAME]})
    bo.sync()
    lines = list(export(bo.journal))
    cem = team.computer("Cem")
    knows(cem, **{ANA: ["GOODSIG", NAME]})
    import_lines(cem.journal, lines)
    cem.sync()
    assert comment(cem, thread).signed_by is None
    assert comment(bo, thread).signed_by == NAME


def test_what_one_signs_counts_at_home_as_it_does_elsewhere(ana):
    signs(ana)
    ana.open_thread("Mine")
    assert ana.journal.read(signers).of(None, 1) is None
    ana.sync()
    assert ana.journal.read(signers).of(None, 1) == NAME
    assert ana.journal.read(signers).of(None, ana.journal.read(lambda reader: reader.head()) + 1) is None


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="signs with ssh-keygen: see scripts/openssh.sh")
def test_signed_with_an_ssh_key(team: Team, tmp_path: Path, ana: Computer, bo: Computer) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    for name, value in (("gpg.format", "ssh"), ("commit.gpgsign", "true"), ("user.signingKey", str(key))):
        git(ana.folder, "config", name, value)
    thread = ana.open_thread("Signed")
    ana.sync()
    bo.sync()
    assert [one.signature for one in bo.state().replicas] == ["unknown"]
    allowed = tmp_path / "allowed"
    allowed.write_text(f"ana@example.org {key.with_suffix('.pub').read_text()}")
    git(bo.folder, "config", "gpg.ssh.allowedSignersFile", str(allowed))
    bo.sync()
    assert comment(bo, thread).signed_by == "ana@example.org"
    allowed.write_text("")
    ana.reply(thread, "Again")
    ana.sync()
    bo.sync()
    assert [comment(bo, thread, number).signed_by for number in (0, 1)] == ["ana@example.org", None]

"""People as they are stored, whatever wrote them, and a directory that keeps nobody waiting for git."""

from __future__ import annotations

import threading

import pytest

from jupyter_mlcollab.access import directory as directories
from jupyter_mlcollab.access.directory import Directory
from jupyter_mlcollab.access.person import stored_person, unverified
from jupyter_mlcollab.core.wire import encode

ANA = unverified("Ana López")


def test_a_stored_person_is_read_back():
    assert stored_person(ANA.username, encode(ANA)) == ANA


@pytest.mark.parametrize("body", [None, b"5", b"{}", b"{", b"\xff", encode(ANA).replace(b"~ana-lopez", b"mona")])
def test_a_body_that_is_not_that_persons_shows_them_by_their_key_alone_and_verified_by_nobody(body):
    shown = stored_person("bo", body)
    assert (shown.username, shown.display_name, shown.verified) == ("bo", "bo", False)


def test_fields_of_a_later_version_do_not_hide_a_name():
    assert stored_person(ANA.username, encode(ANA)[:-1] + b',"zodiac":"lion"}') == ANA


def test_nobody_waits_while_git_is_asked(tmp_path, monkeypatch):
    asked, answer = threading.Event(), threading.Event()

    def slow(folder):
        asked.set()
        assert answer.wait(10)
        return [unverified("Bo")]

    monkeypatch.setattr(directories, "_authors", slow)
    directory = Directory(tmp_path)
    asking = threading.Thread(target=directory.refresh)
    asking.start()
    assert asked.wait(10)
    others = threading.Thread(target=lambda: (directory.meet(ANA), directory.people([], {})), daemon=True)
    others.start()
    others.join(5)
    waited = others.is_alive()
    answer.set()
    asking.join(10)
    assert not waited
    assert {known.person.username for known in directory.people([], {})} == {"~ana-lopez", "~bo"}

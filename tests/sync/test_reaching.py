"""Ways to a remote that do not lead there: cut, stuck, behind a password, or with a git that is too old."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from jupyter_mlcollab.core.errors import Unavailable
from jupyter_mlcollab.git import postbox
from jupyter_mlcollab.sync import exchanging

from .conftest import Computer, Team, git


class Way:
    """A way to a folder over loopback, on which so many bytes from the remote come through."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.limit: int | None = None
        self.hangs = False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"git://127.0.0.1:{self.listener.getsockname()[1]}/remote.git"
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self.listener.accept()
                far = socket.create_connection(("127.0.0.1", self._port))
                threading.Thread(target=self._carry, args=(near, far, None), daemon=True).start()
                threading.Thread(target=self._carry, args=(far, near, self.limit), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket, left: int | None) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                passed = data if left is None else data[:left]
                target.sendall(passed)
                left = None if left is None else left - len(passed)
                if left == 0:
                    if self.hangs:
                        return
                    break
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def way(team: Team) -> Iterator[Way]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ("--reuseaddr", "--export-all", "--enable=receive-pack", f"--base-path={team.folder}")
    command = ["git", "daemon", *options, "--listen=127.0.0.1", f"--port={port}"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        for _ in range(100):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            if process.poll() is not None:
                pytest.skip("this git has no daemon")
            time.sleep(0.05)
        made = Way(port)
        with closing(made.listener):
            yield made
    finally:
        process.terminate()
        process.wait()


@pytest.mark.parametrize("limit", [1, 700, 1500, 4000])
def test_a_way_that_is_cut_loses_nothing_and_the_next_sync_heals(way, ana, bo, limit):
    theirs = [bo.open_thread(f"From Bo {os.urandom(2000).hex()}") for _ in range(5)]
    bo.sync()
    mine = ana.open_thread("From Ana")
    git(ana.folder, "config", "remote.origin.url", way.address)
    way.limit = limit
    with suppress(Unavailable):
        assert ana.sync().problems
    way.limit = None
    assert ana.sync().problems == []
    bo.sync()
    assert set(ana.threads()) == set(bo.threads()) == {mine, *theirs}
    assert ana.folds() == bo.folds()


def test_a_remote_that_is_cut_at_once_is_one_sentence_and_not_one_for_each_replica(way, ana):
    ana.open_thread("Mine")
    git(ana.folder, "config", "remote.origin.url", way.address)
    way.limit = 1
    with pytest.raises(Unavailable, match="origin cannot be reached now"):
        ana.sync(fetch_only=True)
    assert ana.state().fetched_at is None


@pytest.mark.parametrize("limit", [1, 900])
def test_a_remote_that_hangs_is_left_after_a_while(way, team, ana, monkeypatch, limit):
    for name in ("Bo", "Cem", "Dara"):
        other = team.computer(name)
        other.open_thread(f"From {name}")
        other.sync()
    ana.open_thread("Mine")
    git(ana.folder, "config", "remote.origin.url", way.address)
    for module in (postbox, exchanging):
        monkeypatch.setattr(module, "REMOTE_S", 2.0)
    way.limit, way.hangs = limit, True
    with pytest.raises(Unavailable, match="longer than 2 seconds"):
        ana.sync(fetch_only=True)
    way.limit = None
    monkeypatch.undo()
    assert len(ana.sync().arrived) == 3


@pytest.mark.parametrize("is_new", [True, False])
def test_a_git_that_is_too_old_is_named(ana, tmp_path, monkeypatch, is_new):
    ana.open_thread("Waits")
    if not is_new:
        ana.sync()
        ana.open_thread("Waits too")
    folder = tmp_path / "old"
    folder.mkdir()
    script = folder / "git"
    script.write_text(
        '#!/bin/sh\nfor given; do last=$given; done\n[ "$last" = version ] && echo git version 2.25.1 && exit\n'
        f'exec {shutil.which("git")} "$@"\n'
    )
    script.chmod(0o755)
    with monkeypatch.context() as old:
        old.setenv("PATH", str(folder), prepend=os.pathsep)
        with pytest.raises(Unavailable) as failed:
            ana.sync()
    assert failed.value.message == "To share comments, git 2.30 or newer is needed; here is git version 2.25.1."
    assert ana.sync().shared == 1


class _Closed(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(401)
        self.send_header("WWW-Authenticate", 'Basic realm="team"')
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def closed() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Closed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/remote.git"
    server.shutdown()
    server.server_close()


def test_nobody_is_asked_for_a_password(closed: str, ana: Computer, tmp_path: Path, monkeypatch) -> None:
    asked = tmp_path / "asked"
    ask = tmp_path / "ask"
    ask.write_text(f"#!/bin/sh\necho asked >> {asked}\necho secret\n")
    ask.chmod(0o755)
    for name in ("GIT_ASKPASS", "SSH_ASKPASS"):
        monkeypatch.setenv(name, str(ask))
    monkeypatch.setenv("DISPLAY", ":99")
    git(ana.folder, "config", "core.askPass", str(ask))
    git(ana.folder, "config", "remote.origin.url", closed)
    ana.open_thread("Closed")
    with pytest.raises(Unavailable) as failed:
        ana.sync()
    sentence = "origin wants a sign-in that git does not have here. Run git fetch origin in a terminal, then try again."
    assert failed.value.message == sentence
    assert not asked.exists()
    assert ana.state().leaving.events == 1


def test_without_a_name_it_is_the_remote_that_was_shared_with_last(team: Team, ana: Computer) -> None:
    git(team.folder, "init", "-q", "--bare", "other.git")
    git(ana.folder, "remote", "add", "other", str(team.folder / "other.git"))
    assert (ana.state().remote, ana.state().remotes) == ("origin", ["origin", "other"])
    ana.open_thread("Where to?")
    ana.sync(remote="other")
    assert ana.state().remote == "other"
    assert ana.sync(agreed=False).state.remote == "other"
    assert team.refs() == {}
    git(ana.folder, "remote", "remove", "other")
    assert (ana.state().remote, ana.state().agreed) == ("origin", False)


def test_where_none_of_several_is_meant_they_are_named(ana: Computer) -> None:
    git(ana.folder, "remote", "rename", "origin", "hub")
    git(ana.folder, "remote", "add", "team", "/nowhere")
    state = ana.state()
    assert (state.remote, state.remotes) == (None, ["hub", "team"])
    assert state.problem == "Say which remote is meant: hub, team."


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="gives a folder to another user")
@pytest.mark.parametrize("whose", ["clone", "remote"])
def test_a_repository_of_someone_else_is_named_with_what_to_run(team: Team, ana: Computer, bo: Computer, whose) -> None:
    thread = ana.open_thread("Waits")
    folder = ana.folder if whose == "clone" else team.remote
    for path in (folder, *folder.rglob("*")):
        os.chown(path, 12345, 12345)
    with pytest.raises(Unavailable) as failed:
        ana.sync()
    what = "this repository" if whose == "clone" else f"origin ({folder})"
    sentence, _, command = failed.value.message.partition("git config ")
    assert sentence.startswith(f"Git does not read {what}, because its folder belongs to another user. ")
    # What a remote says is no command to hand on.
    assert command == f"--global --add safe.directory {folder if whose == 'clone' else 'FOLDER'}"
    assert (ana.threads(), ana.state().leaving.events, ana.state().shared_at) == ([thread], 1, None)
    if whose == "clone":
        assert ana.state().problem == failed.value.message

    subprocess.run(["git", "config", *command.replace("FOLDER", str(folder)).split()], check=True)
    assert ana.sync().shared == 1
    bo.sync()
    assert bo.bodies(thread) == ["Waits"]

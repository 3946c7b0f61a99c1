"""Remotes over ssh and http, with git's own credentials, which nobody here is asked for and nothing here keeps."""

from __future__ import annotations

import base64
import os
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from jupyter_mlcollab.core.errors import Unavailable

from .conftest import Computer, Team, git

PASSWORD = "canary-0815"


@pytest.mark.parametrize("way", ["environment", "core.sshCommand"])
def test_over_ssh_in_the_way_that_git_is_set_up(team, ana, bo, tmp_path, monkeypatch, way):
    """What stands for ssh runs here what it is given to run there."""
    asked = tmp_path / "asked"
    ssh = tmp_path / "ssh"
    ssh.write_text(f'#!/bin/sh\nfor last; do :; done\necho "$@" >> {asked}\nexec sh -c "$last"\n')
    ssh.chmod(0o755)
    for computer in (ana, bo):
        git(computer.folder, "config", "remote.origin.url", f"ssh://ana@team.example{team.remote}")
        if way != "environment":
            git(computer.folder, "config", way, str(ssh))
    if way == "environment":
        monkeypatch.setenv("GIT_SSH_COMMAND", str(ssh))
    thread = ana.open_thread("Over ssh")
    assert ana.sync().shared == 1
    bo.sync()
    assert bo.threads() == [thread]
    assert ana.state().address == f"ssh://team.example{team.remote}"
    calls = asked.read_text()
    assert "ana@team.example git-upload-pack" in calls
    assert "ana@team.example git-receive-pack" in calls


class _Host(BaseHTTPRequestHandler):
    """A git host: git's own program for http, behind a password."""

    protocol_version = "HTTP/1.1"
    root: Path

    def do_GET(self) -> None:
        self._serve(b"")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers["Content-Length"])))

    def _serve(self, body: bytes) -> None:
        expected = "Basic " + base64.b64encode(f"ana:{PASSWORD}".encode()).decode()
        if self.headers.get("Authorization") != expected:
            self._answer(401, [("WWW-Authenticate", 'Basic realm="team"')], b"")
            return
        path, _, query = self.path.partition("?")
        environment = {
            **os.environ,
            "GIT_PROJECT_ROOT": str(self.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "REMOTE_USER": "ana",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }
        command = ["git", "http-backend"]
        done = subprocess.run(command, input=body, env=environment, capture_output=True, timeout=60, check=True)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        fields = [tuple(line.split(": ", 1)) for line in head.decode().split("\r\n")]
        status = next((value for name, value in fields if name == "Status"), "200 OK")
        self._answer(int(status[:3]), [(name, value) for name, value in fields if name != "Status"], content)

    def _answer(self, status: int, fields: list[tuple[str, str]], content: bytes) -> None:
        self.send_response(status)
        for name, value in fields:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serving(team: Team, certificate: Path | None = None) -> Iterator[str]:
    """The address of the team's repository at such a host; over https where it has a certificate."""
    folder = Path(git(team.folder, "--exec-path"))
    if not (folder / "git-http-backend").exists() or not (folder / "git-remote-http").exists():
        pytest.skip("this git has no http")
    git(team.remote, "config", "http.receivepack", "true")
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Host", (_Host,), {"root": team.folder}))
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http{'s' if certificate else ''}://127.0.0.1:{server.server_address[1]}/remote.git"
    server.shutdown()
    server.server_close()


@pytest.fixture
def host(team: Team) -> Iterator[str]:
    with serving(team) as address:
        yield address


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a certificate that nobody has vouched for."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl to make a certificate with")
    file, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    names = ("-subj", "/CN=team.example", "-addext", "subjectAltName=IP:127.0.0.1")
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        str(key),
        "-out",
        str(file),
        *names,
    ]
    subprocess.run(command, check=True, capture_output=True)
    file.write_bytes(key.read_bytes() + file.read_bytes())
    return file


def knows_password(*computers: Computer) -> None:
    """Git's credential helper has what the host asks for."""
    helper = computers[0].folder.parent / "helper"
    helper.write_text(f"#!/bin/sh\n[ \"$1\" = get ] && printf 'username=ana\\npassword={PASSWORD}\\n'\nexit 0\n")
    helper.chmod(0o755)
    for computer in computers:
        git(computer.folder, "config", "credential.helper", str(helper))


def test_over_https_with_a_certificate_that_git_is_set_to_trust(
    team: Team, certificate: Path, ana: Computer, bo: Computer
) -> None:
    with serving(team, certificate) as address:
        for computer in (ana, bo):
            git(computer.folder, "config", "remote.origin.url", address)
        knows_password(ana, bo)
        thread = ana.open_thread("Over https")
        with pytest.raises(Unavailable, match="origin shows a certificate that git does not trust here") as refused:
            ana.sync()
        assert "http.sslCAInfo" in refused.value.message
        assert team.refs() == {}
        for computer in (ana, bo):
            git(computer.folder, "config", "http.sslCAInfo", str(certificate))
        assert ana.sync().shared == 1
        bo.sync()
    assert bo.threads() == [thread]


def test_over_http_with_what_gits_credential_helper_knows(team: Team, host: str, ana: Computer, bo: Computer) -> None:
    for computer in (ana, bo):
        git(computer.folder, "config", "remote.origin.url", host)
    thread = ana.open_thread("Over http")
    with pytest.raises(Unavailable, match="wants a sign-in that git does not have here"):
        ana.sync()
    knows_password(ana, bo)
    assert ana.sync().shared == 1
    bo.sync()
    assert bo.threads() == [thread]
    kept = (file for file in ana.journal.path.parent.rglob("*") if file.is_file())
    assert not any(PASSWORD.encode() in file.read_bytes() for file in kept)

"""`jupyter mlcollab demo`, started for real."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from jupyter_mlcollab.cli import main

NO_PROXY = urllib.request.ProxyHandler({})


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [
        sys.executable,
        "-m",
        "jupyter_mlcollab",
        "demo",
        "--headless",
        "--json",
        "--folder",
        str(tmp_path / "d"),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    yield process
    if process.poll() is None:
        process.terminate()
        process.wait(30)


def asked(address: str, opener: urllib.request.OpenerDirector | None = None) -> Any:
    with (opener or urllib.request.build_opener(NO_PROXY)).open(address, timeout=20) as answer:
        return json.loads(answer.read())


def api(link: str, path: str) -> str:
    parts = urlsplit(link)
    token = parts.query.removeprefix("token=")
    return f"{parts.scheme}://{parts.netloc}/{path}{'&' if '?' in path else '?'}token={token}"


def test_two_people_sign_in_and_ctrl_c_ends_it(demo: subprocess.Popen[str]) -> None:
    assert demo.stdout is not None
    started = json.loads(demo.stdout.readline())
    assert urlsplit(started["you"]).path == urlsplit(started["teammate"]).path == "/lab/tree/churn/train.ipynb"

    assert asked(api(started["you"], "api/me"))["identity"]["display_name"] == "Ana López"
    assert asked(api(started["teammate"], "api/me"))["identity"]["username"] == "bo"
    with pytest.raises(urllib.error.HTTPError, match="403"):
        asked(api(started["you"] + "x", "api/me"))

    jar = urllib.request.build_opener(NO_PROXY, urllib.request.HTTPCookieProcessor(CookieJar()))
    jar.open(started["teammate"], timeout=20).close()
    without_token = api(started["teammate"], "api/me").partition("?")[0]
    assert asked(without_token, jar)["identity"]["username"] == "bo"

    project = asked(api(started["you"], "mlcollab/api/projects?path=churn/train.ipynb"))["id"]
    me = asked(api(started["you"], f"mlcollab/api/projects/{project}/me"))
    assert (me["role"], me["declared"], me["person"]["verified"]) == ("maintainer", True, True)
    inbox = asked(api(started["you"], f"mlcollab/api/projects/{project}/inbox"))
    assert {item["reason"] for item in inbox["items"]} >= {"mention", "look"}

    settings = Path(started["folder"]) / "server" / "config" / "jupyter_server_config.json"
    assert settings.stat().st_mode & 0o077 == 0

    demo.send_signal(signal.SIGINT)
    _, said = demo.communicate(timeout=40)
    assert demo.returncode == 0
    assert f"rm -rf {started['folder']}" in said
    with pytest.raises(ProcessLookupError):
        os.kill(started["pid"], 0)


def test_a_taken_port_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["demo", "--headless", "--folder", str(tmp_path), "--port", str(port)]) == 1
    assert f"Port {port} cannot be used" in capsys.readouterr().err


def test_a_failed_start_shows_the_servers_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "jupyterlab.py").write_text("raise SystemExit('the disk is on fire')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert main(["demo", "--headless", "--folder", str(tmp_path / "folder")]) == 1
    said = capsys.readouterr().err
    assert "JupyterLab did not start" in said
    assert "the disk is on fire" in said


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    assert main(["demo", "--headless", "--folder", str(tmp_path)]) == 1
    assert "is not empty" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.tex"]

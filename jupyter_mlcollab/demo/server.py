"""JupyterLab for the demo: a process of its own, with settings of its own, that only this computer can reach."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..core.errors import Unavailable
from ..core.people import Actor
from .people import PEOPLE, TEAMMATE, YOU
from .project import NOTEBOOK

ADDRESS = "127.0.0.1"
START_SECONDS = 120.0
STOP_SECONDS = 20.0
_LAST_LINES = 15
_OURS = ("JUPYTER", "JPY_")
"""How variables of the environment begin that would reach into the demo from a server around it."""


@dataclass(frozen=True)
class DemoServer:
    """A running JupyterLab. `teammate` has another host name than `you`, so that one browser keeps both signed in."""

    you: str
    teammate: str
    process: subprocess.Popen[bytes]

    @property
    def side_by_side(self) -> bool:
        """Whether both links work in one browser at a time."""
        return self.teammate.startswith("http://localhost:")


@contextmanager
def running(project: Path, folder: Path, port: int) -> Iterator[DemoServer]:
    """JupyterLab on `project`, with all it writes below `folder`; stopped at the end. Port 0 is any free one.

    Raises:
        Unavailable: the port is taken, or JupyterLab did not start; the sentence ends with its last words.
    """
    _refuse_taken(port)
    tokens = {secrets.token_urlsafe(24): actor for actor in (YOU, TEAMMATE)}
    _write_settings(project, folder, port, tokens)
    log = folder / "jupyterlab.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab"],
            cwd=folder, env=_environment(folder), stdin=subprocess.DEVNULL, stdout=output, stderr=output,
            start_new_session=True,
        )  # fmt: skip
    try:
        yield _answering(process, folder, list(tokens))
    except _DidNotStart:
        _stop(process)
        raise Unavailable(f"JupyterLab did not start. Its last words, from {log}:\n{_tail(log)}") from None
    finally:
        _stop(process)


class _DidNotStart(Exception):
    """The process ended, or the time was up."""


def _answering(process: subprocess.Popen[bytes], folder: Path, tokens: list[str]) -> DemoServer:
    """The server once it knows both people."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        port = _port(folder / "runtime" / f"jpserver-{process.pid}.json")
        if port is not None and _knows(f"http://{ADDRESS}:{port}/api/me?token={tokens[0]}"):
            links = [
                f"http://{host}:{port}/lab/tree/{quote(NOTEBOOK)}?token={token}"
                for host, token in zip((ADDRESS, _second_name(port)), tokens, strict=True)
            ]
            return DemoServer(links[0], links[1], process)
        time.sleep(0.1)
    raise _DidNotStart


def _port(file: Path) -> int | None:
    """The port in the file a server writes once it listens."""
    try:
        port: int = json.loads(file.read_bytes())["port"]
    except (OSError, ValueError):
        return None
    return port


def _knows(address: str) -> bool:
    # Whatever proxy the environment names, this computer is reached without one.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address, timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _second_name(port: int) -> str:
    """`localhost` where it leads to the same server; cookies tell the two names apart."""
    with contextlib.suppress(OSError):
        if any(info[4][0] == ADDRESS for info in socket.getaddrinfo("localhost", port, type=socket.SOCK_STREAM)):
            return "localhost"
    return ADDRESS


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        # As servers do: a port whose last connection has just ended counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except (OSError, OverflowError):
            raise Unavailable(
                f"Port {port} cannot be used on this computer. Name another one with --port, or none for any free one."
            ) from None


def _write_settings(project: Path, folder: Path, port: int, tokens: dict[str, Actor]) -> None:
    """What a server reads at its start. Only its owner may read the file: it holds the tokens."""
    config = folder / "config"
    for name in ("config", "runtime", "data", "workspaces", "settings"):
        (folder / name).mkdir(exist_ok=True)
    file = config / "jupyter_server_config.json"
    file.touch(mode=0o600)
    file.write_text(json.dumps(_server_settings(project, folder, port, tokens), indent=2), encoding="utf-8")
    notification = folder / "settings" / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
    notification.parent.mkdir(parents=True, exist_ok=True)
    notification.write_text('{"fetchNews": "false", "checkForUpdates": false}\n', encoding="utf-8")


def _server_settings(project: Path, folder: Path, port: int, tokens: dict[str, Actor]) -> dict[str, Any]:
    return {
        "ServerApp": {
            "ip": ADDRESS,
            "port": port,
            "port_retries": 0,
            "root_dir": str(project),
            "open_browser": False,
            "allow_root": hasattr(os, "geteuid") and os.geteuid() == 0,
            "identity_provider_class": "jupyter_mlcollab.demo.identity.TokenForEachPerson",
        },
        "TokenForEachPerson": {"people": {token: _user(actor) for token, actor in tokens.items()}},
        "MlcollabApp": {"roles": {a.person.username: a.role for a in PEOPLE}, "kept": "computer"},
        "LabApp": {
            "news_url": None,
            "check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
            "extension_manager": "readonly",
            "workspaces_dir": str(folder / "workspaces"),
            "user_settings_dir": str(folder / "settings"),
        },
    }


def _user(actor: Actor) -> dict[str, str | None]:
    person = actor.person
    return {
        "username": person.username,
        "name": person.display_name,
        "display_name": person.display_name,
        "initials": person.initials,
        "color": person.color,
    }


def _environment(folder: Path) -> dict[str, str]:
    from jupyter_core.paths import jupyter_data_dir

    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    # Where `pip install --user` puts extensions and kernels; the demo's own folder takes its place as the user's.
    path = os.pathsep.join(filter(None, (os.environ.get("JUPYTER_PATH"), jupyter_data_dir())))
    own = {f"JUPYTER_{name.upper()}_DIR": str(folder / name) for name in ("config", "runtime", "data")}
    return {**kept, **own, "JUPYTER_PATH": path}


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Asks the server to end, which ends its kernels; it and they are killed when that takes too long."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _tail(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(f"  {line}" for line in lines[-_LAST_LINES:])

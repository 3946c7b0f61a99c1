"""A real JupyterLab server in a process and folders of its own, with three people who each have a token."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest

from .waiting import until

ONE_WINDOWING = pytest.mark.parametrize("windowing", ["contentVisibility"], indirect=True, scope="session")
"""For journeys that look at no notebook, or at none with cells out of sight: how JupyterLab draws those makes no
difference to them."""

NAMES = {"ana": "Ana López", "bo": "Bo Lindqvist", "vera": "Vera Holm"}
ROLES = {"ana": "maintainer", "bo": "reviewer", "vera": "viewer"}
START_SECONDS = 90.0
STOP_SECONDS = 20.0

# A token per person: who shows "token-ana" is Ana.
_CONFIGURATION = """
from jupyter_server.auth import User
from jupyter_server.auth.identity import IdentityProvider

NAMES = {names!r}


class TokenPerPerson(IdentityProvider):
    async def get_user_token(self, handler):
        who = self.get_token(handler).removeprefix("token-")
        if who not in NAMES:
            return None
        name = NAMES[who]
        return User(who, name, name, "".join(word[0] for word in name.split()))


c = get_config()
{identity}
c.ServerApp.ip = "127.0.0.1"
c.ServerApp.port = {port}
c.ServerApp.port_retries = 0
c.ServerApp.open_browser = False
c.ServerApp.allow_root = True
c.ServerApp.root_dir = {root!r}
c.ServerApp.terminals_enabled = False
c.LabApp.expose_app_in_browser = True
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"
c.JupyterNotebookApp.expose_app_in_browser = True
# nbdime is installed for tests of the diff, and brings extensions of its own.
c.ServerApp.jpserver_extensions = {{"nbdime": {nbdime}}}
{more}
"""

_NAMES = "c.ServerApp.identity_provider_class = TokenPerPerson"
_ONE_TOKEN = 'c.IdentityProvider.token = "token-ana"'
_OURS = "c.MlcollabApp.roles = {roles!r}"
_WITHOUT_OURS = 'c.ServerApp.jpserver_extensions["jupyter_mlcollab"] = False'


def quiet_settings(windowing: str, theme: str = "JupyterLab Light") -> dict[str, dict[str, object]]:
    """Settings of JupyterLab under which nothing happens by itself."""
    return {
        "@jupyterlab/notebook-extension/tracker": {"windowingMode": windowing, "kernelShutdown": True},
        "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        "@jupyterlab/apputils-extension/themes": {"theme": theme, "adaptive-theme": False},
    }


class ServerEnded(UserWarning):
    """A server ended that nobody had stopped."""


@dataclass
class Lab:
    """One server. It keeps its address when it is started again, so that a page open in a browser finds it."""

    home: Path
    """Holds the server's own folders and its log."""
    root: Path
    """What the server shows."""
    windowing: str = "contentVisibility"
    theme: str = "JupyterLab Light"
    program: Sequence[str] = (sys.executable, "-m", "jupyterlab")
    page: str = "lab"
    """The interface: `lab`, or `notebooks`, where each page is one notebook in Notebook 7."""
    ours: bool = True
    """Whether our extension is on, in the server and in the browser."""
    names: bool = True
    """Whether people are known by name; without, one token serves all, as when somebody starts JupyterLab alone."""
    roles: dict[str, str] = field(default_factory=lambda: dict(ROLES))
    nbdime: bool = False
    """Whether nbdime's own extensions are on."""
    widgets: bool = False
    """Whether ipywidgets' own extension is on. It complains of notebooks that are closed before they have a kernel."""
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    base: str = "/"
    _guests: int = 0
    _process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> Path:
        return self.home / "server.log"

    @property
    def pid(self) -> int:
        assert self._process is not None, "the server was not started"
        return self._process.pid

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}{self.base}"

    def link(self, who: str, path: str = "") -> str:
        """The address that signs a person in and opens a notebook, or an empty JupyterLab. Everybody has a workspace of
        their own, else a page that is loaded again would open what somebody else had open."""
        if self.page != "lab":
            return f"{self.address}{self.page}/{quote(path)}?token=token-{who}"
        self._guests += 1
        tree = f"/tree/{quote(path)}" if path else ""
        return f"{self.address}lab/workspaces/{who}-{self._guests}{tree}?token=token-{who}&reset"

    def remembers(self, text: str) -> bool:
        """Whether the workspace that was written last holds `text`: JupyterLab writes down what is open a moment late.
        Older ones may hold it from journeys before."""
        return text in self._workspace()

    def brings_back(self, tab: str) -> bool:
        """Whether a reload opens the tab of that name, such as `editor:plan.md`: JupyterLab writes down where a tab
        stands later than what it shows, and opens none whose place it does not know."""
        try:
            layout = json.loads(self._workspace())["data"]["layout-restorer:data"]
        except (ValueError, KeyError):
            # It is just being written.
            return False
        return f'"{tab}"' in json.dumps(layout, ensure_ascii=False)

    def _workspace(self) -> str:
        written = sorted((self.home / "workspaces").iterdir(), key=lambda file: file.stat().st_mtime_ns)
        return written[-1].read_text(encoding="utf-8") if written else ""

    def start(self) -> Lab:
        """Starts the server, and returns when it answers."""
        self.root.mkdir(parents=True, exist_ok=True)
        self._write_folders()
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.program, cwd=self.root, env=self._environment(), stdout=log, stderr=log, stdin=subprocess.DEVNULL
            )
        until(self._answers, START_SECONDS, lambda: f"The server did not start:\n{self.last_lines()}")
        return self

    @property
    def is_there(self) -> bool:
        """Whether the server runs and takes connections."""
        if self._process is None or self._process.poll() is not None:
            return False
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=STOP_SECONDS).close()
        except ConnectionRefusedError:
            return False
        return True

    def revive(self) -> bool:
        """Starts the server again if nobody stopped it and it is gone, and says how it ended in a warning, which pytest
        prints last.

        Returns: whether it was gone.
        """
        if self._process is None or self.is_there:
            return False
        # One that runs and takes no connections leaves where it is in the log.
        self._process.send_signal(signal.SIGABRT)
        ended = self._process.wait(STOP_SECONDS)
        warnings.warn(f"A server ended by itself, with {ended}:\n{self.last_lines(200)}", ServerEnded, stacklevel=2)
        self._forget()
        self.start()
        return True

    def stop(self) -> None:
        """Asks the server to stop, as closing a terminal does, and waits for that."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Ends the server without a chance to tidy up."""
        self._end(signal.SIGKILL)

    def last_lines(self, count: int = 40) -> str:
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-count:])

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(STOP_SECONDS)
        self._forget()

    def _forget(self) -> None:
        self._process = None
        # The rest of the folder stays: it holds the secret by which cookies are known again.
        for file in (self.home / "runtime").glob("jpserver-*"):
            file.unlink()

    def _answers(self) -> bool:
        assert self._process is not None
        if self._process.poll() is not None:
            raise AssertionError(f"The server ended:\n{self.last_lines()}")
        if self.port == 0 and not self._learn_address():
            return False
        try:
            with urlopen(f"{self.address}api", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def _learn_address(self) -> bool:
        for file in (self.home / "runtime").glob("jpserver-*.json"):
            try:
                self.port = json.loads(file.read_text(encoding="utf-8"))["port"]
            except (ValueError, KeyError):
                return False
        return self.port != 0

    def _write_folders(self) -> None:
        for name in ("runtime", "data", "workspaces", "ipython", "config/labconfig"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        configuration = _CONFIGURATION.format(
            names=NAMES,
            port=self.port,
            nbdime=self.nbdime,
            root=str(self.root),
            identity=_NAMES if self.names else _ONE_TOKEN,
            more=_OURS.format(roles=self.roles if self.names else {}) if self.ours else _WITHOUT_OURS,
        )
        (self.home / "config/jupyter_server_config.py").write_text(configuration, encoding="utf-8")
        extensions = {
            "nbdime-jupyterlab": self.nbdime,
            "jupyter-mlcollab": self.ours,
            "@jupyter-widgets/jupyterlab-manager": self.widgets,
        }
        page = json.dumps({"disabledExtensions": {name: True for name, is_on in extensions.items() if not is_on}})
        (self.home / "config/labconfig/page_config.json").write_text(page, encoding="utf-8")
        for name, settings in quiet_settings(self.windowing, self.theme).items():
            file = self.home / "settings" / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(settings), encoding="utf-8")

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "PYTEST"))}
        return kept | {
            "HOME": str(self.home),
            "IPYTHONDIR": str(self.home / "ipython"),
            "JUPYTER_CONFIG_DIR": str(self.home / "config"),
            "JUPYTER_DATA_DIR": str(self.home / "data"),
            "JUPYTER_RUNTIME_DIR": str(self.home / "runtime"),
            "JUPYTERLAB_SETTINGS_DIR": str(self.home / "settings"),
            "JUPYTERLAB_WORKSPACES_DIR": str(self.home / "workspaces"),
            "JUPYTER_PLATFORM_DIRS": "1",
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            # What crashes Python leaves where it was in the log.
            "PYTHONFAULTHANDLER": "1",
            **self.environment,
        }


def wait_for_pid(pid: int, seconds: float = STOP_SECONDS) -> None:
    """Returns once a process is gone."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError(f"Process {pid} is still there.")

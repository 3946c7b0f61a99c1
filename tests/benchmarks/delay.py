"""How long others wait while a real server compares two notebooks of 5,000 cells, one saved and one posted."""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from machine import summary
from made_up import edited, notebook, shuffled

CELLS = 5_000
ROUNDS = 5
QUIET = 200
TOKEN = "bench"


class Server:
    """A Jupyter server on this machine's loopback, with this extension only."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        command = [
            *(sys.executable, "-m", "jupyter_server", "--no-browser", "--ip=127.0.0.1", f"--port={self.port}"),
            *("--allow-root", "--ServerApp.port_retries=0", f"--IdentityProvider.token={TOKEN}"),
            *(f"--ServerApp.root_dir={folder}", "--ServerApp.jpserver_extensions=jupyter_mlcollab=True"),
        ]
        environment = {**os.environ, "JUPYTER_RUNTIME_DIR": str(folder / "runtime")}
        self._process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def wait(self) -> None:
        """Until it answers. Raises RuntimeError when it does not within a minute."""
        began = time.monotonic()
        while time.monotonic() - began < 60 and self._process.poll() is None:
            try:
                Browser(self).ask("GET", "api/status")
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("The server did not start.")

    def stop(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()


class Browser:
    """One connection, kept open as browsers do."""

    def __init__(self, server: Server) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def ask(self, verb: str, path: str, body: bytes | None = None) -> bytes:
        """The answer as it came: reading it as JSON would hold up this process, where times are taken."""
        headers = {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"}
        self._connection.request(verb, "/" + path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status != 200:
            raise RuntimeError(text.decode())
        return text

    def milliseconds(self, path: str) -> float:
        began = time.perf_counter()
        self.ask("GET", path)
        return (time.perf_counter() - began) * 1e3


def measure() -> None:
    """Prints for two routes, one of Jupyter and one of ours, how long they take in quiet, while another process
    computes, which is what any work on this machine costs them, and during comparisons."""
    old = notebook(CELLS, random.Random(2), ids=False)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "old.ipynb").write_text(json.dumps(old))
        server = Server(folder)
        try:
            server.wait()
            project = json.loads(Browser(server).ask("GET", "mlcollab/api/projects?path=old.ipynb"))["id"]
            for route in ("api/status", f"mlcollab/api/projects/{project}/me"):
                quiet = [Browser(server).milliseconds(route) for _ in range(QUIET)]
                print(f"\n{route.replace(project, '…'):36} in quiet     {summary(quiet)}")
                print(f"{'  another process computes':36} meanwhile    {summary(_beside(server, route))}")
                for title, change in (("5 % edited", edited), ("shuffled", shuffled)):
                    times, spent = _during(server, project, route, change(old))
                    added = max(times) - sorted(quiet)[QUIET // 2]
                    print(f"{f'  {CELLS} cells, {title}, {spent:.0f} ms':36} meanwhile    {summary(times)}")
                    print(f"{'':36} worst added delay {added:.1f} ms", flush=True)
        finally:
            server.stop()


def _beside(server: Server, route: str) -> list[float]:
    """Times of the route while a process that has nothing to do with the server keeps a processor busy."""
    busy = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        browser = Browser(server)
        return [browser.milliseconds(route) for _ in range(QUIET)]
    finally:
        busy.kill()
        busy.wait()


def _during(server: Server, project: str, route: str, new: Any) -> tuple[list[float], float]:
    """Times of the route while comparisons run, and how long the longest comparison took, in milliseconds."""
    browser, times, longest = Browser(server), [], 0.0
    for n in range(ROUNDS):
        # Another content each time: the server keeps what it compared.
        content = json.dumps(new | {"metadata": {"round": f"{route} {n}"}})
        request = {
            "old": {"kind": "file", "path": "old.ipynb"},
            "new": {"kind": "live", "path": "old.ipynb", "content": content},
        }
        body = json.dumps(request).encode()
        asked = threading.Thread(
            target=Browser(server).ask, args=("POST", f"mlcollab/api/projects/{project}/comparisons", body)
        )
        began = time.perf_counter()
        asked.start()
        while asked.is_alive():
            times.append(browser.milliseconds(route))
        longest = max(longest, (time.perf_counter() - began) * 1e3)
    return times, longest

"""What the extension costs before anybody uses it: the import, the start of JupyterLab, the size of the bundle.

    python tests/benchmarks/startup.py [--starts 20] [--wheel FILE]

Starts with and without the extension alternate, each until the server's first answer. The scripts that are weighed are
those of a wheel, which is what people get: the one named, or one built here, which takes a minute or two.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

from machine import machine, summary

BUILD = Path(__file__).parents[2] / "scripts" / "wheel.py"
HEAVY = ("tornado", "sqlalchemy", "alembic", "msgspec")


def import_milliseconds() -> float:
    """What `import jupyter_mlcollab` takes in a fresh interpreter, by its own clock (`-X importtime`)."""
    run = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import jupyter_mlcollab"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = re.findall(r"\|\s+(\d+) \| jupyter_mlcollab$", run.stderr, re.MULTILINE)
    return int(found[-1]) / 1000


def loaded_by_import() -> list[str]:
    """Which heavy libraries importing the package loads."""
    code = f"import sys, jupyter_mlcollab; print([m for m in {HEAVY!r} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    found: list[str] = json.loads(run.stdout.replace("'", '"'))
    return found


def start_seconds(folder: Path, on: bool) -> float:
    """From starting `jupyter lab` to its first answer."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--allow-root"),
        *("--ServerApp.port_retries=0", "--IdentityProvider.token=bench", f"--ServerApp.root_dir={folder}"),
        f"--ServerApp.jpserver_extensions=jupyter_mlcollab={on}",
    ]
    environment = {**os.environ, "JUPYTER_RUNTIME_DIR": str(folder / "runtime")}
    began = time.perf_counter()
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status?token=bench", timeout=1).close()
                return time.perf_counter() - began
            except (urllib.error.URLError, OSError):
                if server.poll() is not None or time.perf_counter() - began > 60:
                    raise RuntimeError("JupyterLab did not start.") from None
                time.sleep(0.005)
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait()


def built_wheel(folder: Path) -> Path:
    """A wheel of the working tree, built into `folder`. Raises CalledProcessError."""
    subprocess.run([sys.executable, str(BUILD), str(folder)], check=True)
    return next(folder.glob("*.whl"))


def bundle(wheel: Path) -> list[tuple[str, int]]:
    """Every script that a browser may load from the wheel, with its size in bytes, compressed, largest first."""
    with zipfile.ZipFile(wheel) as packed:
        names = [name for name in packed.namelist() if "/labextensions/" in name and name.endswith(".js")]
        scripts = [(name.rpartition("/")[2], len(gzip.compress(packed.read(name), 9))) for name in names]
    return sorted(scripts, key=lambda script: -script[1])


def weigh(wheel: Path) -> None:
    scripts = bundle(wheel)
    print(f"{wheel.name}, compressed   {sum(size for _, size in scripts) / 1000:.0f} kB in {len(scripts)} scripts")
    for name, size in scripts[:12]:
        print(f"    {size / 1000:7.1f} kB  {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--starts", type=int, default=20, help="starts with and without, each half of them")
    parser.add_argument("--wheel", type=Path, help="weigh this wheel instead of building one")
    arguments = parser.parse_args()
    print(machine("jupyterlab", "jupyter-server", "jupyter-mlcollab"))
    print(f"import jupyter_mlcollab   {summary([import_milliseconds() for _ in range(10)])}")
    print(f"loaded by the import: {', '.join(loaded_by_import()) or 'none of ' + ', '.join(HEAVY)}")
    times: dict[bool, list[float]] = {True: [], False: []}
    with tempfile.TemporaryDirectory() as folder:
        start_seconds(Path(folder), True)  # The first start warms the disk's cache and does not count.
        for number in range(arguments.starts):
            on = number % 2 == 0
            times[on].append(start_seconds(Path(folder), on) * 1000)
    print(f"start without             {summary(times[False])}")
    print(f"start with                {summary(times[True])}")
    print(f"ratio of medians          {statistics.median(times[True]) / statistics.median(times[False]):.3f}")
    with tempfile.TemporaryDirectory() as folder:
        weigh(arguments.wheel or built_wheel(Path(folder)))


if __name__ == "__main__":
    main()

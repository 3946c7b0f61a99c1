"""Virtual environments with another JupyterLab beside the one the project is developed in."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).parents[3]
REQUIREMENTS = REPOSITORY / "tests/ui/environments"
# Not in test-results, which pytest-playwright empties before every run.
KEPT = REPOSITORY / ".environments"


def environment(name: str) -> Path:
    """The Python of the environment that `environments/<name>.txt` describes; made when it is not there yet.

    Our extension is in it as it stands in this checkout: the package by its path, the built assets by a link.
    """
    requirements = REQUIREMENTS / f"{name}.txt"
    what = requirements.read_bytes() + Path(__file__).read_bytes() + sys.version.encode()
    folder = KEPT / f"{name}-{hashlib.sha256(what).hexdigest()[:12]}"
    python = folder / "bin/python"
    KEPT.mkdir(exist_ok=True)
    with (KEPT / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".ready").exists():
            _remove_former(name)
            _make(folder, requirements)
            (folder / ".ready").touch()
    return python


def _remove_former(name: str) -> None:
    for former in KEPT.glob(f"{name}-{'[0-9a-f]' * 12}"):
        shutil.rmtree(former)


def _make(folder: Path, requirements: Path) -> None:
    python = folder / "bin/python"
    _uv("venv", "--quiet", "--python", sys.executable, str(folder))
    _uv("pip", "install", "--quiet", "--python", str(python), "--requirement", str(requirements))
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())
    (packages / "jupyter_mlcollab.pth").write_text(f"{REPOSITORY}\n", encoding="utf-8")
    settings = folder / "etc/jupyter/jupyter_server_config.d"
    settings.mkdir(parents=True, exist_ok=True)
    shutil.copy(REPOSITORY / "jupyter-config/server-config/jupyter_mlcollab.json", settings)
    extensions = folder / "share/jupyter/labextensions"
    extensions.mkdir(parents=True, exist_ok=True)
    (extensions / "jupyter-mlcollab").symlink_to(REPOSITORY / "jupyter_mlcollab/_labextension")


def _uv(*arguments: str) -> None:
    beside = Path(sys.executable).parent / "uv"
    uv = str(beside) if beside.exists() else shutil.which("uv")
    assert uv is not None, "uv is needed: pip install uv"
    kept = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    ran = subprocess.run([uv, *arguments], env=kept, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, f"uv {arguments[0]} failed:\n{ran.stderr}"

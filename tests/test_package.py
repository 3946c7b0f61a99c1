"""What people install: the wheel, built as from a fresh clone, in an environment of its own and without Node."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
UV = str(Path(sys.executable).with_name("uv"))
# Compressed, the assets that a browser may be asked to load, most of them only once a room is used. Rooms that grow
# may have more; a library that came along by mistake would show here.
MAX_BUNDLE_BYTES = 420_000


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, str(ROOT / "scripts" / "wheel.py"), str(out)], check=True, timeout=600)
    return out


@pytest.fixture(scope="module")
def wheel(built: Path) -> zipfile.ZipFile:
    (path,) = built.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel and what it depends on."""
    environment = tmp_path_factory.mktemp("clean") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    (wheel,) = built.glob("*.whl")
    python = environment / "bin" / "python"
    subprocess.run([UV, "pip", "install", "-q", "--python", str(python), str(wheel)], check=True, timeout=600)
    return environment / "bin"


def run(programs: Path, *command: str) -> str:
    """What the command says, in an environment that has neither Node nor anything of the person who runs the tests."""
    home = programs.parent / "home"
    home.mkdir(exist_ok=True)
    path = os.pathsep.join([str(programs), "/usr/sbin", "/sbin"])
    assert shutil.which("node", path=path) is None
    environment = {"PATH": path, "HOME": str(home), "LC_ALL": "C.UTF-8", "JUPYTER_NO_CONFIG": ""}
    executable = str(programs / command[0])
    result = subprocess.run(
        [executable, *command[1:]], env=environment, cwd=home, capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return re.sub(r"\x1b\[[0-9;]*m", "", result.stdout + result.stderr)


def test_it_carries_a_production_build_once(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    assert [name for name in names if name.endswith((".map", "build_log.json", ".tsbuildinfo"))] == []
    entries = [name for name in names if "remoteEntry" in name]
    assert len(entries) == 1
    assert "share/jupyter/labextensions/jupyter-mlcollab/static/" in entries[0]
    assert [name for name in names if name.startswith(("tests/", "labextension/", "docs/"))] == []


def test_it_names_no_path_of_the_machine_that_built_it(wheel: zipfile.ZipFile) -> None:
    machine = re.compile(rb"/(?:tmp|work|root|home|var/folders|Users)/[\w.-]+/")
    found = {name: machine.findall(wheel.read(name)) for name in wheel.namelist()}
    assert {name: paths for name, paths in found.items() if paths} == {}


def test_its_bundle_is_small(wheel: zipfile.ZipFile) -> None:
    scripts = [entry for entry in wheel.infolist() if "/labextensions/" in entry.filename]
    assert 0 < sum(entry.compress_size for entry in scripts) < MAX_BUNDLE_BYTES


def test_the_source_distribution_carries_the_same_assets(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    listing = subprocess.run(["tar", "-tzf", str(archive)], check=True, capture_output=True, text=True).stdout
    assert "/_labextension/static/remoteEntry." in listing
    assert ".map\n" not in listing
    assert "/node_modules/" not in listing


def test_jupyterlab_takes_the_extension(installed: Path) -> None:
    listing = run(installed, "jupyter", "labextension", "list")
    assert re.search(r"jupyter-mlcollab v\S+ enabled OK \(python, jupyter_mlcollab\)", listing)


def test_the_server_takes_the_extension(installed: Path) -> None:
    listing = run(installed, "jupyter", "server", "extension", "list")
    assert re.search(r"jupyter_mlcollab \S+ OK", listing), listing
    assert re.search(r"jupyter_mlcollab enabled", listing), listing


def test_the_command_line_is_there(installed: Path) -> None:
    words = run(installed, "jupyter", "mlcollab", "--help")
    assert "demo" in words
    assert "doctor" in words

"""The house as rules a machine can hold: sizes, names, what may load what, what may be committed."""

from __future__ import annotations

import ast
import json
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "jupyter_mlcollab"
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
GENERATED = {"labextension/src/contract/types.ts"}


def tracked(*patterns: str) -> list[str]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate", "--", *patterns]
    try:
        listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is not a git checkout")
    return [name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def source_text(name: str) -> str | None:
    """The file's text, None when it is not a text file."""
    content = (ROOT / name).read_bytes()
    return None if b"\0" in content else content.decode("utf-8", "replace")


def function_lengths() -> Iterator[tuple[str, int]]:
    """Every function of the package with its lines, its docstring not counted."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", body_lines(node)


def body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    if ast.get_docstring(node) is None:
        return lines
    docstring = node.body[0]
    return lines - ((docstring.end_lineno or docstring.lineno) - docstring.lineno + 1)


def test_functions_are_short() -> None:
    lengths = dict(function_lengths())
    assert statistics.median(lengths.values()) < 10
    assert {name: lines for name, lines in lengths.items() if lines > 50} == {}


def test_files_are_short() -> None:
    files = set(tracked("jupyter_mlcollab/*.py", "labextension/src/*.ts", "labextension/src/*.tsx")) - GENERATED
    lengths = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in files}
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}


def test_files_are_named_after_their_subject() -> None:
    files = tracked("jupyter_mlcollab", "labextension/src", "tests")
    assert [name for name in files if FORBIDDEN_NAMES & set(Path(name).with_suffix("").parts)] == []


def test_rooms_open_with_an_empty_file() -> None:
    rooms = [path for path in PACKAGE.glob("*/__init__.py") if path.read_text(encoding="utf-8").strip()]
    assert rooms == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    script = "import sys, jupyter_mlcollab; print('\\n'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    assert "jupyter_mlcollab" in loaded
    assert loaded & {"alembic", "jupyter_server", "msgspec", "nbformat", "sqlalchemy", "tornado"} == set()


def test_cards_from_code_load_no_server_and_no_database() -> None:
    script = "import sys, jupyter_mlcollab as m\nwith m.card('Light'): pass\nprint('\\n'.join(sys.modules))"
    with tempfile.TemporaryDirectory() as folder:
        # With something that is not committed, so that it is looked through, too.
        Path(folder, "rates.py").write_text("RATE = 0.1\n")
        who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
        for command in (("init", "-q"), ("add", "-A"), (*who, "commit", "-q", "-m", "First")):
            subprocess.run(["git", *command], cwd=folder, check=True)
        Path(folder, "rates.py").write_text("RATE = 0.2\n")
        run = subprocess.run([sys.executable, "-c", script], cwd=folder, check=True, capture_output=True, text=True)
    loaded = {name.partition(".")[0] for name in run.stdout.split()}
    assert {"jupyter_mlcollab.kernel.store", "jupyter_mlcollab.kernel.masking"} <= set(run.stdout.split())
    heavy = {
        "IPython",
        "alembic",
        "jupyter_server",
        "matplotlib",
        "nbformat",
        "numpy",
        "pandas",
        "sqlalchemy",
        "tornado",
    }
    assert loaded & heavy == set()


def test_the_version_is_said_once() -> None:
    import jupyter_mlcollab

    package = json.loads((ROOT / "labextension" / "package.json").read_text(encoding="utf-8"))
    assert jupyter_mlcollab.__version__ == package["version"]


def test_locks_carry_no_addresses() -> None:
    packages = json.loads((ROOT / "labextension" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert [name for name, package in packages.items() if "resolved" in package] == []
    requirements = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")
    assert re.findall(r"://|^\s*-|@ ", requirements, re.MULTILINE) == []


# Written in pieces, so that this file passes its own test.
REGISTRIES = re.compile("|".join([r"registry\.(?:npm|yarn)", "python" + "hosted", "pypi" + r"\.org"]))
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:" + "work|root" + r")/")


def test_no_file_names_a_registry_or_a_path_of_one_machine() -> None:
    found = []
    for name in tracked():
        text = source_text(name) or ""
        found += [f"{name}: {match[0]}" for match in (*REGISTRIES.finditer(text), *MACHINE_PATHS.finditer(text))]
    assert found == []


def test_no_lock_with_addresses_is_committed() -> None:
    assert [name for name in tracked() if Path(name).name in {"uv.lock", "yarn.lock", "pylock.toml"}] == []

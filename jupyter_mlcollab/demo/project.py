"""Writes the demo project: a git repository with a notebook that grew over nine days."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ..core.errors import Unavailable
from ..core.people import Actor
from ..core.wire import now
from ..git import gate, process
from .customers import customers_csv
from .people import TEAMMATE, THIRD, YOU, address

NOTEBOOK = "churn/train.ipynb"
SECOND_NOTEBOOK = "churn/explore.ipynb"
_HERE = Path(__file__).parent
_SECONDS = 30.0


@dataclass(frozen=True)
class _Commit:
    days_ago: float
    author: Actor
    subject: str
    files: dict[str, str]


def write_project(folder: Path) -> None:
    """Writes the demo project into the empty folder `folder`: five commits on `main`, the last one checked out.

    Raises:
        Unavailable: git is not installed or failed.
    """
    gate.run(folder, "init", "-q")
    gate.run(folder, "config", "user.name", YOU.person.display_name)
    gate.run(folder, "config", "user.email", address(YOU))
    # What git asks of the person at this computer, such as a signature on commits, is not asked of the demo's people.
    gate.run(folder, "config", "commit.gpgSign", "false")
    gate.run(folder, "symbolic-ref", "HEAD", "refs/heads/main")
    _import_history(folder, b"".join(_stream(_history(), now())))
    gate.run(folder, "reset", "-q", "--hard", "main")


def _history() -> list[_Commit]:
    first = {
        ".gitignore": ".ipynb_checkpoints/\n__pycache__/\n",
        "README.md": _file("README.md"),
        "mlcollab.toml": _file("mlcollab.toml"),
        "churn/charts.py": _file("churn/charts.py"),
        "churn/customers.csv": customers_csv(),
        NOTEBOOK: _notebook("train-1"),
    }
    last = {NOTEBOOK: _notebook("train-4")}
    return [
        _Commit(9.1, YOU, "Train a first churn model", first),
        _Commit(7.3, TEAMMATE, "Look at the customers before modelling", {SECOND_NOTEBOOK: _notebook("explore")}),
        _Commit(6.2, YOU, "Use payments, logins and retention calls", {NOTEBOOK: _notebook("train-2")}),
        _Commit(3.4, THIRD, "Drop the leaking column and split by month", {NOTEBOOK: _notebook("train-3")}),
        _Commit(1.2, YOU, "Check calibration and choose the threshold by cost", last),
    ]


def _stream(commits: list[_Commit], today: datetime) -> Iterator[bytes]:
    """The commits in the form of git-fast-import(1), which unlike git-commit(1) takes dates without an environment."""
    for commit in commits:
        seconds = int((today - timedelta(days=commit.days_ago)).timestamp())
        person = f"{commit.author.person.display_name} <{address(commit.author)}> {seconds} +0000"
        yield f"commit refs/heads/main\nauthor {person}\ncommitter {person}\n".encode()
        yield _data(commit.subject + "\n")
        for path, content in commit.files.items():
            yield f"M 100644 inline {path}\n".encode() + _data(content)


def _data(text: str) -> bytes:
    content = text.encode()
    return f"data {len(content)}\n".encode() + content + b"\n"


def _import_history(folder: Path, stream: bytes) -> None:
    with process.start(folder, "fast-import", "--quiet", stdin=subprocess.PIPE) as git, process.within(git, _SECONDS):
        _, complaint = git.communicate(stream)
    if git.returncode != 0:
        raise Unavailable(f"The demo project could not be written: {complaint.decode(errors='replace').strip()[:200]}")


def _file(path: str) -> str:
    return (_HERE / "files" / path).read_text(encoding="utf-8")


def _notebook(name: str) -> str:
    """The notebook as the kernel of this Python would save it, or JupyterLab takes it for changed once one runs."""
    notebook = json.loads((_HERE / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))
    notebook["metadata"]["language_info"] = {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": platform.python_version(),
    }
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"

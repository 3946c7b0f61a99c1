"""Projects to make cards in, away from the notebook, hub and git configuration of whoever runs the tests."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from notebook_runs import Git
from page_of_widgets import WidgetsPage


@pytest.fixture(autouse=True)
def own_surroundings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path_factory.mktemp("configuration") / "gitconfig"
    file.write_text("[user]\n\tname = Ana\n\temail = ana@example.org\n[init]\n\tdefaultBranch = main\n")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    for name in ("JPY_SESSION_NAME", "JUPYTERHUB_USER", "MLCOLLAB_NOTEBOOK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("MPLBACKEND", "agg")


@pytest.fixture
def git() -> Git:
    """Plain git in a folder, as a person would run it."""

    def call(folder: Path, *arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=folder, capture_output=True, text=True, check=True
        ).stdout.strip()

    return call


@pytest.fixture
def project(tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one commit, in whose folder the test runs."""
    folder = tmp_path / "project"
    folder.mkdir()
    git(folder, "init", "-q")
    (folder / "churn.py").write_text("RATE = 0.1\n")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "First")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="module")
def kernel() -> Iterator[WidgetsPage]:
    opened = WidgetsPage()
    yield opened
    opened.close()


@pytest.fixture
def front(kernel: WidgetsPage, project: Path) -> WidgetsPage:
    """A page with a kernel that knows nothing yet, in the project."""
    return kernel.begin(project)

"""Throw-away repositories, made by the real git, away from the configuration of whoever runs the tests."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Git = Callable[..., str]
NewRepository = Callable[..., Path]


@pytest.fixture(autouse=True)
def own_configuration(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The global configuration of git for this test, a file of its own."""
    file = tmp_path_factory.mktemp("configuration") / "gitconfig"
    file.write_text("[user]\n\tname = Ana\n\temail = ana@example.org\n[init]\n\tdefaultBranch = main\n")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    return file


@pytest.fixture
def git() -> Git:
    """Plain git, as a person would run it: what it prints, without the last line feed."""

    def call(folder: Path, *arguments: str, stdin: str = "", check: bool = True) -> str:
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *arguments],
            cwd=folder,
            input=stdin,
            capture_output=True,
            text=True,
            check=check,
        )
        return done.stdout.rstrip("\n")

    return call


@pytest.fixture
def new_repository(git: Git) -> NewRepository:
    """A repository in a folder, with one commit of the files given (`name=content`)."""

    def make(folder: Path, files: dict[str, str] | None = None) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "-q")
        for name, content in (files or {"train.ipynb": "{}\n"}).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(content)
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", "First")
        return folder.resolve()

    return make


@pytest.fixture
def repository(tmp_path: Path, new_repository: NewRepository) -> Path:
    return new_repository(tmp_path / "project")

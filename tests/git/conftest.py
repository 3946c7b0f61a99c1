"""Throw-away repositories, made by the real git, away from the configuration of whoever runs the tests."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Git = Callable[..., str]
NewRepository = Callable[..., Path]


@pytest.fixture(autouse=True)
def apart(own_configuration: Path) -> None:
    """Every test of this room has a configuration of git of its own."""


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

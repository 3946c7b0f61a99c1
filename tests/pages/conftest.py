"""A project on disk with pages and notebooks, and people who work on it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from jupyter_mlcollab.access.perform import joining
from jupyter_mlcollab.access.project import ServerSettings
from jupyter_mlcollab.access.registry import Registry
from jupyter_mlcollab.access.work import Context, Joining
from jupyter_mlcollab.core.people import Actor, Person, Role
from jupyter_mlcollab.rooms import FOLDS
from pages_made_up import notebook

ANA = Person(
    username="ana", display_name='Ana "A" Novak', initials="A", color=None, avatar_url=None, verified=True
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def git(folder: Path) -> Callable[..., str]:
    """Runs git in the project, which becomes a repository; the answer is what it printed. Named before `work`, which
    looks once whether there is one."""

    def run(*arguments: str) -> str:
        who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgSign=false")
        done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    run("init", "--quiet", "--initial-branch=main")
    return run


@pytest.fixture
def work(folder: Path) -> Iterator[Joining]:
    registry = Registry(folder, FOLDS, ServerSettings())
    project = registry.at("")
    yield joining(
        project, Context(project.describe(), Actor(person=ANA, role=Role.MAINTAINER), True, None, list, "ana")
    )
    registry.close()


@pytest.fixture
def write(folder: Path) -> Callable[[str, str], str]:
    """Writes a text file, and answers its path."""

    def put(path: str, text: str) -> str:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        return path

    return put


@pytest.fixture
def write_notebook(write: Callable[[str, str], str]) -> Callable[..., str]:
    """Writes a notebook of cells, each a source or a source with its outputs, and answers its path."""

    def put(path: str, cells: Sequence[Any]) -> str:
        return write(path, json.dumps(notebook(cells)))

    return put

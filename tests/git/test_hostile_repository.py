"""Repositories whose own configuration wants to run a program. Each test first sees plain git fall for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from jupyter_mlcollab.core.errors import NotFound, Unavailable
from jupyter_mlcollab.git import gate, people, process
from jupyter_mlcollab.git.objects import Objects
from jupyter_mlcollab.git.project import find_project
from jupyter_mlcollab.git.renames import renames_in_git


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves the file `PWN` beside it."""
    program = tmp_path / "trap.sh"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/PWN'\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def sprung(trap: Path) -> Callable[[], bool]:
    """Whether the trap went off since the last time this was asked."""

    def ask() -> bool:
        mark = trap.parent / "PWN"
        was_there = mark.exists()
        mark.unlink(missing_ok=True)
        return was_there

    return ask


def test_fsmonitor(repository, git, trap, sprung):
    git(repository, "config", "core.fsmonitor", str(trap))
    git(repository, "status")
    assert sprung()
    gate.run(repository, "status", "--porcelain")
    assert not sprung()


def test_hooks(repository, git, trap, sprung):
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.symlink_to(trap)
    git(repository, "commit", "-q", "--allow-empty", "-m", "Second")
    assert sprung()
    gate.run(repository, "commit", "-q", "--allow-empty", "-m", "Third")
    assert not sprung()


def test_signature_check(repository, git, trap, sprung):
    header, _, message = git(repository, "cat-file", "commit", "HEAD").partition("\n\n")
    signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    signed = git(
        repository, "hash-object", "-t", "commit", "-w", "--stdin", stdin=f"{header}\n{signature}\n\n{message}\n"
    )
    git(repository, "reset", "-q", "--hard", signed)
    git(repository, "config", "log.showSignature", "true")
    git(repository, "config", "gpg.program", str(trap))
    git(repository, "log")
    assert sprung()
    assert [author.name for author in people.authors(repository)] == ["Ana"]
    assert not sprung()


@pytest.fixture
def promising(repository: Path, git: Callable[..., str], trap: Path) -> Path:
    """A repository that has git fetch objects it lacks, by a program."""
    for key, value in {
        "core.repositoryFormatVersion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": f"ext::{trap}",
        "protocol.ext.allow": "always",
    }.items():
        git(repository, "config", key, value)
    return repository


@pytest.mark.parametrize("older_git", [False, True])
def test_fetch_of_missing_objects(promising, trap, sprung, git, monkeypatch, older_git):
    git(promising, "cat-file", "-p", "1" * 40, check=False)
    assert sprung()
    if older_git:
        monkeypatch.delitem(process._ENVIRONMENT, "GIT_NO_LAZY_FETCH")
    with pytest.raises((NotFound, Unavailable)):
        gate.run(promising, "cat-file", "-p", "1" * 40)
    with Objects(promising) as objects, pytest.raises((NotFound, Unavailable)):
        objects.read("1" * 40)
    assert not sprung()


@pytest.mark.parametrize("setting", ["diff.trap.textconv", "diff.trap.command", "diff.external"])
def test_diff_programs(repository, git, trap, sprung, setting):
    (repository / ".gitattributes").write_text("*.ipynb diff=trap\n")
    (repository / "train.ipynb").rename(repository / "fit.ipynb")
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "Rename")
    (repository / "fit.ipynb").write_text("changed\n")
    git(repository, "config", setting, str(trap))
    git(repository, "--no-pager", "diff")
    assert sprung()
    assert renames_in_git(find_project(repository, repository), ["train.ipynb"]) == {"train.ipynb": "fit.ipynb"}
    with Objects(repository) as objects:
        assert objects.read(git(repository, "rev-parse", "HEAD:fit.ipynb")) == b"{}\n"
    assert not sprung()

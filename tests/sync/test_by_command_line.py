"""Sharing as a person or a CI job does it: programs in folders, and nothing else between them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .conftest import git

SOURCES = ["import pandas", "split = frame.sample(frac=0.8)", "model.fit(split)"]


def jupyter(folder: Path, *arguments: str, fails: bool = False) -> str:
    command = [sys.executable, "-m", "jupyter_mlcollab", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL)
    assert (done.returncode != 0) == fails, done.stderr
    return done.stderr if fails else done.stdout


def notebook(sources: list[str]) -> str:
    cells = [
        {"cell_type": "code", "id": f"c{n}", "metadata": {}, "source": text, "outputs": [], "execution_count": None}
        for n, text in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}) + "\n"


def threads(folder: Path) -> dict[str, dict[str, Any]]:
    """What CI reads, by the first comment."""
    listed = json.loads(jupyter(folder, "threads", "--json"))["threads"]
    return {one["thread"]["comments"][0]["body"]: one for one in listed}


def commit(folder: Path, message: str, branch: str = "main") -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    git(folder, "push", "-q", "origin", f"HEAD:refs/heads/{branch}")


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """A bare repository with a notebook; on the branch `moved` a cell stands before the others."""
    git(tmp_path, "init", "-q", "--bare", "-b", "main", "remote.git")
    first = clone(tmp_path / "remote.git", tmp_path / "first")
    for branch, sources in (("main", SOURCES), ("moved", ["# Notes", *SOURCES])):
        (first / "train.ipynb").write_text(notebook(sources))
        commit(first, branch.title(), branch)
    return tmp_path / "remote.git"


def clone(remote: Path, folder: Path, *options: str) -> Path:
    git(remote.parent, "clone", "-q", *options, remote.as_uri(), str(folder))
    return folder


def test_ci_fetches_and_reads_every_thread_at_the_revision_that_is_checked_out(remote, tmp_path):
    ana = clone(remote, tmp_path / "ana")
    jupyter(ana, "comment", "train.ipynb", "Leaks?", "--cell", "2", "--blocking")
    jupyter(ana, "comment", "train.ipynb", "On the whole")
    assert "shared with origin" in jupyter(ana, "sync", "--yes")
    refs = git(remote, "for-each-ref")

    ci = clone(remote, tmp_path / "ci", "--branch", "moved")
    assert "2 new from Ana" in jupyter(ci, "sync", "--fetch")
    found = threads(ci)
    assert found.keys() == {"Leaks?", "On the whole"}
    about = found["Leaks?"]["thread"]
    assert (about["blocking"], about["path"], about["comments"][0]["viaGit"]) == (True, "train.ipynb", True)
    placed = {words: (one["placement"]["cellIndex"], one["placement"]["state"]) for words, one in found.items()}
    assert placed["Leaks?"] == (2, "anchored")
    assert threads(ana)["Leaks?"]["placement"]["cellIndex"] == 1
    assert git(remote, "for-each-ref") == refs
    assert git(ci, "status", "--porcelain") == ""


def test_a_shallow_clone_is_asked_once(remote, tmp_path):
    ana = clone(remote, tmp_path / "ana")
    jupyter(ana, "comment", "train.ipynb", "Deep")
    jupyter(ana, "sync", "--yes")
    shallow = clone(remote, tmp_path / "shallow", "--depth", "1", "--branch", "moved")
    assert "[project] id = " in jupyter(shallow, "sync", "--fetch", fails=True)
    jupyter(shallow, "sync", "--fetch", "--yes")
    assert list(threads(shallow)) == ["Deep"]
    jupyter(ana, "comment", "train.ipynb", "Deeper")
    jupyter(ana, "sync")
    assert "1 new from Ana" in jupyter(shallow, "sync", "--fetch")


def test_a_template_whose_comments_are_of_several_projects_is_asked_which(remote, tmp_path):
    """A copy without history, whose remote holds what two other projects shared."""
    for name in ("ana", "bo"):
        other = clone(remote, tmp_path / name)
        if name == "bo":
            (other / "mlcollab.toml").write_text('[project]\nid = "another"\n')
        jupyter(other, "comment", "train.ipynb", f"From {name}")
        if name == "bo":
            git(tmp_path, "clone", "-q", "--bare", str(remote), "aside.git")
            git(other, "remote", "set-url", "origin", (tmp_path / "aside.git").as_uri())
        jupyter(other, "sync", "--yes")
    git(remote, "fetch", "-q", str(tmp_path / "aside.git"), "refs/mlcollab/*:refs/mlcollab/*")
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "train.ipynb").write_text(notebook(SOURCES))
    git(copy, "init", "-q", "-b", "main")
    git(copy, "remote", "add", "origin", remote.as_uri())
    git(copy, "add", "-A")
    git(copy, "commit", "-q", "-m", "From a template")
    said = jupyter(copy, "sync", "--fetch", "--yes", fails=True)
    assert "of several projects, and this is none of them" in said
    assert 'id = "another"' in said
    assert threads(copy) == {}
    (copy / "mlcollab.toml").write_text('[project]\nid = "another"\n')
    jupyter(copy, "sync", "--fetch", fails=True)
    assert list(threads(copy)) == ["From bo"]

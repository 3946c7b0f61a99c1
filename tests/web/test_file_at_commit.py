"""A file as a commit has it, over HTTP: who may ask, and for what."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def git(tmp_path_factory) -> Callable[..., str]:
    def run(*arguments: str, folder: Path) -> str:
        who = ("-c", "user.name=Bo", "-c", "user.email=bo@example.org", "-c", "commit.gpgSign=false")
        done = subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    return run


def committed(git: Callable[..., str], folder: Path) -> str:
    git("init", "--quiet", "--initial-branch=main", folder=folder)
    git("add", "--all", folder=folder)
    git("commit", "--quiet", "--message", "Begin", folder=folder)
    return git("rev-parse", "HEAD", folder=folder)


async def test_whoever_may_read_may_see_what_a_file_was(ask, git, notebook, jp_root_dir):
    (jp_root_dir / "churn/train.py").write_text("epochs = 3\n")
    (jp_root_dir / ".env").write_text("TOKEN=1")
    first = committed(git, jp_root_dir)
    (jp_root_dir / "churn/train.py").write_text("epochs = 5\n")
    project = (await ask("vera", "GET", "projects", path="churn/train.ipynb")).body["id"]
    route = f"projects/{project}/pages/file"
    found = (await ask("vera", "GET", route, path="churn/train.py", at="main")).body
    assert (found["commit"], found["author"], found["subject"]) == (first, "Bo", "Begin")
    assert (found["then"]["text"], found["now"]["text"]) == ("epochs = 3\n", "epochs = 5\n")
    for path, at, status in (
        ("churn/train.py", "v9", 404), ("none.py", "main", 404), ("churn", "main", 422), (".env", "main", 422),
        ("../x.py", "main", 422), ("churn/train.py", "--output=x", 422),
    ):  # fmt: skip
        answer = await ask("vera", "GET", route, path=path, at=at)
        assert answer.status == status, path
        assert answer.body["message"].endswith("."), answer.body


async def test_what_lies_beside_the_folder_that_is_shown_stays_hidden(ask, git, notebook, jp_root_dir):
    """A server may show one folder of a repository: the rest of it is not to be had from git."""
    above = jp_root_dir.parent
    (above / "secret.py").write_text("key = 1\n")
    (above / "secret.md").write_text("key\n")
    (above / "secret.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    (jp_root_dir / "churn/train.py").write_text("epochs = 3\n")
    committed(git, above)
    project = (await ask("vera", "GET", "projects", path="churn/train.ipynb")).body
    route, prefix = f"projects/{project['id']}", project["pathPrefix"]
    assert prefix
    found = await ask("vera", "GET", f"{route}/pages/file", path=f"{prefix}churn/train.py", at="main")
    assert found.body["same"]
    answers = [
        await ask("vera", "GET", f"{route}/pages/file", path="secret.py", at="main"),
        await ask("vera", "GET", f"{route}/pages/target", path="secret.md", at="main"),
        await ask("vera", "GET", f"{route}/page/version", path="secret.md", commit="main"),
        await ask("vera", "GET", f"{route}/history", path="secret.ipynb"),
    ]
    side = {"kind": "revision", "path": "secret.ipynb", "revision": "main"}
    answers.append(await ask("vera", "POST", f"{route}/comparisons", {"old": side, "new": side}))
    assert [answer.status for answer in answers] == [404] * len(answers), [answer.body for answer in answers]
    assert not any("key" in str(answer.body) for answer in answers)

"""Real repositories for tests, made by the real git."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """Plain git, as a person would run it: what it prints."""
    return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=check).stdout.strip()


def save(folder: Path, content: Any, name: str = "train.ipynb") -> None:
    """A notebook written to its file; text as it is."""
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content if isinstance(content, str) else json.dumps(content, indent=1) + "\n")


def commit(folder: Path, content: Any, message: str, name: str = "train.ipynb") -> str:
    """Saves and commits a notebook; the commit's hash."""
    save(folder, content, name)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def new_repository(folder: Path, content: Any) -> Path:
    """A repository with one commit of a notebook."""
    folder.mkdir()
    git(folder, "init", "-q")
    commit(folder, content, "First")
    return folder

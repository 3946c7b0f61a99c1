"""Small notebooks in projects of their own."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# One red pixel, as a plot would be stored.
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="


def markdown(cell_id: str, source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": cell_id, "metadata": {}, "source": source.splitlines(keepends=True)}


def code(cell_id: str, source: str, *outputs: dict[str, Any], count: int | None = None) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "execution_count": count,
        "id": cell_id,
        "metadata": {},
        "outputs": list(outputs),
        "source": source.splitlines(keepends=True),
    }


def text_output(text: str) -> dict[str, Any]:
    return {"name": "stdout", "output_type": "stream", "text": text.splitlines(keepends=True)}


def image_output(data: str = PIXEL) -> dict[str, Any]:
    return {"data": {"image/png": data, "text/plain": ["<Figure>"]}, "metadata": {}, "output_type": "display_data"}


TRAIN = (
    markdown("title", "# Churn\n\nWho leaves next month?"),
    code("load", "customers = [(age, age > 40) for age in range(20, 60)]\nlen(customers)", count=1),
    markdown("split-title", "## Train\n\n### Split"),
    code("split", "half = len(customers) // 2\ntrain, test = customers[:half], customers[half:]", count=2),
    code("metric", 'print("auc 0.871")', text_output("auc 0.871\n"), count=3),
    code("plot", "# the ROC curve", image_output(), count=4),
    markdown("end", "## Conclusion\n\nAdopt, recalibrate monthly."),
)


def notebook(cells: Sequence[dict[str, Any]] = TRAIN, **changes: Any) -> dict[str, Any]:
    """A notebook as JupyterLab itself writes it."""
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return {
        "cells": list(cells),
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
        **changes,
    }


def long_notebook() -> dict[str, Any]:
    """200 cells, most of which are never on the screen."""
    return notebook([code(f"cell-{number}", f"value_{number} = {number}") for number in range(200)])


def written(content: dict[str, Any]) -> str:
    """The text of a notebook file."""
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


@dataclass(frozen=True)
class Project:
    """A git repository in a folder of a server's root."""

    folder: Path
    name: str

    def add(self, name: str, content: dict[str, Any] | str | bytes | None = None) -> str:
        """Writes and commits a notebook; the path is the server's."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        content = notebook() if content is None else content
        content = written(content) if isinstance(content, dict) else content
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        self.git("add", "--", name)
        self.git("commit", "--quiet", "--message", f"Add {name}")
        return f"{self.name}/{name}"

    def file(self, path: str) -> Path:
        """The file at a path of the server."""
        return self.folder / path.removeprefix(f"{self.name}/")

    def cells(self, path: str) -> list[dict[str, Any]]:
        """The cells on disk."""
        return list(json.loads(self.file(path).read_text(encoding="utf-8"))["cells"])

    def changes(self) -> str:
        """What git sees as changed or new; empty when nothing is."""
        return self.git("status", "--porcelain")

    @property
    def journal(self) -> Path:
        """Where the project's comments are kept."""
        return self.folder / ".git/mlcollab"

    def git(self, *arguments: str) -> str:
        who = ("-c", "user.name=Chidi Okafor", "-c", "user.email=chidi@example.org", "-c", "commit.gpgSign=false")
        ran = subprocess.run(["git", *who, *arguments], cwd=self.folder, capture_output=True, text=True, check=True)
        return ran.stdout


def new_project(root: Path, name: str) -> Project:
    """An empty repository below a server's root."""
    project = Project(root / name, name)
    project.folder.mkdir(parents=True)
    project.git("init", "--quiet", "--initial-branch=main")
    (project.folder / ".gitignore").write_text(".ipynb_checkpoints/\n", encoding="utf-8")
    project.git("add", ".gitignore")
    project.git("commit", "--quiet", "--message", "Begin")
    return project

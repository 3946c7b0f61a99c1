"""One demo project for all tests that only read it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_mlcollab.demo.project import write_project
from jupyter_mlcollab.demo.threads import write_threads


@pytest.fixture(scope="session")
def demo_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "project"
    folder.mkdir()
    write_project(folder)
    write_threads(folder)
    return folder

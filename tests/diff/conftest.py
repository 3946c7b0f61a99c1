"""What tests of this room share: git away from the configuration of whoever runs them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_configuration(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The global configuration of git for this test, a file of its own."""
    file = tmp_path_factory.mktemp("configuration") / "gitconfig"
    file.write_text("[user]\n\tname = Ana\n\temail = ana@example.org\n[init]\n\tdefaultBranch = main\n")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(file.parent / "xdg"))
    return file

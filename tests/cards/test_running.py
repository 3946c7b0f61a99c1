"""A run that is asked to stop, from its first moment on."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from typing import Any

import nbformat
import psutil
import pytest
from jupyter_client import AsyncKernelManager
from nbclient import NotebookClient

from jupyter_mlcollab.cards.running import run_notebook

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a program cannot be asked so there")


@pytest.fixture
def notebook(tmp_path: Path) -> Path:
    file = tmp_path / "train.ipynb"
    cells = [nbformat.v4.new_code_cell("__import__('time').sleep(60)")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), file)
    return file


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize(
    ("part", "name"), [(AsyncKernelManager, "start_kernel"), (NotebookClient, "async_start_new_kernel_client")]
)
@pytest.mark.parametrize("before", [True, False])
def test_one_that_is_stopped_while_its_kernel_starts(
    notebook: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    part: type,
    name: str,
    how: signal.Signals,
    before: bool,
) -> None:
    known = {process.pid for process in psutil.Process().children(recursive=True)}
    start = getattr(part, name)

    async def asked_meanwhile(*arguments: Any, **options: Any) -> Any:
        if before:
            os.kill(os.getpid(), how)
        started = await start(*arguments, **options)
        if not before:
            os.kill(os.getpid(), how)
        return started

    monkeypatch.setattr(part, name, asked_meanwhile)
    with pytest.raises(KeyboardInterrupt):
        run_notebook(notebook, 60)
    assert caplog.messages == []
    left = [one for one in psutil.Process().children(recursive=True) if one.pid not in known]
    assert [one.cmdline() for one in left] == []

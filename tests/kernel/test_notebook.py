"""Which notebook runs, by what the programs around say and by what is on the disk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jupyter_mlcollab.kernel.notebook import find_notebook, read_notebook, told_path
from notebook_runs import write_notebook


def test_jupyter_and_vs_code_say_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    server = {"JPY_SESSION_NAME": "/home/ana/a.ipynb"}
    assert told_path({}, server) == Path("/home/ana/a.ipynb")
    assert told_path({}, {"JPY_SESSION_NAME": "sub/a.ipynb"}) == tmp_path / "a.ipynb"
    assert told_path({"__vsc_ipynb_file__": "/home/ana/b.ipynb"}, {}) == Path("/home/ana/b.ipynb")
    assert told_path({}, server | {"MLCOLLAB_NOTEBOOK": "/r/c.ipynb"}) == Path("/r/c.ipynb")
    assert told_path({}, {"JPY_SESSION_NAME": "console-1"}) is None
    assert told_path({}, {}) is None


def test_what_was_renamed_is_found_by_the_cell_that_runs(tmp_path: Path):
    renamed = write_notebook(tmp_path / "new.ipynb", "a = 1")
    write_notebook(tmp_path / "other.ipynb", "b = 1")
    assert find_notebook(tmp_path / "old.ipynb", "a = 1").file == renamed


def test_of_two_that_have_the_cell_neither_is_taken(tmp_path: Path):
    write_notebook(tmp_path / "a.ipynb", "a = 1")
    copy = write_notebook(tmp_path / "b.ipynb", "a = 1")
    assert find_notebook(tmp_path / "old.ipynb", "a = 1") is None
    # A copy that papermill writes while it runs is not the notebook.
    content = json.loads(copy.read_text())
    copy.write_text(json.dumps(content | {"metadata": {"papermill": {}}}))
    assert find_notebook(tmp_path / "old.ipynb", "a = 1").file.name == "a.ipynb"


@pytest.mark.parametrize("content", ["", "[]", '{"cells": 1}', '{"cells": [{"cell_type": "code"}, 3]}', "[" * 100_000])
def test_what_is_no_notebook_does_no_harm(tmp_path: Path, content: str):
    (tmp_path / "a.ipynb").write_text(content)
    found = read_notebook(tmp_path / "a.ipynb")
    assert found is None or found.cells == []

"""Notebooks that are put aside, and what long work does to those who wait."""

from __future__ import annotations

import gc
import json
import sys
import weakref
from typing import Any

import pytest
from hypothesis import given

from jupyter_mlcollab.diff.aside import Aside
from jupyter_mlcollab.diff.giving_way import SWITCH_SECONDS, YOUNG_OBJECTS, giving_way
from jupyter_mlcollab.diff.reading import read_notebook
from jupyter_mlcollab.diff.sides import Found, read_both
from notebooks_made_up import NOTEBOOKS, code, notebook


@given(NOTEBOOKS)
def test_what_is_put_aside_is_what_was_read(one: Any) -> None:
    data = json.dumps(one, ensure_ascii=False).encode("utf-8", "surrogatepass")
    read = read_notebook(data)
    aside = Aside(read, data)
    assert json.dumps([aside.cell(n) for n in range(aside.count)]) == json.dumps(read["cells"])
    assert json.dumps(aside.notebook()) == json.dumps(read)


@pytest.mark.parametrize(
    "data",
    [
        b'{"cells": [{"source": ["a\\n", "b"]}, 1, {"source": "c"}]}',
        b'{"cells": [{"source": "a", "metadata": {"x": NaN}}]}',
        b'{"worksheets": [{"cells": [{"cell_type": "heading", "level": 2, "source": "a"}]}]}',
        b'{"cells": [{"source": "b"}], "worksheets": [], "cells": [{"source": "a"}]}',
    ],
    ids=["not only cells", "not strict", "nbformat 3", "cells twice"],
)
def test_whatever_else_is_a_notebook_too(data: bytes) -> None:
    read = read_notebook(data)
    aside = Aside(read, data)
    assert [aside.cell(n) for n in range(aside.count)] == read["cells"] == aside.notebook()["cells"]


def test_cells_of_strict_json_are_not_held() -> None:
    class Seen(dict[str, Any]):
        pass

    data = json.dumps(notebook(code("a"))).encode()
    read = read_notebook(data)
    read["metadata"] = seen = Seen()
    held = weakref.ref(seen)
    aside = Aside(read, data)
    del read, seen
    assert held() is None and aside.cell(0)["source"] == "a"


def test_large_notebooks_are_read_as_small_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cell by cell: what is read, and what is refused, is the same."""
    monkeypatch.setattr("jupyter_mlcollab.diff.reading.LARGE_BYTES", 0)
    test_what_is_put_aside_is_what_was_read()
    for data in (b'{"cells": [{"a": 1}, {"b": 1.0}], "metadata": {}}', b'{"metadata": 1, "cells": []}'):
        assert json.dumps(read_notebook(data)) == json.dumps(json.loads(data))


def test_the_same_bytes_are_read_once() -> None:
    data, other = (json.dumps(notebook(code(text))).encode() for text in "ab")
    old, new = read_both(Found("revision", "HEAD", "a.ipynb", data), Found("file", "Saved", "b.ipynb", bytes(data)))
    assert old.notebook is new.notebook and (old.info.title, new.info.title) == ("HEAD", "Saved")
    assert (new.info.kind, new.info.path, new.info.cell_count) == ("file", "b.ipynb", 1)
    old, new = read_both(Found("file", "Saved", "a.ipynb", data), Found("file", "Saved", "b.ipynb", other))
    assert (old.notebook or {})["cells"] != (new.notebook or {})["cells"]
    old, new = read_both(Found("file", "Saved", "a.ipynb", None, "Gone."), Found("file", "Saved", "b.ipynb", None))
    assert old.absent == "Gone." and not new.absent


def test_the_process_is_as_it_was_when_the_last_one_is_done() -> None:
    before = sys.getswitchinterval(), gc.get_threshold()
    with giving_way():
        with pytest.raises(ZeroDivisionError), giving_way():
            assert gc.get_threshold()[0] == YOUNG_OBJECTS
            raise ZeroDivisionError
        assert sys.getswitchinterval() == pytest.approx(SWITCH_SECONDS)
        assert gc.get_threshold()[0] == YOUNG_OBJECTS
    assert (sys.getswitchinterval(), gc.get_threshold()) == before

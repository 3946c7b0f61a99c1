"""A notebook's bytes read: whatever JSON can hold, and what is wrong with what it cannot."""

from __future__ import annotations

import json
import math
from typing import Any

import pytest
from hypothesis import given

from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.diff.compare import compare
from jupyter_mlcollab.diff.reading import read_notebook
from jupyter_mlcollab.diff.standard import standard
from notebooks_made_up import NOTEBOOKS, code, notebook


def refused(data: bytes) -> Invalid:
    with pytest.raises(Invalid) as caught:
        read_notebook(data)
    return caught.value


@given(NOTEBOOKS)
def test_what_is_read_is_what_was_written(one: Any) -> None:
    """Halves of characters and infinite numbers included, in every way to write them."""
    for escaped in (True, False):
        for indent in (None, 1):
            data = json.dumps(one, ensure_ascii=escaped, indent=indent).encode("utf-8", "surrogatepass")
            assert json.dumps(read_notebook(data)) == json.dumps(standard(one))


def test_lines_are_joined_and_nothing_is_made_up() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]}
    cell = {"cell_type": "code", "source": ["a\n", "b"], "outputs": [stream]}
    (read,) = read_notebook(json.dumps({"cells": [cell]}).encode())["cells"]
    assert read == {"cell_type": "code", "source": "a\nb", "outputs": [stream | {"text": "a\nb"}]}


def test_numbers_that_strict_readers_refuse() -> None:
    data = b'{"cells": [{"cell_type": "code", "metadata": {"a": NaN, "b": -Infinity, "c": 1e999, "d": 1%s}}]}' % (
        b"0" * 30
    )
    (cell,) = read_notebook(data)["cells"]
    assert math.isnan(cell["metadata"]["a"])
    assert (cell["metadata"]["b"], cell["metadata"]["c"]) == (-math.inf, math.inf)
    assert cell["metadata"]["d"] == 10**30


def test_numbers_keep_how_they_are_written() -> None:
    (cell,) = read_notebook(b'{"cells": [{"metadata": {"a": 1, "b": 1.0, "c": true, "d": -0.0}}]}')["cells"]
    assert json.dumps(cell["metadata"]) == '{"a": 1, "b": 1.0, "c": true, "d": -0.0}'


def test_a_mark_of_byte_order_is_no_part_of_the_text() -> None:
    assert read_notebook(b"\xef\xbb\xbf" + json.dumps(notebook(code("a"))).encode())["cells"][0]["source"] == "a"


@pytest.mark.parametrize(
    ("data", "details"),
    [
        (b"", {"line": 1, "column": 1, "offset": 0}),
        (b'{"cells": [}', {"line": 1, "column": 12, "offset": 11}),
        ('{"é🚀":\n 1,\n x}'.encode(), {"line": 3, "column": 2, "offset": 12}),
        (b'{"cells": []} {}', {"line": 1, "column": 15, "offset": 14}),
    ],
)
def test_an_error_is_named_with_its_place(data: bytes, details: dict[str, int]) -> None:
    error = refused(data)
    assert error.details == details
    assert f"line {details['line']}, column {details['column']}" in error.message


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"cells": ["\xff"]}', "not text in UTF-8"),
        (b"[]", "not an object"),
        (b'"text"', "not an object"),
        (b'{"cells": {}}', "no list of cells"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"cells": ' + b"[" * 100_000, "nested too deeply"),
        (b'{"cells": [NaN, ' + b"[" * 100_000, "nested too deeply"),
        (b'{"cells": [' + b",".join([b"{}"] * 20_001) + b"]}", "more than 20,000 cells"),
    ],
)
def test_what_is_no_notebook_is_refused_with_a_sentence(data: bytes, words: str) -> None:
    assert words in refused(data).message


@pytest.mark.parametrize("old", ["1", "1.0", "true", "0", "0.0", "-0.0", "null", "NaN", "Infinity", '"1"'])
@pytest.mark.parametrize("new", ["1", "1.0", "true", "0", "0.0", "-0.0", "null", "NaN", "Infinity", '"1"'])
def test_what_is_read_alike_and_only_that_is_the_same_to_the_letter(old: str, new: str) -> None:
    sides = (b'{"cells": [{"metadata": {"value": %s}}]}' % value.encode() for value in (old, new))
    (pair,) = compare(*map(read_notebook, sides)).cells
    assert pair.exact == (old == new)

"""Notebooks as text: nothing changes on the way, and the layout of a file stays."""

from __future__ import annotations

import json

import nbformat
import pytest
from hypothesis import given

from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.diff.reading import read_notebook
from jupyter_mlcollab.diff.standard import standard
from jupyter_mlcollab.diff.values import same_value
from jupyter_mlcollab.diff.writing import check_notebook, notebook_text, problem_of
from notebooks_made_up import NOTEBOOKS, code, markdown, notebook


@given(NOTEBOOKS)
def test_what_is_written_reads_as_the_same(content):
    content = standard(content)
    for cell in content["cells"]:
        cell["metadata"].pop("trusted", None)
    text = notebook_text(content)
    assert same_value(dict(read_notebook(text.encode())), dict(content))
    assert notebook_text(read_notebook(text.encode()), text.encode()) == text


def test_it_is_what_jupyter_writes():
    content = notebook(
        markdown("# Héading\n\ntext\n", id="a"),
        code("x = 1\ny", id="b", outputs=[{"name": "stdout", "output_type": "stream", "text": "1\n2\n"}]),
    )
    ordered = json.loads(json.dumps(content, sort_keys=True))
    assert notebook_text(ordered) == nbformat.writes(nbformat.from_dict(content)) + "\n"


@pytest.mark.parametrize("indent", [1, 2, 4, "\t"])
@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.parametrize("escaped", [True, False])
def test_the_layout_of_a_file_stays(indent, end, escaped):
    like = json.dumps(notebook(markdown("é", id="a")), indent=indent, ensure_ascii=escaped) + end
    content = notebook(markdown("ü\nö", id="a"))
    split = notebook(markdown("", id="a"))
    split["cells"][0]["source"] = ["ü\n", "ö"]
    assert notebook_text(content, like.encode()) == json.dumps(split, indent=indent, ensure_ascii=escaped) + end


def test_trust_is_never_written():
    text = notebook_text(notebook(code("x", id="a", metadata={"trusted": True, "tags": []})))
    assert json.loads(text)["cells"][0]["metadata"] == {"tags": []}


def test_half_a_character_is_written_as_an_escape():
    text = notebook_text(notebook(markdown("a\ud800", id="a")))
    assert r"a\ud800" in text and text.encode()


BROKEN = notebook(markdown("a", id="a"), {"cell_type": "code", "id": "b", "metadata": {}, "source": "x"})
TWICE = notebook(markdown("a", id="a"), markdown("b", id="a"))
FINE = notebook(markdown("a", id="a"))


@pytest.mark.parametrize(("content", "cell"), [(BROKEN, 1), (TWICE, 1), (FINE | {"metadata": 3}, None)])
def test_a_notebook_that_breaks_the_rules_is_refused_with_its_cell(content, cell):
    with pytest.raises(Invalid) as error:
        check_notebook(content)
    assert error.value.details == {"cell": cell}
    with pytest.raises(Invalid):
        problem_of(content, FINE, FINE)
    assert problem_of(content, FINE, content) == error.value.message
    assert problem_of(FINE, FINE, content) is None

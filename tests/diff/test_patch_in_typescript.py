"""The TypeScript patch, given our difference, has to make the new notebook to the byte."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbdime
import pytest
from hypothesis import example, given, settings

from jupyter_mlcollab.diff.compare import compare
from jupyter_mlcollab.diff.nbdime_format import to_nbdime
from jupyter_mlcollab.diff.standard import standard
from notebooks_made_up import PAIRS, code, markdown, notebook

SCRIPT = Path(__file__).parent / "patch_in_node.mjs"
NBDIME_FILES = sorted((Path(nbdime.__file__).parent / "tests" / "files").glob("*.ipynb"))
Patch = Callable[[Any, Any], str]


@pytest.fixture(scope="module")
def patch() -> Iterator[Patch]:
    """Makes the new notebook in Node, from the old one as its file holds it; gives the text of its JSON."""
    with subprocess.Popen(["node", SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as node:
        assert node.stdin is not None
        assert node.stdout is not None
        stdin, stdout = node.stdin, node.stdout

        def ask(old: Any, diff: Any) -> str:
            stdin.write(json.dumps({"old": old, "diff": diff}) + "\n")
            stdin.flush()
            return stdout.readline()

        yield ask
        stdin.close()


def as_javascript_reads(value: Any) -> Any:
    """JavaScript has one kind of number: 1.0 is written 1, and no JSON holds an infinite one."""
    if isinstance(value, float):
        value = max(-1e15, min(1e15, value))
        return int(value) if value.is_integer() else value
    if isinstance(value, dict):
        return {name: as_javascript_reads(each) for name, each in value.items()}
    return [as_javascript_reads(each) for each in value] if isinstance(value, list) else value


def in_lines(content: Any) -> Any:
    """The notebook as files hold it: sources, and the text of streams, as lists of lines."""
    cells = [cell | {"source": cell["source"].splitlines(True)} for cell in content["cells"]]
    for cell in cells:
        outputs = cell.get("outputs", [])
        split = [o | {"text": o["text"].splitlines(True)} if "text" in o else o for o in outputs]
        cell |= {"outputs": split} if outputs else {}
    return content | {"cells": cells}


def written(content: Any) -> str:
    return json.dumps(as_javascript_reads(content), sort_keys=True)


def exact(patch: Patch, old: Any, new: Any) -> None:
    diff = to_nbdime(old, new, compare(old, new))
    assert written(json.loads(patch(old, diff))) == written(standard(new))


@given(PAIRS)
@settings(max_examples=200, deadline=None)
@example((notebook(code("a\r")), notebook(code("a\r\nb"))))
@example((notebook(code("a\x0bb\x85c")), notebook(code("a\x0bX\x85c"))))
@example((notebook(markdown("# Training 🚀 report")), notebook(markdown("# Training 🚀 report v2"))))
@example((notebook(code("a\ud800 b")), notebook(code("a\ud800 c"))))
def test_the_patch_is_exact(patch: Patch, pair: Any) -> None:
    old, new = (as_javascript_reads(each) for each in pair)
    exact(patch, old, new)
    exact(patch, in_lines(old), in_lines(new))


@pytest.mark.parametrize("at", range(0, len(NBDIME_FILES), 8))
def test_nbdimes_own_notebooks(patch: Patch, at: int) -> None:
    read = [json.loads(file.read_text(encoding="utf-8")) for file in NBDIME_FILES[at : at + 8]]
    of_this_format = [each for each in read if each.get("nbformat") == 4]
    for old in of_this_format:
        for new in of_this_format:
            exact(patch, old, new)

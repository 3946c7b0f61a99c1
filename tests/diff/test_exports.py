"""A comparison as one text to keep, with a name that any file system takes."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import nbdime
import nbformat
import pytest
from hypothesis import given, settings
from nbdime.diff_utils import to_diffentry_dicts

from jupyter_mlcollab.core.errors import Invalid, TooLarge
from jupyter_mlcollab.diff import exports
from jupyter_mlcollab.diff.exports import export
from jupyter_mlcollab.diff.options import Options
from jupyter_mlcollab.diff.shown import Shown, compare_shown
from jupyter_mlcollab.diff.sides import Found, read_side
from jupyter_mlcollab.diff.standard import standard
from notebooks_made_up import PAIRS, code, notebook

COMMIT = "0123456789abcdef0123456789abcdef01234567"
PNG = "iVBORw0KGgo="


def shown(old: Any, new: Any, title: str = "HEAD", path: str = "churn/train.ipynb") -> Shown:
    before = Found("revision", title, path, data(old), detail=COMMIT[:7], commit=COMMIT)
    return compare_shown(read_side(before), read_side(Found("live", "Unsaved", path, data(new))), Options())


def data(content: Any) -> bytes:
    return content if isinstance(content, bytes) else json.dumps(content).encode()


def plotted(text: str) -> Any:
    bundle = {"image/png": PNG, "text/plain": text, "text/html": "<b onclick=run()>kept out</b>"}
    return notebook(code("draw()", outputs=[{"output_type": "display_data", "metadata": {}, "data": bundle}]))


@settings(deadline=None, max_examples=60)
@given(PAIRS)
def test_whatever_notebooks_hold_every_form_can_be_sent(pair: Any) -> None:
    old, new = pair
    compared = shown(old, new)
    for form in ("html", "markdown", "nbdime"):
        msgspec.json.encode(export(compared, form, True))
    entries = to_diffentry_dicts(json.loads(export(compared, "nbdime", False).text))
    patched = nbdime.patch_notebook(nbformat.from_dict(standard(old)), entries)
    assert json.dumps(patched, sort_keys=True) == json.dumps(standard(new), sort_keys=True)


def test_outputs_are_in_the_file_only_when_asked_for() -> None:
    compared = shown(plotted("loss 0.5"), plotted("loss 0.4"))
    without, full = (export(compared, "html", outputs).text for outputs in (False, True))
    assert "loss 0." not in without
    assert PNG not in without
    assert "loss 0.4" in full
    assert f"data:image/png;base64,{PNG}" in full
    assert "kept out" not in full
    assert "</span>\n<span" not in full, "drawn as an empty line"
    assert "<script" not in full


def test_it_says_which_versions_it_compares() -> None:
    compared = shown(notebook(code("a = 1")), notebook(code("a = 2")))
    assert "HEAD (0123456) → Unsaved. Of 1 cells: 1 changed." in export(compared, "html", False).text
    summary = export(compared, "markdown", False).text
    assert "HEAD \\(0123456\\) → Unsaved" in summary
    assert "| 1 | a = 1 | source | +1 −1 |" in summary.replace("a = 2", "a = 1")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("churn/train.ipynb", "train-0123456-to-unsaved"),
        ("a b/Über *.final: v2?.ipynb", "Über-.final-v2-0123456-to-unsaved"),
        ("\u202ekcart.ipynb", "kcart-0123456-to-unsaved"),
        (f"{'x' * 300}.ipynb", f"{'x' * 80}-0123456-to-unsaved"),
    ],
)
def test_the_file_has_a_name_of_its_own(path: str, name: str) -> None:
    same = notebook(code("a"))
    names = [export(shown(same, same, path=path), form, False).name for form in ("html", "markdown", "nbdime")]
    assert names == [f"{name}.html", f"{name}.md", f"{name}.json"]


def test_nbdimes_format_is_of_two_notebooks() -> None:
    broken = shown(notebook(), b'{"cells": [,')
    with pytest.raises(Invalid, match="not a notebook on both sides"):
        export(broken, "nbdime", False)
    assert "not valid JSON" in export(broken, "markdown", False).text


def test_a_file_too_large_to_send_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "MAX_CHARACTERS", 1024 * 1024)
    long = notebook(*(code(f"value = {number}" * 2000) for number in range(60)))
    with pytest.raises(TooLarge, match="over 1 MB"):
        export(shown(notebook(), long), "html", False)

"""nbdime's own patch, given our difference, has to make the new notebook to the letter."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import nbdime
import nbformat
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nbdime.diff_format import validate_diff
from nbdime.diff_utils import to_diffentry_dicts

from jupyter_mlcollab.diff.budget import Budget, Cancelled
from jupyter_mlcollab.diff.compare import compare
from jupyter_mlcollab.diff.nbdime_format import to_nbdime
from jupyter_mlcollab.diff.options import Options
from jupyter_mlcollab.diff.reading import read_notebook
from jupyter_mlcollab.diff.standard import standard
from notebooks_made_up import PAIRS, code, markdown, notebook

NBDIME_FILES = sorted((Path(nbdime.__file__).parent / "tests" / "files").glob("*.ipynb"))
LEAVE_ALL_OUT = Options(
    ignore_outputs=True, ignore_metadata=True, ignore_counters=True, ignore_whitespace=True, tolerance=1.0
)


def patched(old: Any, diff: list[dict[str, Any]]) -> str:
    """The new notebook as nbdime makes it, written so that 1 and true differ, and NaN is NaN."""
    entries = to_diffentry_dicts(diff)
    validate_diff(entries, deep=True)
    return written(nbdime.patch_notebook(nbformat.from_dict(standard(old)), entries))


def written(notebook: Any) -> str:
    return json.dumps(notebook, sort_keys=True)


def exact(old: Any, new: Any, options: Options | None = None, seconds: float | None = None) -> list[dict[str, Any]]:
    budget = Budget(seconds)
    diff = to_nbdime(old, new, compare(old, new, options, budget), budget)
    assert patched(old, diff) == written(standard(new))
    return diff


@given(PAIRS)
@settings(max_examples=300)
@example((notebook() | {"metadata": {"id": 0}}, notebook() | {"metadata": {"id": 0.0}}))
@example((notebook() | {"metadata": {"id": 0.0}}, notebook() | {"metadata": {"id": -0.0}}))
@example((notebook() | {"metadata": {"id": 1}}, notebook() | {"metadata": {"id": True}}))
@example((notebook(code("a", metadata={"id": 2**70})), notebook(code("a", metadata={"id": 2**70 + 1}))))
@example((notebook(code("a\nfit(x)")), notebook(code("a\nfit(x)\nplot"))))
@example((notebook(code("a\x0bfit(x)\nplot a\n")), notebook(code("a\x0bfit(y)\nplot b\n"))))
@example((notebook(code("a \ud800\nfit(x)")), notebook(code("a \ud800\nfit(y)"))))
@example((notebook(code("a\r")), notebook(code("a\r\nb"))))
@example((notebook(code("a\x0bb\x85c")), notebook(code("a\x0bX\x85c"))))
@example((notebook(markdown("# Training 🚀 report")), notebook(markdown("# Training 🚀 report v2"))))
def test_the_patch_is_exact(pair: Any) -> None:
    assert exact(*pair) == exact(*map(standard, pair))


@given(PAIRS)
def test_the_patch_is_exact_whatever_is_left_out(pair: Any) -> None:
    exact(*pair, options=LEAVE_ALL_OUT)


@given(PAIRS)
def test_the_patch_is_exact_without_any_time(pair: Any) -> None:
    exact(*pair, seconds=0)


@given(PAIRS, st.booleans(), st.booleans(), st.sampled_from([0.0, 0.01, 1.0]))
def test_the_patch_is_exact_whatever_lines_count_as_the_same(
    pair: Any, whitespace: bool, outputs: bool, tolerance: float
) -> None:
    exact(*pair, options=Options(ignore_whitespace=whitespace, ignore_outputs=outputs, tolerance=tolerance))


@given(PAIRS)
def test_a_notebook_needs_no_patch_to_be_itself(pair: Any) -> None:
    for one in pair:
        for other in (copy.deepcopy(one), json.loads(json.dumps(one, sort_keys=True))):
            assert to_nbdime(one, other, compare(one, other)) == []


def test_what_is_not_a_number_is_itself_when_read_twice() -> None:
    data = b'{"cells": [{"cell_type": "code", "source": "", "metadata": {"a": NaN, "b": [NaN, -Infinity]}}]}'
    old, new = read_notebook(data), read_notebook(data)
    diff = compare(old, new)
    assert diff.cells[0].exact
    assert to_nbdime(old, new, diff) == []


@pytest.mark.parametrize("at", range(0, len(NBDIME_FILES), 7))
def test_nbdimes_own_notebooks(at: int) -> None:
    assert NBDIME_FILES
    read = [json.loads(file.read_text(encoding="utf-8")) for file in NBDIME_FILES[at : at + 8]]
    for old in read:
        for new in read:
            exact(old, new)


@pytest.mark.parametrize("separator", ["\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_positions_count_every_separator_as_nbdime_does(separator: str) -> None:
    (cells,) = exact(notebook(code(f"a{separator}b long line")), notebook(code(f"a{separator}b long lines")))
    assert cells["diff"][0]["diff"][0]["diff"][0]["key"] == 1


def test_one_changed_line_of_a_long_log_is_a_short_patch() -> None:
    lines = [f"step {n} loss {n * 7919 % 1000}" for n in range(200_000)]
    notebooks = []
    for value in ("0.5", "0.6"):
        lines[100_000] = f"step 100000 loss {value}"
        notebooks.append(notebook(code("fit()", outputs=[_stream("\n".join(lines))])))
    assert len(json.dumps(exact(*notebooks))) < 1_000


def _stream(text: str) -> dict[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def test_a_changed_plot_is_one_replacement() -> None:
    def plotted(data: str) -> Any:
        return notebook(
            code("plot()", outputs=[{"output_type": "display_data", "metadata": {}, "data": {"image/png": data}}])
        )

    (cells,) = exact(plotted("AAAA"), plotted("BBBB"))
    (output,) = cells["diff"][0]["diff"][0]["diff"]
    assert output["op"] == "patch"
    assert output["diff"][0]["diff"] == [{"op": "replace", "key": "image/png", "value": "BBBB"}]


def test_a_cancelled_writing_stops() -> None:
    old, new = notebook(code("a\nb")), notebook(code("a\nc"))
    diff = compare(old, new)
    with pytest.raises(Cancelled):
        to_nbdime(old, new, diff, Budget(cancelled=lambda: True))

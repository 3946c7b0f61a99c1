"""Merges beside those of nbdime, whose decisions are made from our diffs: where neither has a conflict they are one."""

from __future__ import annotations

import copy
from typing import Any

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st
from nbdime.diff_utils import to_diffentry_dicts
from nbdime.merging import apply_decisions
from nbdime.merging.generic import decide_merge_with_diff

from jupyter_mlcollab.diff.compare import compare
from jupyter_mlcollab.diff.merging.merge import merge
from jupyter_mlcollab.diff.nbdime_format import to_nbdime
from notebooks_made_up import code, markdown, notebook

Json = dict[str, Any]


def by_nbdime(base: Json, *sides: Json) -> Json | None:
    """What nbdime's decisions come to; None when one of them is a conflict."""
    diffs = [to_diffentry_dicts(to_nbdime(base, side, compare(base, side))) for side in sides]
    nodes = [nbformat.from_dict(copy.deepcopy(side)) for side in (base, *sides)]
    decisions = decide_merge_with_diff(*nodes, *diffs)
    return None if any(each["conflict"] for each in decisions) else apply_decisions(nodes[0], decisions)


LINES = [f"step_{n} = run(step={n}, seed={n * 7})" for n in range(6)]
BASE = notebook(
    *(code("\n".join(f"{line} + {n}" for line in LINES), id=f"code-{n}x") for n in range(4)),
    markdown("# The end\n\nOf the notebook that was made up.", id="end"),
)


@st.composite
def descendants(draw: st.DrawFn, name: str) -> Json:
    """The base after some edits that a person might do."""
    cells = copy.deepcopy(BASE["cells"])
    for cell in cells[:4]:
        match draw(st.sampled_from(["same", "same", "line", "metadata", "outputs", "gone"])):
            case "line":
                lines = cell["source"].split("\n")
                lines[draw(st.integers(0, 5))] += f"  # {name}"
                cell["source"] = "\n".join(lines)
            case "metadata":
                cell["metadata"] = {draw(st.sampled_from("abc")): name}
            case "outputs":
                cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": f"printed by {name}\n"}]
            case "gone":
                cell["source"] = ""
    cells = [cell for cell in cells if cell["source"]]
    if draw(st.booleans()):
        cells.insert(draw(st.integers(0, len(cells))), markdown(f"A remark of {name} on what came before.", id=name))
    return BASE | {"cells": cells}


def test_the_result_is_that_of_nbdimes_decisions():
    compared = []

    @settings(max_examples=150)
    @given(descendants("ours"), descendants("theirs"))
    def check(ours: Json, theirs: Json) -> None:
        found, other = merge(BASE, ours, theirs), by_nbdime(BASE, ours, theirs)
        if not found.conflicts and other is not None:
            compared.append(ours)
            assert found.notebook == other

    check()
    assert len(compared) >= 10

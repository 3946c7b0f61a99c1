"""Two notebooks compared."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given

from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.diff.budget import Budget, Cancelled
from jupyter_mlcollab.diff.compare import compare
from jupyter_mlcollab.diff.options import EVERYTHING, Options
from jupyter_mlcollab.diff.result import CellPair, Join, LineHunk, Move, NotebookDiff, Split
from notebooks_made_up import NOTEBOOKS, PAIRS, code, markdown, notebook

LOAD = "frame = load('train.csv')\nframe = frame.dropna()\nframe.describe()"
FIT = "model = Forest(seed=1)\nmodel.fit(x_train, y_train)\nmodel.score(x_test, y_test)"
PLOT = "figure, axes = subplots()\naxes.plot(history.loss)\naxes.set_title('loss')"


def only(diff: NotebookDiff) -> CellPair:
    """The one cell that differs."""
    differing = [cell for cell in diff.cells if cell.status != "same" or cell.moved]
    assert len(differing) == 1, differing
    return differing[0]


def stream(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def plot(data: str) -> dict[str, Any]:
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {"image/png": data, "text/plain": "<Figure size 640x480 with 1 Axes>"},
    }


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [(1, True, True), (0, False, True), (1.0, True, True), (0.0, -0.0, False), (1, 1.0, False)],
)
def test_what_only_python_holds_for_equal_is_looked_at_among_many_cells(old: Any, new: Any, changed: bool) -> None:
    """JSON's 1 is 1.0 and not true. Cells that are written otherwise are not the same to the letter."""
    for at in (0, 31, 32, 70, 99):
        sides = [notebook(*(code(f"step_{n}()") for n in range(100))) for _ in "ab"]
        for side, value in zip(sides, (old, new), strict=True):
            side["cells"][at]["metadata"] = {"value": value}
        diff = compare(*sides)
        assert [n for n, cell in enumerate(diff.cells) if not cell.exact] == [at]
        assert diff.cells[at].kinds == ({"metadata"} if changed else frozenset())
        assert [(cell.old, cell.new) for cell in diff.cells] == [(n, n) for n in range(100)]


@given(NOTEBOOKS)
def test_a_notebook_against_itself_has_no_change(one: Any) -> None:
    for options in (Options(), EVERYTHING):
        assert compare(one, one, options).same
        assert compare(one, copy.deepcopy(one), options).same


@given(PAIRS)
def test_every_cell_of_both_sides_is_there_once_and_in_order(pair: Any) -> None:
    old, new = pair
    diff = compare(old, new)
    assert (diff.old_count, diff.new_count) == (len(old["cells"]), len(new["cells"]))
    assert sorted(c.old for c in diff.cells if c.old is not None) == list(range(diff.old_count))
    assert [c.new for c in diff.cells if c.new is not None] == list(range(diff.new_count))
    kept = [c.old for c in diff.cells if c.old is not None and not c.moved]
    assert kept == sorted(kept)
    assert {(move.old, move.new) for move in diff.moves} == {(c.old, c.new) for c in diff.cells if c.moved}


@given(PAIRS)
def test_a_cell_that_is_exact_is_the_same_to_the_letter(pair: Any) -> None:
    old, new = pair
    for options in (Options(), EVERYTHING):
        for cell in compare(old, new, options).cells:
            if cell.exact:
                assert cell.status == "same"
                before, after = old["cells"][cell.old], new["cells"][cell.new]
                assert json.dumps(before, sort_keys=True) == json.dumps(after, sort_keys=True)


@given(PAIRS)
def test_every_output_of_both_sides_is_there_once(pair: Any) -> None:
    old, new = pair
    for cell in compare(old, new).cells:
        if cell.outputs:
            assert cell.old is not None
            assert cell.new is not None
            olds = [o.old for o in cell.outputs if o.old is not None]
            news = [o.new for o in cell.outputs if o.new is not None]
            assert olds == list(range(len(old["cells"][cell.old].get("outputs", []))))
            assert news == list(range(len(new["cells"][cell.new].get("outputs", []))))


@given(PAIRS)
def test_a_cell_that_is_the_same_differs_in_nothing_but_ids(pair: Any) -> None:
    old, new = pair
    for cell in compare(old, new).cells:
        if cell.status == "same":
            before, after = (_without_ids(side["cells"][at]) for side, at in ((old, cell.old), (new, cell.new)))
            assert before == after


def _without_ids(cell: Any) -> Any:
    metadata = {name: value for name, value in cell["metadata"].items() if name != "id"}
    return {name: value for name, value in cell.items() if name != "id"} | {
        "metadata": metadata,
        "attachments": cell.get("attachments") or {},
    }


def test_a_cell_type_change_is_shown() -> None:
    """nbdime's view hides it, with the outputs that came."""
    old = notebook(markdown(FIT, id="a1"), code(PLOT, id="b2"))
    new = notebook(code(FIT, outputs=[stream("0.9")], id="a1"), code(PLOT, id="b2"))
    cell = only(compare(old, new))
    assert (cell.old, cell.new) == (0, 0)
    assert cell.kinds == {"cell_type", "outputs"}


def test_an_attachment_change_is_shown() -> None:
    """nbdime's view hides it."""
    old = notebook(markdown("![](attachment:a.png)") | {"attachments": {"a.png": {"image/png": "AAAA"}}})
    new = notebook(markdown("![](attachment:a.png)") | {"attachments": {"a.png": {"image/png": "BBBB"}}})
    cell = only(compare(old, new))
    assert cell.kinds == {"attachments"}
    assert cell.attachments[0].path == ("attachments", "a.png", "image/png")


def test_an_image_of_eight_megabytes_is_one_changed_output() -> None:
    """nbdime's view stops at it, and everything below is missing."""
    old = notebook(code(PLOT, outputs=[plot("A" * 8_000_000)]), code(FIT))
    new = notebook(code(PLOT, outputs=[plot("A" * 7_999_999 + "B")]), code(FIT))
    diff = compare(old, new)
    cell = only(diff)
    assert [(o.old, o.new, o.status, o.mimes) for o in cell.outputs] == [(0, 0, "changed", ("image/png",))]
    assert len(diff.cells) == 2


def test_a_plot_among_other_outputs_is_paired() -> None:
    old = notebook(code(PLOT, outputs=[stream("epoch 1\nepoch 2\n"), plot("AAAA"), stream("warn", "stderr")]))
    new = notebook(code(PLOT, outputs=[plot("BBBB"), stream("warn", "stderr"), stream("done")]))
    pairs = [(o.old, o.new, o.status) for o in only(compare(old, new)).outputs]
    assert pairs == [(0, None, "removed"), (1, 0, "changed"), (2, 1, "same"), (None, 2, "added")]


def test_a_stream_is_compared_by_line() -> None:
    old = notebook(code(FIT, outputs=[stream("epoch 1\nloss 0.5\nepoch 2\n")]))
    new = notebook(code(FIT, outputs=[stream("epoch 1\nloss 0.4\nepoch 2\n")]))
    text = only(compare(old, new)).outputs[0].text
    assert text is not None
    assert text.lines == (LineHunk(1, 2, 1, 2),)


@pytest.mark.parametrize(
    "ids",
    [["a", "a", "b"], [None, None, None], ["0", "1", "2"], ["x", "y", "z"]],
    ids=["duplicate", "missing", "numbers", "other"],
)
def test_only_ids_differ_is_no_change_unless_asked_for(ids: list[str | None]) -> None:
    """nbdime reads duplicates and missing ids with new ones each time: a file differs from itself."""
    old = notebook(*(code(source, id=f"id-{n}x") for n, source in enumerate((LOAD, FIT, PLOT))))
    new = copy.deepcopy(old)
    for cell, cell_id in zip(new["cells"], ids, strict=True):
        del cell["id"]
        if cell_id is not None:
            cell["id"] = cell_id
    assert compare(old, new).same
    assert {cell.kinds for cell in compare(old, new, EVERYTHING).cells} == {frozenset({"id"})}


def test_other_ids_do_not_hide_an_edit() -> None:
    old = notebook(code(LOAD, id="a1"), code(FIT, id="b2"), code(PLOT, id="c3"))
    new = notebook(code(LOAD, id="d4"), code(FIT.replace("seed=1", "seed=2"), id="e5"), code(PLOT, id="f6"))
    assert only(compare(old, new)).kinds == {"source"}


def test_ids_that_moved_to_other_texts_are_not_believed() -> None:
    sources = [
        f"def step_{n}(frame):\n    return frame.query('column_{n} > {n}')  # {'abcdefgh'[n] * 30}" for n in range(8)
    ]
    ids = [f"id-{letter}" for letter in "abcdefgh"]
    old = notebook(*(code(source, id=one) for source, one in zip(sources, ids, strict=True)))
    new = notebook(*(code(source, id=one) for source, one in zip(sources, ids[1:] + ids[:1], strict=True)))
    assert compare(old, new).same


def test_a_cell_written_anew_keeps_its_id() -> None:
    old = notebook(code(LOAD, id="a1"), code("import numpy", id="b2"), code(PLOT, id="c3"))
    new = notebook(code(LOAD, id="a1"), code("%%bash\nls -l | wc > $HOME/qqq.zip\nwget", id="b2"), code(PLOT, id="c3"))
    cell = only(compare(old, new))
    assert (cell.old, cell.new, cell.kinds) == (1, 1, {"source"})


def test_colab_ids_are_ids() -> None:
    old = notebook(*(code(source, metadata={"id": f"colab{n}"}) for n, source in enumerate("abc")))
    new = notebook(*(code(source, metadata={"id": f"colab{n}"}) for n, source in ((2, "c"), (0, "q"), (1, "b"))))
    found = {(cell.old, cell.new) for cell in compare(old, new).cells}
    assert found == {(0, 1), (1, 2), (2, 0)}


def test_a_moved_cell_is_moved_and_may_be_edited() -> None:
    old = notebook(code(LOAD), code(FIT), code(PLOT))
    new = notebook(code(FIT), code(PLOT), code(LOAD + "\nframe.head()"))
    diff = compare(old, new)
    assert diff.moves == (Move(0, 2),)
    cell = only(diff)
    assert (cell.old, cell.new, cell.moved, cell.kinds) == (0, 2, True, {"source"})
    assert diff.cells[-1] is cell


def test_a_split_and_a_join_are_told() -> None:
    apart, together = notebook(code(PLOT), code(LOAD), code(FIT)), notebook(code(PLOT), code(LOAD + "\n" + FIT))
    assert compare(together, apart).splits == (Split(1, (1, 2)),)
    assert compare(apart, together).joins == (Join((1, 2), 1),)
    assert compare(apart, together).splits == ()


def test_removed_cells_stand_where_they_were() -> None:
    old, new = notebook(code(LOAD), code(FIT), code(PLOT)), notebook(code(LOAD), code(PLOT))
    assert [(c.old, c.new) for c in compare(old, new).cells] == [(0, 0), (1, None), (2, 1)]


def _count(new: Any) -> None:
    new["cells"][0]["execution_count"] = 7


def _tag(new: Any) -> None:
    new["cells"][0]["metadata"]["tags"] = ["slow"]


def _field(new: Any) -> None:
    new["cells"][0]["unheard_of"] = 1


def _print(new: Any) -> None:
    new["cells"][0]["outputs"] = [stream("1")]


@pytest.mark.parametrize(
    ("edit", "kind", "ignoring"),
    [
        (_count, "execution_count", {"ignore_counters": True}),
        (_tag, "metadata", {"ignore_metadata": True}),
        (_field, "metadata", {"ignore_metadata": True}),
        (_print, "outputs", {"ignore_outputs": True}),
    ],
)
def test_each_kind_is_shown_and_can_be_ignored(edit: Callable[[Any], None], kind: str, ignoring: Any) -> None:
    old = notebook(code(FIT))
    new = copy.deepcopy(old)
    edit(new)
    assert only(compare(old, new)).kinds == {kind}
    assert compare(old, new, Options(**ignoring)).same


def test_the_kernel_is_notebook_metadata() -> None:
    old = notebook(code(FIT)) | {"metadata": {"kernelspec": {"name": "python3"}}}
    new = notebook(code(FIT)) | {"metadata": {"kernelspec": {"name": "ir"}}}
    (change,) = compare(old, new).metadata
    assert (change.path, change.old, change.new) == (("metadata", "kernelspec", "name"), "python3", "ir")
    assert compare(old, new, Options(ignore_metadata=True)).same


def test_true_is_not_one_and_one_is_one_point_zero() -> None:
    def with_value(value: Any) -> Any:
        return notebook(code(FIT, metadata={"collapsed": value}))

    assert only(compare(with_value(True), with_value(1))).kinds == {"metadata"}
    assert compare(with_value(1), with_value(1.0)).same
    assert compare(with_value(float("nan")), with_value(float("nan"))).same


def test_numbers_within_the_tolerance_are_equal_in_outputs() -> None:
    def result(value: float) -> Any:
        data = {"application/json": {"auc": value}, "text/plain": f"auc {value}"}
        output = {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}
        return notebook(code(FIT, outputs=[output, stream(f"auc: {value}\n")]))

    assert compare(result(0.87), result(0.870001), Options(tolerance=1e-4)).same
    assert only(compare(result(0.87), result(0.88), Options(tolerance=1e-4))).kinds == {"outputs"}


def test_whitespace_can_be_ignored() -> None:
    assert compare(notebook(code("f( x )")), notebook(code("f(x)")), Options(ignore_whitespace=True)).same


def test_lines_as_lists_and_as_one_string_are_the_same() -> None:
    old, new = notebook(code(FIT, outputs=[stream("a\nb"), plot("AA\nBB")])), notebook(code(FIT))
    new["cells"][0] |= {"source": FIT.splitlines(True), "outputs": [stream("a\nb"), plot("AA\nBB")]}
    new["cells"][0]["outputs"][0]["text"] = ["a\n", "b"]
    new["cells"][0]["outputs"][1]["data"]["image/png"] = ["AA\n", "BB"]
    assert compare(old, new, EVERYTHING).same


def test_the_third_format_is_read_as_cells() -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["Train"]},
        {
            "cell_type": "code",
            "collapsed": False,
            "input": ["1 + 1"],
            "language": "python",
            "metadata": {},
            "outputs": [{"output_type": "pyout", "prompt_number": 3, "metadata": {}, "text": ["2"]}],
            "prompt_number": 3,
        },
    ]
    old = {"metadata": {"name": ""}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": cells}]}
    result = {"output_type": "execute_result", "execution_count": 3, "metadata": {}, "data": {"text/plain": "2"}}
    new = notebook(markdown("## Train"), code("1 + 1", outputs=[result], metadata={"collapsed": False}))
    new["cells"][1]["execution_count"] = 3
    diff = compare(old, new)
    assert {cell.status for cell in diff.cells} == {"same"}
    assert {change.path for change in diff.metadata} == {("nbformat",), ("nbformat_minor",), ("metadata", "name")}
    assert compare(old, copy.deepcopy(old)).same


@pytest.mark.parametrize("bad", [[], {}, {"cells": 1}, {"cells": [{}] * 20_001}, None])
def test_what_is_not_a_notebook_is_refused(bad: Any) -> None:
    with pytest.raises(Invalid):
        compare(notebook(), bad)


def test_nesting_too_deep_is_refused() -> None:
    def nested(value: Any) -> Any:
        for _ in range(5_000):
            value = [value]
        return notebook(code(FIT, metadata={"x": value}))

    with pytest.raises(Invalid):
        compare(nested(1), nested(2))


def test_odd_parts_are_no_failure() -> None:
    odd = {"cells": [{}, {"source": 3, "outputs": "x", "metadata": 1}, 7, {"outputs": [1, None, {"data": 3}]}]}
    other = {"cells": [{"outputs": [2]}, {"source": None, "attachments": []}]}
    assert compare(odd, copy.deepcopy(odd)).same
    assert len(compare(odd, other).cells) >= 3
    assert len(compare(other, odd).cells) >= 3


def test_no_time_at_all_still_accounts_for_every_cell() -> None:
    chance = random.Random(1)
    old = notebook(*(code("".join(chance.choices("abc \n", k=80))) for _ in range(40)))
    new = notebook(*(code(cell["source"] + "!") for cell in old["cells"]))
    diff = compare(old, new, budget=Budget(seconds=0))
    assert "no_similarity" in diff.steps
    assert [(c.old, c.new, c.status) for c in diff.cells] == [(n, n, "changed") for n in range(40)]
    assert compare(old, new).steps == ()


def test_without_time_cells_are_paired_by_place_where_as_many_stand_and_by_id_anywhere() -> None:
    old = notebook(code("a"), code("kept = 1"), code("b"), markdown("c"), code("also_kept = 1"), code("d"))
    new = notebook(code("A"), code("kept = 1"), code("B"), code("C"), code("also_kept = 1"), code("D"), code("E"))
    diff = compare(old, new, budget=Budget(seconds=0))
    assert "no_similarity" in diff.steps
    assert [(c.old, c.new) for c in diff.cells] == [
        *((0, 0), (1, 1), (2, 2), (3, None), (None, 3), (4, 4)),
        *((5, None), (None, 5), (None, 6)),
    ]
    known = notebook(code(LOAD, id="a1"), code(FIT, id="b2"), code(PLOT, id="c3"))
    edited = notebook(code(LOAD, id="a1"), code("new()", id="d4"), code(PLOT[::-1], id="b2"), code(PLOT, id="c3"))
    diff = compare(known, edited, budget=Budget(seconds=0))
    assert [(c.old, c.new) for c in diff.cells] == [(0, 0), (None, 1), (1, 2), (2, 3)]


@given(PAIRS)
@example(
    (
        notebook(markdown("", id="a"), markdown("fit(x)"), markdown("fit(x)\nfit(x)"), markdown("")),
        notebook(
            markdown(""), markdown("fit(x)\nfit(x)"), markdown("fit(x)"), markdown("", id="a"), markdown("fit(x)")
        ),
    )
)
def test_without_time_every_cell_is_there_once_and_none_is_gone_where_as_many_of_a_type_stand(pair: Any) -> None:
    old, new = pair
    diff = compare(old, new, budget=Budget(seconds=0))
    assert sorted(c.old for c in diff.cells if c.old is not None) == list(range(diff.old_count))
    assert [c.new for c in diff.cells if c.new is not None] == list(range(diff.new_count))
    gap: list[CellPair] = []
    for cell in [*diff.cells, CellPair(0, 0)]:
        # What moved through stands between no two neighbours.
        if cell.moved:
            continue
        if cell.status in ("added", "removed"):
            gap.append(cell)
            continue
        gone = [old["cells"][c.old]["cell_type"] for c in gap if c.old is not None]
        came = [new["cells"][c.new]["cell_type"] for c in gap if c.new is not None]
        assert len(gone) != len(came) or all(one != other for one, other in zip(gone, came, strict=True))
        gap = []


def test_a_cancelled_comparison_stops_at_once() -> None:
    asked = 0

    def cancelled() -> bool:
        nonlocal asked
        asked += 1
        return asked > 5

    old = notebook(*(code(f"a = {n}\nb") for n in range(100)))
    new = notebook(*(code(f"a = {n}\nc") for n in range(100)))
    with pytest.raises(Cancelled):
        compare(old, new, budget=Budget(cancelled=cancelled))
    assert asked == 6


def test_comparing_changes_neither_side() -> None:
    old = notebook(code(FIT, outputs=[stream("a")]))
    old["cells"][0]["source"] = FIT.splitlines(True)
    new = notebook(code(LOAD))
    before = json.dumps([old, new])
    compare(old, new)
    assert json.dumps([old, new]) == before

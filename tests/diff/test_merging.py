"""Three versions of a notebook brought into one: what settles itself, what is a conflict, and that nothing is lost."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.diff.merging.cells import Conflict
from jupyter_mlcollab.diff.merging.lines import merge_texts
from jupyter_mlcollab.diff.merging.marking import marked
from jupyter_mlcollab.diff.merging.merge import Merge, merge
from jupyter_mlcollab.diff.merging.resolving import resolved, takes_of
from jupyter_mlcollab.diff.standard import standard
from jupyter_mlcollab.diff.writing import check_notebook, notebook_text, problem_of
from notebooks_made_up import BASE, CELLS, METADATA, OUTPUTS, TEXTS, code, edited, markdown, notebook

Json = dict[str, Any]


def without(*ids: str, of: Json = BASE) -> Json:
    return of | {"cells": [cell for cell in of["cells"] if cell["id"] not in ids]}


def with_cells(*cells: Json, at: int, of: Json = BASE) -> Json:
    return of | {"cells": [*of["cells"][:at], *cells, *of["cells"][at:]]}


def changed(cell_id: str, of: Json = BASE, **fields: Any) -> Json:
    return of | {"cells": [cell | fields if cell["id"] == cell_id else cell for cell in of["cells"]]}


def ids(found: Merge) -> list[str]:
    return [cell["id"] for cell in found.notebook["cells"]]


def kinds(found: Merge) -> list[str]:
    return [conflict.kind for conflict in found.conflicts]


def cell(found: Merge, cell_id: str) -> Json:
    return next(cell for cell in found.notebook["cells"] if cell["id"] == cell_id)


def printed(text: str) -> list[Json]:
    return [{"output_type": "stream", "name": "stdout", "text": text}]


# --- what settles itself --------------------------------------------------------------------------------------


def test_edits_of_different_lines_come_together():
    ours = edited(load="data = load(2024)\nprint(len(data))\ntrain, test = split(data)")
    theirs = edited(load="data = load()\nprint(len(data))\ntrain, test = split(data, by='date')")
    found = merge(BASE, ours, theirs)
    assert kinds(found) == []
    assert cell(found, "load")["source"] == "data = load(2024)\nprint(len(data))\ntrain, test = split(data, by='date')"
    assert [row.origin for row in found.rows] == ["same", "both", "same", "same"]


def test_cells_that_each_side_inserted_deleted_and_moved_come_together():
    ours = with_cells(markdown("## Model", id="model"), at=2)
    theirs = without("plot", of=with_cells(code("check(data)", id="check"), at=1))
    moved = theirs | {"cells": [theirs["cells"][n] for n in (1, 0, 2, 3)]}
    found = merge(BASE, ours, moved)
    assert kinds(found) == []
    assert ids(found) == ["check", "title", "load", "model", "fit"]


def test_a_cell_one_side_moved_and_the_other_edited_is_moved_and_edited():
    ours = BASE | {"cells": [BASE["cells"][n] for n in (0, 3, 1, 2)]}
    found = merge(BASE, ours, edited(plot="plot(model, test, size=3)"))
    assert (ids(found), kinds(found)) == (["title", "plot", "load", "fit"], [])
    assert cell(found, "plot")["source"] == "plot(model, test, size=3)"


def test_counters_and_what_tools_write_are_no_conflict():
    ours = changed("fit", execution_count=3, metadata={"collapsed": True, "scrolled": True, "tags": ["a"]})
    theirs = changed("fit", execution_count=8, metadata={"collapsed": False, "trusted": True, "tags": ["a"]})
    ours["metadata"] = {
        "kernelspec": {"name": "python3", "display_name": "Ana"},
        "language_info": {"version": "3.11.1"},
    }
    theirs["metadata"] = {
        "kernelspec": {"name": "python3", "display_name": "Bo"},
        "language_info": {"version": "3.12.0"},
    }
    found = merge(BASE, ours, theirs)
    assert kinds(found) == []
    assert (cell(found, "fit")["execution_count"], found.notebook["metadata"]["language_info"]["version"]) == (
        3,
        "3.11.1",
    )


def test_outputs_follow_the_side_that_changed_the_source():
    ours = changed("fit", source="model = fit(train, depth=3)", outputs=printed("0.89"), execution_count=2)
    theirs = changed("fit", outputs=printed("0.87"), execution_count=5)
    for found in (merge(BASE, ours, theirs), merge(BASE, theirs, ours)):
        assert kinds(found) == []
        assert (cell(found, "fit")["outputs"], cell(found, "fit")["execution_count"]) == (printed("0.89"), 2)


def test_a_deletion_beats_what_only_a_tool_changed():
    theirs = changed(
        "plot", execution_count=4, metadata={"ExecuteTime": {"end": "now"}, "jupyter": {"source_hidden": True}}
    )
    for found in (merge(BASE, without("plot"), theirs), merge(BASE, theirs, without("plot"))):
        assert (kinds(found), ids(found)) == ([], ["title", "load", "fit"])


def test_the_same_cell_inserted_on_both_sides_is_one():
    ours = with_cells(code("import pandas as pd", id="pandas"), at=1)
    theirs = with_cells(code("import pandas as pd", id="other"), code("import numpy as np", id="numpy"), at=1)
    found = merge(BASE, ours, theirs)
    assert (kinds(found), ids(found)) == ([], ["title", "pandas", "numpy", "load", "fit", "plot"])


def test_an_empty_cell_at_the_end_does_not_stand_in_the_way():
    ours = with_cells(code("", id="empty"), at=4)
    theirs = with_cells(code("save(model)", id="save"), at=4)
    found = merge(BASE, ours, theirs)
    assert (kinds(found), sorted(ids(found)[4:])) == ([], ["empty", "save"])


def test_ids_stay_unique_when_both_sides_used_the_same():
    ours = with_cells(code("rows = data.describe()", id="new"), at=2)
    theirs = with_cells(markdown("Nothing alike is written in here.", id="new"), at=4)
    found = merge(BASE, ours, theirs)
    assert len(set(ids(found))) == len(ids(found)) == 6
    assert ids(found)[2] == "new"


def test_versions_of_the_format_with_and_without_ids_come_together():
    old = {"nbformat_minor": 4, "cells": [{k: v for k, v in cell.items() if k != "id"} for cell in BASE["cells"]]}
    theirs = with_cells(code("save(model)"), at=4, of=BASE | old)
    del theirs["cells"][4]["execution_count"], theirs["cells"][4]["outputs"]
    theirs["cells"][4] |= {"execution_count": None, "outputs": []}
    found = merge(BASE | old, BASE, theirs)
    assert (found.notebook["nbformat_minor"], kinds(found)) == (5, [])
    check_notebook(found.notebook)
    assert all("id" in cell for cell in found.notebook["cells"])


# --- conflicts ------------------------------------------------------------------------------------------------


def test_two_edits_of_one_line_are_a_conflict_of_that_line_only():
    ours = edited(load="data = load(1)\nprint(len(data))\ntrain, test = split(data)")
    theirs = edited(load="data = load(2)\nprint(len(data))\ntrain, test = split(data, 3)")
    found = merge(BASE, ours, theirs)
    assert kinds(found) == ["source"]
    assert found.rows[1].origin == "conflict"
    assert cell(found, "load")["source"] == "data = load(1)\nprint(len(data))\ntrain, test = split(data, 3)"
    assert resolved(found, {0: "theirs"}, {})[0]["cells"][1]["source"].startswith("data = load(2)\nprint")
    assert resolved(found, {0: "both"}, {})[0]["cells"][1]["source"].startswith("data = load(1)\ndata = load(2)\nprint")
    assert resolved(found, {0: "base"}, {})[0]["cells"][1]["source"].startswith("data = load()\nprint")


@pytest.mark.parametrize("swapped", [False, True])
def test_an_edit_against_a_deletion_stays_visible(swapped):
    sides = (edited(plot="plot(model, test, size=3)"), without("plot"))
    found = merge(BASE, *(reversed(sides) if swapped else sides))
    assert kinds(found) == ["edited_deleted"]
    assert cell(found, "plot")["source"] == "plot(model, test, size=3)"
    edit, deletion = ("theirs", "ours") if swapped else ("ours", "theirs")
    assert [cell["id"] for cell in resolved(found, {0: deletion}, {})[0]["cells"]] == ["title", "load", "fit"]
    assert resolved(found, {0: edit}, {})[0]["cells"][3]["source"] == "plot(model, test, size=3)"
    assert resolved(found, {}, {3: "plot()"})[0]["cells"][3]["source"] == "plot()"


def test_a_rerun_against_a_deletion_stays_visible():
    found = merge(BASE, without("plot"), changed("plot", outputs=printed("auc 0.9")))
    assert (kinds(found), ids(found)[-1]) == (["edited_deleted"], "plot")


def test_different_cells_inserted_at_one_place_are_both_there():
    ours = with_cells(code("by_age = data.groupby('age')", id="age"), at=2)
    theirs = with_cells(markdown("The model was chosen by hand.", id="text"), at=2)
    found = merge(BASE, ours, theirs)
    assert (kinds(found), ids(found)) == (["both_inserted"], ["title", "load", "age", "text", "fit", "plot"])
    left = {
        take: [c["id"] for c in resolved(found, {0: take}, {})[0]["cells"]][2:-2]
        for take in takes_of(found.conflicts[0])
    }
    assert left == {"ours": ["age"], "theirs": ["text"], "both": ["age", "text"], "none": []}


def test_what_came_in_place_of_a_deleted_cell_stands_behind_it():
    ours = with_cells(
        markdown("Our conclusion is another.", id="ours"), at=4, of=edited(plot="plot(model, test, size=3)")
    )
    theirs = with_cells(markdown("Their findings.", id="theirs"), at=3, of=without("plot"))
    found = merge(BASE, ours, theirs)
    assert kinds(found) == ["edited_deleted", "both_inserted"]
    assert ids(found)[2:] == ["fit", "plot", "ours", "theirs"]


def test_outputs_of_two_runs_of_one_source_are_a_conflict_unless_a_rule_says_which():
    ours, theirs = (changed("fit", outputs=printed(text), execution_count=n) for text, n in (("0.87", 1), ("0.89", 2)))
    found = merge(BASE, ours, theirs)
    assert kinds(found) == ["outputs"]
    fits = {take: resolved(found, {0: take}, {})[0]["cells"][2] for take in takes_of(found.conflicts[0])}
    texts = {take: [o["text"] for o in cell["outputs"]] for take, cell in fits.items()}
    assert texts == {"ours": ["0.87"], "theirs": ["0.89"], "base": [], "both": ["0.87", "0.89"], "none": []}
    assert [fits[take]["execution_count"] for take in ("ours", "theirs", "none")] == [1, 2, None]
    for rule, text in (("ours", ["0.87"]), ("theirs", ["0.89"]), ("clear", [])):
        settled = merge(BASE, ours, theirs, outputs=rule)
        assert (kinds(settled), [o["text"] for o in cell(settled, "fit")["outputs"]]) == ([], text)


def test_metadata_and_attachments_conflict_by_name():
    ours = changed("title", metadata={"slide": "a", "kept": 1}, attachments={"a.png": {"image/png": "AAAA"}})
    theirs = changed("title", metadata={"slide": "b", "other": 2}, attachments={"a.png": {"image/png": "BBBB"}})
    ours["metadata"], theirs["metadata"] = {"title": "A"}, {"title": "B", "authors": ["Bo"]}
    found = merge(BASE, ours, theirs)
    assert [(c.kind, c.path) for c in found.conflicts] == [
        ("notebook_metadata", ("metadata", "title")),
        ("metadata", ("metadata", "slide")),
        ("attachments", ("attachments", "a.png", "image/png")),
    ]
    assert cell(found, "title")["metadata"] == {"slide": "a", "kept": 1, "other": 2}
    done, left = resolved(found, {0: "theirs", 1: "base", 2: "theirs"}, {})
    assert (done["metadata"], left) == ({"title": "B", "authors": ["Bo"]}, [])
    assert done["cells"][0]["metadata"] == {"kept": 1, "other": 2}
    assert done["cells"][0]["attachments"] == {"a.png": {"image/png": "BBBB"}}


def test_two_types_of_one_cell_are_a_conflict():
    base, ours, theirs = (
        changed("fit", cell_type=kind, **({"execution_count": None, "outputs": []} if kind == "code" else {}))
        for kind in ("code", "markdown", "raw")
    )
    for side in (ours, theirs):
        side["cells"][2] = {k: v for k, v in side["cells"][2].items() if k not in ("outputs", "execution_count")}
    found = merge(base, ours, theirs)
    assert kinds(found) == ["cell_type"]
    back = resolved(found, {0: "base"}, {})[0]
    check_notebook(back)
    assert (back["cells"][2]["cell_type"], back["cells"][2]["outputs"]) == ("code", [])
    assert resolved(found, {0: "theirs"}, {})[0]["cells"][2]["cell_type"] == "raw"


def test_a_cell_that_one_side_made_markdown_loses_what_only_code_has():
    ours = changed("fit", cell_type="markdown")
    ours["cells"][2] = {k: v for k, v in ours["cells"][2].items() if k not in ("outputs", "execution_count")}
    found = merge(BASE, ours, changed("fit", source="model = fit(train, 3)", execution_count=3, outputs=printed("x")))
    assert kinds(found) == []
    check_notebook(found.notebook)
    assert (cell(found, "fit")["cell_type"], cell(found, "fit")["source"]) == ("markdown", "model = fit(train, 3)")


def test_markers_leave_a_notebook_that_opens_with_both_versions_in_it():
    ours = with_cells(code("ours()", id="mine"), at=4, of=edited(load="data = load(1)", plot="plot(3)"))
    theirs = with_cells(
        markdown("Theirs has words.", id="words"), at=3, of=without("plot", of=edited(load="data = load(2)"))
    )
    ours = changed("fit", of=ours, outputs=printed("0.87"))
    theirs = changed("fit", of=theirs, outputs=printed("0.89"))
    found = merge(BASE, ours, theirs)
    shown = marked(found)
    check_notebook(shown)
    sources = {cell["id"]: cell["source"] for cell in shown["cells"]}
    assert sources["load"] == "<<<<<<< ours\ndata = load(1)\n=======\ndata = load(2)\n>>>>>>> theirs"
    assert sources["plot"] == "<<<<<<< ours\nplot(3)\n=======\n>>>>>>> theirs deleted this cell"
    texts = [output["text"] for cell in shown["cells"] if cell["id"] == "fit" for output in cell["outputs"]]
    assert texts == ["<<<<<<< ours\n", "0.87", "=======\n", "0.89", ">>>>>>> theirs\n"]


def test_markers_around_inserted_cells_are_cells():
    ours, theirs = (
        with_cells(code("ours()", id="mine"), at=4),
        with_cells(markdown("Theirs has words.", id="words"), at=4),
    )
    shown = marked(merge(BASE, ours, theirs), 9)
    check_notebook(shown)
    assert [cell["source"] for cell in shown["cells"][4:]] == [
        "<<<<<<<<< ours", "ours()", "=========", "Theirs has words.", ">>>>>>>>> theirs",
    ]  # fmt: skip


def test_lines_that_touch_are_a_conflict_and_equal_ends_of_it_are_not():
    parts = merge_texts("a\nb\nc\nd", "a\nB\nx\ny\nd", "a\nb\nC\ny\nd")
    assert [(p.base, p.ours, p.theirs) for p in parts if p.settled is None] == [(("b", "c"), ("B", "x"), ("b", "C"))]
    assert [p.settled for p in parts if p.settled is not None] == [("a",), ("y", "d")]


@pytest.mark.parametrize("takes", [{3: "ours"}, {0: "none"}, {-1: "ours"}])
def test_what_cannot_be_taken_is_refused(takes):
    found = merge(BASE, edited(fit="fit(1)"), edited(fit="fit(2)"))
    with pytest.raises(Invalid):
        resolved(found, takes, {})


STRANGE = [
    changed("fit", outputs=None, execution_count="7"),
    changed("fit", outputs={"a": 1}, metadata=None),
    changed("fit", outputs=[3, None, [{}]], source=None),
    changed("fit", outputs=[{"output_type": "stream", "text": 4}], source=["a", 1]),
    changed("fit", cell_type=None, id=["a"], attachments=[1]),
    changed("fit", cell_type=["code"], id=7, metadata=[1]),
    BASE | {"nbformat": 7, "nbformat_minor": "x", "metadata": None},
    BASE | {"nbformat": None, "metadata": {"kernelspec": 3, "language_info": []}},
    {"cells": []},
    {"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "x", "prompt_number": 1}]}]},
]


@pytest.mark.parametrize("ours", STRANGE)
@pytest.mark.parametrize("theirs", STRANGE)
def test_what_no_notebook_should_hold_is_merged_or_refused_and_never_a_crash(ours, theirs):
    found = merge(changed("fit", outputs=printed("base")), ours, theirs)
    takes = {n: takes_of(conflict)[-1] for n, conflict in enumerate(found.conflicts)}
    for content in (found.notebook, marked(found), resolved(found, takes, {})[0]):
        json.loads(notebook_text(content))
        problem_of(content, standard(ours), standard(theirs))


def test_nesting_beyond_measure_is_an_error_with_a_sentence():
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(Invalid, match="nested too deeply"):
        merge(BASE, changed("fit", metadata={"deep": deep}), changed("fit", metadata={"deep": [deep]}))


# --- for every notebook ---------------------------------------------------------------------------------------


@st.composite
def families(draw: st.DrawFn) -> tuple[Json, Json, Json]:
    """A notebook and two that were made from it: cells edited, deleted, inserted, moved. All ids are unique."""
    cells = draw(st.lists(CELLS, max_size=5))
    base = notebook(*(cell | {"id": f"base-{n}x"} for n, cell in enumerate(cells))) | {"metadata": draw(METADATA)}
    return base, _descendant(draw, base, "o"), _descendant(draw, base, "t")


def _descendant(draw: st.DrawFn, base: Json, name: str) -> Json:
    cells = []
    for cell in base["cells"]:
        match draw(st.sampled_from(["same", "same", "edit", "metadata", "outputs", "delete"])):
            case "edit":
                cells.append(cell | {"source": cell["source"] + draw(TEXTS)})
            case "metadata":
                cells.append(cell | {"metadata": draw(METADATA)})
            case "outputs" if cell["cell_type"] == "code":
                cells.append(cell | {"outputs": draw(st.lists(OUTPUTS, max_size=2))})
            case "delete":
                pass
            case _:
                cells.append(cell)
    for n, cell in enumerate(draw(st.lists(CELLS, max_size=2))):
        cells.insert(draw(st.integers(0, len(cells))), cell | {"id": f"{name}-{n}x"})
    if cells and draw(st.booleans()):
        cells.append(cells.pop(draw(st.integers(0, len(cells) - 1))))
    return base | {"cells": cells, "metadata": draw(st.just(base["metadata"]) | METADATA)}


FAMILIES = families()


@settings(max_examples=50)
@given(FAMILIES)
def test_one_side_that_changed_nothing_leaves_the_other_as_it_is(family):
    x, y, _ = family
    for found in (merge(x, x, y), merge(x, y, x), merge(x, y, y)):
        assert found.conflicts == ()
        assert found.notebook == y


@settings(max_examples=50)
@given(FAMILIES)
def test_no_cell_is_lost(family):
    """Every cell of either side is in the result, unless the other side deleted it and this one had left it alone."""
    base, ours, theirs = family
    found = merge(base, ours, theirs)
    for side, other, name in ((ours, theirs, "ours"), (theirs, ours, "theirs")):
        places = Counter(getattr(row, name) for row in found.rows)
        assert all(places[n] == 1 for n in range(len(side["cells"])))
        for row in found.rows:
            if getattr(row, name) is not None and row.result is None:
                here = side["cells"][getattr(row, name)]
                assert row.base is not None
                assert here["source"] == base["cells"][row.base]["source"]
                assert here not in other["cells"]
    assert [row.result for row in found.rows if row.result is not None] == list(range(len(found.notebook["cells"])))


@settings(max_examples=50)
@given(FAMILIES)
def test_no_line_is_lost(family):
    """What a side wrote is in the result or in a conflict, to the letter."""
    base, ours, theirs = family
    found = merge(base, ours, theirs)
    for row in found.rows:
        for n, side in ((row.ours, ours), (row.theirs, theirs)):
            if n is None or row.cell is None:
                continue
            before = base["cells"][row.base]["source"] if row.base is not None else ""
            kept = set(row.cell["source"].split("\n")) | set(before.split("\n"))
            for conflict in found.conflicts:
                if conflict.kind == "source" and found.rows[conflict.rows[0]] is row:
                    kept |= {line for part in conflict.parts for line in (*part.ours, *part.theirs)}
            assert set(side["cells"][n]["source"].split("\n")) <= kept


@settings(max_examples=50)
@given(FAMILIES)
def test_ids_are_kept_and_unique(family):
    found = merge(*family)
    known = {cell["id"] for side in family for cell in side["cells"]}
    assert len(set(ids(found))) == len(ids(found))
    assert set(ids(found)) <= known


@settings(max_examples=50)
@given(FAMILIES)
def test_swapping_the_sides_swaps_the_conflicts(family):
    base, ours, theirs = family
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)

    assert sorted(map(_place, one.conflicts)) == sorted(map(_place, other.conflicts))


def _place(conflict: Conflict) -> tuple[str, str, int]:
    return conflict.kind, str(conflict.path), len(conflict.rows)


@settings(max_examples=50)
@given(FAMILIES, st.data())
def test_every_answer_gives_a_notebook_and_leaves_nothing_open(family, data):
    found = merge(*family)
    takes = {n: data.draw(st.sampled_from(takes_of(c))) for n, c in enumerate(found.conflicts)}
    done, left = resolved(found, takes, {})
    assert left == []
    assert len({cell["id"] for cell in done["cells"]}) == len(done["cells"])
    # A cell that both have added has the id it has in ours, whosever text is taken.
    known = {cell["id"] for side in family[1:] for cell in side["cells"]}
    for take in ("ours", "theirs"):
        if found.conflicts and set(takes.values()) == {take} and all(c.kind == "source" for c in found.conflicts):
            for conflict in found.conflicts:
                merged = done["cells"][found.rows[conflict.rows[0]].result]
                assert {line for p in conflict.parts for line in getattr(p, take)} <= set(merged["source"].split("\n"))
                assert merged["id"] in known


@settings(max_examples=50)
@given(FAMILIES)
def test_markers_are_only_added(family):
    found = merge(*family)
    shown = marked(found)
    left = {cell["id"] for cell in found.notebook["cells"]}
    assert left <= {cell["id"] for cell in shown["cells"]}
    assert len(shown["cells"]) - len(left) == 3 * kinds(found).count("both_inserted")
    nbformat.from_dict(shown)

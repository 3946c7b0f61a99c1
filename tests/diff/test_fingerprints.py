"""What a mark on a changed cell is kept by."""

from __future__ import annotations

from typing import Any

from jupyter_mlcollab.diff.budget import Budget
from jupyter_mlcollab.diff.compare import compare
from jupyter_mlcollab.diff.fingerprints import fingerprints_of
from jupyter_mlcollab.diff.options import Options
from jupyter_mlcollab.diff.standard import standard

QUIET = Options(ignore_counters=True, ignore_metadata=True)


def code(source: str, **more: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": 1, **more}


def prints(old: list[dict[str, Any]], new: list[dict[str, Any]], options: Options = QUIET) -> list[str]:
    before, after = standard({"cells": old}), standard({"cells": new})
    return fingerprints_of(before, after, compare(before, after, options, Budget(5)), options)


OLD = [code("kept = 1"), code("half = len(data) // 2")]


def test_only_what_changed_has_one() -> None:
    same, changed = prints(OLD, [OLD[0], code("half = len(data) // 3")])
    assert (same, len(changed)) == ("", 24)


def test_it_changes_with_either_side_and_only_then() -> None:
    once = prints(OLD, [OLD[0], code("half = len(data) // 3")])
    again = prints(OLD, [OLD[0], code("half = len(data) // 3", execution_count=9, metadata={"tags": ["x"]})])
    other_new = prints(OLD, [OLD[0], code("half = len(data) // 4")])
    other_old = prints([OLD[0], code("half = len(data) // 5")], [OLD[0], code("half = len(data) // 3")])
    assert once == again
    assert len({once[1], other_new[1], other_old[1]}) == 3


def test_a_place_above_does_not_matter() -> None:
    edited = code("half = len(data) // 3")
    assert prints(OLD, [OLD[0], edited])[1] == prints(OLD, [code("first = 0"), OLD[0], edited])[2]


def test_what_counts_is_in_it() -> None:
    counted = Options()
    run = [code("kept = 1", execution_count=2), OLD[1]]
    assert prints(OLD, run) == ["", ""]
    assert prints(OLD, run, counted)[0] != ""
    one = {"output_type": "execute_result", "data": {"text/plain": "1"}, "metadata": {}, "execution_count": 1}
    other = one | {"execution_count": 2}
    assert prints(OLD, [code("kept = 1", outputs=[one]), OLD[1]]) == prints(
        OLD, [code("kept = 1", outputs=[other]), OLD[1]]
    )


def test_all_of_a_long_cell_is_in_it() -> None:
    lines = [f"value_{n} = {n}\n" for n in range(500)]
    for changed in (0, 120, 300, 499):
        new = [*lines[:changed], "value = None\n", *lines[changed + 1 :]]
        found = prints([code("".join(lines))], [code("".join(new))])
        other = prints([code("".join(lines))], [code("".join([*new[:changed], "value = True\n", *new[changed + 1 :]]))])
        assert found != other

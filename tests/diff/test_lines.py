"""Texts compared by line and by word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.core.text import split_lines, to_utf16
from jupyter_mlcollab.diff.budget import Budget, Cancelled
from jupyter_mlcollab.diff.lines import compare_texts
from jupyter_mlcollab.diff.options import Options
from jupyter_mlcollab.diff.result import LineHunk, TextDiff

PIECES = ["a", "bb", "é", "🚀", "e\u0301", " ", "\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\ud800"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


def compared(old: str, new: str, **options: object) -> TextDiff | None:
    return compare_texts(old, new, Options(**options), Budget())  # type: ignore[arg-type]


def changed(old: str, new: str, **options: object) -> TextDiff:
    found = compared(old, new, **options)
    assert found is not None
    return found


@given(TEXTS, TEXTS)
def test_lines_outside_the_hunks_are_equal(old: str, new: str) -> None:
    found = compared(old, new)
    assert (found is None) == (old == new)
    before, after = split_lines(old), split_lines(new)
    at = place = 0
    for hunk in found.lines if found else ():
        assert before[at : hunk.old_start] == after[place : hunk.new_start]
        at, place = hunk.old_end, hunk.new_end
    assert before[at:] == after[place:]


@given(TEXTS, TEXTS)
def test_ranges_lie_in_hunks_in_order_and_in_both_units(old: str, new: str) -> None:
    found = compared(old, new)
    if found is None:
        return
    flat_old = [offset for one in found.ranges for offset in one[:2]]
    flat_new = [offset for one in found.ranges for offset in one[2:]]
    assert flat_old == sorted(flat_old)
    assert flat_new == sorted(flat_new)
    assert found.ranges_utf16(old, new) == tuple(
        (to_utf16(old, a), to_utf16(old, b), to_utf16(new, c), to_utf16(new, d)) for a, b, c, d in found.ranges
    )


def test_only_the_changed_word_is_marked() -> None:
    found = changed("import os\nfit(x, seed=1)\nplot()", "import os\nfit(x, seed=22)\nplot()")
    assert found.lines == (LineHunk(1, 2, 1, 2),)
    assert found.ranges == ((22, 23, 22, 24),)


def test_positions_behind_an_emoji() -> None:
    """nbdime's view shows `repor v2t`: it takes code points for UTF-16 code units."""
    old, new = "# Training 🚀 report", "# Training 🚀 report v2"
    found = changed(old, new)
    assert found.ranges == ((19, 19, 19, 22),)
    assert found.ranges_utf16(old, new) == ((20, 20, 20, 23),)


@pytest.mark.parametrize("separator", ["\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_only_line_feed_and_carriage_return_end_a_line(separator: str) -> None:
    found = changed(f"one{separator}two\nthree", f"one{separator}zwo\nthree")
    assert found.lines == (LineHunk(0, 1, 0, 1),)


def test_a_combined_character_is_not_cut() -> None:
    old, new = "the cafe\u0301 is open", "the cafe\u0300 is open"
    assert changed(old, new).ranges == ((4, 9, 4, 9),)


def test_appending_a_line_does_not_change_the_one_before() -> None:
    assert changed("a", "a\nb").lines == (LineHunk(1, 1, 1, 2),)
    assert changed("a", "a\n").lines == (LineHunk(1, 1, 1, 2),)


def test_other_line_ends_are_a_change() -> None:
    assert changed("a\nb\nc", "a\r\nb\nc").lines == (LineHunk(0, 1, 0, 1),)


def test_whitespace_is_ignored_when_asked() -> None:
    assert compared("if x:\n    y", "if x:\n  y ", ignore_whitespace=True) is None
    assert compared("if x:\n    y", "if x:\n  y ") is not None


def test_numbers_within_the_tolerance_are_equal() -> None:
    old, new = "auc 0.87100\nloss 1e-3\nepoch 3", "auc 0.87101\nloss 1.2e-3\nepoch 3"
    assert changed(old, new, tolerance=1e-3).lines == (LineHunk(1, 2, 1, 2),)
    assert changed(old, new).lines == (LineHunk(0, 2, 0, 2),)


def test_a_long_log_with_one_changed_line_is_one_changed_line() -> None:
    lines = [f"step {n} loss {n * 7919 % 1000}" for n in range(50_000)]
    old = "\n".join(lines)
    lines[30_000] = "step 30000 loss nan"
    assert changed(old, "\n".join(lines)).lines == (LineHunk(30_000, 30_001, 30_000, 30_001),)


def test_distant_changes_of_a_long_log_are_told_apart() -> None:
    lines = [f"step {n} loss {n * 7919 % 1000}" for n in range(30_000)]
    changed_lines = list(lines)
    changed_lines[10] = "step 10 loss nan"
    changed_lines[15_000:15_003] = [lines[15_001], lines[15_002], "step 15002 again"]
    found = changed("\n".join(lines), "\n".join(changed_lines))
    assert found.lines == (
        LineHunk(10, 11, 10, 11),
        LineHunk(15_000, 15_001, 15_000, 15_000),
        LineHunk(15_003, 15_003, 15_002, 15_003),
    )


def test_without_time_the_text_is_replaced_and_that_is_said() -> None:
    budget = Budget(seconds=0)
    found = compare_texts("same\na\nb\nc", "same\nx\nb\ny", Options(), budget)
    assert found is not None
    assert found.lines == (LineHunk(1, 4, 1, 4),)
    assert "whole_texts" in budget.steps


def test_a_cancelled_comparison_stops() -> None:
    with pytest.raises(Cancelled):
        compare_texts("a\nb", "c\nd", Options(), Budget(cancelled=lambda: True))

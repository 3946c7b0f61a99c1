"""Whether a notebook ran from top to bottom, and which of its cells ran."""

from __future__ import annotations

import pytest

from jupyter_mlcollab.cards.card import CardCell
from jupyter_mlcollab.kernel.cells import assigned_names, each_once, order_of, places_in


def cells(text: str) -> list[CardCell]:
    """A cell for each letter, whose id is the letter in upper case."""
    return [CardCell(key=letter, id=letter.upper()) for letter in text]


@pytest.mark.parametrize(
    ("ran", "order"),
    [
        ("abcd", "linear"),
        ("ab", "linear"),
        ("abdc", "out of order"),
        ("bab", "out of order"),
        ("aabb", "repeated"),
        ("axb", "gaps"),
        ("acd", "partial"),
        ("", "linear"),
    ],
)
def test_the_order_of_a_run(ran: str, order: str):
    executed = [CardCell(key=letter) for letter in ran]
    assert order_of(places_in(cells("abcd"), executed)) == order


def test_cells_that_are_alike_ran_one_after_another():
    executed = [CardCell(key=letter) for letter in "aba"]
    assert places_in(cells("aba"), executed) == [0, 1, 2]


def test_a_cell_that_was_edited_after_it_ran_is_known_by_its_id():
    assert places_in(cells("ab"), [CardCell(key="a"), CardCell(key="old", id="B")]) == [0, 1]


def test_each_cell_is_listed_once_where_it_last_ran():
    ran = [CardCell(key=key, count=count) for count, key in enumerate("aba", 1)]
    assert [(cell.key, cell.count) for cell in each_once(ran)] == [("b", 2), ("a", 3)]


def test_names_that_a_cell_assigns():
    assert assigned_names("# Parameters\nrate = 0.1\ndepth: int = 2\nrate = 3\nx.y = 1\nif a:\n  b = 1") == [
        "rate",
        "depth",
    ]
    assert assigned_names("%time x = 1") == []

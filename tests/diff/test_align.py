"""Which cell became which."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.core.notebook import Cell, CellType
from jupyter_mlcollab.diff.align import Match, align
from jupyter_mlcollab.diff.cells import heading_paths, ids_trustworthy, keys_of

LINES = st.lists(st.text("abcdefgh ", min_size=1, max_size=20), min_size=1, max_size=4)
SOURCES = st.lists(LINES.map("\n".join), max_size=12)


def code(*sources: str, ids: list[str | None] | None = None) -> list[Cell]:
    return [Cell(id=ids[i] if ids else None, cell_type="code", source=source) for i, source in enumerate(sources)]


def matches(old: list[Cell], new: list[Cell]) -> tuple[Match | None, ...]:
    return align(keys_of(old), keys_of(new)).matches


def places(old: list[Cell], new: list[Cell]) -> list[int | None]:
    return [match.place if match else None for match in matches(old, new)]


@given(SOURCES, SOURCES)
def test_places_exist_and_are_not_shared(old: list[str], new: list[str]) -> None:
    found = matches(code(*old), code(*new))
    assert len(found) == len(old)
    taken = [match.place for match in found if match and match.how != "contained"]
    assert len(set(taken)) == len(taken)
    for source, match in zip(old, found, strict=True):
        if match:
            assert 0 <= match.place < len(new)
            assert 0 < match.confidence <= 1
            assert match.same == (keys_of(code(source))[0].hash == keys_of(code(new[match.place]))[0].hash)


@given(SOURCES)
def test_an_unchanged_notebook_stays_as_it_is(sources: list[str]) -> None:
    assert places(code(*sources), code(*sources)) == list(range(len(sources)))


@given(SOURCES, SOURCES)
def test_no_equal_text_is_left_over(old: list[str], new: list[str]) -> None:
    """A text that is on both sides is matched as often as both sides allow."""
    before, after = keys_of(code(*old)), keys_of(code(*new))
    found = align(before, after).matches
    for cell_hash in {key.hash for key in before}:
        same = sum(
            1 for key, match in zip(before, found, strict=True) if key.hash == cell_hash and match and match.same
        )
        counts = [[key.hash for key in side].count(cell_hash) for side in (before, after)]
        assert same == min(counts)


@given(st.lists(st.text("abcdefghij", min_size=30, max_size=40), min_size=2, max_size=12, unique=True), st.randoms())
def test_moved_cells_are_followed(sources: list[str], chance: random.Random) -> None:
    order = list(range(len(sources)))
    chance.shuffle(order)
    found = places(code(*sources), code(*(sources[i] for i in order)))
    assert found == [order.index(i) for i in range(len(sources))]


def test_an_edited_cell_is_found_between_its_neighbours() -> None:
    old = code("import numpy as np", "model = fit(x, y)\nscore(model)", "plot(model)")
    new = code("import numpy as np", "new cell entirely", "model = fit(x, y, seed=1)\nscore(model)", "plot(model)")
    assert places(old, new) == [0, 2, 3]
    assert matches(old, new)[1].how == "similar"  # type: ignore[union-attr]


def test_a_deleted_cell_is_not_given_a_sibling() -> None:
    old = code("a = load('train.csv')\na.head()", "b = load('test.csv')\nb.head()", "c = load('valid.csv')\nc.head()")
    assert places(old, old[:1] + old[2:]) == [0, None, 1]


def test_merged_cells_are_found_in_the_one_that_holds_them() -> None:
    one, two = "train = load('train.csv')\nclean(train)", "test = load('test.csv')\nclean(test)"
    assert places(code("start", one, two, "end"), code("start", one + "\n" + two, "end")) == [0, 1, 1, 2]


def test_a_split_cell_goes_to_a_part() -> None:
    one, two = "train = load('train.csv')\nclean(train)\ntrain.describe()", "test = load('test.csv')"
    assert places(code("start", one + "\n" + two, "end"), code("start", one, two, "end")) == [0, 1, 3]


def test_equal_cells_are_told_apart_by_their_neighbours() -> None:
    old = code("a" * 30, "plt.show()", "b" * 30, "plt.show()", "c" * 30, "plt.show()")
    new = code("new", "c" * 30, "plt.show()", "a" * 30, "plt.show()", "b" * 30)
    assert places(old, new)[1] == 4
    assert places(old, new)[5] == 2


def test_equal_cells_without_a_difference_are_unsure() -> None:
    old = keys_of(code("x", "plt.show()", "y"))[1:2]
    new = keys_of(code("plt.show()", "q", "plt.show()", "r", "plt.show()"))
    match = align(old, new).matches[0]
    assert match is not None
    assert match.confidence < 0.9


def test_ids_decide_when_the_content_is_plausible() -> None:
    old = code("a = 1\nb = 2\nc = 3\nd = 4", "z = 0", ids=["i1", "i2"])
    new = code("z = 0", "a = 1\nb = 2\nq = 9\nd = 4\ne = 5", ids=["i2", "i1"])
    assert places(old, new) == [1, 0]
    assert {match.how for match in matches(old, new) if match} == {"id"}


def test_shuffled_ids_do_not_move_texts() -> None:
    sources = [f"def step_{i}(frame):\n    return frame.dropna().query('column_{i} > {i}')" for i in range(8)]
    ids = [f"id-{letter}" for letter in "abcdefgh"]
    assert places(code(*sources, ids=[*ids]), code(*sources, ids=[*ids[1:], ids[0]])) == list(range(8))


@pytest.mark.parametrize(
    ("ids", "trusted"),
    [
        (["a1", "b2"], True),
        (["3", "1", "2"], True),
        (["0", "1", "2"], False),
        (["1", "2", "3"], False),
        (["cell-0", "cell-1"], False),
        (["Cell 1", "cell_2"], False),
        (["a", "a"], False),
        (["a", None], False),
        ([], False),
    ],
)
def test_which_ids_can_be_trusted(ids: list[str | None], trusted: bool) -> None:
    assert ids_trustworthy(code(*("x" for _ in ids), ids=ids)) is trusted


def test_headings_above_a_cell() -> None:
    def cell(kind: CellType, source: str) -> Cell:
        return Cell(id=None, cell_type=kind, source=source)

    cells = [
        cell("markdown", "# Train #\ntext\n## Split"),
        cell("code", "# a comment"),
        cell("markdown", "```\n# no heading\n```\n## Fit"),
        cell("code", "x"),
        cell("markdown", "# End"),
        cell("code", "y"),
    ]
    split, fit = ("Train", "Split"), ("Train", "Fit")
    assert heading_paths(cells) == [(), split, split, fit, fit, ("End",)]


def test_large_cells_all_edited_are_compared_with_few() -> None:
    """Every pair would be 22,500 comparisons of 2,000 characters, several seconds."""
    chance = random.Random(2)
    sources = ["".join(chance.choices("abcdefghij \n", k=6_000)) for _ in range(150)]
    assert places(code(*sources), code(*("new " + source for source in sources))) == list(range(150))


@pytest.mark.parametrize("change", ["insert", "reverse", "edit", "equal"])
def test_five_thousand_cells_are_aligned(change: str) -> None:
    chance = random.Random(1)
    sources = [" ".join(chance.choices(["fit", "train", "plot", "data", str(i)], k=20)) for i in range(5_000)]
    new = {
        "insert": ["new", *sources],
        "reverse": sources[::-1],
        "edit": [source + "\nplt.show()" if i % 5 == 0 else source for i, source in enumerate(sources)],
        "equal": ["plt.show()"] * 5_000,
    }[change]
    old = ["plt.show()"] * 5_000 if change == "equal" else sources
    expected = {"insert": list(range(1, 5_001)), "reverse": list(range(4_999, -1, -1))}.get(change, list(range(5_000)))
    assert places(code(*old), code(*new)) == expected

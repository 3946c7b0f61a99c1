"""Surroundings built from cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.anchors.anchor import make_anchor
from jupyter_mlcollab.anchors.place import place
from jupyter_mlcollab.anchors.schema import CellTarget
from jupyter_mlcollab.anchors.surroundings import surroundings
from jupyter_mlcollab.core.errors import NotFound
from jupyter_mlcollab.core.notebook import Cell


def cells(*sources: str) -> list[Cell]:
    kinds = ["markdown" if source.startswith("#") else "code" for source in sources]
    return [
        Cell(id=f"cell{i}x{len(s)}", cell_type=k, source=s) for i, (s, k) in enumerate(zip(sources, kinds, strict=True))
    ]  # type: ignore[arg-type]


def test_neighbours_and_headings() -> None:
    around = surroundings(cells("# Model", "## Split", "a = 1", "b = 2"), 2)
    assert (around.previous_source, around.next_source) == ("## Split", "b = 2")
    assert around.headings == ["Model", "Split"]
    assert (around.index, around.cell_count, around.ids_trusted) == (2, 4, True)


def test_edges_have_no_neighbours() -> None:
    around = surroundings(cells("a"), 0)
    assert (around.previous_source, around.next_source, around.headings) == (None, None, [])


@pytest.mark.parametrize("index", [-1, 2, 99])
def test_a_cell_that_is_not_there(index: int) -> None:
    with pytest.raises(NotFound, match="it has 2"):
        surroundings(cells("a", "b"), index)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=6, unique_by=str.strip), st.data())
def test_an_anchor_made_from_it_is_found_in_the_same_cells(sources: list[str], data: st.DataObject) -> None:
    given_cells = cells(*sources)
    index = data.draw(st.integers(0, len(sources) - 1))
    anchor = make_anchor(CellTarget(surroundings=surroundings(given_cells, index)))
    placement = place({"thread": anchor}, given_cells)["thread"]
    assert placement.cell_index == index

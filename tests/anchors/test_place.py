"""Where threads stand after the notebook changed."""

from __future__ import annotations

import random
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_mlcollab.anchors.anchor import choose, detach, make_anchor, without_text
from jupyter_mlcollab.anchors.place import place
from jupyter_mlcollab.anchors.schema import Anchor, CellTarget, NotebookTarget, Placement, SourceTarget
from jupyter_mlcollab.anchors.surroundings import surroundings
from jupyter_mlcollab.core.notebook import Cell
from jupyter_mlcollab.core.text import normalise, utf16_length

FIRM = ("anchored", "moved", "outdated")
SOURCES = [
    "import pandas as pd\nfrom sklearn.ensemble import GradientBoostingClassifier",
    "frame = pd.read_csv('churn.csv')\nframe.head()",
    "train, test = split(frame, share=0.2, seed=7)\nprint(len(train), len(test))",
    "model = GradientBoostingClassifier(learning_rate=0.1)\nmodel.fit(train[features], train.target)",
    "auc = roc_auc_score(test.target, model.predict_proba(test[features])[:, 1])\nprint(f'auc {auc:.3f}')",
    "figure = plot_roc_curve(test.target, scores)\nfigure.savefig('roc.png')",
    "importance = permutation_importance(model, test[features])\nimportance.sort_values().plot.barh()",
]


def code(*sources: str, ids: bool = True) -> list[Cell]:
    return [Cell(id=f"id-{i}-x" if ids else None, cell_type="code", source=s) for i, s in enumerate(sources)]


def fresh(source: str) -> Cell:
    return Cell(id=None, cell_type="code", source=source)


def on_cell(cells: list[Cell], index: int) -> Anchor:
    return make_anchor(CellTarget(surroundings=surroundings(cells, index)))


def on_text(cells: list[Cell], index: int, quote: str, nth: int = 0) -> Anchor:
    source = cells[index].source
    at = -1
    for _ in range(nth + 1):
        at = source.index(quote, at + 1)
    start = utf16_length(source[:at])
    return make_anchor(
        SourceTarget(surroundings=surroundings(cells, index), start=start, end=start + utf16_length(quote))
    )


def placed(anchor: Anchor, cells: list[Cell]) -> Placement:
    return place({"t": anchor}, cells)["t"]


def quoted(placement: Placement, cells: list[Cell]) -> str | None:
    if placement.cell_index is None or placement.quote_start is None or placement.quote_end is None:
        return None
    raw = cells[placement.cell_index].source.encode("utf-16-le", "surrogatepass")
    return raw[2 * placement.quote_start : 2 * placement.quote_end].decode("utf-16-le", "surrogatepass")


def without_ids(cells: list[Cell]) -> list[Cell]:
    return [msgspec.structs.replace(cell, id=None) for cell in cells]


def renumbered(cells: list[Cell]) -> list[Cell]:
    return [msgspec.structs.replace(cell, id=str(i)) for i, cell in enumerate(cells)]


def shuffled(cells: list[Cell]) -> list[Cell]:
    ids = [cell.id for cell in cells]
    return [msgspec.structs.replace(cell, id=cell_id) for cell, cell_id in zip(cells, ids[1:] + ids[:1], strict=True)]


def duplicated(cells: list[Cell]) -> list[Cell]:
    return [msgspec.structs.replace(cell, id="same") for cell in cells]


# What happens elsewhere, and to ids


@st.composite
def elsewhere(draw: st.DrawFn) -> tuple[list[Cell], int, list[Cell]]:
    """A notebook, the index of one cell, and the notebook after changes to the others and around it."""
    old = code(*draw(st.permutations(SOURCES)), ids=draw(st.booleans()))
    index = draw(st.integers(0, len(old) - 1))
    kept, new = old[index], list(old)
    for n, change in enumerate(draw(st.lists(st.sampled_from(["edit", "insert", "delete", "move"]), max_size=6))):
        others = [i for i, cell in enumerate(new) if cell is not kept]
        at = draw(st.sampled_from(others)) if others else None
        if change == "insert" or at is None:
            new.insert(draw(st.integers(0, len(new))), fresh(f"# note number {n}\nshow_progress({n})"))
        elif change == "edit":
            new[at] = msgspec.structs.replace(new[at], source=new[at].source + f"\nlog({n})")
        elif change == "delete":
            del new[at]
        else:
            new.insert(draw(st.integers(0, len(new) - 1)), new.pop(at))
    return old, index, new


@given(elsewhere())
def test_what_happens_elsewhere_moves_no_comment(change: tuple[list[Cell], int, list[Cell]]) -> None:
    old, index, new = change
    placement = placed(on_cell(old, index), new)
    assert placement.state in ("anchored", "moved")
    assert placement.cell_index is not None
    assert new[placement.cell_index] is old[index]


@given(elsewhere(), st.sampled_from([without_ids, renumbered, shuffled, duplicated]))
def test_ids_that_change_move_no_comment(
    change: tuple[list[Cell], int, list[Cell]], rewrite: Callable[[list[Cell]], list[Cell]]
) -> None:
    old, index, new = change
    placement = placed(on_cell(old, index), rewrite(new))
    assert placement.state in ("anchored", "moved")
    assert placement.cell_index is not None
    assert new[placement.cell_index] is old[index]


@given(st.permutations(SOURCES), st.integers(0, len(SOURCES) - 1), st.booleans())
def test_a_deleted_cell_leaves_its_comment_without_a_place(sources: list[str], index: int, ids: bool) -> None:
    old = code(*sources, ids=ids)
    placement = placed(on_cell(old, index), old[:index] + old[index + 1 :])
    assert placement.state in ("orphaned", "needs_confirmation")


@given(elsewhere())
def test_a_deleted_text_is_never_called_unchanged(change: tuple[list[Cell], int, list[Cell]]) -> None:
    old, index, new = change
    rest = [cell for cell in new if cell is not old[index]]
    placement = placed(on_cell(old, index), rest)
    assert placement.state not in ("anchored", "moved")


@pytest.mark.parametrize("index", range(4))
def test_a_deleted_cell_is_not_mistaken_for_a_sibling(index: int) -> None:
    """Cells much alike, one of them gone: the others have closed the gap."""
    siblings = [
        f"{n} = pd.read_csv('{n}.csv', index_col=0)\n{n}.describe()" for n in ("train", "test", "valid", "extra")
    ]
    old = code(*SOURCES[:2], *siblings, *SOURCES[2:], ids=False)
    gone = index + 2
    assert placed(on_cell(old, gone), old[:gone] + old[gone + 1 :]).state in ("orphaned", "needs_confirmation")


def test_a_cell_that_shares_no_text_is_only_asked_about() -> None:
    old = code(*SOURCES, ids=False)
    placement = placed(on_cell(old, 3), [*old[:3], fresh("%%bash\ndu -sh /"), *old[4:]])
    assert (placement.state, placement.cell_index) == ("needs_confirmation", 3)


# The answer is one


@st.composite
def any_notebook(draw: st.DrawFn) -> list[Cell]:
    texts = st.sampled_from(["", "x", "plt.show()", "a = 1", *SOURCES]) | st.text(max_size=20)
    ids = st.sampled_from([None, "a", "b", "c1", "d2", "e3"])
    cell = st.builds(Cell, id=ids, cell_type=st.sampled_from(["code", "markdown", "raw"]), source=texts)
    return draw(st.lists(cell, max_size=8))


@settings(max_examples=150)
@given(st.lists(any_notebook(), min_size=1, max_size=3), any_notebook(), st.randoms())
def test_the_order_of_threads_does_not_matter(olds: list[list[Cell]], new: list[Cell], chance: random.Random) -> None:
    anchors = {f"{n}.{i}": on_cell(old, i) for n, old in enumerate(olds) for i in range(len(old))}
    mixed = list(anchors.items())
    chance.shuffle(mixed)
    answer = place(anchors, new)
    assert place(dict(mixed), new) == answer
    assert set(answer) == set(anchors)


@given(any_notebook(), any_notebook())
def test_states_say_what_the_design_says(old: list[Cell], new: list[Cell]) -> None:
    anchors = {str(i): on_cell(old, i) for i in range(len(old))}
    for thread, placement in place(anchors, new).items():
        if placement.cell_index is None:
            assert placement.state == "orphaned"
            continue
        same = normalise(new[placement.cell_index].source) == normalise(old[int(thread)].source)
        assert placement.cell_id == new[placement.cell_index].id
        assert (placement.state == "needs_confirmation") == (0.3 <= placement.confidence < 0.5)
        assert same or placement.state not in ("anchored", "moved")
        assert placement.confidence >= 0.9 or placement.state != "anchored"


@given(any_notebook())
def test_an_unchanged_notebook_keeps_every_comment(cells: list[Cell]) -> None:
    anchors = {str(i): on_cell(cells, i) for i in range(len(cells))}
    for thread, placement in place(anchors, cells).items():
        assert (placement.state, placement.cell_index) == ("anchored", int(thread))


def test_threads_from_two_versions_share_a_cell() -> None:
    first = code(*SOURCES, ids=False)
    second = [*first[:3], fresh(SOURCES[3] + "\nmodel.save('model.bin')"), *first[4:]]
    answer = place({"early": on_cell(first, 3), "late": on_cell(second, 3)}, second)
    assert (answer["early"].state, answer["early"].cell_index) == ("outdated", 3)
    assert (answer["late"].state, answer["late"].cell_index) == ("anchored", 3)


# What people do


@pytest.mark.parametrize("ids", [True, False])
def test_an_edited_cell_is_outdated(ids: bool) -> None:
    old = code(*SOURCES, ids=ids)
    new = [*old[:3], msgspec.structs.replace(old[3], source=old[3].source.replace("0.1", "0.05")), *old[4:]]
    placement = placed(on_cell(old, 3), new)
    assert (placement.state, placement.cell_index) == ("outdated", 3)
    assert placement.reason == ("id" if ids else "similar")


@pytest.mark.parametrize("ids", [True, False])
def test_a_moved_cell_says_so(ids: bool) -> None:
    old = code(*SOURCES, ids=ids)
    new = [*old[:1], *old[2:6], old[1], old[6]]
    placement = placed(on_cell(old, 1), new)
    assert (placement.state, placement.cell_index) == ("moved", 5)
    placement = placed(on_cell(old, 5), [old[0], old[5], *old[1:5], old[6]])
    assert (placement.state, placement.cell_index) == ("moved", 1)


def test_a_cell_in_a_run_of_equal_ones_stays() -> None:
    cells = code(*["plt.show()"] * 7, ids=False)
    placement = placed(on_cell(cells, 3), cells)
    assert (placement.state, placement.cell_index) == ("anchored", 3)


def test_cells_inserted_above_are_no_move() -> None:
    old = code(*SOURCES)
    placement = placed(on_cell(old, 4), [fresh("a"), fresh("b"), *old])
    assert (placement.state, placement.cell_index) == ("anchored", 6)


def test_a_merged_cell_is_found() -> None:
    old = code(*SOURCES)
    new = [*old[:2], fresh(SOURCES[2] + "\n\n" + SOURCES[3]), *old[4:]]
    for index in (2, 3):
        placement = placed(on_cell(old, index), new)
        assert (placement.state, placement.cell_index) == ("outdated", 2)
    for index, quote in ((2, "share=0.2"), (3, "learning_rate=0.1")):
        placement = placed(on_text(old, index, quote), new)
        assert placement.cell_index == 2
        assert quoted(placement, new) == quote


@pytest.mark.parametrize("first_keeps_id", [True, False])
def test_a_split_cell_keeps_each_quote(first_keeps_id: bool) -> None:
    """JupyterLab's split has kept the id on the first part in some versions and on the second in others."""
    old = code(*SOURCES)
    one, two = SOURCES[2].split("\n")
    halves = [msgspec.structs.replace(old[2], source=one), fresh(two)]
    if not first_keeps_id:
        halves = [fresh(one), msgspec.structs.replace(old[2], source=two)]
    new = [*old[:2], *halves, *old[3:]]
    for quote, index in (("share=0.2", 2), ("len(train), len(test)", 3)):
        placement = placed(on_text(old, 2, quote), new)
        assert (placement.cell_index, quoted(placement, new)) == (index, quote)
        assert placement.state in ("anchored", "moved")


def test_cut_and_paste_is_followed() -> None:
    old = code(*SOURCES)
    new = [*old[:1], *old[2:5], fresh(SOURCES[1]), *old[5:]]
    placement = placed(on_cell(old, 1), new)
    assert (placement.state, placement.cell_index) == ("moved", 4)


@pytest.mark.parametrize("ids", [True, False])
def test_another_type_is_still_the_cell(ids: bool) -> None:
    old = code(*SOURCES, ids=ids)
    new = [*old[:2], msgspec.structs.replace(old[2], cell_type="raw"), *old[3:]]
    placement = placed(on_cell(old, 2), new)
    assert (placement.state, placement.cell_index) == ("anchored", 2)


def test_a_copy_does_not_take_the_comment() -> None:
    old = code(*SOURCES, ids=False)
    placement = placed(on_cell(old, 2), [*old[:3], fresh(SOURCES[2]), *old[3:]])
    assert placement.cell_index in (2, 3)
    assert placed(on_cell(code(*SOURCES), 2), [*code(*SOURCES), fresh(SOURCES[2])]).cell_index == 2


def test_equal_cells_with_nothing_to_tell_them_apart_are_not_certain() -> None:
    old = code("a = 1", "plt.show()", "b = 2", ids=False)
    new = code("q", "plt.show()", "r", "plt.show()", "s", ids=False)
    assert placed(on_cell(old, 1), new).confidence < 0.9


def test_an_empty_cell_is_told_by_its_neighbours() -> None:
    old = code("", *SOURCES[:3], "", *SOURCES[3:], "", ids=False)
    placement = placed(on_cell(old, 4), [fresh("new"), *old])
    assert (placement.state, placement.cell_index) == ("anchored", 5)
    assert placed(on_cell(old, 4), code(*SOURCES, "", ids=False)).state not in ("anchored", "moved")


def test_an_empty_notebook_orphans_all() -> None:
    assert placed(on_cell(code(*SOURCES), 0), []).state == "orphaned"
    assert placed(make_anchor(NotebookTarget()), []).state == "anchored"


# Inside the cell


def test_a_quote_follows_its_text() -> None:
    old = code(*SOURCES)
    new = [*old[:3], msgspec.structs.replace(old[3], source="# 😀 tuned\n" + old[3].source), *old[4:]]
    placement = placed(on_text(old, 3, "learning_rate=0.1"), new)
    assert (placement.state, quoted(placement, new)) == ("anchored", "learning_rate=0.1")


def test_a_changed_quote_is_outdated_where_it_stands() -> None:
    old = code(*SOURCES)
    new = [*old[:3], msgspec.structs.replace(old[3], source="seed(1)\n" + old[3].source.replace("0.1", "0.05"))]
    placement = placed(on_text(old, 3, "learning_rate=0.1"), new)
    assert (placement.state, quoted(placement, new)) == ("outdated", "learning_rate=0.05")


@pytest.mark.parametrize(
    ("quote", "now", "expected"),
    [
        ("rate = 12", "rate = 13", "rate = 13"),
        ("rate = 12", "rate = 1", "rate = 1"),
        ("rate = 12", "rat = 12  # low", "rat = 12"),
        ("12", "rate = 15", "15"),
        ("rate", "ratio = 12", "ratio"),
    ],
)
def test_a_changed_quote_ends_where_what_took_its_place_ends(quote: str, now: str, expected: str) -> None:
    cells = code("rate = 12\nmodel.fit(x, y)", SOURCES[0])
    new = [msgspec.structs.replace(cells[0], source=f"{now}\nmodel.fit(x, y)"), cells[1]]
    placement = placed(on_text(cells, 0, quote), new)
    assert (placement.state, quoted(placement, new)) == ("outdated", expected)


def test_a_quote_that_is_gone_falls_back_to_its_cell() -> None:
    old = code(*SOURCES)
    new = [*old[:3], msgspec.structs.replace(old[3], source="model.fit(train[features], train.target)"), *old[4:]]
    placement = placed(on_text(old, 3, "GradientBoostingClassifier"), new)
    assert (placement.state, placement.cell_index, placement.quote_start) == ("outdated", 3, None)


@given(st.integers(0, 3), st.integers(0, 3))
def test_the_right_one_of_equal_lines(nth: int, above: int) -> None:
    lines = ["total += 1", "check(total)", "total += 1", "report(total)", "total += 1", "total += 1"]
    old = code("start = now()", "\n".join(lines), "end = now()")
    new = [old[0], msgspec.structs.replace(old[1], source="# new\n" * above + old[1].source), old[2]]
    placement = placed(on_text(old, 1, "total += 1", nth), new)
    at = -1
    for _ in range(nth + 1):
        at = new[1].source.index("total += 1", at + 1)
    assert placement.quote_start == at


@given(st.text(st.sampled_from("ab😀\n é\u0301"), min_size=1, max_size=30), st.data())
def test_a_quote_in_an_unchanged_cell_stays(source: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(source) - 1))
    last = data.draw(st.integers(first + 1, len(source)))
    cells = code("before", source, "after")
    start, end = utf16_length(source[:first]), utf16_length(source[:last])
    anchor = make_anchor(SourceTarget(surroundings=surroundings(cells, 1), start=start, end=end))
    placement = placed(anchor, [fresh("new"), *cells])
    assert (placement.state, placement.cell_index) == ("anchored", 2)
    assert (placement.quote_start, placement.quote_end) == (start, end)


def test_context_tells_equal_quotes_apart_where_lines_do_not() -> None:
    old = code("before", "a = load('train')\nclean(a)\nb = load('test')\nclean(b)", "after")
    new = [
        old[0],
        msgspec.structs.replace(old[1], source="b = load('test')\nclean(b)\na = load('train')\nclean(a)"),
        old[2],
    ]
    placement = placed(on_text(old, 1, "load('t", 1), new)
    assert (placement.quote_start, quoted(placement, new)) == (4, "load('t")


# What people said


def test_a_detached_thread_has_no_place() -> None:
    cells = code(*SOURCES)
    placement = placed(detach(on_cell(cells, 2)), cells)
    assert (placement.state, placement.reason, placement.cell_index) == ("orphaned", "detached", None)


def test_a_chosen_place_says_so_until_its_text_changes() -> None:
    cells = code(*SOURCES)
    anchor = choose(on_cell(cells, 2))
    assert placed(anchor, cells).reason == "chosen"
    edited = [*cells[:2], msgspec.structs.replace(cells[2], source=cells[2].source + "\nx"), *cells[3:]]
    assert (placed(anchor, edited).reason, placed(anchor, edited).state) == ("id", "outdated")


def test_erased_anchors_still_find_an_unchanged_cell() -> None:
    cells = code(*SOURCES, ids=False)
    placement = placed(without_text(on_text(cells, 3, "learning_rate=0.1")), [fresh("new"), *cells])
    assert (placement.state, placement.cell_index) == ("anchored", 4)
    assert quoted(placement, [fresh("new"), *cells]) == "learning_rate=0.1"


def test_five_thousand_cells_and_a_thread_on_each_tenth() -> None:
    old = code(*(f"value_{i} = compute(step={i}, rate={i % 7})" for i in range(5_000)), ids=False)
    new = [fresh("first"), *(c if i % 9 else fresh(c.source + "\nshow()") for i, c in enumerate(old))]
    hidden = surroundings(old, 0)
    anchors = {}
    for i in range(10, 4_990, 10):
        around = msgspec.structs.replace(
            hidden, index=i, source=old[i].source, previous_source=old[i - 1].source, next_source=old[i + 1].source
        )
        anchors[str(i)] = make_anchor(CellTarget(surroundings=around))
    answer = place(anchors, new)
    assert [p.cell_index for p in answer.values()] == [int(thread) + 1 for thread in answer]

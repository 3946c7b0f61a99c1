"""What two sequences have in common."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.diff.sequence import common_blocks, gaps_between, heaviest_chain, longest_rise, numbered

ITEMS = st.lists(st.integers(0, 5), max_size=20)
PAIRS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(1, 4)), max_size=7)


@given(ITEMS, ITEMS)
def test_blocks_are_equal_rise_and_leave_the_rest_to_the_gaps(old: list[int], new: list[int]) -> None:
    blocks = common_blocks(*numbered(old, new))
    rebuilt: list[int] = []
    parts = sorted(
        [(i, "block", (i, j, n)) for i, j, n in blocks]
        + [(g[0], "a gap", g) for g in gaps_between(blocks, len(old), len(new))],
        key=lambda part: (part[0], part[1]),
    )
    for _, kind, part in parts:
        if kind == "block":
            i, j, length = part
            assert old[i : i + length] == new[j : j + length]
            rebuilt += old[i : i + length]
        else:
            rebuilt += new[part[2] : part[3]]
    assert rebuilt == new


@given(ITEMS)
def test_a_sequence_has_all_in_common_with_itself(items: list[int]) -> None:
    assert common_blocks(items, list(items)) == ([(0, 0, len(items))] if items else [])


@given(st.lists(st.integers(0, 9), max_size=9))
def test_the_longest_rise_rises_and_is_longest(values: list[int]) -> None:
    chain = longest_rise(values)
    assert all(one < other and values[one] < values[other] for one, other in itertools.pairwise(chain))
    longest = max(
        (len(picked) for n in range(len(values) + 1) for picked in itertools.combinations(values, n) if _rises(picked)),
        default=0,
    )
    assert len(chain) == longest


@given(PAIRS)
def test_the_heaviest_chain_is_the_heaviest(pairs: list[tuple[int, int, int]]) -> None:
    weights = {(i, j): max(w for a, b, w in pairs if (a, b) == (i, j)) for i, j, _ in pairs}
    chain = heaviest_chain([(i, j, float(w)) for (i, j), w in weights.items()], 6)
    assert _crosses_nothing(chain)
    best = max(
        sum(weights[pair] for pair in picked)
        for n in range(len(weights) + 1)
        for picked in itertools.combinations(sorted(weights), n)
        if _crosses_nothing(picked)
    )
    assert sum(weights[pair] for pair in chain) == best


def _rises(values: tuple[int, ...]) -> bool:
    return all(one < other for one, other in itertools.pairwise(values))


def _crosses_nothing(chain: object) -> bool:
    return all(one[0] < other[0] and one[1] < other[1] for one, other in itertools.pairwise(chain))  # type: ignore[call-overload]

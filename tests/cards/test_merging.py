"""Cards round-trip through their file, git merges it line by line, and what it cannot is merged by key."""

from __future__ import annotations

import itertools
import subprocess
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from cards_made_up import full, heavy, made
from jupyter_mlcollab.cards.card import Card, CardMetric
from jupyter_mlcollab.cards.deciding import conflicts_of, decided, require_decided
from jupyter_mlcollab.cards.merging import merge_cards, told
from jupyter_mlcollab.cards.text import card_text, digest, read_card
from jupyter_mlcollab.core.errors import Blocked, Invalid

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NAME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)
SCALAR = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | NUMBER | TEXT
PACKAGES_OF_ANY = st.dictionaries(NAME, NAME, max_size=3)
PARAMS = st.dictionaries(NAME, SCALAR, max_size=3)
METRIC = st.fixed_dictionaries(
    {"name": NAME, "value": NUMBER | st.sampled_from(["NaN", "Infinity", "-Infinity"])},
    optional={"split": NAME, "slice": NAME, "goal": st.sampled_from(["max", "min"]), "n": st.integers(0, 10**9),
              "low": NUMBER, "high": NUMBER, "unit": NAME, "cell": st.just("5feceb66")},
)  # fmt: skip
FIELDS = {
    "title": st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200),
    "params": PARAMS,
    "metrics": st.lists(METRIC, max_size=3),
    "tags": st.lists(NAME, max_size=4),
    "conclusion": TEXT,
    "hypothesis": TEXT,
    "next": st.lists(TEXT, max_size=3),
    "environment": st.fixed_dictionaries(
        {}, optional={"python": NAME, "packages": st.dictionaries(NAME, NAME, max_size=3)}
    ),
    "data": st.lists(
        st.fixed_dictionaries({"name": NAME}, optional={"role": NAME, "rows": st.integers(0)}), max_size=3
    ),
    "ext": st.dictionaries(NAME, st.recursive(SCALAR, lambda inner: st.lists(inner) | st.dictionaries(NAME, inner))),
}
CARDS = st.fixed_dictionaries({}, optional=FIELDS).map(lambda fields: made(id=ID, **fields))
ID = "01939000-0000-7000-8000-000000000001"


@settings(max_examples=40)
@given(CARDS)
def test_any_card_reads_back_as_it_was(card: Card):
    text = card_text(card)
    assert read_card(text.encode()) == card
    assert card_text(read_card(text.encode())) == text
    assert digest(read_card(text.encode())) == digest(card)


def test_a_large_card_is_a_small_file():
    """60 parameters, 60 metrics with all their digits and 220 packages, with names as long as those of real ones."""
    card = heavy()
    assert (len(card.params), len(card.metrics), len(card.environment.packages)) == (60, 60, 220)
    assert len(card_text(card).encode()) < 12 * 1024
    in_cells = [changed(metric, cell="5feceb66") for metric in card.metrics]
    assert len(card_text(changed(card, metrics=in_cells)).encode()) < 13 * 1024


def test_half_of_a_character_does_not_keep_a_card_from_being_written():
    card = made(conclusion="a \ud800 b")
    assert read_card(card_text(card).encode()).conclusion == "a \ufffd b"


def git_merge(folder: Path, base: Card, ours: Card, theirs: Card) -> tuple[int, bytes]:
    files = [folder / name for name in ("ours", "base", "theirs")]
    for file, card in zip(files, (ours, base, theirs), strict=True):
        file.write_text(card_text(card), encoding="utf-8")
    run = subprocess.run(["git", "merge-file", "-p", "--", *files], capture_output=True, check=False)
    return run.returncode, run.stdout


PACKAGES = heavy().environment.packages
EDITS: dict[str, Any] = {
    "params": lambda card: {"params": card.params | {"max_depth_1": -1}},
    "new parameter": lambda card: {"params": card.params | {"a_first": 1}},
    "metrics": lambda card: {"metrics": [changed(card.metrics[0], value=0.99), *card.metrics[1:]]},
    "new metric": lambda card: {"metrics": [*card.metrics, CardMetric(name="new", value=1.0)]},
    "packages": lambda card: {"environment": changed(card.environment, packages=PACKAGES | {"alembic": "1"})},
    "conclusion": lambda card: {"conclusion": "Do not adopt."},
    "tags": lambda card: {"tags": [*card.tags, "reviewed"]},
    "published": lambda card: {"published": msgspec.convert("2026-11-27T00:00:00Z", type(card.created))},
}  # fmt: skip


@pytest.mark.parametrize(("one", "other"), [*itertools.combinations(EDITS, 2)])
def test_git_and_we_join_edits_of_different_things(one: str, other: str, tmp_path: Path):
    base = heavy()
    ours, theirs = (changed(base, **EDITS[edit](base)) for edit in (one, other))
    merged, conflicts = merge_cards(base, ours, theirs)
    assert conflicts == []
    status, text = git_merge(tmp_path, base, ours, theirs)
    assert status == 0, text.decode()
    assert read_card(text) == merged
    for field in {**EDITS[one](base), **EDITS[other](base)}:
        assert getattr(merged, field) != getattr(base, field)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(CARDS, CARDS, CARDS)
def test_a_merge_keeps_every_entry_and_names_every_conflict(base: Card, ours: Card, theirs: Card):
    merged, conflicts = merge_cards(base, ours, theirs)
    named = {conflict.field for conflict in conflicts}
    for key in {*ours.params, *theirs.params}:
        sides = [repr(side.params.get(key, ...)) for side in (base, ours, theirs)]
        if sides[1] != sides[0] and sides[2] != sides[0] and sides[1] != sides[2]:
            assert f"params.{key}" in named and key in merged.params
        elif key not in base.params:
            assert key in merged.params
    for side in (ours, theirs):
        for metric in side.metrics:
            keys = [(one.name, one.split, one.slice) for one in merged.metrics]
            assert (metric.name, metric.split, metric.slice) in keys or metric in base.metrics
        assert {tag for tag in side.tags if tag not in base.tags} <= set(merged.tags)
    assert read_card(card_text(merged).encode()) == merged


@settings(max_examples=20)
@given(CARDS, CARDS)
def test_a_merge_with_what_did_not_change_is_the_other_side(base: Card, other: Card):
    for ours, theirs in ((base, other), (other, base)):
        merged, conflicts = merge_cards(base, ours, theirs)
        assert conflicts == [] and card_text(merged) == card_text(other)


def test_conflicts_say_what_and_both_values():
    base = full()
    ours = changed(base, conclusion="Adopt.", params=base.params | {"depth": 4})
    theirs = changed(base, conclusion="Wait.", params={"rate": 0.1})
    theirs = changed(theirs, metrics=base.metrics[1:])
    ours = changed(ours, metrics=[changed(base.metrics[0], value=0.9), base.metrics[1]])
    merged, conflicts = merge_cards(base, ours, theirs)
    assert [(one.field, one.theirs) for one in conflicts] == [
        ("conclusion", "Wait."), ("params.depth", None), ("metrics.auc (test)", None),
    ]  # fmt: skip
    assert merged.conclusion == "Adopt." and merged.params == {"depth": 4, "rate": 0.1}
    assert [metric.value for metric in merged.metrics] == [0.9, 0.31]


def test_two_runs_are_not_mixed_and_without_a_base_both_are_kept():
    ours, theirs = full(), full(execution={"id": "b", "started": "2026-11-27T00:00:00Z"}, params={"new": 1})
    merged, conflicts = merge_cards(None, ours, theirs)
    assert [one.field for one in conflicts] == ["execution"]
    assert merged.execution == ours.execution and merged.params == ours.params | {"new": 1}


@settings(max_examples=40)
@given(CARDS, CARDS, CARDS)
def test_what_is_decided_for_one_side_says_nothing_against_it(base: Card, ours: Card, theirs: Card):
    merged, conflicts = merge_cards(base, ours, theirs)
    assume(conflicts and len({one.field for one in conflicts}) == len(conflicts))
    whole = told(merged, conflicts)
    for name, side in (("ours", ours), ("theirs", theirs)):
        after = decided(whole, [], name)
        assert conflicts_of(after) == [] and "conflicts" not in after.ext
        assert merge_cards(base, side, after)[1] == []


def conflicting() -> Card:
    """Ours has another depth and conclusion than theirs, which has no AUC on the test data any more."""
    base = full()
    ours = changed(base, conclusion="Adopt.", params=base.params | {"depth": 4})
    ours = changed(ours, metrics=[changed(base.metrics[0], value=0.9), base.metrics[1]])
    theirs = changed(base, conclusion="Wait.", params=base.params | {"depth": 5}, metrics=base.metrics[1:])
    return told(*merge_cards(base, ours, theirs))


def test_each_place_is_decided_by_itself():
    card = conflicting()
    with pytest.raises(Blocked, match=r"for conclusion, params\.depth, metrics\.auc \(test\)\. Choose") as blocked:
        require_decided(card)
    assert blocked.value.details == {"fields": ["conclusion", "params.depth", "metrics.auc (test)"]}
    after = decided(card, ["params.depth", "metrics.auc (test)"], "theirs")
    assert (after.params["depth"], [metric.name for metric in after.metrics]) == (5, [full().metrics[1].name])
    assert ([one.field for one in conflicts_of(after)], after.conclusion) == (["conclusion"], "Adopt.")
    last = decided(after, ["conclusion"], "ours")
    assert (last.conclusion, last.ext) == ("Adopt.", full().ext)
    require_decided(last)


def test_what_cannot_be_decided_says_why():
    card = conflicting()
    with pytest.raises(Invalid, match=r"nothing to decide in params\.rate"):
        decided(card, ["params.rate"], "ours")
    with pytest.raises(Invalid, match="nothing to decide in this card"):
        decided(full(), [], "ours")
    with pytest.raises(Invalid, match=r"has no params\.depth any more"):
        decided(changed(card, params={}), ["params.depth"], "theirs")
    wrong = {"conflicts": [{"field": "kind", "ours": "model", "theirs": "cake"}]}
    with pytest.raises(Invalid, match="does not fit into a card"):
        decided(full(ext=wrong), [], "theirs")
    assert conflicts_of(full(ext={"conflicts": [7, {"field": 1}]})) == []

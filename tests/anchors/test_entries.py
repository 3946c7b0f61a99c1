"""Where threads on the named parts of a file stand after the file changed."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.anchors.anchor import choose, detach, make_anchor, without_text
from jupyter_mlcollab.anchors.entries import place_entries
from jupyter_mlcollab.anchors.schema import Anchor, EntryTarget, FileEntry, Placement

DRAWN = "ab" * 32
DRAWN_ANEW = "cd" * 32


def metric(name: str, value: str, split: str = "test") -> FileEntry:
    return FileEntry(section="metric", name=[name, split], heading="Metric", label=f"{name}, {split}", text=value)


def figure(path: str, sha256: str, caption: str = "ROC") -> FileEntry:
    return FileEntry(section="figure", name=[path], heading="Figure", label=caption, text=caption, sha256=sha256)


def on(entry: FileEntry) -> Anchor:
    return make_anchor(EntryTarget(entry=entry))


def placed(anchor: Anchor, *entries: FileEntry) -> Placement:
    return place_entries({"t": anchor}, entries)["t"]


def test_what_still_says_the_same_is_anchored_wherever_it_is_listed():
    found = placed(on(metric("auc", "0.8713")), metric("f1", "0.71"), metric("auc", "0.8713"))
    assert (found.state, found.entry_index, found.confidence) == ("anchored", 1, 1.0)
    assert (found.cell_index, found.cell_id) == (None, None)


def test_another_value_is_outdated_and_what_it_said_is_kept():
    anchor = on(metric("auc", "0.8713"))
    found = placed(anchor, metric("auc", "0.8931"))
    assert (found.state, found.entry_index) == ("outdated", 0)
    assert anchor.snapshot is not None
    assert anchor.snapshot.excerpt == "0.8713"


def test_the_same_name_on_another_split_is_another_metric():
    assert placed(on(metric("auc", "0.8713")), metric("auc", "0.9", split="train")).state == "orphaned"
    # Parts that run together are not taken for each other either.
    assert placed(on(metric("a", "0.8713", "bc")), metric("ab", "0.9999", "c")).state == "orphaned"


def test_a_figure_drawn_anew_is_outdated_under_the_same_caption():
    anchor = on(figure("figures/roc.png", DRAWN))
    assert placed(anchor, figure("figures/roc.png", DRAWN_ANEW)).state == "outdated"
    assert placed(anchor, figure("figures/roc.png", DRAWN)).state == "anchored"


def test_what_was_renamed_is_found_by_what_it_says():
    found = placed(on(metric("auc", "0.8713")), metric("f1", "0.71"), metric("roc_auc", "0.8713"))
    assert (found.state, found.entry_index, found.reason) == ("moved", 1, "text")
    assert placed(on(figure("a.png", DRAWN)), figure("b.png", DRAWN)).state == "moved"


def test_no_guess_is_made_where_a_value_says_little_or_stands_twice():
    assert placed(on(metric("auc", "0.5")), metric("recall", "0.5")).state == "orphaned"
    twice = (metric("roc_auc", "0.8713"), metric("pr_auc", "0.8713"))
    assert placed(on(metric("auc", "0.8713")), *twice).state == "orphaned"
    parameter = FileEntry(section="parameter", name=["rate"], heading="", label="rate", text="0.8713")
    assert placed(on(metric("auc", "0.8713")), parameter).state == "orphaned"


def test_of_two_with_one_name_the_one_that_says_the_same_is_meant():
    found = placed(on(metric("auc", "0.8713")), metric("auc", "0.9"), metric("auc", "0.8713"))
    assert (found.state, found.entry_index) == ("anchored", 1)


def test_what_is_gone_is_orphaned_and_what_was_detached_stays_so():
    anchor = on(metric("auc", "0.8713"))
    assert placed(anchor).state == "orphaned"
    assert placed(anchor).entry_index is None
    found = placed(detach(anchor), metric("auc", "0.8713"))
    assert (found.state, found.reason) == ("orphaned", "detached")


def test_an_erased_anchor_holds_no_word_and_is_still_found():
    erased = without_text(on(metric("auc", "0.8713")))
    stored = msgspec.json.encode(erased).decode()
    assert "auc" not in stored
    assert "0.8713" not in stored
    assert placed(erased, metric("auc", "0.8713")).state == "anchored"


def test_a_long_text_is_compared_whole_and_kept_in_part():
    field = FileEntry(section="field", name=["conclusion"], heading="", label="Conclusion", text="x" * 50_000)
    anchor = on(field)
    assert anchor.snapshot is not None
    assert anchor.snapshot.cut
    assert placed(anchor, msgspec.structs.replace(field, text="x" * 50_001)).state == "outdated"
    assert placed(anchor, msgspec.structs.replace(field, text="x" * 50_000 + " \r\n")).state == "anchored"


anything = st.text(st.characters(exclude_categories=()), max_size=12)
hashes = st.none() | st.sampled_from([DRAWN, DRAWN_ANEW])
entries = st.builds(
    FileEntry, section=st.sampled_from(["metric", "field"]), name=st.lists(anything, max_size=3), heading=anything,
    label=anything, text=anything, sha256=hashes,
)  # fmt: skip


@given(st.lists(entries, max_size=6), st.lists(entries, max_size=6))
def test_any_entries_are_placed_and_what_is_there_unchanged_never_moves(before, after):
    anchors = {str(index): on(entry) for index, entry in enumerate(before)}
    found = place_entries(anchors, after)
    assert found.keys() == anchors.keys()
    assert all(p.entry_index is None or 0 <= p.entry_index < len(after) for p in found.values())
    assert all((p.entry_index is None) == (p.state == "orphaned") for p in found.values())
    again = place_entries(anchors, before)
    assert {p.state for p in again.values()} <= {"anchored"}


def test_what_a_person_picked_stands_there_until_it_says_something_else():
    chosen = choose(detach(on(metric("auc", "0.8713"))))
    found = placed(chosen, metric("auc", "0.8713"))
    assert (found.state, found.reason, found.entry_index) == ("anchored", "chosen", 0)
    assert placed(chosen, metric("auc", "0.9")).reason == "id"

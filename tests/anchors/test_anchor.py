"""Anchors made from what somebody points at."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.anchors.anchor import choose, detach, make_anchor, without_text
from jupyter_mlcollab.anchors.schema import (
    MAX_KEPT_BYTES,
    MAX_QUOTE_BYTES,
    Anchor,
    CellTarget,
    NotebookTarget,
    OutputTarget,
    SourceTarget,
    Surroundings,
    Target,
)
from jupyter_mlcollab.anchors.surroundings import surroundings
from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.core.notebook import Cell
from jupyter_mlcollab.core.text import source_hash, utf16_length
from jupyter_mlcollab.core.wire import encode


def around(source: str, **changes: object) -> Surroundings:
    cells = [
        Cell(id="a", cell_type="markdown", source="# Train"),
        Cell(id="b", cell_type="code", source=source),
        Cell(id="c", cell_type="code", source="after"),
    ]
    return msgspec.structs.replace(surroundings(cells, 1), **changes)


def test_a_cell_keeps_what_finds_it_again() -> None:
    anchor = make_anchor(CellTarget(surroundings=around("x = 1  ")))
    assert anchor.kind == "cell"
    assert anchor.cell is not None
    assert anchor.cell.source_hash == source_hash("x = 1")
    assert anchor.cell.source_text == "x = 1  "
    assert anchor.cell.previous_hash == source_hash("# Train")
    assert anchor.cell.next_hash == source_hash("after")
    assert anchor.cell.headings == ["Train"]
    assert anchor.cell.id_trusted
    assert anchor.snapshot is not None
    assert anchor.snapshot.excerpt == "x = 1  "


@given(st.text(min_size=1, max_size=200), st.data())
def test_a_quote_is_what_was_selected(source: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(source) - 1))
    last = data.draw(st.integers(first + 1, len(source)))
    start, end = utf16_length(source[:first]), utf16_length(source[:last])
    quote = make_anchor(SourceTarget(surroundings=around(source), start=start, end=end)).quote
    assert quote is not None
    assert quote.exact == source[first:last]
    assert source[:first].endswith(quote.prefix)
    assert source[last:].startswith(quote.suffix)
    assert (quote.start, quote.end) == (start, end)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (3, 2), (0, 5), (4, 9), (1, 2), (2, 3)])
def test_a_range_has_to_fit(start: int, end: int) -> None:
    with pytest.raises(Invalid):
        make_anchor(SourceTarget(surroundings=around("a😀b"), start=start, end=end))


def test_an_index_has_to_be_in_the_notebook() -> None:
    with pytest.raises(Invalid, match="index"):
        make_anchor(CellTarget(surroundings=around("x", index=3)))


def test_an_output_keeps_its_fingerprint() -> None:
    target = OutputTarget(
        surroundings=around("x"), ordinal=2, mime="image/png", output_kind="image", payload_sha256="0" * 64
    )
    output = make_anchor(target).output
    assert output is not None
    assert (output.ordinal, output.mime, output.kind, output.payload_sha256) == (2, "image/png", "image", "0" * 64)


def test_long_sources_are_cut_and_say_so() -> None:
    source = "é" * 100_000
    anchor = make_anchor(SourceTarget(surroundings=around(source), start=0, end=30_000))
    assert anchor.cell is not None
    assert anchor.quote is not None
    assert anchor.snapshot is not None
    assert anchor.cell.source_cut
    assert anchor.snapshot.cut
    assert anchor.cell.source_hash == source_hash(source)
    assert len(anchor.cell.source_text.encode()) == MAX_KEPT_BYTES
    assert len(anchor.quote.exact.encode()) == MAX_QUOTE_BYTES
    with pytest.raises(Invalid):
        make_anchor(SourceTarget(surroundings=around(source), start=90_000, end=90_001))


@given(st.text(st.characters(exclude_categories=[]), max_size=40))
def test_every_anchor_can_be_stored_and_read(source: str) -> None:
    """Lone surrogates included, which JSON cannot carry."""
    anchor = make_anchor(CellTarget(surroundings=around(source, cell_id="\ud800", headings=["\udfff"])))
    assert msgspec.json.decode(encode(anchor), type=Anchor) == anchor


def test_targets_are_told_apart_by_kind() -> None:
    raw = encode(CellTarget(surroundings=around("x")))
    assert b'"kind":"cell"' in raw
    assert isinstance(msgspec.json.decode(raw, type=Target), CellTarget)
    assert make_anchor(msgspec.json.decode(b'{"kind":"notebook"}', type=Target)).kind == "notebook"
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(b'{"kind":"notebook","path":"x"}', type=Target)


def test_choosing_and_detaching() -> None:
    anchor = make_anchor(CellTarget(surroundings=around("x")))
    assert choose(detach(anchor)) == msgspec.structs.replace(anchor, chosen=True)
    assert detach(choose(anchor)) == msgspec.structs.replace(anchor, detached=True)


def test_erasing_leaves_nothing_to_read() -> None:
    secret = "password = 'hunter2'"
    target = SourceTarget(surroundings=around(secret, headings=[secret]), start=0, end=len(secret))
    assert b"hunter2" in encode(make_anchor(target))
    assert b"hunter2" not in encode(without_text(make_anchor(target)))
    notebook = make_anchor(NotebookTarget())
    assert without_text(notebook) == notebook


@pytest.mark.parametrize("made_on", [None, "HEAD (a1b2c3d)"])
def test_an_anchor_says_which_version_it_was_made_on(made_on: str | None) -> None:
    target = CellTarget(surroundings=around("x = 1", made_on=made_on))
    anchor = make_anchor(target)
    assert anchor.made_on == made_on
    assert without_text(choose(anchor)).made_on == made_on


def test_an_anchor_stored_before_versions_were_named_was_made_on_none() -> None:
    stored = msgspec.to_builtins(make_anchor(CellTarget(surroundings=around("x = 1"))))
    del stored["madeOn"]
    assert msgspec.convert(stored, Anchor).made_on is None

"""Positions and texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.core import text
from jupyter_mlcollab.core.errors import Invalid, TooLarge

ANY_TEXT = st.text(st.characters(exclude_categories=[]))
"""Every code point, lone surrogates included."""
PIECES = ["a", " ", "é", "e\u0301", "😀", "👩\u200d🔬", "\ud83d", "\ude00", "\n", "\r", "\r\n", "\u2028", "\x0b"]
WILD = st.lists(st.sampled_from(PIECES)).map("".join)


def units(value: str) -> int:
    """UTF-16 length by the codec, one lone surrogate at a time: side by side two would count as a pair."""
    return sum(len(c.encode("utf-16-le", "surrogatepass")) // 2 for c in value)


@given(ANY_TEXT | WILD, st.data())
def test_positions_survive_the_round_trip(value: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(value)))
    there = text.to_utf16(value, offset)
    assert there == units(value[:offset])
    assert text.from_utf16(value, there) == offset


@given(ANY_TEXT | WILD)
def test_every_unit_is_a_position_or_inside_a_character(value: str) -> None:
    borders = {units(value[:i]) for i in range(len(value) + 1)}
    for unit in range(-2, text.utf16_length(value) + 3):
        if unit in borders:
            assert text.to_utf16(value, text.from_utf16(value, unit)) == unit
        else:
            with pytest.raises(Invalid):
                text.from_utf16(value, unit)


def test_an_emoji_is_two_units() -> None:
    assert text.utf16_length("a😀b") == 4
    assert text.to_utf16("a😀b", 2) == 3
    assert text.from_utf16("a😀b", 3) == 2
    with pytest.raises(Invalid, match="inside a character"):
        text.from_utf16("a😀b", 2)


@given(WILD)
def test_lines_end_where_notebooks_end_them(value: str) -> None:
    lines = text.split_lines(value)
    starts = text.line_starts(value)
    assert "\n".join(lines) == value.replace("\r\n", "\n").replace("\r", "\n")
    assert [value[start : start + len(line)] for start, line in zip(starts, lines, strict=True)] == lines


@given(WILD | ANY_TEXT)
def test_normalising_twice_changes_nothing_more(value: str) -> None:
    once = text.normalise(value)
    assert text.normalise(once) == once
    assert text.source_hash(value) == text.hash_normalised(once)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("a\r\nb", "a\nb", True),
        ("\n\na  \nb\t\n\n", "a\nb", True),
        ("  a", "a", False),
        ("A", "a", False),
        ("a\n\nb", "a\nb", False),
        ("\ud800", "\ufffd", True),
        ("a\x0bb", "a\nb", False),
    ],
)
def test_what_counts_as_the_same_source(one: str, other: str, same: bool) -> None:
    assert (text.source_hash(one) == text.source_hash(other)) is same


@given(ANY_TEXT, st.integers(0, 40))
def test_cutting_keeps_a_well_formed_beginning(value: str, limit: int) -> None:
    cut = text.cut_to_bytes(value, limit)
    assert len(cut.encode()) <= limit
    assert text.well_formed(value).startswith(cut)
    following = text.well_formed(value)[len(cut) : len(cut) + 1]
    assert not following or len((cut + following).encode()) > limit


@pytest.mark.parametrize("value", ["a", "a\tb\nc", "  x ", "é" * 32, "a\u202eb", "."])
def test_texts_that_may_be_stored(value: str) -> None:
    assert text.check_text(value, 64) == value


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        ("", "empty"),
        (" \n\t", "empty"),
        ("\u200b\u00a0\u2003\u202e", "empty"),
        ("a\x00b", r"U\+0000"),
        ("a\x1b[31m", r"U\+001B"),
        ("a\rb", r"U\+000D"),
        ("a\x7f", r"U\+007F"),
        ("a\x9b", r"U\+009B"),
        ("a\ud800", "half of a character"),
    ],
)
def test_texts_that_may_not(value: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        text.check_text(value, 64)


def test_the_limit_is_in_bytes() -> None:
    assert text.check_text("é" * 1024, 2048)
    with pytest.raises(TooLarge, match="2 KB"):
        text.check_text("é" * 1024 + "a", 2048)
    with pytest.raises(TooLarge):
        text.check_text("\ud800" * 1024, 2048)

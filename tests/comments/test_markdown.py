"""What a comment's text has to be, and whom it mentions."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.comments.markdown import check_body, mentions
from jupyter_mlcollab.core.errors import CollabError, Invalid, TooLarge


@given(st.text(max_size=400))
def test_any_text_is_taken_as_it_is_or_refused_with_a_sentence(text):
    try:
        assert check_body(text) == text
    except CollabError as refused:
        assert refused.message.endswith(".")


@pytest.mark.parametrize("text", ["> " * 101 + "x", "".join(" " * (2 * i) + "- x\n" for i in range(110))])
def test_nesting_over_a_hundred_is_refused(text):
    with pytest.raises(Invalid, match="100"):
        check_body(text)


def test_nesting_below_a_hundred_is_fine():
    assert check_body("> " * 40 + "x")


@pytest.mark.parametrize("unit", ["[", "*a ", "> ", "`", "![", "<", "- ", "``a`", "@a", "a\n", "|", "#"])
def test_what_is_hard_to_parse_is_answered(unit):
    body = (unit * 65_000)[:65_000]
    with contextlib.suppress(Invalid, TooLarge):
        check_body(body)
    assert mentions(body, ["a"]) in ([], ["a"])


@given(st.text(alphabet="`@a \n", max_size=60))
def test_code_spans_are_found_as_the_full_parser_finds_them(text):
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(text)
    plain = "`".join(c.content for t in tokens for c in t.children or () if c.type == "text")
    if "@a" in plain and " @a " in f" {plain} ":
        assert mentions(text, ["a"]) == ["a"]
    if "@" not in plain:
        assert mentions(text, ["a"]) == []


def test_over_64_kilobytes_of_utf8_is_too_large():
    check_body("é" * 32_768)
    with pytest.raises(TooLarge):
        check_body("é" * 32_769)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("@ana", ["ana"]),
        ("Hi @Ana, and @bo.", ["ana", "bo"]),
        ("(@ana) @ana!", ["ana"]),
        ("mail@ana.example and x/@bo", []),
        ("`@ana`", []),
        ("```\n@ana\n```", []),
        ("    @ana", []),
        ("**@ana**", ["ana"]),
        ("[@ana](https://x.example)", ["ana"]),
        ("@ana-lopez", ["~ana-lopez"]),
        ("@nobody", []),
    ],
)
def test_mentions(body, found):
    assert mentions(body, ["ana", "bo", "~ana-lopez"]) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("@cy@firm.example, look", ["cy@firm.example"]),
        ("Ask @Cy+ml@firm.example.", ["cy+ml@firm.example"]),
        ("@ana@elsewhere.example", ["ana"]),
        ("@ana+1", ["ana"]),
        ("mail cy@firm.example", []),
    ],
)
def test_whoever_signs_in_by_an_address_can_be_mentioned(body, found):
    assert mentions(body, ["ana", "cy@firm.example", "cy+ml@firm.example"]) == found


def test_a_verified_person_wins_a_handle_over_one_who_only_says_so():
    assert mentions("@ana", ["~ana", "ana"]) == ["ana"]
    assert mentions("@ana", ["ana", "~ana"]) == ["ana"]

"""YAML as text, read in one pass: it says what PyYAML's own loader says, and does not fall where that does."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.pages.yaml_text import read_yaml

TREES = st.recursive(
    st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def loaded(text: str) -> Any:
    """What PyYAML's loader says; the class of its errors when it has one."""
    try:
        return yaml.load(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return yaml.YAMLError


def read(text: str) -> Any:
    try:
        return read_yaml(text).value
    except yaml.YAMLError:
        return yaml.YAMLError


@given(TREES, st.sampled_from([True, False, None]))
def test_what_was_written_comes_back(tree: Any, flow: bool | None) -> None:
    text = yaml.safe_dump(tree, default_flow_style=flow)
    assert read(text) == loaded(text) != yaml.YAMLError


@given(st.text(alphabet="ab:-?[]{}&*!,#'\"|> \n\t%.", max_size=40))
@example("a: *x\n")
@example("a: &x 1\nb: &x 2\n")
@example("a: &a [*a]\n")
@example("a: &b {c: *b}\n")
@example("? [a]\n: b\n")
@example("&k [x]: 1\n")
@example("a: b\n--- x\n")
@example("&a a: b\n*a : c\n")
@example("a: b\na: c\n<<: {d: e}\n")
@example("%YAML 1.1\n--- !!binary x\n")
@example("")
def test_any_text_is_read_as_by_the_loader(text: str) -> None:
    assert read(text) == loaded(text)


@pytest.mark.parametrize("nested", ["[" * 500_000, "- " * 400_000, "{a: " * 300_000, "? " * 300_000])
def test_depth_is_refused_before_the_stack_ends(nested: str) -> None:
    with pytest.raises(Invalid, match="nested too deep"):
        read_yaml(nested)
    assert read_yaml("[" * 50 + "]" * 50).value


def test_aliases_of_aliases_take_no_room() -> None:
    levels = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 40))
    read = read_yaml(f"a0: &a0 x\n{levels}").value
    assert len(read["a39"]) == 10
    assert read["a39"][0] is read["a39"][9] is read["a38"]


def test_names_are_known_with_their_lines() -> None:
    found = read_yaml("a: [b,\n  {c: d}]\n# about e\n\n'e':\n  f: g\na: h\n")
    assert (found.names, found.is_block) == ([("a", 0), ("e", 4), ("a", 6)], True)
    assert not read_yaml("{a: b}").is_block

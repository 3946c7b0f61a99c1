"""Reading front matter, and writing citations into it without touching anything else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.anchors.anchor import make_anchor
from jupyter_mlcollab.anchors.schema import NotebookTarget
from jupyter_mlcollab.core.errors import Invalid, TooLarge
from jupyter_mlcollab.pages.front_matter import Cite, read_front_matter, split, with_cites

CITE = Cite(path="train.ipynb", said='0.87 ± "0.01": # yes', date="2026-11-26", anchor=make_anchor(NotebookTarget()))


def read(text: str):
    return read_front_matter(split(text).front)


def test_a_page_needs_no_front_matter() -> None:
    assert split("# Title\n\ntext") == (None, "# Title\n\ntext", 0)
    assert split("---\nnever ends\n").body == "---\nnever ends\n"
    assert split("--- a rule\n").front is None


def test_it_says_what_a_page_is() -> None:
    front = read(
        "---\ntitle: No\nowner: Ana\nabout: [train.ipynb, data/]\ntags: churn\nstart: yes\nstatus: 2026-11-26\n---\nx"
    )
    assert (front.title, front.owner, front.about, front.tags) == ("No", "Ana", ("train.ipynb", "data/"), ("churn",))
    assert front.start
    assert front.status == "2026-11-26"
    assert not front.problems


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("title: [a\n", "not valid YAML, line"),
        ("- a\n- b\n", "list of names"),
        ("title: {a: b}\n", "`title` has to be text."),
        ("about: {a: b}\n", "`about` has to be text, or a list of texts."),
        ("cites: [a]\n", "`cites` has to be a table"),
        ("cites:\n  k: {path: a}\n", "The citation `k` cannot be read."),
        ("cites:\n  k: {path: a, said: x, on: y, anchor: '{}'}\n", "The citation `k` cannot be read."),
        ("a: &a [*a]\nabout: *a\n", "recursive"),
        ("[" * 500_000 + "\n", "nested too deep"),
        ("- " * 400_000 + "\n", "nested too deep"),
        ("cites:\n  k: {path: a, anchor: '" + "[" * 100_000 + "'}\n", "The citation `k` cannot be read."),
    ],
)
def test_what_cannot_be_understood_is_said_and_the_page_is_shown(front: str, says: str) -> None:
    found = read(f"---\n{front}---\n# Title\n")
    assert says in found.problems[0]


def test_the_line_of_an_error_is_that_of_the_file() -> None:
    assert "line 3" in read("---\ntitle: a\n  bad: b\n---\nx").problems[0]


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n",
        "---\n---\n# Title\n",
        "---\ntitle: a\n---\n# Title\n",
        "---\ntitle: a # why\n\n# about the tags\ntags: [x]\n---\n# Title\n",
        "---\r\ntitle: a\r\n---\r\n# Title\r\n",
        "\ufeff---\ntitle: a\n---\n",
        "\ufeff# Title\n",
        "---\n# only a comment\n---\nx",
        "---\ntitle: a\n...\nx",
    ],
)
def test_a_citation_is_added_and_taken_away_without_a_trace(text: str) -> None:
    cited = with_cites(text, {"4f1a2c": CITE})
    front = read(cited)
    assert front.cites == {"4f1a2c": CITE}
    assert not front.problems
    assert split(cited).body.lstrip("\r\n") == split(text).body.lstrip("\r\n")
    before, after = split(text).front, split(with_cites(cited, {})).front
    assert (after or "") == (before or "")


def test_what_stands_around_the_citations_stays() -> None:
    text = "---\ntitle: a\ncites:\n  old: {path: b}\n  # inside\n\n# about the tags\ntags: [x]\n---\nbody\n"
    cited = with_cites(text, {"new": CITE})
    assert cited.startswith("---\ntitle: a\ncites:\n  new:\n    path: train.ipynb\n")
    assert cited.endswith("\n\n# about the tags\ntags: [x]\n---\nbody\n")


@pytest.mark.parametrize("front", ["title: [a\n", "- a\n", "{title: a}\n"])
def test_nothing_is_put_into_what_is_not_understood(front: str) -> None:
    with pytest.raises(Invalid):
        with_cites(f"---\n{front}---\nbody", {"k": CITE})


@pytest.mark.parametrize("front", ["cites:\n  a: {}\ntitle: x\ncites:\n  b: {}\n", f"title: {'x' * 1024 * 1024}\n"])
def test_what_would_be_written_and_not_read_again_is_refused(front: str) -> None:
    with pytest.raises((Invalid, TooLarge)):
        with_cites(f"---\n{front}---\nbody", {"k": CITE})


def test_front_matter_may_end_its_lines_as_old_macs_did() -> None:
    text = "---\rtitle: a\r---\rbody"
    assert split(text).front == "title: a\r"
    assert split(with_cites(text, {"k": CITE})).body == "body"


@given(st.text(alphabet="a \x85\u2028\u2029\n\r:", max_size=20))
def test_ends_of_lines_that_only_yaml_knows_come_back(note: str) -> None:
    cite = Cite(path="a.ipynb", said=note, note=note, anchor=CITE.anchor)
    assert read(with_cites("", {"k": cite})).cites == {"k": cite}


@given(st.text(), st.text(max_size=200), st.text(max_size=50))
def test_any_page_and_any_citation_come_back_as_they_were(body: str, said: str, note: str) -> None:
    said = said.encode(errors="replace").decode()
    note = note.encode(errors="replace").decode()
    cite = Cite(path="a.ipynb", said=said, date="2026-11-26", note=note, anchor=CITE.anchor)
    text = f"---\ntitle: a\n---\n{body}"
    cited = with_cites(text, {"k": cite})
    assert split(cited).body == body
    assert read(cited).cites["k"].path == "a.ipynb"
    assert read(cited).cites["k"].said == said
    assert read(cited).cites["k"].note == note

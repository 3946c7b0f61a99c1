"""Finding headings, links and tasks in Markdown."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.pages.markdown import Heading, Task, plain, resolved, scan

PAGE = """\
# The *churn* model #

Text with a [link](../train.ipynb#cell-id=8f3a), `[no](link.md)` and ![image](a.png).

Under
=====

```python
# no heading
[no](link.md)
```

- [ ] Train [again](train.ipynb)
- [x] `Look` at it
1. [X] third

> # no
"""


def test_what_a_page_holds() -> None:
    found = scan(PAGE)
    assert found.headings == (Heading(1, "The *churn* model", 0), Heading(1, "Under", 4))
    assert [(link.text, link.target, link.line, link.is_image) for link in found.links] == [
        ("link", "../train.ipynb#cell-id=8f3a", 2, False),
        ("image", "a.png", 2, True),
        ("again", "train.ipynb", 12, False),
    ]
    assert found.tasks == (
        Task("Train again", False, 12),
        Task("Look at it", True, 13),
        Task("third", True, 14),
    )


def test_a_link_may_hold_brackets_spaces_and_a_title() -> None:
    links = scan('[a [b] c](<my notes.md>) [d](e(1).md "title") [0.87](t.ipynb#mlc=4f1a2c)').links
    assert [(link.text, link.target) for link in links] == [
        ("a [b] c", "my notes.md"),
        ("d", "e(1).md"),
        ("0.87", "t.ipynb#mlc=4f1a2c"),
    ]
    assert links[-1].cites == "4f1a2c"


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("train.ipynb", "pages/model/train.ipynb"),
        ("../../a%20b.ipynb#x", "a b.ipynb"),
        ("./x.md?y", "pages/model/x.md"),
        ("../../../etc/passwd", None),
        ("https://a.b/c", None),
        ("//a.b/c", None),
        ("mailto:a@b", None),
        ("/etc/passwd", None),
        ("#here", None),
        ("..\\x", None),
    ],
)
def test_where_a_link_leads(target: str, path: str | None) -> None:
    assert resolved(target, "pages/model/index.md") == path


def test_text_as_people_read_it() -> None:
    assert plain("**The** `auc` of [run 3](x.ipynb)") == "The auc of run 3"


@given(st.text(alphabet="[]()!`#-* x\n\r\\<>~=", max_size=300))
def test_any_text_is_read(text: str) -> None:
    found = scan(text)
    lines = len(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    assert all(0 <= one.line < lines for one in (*found.headings, *found.links, *found.tasks))


@pytest.mark.parametrize("part", ["[", "[a](", "[a](b", "`", "(", "![](", "[[a]", "\\[", "# ", "[a](b(c)"])
def test_hostile_text_is_read_to_its_end(part: str) -> None:
    """Lines of thousands of brackets: what grew with the square of a line would not come back."""
    lines = [part * 4_000 for _ in range(10)] + ["# The end"]
    assert scan("\n".join(lines)).headings[-1] == Heading(1, "The end", 10)


@pytest.mark.parametrize(
    "line",
    [
        "# x" + " " * 1_000_000 + "!",
        "# x" + " #" * 500_000 + "!",
        "[a](" + "[" * 19_000,
        "[a](" + " " * 19_000 + "(",
        "](" + " ".join("`" * length for length in range(1, 190)),
    ],
)
def test_a_long_line_takes_no_square_of_its_length(line: str) -> None:
    began = process_time()
    scan("\n".join([line] * 5))
    assert process_time() - began < 2


@pytest.mark.parametrize(
    ("line", "text"),
    [("# a #", "a"), ("# a#", "a#"), ("# a# #", "a#"), ("# a ## \t", "a"), ("# #", ""), ("#  a # b ##", "a # b")],
)
def test_a_heading_may_be_closed(line: str, text: str) -> None:
    assert scan(line).headings[0].text == text


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("`[a](b)` [c](d)", ["d"]),
        ("`` [a](b) ` `` [c](d)", ["d"]),
        ("` [a](b)", ["b"]),
        ("``` [a](b) `` [c](d) ``", ["b"]),
    ],
)
def test_code_in_a_line_holds_no_links(text: str, targets: list[str]) -> None:
    assert [link.target for link in scan(f"x {text}").links] == targets

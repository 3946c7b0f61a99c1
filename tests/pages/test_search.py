"""Finding pages by words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.pages.listing import ReadPages
from jupyter_mlcollab.pages.page import Page, read_page
from jupyter_mlcollab.pages.search import search


def page(path: str, text: str) -> Page:
    return read_page(text.encode(), path)


PAGES = [
    page("pages/a.md", "---\ntitle: Data sheet\n---\n# Churn\n\nThe leak is here.\n"),
    page("pages/b.md", "# Notes\n\n## Leak\n\nText.\n"),
    page("pages/c.md", "# Leak of the target\n\nText about data.\n"),
    page("pages/d.md", "# Other\n\nleak leak leak\n"),
]


def found(text: str) -> list[str]:
    return [hit.path for hit in search(PAGES, text).hits]


def test_titles_come_first_then_headings_then_text() -> None:
    assert found("LEAK") == ["pages/c.md", "pages/b.md", "pages/d.md", "pages/a.md"]


def test_every_word_has_to_be_there() -> None:
    assert found("leak data") == ["pages/a.md", "pages/c.md"] or found("leak data") == ["pages/c.md", "pages/a.md"]
    assert found("leak zebra") == []
    assert found("  ") == []


def test_an_excerpt_says_where() -> None:
    hit = search(PAGES, "leak is").hits[0]
    assert (hit.path, hit.excerpt, hit.line, hit.count) == ("pages/a.md", "The leak is here.", 5, 2)


def test_a_text_whose_length_folding_changes() -> None:
    hits = search([page("pages/x.md", "ẞß" * 50 + " leak")], "leak").hits
    assert hits[0].count == 1


def test_no_more_than_fifty() -> None:
    many = [page(f"pages/{number}.md", "leak") for number in range(60)]
    answer = search(many, "leak")
    assert len(answer.hits) == 50
    assert answer.cut


def plainly(pages: Sequence[Page], text: str) -> list[tuple[str, int]]:
    """The paths and counts of what is found, every rule written down by itself."""
    words = text.casefold().split()
    found = []
    for one in pages:
        title, body = one.title.casefold(), one.body.casefold()
        headings = " ".join(heading.text for heading in one.headings).casefold()
        if words and all(word in title or word in body for word in words):
            often = sum(min(body.count(word), 50) for word in words) / math.log2(len(body) + 4)
            score = 100 * sum(word in title for word in words) + 10 * sum(word in headings for word in words) + often
            found.append((-score, one.path, sum(body.count(word) for word in words)))
    return [(path, count) for _, path, count in sorted(found)]


TEXT = st.lists(st.sampled_from(["leak", "Leaks", "a", "ß", "SS", "İ", "\n", "\n\n# ", "drift"]), max_size=12).map(
    " ".join
)


@given(st.lists(st.tuples(TEXT, TEXT), max_size=70), TEXT)
def test_what_is_found_is_what_the_plain_method_finds(texts: list[tuple[str, str]], words: str) -> None:
    pages = [page(f"pages/{n}.md", f"# {' '.join(title.split())}\n{body}") for n, (title, body) in enumerate(texts)]
    answer, expected = search(pages, words), plainly(pages, words)
    assert [(hit.path, hit.count) for hit in answer.hits] == expected[:50]
    assert answer.cut == (len(expected) > 50)


def test_a_page_that_was_read_is_ready_to_be_searched(work, write) -> None:
    write("pages/a.md", "# Churn\n")
    [read] = work.held(ReadPages).pages(work.files, ["pages"])
    assert "folded" in vars(read)

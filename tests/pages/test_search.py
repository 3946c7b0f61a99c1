"""Finding pages by words."""

from __future__ import annotations

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

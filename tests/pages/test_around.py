"""Which pages are about what is in view, and in which order."""

from __future__ import annotations

from jupyter_mlcollab.pages.around import around
from jupyter_mlcollab.pages.page import Page, read_page

PATH = "churn/train.ipynb"


def page(path: str, text: str) -> Page:
    return read_page(text.encode(), path)


def about(path: str, *said: str) -> Page:
    return page(path, f"---\nabout: [{', '.join(repr(one) for one in said)}]\n---\n# {path}\n")


def seen(*pages: Page) -> list[tuple[str, str, str | None]]:
    return [(one.path, one.nearness, one.cell) for one in around(pages, PATH)]


def test_the_nearest_comes_first() -> None:
    assert seen(
        page("pages/link.md", "See [it](../churn/train.ipynb)."),
        about("pages/project.md", "."),
        about("pages/folder.md", "churn/"),
        about("pages/notebook.md", "churn/train.ipynb"),
        about("pages/cell.md", "churn/train.ipynb#cell-id=8f3a"),
        about("pages/other.md", "churn/other.ipynb", "chur"),
        page("pages/none.md", "text"),
    ) == [
        ("pages/cell.md", "cell", "8f3a"),
        ("pages/notebook.md", "notebook", None),
        ("pages/folder.md", "folder", None),
        ("pages/project.md", "project", None),
        ("pages/link.md", "link", None),
    ]


def test_it_says_for_whom_a_page_is_written() -> None:
    said = page("pages/a.md", f"---\nabout: {PATH}\naudience: reviewers\n---\n")
    assert [one.audience for one in around([said, about("pages/b.md", ".")], PATH)] == [["reviewers"], []]


def test_a_page_is_there_once_for_each_cell_and_once_for_the_rest() -> None:
    links = "[a](../churn/train.ipynb#cell-id=c1) [b](../churn/train.ipynb#cell-id=c2)"
    assert seen(page("pages/a.md", f"---\nabout: [churn, churn/train.ipynb]\n---\n{links}")) == [
        ("pages/a.md", "cell", "c1"),
        ("pages/a.md", "cell", "c2"),
        ("pages/a.md", "notebook", None),
    ]


def test_a_link_to_a_cell_is_about_that_cell() -> None:
    assert seen(page("pages/a.md", "[a](../churn/train.ipynb#cell-id=c%201)")) == [("pages/a.md", "cell", "c 1")]


def test_a_picture_is_no_link() -> None:
    assert seen(page("pages/a.md", "![a](../churn/train.ipynb)")) == []

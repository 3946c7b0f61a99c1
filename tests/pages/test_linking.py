"""What a page may link to is found by a few letters, and the link leads there from any page."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from cards_made_up import made
from jupyter_mlcollab.cards.text import card_text
from jupyter_mlcollab.git.files import ProjectFiles
from jupyter_mlcollab.git.project import ProjectPlace
from jupyter_mlcollab.pages.linking import KnownNotebooks, linkable
from jupyter_mlcollab.pages.markdown import resolved, scan

TRAIN = ["# Train a model", "import pandas\nrows = 3", "## Results [v2]", "", "Only words"]


@pytest.fixture
def project(work, write, write_notebook):
    write("pages/plan.md", "# The plan\n")
    write("pages/deep/words.md", "---\ntitle: Words we use\n---\n")
    write("cards/boosting/card.json", card_text(made(title="Boosting trees")))
    write_notebook("train.ipynb", TRAIN)
    write_notebook("runs/Étude (second) train.ipynb", ["# Elsewhere"])
    return work


def found(work, text: str, near: str = "", page: str = "pages/plan.md") -> list[tuple[str, str]]:
    return [(one.kind, one.title) for one in linkable(work, page, text, near).found]


def test_names_that_begin_so_come_first(project) -> None:
    assert found(project, "train") == [("notebook", "train"), ("notebook", "Étude (second) train")]
    assert found(project, "TREES") == [("card", "Boosting trees")]
    assert found(project, "use words") == [("page", "Words we use")]
    assert found(project, "deep") == [("page", "Words we use")]
    assert found(project, "nothing of the kind") == []


def test_a_page_does_not_link_to_itself(project) -> None:
    assert ("page", "The plan") not in found(project, "")
    assert ("page", "The plan") in found(project, "", page="pages/deep/words.md")


def test_cells_are_found_by_heading_or_first_line(project) -> None:
    cells = [("cell", "Train a model"), ("cell", "import pandas"), ("cell", "Results [v2]"), ("cell", "Only words")]
    assert found(project, "train#") == cells
    assert found(project, "#", near="train.ipynb") == cells
    assert found(project, "tra#res") == [("cell", "Results [v2]")]
    assert found(project, "pandas", near="train.ipynb") == [("cell", "import pandas")]
    assert found(project, "pandas") == []
    assert found(project, "nowhere#x") == []


def test_what_is_in_view_comes_first(project) -> None:
    near = "runs/Étude (second) train.ipynb"
    assert found(project, "", near=near)[0] == ("notebook", "Étude (second) train")


@pytest.mark.parametrize("page", ["pages/plan.md", "pages/deep/words.md", "top.md", "pages/with space/a.md"])
def test_every_link_leads_back_to_what_it_was_made_for(project, page: str) -> None:
    for near in ("train.ipynb", "runs/Étude (second) train.ipynb"):
        for text in ("", "#"):
            for one in linkable(project, page, text, near).found:
                (link,) = scan(f"Before {one.link} after").links
                assert resolved(link.target, page) == one.path
                assert link.text.replace("\\", "") == one.title
                assert (link.fragment == f"cell-id=cell-{one.cell}") == (one.kind == "cell")


def test_a_notebook_that_cannot_be_read_has_no_cells(project, write) -> None:
    write("train.ipynb", "{")
    assert found(project, "train#") == []
    assert found(project, "pandas", near="train.ipynb") == []
    assert found(project, "x", near="../../etc/passwd.ipynb") == []


class SlowFiles(ProjectFiles):
    """Files of which one is read, and the list of all made, only once that is allowed."""

    def __init__(self, place: ProjectPlace) -> None:
        super().__init__(place)
        self.allowed, self.begun = Event(), Event()
        self.slow: list[str] = []

    def _wait(self, what: str) -> None:
        self.slow.append(what)
        self.begun.set()
        assert self.allowed.wait(60)

    def read_notebook(self, path: str) -> Any:
        if path == "train.ipynb":
            self._wait(path)
        return super().read_notebook(path)

    def stamps_below(self, folder: str, suffix: str, limit: int) -> dict[str, tuple[int, int]]:
        self._wait("list")
        return super().stamps_below(folder, suffix, limit)


@pytest.mark.parametrize("slow", ["train.ipynb", "list"])
def test_who_reads_slowly_holds_up_only_those_who_ask_for_the_same(project, slow: str) -> None:
    files, known = SlowFiles(project.place), KnownNotebooks()
    with ThreadPoolExecutor(3) as threads:
        ask = {"list": lambda: known.paths(files), "train.ipynb": lambda: known.cells(files, "train.ipynb")}[slow]
        asked = [threads.submit(ask), threads.submit(ask)]
        try:
            assert files.begun.wait(60)
            other = threads.submit(known.cells, files, "runs/Étude (second) train.ipynb").result(60)
        finally:
            files.allowed.set()
        assert [one.title for one in other] == ["Elsewhere"]
        assert asked[0].result(60) == asked[1].result(60) == ask()
    assert files.slow == [slow]


def test_a_read_that_broke_is_tried_again(project, monkeypatch) -> None:
    files, known = ProjectFiles(project.place), KnownNotebooks()
    monkeypatch.setattr(files, "read_notebook", lambda path: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        known.cells(files, "train.ipynb")
    monkeypatch.undo()
    assert len(known.cells(files, "train.ipynb")) == 4

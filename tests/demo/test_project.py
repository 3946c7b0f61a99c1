"""The demo project: a history worth looking at, notebooks that are valid, threads that stand where they were put."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from jupyter_mlcollab.access.desk import Desk, open_desk
from jupyter_mlcollab.anchors.schema import PlacementRequest
from jupyter_mlcollab.comments import looks, threads
from jupyter_mlcollab.comments.schema import Thread
from jupyter_mlcollab.core.notebook import cells_of
from jupyter_mlcollab.demo.customers import COUNT, customers_csv
from jupyter_mlcollab.demo.project import NOTEBOOK, SECOND_NOTEBOOK
from jupyter_mlcollab.demo.threads import _fingerprint
from jupyter_mlcollab.rooms import FOLDS


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def desk(demo_project: Path) -> Iterator[Desk]:
    with open_desk(demo_project, FOLDS) as opened:
        yield opened


def listed(desk: Desk) -> list[Thread]:
    return desk.work.read(lambda work: threads.threads(work, NOTEBOOK)).threads


def test_history_has_five_commits_by_three_people_over_days(demo_project: Path) -> None:
    lines = git(demo_project, "log", "--reverse", "--format=%an|%at|%cn").splitlines()
    names, times, committers = zip(*(line.split("|") for line in lines), strict=True)
    assert len(lines) == 5
    assert set(names) == {"Ana López", "Bo Lindqvist", "Chidi Okafor"} == set(committers)
    assert list(times) == sorted(times)
    assert int(times[-1]) - int(times[0]) > 5 * 86_400


def test_work_tree_is_clean_on_main(demo_project: Path) -> None:
    assert git(demo_project, "status", "--porcelain=v1", "--branch") == "## main\n"


@pytest.mark.parametrize("path", [NOTEBOOK, SECOND_NOTEBOOK])
def test_every_version_of_a_notebook_is_valid_and_was_run_in_order(demo_project: Path, path: str) -> None:
    for commit in git(demo_project, "log", "--format=%H", "--", path).split():
        notebook = nbformat.reads(git(demo_project, "show", f"{commit}:{path}"), as_version=4)
        nbformat.validate(notebook)
        assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
        assert not any(output.output_type == "error" for cell in code for output in cell.outputs)


def test_notebook_holds_what_people_comment_on(demo_project: Path) -> None:
    notebook: dict[str, Any] = json.loads((demo_project / NOTEBOOK).read_text("utf-8"))
    shown = [output.get("data", {}) for cell in notebook["cells"] for output in cell.get("outputs", [])]
    assert sum("image/png" in data for data in shown) == 2
    assert sum("<table" in "".join(data.get("text/html", "")) for data in shown) == 2
    assert any("$$" in "".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "markdown")


def test_notebooks_tell_nothing_of_the_computer_they_were_run_on(demo_project: Path) -> None:
    for path in (NOTEBOOK, SECOND_NOTEBOOK):
        text = (demo_project / path).read_text("utf-8")
        assert "/tmp" not in text
        assert "/home" not in text
        assert "iopub.execute_input" not in text


def test_customers_are_the_same_every_time(demo_project: Path) -> None:
    written = (demo_project / "churn" / "customers.csv").read_text("utf-8")
    assert written == customers_csv()
    assert len(written.splitlines()) == COUNT + 1


def test_all_threads_are_anchored(desk: Desk) -> None:
    request = PlacementRequest(path=NOTEBOOK, cells=cells_of(desk.work.files.read_notebook(NOTEBOOK)))
    placements = desk.work.read(lambda work: threads.placements(work, request)).placements
    assert [placement.state for placement in placements] == ["anchored"] * 5
    selected = {p.thread_id: (p.quote_start, p.quote_end) for p in placements if p.quote_start is not None}
    quotes = {t.id: t.anchor.quote.exact for t in listed(desk) if t.anchor and t.anchor.quote}
    assert selected.keys() == quotes.keys()
    assert set(quotes.values()) == {"retention_calls", "CALL_COST = 6.0"}


def test_threads_show_what_there_is_to_show(desk: Desk) -> None:
    found = listed(desk)
    assert sum(thread.blocking for thread in found) == 1
    assert sum(thread.status == "resolved" for thread in found) == 1
    assert {comment.author.display_name for thread in found for comment in thread.comments} == {
        "Ana López",
        "Bo Lindqvist",
        "Chidi Okafor",
    }
    assert all(comment.author.verified for thread in found for comment in thread.comments)
    assert len({thread.updated_at.date() for thread in found}) > 1


def test_you_are_mentioned_and_asked_for_a_look(desk: Desk) -> None:
    notices = desk.work.read(lambda work: work.journal.notices("ana"))
    assert {notice.reason for notice in notices} == {"mention", "reply", "look"}
    (look,) = desk.work.read(lambda work: looks.looks(work, SECOND_NOTEBOOK)).looks
    assert [(answer.person.username, answer.how) for answer in look.answers] == [("ana", None)]


def test_fingerprint_of_a_picture_does_not_depend_on_how_base64_is_broken_into_lines() -> None:
    assert _fingerprint("aGVs\nbG8=\n") == _fingerprint("aGVsbG8=") != _fingerprint("aGVsbG9=")

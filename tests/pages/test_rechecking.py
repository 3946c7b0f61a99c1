"""What is known of pages and their sources says the same as a look at everything, whatever happened in between.

The clock is one that the test sets, and files have the time of change that a file system gives whose clock ticks every
two seconds. So files change again and again under the same stamp, in between looks and while they are read.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.access.work import Local
from jupyter_mlcollab.git.files import ProjectFiles
from jupyter_mlcollab.git.project import ProjectPlace
from jupyter_mlcollab.git.settings import Settings
from jupyter_mlcollab.pages import sources
from jupyter_mlcollab.pages.check import check_pages
from jupyter_mlcollab.pages.citing import cite, link_to
from jupyter_mlcollab.pages.front_matter import with_cites
from jupyter_mlcollab.pages.report import PagesReport
from pages_made_up import Unmoved, cited_output, notebook, printed

TICK = 2_000_000_000
NOTEBOOKS = ("runs/a.ipynb", "runs/b.ipynb", "runs/c.ipynb")
PAGES = ("pages/one.md", "pages/two.md", "docs/three.md")
CITES = [
    cite(cited_output(path, ["# Run", ("print(x)", printed(f"{said}\n"))], 1), "2026-11-26")
    for path in NOTEBOOKS
    for said in (1, 2)
]


def page_text(path: str, which: int) -> str:
    """Pages that cite different things, or link to what may not be there: 1 and 4, and 2 and 5, have one length."""
    cites = {f"key{n}": CITES[(which + n * 2) % len(CITES)] for n in range(which % 3)}
    links = " ".join(link_to(one, key, path) for key, one in cites.items())
    return with_cites(f"# {which}\n\n[b](../runs/b.ipynb) {links}\n", cites)


class Project(ProjectFiles):
    """Files on a disk whose clock is `now`. What is planned happens while a file is read, before or after."""

    def __init__(self, folder: Path) -> None:
        super().__init__(ProjectPlace(folder.resolve(), folder / ".mlcollab", None))
        self.folder, self.now, self.written = folder, 1_000 * TICK, 0
        self.planned: list[Callable[[], None]] = []
        self._objects: dict[Any, Any] = {}

    def write(self, path: str, text: str | None) -> None:
        file = self.folder / path
        if text is None:
            file.unlink(missing_ok=True)
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        tick = self.now // TICK * TICK
        os.utime(file, ns=(tick, tick))

    def _meanwhile(self) -> None:
        if self.planned:
            self.planned.pop()()

    def read_notebook(self, path: str) -> Any:
        self._meanwhile()
        try:
            return super().read_notebook(path)
        finally:
            self._meanwhile()

    def read_stamped(self, path: str, size_bytes: int) -> bytes | None:
        self._meanwhile()
        content = super().read_stamped(path, size_bytes)
        self._meanwhile()
        return content

    def held(self, kind: Callable[[], Any]) -> Any:
        return self._objects.setdefault(kind, kind())

    def checked(self, held: Callable[[Callable[[], Any]], Any]) -> PagesReport:
        nothing: Any = None
        with patch("time.time_ns", lambda: self.now):
            return check_pages(Local(nothing, self, nothing, held, Settings), "", Unmoved(self), lambda then: {})


def edit(project: Project, path: str, which: int) -> None:
    if which == 0:
        project.write(path, None)
    elif path in PAGES:
        project.write(path, page_text(path, which))
    else:
        outputs = printed(f"{which}\n") if which < 4 else []
        project.write(path, json.dumps(notebook(["# Run", ("print(x)", outputs)])))


EDITS = st.tuples(st.sampled_from([*PAGES, *NOTEBOOKS]), st.sampled_from([0, 1, 2, 4, 5]))
STEPS = st.lists(
    st.one_of(
        EDITS.map(lambda one: ("edit", one)),
        EDITS.map(lambda one: ("meanwhile", one)),
        st.sampled_from([TICK // 4, TICK // 2, TICK * 2]).map(lambda passed: ("wait", passed)),
    ),
    max_size=20,
)


@given(STEPS)
def test_what_is_known_says_the_same_as_a_look_at_everything(steps: list[tuple[str, Any]]) -> None:
    with TemporaryDirectory() as name:
        project = Project(Path(name))
        for path in (*PAGES, *NOTEBOOKS):
            edit(project, path, 2)
        for kind, what in steps:
            if kind == "edit":
                edit(project, *what)
            elif kind == "meanwhile":
                project.planned.append(lambda what=what: edit(project, *what))
            else:
                project.now += what
            project.checked(project.held)
        project.planned.clear()
        assert project.checked(project.held) == project.checked(lambda kind: kind())


class Counting(Project):
    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.read_paths: list[str] = []

    def read_notebook(self, path: str) -> Any:
        self.read_paths.append(path)
        return super().read_notebook(path)


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    project = Counting(tmp_path)
    for path in (*PAGES, *NOTEBOOKS):
        edit(project, path, 2)
    project.checked(project.held)
    assert sorted(project.read_paths) == ["runs/b.ipynb", "runs/c.ipynb"]
    project.now += 5 * TICK
    project.read_paths.clear()
    edit(project, "runs/b.ipynb", 3)
    first = project.checked(project.held)
    assert project.read_paths == ["runs/b.ipynb"]
    assert project.checked(project.held) == first
    edit(project, PAGES[0], 4)
    project.checked(project.held)
    assert project.read_paths == ["runs/b.ipynb"]


def cite_run_b(project: Project, *which: int) -> None:
    """Writes a page that cites what one or two states of a notebook say."""
    cites = {f"key{n}": CITES[1 + n] for n in which}
    project.write(PAGES[0], with_cites("# Run b\n", cites))


def stale(project: Project) -> list[str]:
    return [one.key for page in project.checked(project.held).wrong for one in page.citations]


def change_while_read(project: Project, path: str, which: int) -> None:
    """Plans a change for when the notebook is read, after the page was: last planned comes first."""
    project.planned += [lambda: edit(project, path, which), lambda: None, lambda: None]


def test_a_source_that_changes_while_it_is_read_and_back_again(tmp_path: Path) -> None:
    project = Project(tmp_path)
    edit(project, "runs/b.ipynb", 1)
    cite_run_b(project, 1)
    change_while_read(project, "runs/b.ipynb", 2)
    assert stale(project) == ["key1"]
    edit(project, "runs/b.ipynb", 1)
    assert stale(project) == []


def test_a_source_that_changes_while_it_is_read_and_is_put_back_with_its_time(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(sources, "KEPT_SOURCES", 0)
    project = Project(tmp_path)
    began = project.now
    edit(project, "runs/b.ipynb", 1)
    cite_run_b(project, 1)
    project.now += 5 * TICK
    assert stale(project) == []
    cite_run_b(project, 1, 2)
    change_while_read(project, "runs/b.ipynb", 2)
    stale(project)
    now, project.now = project.now, began
    edit(project, "runs/b.ipynb", 1)
    project.now = now
    assert stale(project) == ["key2"]

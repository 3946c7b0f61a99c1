"""Nothing is written into a notebook: saving gives byte for byte what JupyterLab alone would have written."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from stage.api import Conversation
from stage.lab import Lab
from stage.notebooks import Project, code, markdown, new_project, notebook, text_output, written
from stage.person import Person

ODD = notebook(
    [
        markdown("same", "# Twice the same id"),
        code("same", "x = 'é ☃'\nx", text_output("naïve \u2028 ☃\n"), count=3)
        | {"metadata": {"tags": ["a"], "collapsed": True}},
        {key: value for key, value in code("", "no_id = 1").items() if key != "id"},
    ],
    metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "custom": {"b": 1}},
)
OLD = notebook(
    [{key: value for key, value in code("", "old = 4.4").items() if key != "id"}, markdown("", "text")],
    nbformat_minor=4,
)
del OLD["cells"][1]["id"]


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Person]:
    """Somebody who uses JupyterLab without our extension."""
    folder = tmp_path_factory.mktemp("plain")
    server = Lab(folder / "home", folder / "work", ours=False).start()
    person = Person(browser, server, "ana").enter()
    yield person
    person.leave()
    server.stop()


def edit_run_and_save(person: Person, path: str, index: int) -> None:
    person.wait_for_kernel()
    person.editor(index).click()
    person.page.keyboard.press("Control+End")
    person.page.keyboard.insert_text("\nprint('run')")
    person.page.keyboard.press("Control+Enter")
    expect(person.cell(index).locator(".jp-OutputArea-output").last).to_contain_text("run")
    person.wait_for_kernel()
    person.save()


def without_made_up_ids(file: bytes) -> bytes:
    """Jupyter's server gives a cell with a missing or repeated id a new one at every reading: eight random digits."""
    return re.sub(rb'"id": "[0-9a-f]{8}"', b'"id": "made up"', file)


@pytest.mark.parametrize("content", [notebook(), ODD, OLD], ids=["usual", "odd", "old"])
def test_untouched_notebook(
    without: Person, ana: Person, lab: Lab, project: Project, content: dict[str, object]
) -> None:
    alone = new_project(without.lab.root, project.name)
    index = 1 if content is not OLD else 0
    for where in (alone, project):
        where.add("train.ipynb", written(content))
    path = f"{project.name}/train.ipynb"

    without.open(path, kernel=True)
    edit_run_and_save(without, path, index)
    expect(without.page.get_by_role("tab", name="Comments")).to_have_count(0)
    without.tidy()

    ana.open(path, kernel=True)
    ana.comment(index, "Nothing of this may be in the file")
    ana.select_word(index, "=")
    ana.page.keyboard.press("Control+Alt+m")
    ana.write("Nor of this")
    ana.send()
    edit_run_and_save(ana, path, index)
    ana.reply("Nor this")
    ana.threads.get_by_role("button", name="Resolve").click()
    ana.save()

    ours, theirs = project.file(path).read_bytes(), alone.file(path).read_bytes()
    if content is ODD:
        ours, theirs = without_made_up_ids(ours), without_made_up_ids(theirs)
    assert ours == theirs
    assert len(Conversation(lab, project, path).threads()) == 2
    assert project.changes().split() == ["M", "train.ipynb"]

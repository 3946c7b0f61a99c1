"""Notebooks that are broken, odd or huge: JupyterLab does with them what it does alone, and ours does no harm."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import TRAIN, Project, code, notebook, text_output
from stage.person import Person

pytestmark = ONE_WINDOWING

NO_CELLS = json.dumps({"metadata": {}, "nbformat": 4, "nbformat_minor": 5})
NOT_A_LIST = json.dumps({"cells": {"a": 1}, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
UNREADABLE = {
    "bad-text": "this is no JSON {",
    "bad-empty": "",
    "bad-list": "[]",
    "bad-none": NO_CELLS,
    "bad-object": NOT_A_LIST,
}


def test_unreadable(bo: Person, lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    good = project.add("good.ipynb")
    bad = {project.add(f"{name}.ipynb", content): content for name, content in UNREADABLE.items()}
    ana = visit(lab, "ana")
    # What JupyterLab itself says of such files.
    ana.tolerate("status of 400", "status of 500", "bad-", "Unreadable Notebook", "Cannot read properties", "cells")
    for path in bad:
        ana.page.evaluate("path => { window.jupyterapp.commands.execute('docmanager:open', { path }); }", path)
        opened = ana.page.get_by_role("tab", name=path.rpartition("/")[2])
        expect(ana.page.get_by_role("dialog").or_(opened).first).to_be_visible()
    # What JupyterLab then asks about the broken files is its own business: the work beside them goes on.
    bo.open(good)
    bo.comment(3, "All is well beside it")
    bo.tidy()
    for path, content in bad.items():
        assert project.file(path).read_text(encoding="utf-8") == content
    assert project.changes() == ""


def old_notebook() -> dict[str, object]:
    """A notebook in the format of 2013."""
    cells = [
        {"cell_type": "heading", "level": 1, "metadata": {}, "source": "Old"},
        {
            "cell_type": "code",
            "collapsed": False,
            "input": "print 'old'",
            "language": "python",
            "metadata": {},
            "outputs": [],
        },
    ]
    worksheet = {"cells": cells, "metadata": {}}
    return {"metadata": {"name": "old"}, "nbformat": 3, "nbformat_minor": 0, "worksheets": [worksheet]}


def test_format_3(lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("old.ipynb", old_notebook())
    before = project.file(path).read_bytes()
    ana = visit(lab, "ana")
    dialog = ana.page.get_by_role("dialog")
    aside = dialog.get_by_role("button", name=re.compile("^(Discard|Dismiss|Ok|OK|Close)$"))
    # What JupyterLab says of the old format is read and put aside; nothing is saved.
    ana.page.add_locator_handler(dialog, lambda: aside.first.click())
    ana.open(path)
    ana.comment(1, "From 2013")
    ana.tidy()
    assert project.file(path).read_bytes() == before
    ana.open(path)
    expect(ana.marker(1)).to_have_text("1")


def test_the_same_id_twice(ana: Person, bo: Person, project: Project) -> None:
    cells = [code("twin", "first = 1"), code("twin", "second = 2"), code("twin", "third = 3")]
    path = project.add("twins.ipynb", notebook(cells))
    bo.open(path)
    ana.open(path)
    ana.comment(1, "On the second")
    for person in (ana, bo):
        expect(person.marker(1)).to_have_text("1")
        expect(person.marker(0)).to_have_count(0)
        expect(person.marker(2)).to_have_count(0)
    bo.tidy()
    bo.open(path)
    expect(bo.marker(1)).to_have_text("1")
    expect(bo.marker(0)).to_have_count(0)


def test_5000_cells(ana: Person, lab: Lab, project: Project) -> None:
    cells = [code(f"cell-{number}", f"value_{number} = {number}") for number in range(5000)]
    path = project.add("long.ipynb", notebook(cells))
    Conversation(lab, project, path).start("bo", "Far below", 4000)
    ana.open(path)
    expect(ana.show_panel()).to_contain_text("Far below")
    expect(ana.panel).to_contain_text("Cell 4001")
    ana.comment(2, "Near the top")
    assert sorted(Conversation(lab, project, path).said()) == ["Far below", "Near the top"]


def test_50_megabytes_of_output(ana: Person, project: Project) -> None:
    line = "x" * 1_000_000 + "\n"
    cells = [*TRAIN[:4], code("huge", "print('huge')", text_output(line * 50), count=5)]
    path = project.add("huge.ipynb", notebook(cells))
    ana.open(path)
    # Drawing that much text keeps the browser busy for a while, with or without comments.
    expect(ana.cell(4)).to_be_visible(timeout=120_000)
    ana.comment(3, "Beside a huge output")
    expect(ana.marker(3)).to_have_text("1")
    assert project.changes() == ""

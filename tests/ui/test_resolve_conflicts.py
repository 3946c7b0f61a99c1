"""A notebook that git has in conflict, as somebody resolves it."""

from __future__ import annotations

import json
import re
import subprocess
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Locator, expect

from stage.comparison import changes
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project, code, image_output, markdown, notebook, text_output, written
from stage.person import Person
from stage.waiting import until

pytestmark = ONE_WINDOWING

NAME = "week 2's train.ipynb"

# What JupyterLab says of a file that holds git's markers, before its dialog is closed.
NO_NOTEBOOK = ("Failed to initialize the context", "status of 400")

SPLIT = "half = len(customers) // 2\ntrain = customers[:half]\ntest = customers[half:]"


def cells(**sources: str | None) -> list[dict[str, Any]]:
    """The notebook's cells, some of them with another source, or without a cell whose source is None."""
    found = [
        markdown("title", "# Churn"),
        code("load", "customers = read('customers.csv')"),
        *(code(f"plain-{number}", f"value_{number} = {number}") for number in range(3)),
        code("split", SPLIT),
        code("metric", "print(auc(model, test))", text_output("0.871\n"), count=3),
        code("curve", "plot(model)", image_output(), count=4),
        code("trial", "model = fit(train, depth=3)"),
        markdown("end", "Adopt, recalibrate monthly."),
    ]
    changed = ((cell, sources.get(cell["id"].partition("-")[0], "".join(cell["source"]))) for cell in found)
    return [cell | {"source": source.splitlines(keepends=True)} for cell, source in changed if source is not None]


OURS = cells(
    load="customers = read('customers.csv', since=2024)",
    split=SPLIT.replace("// 2", "// 3"),
    metric="print(auc(model, test, weights=age))",
    curve="plot(model, style='ours')",
    trial="model = fit(train, depth=5)",
)
THEIRS = cells(
    title="# Churn, week 2",
    split=SPLIT.replace("// 2", "// 4"),
    metric="print(auc(model, test, folds=5))",
    curve="plot(model, style='theirs')",
    trial=None,
)


def commit(project: Project, found: list[dict[str, Any]]) -> None:
    (project.folder / NAME).write_text(written(notebook(found)), encoding="utf-8")
    project.git("commit", "--quiet", "--all", "--message", "Change")


@pytest.fixture
def path(project: Project) -> str:
    """A notebook in the midst of a merge."""
    found = project.add(NAME, notebook(cells()))
    project.git("checkout", "--quiet", "-b", "theirs")
    commit(project, THEIRS)
    project.git("checkout", "--quiet", "main")
    commit(project, OURS)
    with pytest.raises(subprocess.CalledProcessError):
        project.git("merge", "--quiet", "theirs")
    with pytest.raises(json.JSONDecodeError):
        project.cells(found)
    return found


def stages(project: Project) -> list[str]:
    """What git keeps of the conflict."""
    return [line.split()[2] for line in project.git("ls-files", "--unmerged").splitlines()]


def tab(person: Person) -> Locator:
    return person.page.locator(".mlc-MergeTab:visible")


def conflict(person: Person, number: int) -> Locator:
    """A conflict in that tab, by its number from 1."""
    return tab(person).get_by_role("group", name=re.compile(rf"^Conflict {number} of 4"))


def entry(person: Person, project: Project) -> Locator:
    browser = person.show_folder(project.name)
    return browser.locator(".jp-DirListing-item").filter(has_text=NAME)


def offered(person: Person, project: Project) -> bool:
    """Opens the menu of the notebook. What it offers is known a moment after the folder is shown."""
    person.page.keyboard.press("Escape")
    entry(person, project).click(button="right")
    return person.menu_item("Resolve conflicts").is_visible()


def remembers_merge_alone(person: Person, path: str) -> bool:
    remembers = person.lab.remembers
    return remembers("mlcollab-merge:") and remembers(path) and not remembers(f"notebook:{path}")


def take(person: Person, number: int, what: str) -> None:
    person.page.keyboard.press("n")
    expect(conflict(person, number)).to_be_in_viewport()
    conflict(person, number).get_by_role("button", name=what, exact=True).click()


def test_a_conflict_is_resolved_cell_by_cell(ana: Person, project: Project, path: str) -> None:
    with ana.tolerating(*NO_NOTEBOOK):
        entry(ana, project).dblclick()
        expect(tab(ana)).to_contain_text("4 of 4 conflicts left")
        expect(ana.page.get_by_role("dialog")).to_have_count(0)
        expect(ana.page.locator(".jp-NotebookPanel")).to_have_count(0)
    expect(tab(ana)).to_contain_text("Ours is your branch, theirs is what is merged into it.")
    title, load = (tab(ana).get_by_role("region", name=f"Cell {number}", exact=True) for number in (1, 2))
    expect(title).to_contain_text("changed in theirs")
    expect(load).to_contain_text("changed in ours")
    expect(tab(ana)).to_contain_text("3 unchanged cells")
    save = tab(ana).get_by_role("button", name="Save merged notebook")
    expect(save).to_be_disabled()

    take(ana, 1, "Take both")
    split = conflict(ana, 1)
    expect(split.locator(".cm-merge-a .cm-changedLine")).to_have_text("half = len(customers) // 3")
    expect(split.locator(".cm-merge-b .cm-changedLine")).to_have_text("half = len(customers) // 4")
    expect(split.get_by_role("textbox", name="Result")).to_contain_text("// 3half = len(customers) // 4")
    take(ana, 2, "Edit")
    ana.page.keyboard.press("Control+a")
    ana.page.keyboard.insert_text("print(auc(model, test, weights=age, folds=5))")
    expect(tab(ana)).to_contain_text("2 of 4 conflicts left")
    # The next n is a letter of the source while the editor has the keyboard.
    tab(ana).get_by_role("button", name="Next conflict").click()
    conflict(ana, 3).get_by_role("button", name="Take ours", exact=True).click()
    conflict(ana, 3).get_by_role("button", name="Undo", exact=True).click()
    expect(tab(ana)).to_contain_text("2 of 4 conflicts left")
    conflict(ana, 3).get_by_role("button", name="Take theirs", exact=True).click()
    take(ana, 4, "Keep the edit")
    expect(tab(ana)).to_contain_text("All 4 conflicts are resolved")

    save.click()
    expect(tab(ana)).to_contain_text("Saved.")
    merged = nbformat.read(project.file(path), 4)
    nbformat.validate(merged)
    sources = {cell.id: cell.source for cell in merged.cells}
    assert sources["title"] == "# Churn, week 2"
    assert sources["load"] == "customers = read('customers.csv', since=2024)"
    assert sources["split"].splitlines()[:2] == ["half = len(customers) // 3", "half = len(customers) // 4"]
    assert sources["metric"] == "print(auc(model, test, weights=age, folds=5))"
    assert sources["curve"] == "plot(model, style='theirs')"
    assert sources["trial"] == "model = fit(train, depth=5)"
    assert list(sources) == [cell["id"] for cell in OURS]

    assert stages(project) == ["1", "2", "3"]
    tab(ana).get_by_role("button", name="Copy command").click()
    expect(tab(ana).get_by_role("button", name="Copied")).to_be_visible()
    subprocess.run(["sh", "-c", ana.clipboard()], cwd=project.folder, check=True)
    assert stages(project) == []
    tab(ana).get_by_role("button", name="Open notebook").click()
    expect(ana.notebook).to_contain_text("# Churn, week 2")
    expect(ana.page.get_by_role("dialog")).to_have_count(0)


def test_parts_of_one_source_are_taken_from_different_sides(ana: Person, project: Project) -> None:
    source = "\n".join(f"step_{number} = run(seed={number})" for number in range(12))
    found = project.add(NAME, notebook([code("steps", source)]))
    project.git("checkout", "--quiet", "-b", "theirs")
    for name in ("theirs", "ours"):
        changed = source.replace("seed=1)", f"seed='{name}')").replace("seed=9)", f"seed=len('{name}'))")
        commit(project, [code("steps", changed)])
        if name == "theirs":
            project.git("checkout", "--quiet", "main")
    with pytest.raises(subprocess.CalledProcessError):
        project.git("merge", "--quiet", "theirs")
    with ana.tolerating(*NO_NOTEBOOK):
        entry(ana, project).dblclick()
        expect(tab(ana)).to_contain_text("1 of 1 conflict left")
    first, second = (tab(ana).get_by_role("group", name=f"Part {number} of 2") for number in (1, 2))
    expect(first).to_contain_text("step_1 = run(seed='ours')")
    expect(second).to_contain_text("step_9 = run(seed=len('ours'))")
    first.get_by_role("button", name="Take theirs", exact=True).click()
    expect(first.get_by_role("button", name="Take theirs", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(tab(ana)).to_contain_text("1 of 1 conflict left")
    second.get_by_role("button", name="Take ours", exact=True).click()
    expect(tab(ana)).not_to_contain_text("1 of 1 conflict left")
    tab(ana).get_by_role("button", name="Save merged notebook").click()
    expect(tab(ana)).to_contain_text("Saved.")
    (steps,) = project.cells(found)
    lines = "".join(steps["source"]).splitlines()
    assert (lines[1], lines[9]) == ("step_1 = run(seed='theirs')", "step_9 = run(seed=len('ours'))")
    assert len(lines) == 12


def test_decisions_stay_and_nothing_is_replaced_unasked(ana: Person, project: Project, path: str) -> None:
    with ana.tolerating(*NO_NOTEBOOK):
        entry(ana, project).dblclick()
        take(ana, 1, "Edit")
        ana.page.keyboard.press("Control+a")
        ana.page.keyboard.insert_text("train, test = split(customers, key='week')")
        expect(tab(ana)).to_contain_text("3 of 4 conflicts left")
        # JupyterLab writes down what is open twice: at first with the notebook, whose tab the merge takes the place of.
        until(lambda: remembers_merge_alone(ana, path), otherwise="The tab was not remembered.")
        ana.page.reload()
        ana.wait_for_lab()
    expect(tab(ana)).to_contain_text("3 of 4 conflicts left")
    ana.page.get_by_role("tab", name=f"Merge: {NAME}").locator(".jp-icon-hover").click()
    until(lambda: offered(ana, project), otherwise="The menu of the notebook does not offer to resolve its conflicts.")
    ana.menu_item("Resolve conflicts").click()
    expect(tab(ana)).to_contain_text("3 of 4 conflicts left")
    ana.page.keyboard.press("n")
    expect(conflict(ana, 1).get_by_role("textbox", name="Source of the result")).to_have_text(
        "train, test = split(customers, key='week')"
    )
    tab(ana).get_by_text("All that is left", exact=True).click()
    tab(ana).get_by_role("button", name="Take theirs for all that is left").click()
    expect(tab(ana)).to_contain_text("All 4 conflicts are resolved")

    somebody = written(notebook([markdown("other", "Somebody wrote this meanwhile.")]))
    project.file(path).write_text(somebody, encoding="utf-8")
    with ana.tolerating("status of 409"):
        tab(ana).get_by_role("button", name="Save merged notebook").click()
        question = tab(ana).get_by_role("alertdialog", name="Replace the file?")
        expect(question).to_contain_text("The file has changed since this merge was opened.")
        question.get_by_role("button", name="Do not save").click()
        expect(question).to_have_count(0)
        assert project.file(path).read_text(encoding="utf-8") == somebody
        tab(ana).get_by_role("button", name="Save merged notebook").click()
        question.get_by_role("button", name="Save anyway").click()
        expect(tab(ana)).to_contain_text("Saved.")
    found = {cell["id"]: "".join(cell["source"]) for cell in project.cells(path)}
    assert found["split"] == "train, test = split(customers, key='week')"
    assert "trial" not in found


def test_a_conflict_resolved_by_half_is_not_replaced_unasked(ana: Person, project: Project, path: str) -> None:
    left = project.file(path).read_text(encoding="utf-8")
    half = re.sub(r"<{7}[^\n]*\n(.*?)={7}\n.*?>{7}[^\n]*\n", r"\1", left, count=1, flags=re.DOTALL)
    assert half.count("<<<<<<<") == left.count("<<<<<<<") - 1 > 0
    project.file(path).write_text(half, encoding="utf-8")
    with ana.tolerating(*NO_NOTEBOOK):
        entry(ana, project).dblclick()
        expect(tab(ana)).to_contain_text("The file was edited by hand after git stopped at the conflict.")
        tab(ana).get_by_text("All that is left", exact=True).click()
        tab(ana).get_by_role("button", name="Take ours for all that is left").click()
        tab(ana).get_by_role("button", name="Save merged notebook").click()
        question = tab(ana).get_by_role("alertdialog", name="Replace the file?")
        expect(question).to_contain_text("The file was edited by hand")
        question.get_by_role("button", name="Do not save").click()
        assert project.file(path).read_text(encoding="utf-8") == half
        tab(ana).get_by_role("button", name="Save merged notebook").click()
        question.get_by_role("button", name="Save anyway").click()
        expect(tab(ana)).to_contain_text("Saved.")
    nbformat.validate(nbformat.read(project.file(path), 4))


def test_a_conflict_without_markers_opens_beside_the_notebook(ana: Person, project: Project, path: str) -> None:
    project.file(path).write_text(written(notebook(OURS)), encoding="utf-8")
    entry(ana, project).dblclick()
    expect(tab(ana)).to_contain_text("4 of 4 conflicts left")
    ana.page.get_by_role("tab", name=NAME, exact=True).click()
    ana.run("Show changes")
    expect(changes(ana)).to_contain_text("This notebook is in conflict.")
    changes(ana).get_by_role("button", name="Open merge").click()
    expect(tab(ana)).to_contain_text("4 of 4 conflicts left")
    expect(ana.page.get_by_role("tab", name=f"Merge: {NAME}")).to_have_count(1)
    tab(ana).get_by_text("All that is left", exact=True).click()
    tab(ana).get_by_role("button", name="Take theirs for all that is left").click()
    tab(ana).get_by_role("button", name="Save merged notebook").click()
    expect(tab(ana)).to_contain_text("Saved.")
    tab(ana).get_by_role("button", name="Open notebook").click()
    expect(ana.notebook).to_contain_text("plot(model, style='theirs')")
    expect(ana.notebook).not_to_contain_text("plot(model, style='ours')")


def test_the_palette_finds_the_notebook_in_conflict(ana: Person, project: Project, path: str) -> None:
    ana.show_folder(project.name)
    expect(entry(ana, project)).to_be_visible()
    ana.run("Resolve conflicts")
    expect(tab(ana)).to_contain_text("4 of 4 conflicts left")
    project.git("add", "--", NAME)
    ana.page.get_by_role("tab", name=f"Merge: {NAME}").locator(".jp-icon-hover").click()
    ana.run("Resolve conflicts")
    expect(ana.page.get_by_text("Git has no notebook in conflict here.").first).to_be_visible()

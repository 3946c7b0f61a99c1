"""What changed is kept as a file, or put into a pull request."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import nbdime
import nbformat
from nbdime.diff_utils import to_diffentry_dicts
from playwright.sync_api import Download, Locator, expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import PIXEL, TRAIN, Project, image_output, notebook, text_output
from stage.person import Person

# A blue pixel, as a plot drawn anew would be stored.
OTHER_PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGMQsbnzHwADwAIslwnhyAAAAABJRU5ErkJggg=="
MOST_BYTES = 20_000

pytestmark = ONE_WINDOWING


def changed() -> list[dict[str, Any]]:
    cells = copy.deepcopy(list(TRAIN))
    cells[3]["source"][0] = "half = len(customers) // 3  # <b>not bold</b>\n"
    cells[4]["outputs"] = [text_output("auc 0.893\n")]
    cells[5]["outputs"] = [image_output(OTHER_PIXEL)]
    return cells


def open_changes(ana: Person, project: Project) -> Locator:
    """The tab that compares the last commit with a notebook as it stands unsaved; its *Export* menu is open."""
    path = project.add("train.ipynb")
    ana.open(path)
    ana.page.evaluate(
        "content => window.jupyterapp.shell.currentWidget.context.model.fromJSON(content)", notebook(changed())
    )
    ana.notebook.get_by_role("button", name="Changes 3").click()
    view = ana.page.locator(".mlc-Changes:visible")
    view.get_by_text("Export", exact=True).click()
    return view


def export(ana: Person, view: Locator, label: str) -> Download:
    with ana.page.expect_download() as begun:
        view.get_by_role("button", name=label).click()
    return begun.value


def test_an_html_file_holds_outputs_only_when_asked_for(ana: Person, project: Project, tmp_path: Path) -> None:
    view = open_changes(ana, project)
    commit = project.git("rev-parse", "HEAD")[:7]
    without = export(ana, view, "HTML file")
    assert without.suggested_filename == f"train-{commit}-to-unsaved.html"
    without.save_as(tmp_path / "without.html")
    assert (tmp_path / "without.html").stat().st_size < MOST_BYTES
    view.get_by_label("With outputs").check()
    export(ana, view, "HTML file").save_as(tmp_path / "with.html")

    page = ana.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.partition(":")[0]))
    page.goto((tmp_path / "without.html").as_uri())
    expect(page.locator("body")).to_contain_text(f"HEAD ({commit}) → Unsaved. Of 7 cells: 3 changed.")
    expect(page.locator(".gone").first).to_contain_text("half = len(customers) // 2")
    expect(page.locator(".new").first).to_contain_text("half = len(customers) // 3  # <b>not bold</b>")
    expect(page.locator("mark").first).to_be_visible()
    expect(page.locator("body")).not_to_contain_text("auc 0.8")
    expect(page.locator("img, script, b")).to_have_count(0)
    page.goto((tmp_path / "with.html").as_uri())
    expect(page.locator(".gone", has_text="auc 0.871")).to_be_visible()
    expect(page.locator(".new", has_text="auc 0.893")).to_be_visible()
    pictures = [image.get_attribute("src") for image in page.locator("img").all()]
    assert pictures == [f"data:image/png;base64,{data}" for data in (PIXEL, OTHER_PIXEL)]
    assert set(asked) <= {"file", "data"}
    page.close()


def test_a_summary_and_the_difference_for_nbdime(ana: Person, project: Project, tmp_path: Path) -> None:
    view = open_changes(ana, project)
    summary = export(ana, view, "Markdown summary")
    assert summary.suggested_filename.endswith(".md")
    summary.save_as(tmp_path / "summary.md")
    text = (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert "| 4 | Churn › Train › Split | source | +1 −1 |" in text
    view.get_by_role("button", name="Copy Markdown").click()
    expect(view.get_by_role("button", name="Copied")).to_be_visible()
    assert ana.clipboard() == text

    export(ana, view, "JSON for nbdime").save_as(tmp_path / "diff.json")
    diff = to_diffentry_dicts(json.loads((tmp_path / "diff.json").read_text(encoding="utf-8")))
    old = nbformat.reads(project.git("show", "HEAD:train.ipynb"), as_version=4)
    new = nbformat.reads(json.dumps(notebook(changed())), as_version=4)
    assert nbdime.patch_notebook(old, diff) == new
    ana.page.keyboard.press("Escape")
    expect(view.get_by_role("button", name="HTML file")).to_be_hidden()


def test_why_an_export_failed_is_said_in_the_menu(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    text = project.file(path).read_text(encoding="utf-8")
    project.file(path).write_text(text.replace('"cells": [', '"cells": [,'), encoding="utf-8")
    ana.show_folder(project.name).locator(".jp-DirListing-item").filter(has_text="train.ipynb").click(button="right")
    ana.menu_item("Compare with HEAD").click()
    view = ana.page.locator(".mlc-Changes:visible")
    view.get_by_text("Export", exact=True).click()
    with ana.tolerating("status of 422"):
        view.get_by_role("button", name="JSON for nbdime").click()
        expect(view.get_by_role("alert")).to_contain_text("train.ipynb is not a notebook on both sides")
    html = export(ana, view, "HTML file")
    assert html.suggested_filename.endswith("-to-saved.html")
    expect(view.get_by_role("alert")).to_have_count(0)

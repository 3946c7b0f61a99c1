"""A card's form and its metrics while a loop runs, beneath their cells: in JupyterLab and in Notebook 7."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from jupyter_mlcollab.cards.card import Card
from jupyter_mlcollab.cards.text import read_card
from stage.environments import environment
from stage.lab import Lab
from stage.notebooks import Project, code, new_project, notebook
from stage.person import Person
from stage.waiting import until
from test_main_journey import bear_with_settings

RATES = """import time, jupyter_mlcollab as mlcollab
with mlcollab.card("Rates", hypothesis="Lower is better") as c:
    c.metric("auc", 0.5)"""
EPOCHS = """with mlcollab.card("Epochs") as d:
    d.live()
    for epoch in range(1, 41):
        d.metric("loss", 1 / epoch, split="train")
        time.sleep(0.1)"""
CELLS = (RATES, "c.edit()", 'c.conclude(lessons=["Ask first"])', EPOCHS)


def with_kernel(person: Person) -> None:
    bear_with_settings(person)
    person.context.add_init_script("window.startsKernels = true;")


def run_cell(person: Person, number: int) -> None:
    person.select_cell(number)
    person.page.keyboard.press("Control+Enter")


def made(project: Project, slug: str = "rates") -> Card:
    return read_card(project.file(f"cards/{slug}/card.json").read_bytes())


def labelled(person: Person, label: str) -> Locator:
    return person.notebook.get_by_label(label, exact=True)


def fill_in_by_keyboard(ana: Person, project: Project) -> None:
    run_cell(ana, 0)
    run_cell(ana, 1)
    expect(labelled(ana, "Believed")).to_have_value("Lower is better", timeout=60_000)
    labelled(ana, "Outcome").focus()
    keyboard = ana.page.keyboard
    keyboard.press("s")
    keyboard.press("Tab")
    keyboard.type("Adopt.\nRecalibrate monthly.")
    keyboard.press("Tab")
    expect(ana.notebook.get_by_text("Saved in")).to_contain_text("cards/rates/card.json")
    until(lambda: made(project).conclusion == "Adopt.\nRecalibrate monthly.")
    assert (made(project).outcome, made(project).hypothesis) == ("supported", "Lower is better")
    expect(ana.notebook.get_by_text("Adopt.").last).to_be_visible()
    run_cell(ana, 2)
    expect(labelled(ana, "Learned")).to_have_value("Ask first")
    assert ana.notebook.locator(".jp-Cell").count() == len(CELLS), "no key of the form was one of the notebook"


def watch_the_loop(ana: Person) -> None:
    run_cell(ana, 3)
    row = ana.notebook.get_by_role("row").filter(has_text="loss (train)")
    expect(row).to_be_visible(timeout=60_000)
    running = ana.cell(3).locator(".jp-InputPrompt")
    seen = {int(row.get_by_role("cell").last.inner_text()) for _ in range(10) if not ana.page.wait_for_timeout(200)}
    expect(running).to_have_text("[*]:")
    assert len(seen) > 2, f"the table follows, it showed {seen} steps"
    expect(row.get_by_role("img", name="loss (train): from 1 to ")).to_be_visible()
    expect(ana.cell(3)).to_contain_text("Epochs, ended", timeout=20_000)
    expect(row.first.get_by_role("cell").last).to_have_text("40")


def reads_without_a_kernel(bo: Person, path: str) -> None:
    """The saved notebook of somebody else, opened by who has no kernel of it."""
    bo.open(path)
    expect(bo.cell(1)).to_contain_text("Adopt.")
    expect(bo.cell(3)).to_contain_text("Epochs, ended")
    expect(bo.cell(3).get_by_role("row").filter(has_text="loss (train)").first).to_contain_text("40")


def test_in_jupyterlab(new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    lab = new_lab(widgets=True)
    project = new_project(lab.root, "forms")
    path = project.add("train.ipynb", notebook([code(f"c{n}", source) for n, source in enumerate(CELLS)]))
    ana = visit(lab, "ana")
    ana.open(path, kernel=True)
    ana.wait_for_kernel()
    fill_in_by_keyboard(ana, project)
    watch_the_loop(ana)
    ana.save()
    bo = visit(lab, "bo")
    bo.tolerate("widget model not found")
    reads_without_a_kernel(bo, path)


def test_in_notebook_7(new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    lab = new_lab(program=(str(environment("notebook-7")), "-m", "notebook"), page="notebooks", widgets=True)
    project = new_project(lab.root, "classic")
    path = project.add("train.ipynb", notebook([code(f"c{n}", source) for n, source in enumerate(CELLS)]))
    ana = visit(lab, "ana", path, with_kernel)
    ana.wait_for_kernel()
    fill_in_by_keyboard(ana, project)
    watch_the_loop(ana)

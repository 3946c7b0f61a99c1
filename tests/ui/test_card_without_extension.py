"""A card that code made reads well in a JupyterLab that does not have our extension, also where nothing is trusted."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import expect

from stage.lab import Lab
from stage.notebooks import code, markdown, new_project, notebook, written
from stage.person import Person

TITLE = "A line is enough"
SOURCE = f"""import jupyter_mlcollab as mlcollab
import matplotlib.pyplot as plt

with mlcollab.card("{TITLE}", hypothesis="The error stays below 0.1") as c:
    c.param({{"degree": 1}})
    c.metric("error", 0.07, split="test", goal="min", n=120)
    plt.plot([1, 2, 3])
    c.figure(caption="Residuals")
    plt.close()
c.conclude("supported", "Keep it simple.")"""


def reads_well(person: Person) -> None:
    output = person.cell(-1).locator(".jp-OutputArea-output")
    expect(output.get_by_role("heading", name=TITLE)).to_be_visible(timeout=60_000)
    for words in ("The error stays below 0.1", "error", "0.07", "120", "degree", "Keep it simple."):
        expect(output.first).to_contain_text(words)
    figure = output.get_by_role("img", name="Residuals")
    assert figure.evaluate("image => image.decode().then(() => image.naturalWidth)") > 100


def test_a_card_in_plain_jupyterlab(new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    lab = new_lab(ours=False)
    project = new_project(lab.root, "plain")
    path = project.add("train.ipynb", written(notebook([code("train", SOURCE)])))
    ana = visit(lab, "ana")
    ana.open(path, kernel=True)
    ana.wait_for_kernel()
    ana.select_cell(0)
    ana.page.keyboard.press("Control+Enter")
    reads_well(ana)
    ana.save()

    saved = json.loads((lab.root / path).read_text(encoding="utf-8"))
    # Jupyter trusts what it saved, and nothing that was changed since.
    saved["cells"].insert(0, markdown("note", "From somebody else"))
    ana.open(project.add("received.ipynb", written(saved)))
    reads_well(ana)

"""Pictures of pages, light and dark, into `screenshots/`, as `screenshots.py` takes those of all else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from screenshots import PICTURES, THEMES
from stage.api import Conversation
from stage.lab import Lab
from stage.notebooks import code, markdown, new_project, notebook
from stage.pages import (
    add_line,
    comment_on,
    editor_of,
    open_page,
    open_source,
    place,
    save,
    select_in_page,
    thread_in,
)
from stage.person import Person

CHARTER = """---
title: The plan
type: charter
owner: ana
---
# Churn: the plan

We predict who leaves **within thirty days**. A customer counts as gone once the
[contract](https://example.org) has ended.

## Measures

| measure | limit | owner |
| --- | --- | --- |
| AUC | 0.87 | Bo |
| Recall | 0.60 | Bo |

## Next

1. Ask Bo about the limits.
2. Ask the retention team what a call costs.
"""
PAGE_COMMENTS = {
    "A customer counts as gone": "Also those who only paused it?",
    "AUC": "On the held-out month, or by cross-validation?",
    "retention": "They answer on Tuesdays.",
}
GLOSSARY = "---\ntype: glossary\nowner: Bo\nabout: .\n---\n# Words\n\n- **Churn**: customers who left\n"
SHEET = "---\ntype: data sheet\nabout: train.ipynb#cell-id=load\n---\n# Where the rows of the last month come from\n"
TRAINING = """import lightning as L

from churn.data import Months
from churn.model import Leaving


def train(path, seed=7):
    L.seed_everything(seed)
    months = Months(path, batch=256)
    trainer = L.Trainer(epochs=30)
    trainer.fit(Leaving(width=64), months)
    return trainer.callback_metrics
"""
PLOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="180"><path d="M20 10 V160 H290" stroke="black" '
    'fill="none"/><path d="M20 160 L150 {height} L290 20" stroke="teal" stroke-width="3" fill="none"/></svg>'
)


@pytest.mark.parametrize("theme", THEMES)
def test_pictures_of_pages(theme: str, new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    PICTURES.mkdir(exist_ok=True)
    lab = new_lab(theme=THEMES[theme])
    ana = visit(lab, "ana")
    ana.page.set_viewport_size({"width": 1440, "height": 900})

    def picture(name: str) -> None:
        ana.page.screenshot(path=PICTURES / f"{theme}-page-{name}.png")

    project = new_project(lab.root, "churn")
    path = project.add("train.ipynb")
    long = "A page whose title is longer than any panel and goes on to say what we decided about the split of the data"
    project.add(
        "docs/decisions/split.md", f"---\ntitle: {long}\ntype: decision\nstatus: proposed\nabout: .\n---\n# Split\n"
    )
    project.add("pages/broken.md", "---\ntitle: [\n---\n\nSee [the plan](the-plan.md).\n")
    ana.open(path)
    ana.run("Show pages")
    ana.show_team()
    picture("panels")
    panel = ana.page.get_by_role("region", name="Pages", exact=True)
    panel.get_by_role("button", name="New page").click()
    dialog = ana.page.get_by_role("dialog", name="New page")
    dialog.get_by_label("Title").fill("The plan")
    expect(dialog.get_by_role("radio").first).to_be_checked()
    picture("new")
    ana.page.keyboard.press("Enter")
    page = ana.page.locator(".mlc-Page:visible")
    expect(page.get_by_role("heading", name="The plan")).to_be_visible()
    picture("edited")
    ana.open(path)
    ana.select_cell(4)
    panel.get_by_role("button", name="Cite this cell").click()
    dialog = ana.page.get_by_role("dialog", name="Cite in a page")
    picture("cite")
    dialog.get_by_role("button", name="Cite", exact=True).click()
    expect(page.get_by_role("link", name="auc 0.871")).to_be_visible()
    text = project.file(path).read_text(encoding="utf-8").replace("auc 0.871\\\\n", "auc 0.893\\\\n")
    project.file(path).write_text(text.replace('"auc 0.871\\n"', '"auc 0.893\\n"'), encoding="utf-8")
    ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
    page.get_by_role("button", name="source changed").click()
    page.get_by_role("button", name="Keep with a note").click()
    picture("citation")
    ana.team.get_by_role("combobox", name="Which pages").select_option("outdated")
    expect(ana.team.get_by_role("list", name="Out of date")).to_contain_text("1 citation changed")
    ana.team.get_by_role("button", name="broken").click()
    expect(page).to_contain_text("not valid YAML")
    picture("broken")


@pytest.mark.parametrize("theme", THEMES)
def test_picture_of_page_comments(theme: str, new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    PICTURES.mkdir(exist_ok=True)
    lab = new_lab(theme=THEMES[theme])
    project = new_project(lab.root, "churn")
    path = project.add("pages/plan.md", CHARTER)
    ana = visit(lab, "ana", project.add("train.ipynb"))
    ana.page.set_viewport_size({"width": 1440, "height": 900})
    page = open_page(ana, path)
    talk = Conversation(lab, project, path)
    for words, said in PAGE_COMMENTS.items():
        comment_on(ana, words, said)
    for number in range(8):
        talk.reply("bo", talk.threads()[0]["id"], f"Reply number {number + 1}, which says a little more.")
    ana.run("Show comments")
    expect(ana.panel.get_by_text("Place lost")).to_have_count(0)
    ana.row(PAGE_COMMENTS["AUC"]).click()
    expect(page.get_by_role("article", name="Thread")).to_be_in_viewport()
    ana.page.screenshot(path=PICTURES / f"{theme}-page-comments.png")
    open_source(ana, path)
    ana.row(PAGE_COMMENTS["retention"]).click()
    expect(ana.page.locator(".jp-FileEditor:visible").get_by_role("article", name="Thread")).to_be_visible()
    ana.page.screenshot(path=PICTURES / f"{theme}-page-comments-source.png")
    project.file(path).write_text(
        CHARTER.replace("Ask the retention team what a call costs.", "Ask."), encoding="utf-8"
    )
    ana.page.reload()
    ana.wait_for_lab()
    ana.page.set_viewport_size({"width": 900, "height": 800})
    page = open_page(ana, path)
    ana.run("Show comments")
    expect(ana.panel.get_by_text("Place lost (1)")).to_be_visible()
    ana.panel.get_by_role("button", name="Show text").click()
    ana.panel.get_by_role("button", name="Pick the words").click()
    select_in_page(ana, "Recall")
    expect(ana.page.get_by_role("button", name="Put it here")).to_be_visible()
    ana.page.screenshot(path=PICTURES / f"{theme}-page-comments-narrow.png")


@pytest.mark.parametrize("theme", THEMES)
def test_pictures_of_pages_together(theme: str, new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    """Panels, words and threads that are pointed at, versions, and a conflict, in a wide and in a narrow window."""
    PICTURES.mkdir(exist_ok=True)
    lab = new_lab(theme=THEMES[theme])
    project = new_project(lab.root, "churn")
    cells = [markdown("why", "Who will churn within thirty days?"), code("load", "rows = load()")]
    train = project.add("train.ipynb", notebook(cells))
    project.add("pages/words.md", GLOSSARY)
    project.add("pages/data.md", SHEET)
    charter = CHARTER.replace("owner: ana\n", "owner: ana\nabout: train.ipynb\n")
    path = project.add("pages/plan.md", charter)
    file = project.file(path)
    file.write_text(charter.replace("0.60", "0.65").replace("thirty", "sixty"), encoding="utf-8")
    project.git("commit", "--quiet", "--all", "--message", "Give people sixty days")
    ana = visit(lab, "ana", train)

    def picture(name: str, *widths: int) -> None:
        for width in widths or (1280,):
            ana.page.set_viewport_size({"width": width, "height": 860})
            ana.page.wait_for_timeout(500)
            ana.page.screenshot(path=PICTURES / f"{theme}-page-{name}-{width}.png")
        ana.page.set_viewport_size({"width": 1280, "height": 860})

    ana.run("Show pages")
    ana.select_cell(1)
    expect(ana.page.get_by_role("region", name="Pages", exact=True)).to_contain_text("This cell")
    picture("panel", 1280, 700)
    ana.notebook.locator(".mlc-Term").first.hover()
    expect(ana.page.get_by_role("tooltip")).to_be_visible()
    picture("word")
    ana.show_team().get_by_role("combobox", name="Which pages").select_option("mine")
    expect(ana.team.get_by_role("button", name="The plan")).to_be_visible()
    picture("mine", 1280, 700)

    page = open_page(ana, path)
    comment_on(ana, "A customer counts as gone", PAGE_COMMENTS["A customer counts as gone"])
    thread_in(page).get_by_role("button", name="More about this thread").click()
    ana.menu_item("Copy link").click()
    expect(ana.page.get_by_text("Copied")).to_be_visible()
    index = f"# What is open\n\nSee [what counts as gone]({ana.clipboard()}) in the plan.\n"
    open_page(ana, project.add("pages/index.md", index)).get_by_role("link", name="what counts").hover()
    expect(ana.page.get_by_role("tooltip")).to_contain_text("paused")
    picture("thread")

    ana.page.evaluate("() => { window.jupyterapp.shell.collapseLeft(); window.jupyterapp.shell.collapseRight(); }")
    open_page(ana, path)
    # The other page is in view until then.
    expect(page.get_by_role("heading", name="Churn: the plan")).to_be_visible()
    page.get_by_role("button", name="History").click()
    history = page.get_by_role("region", name="History")
    history.get_by_role("button", name="Give people").click()
    expect(history.get_by_label("What changed")).to_contain_text("sixty")
    picture("history", 1280, 700)
    page.get_by_role("button", name="History").click()
    thread_in(page).get_by_role("button", name="Close").click()

    page.get_by_role("button", name="Edit", exact=True).click()
    expect(editor_of(ana)).to_be_visible()
    add_line(ana, 10, "Customers on a trial do not count, whatever their contract says of its end.")
    add_line(ana, 18, "| Precision | 0.40 | Ana |")
    lines = file.read_text(encoding="utf-8").split("\n")
    lines.insert(17, "| Precision | 0.50 | Bo |")
    lines.insert(10, "Customers on a trial count as well, from the first day of their contract.")
    file.write_text("\n".join(lines), encoding="utf-8")
    save(ana)
    expect(place(ana, 1, 2)).to_contain_text("as well")
    place(ana, 1, 2).get_by_role("button", name="Take both").click()
    place(ana, 2, 2).get_by_role("button", name="Edit").click()
    page.get_by_role("region", name="Conflict").scroll_into_view_if_needed()
    picture("conflict", 1280, 700)
    ana.run("Show pages")
    ana.show_team()
    picture("conflict-between-panels", 700)


@pytest.mark.parametrize("theme", THEMES)
def test_pictures_of_files_at_a_commit(theme: str, new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    PICTURES.mkdir(exist_ok=True)
    lab = new_lab(theme=THEMES[theme])
    ana = visit(lab, "ana")
    ana.page.set_viewport_size({"width": 1280, "height": 760})
    project = new_project(lab.root, "churn")
    project.add("train.py", TRAINING)
    project.add("figure.svg", PLOT.format(height=100))
    project.add("model.bin", bytes(range(256)))
    project.git("tag", "v1.2")
    project.add("train.py", TRAINING.replace("epochs=30", "epochs=50, patience=5"))
    project.add("figure.svg", PLOT.format(height=40))
    names = ("train.py", "figure.svg", "model.bin", "gone.py")
    links = "\n".join(f"- [{name}](../{name}?at=v1.2)" for name in names)
    path = project.add("pages/results.md", f"# Results of the spring\n\n{links}\n")
    for name in names:
        with ana.tolerating("status of 404"):
            link = open_page(ana, path).get_by_role("link", name=name)
            if name == "train.py":
                link.hover()
                expect(ana.page.locator(".mlc-HoverCard")).to_be_visible()
                ana.page.screenshot(path=PICTURES / f"{theme}-page-link-at-commit.png")
            link.click()
            file = ana.page.locator(".mlc-FileAt:visible")
            expect(file.locator(".cm-content, figure, .mlc-Notice, [role=alert]").first).to_be_visible()
            ana.page.wait_for_timeout(500)
            ana.page.screenshot(path=PICTURES / f"{theme}-page-{name.replace('.', '-')}-at-commit.png")

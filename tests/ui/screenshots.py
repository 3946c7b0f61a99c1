"""Pictures of the main states, light and dark, into `screenshots/`: `make screenshots`. People look at them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

import jupyter_mlcollab
from stage.api import Conversation, ask
from stage.cards import CURVE, TITLE, add_card, auc, card, card_rows, full_card, open_card, shown
from stage.lab import Lab
from stage.notebooks import code, new_project, notebook
from stage.person import SERVER_GONE, Person
from test_card_without_code import MAKE, churn

DEMO = Path(jupyter_mlcollab.__file__).parent / "demo/notebooks"
PICTURES = Path(__file__).parents[2] / "screenshots"
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
LONG = "With **0.01** the penalty hardly matters: $J(w) = \\sum_i w_i^2$. Did you try\n\n- `0.1`, and\n- none at all?"
SECRET = "ghp_" + "Zk3vT9qLm2Xr8Wn5Yb1Hc7Jd4Fg6Ps0aQeRt"


@pytest.mark.parametrize("theme", THEMES)
def test_pictures(theme: str, new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    PICTURES.mkdir(exist_ok=True)
    lab = new_lab(theme=THEMES[theme])
    project = new_project(lab.root, "pictures")
    path, empty = project.add("train.ipynb"), project.add("empty.ipynb")
    talk = Conversation(lab, project, path)
    thread = talk.start("bo", LONG)
    for number in range(8):
        talk.reply("ana" if number % 2 else "bo", thread, f"Reply number {number + 1}, which says a little more.")
    talk.start("bo", "Must not go out like this, @ana", 1, blocking=True)
    ana = visit(lab, "ana")

    def picture(name: str) -> None:
        ana.page.screenshot(path=PICTURES / f"{theme}-{name}.png")

    ana.open(empty)
    ana.show_panel()
    picture("empty")
    ana.open(path)
    expect(ana.marker(3)).to_be_visible()
    ana.show_panel()
    ana.marker(3).click()
    expect(ana.comments().first).to_be_visible()
    picture("thread")
    ana.show_team()
    picture("inbox")
    ana.add(1)
    ana.write("Is this the right column?")
    picture("composer")
    ana.page.keyboard.press("Escape")
    ana.tolerate(*SERVER_GONE)
    lab.stop()
    ana.threads.get_by_role("textbox", name="Reply").first.fill("Written while the server was away")
    ana.page.keyboard.press("Control+Enter")
    expect(ana.notebook.get_by_text("Not sent yet").first).to_be_visible(timeout=30_000)
    picture("not-sent-yet")
    lab.start()
    assert ask(lab, "ana", "GET", f"projects/{talk.id}/inbox")["items"]


@pytest.mark.parametrize("theme", THEMES)
def test_picture_of_changes(theme: str, new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    PICTURES.mkdir(exist_ok=True)
    lab = new_lab(theme=THEMES[theme])
    project = new_project(lab.root, "churn")
    before, after = ((DEMO / f"train-{number}.ipynb").read_bytes() for number in (2, 3))
    path = project.add("train.ipynb", before)
    project.file(path).write_bytes(after)
    ana = visit(lab, "ana", path)
    ana.page.set_viewport_size({"width": 1440, "height": 900})
    ana.page.get_by_role("tab", name="File Browser").click()
    ana.notebook.get_by_role("button", name="Changes").click()
    view = ana.page.locator(".mlc-Changes:visible")
    expect(view.locator(".cm-changedText").first).to_be_visible()
    ana.page.screenshot(path=PICTURES / f"{theme}-changes.png")
    view.get_by_text("Export", exact=True).click()
    ana.page.screenshot(path=PICTURES / f"{theme}-changes-export.png")


@pytest.mark.parametrize("theme", THEMES)
def test_pictures_of_cards(theme: str, new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    PICTURES.mkdir(exist_ok=True)
    lab = new_lab(theme=THEMES[theme])
    ana = visit(lab, "ana")

    def picture(name: str) -> None:
        ana.page.screenshot(path=PICTURES / f"{theme}-card-{name}.png")

    empty = new_project(lab.root, "empty")
    ana.open(empty.add("train.ipynb"))
    ana.show_team()
    expect(ana.team).to_contain_text("No cards yet")
    picture("none")
    project = new_project(lab.root, "cards")
    add_card(project, "line", card(2, "A straight line", metrics=[auc(0.871)], outcome="refuted"))
    add_card(project, "broken", "{")
    path = add_card(project, "boosting", full_card(3, summary=f"Fetched with {SECRET}", conclusion=None))
    made = full_card(4, title="A title that is longer than any column of a list, and goes on to say what we tried " * 2)
    output = shown(made, files={figure.path: base64.b64encode(CURVE.encode()).decode() for figure in made.figures})
    ana.open(project.add("train.ipynb", notebook([code("made", "card", output, count=1)])))
    ana.show_team()
    expect(card_rows(ana)).to_have_count(3)
    expect(ana.notebook.get_by_role("article")).to_be_visible()
    picture("output")
    page = open_card(ana, path)
    page.get_by_text("Details", exact=True).click()
    picture("page")
    page.get_by_role("button", name="Publish…").click()
    expect(ana.page.get_by_placeholder("Mend it in the card, or say why it may pass").first).to_be_visible()
    picture("publish")
    ana.page.keyboard.press("Escape")
    page.get_by_role("button", name="Edit", exact=True).click()
    picture("form")
    ana.page.keyboard.press("Escape")
    for title in ("A straight line", TITLE):
        ana.team.get_by_role("checkbox", name=f"Select {title} to compare").check()
    ana.team.get_by_role("button", name="Compare").click()
    expect(ana.page.locator(".mlc-CardComparison:visible").get_by_role("table")).to_be_visible()
    picture("compared")
    with ana.tolerating("status of 422"):
        ana.page.evaluate(
            "path => { window.jupyterapp.commands.execute('docmanager:open', { path }); }",
            "cards/cards/broken/card.json",
        )
        expect(ana.page.locator(".mlc-CardPage:visible").get_by_role("alert")).to_be_visible()
        picture("broken")


@pytest.mark.parametrize("theme", THEMES)
def test_pictures_of_many_cards(theme: str, new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    """The list, a card, what publishing asks and compared cards as points, in a wide and in a narrow window."""
    PICTURES.mkdir(exist_ok=True)
    lab = new_lab(theme=THEMES[theme])
    project = new_project(lab.root, "many")
    depths = (1, 2, 3, 4, 6, 9)
    for number, depth in enumerate(depths):
        value, params = 0.86 + depth * (10 - depth) / 800, {"max_depth": depth, "learning_rate": 0.1 / depth}
        made = full_card(9 - number, title=f"Trees of depth {depth}", metrics=[auc(value)], params=params)
        add_card(project, f"depth-{depth}", made)
    unsaid = full_card(10, title="Nothing decided yet", summary=f"Fetched with {SECRET}", outcome=None, conclusion=None)
    path = add_card(project, "unsaid", unsaid)
    ana = visit(lab, "ana")
    notebook_path = project.add("train.ipynb", churn())
    ana.open(notebook_path)
    ana.show_team()
    expect(card_rows(ana)).to_have_count(len(depths) + 1)

    def pictures(name: str) -> None:
        for width in (700, 1280):
            ana.page.set_viewport_size({"width": width, "height": 860})
            ana.page.wait_for_timeout(500)
            ana.page.screenshot(path=PICTURES / f"{theme}-cards-{name}-{width}.png")

    ana.team.get_by_role("button", name="Filter").click()
    pictures("list")
    for depth in depths:
        ana.team.get_by_role("checkbox", name=f"Select Trees of depth {depth} to compare").check()
    ana.team.get_by_role("button", name="Compare").click()
    scatter = ana.page.locator(".mlc-CardComparison:visible").get_by_role("region", name="One against another")
    expect(scatter.locator(".mark-symbol path")).to_have_count(len(depths))
    scatter.scroll_into_view_if_needed()
    scatter.locator(".mark-symbol path").first.hover()
    pictures("points")
    page = open_card(ana, path)
    pictures("page")
    page.get_by_role("button", name="Publish…").click()
    expect(ana.page.get_by_role("dialog", name="Publish card")).to_be_visible()
    pictures("publish")
    ana.page.keyboard.press("Escape")
    page.get_by_role("button", name="Edit", exact=True).click()
    pictures("form")
    ana.page.keyboard.press("Escape")
    ana.open(notebook_path)
    ana.run(MAKE)
    expect(ana.page.get_by_role("dialog", name=MAKE)).to_contain_text("AUC")
    pictures("make")


@pytest.mark.parametrize("theme", THEMES)
def test_picture_of_a_commented_card(theme: str, new_lab: Callable[..., Lab], visit: Callable[..., Person]) -> None:
    PICTURES.mkdir(exist_ok=True)
    lab = new_lab(theme=THEMES[theme])
    project = new_project(lab.root, "cards")
    path = add_card(project, "boosting", full_card())
    ana = visit(lab, "ana")
    ana.page.set_viewport_size({"width": 1440, "height": 1100})
    page = open_card(ana, path)
    ana.run("Show comments")
    page.get_by_text("Details", exact=True).click()
    for label, text in (("auc, test", LONG), ("Believed", "Two points of what?"), ("max_depth", "Why **four**?")):
        page.get_by_role("button", name=f"Comment on {label}", exact=True).click()
        page.get_by_role("group", name="Comment", exact=True).get_by_role("textbox").fill(text)
        ana.page.keyboard.press("Control+Enter")
        expect(page.get_by_role("group", name="Comment", exact=True)).to_have_count(0)
        expect(ana.page.get_by_role("article", name="Thread")).to_have_count(1)
    ana.page.screenshot(path=PICTURES / f"{theme}-card-parameter-thread.png")
    stored = project.file(path).read_text(encoding="utf-8").replace("0.893", "0.871")
    project.file(path).write_text(stored, encoding="utf-8")
    ana.page.evaluate("window.dispatchEvent(new Event('focus'))")
    ana.row("With 0.01").click()
    expect(page).to_contain_text("now 0.871")
    page.get_by_role("button", name="Comment on ROC on the test split").click()
    page.get_by_role("button", name="Comment on Limits").hover()
    ana.page.screenshot(path=PICTURES / f"{theme}-card-metric-thread.png")
    ana.page.keyboard.press("Escape")
    ana.row("With 0.01").click()
    page.get_by_role("article", name="Thread").get_by_role("button", name="More about this thread").click()
    ana.menu_item("Wrong place?").click()
    page.get_by_role("button", name="Pick the part").click()
    page.get_by_role("img", name="ROC on the test split").hover()
    ana.page.screenshot(path=PICTURES / f"{theme}-card-wrong-place.png")

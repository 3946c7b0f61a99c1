"""Comments in a comparison: on either side, changed or not, and what the other person sees of them there and in the
notebook."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from stage.api import Conversation
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import TRAIN, Project, code, notebook, text_output, written
from stage.person import Person

pytestmark = ONE_WINDOWING

ROUTES = "**/mlcollab/api/**"
OLD = "half = len(customers) // 2"
NEW = "half = len(customers) // 3"


def changes(person: Person) -> Locator:
    """The tab that shows changes."""
    return person.page.locator(".mlc-Changes:visible")


def cell(person: Person, number: int) -> Locator:
    """A cell in that tab, by its number from 1."""
    return changes(person).get_by_role("region", name=f"Cell {number}", exact=True)


def edited(project: Project) -> str:
    """The path of a notebook of which one line was edited since the last commit, and saved."""
    path = project.add("train.ipynb")
    cells = [dict(each) for each in TRAIN]
    cells[3] = code("split", f"{NEW}\ntrain, test = customers[:half], customers[half:]", count=2)
    cells[4] = code("metric", 'print("auc 0.871")', text_output("auc 0.893\n"), count=3)
    project.file(path).write_text(written(notebook(cells)), encoding="utf-8")
    return path


def compare(person: Person, path: str) -> None:
    """Opens the notebook, and the changes in it."""
    person.open(path)
    button = person.notebook.get_by_role("button", name=re.compile("^Changes"))
    expect(button).to_have_accessible_name("Changes 2")
    button.click()
    expect(cell(person, 4)).to_be_visible()


def point_at(person: Person, line: Locator) -> None:
    """Moves the pointer onto a line and presses the + beside it."""
    line.hover()
    changes(person).get_by_role("button", name=re.compile("^Comment on line")).locator("visible=true").click()


def write(person: Person, text: str) -> None:
    composer = changes(person).get_by_role("group", name="Comment", exact=True)
    composer.get_by_role("textbox", name="Comment").fill(text)
    composer.get_by_role("button", name="Comment", exact=True).click()
    expect(composer).to_have_count(0)


def thread(person: Person) -> Locator:
    return changes(person).get_by_role("article", name="Thread")


def row(person: Person, text: str) -> Locator:
    """A thread in the tab that is not open."""
    return changes(person).locator(".mlc-ThreadRow").filter(has_text=text)


def test_a_comment_on_an_old_line(ana: Person, bo: Person, project: Project, lab: Lab) -> None:
    path = edited(project)
    compare(ana, path)
    compare(bo, path)
    point_at(ana, cell(ana, 4).locator(".cm-merge-a .cm-line").filter(has_text=OLD))
    expect(changes(ana)).to_contain_text(OLD)
    write(ana, "Why was this halved?")
    expect(thread(ana)).to_contain_text("Why was this halved?")
    expect(thread(ana)).to_contain_text("line 1 in HEAD", ignore_case=True)

    expect(cell(bo, 4)).to_contain_text("1 comment")
    row(bo, "Why was this halved?").click()
    box = thread(bo).get_by_role("textbox", name="Reply")
    box.fill("So that both parts are alike")
    box.press("Control+Enter")
    expect(thread(ana)).to_contain_text("So that both parts are alike")
    expect(cell(ana, 4)).to_contain_text("2 comments")
    thread(ana).get_by_role("button", name="Resolve").click()
    expect(thread(bo)).to_contain_text("resolved")
    thread(bo).get_by_role("button", name="Reopen").click()

    # In the notebook it stands on the same cell, and says of which version it is.
    bo.page.get_by_role("tab", name="train.ipynb", exact=True).click()
    bo.marker(3).click()
    expect(bo.threads).to_contain_text("Why was this halved?")
    expect(bo.threads).to_contain_text("text changed since")
    commit = project.git("rev-parse", "HEAD")[:7]
    expect(bo.threads).to_contain_text(f"on {commit}")

    ana.reload()
    compare(ana, path)
    row(ana, "Why was this halved?").click()
    expect(thread(ana)).to_contain_text("line 1 in HEAD", ignore_case=True)
    expect(thread(ana)).to_contain_text("So that both parts are alike")
    (kept,) = Conversation(lab, project, path).threads()
    assert kept["anchor"]["quote"]["exact"] == OLD
    assert kept["anchor"]["madeOn"] == commit
    assert kept["status"] == "open"


def test_a_comment_on_a_new_line_stands_in_the_notebook(ana: Person, bo: Person, project: Project) -> None:
    path = edited(project)
    compare(ana, path)
    bo.open(path)
    point_at(ana, cell(ana, 4).locator(".cm-merge-b .cm-line").filter(has_text=NEW))
    write(ana, "A third is too few")
    expect(thread(ana)).to_contain_text("line 1", ignore_case=True)
    expect(thread(ana)).not_to_contain_text("HEAD")
    bo.marker(3).click()
    expect(bo.threads).to_contain_text("A third is too few")
    expect(bo.threads).not_to_contain_text("text changed since")
    expect(bo.cell(3).locator(".mlc-SelectionMark").first).to_contain_text("half")


def test_a_comment_on_a_removed_line_in_one_column(ana: Person, project: Project) -> None:
    path = edited(project)
    compare(ana, path)
    changes(ana).get_by_role("button", name="Unified").click()
    point_at(ana, cell(ana, 4).locator(".cm-deletedLine"))
    write(ana, "On what is gone")
    expect(thread(ana)).to_contain_text("line 1 in HEAD", ignore_case=True)
    ana.page.keyboard.press("Escape")

    # By keyboard: from the first line, which is the removed one, down to the last.
    cell(ana, 4).locator(".cm-content").focus()
    offer = cell(ana, 4).get_by_role("button", name=re.compile("^Comment on line")).locator("visible=true")
    expect(offer).to_have_accessible_name("Comment on line 1")
    ana.page.keyboard.press("ArrowDown")
    ana.page.keyboard.press("ArrowDown")
    expect(offer).to_have_accessible_name("Comment on line 2")
    ana.page.keyboard.press("c")
    write(ana, "On what stayed")
    expect(thread(ana)).to_contain_text("line 2", ignore_case=True)
    expect(thread(ana)).not_to_contain_text("HEAD")
    expect(cell(ana, 4)).to_contain_text("2 comments")
    changes(ana).get_by_role("button", name="Split").click()


def test_a_comment_on_an_old_output(ana: Person, bo: Person, project: Project) -> None:
    path = edited(project)
    compare(ana, path)
    compare(bo, path)
    cell(ana, 5).get_by_role("button", name="Comment on the output").click()
    ana.menu_item("On output 1 in HEAD").click()
    expect(changes(ana)).to_contain_text("On an output of cell 5 in HEAD")
    write(ana, "It was worse before")
    row(bo, "It was worse before").click()
    expect(thread(bo)).to_contain_text("output of cell 5 in HEAD", ignore_case=True)
    expect(thread(bo)).not_to_contain_text("result changed")
    bo.page.get_by_role("tab", name="train.ipynb", exact=True).click()
    bo.marker(4).click()
    expect(bo.threads).to_contain_text("result changed")


def test_a_comment_on_a_cell_that_did_not_change(ana: Person, bo: Person, project: Project, lab: Lab) -> None:
    path = edited(project)
    talk = Conversation(lab, project, path)
    compare(ana, path)
    fold = changes(ana).get_by_role("button", name="3 unchanged cells")
    fold.click()
    cell(ana, 2).get_by_role("button", name="Comment on cell 2").click()
    expect(changes(ana)).to_contain_text("On cell 2")
    write(ana, "Where is this from?")
    expect(thread(ana)).to_contain_text("Where is this from?")

    compare(bo, path)
    hidden = changes(bo).get_by_role("button", name="1 comment")
    expect(cell(bo, 2)).to_have_count(0)
    hidden.click()
    expect(thread(bo)).to_contain_text("Where is this from?")
    expect(cell(bo, 2)).to_be_in_viewport()
    (kept,) = talk.threads()
    assert (kept["anchor"]["kind"], kept["anchor"]["cell"]["id"], kept["anchor"]["madeOn"]) == ("cell", "load", None)


def test_what_is_written_while_the_server_is_away_is_kept(ana: Person, project: Project, lab: Lab) -> None:
    path = edited(project)
    talk = Conversation(lab, project, path)
    with ana.page.expect_response(lambda response: response.url.endswith("/sides/old/cells")):
        compare(ana, path)
    ana.bear_with_a_lost_server()
    ana.context.route(ROUTES, lambda route: route.abort("connectionrefused"))
    point_at(ana, cell(ana, 4).locator(".cm-merge-a .cm-line").filter(has_text=OLD))
    write(ana, "Written in the dark")
    expect(cell(ana, 4)).to_contain_text("Not sent yet")
    ana.context.unroute(ROUTES)
    cell(ana, 4).get_by_role("button", name="Retry").click()
    expect(thread(ana)).to_contain_text("Written in the dark", timeout=40_000)
    expect(thread(ana)).to_contain_text("line 1 in HEAD", ignore_case=True)
    assert talk.said() == ["Written in the dark"]


def test_a_draft_is_there_again_where_it_was_begun(ana: Person, project: Project) -> None:
    path = edited(project)
    compare(ana, path)
    point_at(ana, cell(ana, 4).locator(".cm-merge-a .cm-line").filter(has_text=OLD))
    changes(ana).get_by_role("textbox", name="Comment").fill("Half a thought, n and p")
    ana.wait_for_draft("Half a thought, n and p")
    ana.reload()
    compare(ana, path)
    point_at(ana, cell(ana, 4).locator(".cm-merge-a .cm-line").filter(has_text=OLD))
    expect(changes(ana).get_by_role("textbox", name="Comment")).to_have_value("Half a thought, n and p")
    write(ana, "A whole thought")

"""What the server refuses, or nobody could take, comes back whole into a composer at its place, and is sent once."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from jupyter_mlcollab.core.ids import new_id
from stage.api import Conversation, ask
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import Project
from stage.person import Person
from test_ask_for_look import ask_bo

pytestmark = ONE_WINDOWING

ROUTES = "**/mlcollab/api/**"
LONG = "The months overlap. " * 20


def correction(person: Person) -> Locator:
    return person.notebook.get_by_role("group", name="Edit what was not sent")


def test_refused_comment(lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    ana = visit(lab, "ana").open(path)
    ana.tolerate("status of 422")
    ana.add(3)
    ana.write(f"{LONG}\x07", blocking=True)
    ana.send()
    panel = ana.show_panel()
    expect(panel).to_contain_text("Not sent yet (1)")
    ana.reload()
    panel = ana.show_panel()
    panel.get_by_role("button", name="Edit", exact=True).click()
    box = correction(ana).get_by_role("textbox")
    expect(box).to_have_value(f"{LONG}\x07")
    expect(correction(ana).get_by_label("Blocking")).to_be_checked()
    box.fill(f"{LONG}Sort first.")
    # The text that was refused stays until another one is sent, and so does what was made of it.
    ana.reload()
    ana.show_panel().get_by_role("button", name="Edit", exact=True).click()
    expect(box).to_have_value(f"{LONG}Sort first.")
    correction(ana).get_by_role("button", name="Send").click()
    expect(ana.comments().first).to_contain_text("Sort first.")
    expect(panel).not_to_contain_text("Not sent yet")
    ana.reload()
    expect(ana.show_panel()).not_to_contain_text("Not sent yet")
    assert [text.strip() for text in talk.said()] == [f"{LONG}Sort first."]


def test_edit_that_came_too_late(lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    thread = talk.start("ana", "First")
    ana = visit(lab, "ana").open(path)
    ana.bear_with_a_lost_server()
    ana.tolerate("status of 409")
    ana.marker(3).click()
    ana.context.route(ROUTES, lambda route: route.abort("connectionrefused"))
    ana.choose(ana.threads.get_by_role("button", name="More about this comment"), "Edit")
    editor = ana.threads.get_by_role("group", name="Edit comment")
    editor.get_by_role("textbox").fill("Mine")
    editor.get_by_role("button", name="Save").click()
    expect(ana.threads).to_contain_text("Not sent yet")
    body = {"id": new_id(), "seen": talk.threads()[0]["version"], "body": "From elsewhere"}
    ask(lab, "ana", "PUT", f"projects/{talk.id}/threads/{thread}/comments/{thread}", body)
    ana.context.unroute(ROUTES)
    ana.threads.get_by_role("button", name="Retry").click()
    expect(ana.threads).to_contain_text("Somebody changed this in the meantime.")
    expect(ana.comments().first).to_contain_text("From elsewhere")
    ana.threads.get_by_role("button", name="Edit", exact=True).click()
    expect(correction(ana).get_by_role("textbox")).to_have_value("Mine")
    expect(ana.comments().first).to_contain_text("From elsewhere")
    correction(ana).get_by_role("button", name="Send").click()
    expect(ana.comments().first).to_contain_text("Mine")
    expect(ana.threads).not_to_contain_text("Not sent yet")
    assert talk.said() == ["Mine"]


def test_request_to_look_while_the_server_is_away(
    lab: Lab, project: Project, bo: Person, visit: Callable[..., Person]
) -> None:
    path = project.add("train.ipynb")
    bo.open(path)
    ana = visit(lab, "ana").open(path)
    ana.bear_with_a_lost_server()
    ana.context.route(
        ROUTES, lambda route: route.abort("connectionrefused") if route.request.method == "POST" else route.continue_()
    )
    ask_bo(ana, "Is the split sound?")
    panel = ana.show_panel()
    expect(panel).to_contain_text("Not sent yet (1)")
    expect(panel).to_contain_text("Is the split sound?")
    panel.get_by_role("button", name="Edit", exact=True).click()
    form = ana.page.get_by_role("form", name="Ask for a look")
    line = form.get_by_label("What should they look at?")
    expect(line).to_have_value("Is the split sound?")
    line.fill("Is the split fair?")
    form.get_by_role("button", name="Ask", exact=True).click()
    expect(panel).to_contain_text("Is the split fair?")
    ana.context.unroute(ROUTES)
    expect(panel).not_to_contain_text("Not sent yet", timeout=40_000)
    banner = bo.notebook.get_by_role("region", name="Asked to look")
    expect(banner).to_contain_text("Is the split fair?")


def test_written_before_the_project_was_known(lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    ana = visit(lab, "ana")
    ana.bear_with_a_lost_server()
    ana.context.route(ROUTES, lambda route: route.abort("connectionrefused"))
    ana.open(path)
    ana.add(3)
    ana.write("Early")
    ana.send()
    expect(ana.show_panel()).to_contain_text("Not sent yet (1)")
    ana.reload()
    expect(ana.show_panel()).to_contain_text("Early")
    ana.context.unroute(ROUTES)
    expect(ana.panel).not_to_contain_text("Not sent yet", timeout=40_000)
    assert talk.said() == ["Early"]

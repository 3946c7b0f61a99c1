"""The server is away: what is written stays, is shown as not sent, survives a reload and is delivered once."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import Lab
from stage.notebooks import Project, new_project
from stage.person import Person

ROUTES = "**/mlcollab/api/**"


def test_server_stopped_and_started(new_lab: Callable[..., Lab], windowing: str, visit: Callable[..., Person]) -> None:
    lab = new_lab(windowing=windowing)
    project = new_project(lab.root, "away")
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    talk.start("bo", "Where do the labels come from?", 1)
    ana = visit(lab, "ana").open(path)
    expect(ana.marker(1)).to_have_text("1")
    ana.show_panel()
    ana.bear_with_a_lost_server()
    ana.add(3)
    ana.write("Written in the dark")
    lab.stop()
    ana.send()
    expect(ana.panel).to_contain_text("Not sent yet")
    expect(ana.panel).to_contain_text("The server does not answer. What you write is kept here and sent later.")
    expect(ana.marker(3)).to_have_accessible_name("1 comment, not sent yet")
    ana.marker(1).click()
    reply = ana.threads.get_by_role("textbox", name="Reply")
    reply.fill("From the warehouse")
    reply.press("Control+Enter")
    expect(ana.threads).to_contain_text("Not sent yet")
    expect(ana.editor(3)).to_contain_text("train, test")

    lab.start()
    ana.retry()
    expect(ana.threads).not_to_contain_text("Not sent yet", timeout=40_000)
    expect(ana.panel).not_to_contain_text("The server does not answer", timeout=40_000)
    assert sorted(talk.said()) == ["From the warehouse", "Where do the labels come from?", "Written in the dark"]


def test_reload_while_the_server_is_away(ana: Person, lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    talk.start("bo", "First", 1)
    bo = visit(lab, "bo").open(path)
    expect(bo.marker(1)).to_have_text("1")
    bo.bear_with_a_lost_server()
    # JupyterLab itself still answers, so that the page can be loaded again.
    bo.context.route(ROUTES, lambda route: route.abort("connectionrefused"))
    bo.add(3)
    bo.write("Kept through reload")
    bo.send()
    expect(bo.marker(3)).to_have_accessible_name("1 comment, not sent yet")
    bo.show_panel()
    expect(bo.panel).to_contain_text("Not sent yet (1)")
    bo.wait_for_draft("Kept through reload")
    assert talk.said() == ["First"]

    bo.context.unroute(ROUTES)
    bo.context.route("**/threads", lambda route: route.abort("connectionrefused"))
    bo.reload()
    expect(bo.show_panel()).to_contain_text("Not sent yet (1)")
    expect(bo.panel).to_contain_text("Kept through reload")
    assert talk.said() == ["First"]

    bo.context.unroute("**/threads")
    bo.retry()
    expect(bo.marker(3)).to_have_accessible_name("1 comment")
    bo.reload()
    ana.open(path)
    expect(ana.marker(3)).to_have_text("1")
    assert sorted(talk.said()) == ["First", "Kept through reload"]


def test_an_answer_that_was_lost_is_no_second_comment(lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    bo = visit(lab, "bo").open(path)
    bo.bear_with_a_lost_server()
    lost: list[str] = []

    def lose_the_answer(route) -> None:
        if route.request.method == "POST" and route.request.url.endswith("/threads") and not lost:
            lost.append(route.fetch().text())
            route.abort("connectionreset")
        else:
            route.continue_()

    bo.context.route(ROUTES, lose_the_answer)
    bo.add(3)
    bo.write("Only once")
    bo.send()
    bo.show_panel()
    expect(bo.panel).not_to_contain_text("Not sent yet")
    expect(bo.marker(3)).to_have_accessible_name("1 comment")
    bo.context.unroute(ROUTES)
    assert lost
    assert talk.said() == ["Only once"]


def test_discard(lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    bo = visit(lab, "bo").open(path)
    bo.bear_with_a_lost_server()
    bo.context.route(ROUTES, lambda route: route.abort("connectionrefused"))
    bo.add(3)
    bo.write("Better not")
    bo.send()
    bo.show_panel()
    bo.panel.get_by_role("button", name="Discard").click()
    expect(bo.panel).not_to_contain_text("Not sent yet")
    expect(bo.marker(3)).to_have_count(0)
    bo.context.unroute(ROUTES)
    bo.reload()
    expect(bo.show_panel()).to_contain_text("No comments yet.")
    assert talk.said() == []

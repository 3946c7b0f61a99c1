"""A thread is handed to somebody elsewhere: a link that opens it, or a text for a chat."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from playwright.sync_api import expect

from stage.api import Conversation
from stage.lab import Lab
from stage.notebooks import Project, long_notebook
from stage.person import Person


def test_permalink(ana: Person, lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("deep/train set.ipynb")
    ana.open(path)
    ana.comment(3, "Does the split leak?")
    ana.choose(ana.more, "Copy link")
    expect(ana.page.get_by_text("Copied")).to_be_visible()
    link = ana.clipboard()
    assert link.startswith(lab.address + "mlcollab/open/")
    assert "token" not in link

    bo = visit(lab, "bo")
    bo.page.goto(link)
    bo.wait_for_lab()
    expect(bo.comments()).to_contain_text("Does the split leak?")
    expect(bo.cell(3)).to_be_in_viewport()
    assert "mlcollab-thread" not in bo.page.url
    assert urlsplit(bo.page.url).path.endswith("train%20set.ipynb")
    bo.close_thread()
    bo.reload()
    expect(bo.marker(3)).to_have_text("1")
    expect(bo.threads).to_have_count(0)


def test_permalink_far_down_a_long_notebook(lab: Lab, project: Project, visit: Callable[..., Person]) -> None:
    path = project.add("long.ipynb", long_notebook())
    talk = Conversation(lab, project, path)
    thread = talk.start("ana", "Does the split leak?", 170)
    bo = visit(lab, "bo")
    bo.page.goto(f"{lab.address}mlcollab/open/{talk.id}/thread/{thread}?token=token-bo")
    bo.wait_for_lab()
    expect(bo.comments()).to_contain_text("Does the split leak?", timeout=60_000)
    expect(bo.threads).to_be_in_viewport()
    expect(bo.notebook.get_by_text("value_170 = 170")).to_be_in_viewport()
    expect(bo.marker(170)).to_be_in_viewport()


def test_permalink_of_a_notebook_that_moved(
    ana: Person, lab: Lab, project: Project, visit: Callable[..., Person]
) -> None:
    path = project.add("train.ipynb")
    ana.open(path)
    ana.comment(3, "Does the split leak?")
    ana.choose(ana.more, "Copy link")
    link = ana.clipboard()
    ana.rename(path, "fit.ipynb")
    bo = visit(lab, "bo")
    bo.page.goto(link)
    bo.wait_for_lab()
    expect(bo.comments()).to_contain_text("Does the split leak?")
    assert urlsplit(bo.page.url).path.endswith("fit.ipynb")


def test_permalink_to_nothing(lab: Lab, visit: Callable[..., Person]) -> None:
    bo = visit(lab, "bo")
    bo.tolerate("status of 404")
    bo.page.goto(lab.address + "mlcollab/open/nowhere/thread/nothing")
    expect(bo.page.get_by_text("There is no such project here.")).to_be_visible()
    bo.page.get_by_role("link", name="Open JupyterLab").click()
    bo.wait_for_lab()


def test_copy_for_chat(ana: Person, lab: Lab, project: Project) -> None:
    ana.open(project.add("train.ipynb"))
    ana.select_word(3, "train")
    ana.page.keyboard.press("Control+Alt+m")
    ana.write("Shuffle first?")
    ana.send()
    ana.choose(ana.more, "Copy for chat")
    expect(ana.page.get_by_text("Copied")).to_be_visible()
    quote, said, place, link = ana.clipboard().splitlines()
    assert quote == "> train"
    assert said == "Ana López: Shuffle first?"
    assert place == "Churn › Train › Split, line 2"
    assert link.startswith(lab.address)
    assert "token" not in link

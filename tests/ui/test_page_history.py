"""The versions of a page: who changed what, and back to one of them without losing what is there."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.pages import add_line, editor_of, open_page, page_of, questions, saved
from stage.person import Person
from stage.waiting import until

pytestmark = ONE_WINDOWING

PATH = "pages/plan.md"


def test_back_to_a_former_version_and_forth(ana: Person, project: Project) -> None:
    path = project.add(PATH, "# Plan\n\nAsk who leaves.\n")
    file = project.file(path)
    file.write_text("# Plan\n\nAsk why they leave.\n\nAsk when.\n", encoding="utf-8")
    project.git("commit", "--quiet", "--all", "--message", "Ask why and when")
    page = open_page(ana, path, edit=True)
    add_line(ana, 5, "Not saved yet.")

    page.get_by_role("button", name="History").click()
    history = page.get_by_role("region", name="History")
    commits = history.get_by_role("listitem").filter(has_text="Chidi Okafor")
    expect(commits).to_contain_text(["Ask why and when", f"Add {PATH}"])
    # JupyterLab makes one as it opens the page.
    expect(history).to_contain_text("Checkpoint")
    history.get_by_role("button", name="Ask why and when").click()
    changed = history.get_by_label("What changed")
    expect(changed).to_contain_text("Ask who leaves.")
    expect(changed).to_contain_text("Ask why they leave.")
    expect(changed).not_to_contain_text("Not saved yet.")

    history.get_by_role("button", name=f"Add {PATH}").click()
    expect(changed).not_to_contain_text("Ask why they leave.")
    history.get_by_role("button", name="Compared with now").click()
    expect(changed).to_contain_text("Not saved yet.")
    history.get_by_role("button", name="Restore").click()
    expect(page.locator(".mlc-Page-news")).to_contain_text("The former version was restored.")
    until(lambda: file.read_text(encoding="utf-8") == "# Plan\n\nAsk who leaves.\n")
    expect(editor_of(ana)).not_to_contain_text("Ask when.")
    saved(ana)

    # What was there, saved or not, is a version now; and one press takes the whole back.
    history.get_by_role("button", name="Before a version was restored").click()
    expect(changed).to_contain_text("Not saved yet.")
    page.locator(".mlc-Page-news").get_by_role("button", name="Undo").click()
    until(lambda: file.read_text(encoding="utf-8").endswith("Ask when.\nNot saved yet.\n"))
    expect(history).to_contain_text("The page is as this version.")
    expect(page_of(ana)).to_contain_text("Not saved yet.")
    expect(questions(ana)).to_have_count(0)


def test_who_saved_what_between_commits(ana: Person, bo: Person, project: Project) -> None:
    """Two people save one after the other, and the first finds what the second did."""
    path = project.add("pages/goals.md", "# Goals\n\nAsk who leaves.\n")
    file = project.file(path)
    page = open_page(ana, path, edit=True)
    page.get_by_role("button", name="History").click()
    history = page.get_by_role("region", name="History")
    expect(history).to_contain_text("Add pages/goals.md")
    add_line(ana, 3, "By Ana.")
    ana.page.keyboard.press("Control+S")
    until(lambda: "By Ana." in file.read_text(encoding="utf-8"))
    open_page(bo, path, edit=True)
    add_line(bo, 3, "By Bo.")
    bo.page.keyboard.press("Control+S")
    until(lambda: "By Bo." in file.read_text(encoding="utf-8"))

    add_line(ana, 1, "Again by Ana.")
    ana.page.keyboard.press("Control+S")
    saves = history.get_by_role("listitem").filter(has_text="Saved")
    expect(saves).to_contain_text(["Ana", "Bo", "Ana"])
    saves.nth(1).get_by_role("button").click()
    changed = history.get_by_label("What changed")
    expect(changed).to_contain_text("By Bo.")
    expect(changed).not_to_contain_text("Again by Ana.")
    history.get_by_role("button", name="Restore").click()
    until(lambda: "Again by Ana." not in file.read_text(encoding="utf-8"))
    expect(editor_of(ana)).to_contain_text("By Bo.")

"""Comparisons that come back: by a link, and after a reload."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from stage.comparison import box, changes, commit, commits, entry, history, picker, side
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import Project
from stage.person import Person
from stage.waiting import until

pytestmark = ONE_WINDOWING


def test_a_link_opens_the_same_comparison(
    ana: Person, lab: Lab, visit: Callable[..., Person], project: Project
) -> None:
    history(project)
    entry(ana, project.name, "train.ipynb").click(button="right")
    ana.menu_item("Compare with HEAD").click()
    side(ana, "Old side").click()
    box(ana).fill("try/two")
    ana.page.keyboard.press("Enter")
    expect(picker(ana)).to_have_count(0)
    changes(ana).get_by_label("More about this comparison").click()
    changes(ana).get_by_role("button", name="Copy link to this comparison").click()
    expect(changes(ana).get_by_role("button", name="Link copied")).to_be_visible()
    link = ana.clipboard()
    assert link.endswith(f"/lab?mlcollab-compare={project.name}/train.ipynb&old=revision:try/two&new=file")
    assert "token" not in link

    bo = visit(lab, "bo")
    bo.page.goto(link)
    bo.wait_for_lab()
    expect(changes(bo)).to_contain_text("try/two→Saved")
    expect(changes(bo).locator(".cm-merge-a .cm-changedLine")).to_have_text("value = 2")
    assert "mlcollab-compare" not in bo.page.url


def test_a_link_to_what_is_gone_says_so(lab: Lab, visit: Callable[..., Person], project: Project) -> None:
    path = history(project)
    ana = visit(lab, "ana")
    ana.page.goto(f"{lab.address}lab?mlcollab-compare={path}&old=revision:gone&new=open")
    ana.wait_for_lab()
    expect(changes(ana).get_by_role("alert")).to_contain_text("Git knows no commit “gone” here.")
    side(ana, "Old side").click()
    box(ana).fill("v1")
    ana.page.keyboard.press("Enter")
    expect(changes(ana)).to_contain_text("v1→Saved")


def test_a_tab_comes_back_after_a_reload(lab: Lab, visit: Callable[..., Person], project: Project) -> None:
    path = history(project)
    ana = visit(lab, "ana")
    entry(ana, project.name, "train.ipynb").click(button="right")
    ana.menu_item("Show commits").click()
    expect(commits(ana)).to_be_visible()
    side(ana, "Old side").click()
    box(ana).fill("v1")
    ana.page.keyboard.press("Enter")
    expect(changes(ana)).to_contain_text("v1→Saved")
    until(lambda: lab.remembers("revision:v1"), otherwise="The tab was not remembered.")

    commit(project, path, "value = 4", "Go on to four")
    ana.page.reload()
    ana.wait_for_lab()
    expect(ana.page.get_by_role("tab", name="Changes: train.ipynb")).to_have_count(1)
    expect(changes(ana)).to_contain_text("v1→Saved")
    expect(commits(ana)).to_contain_text("Go on to four")
    expect(changes(ana)).to_contain_text("value = 4")

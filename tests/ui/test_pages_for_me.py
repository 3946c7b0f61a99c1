"""In *Team*, everybody finds the pages that are written for them and those that they look after: by name, by handle,
and by the role that the charter gives them."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.person import Person
from stage.waiting import until

pytestmark = ONE_WINDOWING

CHARTER = """---
title: Plan
type: charter
---
# Plan

## Roles

| Role | Person |
| --- | --- |
| Reviewer | Bo Lindqvist |
| Data steward | @ana |
"""


def page(title: str, **front: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in front.items())
    return f"---\ntitle: {title}\n{lines}---\n# {title}\n\nSome words.\n"


PAGES = {
    "pages/plan.md": CHARTER,
    "pages/rows.md": page("Where rows come from", owner="Ana López"),
    "pages/split.md": page("How we split", owner='"@bo"', audience="data stewards"),
    "pages/storage.md": page("How long rows are kept", owner="Data steward", audience="[Vera Holm]"),
    "docs/looking.md": page("How to look at a notebook", owner="reviewer", audience="[Vera Holm, Ana López]"),
    "docs/limits.md": page("Which limits hold", audience="[reviewers]"),
    "docs/calls.md": page("What a call costs", audience='"@bo"'),
}

OWNED = {
    "ana": ["How long rows are kept", "Where rows come from"],
    "bo": ["How to look at a notebook", "How we split"],
}
WRITTEN_FOR = {
    "ana": ["How to look at a notebook", "How we split"],
    "bo": ["What a call costs", "Which limits hold"],
}


def choose(person: Person, which: str) -> None:
    person.show_team().get_by_role("combobox", name="Which pages").select_option(label=which)


def rows(person: Person) -> Locator:
    return person.team.locator(".mlc-PageRow-title")


def test_pages_one_owns_and_pages_one_should_read(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    for name, text in PAGES.items():
        project.add(name, text)
    for person in (ana, bo):
        person.open(path)
        choose(person, "Owned by me")
        expect(rows(person)).to_have_count(2)
        assert sorted(rows(person).all_inner_texts()) == OWNED[person.who]
        choose(person, "For me")
        expect(rows(person).filter(has_text=WRITTEN_FOR[person.who][0])).to_be_visible()
        expect(rows(person)).to_have_count(2)
        assert sorted(rows(person).all_inner_texts()) == WRITTEN_FOR[person.who]

    bo.team.get_by_role("button", name="Which limits hold").click()
    shown = bo.page.locator(".mlc-Page:visible")
    expect(shown.get_by_role("heading", name="Which limits hold")).to_be_visible()
    assert project.changes() == ""


def test_a_page_that_is_handed_over_changes_lists(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    name = project.add("pages/rows.md", PAGES["pages/rows.md"])
    ana.open(path)
    bo.open(path)
    choose(ana, "Owned by me")
    choose(bo, "Owned by me")
    expect(rows(ana)).to_have_text(["Where rows come from"])
    expect(bo.team).to_contain_text("No page names you as its owner.")
    choose(bo, "For me")
    expect(bo.team).to_contain_text("No page says that it is written for you or your role.")
    choose(bo, "Owned by me")

    ana.team.get_by_role("button", name="Where rows come from").click()
    shown = ana.page.locator(".mlc-Page:visible")
    expect(shown).to_contain_text("Owner: Ana López")
    shown.get_by_role("button", name="Edit", exact=True).click()
    source = ana.page.locator(".jp-FileEditor:visible .cm-content")
    source.locator(".cm-line").filter(has_text="owner:").click()
    ana.page.keyboard.press("Home")
    ana.page.keyboard.press("Shift+End")
    ana.page.keyboard.type("owner: Bo Lindqvist")
    source.press("Control+s")
    until(lambda: "owner: Bo Lindqvist" in project.file(name).read_text(encoding="utf-8"))
    expect(shown).to_contain_text("Owner: Bo Lindqvist")
    expect(ana.team).to_contain_text("No page names you as its owner.")
    bo.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(rows(bo)).to_have_text(["Where rows come from"])

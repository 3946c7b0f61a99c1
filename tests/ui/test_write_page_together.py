"""Two people write one page without live co-editing, and git writes it too: nobody's text is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.pages import add_line, editor_of, open_page, page_of, place, questions, save, saved
from stage.person import Person
from stage.waiting import until

pytestmark = ONE_WINDOWING

PLAN = "# Plan\n\nWhat we want to know.\n\n" + "".join(f"{number}. Step {number}\n\n" for number in range(1, 7))


@pytest.fixture(autouse=True)
def refused(ana: Person, bo: Person) -> Iterator[None]:
    """Who saves a moment after somebody else is refused, merges and saves again. Browsers log the refusal."""
    with ana.tolerating("status of 409"), bo.tolerating("status of 409"):
        yield


def text_of(project: Project, path: str) -> str:
    return project.file(path).read_text(encoding="utf-8")


def test_two_people_and_a_checkout(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("pages/plan.md", PLAN)
    for person in (ana, bo):
        open_page(person, path, edit=True)
    add_line(ana, 3, "Ana asks who leaves.")
    expect(page_of(bo).get_by_role("status").filter(has_text="Ana López is editing")).to_be_visible()
    expect(page_of(bo)).not_to_contain_text("Ana asks")
    save(ana)
    until(lambda: "Ana asks" in text_of(project, path))
    # Bo has written nothing: his page follows.
    expect(editor_of(bo)).to_contain_text("Ana asks who leaves.", timeout=10_000)
    expect(page_of(bo)).to_contain_text("Ana asks who leaves.")
    saved(bo)

    # Both write in different places: it comes together.
    add_line(bo, 10, "Bo splits by customer.")
    add_line(ana, 4, "Ana asks when.")
    save(ana)
    expect(page_of(bo)).to_contain_text("Changes of somebody else were merged into your text.", timeout=10_000)
    expect(editor_of(bo)).to_contain_text("Ana asks when.")
    save(bo)
    saved(bo)
    for line in ("Ana asks when.\n", "Bo splits by customer.\n"):
        assert line in text_of(project, path)
    expect(editor_of(ana)).to_contain_text("Bo splits by customer.", timeout=10_000)

    # A third edit comes by git, while Ana has something unsaved.
    project.git("commit", "--quiet", "--all", "--message", "Two questions")
    project.git("checkout", "--quiet", "-b", "chidi")
    project.file(path).write_text(text_of(project, path) + "Chidi ends it.\n", encoding="utf-8")
    project.git("commit", "--quiet", "--all", "--message", "An end")
    project.git("checkout", "--quiet", "main")
    expect(editor_of(ana)).not_to_contain_text("Chidi", timeout=10_000)
    add_line(ana, 1, "By Ana.")
    project.git("checkout", "--quiet", "chidi")
    save(ana)
    saved(ana)
    until(lambda: "By Ana.\n" in text_of(project, path) and text_of(project, path).endswith("Chidi ends it.\n"))
    expect(editor_of(bo)).to_contain_text("Chidi ends it.", timeout=10_000)
    for person in (ana, bo):
        expect(questions(person)).to_have_count(0)


def test_a_person_decides_where_both_wrote(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("pages/plan.md", PLAN)
    for person in (ana, bo):
        open_page(person, path, edit=True)
    add_line(ana, 3, "Ana: until June.")
    add_line(bo, 3, "Bo: until May.")
    save(ana)
    saved(ana)
    save(bo)
    page = page_of(bo)
    conflict = page.get_by_role("region", name="Conflict")
    expect(conflict).to_contain_text("Somebody else changed the same lines.")
    expect(place(bo, 1, 1)).to_contain_text("Bo: until May.")
    expect(place(bo, 1, 1)).to_contain_text("Ana: until June.")
    expect(conflict.get_by_role("button", name="Save", exact=True)).to_be_disabled()
    save(bo)
    assert "Bo: until May." not in text_of(project, path)

    # What is not decided is still there after a reload, which JupyterLab asks about.
    bo.page.once("dialog", lambda dialog: dialog.accept())
    bo.reload_lab()
    open_page(bo, path)
    expect(place(bo, 1, 1)).to_contain_text("Bo: until May.")

    place(bo, 1, 1).get_by_role("button", name="Edit").click()
    place(bo, 1, 1).get_by_label("Text for this place").fill("Ana: until June. Bo: until May.")
    conflict.get_by_role("button", name="Save", exact=True).click()
    expect(conflict).to_have_count(0)
    until(lambda: "Ana: until June. Bo: until May.\n" in text_of(project, path))
    expect(editor_of(ana)).to_contain_text("Bo: until May.", timeout=10_000)
    for person in (ana, bo):
        expect(questions(person)).to_have_count(0)

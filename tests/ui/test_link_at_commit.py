"""Links in a page that lead to a file as a commit has it."""

from __future__ import annotations

import json

from playwright.sync_api import Locator, expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.pages import open_page, page_of
from stage.person import Person
from stage.waiting import until

pytestmark = ONE_WINDOWING


def test_a_notebook_and_a_page_as_they_were(ana: Person, project: Project) -> None:
    path = project.add("train.ipynb")
    plan = project.add("pages/plan.md", "# Plan\n\nAsk who leaves.\n")
    commit = project.git("rev-parse", "HEAD").strip()
    notebook = json.loads(project.file(path).read_text(encoding="utf-8"))
    notebook["cells"].append({**notebook["cells"][0], "id": "later", "source": "# Later"})
    project.file(path).write_text(json.dumps(notebook), encoding="utf-8")
    project.file(plan).write_text("# Plan\n\nAsk why they leave.\n", encoding="utf-8")
    links = f"[the notebook](../train.ipynb?at={commit[:8]}) and [the plan](plan.md?at={commit[:8]})"
    then = project.add("pages/then.md", f"# Then\n\nSee {links}.\n")
    page = open_page(ana, then)

    page.get_by_role("link", name="the notebook").hover()
    expect(ana.page.locator(".mlc-HoverCard")).to_contain_text(f"as of {commit[:7]}")
    page.get_by_role("link", name="the notebook").click()
    changes = ana.page.locator(".mlc-Changes:visible")
    expect(changes).to_contain_text("Later")
    expect(changes).to_contain_text(commit[:7])

    page = open_page(ana, then)
    page.get_by_role("link", name="the plan").hover()
    expect(ana.page.locator(".mlc-HoverCard")).to_contain_text("Ask who leaves.")
    page.get_by_role("link", name="the plan").click()
    history = page_of(ana).get_by_role("region", name="History")
    expect(history.locator("[aria-current=true]")).to_contain_text("Add pages/plan.md")
    expect(history.get_by_label("What changed")).to_contain_text("Ask who leaves.")
    expect(page_of(ana)).to_contain_text("Ask why they leave.")


LABELS = "id,label\n" + "".join(f"{number},stays\n" for number in range(200))
PLOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="120"><rect width="200" height="120" fill="white"/>'
    '<path d="M10 110 L100 {height} L190 10" stroke="black" fill="none"/></svg>'
)


def then(person: Person) -> Locator:
    """The file in view as a commit has it."""
    return person.page.locator(".mlc-FileAt:visible")


def follow(person: Person, page_path: str, link: str) -> Locator:
    # On the link that it followed last, the pointer would have a card shown that covers others.
    person.page.mouse.move(0, 0)
    open_page(person, page_path).get_by_role("link", name=link, exact=True).click()
    return then(person)


def test_texts_as_they_were(ana: Person, project: Project) -> None:
    project.add("train.py", "epochs = 3\n")
    project.add("why?.py", "pass\n")
    labels = project.add("data/labels.csv", LABELS)
    project.git("tag", "v1.2")
    project.add("data/labels.csv", LABELS.replace("150,stays", "150,leaves"))
    page_path = project.add(
        "pages/then.md",
        "See [labels](../data/labels.csv?at=v1.2) and [training](../train.py?at=v1.2), [why](../why%3F.py?at=v1.2).\n",
    )
    commit = project.git("rev-parse", "v1.2").strip()
    open_page(ana, page_path).get_by_role("link", name="labels").hover()
    card = ana.page.locator(".mlc-HoverCard")
    for said in ("data/labels.csv", f"as of {commit[:7]}, Chidi Okafor, 20", "0,stays"):
        expect(card).to_contain_text(said)

    file = follow(ana, page_path, "labels")
    expect(file).to_contain_text(f"as of {commit[:7]}")
    expect(file).to_contain_text("Add data/labels.csv")
    expect(file.locator(".cm-deletedChunk")).to_contain_text("150,stays")
    expect(file.locator(".cm-changedLine")).to_contain_text("150,leaves")
    file.get_by_role("button", name="As it was").click()
    expect(file.locator(".cm-content")).to_contain_text("0,stays")
    expect(file.locator(".cm-changedLine")).to_have_count(0)

    until(lambda: ana.lab.remembers("mlcollab-files-at"), otherwise="The tab was not remembered.")
    ana.reload_lab()
    expect(file.locator(".cm-changedLine")).to_contain_text("150,leaves")
    project.file(labels).write_text(LABELS, encoding="utf-8")
    file = follow(ana, page_path, "training")
    expect(file).to_contain_text("Nothing changed since.")
    expect(file.locator(".cm-content")).to_contain_text("epochs = 3")
    expect(follow(ana, page_path, "why").locator(".cm-content")).to_contain_text("pass")
    # Another look asks again what is there.
    file = follow(ana, page_path, "labels")
    expect(file).to_contain_text("Nothing changed since.")
    file.get_by_role("button", name="Open as it is now").click()
    expect(ana.page.locator(".jp-CSVViewer:visible")).to_be_visible()
    assert project.file(labels).read_text(encoding="utf-8") == LABELS


def test_pictures_and_what_is_neither(ana: Person, project: Project) -> None:
    project.add("figure.svg", PLOT.format(height=100))
    model = project.add("model.bin", bytes(range(256)))
    project.git("tag", "first")
    project.add("figure.svg", PLOT.format(height=40))
    page_path = project.add("pages/then.md", "[plot](../figure.svg?at=first) and [model](../model.bin?at=first)\n")
    file = follow(ana, page_path, "plot")
    for side in ("Then", "Now"):
        picture = file.get_by_role("figure").filter(has_text=side).locator("img")
        until(lambda picture=picture: picture.evaluate("image => image.complete && image.naturalWidth") == 200)
    file.get_by_role("button", name="Swipe").click()
    expect(file.get_by_role("slider")).to_be_visible()

    project.file(model).unlink()
    file = follow(ana, page_path, "model")
    expect(file).to_contain_text("The file is not there any more.")
    expect(file).to_contain_text("neither text in UTF-8 nor a picture")


def test_what_leads_nowhere_says_so(ana: Person, project: Project) -> None:
    lines = "".join(f"step({number})\n" for number in range(20))
    project.add("train.py", lines)
    gone = project.add("pages/gone.md", "# Gone\n\nAsk who left.\n")
    project.git("tag", "first")
    project.git("mv", "train.py", "fit.py")
    project.git("commit", "--quiet", "--message", "Rename")
    project.file(gone).unlink()
    links = {
        "tag": "../train.py?at=v9", "path": "../none.py?at=first", "folder": "../pages?at=first",
        "outside": "../../../x.py?at=first", "hidden": "../.gitignore?at=first", "later": "../fit.py?at=first",
        "renamed": "../train.py?at=first", "page": "gone.md?at=first",
    }  # fmt: skip
    page_path = project.add("pages/then.md", "\n".join(f"- [{name}]({target})" for name, target in links.items()))
    with ana.tolerating("status of 404", "status of 422"):
        open_page(ana, page_path).get_by_role("link", name="tag").hover()
        expect(ana.page.locator(".mlc-HoverCard")).to_contain_text("Git knows no commit “v9” here.")
        for link, sentence in {
            "tag": "Git knows no commit “v9” here.",
            "path": "“none.py” is not in the commit",
            "folder": "In git this is a folder, not a file.",
            "later": "There it was called “train.py”.",
            "hidden": "Hidden files and folders are not part of the project.",
        }.items():
            file = follow(ana, page_path, link)
            expect(file.get_by_role("alert")).to_contain_text(sentence)
        file = follow(ana, page_path, "outside")
        expect(file.get_by_role("alert")).to_be_visible()
    file = follow(ana, page_path, "renamed")
    expect(file).to_contain_text("Today it is at fit.py.")
    expect(file).to_contain_text("Nothing changed since.")
    expect(file).to_contain_text("step(1)")
    with ana.tolerating("status of 404"):
        file = follow(ana, page_path, "page")
    expect(file).to_contain_text("The file is not there any more.")
    expect(file).to_contain_text("Ask who left.")

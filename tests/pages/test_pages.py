"""Use cases of pages on a real project: list, read, begin, cite, notice, accept."""

from __future__ import annotations

import json
from threading import Thread

import pytest

from cards_made_up import made
from jupyter_mlcollab.cards.text import card_text
from jupyter_mlcollab.core.errors import Conflict, Invalid, NotFound, TooLarge
from jupyter_mlcollab.core.notebook import cells_of
from jupyter_mlcollab.pages import compose, service
from jupyter_mlcollab.pages.schema import CitedCell, CitedMetric, KeptCitation, NewCitation, NewPage
from jupyter_mlcollab.pages.sources import Sources
from pages_made_up import cited_output, notebook, printed

PAGE = "pages/results.md"
NAMES = ["project-charter", "data-sheet", "decision-record", "glossary", "onboarding", "retrospective"]
TRAIN = ["# Train", "rows = 100\nseed = 1\n", ("print(auc)", printed("0.87\n")), "# Next", "x = 1"]


def cite(
    work, write, cell: CitedCell, text: str = "# Results\n\nAUC is HERE.\n", path: str = "pages/results.md"
) -> str:
    """Cites the cell in a page, as the browser does it, and answers the page's text."""
    made = service.cite_in_page(work, NewCitation(page=path, text=text, cited=cell))
    write(path, made.text.replace("HERE", made.link))
    return made.link


def output_cell(cells=TRAIN, index: int = 2) -> CitedCell:
    return cited_output("train.ipynb", cells, index)


def source_cell(index: int = 1, first: int | None = None, last: int | None = None) -> CitedCell:
    return CitedCell(
        path="train.ipynb", cells=cells_of(notebook(TRAIN)), index=index, first_line=first, last_line=last
    )  # fmt: skip


def citation(work):
    (only,) = compose.page(work, PAGE).citations
    return only


def keep(work, write, note: str | None) -> str:
    shown = compose.page(work, PAGE)
    after = compose.keep_citation(
        work, KeptCitation(page=PAGE, sha256=shown.sha256, key=shown.citations[0].key, note=note)
    )  # fmt: skip
    write(PAGE, after.text)
    return after.text


def test_pages_are_the_markdown_files_of_their_folders(work, write) -> None:
    write("pages/a.md", "# A page\n")
    write("docs/deep/b.md", "---\ntitle: B\nowner: Ana\naudience: [reviewers, Bo]\nstart: true\n---\n")
    write("pages/.hidden/c.md", "x")
    write("pages/templates/t.md", "x")
    write("README.md", "x")
    write("pages/broken.md", "---\ntitle: [\n---\nx")
    (work.files._place.folder / "pages/latin.md").write_bytes(b"caf\xe9")
    listed = service.pages(work)
    assert [(row.path, row.title) for row in listed.pages] == [
        ("docs/deep/b.md", "B"), ("pages/a.md", "A page"), ("pages/broken.md", "broken"), ("pages/latin.md", "latin"),
    ]  # fmt: skip
    assert listed.pages[0].start
    assert [row.audience for row in listed.pages[:2]] == [["reviewers", "Bo"], []]
    assert "not valid YAML" in listed.pages[2].problem
    assert "not UTF-8" in listed.pages[3].problem


def test_folders_are_a_setting(request, write) -> None:
    # It is read when the project is opened.
    write("mlcollab.toml", '[pages]\nfolders = ["handbook"]\n')
    work = request.getfixturevalue("work")
    write("handbook/a.md", "x")
    write("pages/b.md", "x")
    assert [row.path for row in service.pages(work).pages] == ["handbook/a.md"]


def test_a_list_follows_the_files(work, write, folder) -> None:
    write("pages/a.md", "# One\n")
    assert [row.title for row in service.pages(work).pages] == ["One"]
    write("pages/a.md", "# Two and more\n")
    assert [row.title for row in service.pages(work).pages] == ["Two and more"]
    (folder / "pages/a.md").unlink()
    assert service.pages(work).pages == []


@pytest.mark.parametrize(
    "path", ["../x.md", "pages/../../x.md", "/etc/x.md", "pages/.x.md", "README.md", "pages/a.txt", "pages/no.md"]
)
def test_no_other_file_is_read(work, write, path: str) -> None:
    write("README.md", "x")
    write("pages/a.txt", "x")
    with pytest.raises((NotFound, Invalid)):
        compose.page(work, path)


def test_a_link_out_of_the_project_is_not_followed(work, folder, tmp_path_factory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.md").write_text("secret")
    (folder / "pages").mkdir()
    (folder / "pages/a.md").symlink_to(outside / "secret.md")
    (folder / "docs").symlink_to(outside)
    assert service.pages(work).pages == []
    with pytest.raises(NotFound):
        compose.page(work, "pages/a.md")


def test_a_page_over_the_limit_is_listed_with_the_reason(work, write) -> None:
    write("pages/a.md", "x" * (5 * 1024 * 1024 + 1))
    assert "limit of 5 MB" in service.pages(work).pages[0].problem
    with pytest.raises(TooLarge):
        compose.page(work, "pages/a.md")


def test_a_page_knows_who_links_to_it(work, write) -> None:
    write("pages/a.md", "# A\n")
    write("docs/b.md", "# B\n\nSee [a](../pages/a.md#x).\n")
    assert [(one.path, one.line) for one in compose.page(work, "pages/a.md").backlinks] == [("docs/b.md", 2)]


def test_a_citation_says_when_its_output_changed_and_can_be_accepted(work, write, write_notebook) -> None:
    write_notebook("train.ipynb", TRAIN)
    link = cite(work, write, output_cell())
    assert link.startswith("[0.87](../train.ipynb#mlc=")
    assert (citation(work).state, citation(work).said, citation(work).line) == ("current", "0.87", citation(work).line)

    write_notebook("train.ipynb", ["# Before", *TRAIN[:2], ("print(auc)", printed("0.91\n")), *TRAIN[3:]])
    changed = citation(work)
    assert (changed.state, changed.said, changed.now, changed.cell) == ("changed", "0.87", "0.91", 3)

    text = keep(work, write, None)
    assert "AUC is [0.91](../train.ipynb#mlc=" in text
    assert "0.87" not in text
    assert citation(work).state == "current"


def test_a_page_can_be_kept_with_a_note_until_the_source_changes_again(work, write, write_notebook) -> None:
    write_notebook("train.ipynb", TRAIN)
    cite(work, write, output_cell())
    write_notebook("train.ipynb", [*TRAIN[:2], ("print(auc)", printed("0.88\n")), *TRAIN[3:]])
    text = keep(work, write, "Within noise.")
    assert "AUC is [0.87](" in text
    assert (citation(work).state, citation(work).note) == ("kept", "Within noise.")
    write_notebook("train.ipynb", [*TRAIN[:2], ("print(auc)", printed("0.70\n")), *TRAIN[3:]])
    assert citation(work).state == "changed"


def test_lines_of_a_cell_are_followed(work, write, write_notebook) -> None:
    write_notebook("train.ipynb", TRAIN)
    cite(work, write, source_cell(first=0))
    write_notebook("train.ipynb", ["# Train", "import a\nrows = 100\nseed = 2\n", *TRAIN[2:]])
    assert citation(work).state == "current"
    write_notebook("train.ipynb", ["# Train", "import a\nrows = 900\nseed = 2\n", *TRAIN[2:]])
    assert (citation(work).state, citation(work).now) == ("changed", "rows = 900")
    keep(work, write, None)
    assert (citation(work).state, citation(work).said) == ("current", "rows = 900")


def test_a_whole_cell_is_followed_though_it_moves(work, write, write_notebook) -> None:
    write_notebook("train.ipynb", TRAIN)
    cite(work, write, source_cell())
    write_notebook("train.ipynb", [TRAIN[0], *TRAIN[2:], TRAIN[1]])
    assert (citation(work).state, citation(work).cell) == ("current", 4)


def test_what_is_gone_is_lost_and_can_be_kept(work, write, write_notebook, folder) -> None:
    write_notebook("train.ipynb", TRAIN)
    cite(work, write, output_cell())
    write_notebook("train.ipynb", [*TRAIN[:2], ("print(auc)", []), *TRAIN[3:]])
    assert (citation(work).state, citation(work).reason) == (
        "lost", "The cell has no such output any more: run it again.",
    )  # fmt: skip
    with pytest.raises(Invalid):
        keep(work, write, None)
    (folder / "train.ipynb").unlink()
    assert citation(work).state == "lost"
    keep(work, write, "Of the first run, whose notebook is gone.")
    assert citation(work).state == "kept"


def auc(value: float, split: str = "test") -> dict[str, object]:
    return {"name": "auc", "value": value, "split": split, "goal": "max"}


def test_a_metric_of_a_card_is_followed(work, write) -> None:
    path = "cards/boosting/card.json"
    write(path, card_text(made(metrics=[auc(0.87), auc(0.91, "train")])))
    asked = CitedMetric(path=path, name="auc", split="test", slice=None)
    assert cite(work, write, asked).startswith("[0.87](../cards/boosting/card.json#mlc=")
    assert (citation(work).state, citation(work).kind, citation(work).label) == ("current", "entry", "auc (test)")
    write(path, card_text(made(metrics=[auc(0.91, "train"), auc(0.893)])))
    assert (citation(work).state, citation(work).said, citation(work).now) == ("changed", "0.87", "0.893")
    assert "AUC is [0.893](" in keep(work, write, None)
    assert citation(work).state == "current"
    write(path, card_text(made(metrics=[])))
    assert (citation(work).state, citation(work).reason) == ("lost", "The card has no such metric any more.")
    with pytest.raises(NotFound):
        keep(work, write, None)
    write(path, "{")
    assert citation(work).state == "lost"
    with pytest.raises(NotFound):
        service.cite_in_page(work, NewCitation(page=PAGE, text="x", cited=CitedMetric(
            path="cards/none/card.json", name="auc", split=None, slice=None
        )))  # fmt: skip


def test_an_image_is_known_by_its_bytes(work, write, write_notebook) -> None:
    def drawn(data: str):
        picture = {"image/png": data, "text/plain": "<Figure size 640x480 with 1 Axes>"}
        return [{"output_type": "display_data", "metadata": {}, "data": picture}]

    cells = [*TRAIN[:2], ("plot()", drawn("AAAA"))]
    write_notebook("train.ipynb", cells)
    link = cite(work, write, output_cell(cells))
    assert link.startswith("[Train, output](")
    assert citation(work).state == "current"
    write_notebook("train.ipynb", [*TRAIN[:2], ("plot()", drawn("BBBB"))])
    assert citation(work).state == "changed"


def test_a_link_that_nothing_stands_behind_is_lost(work, write) -> None:
    write("pages/results.md", "AUC is [0.87](../train.ipynb#mlc=4f1a2c).")
    assert (citation(work).state, citation(work).key) == ("lost", "4f1a2c")


def test_nobody_accepts_for_a_page_they_have_not_seen(work, write, write_notebook) -> None:
    write_notebook("train.ipynb", TRAIN)
    cite(work, write, output_cell())
    key = citation(work).key
    with pytest.raises(Conflict):
        compose.keep_citation(work, KeptCitation(page="pages/results.md", sha256="0" * 64, key=key, note=None))
    sha256 = compose.page(work, "pages/results.md").sha256
    with pytest.raises(NotFound):
        compose.keep_citation(work, KeptCitation(page="pages/results.md", sha256=sha256, key="nokey", note=None))
    with pytest.raises(Invalid):
        compose.keep_citation(work, KeptCitation(page="pages/results.md", sha256=sha256, key=key, note=" "))


@pytest.mark.parametrize(
    ("cell", "error"),
    [(source_cell(index=9), NotFound), (source_cell(first=7), Invalid), (source_cell(first=1, last=0), Invalid)],
)
def test_there_has_to_be_something_to_cite(work, cell: CitedCell, error: type[Exception]) -> None:
    with pytest.raises(error):
        service.cite_in_page(work, NewCitation(page="pages/a.md", text="x", cited=cell))


def test_a_page_begins_from_a_template(work, write) -> None:
    names = [one.name for one in service.page_templates(work).templates]
    assert names == NAMES
    begun = service.new_page(work, NewPage(template="project-charter", title='Churn: "v2"', about="churn/train.ipynb"))
    assert begun.path == "pages/churn-v2.md"
    write(begun.path, begun.text)
    (row,) = service.pages(work).pages
    assert (row.title, row.owner, row.type, row.start, row.problem) == (
        'Churn: "v2"', 'Ana "A" Novak', "charter", True, None,
    )  # fmt: skip
    assert "{{" not in begun.text
    assert "template:" not in begun.text
    assert [one.nearness for one in compose.pages_around(work, "churn/train.ipynb").pages] == ["notebook"]
    assert (
        service.new_page(work, NewPage(template="glossary", title="Churn v2", about=None)).path == "pages/churn-v2-2.md"
    )


@pytest.mark.parametrize(
    "name", ["project-charter", "data-sheet", "decision-record", "glossary", "onboarding", "retrospective"]
)
def test_every_template_is_a_page(work, write, name: str) -> None:
    begun = service.new_page(work, NewPage(template=name, title="T", about=None))
    write(begun.path, begun.text)
    (row,) = service.pages(work).pages
    assert row.problem is None
    assert row.title == "T"
    assert [one.nearness for one in compose.pages_around(work, "any.ipynb").pages] == ["project"]


def test_the_projects_own_templates_come_first(work, write) -> None:
    write("pages/templates/glossary.md", '---\ntemplate: Ours\ntitle: "{{title}}"\n---\nours {{about}} {{today}}\n')
    first = service.page_templates(work).templates[0]
    assert (first.name, first.summary, first.own) == ("glossary", "Ours", True)
    assert "ours the project 20" in service.new_page(work, NewPage(template="glossary", title="T", about=None)).text
    with pytest.raises(NotFound):
        service.new_page(work, NewPage(template="../glossary", title="T", about=None))
    with pytest.raises(Invalid):
        service.new_page(work, NewPage(template="glossary", title="T", about="../x"))


def test_the_check_names_what_is_out_of_date(work, write, write_notebook) -> None:
    write_notebook("train.ipynb", TRAIN)
    cite(work, write, output_cell())
    write("docs/a.md", "[gone](gone.md) [there](../train.ipynb) [site](https://a.b) [out](../../x)\n")
    write("docs/good.md", "# Good\n")
    report = compose.check_pages(work)
    assert (report.pages, report.citations) == (3, 1)
    assert [(one.path, [link.target for link in one.links], one.citations) for one in report.wrong] == [
        ("docs/a.md", ["gone.md"], [])
    ]
    write_notebook("train.ipynb", [*TRAIN[:2], ("print(auc)", printed("0.91\n")), *TRAIN[3:]])
    assert [one.path for one in compose.check_pages(work).wrong] == ["docs/a.md", "pages/results.md"]
    assert [one.path for one in compose.check_pages(work, "pages").wrong] == ["pages/results.md"]
    assert json.loads(json.dumps(compose.check_pages(work).wrong[1].citations[0].now)) == "0.91"


def test_an_output_that_only_has_another_number_is_the_same(work, write, write_notebook) -> None:
    write_notebook("train.ipynb", TRAIN)
    cite(work, write, output_cell())
    warned = [*printed("warning\n"), {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "0.87"}}]
    write_notebook("train.ipynb", [*TRAIN[:2], ("print(auc)", warned), *TRAIN[3:]])
    assert (citation(work).state, citation(work).now) == ("current", "0.87")


def test_citations_that_cannot_be_read_are_not_thrown_away(work, write, write_notebook) -> None:
    write_notebook("train.ipynb", TRAIN)
    cite(work, write, output_cell())
    text = compose.page(work, PAGE).text.replace("cites:\n", "cites:\n  newer: {path: a, from: b}\n")
    with pytest.raises(Invalid, match="would be lost"):
        service.cite_in_page(work, NewCitation(page=PAGE, text=text, cited=output_cell()))
    write(PAGE, text)
    with pytest.raises(Invalid, match="would be lost"):
        keep(work, write, "note")


@pytest.mark.parametrize("path", ["../out.ipynb", "/etc/passwd", ".git/config", "a\\0b", "loop.ipynb", "big/../../x"])
def test_a_citation_of_what_may_not_be_read_is_lost(work, write, write_notebook, folder, path: str) -> None:
    (folder / "loop.ipynb").symlink_to(folder / "loop.ipynb")
    write_notebook("train.ipynb", TRAIN)
    cite(work, write, output_cell())
    write(PAGE, compose.page(work, PAGE).text.replace("path: train.ipynb", f'path: "{path}"'))
    if path != "loop.ipynb":
        assert (citation(work).state, citation(work).now) == ("lost", None)
    # That one may have become another notebook that says the same.
    (folder / "train.ipynb").unlink()
    assert (citation(work).state, citation(work).now) == ("lost", None)


def test_what_is_known_waits_for_nobody_who_reads(work, write, write_notebook) -> None:
    write_notebook("train.ipynb", TRAIN)
    cite(work, write, output_cell())
    assert citation(work).state == "current"
    asked = Thread(target=citation, args=(work,), daemon=True)
    with work.held(Sources)._lock:
        asked.start()
        asked.join(5)
        assert not asked.is_alive()


def test_a_link_in_fenced_code_stays_as_it_is(work, write, write_notebook) -> None:
    write_notebook("train.ipynb", TRAIN)
    link = cite(work, write, output_cell())
    text = compose.page(work, PAGE).text
    write(PAGE, f"{text}\r\n```\r\n{link}\r\n```\r\nAgain {link} and {link}\r\n")
    write_notebook("train.ipynb", [*TRAIN[:2], ("print(auc)", printed("0.91\n")), *TRAIN[3:]])
    after, now = keep(work, write, None), link.replace("0.87", "0.91")
    assert after.endswith(f"\r\n```\r\n{link}\r\n```\r\nAgain {now} and {now}\r\n")
    assert after.count(now) == 3


def test_citations_of_a_deleted_page_are_forgotten(work, write, write_notebook, folder) -> None:
    write_notebook("train.ipynb", TRAIN)
    cite(work, write, output_cell())
    assert compose.check_pages(work).citations == 1
    assert PAGE in work.held(Sources)._known
    (folder / PAGE).unlink()
    assert compose.check_pages(work).citations == 0
    assert work.held(Sources)._known == {}

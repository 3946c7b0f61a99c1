"""Pages as nobody would wish for them: each is shown, or refused with a sentence, and no text is lost."""

from __future__ import annotations

import errno
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from cards_made_up import made
from jupyter_mlcollab.access.perform import joining
from jupyter_mlcollab.access.project import ServerSettings
from jupyter_mlcollab.access.registry import Registry
from jupyter_mlcollab.cards.card import CardMetric
from jupyter_mlcollab.cards.text import card_text
from jupyter_mlcollab.cards.whole_file import write_new
from jupyter_mlcollab.cli import main
from jupyter_mlcollab.core.errors import Invalid, Unavailable
from jupyter_mlcollab.core.wire import now
from jupyter_mlcollab.pages import compose, service
from jupyter_mlcollab.pages.exporting import export_pages
from jupyter_mlcollab.pages.front_matter import Cite, with_cites
from jupyter_mlcollab.pages.metrics import cite_metric
from jupyter_mlcollab.pages.page_files import LIMIT_BYTES
from jupyter_mlcollab.pages.saves import Saved
from jupyter_mlcollab.pages.schema import CitedMetric, NewCitation, NewPage
from jupyter_mlcollab.rooms import FOLDS
from pages_made_up import cited_output, printed

CELLS = ["# Train", ("print(auc)", printed("0.87\n"))]


def test_a_page_of_five_megabytes_and_ten_thousand_headings(work, write) -> None:
    text = "".join(f"# Part {n}\n\nleak {'x' * 480}\n\n" for n in range(10_000))
    write("pages/long.md", text + "y" * (LIMIT_BYTES - len(text)))
    shown = compose.page(work, "pages/long.md")
    assert (len(shown.headings), shown.headings[-1].line, shown.problems) == (10_000, 39_996, [])
    assert len(shown.text) == LIMIT_BYTES
    assert service.find_pages(work, "part leak").hits[0].count == 20_000
    assert compose.check_pages(work).wrong == []


def test_pages_that_lead_to_each_other_and_to_themselves(work, write) -> None:
    write("pages/a.md", "# A\n\n[b](b.md) [itself](a.md)\n")
    write("pages/b.md", "---\nabout: pages/a.md\n---\n# B\n\n[a](a.md)\n\n```{include} a.md\n```\n")
    assert [one.path for one in compose.page(work, "pages/a.md").backlinks] == ["pages/b.md"]
    assert compose.check_pages(work).wrong == []
    assert export_pages(work.files, ["pages"], ["pages/a.md", "pages/b.md"]).pages == ["pages/a.md", "pages/b.md"]


def test_names_with_spaces_signs_and_letters_of_any_kind(work, write, write_notebook) -> None:
    notebook, page = write_notebook("läufe #1/Étude (zweite) 50%.ipynb", CELLS), "pages/Über uns & 日本 'x'.md"
    cited = service.cite_in_page(
        work, NewCitation(page=page, text="# Über uns\n", cited=cited_output(notebook, CELLS, 1))
    )
    write(page, cited.text + cited.link)
    write("pages/b.md", "[uns](<%C3%9Cber uns & 日本 'x'.md>)\n")
    shown = compose.page(work, page)
    assert [(one.state, one.now, one.line is not None) for one in shown.citations] == [("current", "0.87", True)]
    assert [one.path for one in shown.backlinks] == ["pages/b.md"]
    assert compose.check_pages(work).wrong == []


def test_names_that_differ_in_case_alone_are_two_pages(work, write, folder: Path) -> None:
    write("pages/plan.md", "# Small\n")
    if (folder / "pages/PLAN.md").exists():
        pytest.skip("This file system knows no case.")
    write("pages/b.md", "[small](plan.md) [large](PLAN.md)\n")
    assert [link.target for link in compose.check_pages(work).wrong[0].links] == ["PLAN.md"]
    write("pages/PLAN.md", "# Large\n")
    assert compose.check_pages(work).wrong == []
    assert [compose.page(work, f"pages/{name}.md").title for name in ("plan", "PLAN")] == ["Small", "Large"]


def test_a_page_renamed_where_nobody_can_tell_keeps_its_citations_and_links_to_it_are_broken(
    work, write, write_notebook, folder: Path
) -> None:
    write_notebook("train.ipynb", CELLS)
    cited = service.cite_in_page(
        work, NewCitation(page="pages/a.md", text="# A\n", cited=cited_output("train.ipynb", CELLS, 1))
    )
    write("pages/a.md", cited.text + cited.link)
    write("pages/b.md", "[a](a.md)\n")
    assert compose.check_pages(work).wrong == []
    (folder / "pages/a.md").rename(folder / "pages/c.md")
    report = compose.check_pages(work)
    assert [(one.path, [link.target for link in one.links]) for one in report.wrong] == [("pages/b.md", ["a.md"])]
    assert [one.state for one in compose.page(work, "pages/c.md").citations] == ["current"]


def test_two_people_who_begin_a_page_of_one_title(work, folder: Path) -> None:
    begun = service.new_page(work, NewPage(template="project-charter", title="Churn", about=None))
    again = service.new_page(work, NewPage(template="project-charter", title="Churn", about=None))
    assert begun.path == again.path

    def create(number: int) -> str | None:
        try:
            write_new(folder / "new.md", f"of {number}", "new.md")
        except Invalid as error:
            assert error.message == "new.md is there already."
            return None
        return f"of {number}"

    with ThreadPoolExecutor(8) as threads:
        created = [text for text in threads.map(create, range(8)) if text is not None]
    assert created == [(folder / "new.md").read_text()]


def test_two_pages_of_one_title_one_after_the_other(folder: Path) -> None:
    for _ in range(2):
        assert main(["pages", "new", "Churn", "--project", str(folder)]) == 0
    assert sorted(file.name for file in (folder / "pages").iterdir()) == ["churn-2.md", "churn.md"]


def test_a_page_that_is_not_utf_8_says_in_which_line(work, folder: Path) -> None:
    (folder / "pages").mkdir()
    (folder / "pages/a.md").write_bytes(b"# A\n\nna\xefve\n")
    with pytest.raises(Invalid, match=r"not UTF-8 text \(line 3\)"):
        compose.page(work, "pages/a.md")


def test_a_full_disk_leaves_no_half_page(folder: Path, monkeypatch) -> None:
    def full(file: Path, content: bytes) -> None:
        with file.open("wb") as stream:
            stream.write(content[:2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(Unavailable, match=r"^a.md cannot be written: No space left on device"):
        write_new(folder / "a.md", "# A\n", "a.md")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "path", ["../other-project/cards/x/card.json", "/srv/other/cards/x/card.json", "cards/x/card.json"]
)
def test_a_citation_of_a_card_of_another_project_is_lost(work, write, folder: Path, path: str) -> None:
    card = made(metrics=[CardMetric(name="auc", value=0.87, split="test")])
    asked = CitedMetric(path=path, name="auc", split="test", slice=None)
    other = folder.parent / "other-project/cards/x"
    other.mkdir(parents=True, exist_ok=True)
    (other / "card.json").write_bytes(card_text(card).encode())
    (folder / "cards").mkdir()
    (folder / "cards/x").symlink_to(other)
    cites: dict[str, Cite] = {"key": cite_metric(asked, card, "2026-11-26")}
    write("pages/a.md", with_cites("# A\n", cites))
    (cited,) = compose.page(work, "pages/a.md").citations
    assert (cited.state, cited.now, bool(cited.reason)) == ("lost", None, True)


def test_no_page_is_lost_with_the_folder_beside_it(work, write, write_notebook, folder: Path) -> None:
    write_notebook("train.ipynb", CELLS)
    new = NewCitation(page="pages/a.md", text="# A\n", cited=cited_output("train.ipynb", CELLS, 1))
    made = service.cite_in_page(work, new)
    write("pages/a.md", made.text + made.link)
    content = (folder / "pages/a.md").read_bytes()
    compose.remember_save(work, "pages/a.md", Saved(person=None, live=False, at=now(), before=b"# A\n", after=content))
    (folder / "train.ipynb").rename(folder / "new.ipynb")
    compose.remember_rename(work, "train.ipynb", "new.ipynb")
    before = compose.page(work, "pages/a.md")
    assert [one.state for one in before.citations] == ["moved"]
    assert compose.page_saves(work, "pages/a.md").saves != []
    shutil.rmtree(folder / ".mlcollab")
    registry = Registry(folder, FOLDS, ServerSettings())
    project = registry.at("")
    # Even the notebook that moved is found, by its cell; only who saved is forgotten.
    assert compose.page(joining(project, work.context), "pages/a.md") == before
    assert compose.page_saves(joining(project, work.context), "pages/a.md").saves == []
    registry.close()

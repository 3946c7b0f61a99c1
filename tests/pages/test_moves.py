"""Files that pages cite and link to are found again where they went, and no other file is taken for them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from jupyter_mlcollab.anchors.compose import follow_rename
from jupyter_mlcollab.anchors.documents import documents
from jupyter_mlcollab.cli import main
from jupyter_mlcollab.git import gate
from jupyter_mlcollab.git.repository import Repository
from jupyter_mlcollab.pages import compose, service
from jupyter_mlcollab.pages.about_text import with_moved_about
from jupyter_mlcollab.pages.exporting import export_pages
from jupyter_mlcollab.pages.moves import FoundMoves
from jupyter_mlcollab.pages.schema import KeptCitation, NewCitation
from pages_made_up import cited_output, printed

PAGE = "docs/results.md"
TRAIN: list[Any] = ["# Train", ("print(auc)", printed("0.87\n"))]
LATER: list[Any] = ["# Train", ("print(auc)", printed("0.91\n"))]
OTHER: list[Any] = ["# Other", ("print(rmse)", printed("3.1\n"))]


@pytest.fixture
def cited(work, write, write_notebook) -> str:
    """A page that cites an output of `train.ipynb`, and links to it and to `docs/plan.md`."""
    write_notebook("train.ipynb", TRAIN)
    write("docs/plan.md", "# Plan\n\nWhat we want, and by when.\n")
    new = NewCitation(page=PAGE, text="# Results\n", cited=cited_output("train.ipynb", TRAIN, 1))
    made = service.cite_in_page(work, new)
    return write(PAGE, f"{made.text}\n{made.link}, by [the plan](plan.md)\n")


def rename(work, folder: Path, old: str, new: str) -> None:
    """As when somebody renames it in JupyterLab."""
    outside(folder, old, new)
    compose.remember_rename(work, old, new)
    follow_rename(work, old, new)


def outside(folder: Path, old: str, new: str) -> None:
    (folder / new).parent.mkdir(parents=True, exist_ok=True)
    (folder / old).rename(folder / new)


def states(work) -> list[tuple[str, str, str | None, str | None]]:
    return [(one.state, one.path, one.moved_from, one.now) for one in compose.page(work, PAGE).citations]


MOVED = [("moved", "models/train.ipynb", "train.ipynb", "0.87")]


def test_a_notebook_renamed_in_jupyterlab_without_git_and_without_comments(work, cited, folder: Path) -> None:
    rename(work, folder, "train.ipynb", "models/train.ipynb")
    assert states(work) == MOVED


def test_a_folder_renamed_in_jupyterlab_takes_along_what_pages_name(work, cited, folder: Path) -> None:
    rename(work, folder, "train.ipynb", "early/train.ipynb")
    rename(work, folder, "early", "models")
    assert states(work) == MOVED


def test_a_page_stays_about_a_notebook_that_was_renamed(work, cited, write, folder: Path) -> None:
    write("docs/about.md", '---\nabout: [train.ipynb, "train.ipynb#cell-id=cell-1", ., data/]\n---\n# About\n')
    rename(work, folder, "train.ipynb", "models/train.ipynb")
    near = [(one.path, one.nearness) for one in compose.pages_around(work, "models/train.ipynb").pages]
    assert near == [("docs/about.md", "cell"), ("docs/about.md", "notebook"), (PAGE, "link")]


def test_a_page_renamed_in_jupyterlab(work, cited, folder: Path) -> None:
    rename(work, folder, "docs/plan.md", "docs/goals/plan.md")
    assert [one.path for one in compose.page(work, "docs/goals/plan.md").backlinks] == [PAGE]
    assert [(one.path, one.moved_to) for one in compose.page(work, PAGE).moved] == [
        ("docs/plan.md", "docs/goals/plan.md")
    ]
    (wrong,) = compose.check_pages(work).wrong
    assert [(one.target, one.moved_to) for one in wrong.links] == [("plan.md", "docs/goals/plan.md")]
    shown = compose.link_target(work, "docs/plan.md")
    assert (shown.title, shown.note) == ("Plan", "moved to docs/goals/plan.md")


def test_what_is_forged_or_of_no_page_is_not_remembered(work, cited, write, folder: Path) -> None:
    compose.remember_rename(work, "train.ipynb", "docs/plan.md")
    compose.remember_rename(work, "nothing.ipynb", "other.ipynb")
    write("notes.ipynb", "{}")
    rename(work, folder, "notes.ipynb", "other.ipynb")
    assert work.read(documents) == []


@pytest.mark.parametrize("how", ["committed", "staged", "untold"])
def test_a_notebook_and_a_page_moved_outside_jupyterlab(git, work, cited, folder: Path, how: str) -> None:
    git("add", "--all")
    git("commit", "--quiet", "--message", "First")
    outside(folder, "train.ipynb", "models/train.ipynb")
    outside(folder, "docs/plan.md", "docs/goals/plan.md")
    if how != "untold":
        git("add", "--all")
    if how == "committed":
        git("commit", "--quiet", "--message", "Move")
    assert states(work) == MOVED
    assert [one.path for one in compose.page(work, "docs/goals/plan.md").backlinks] == [PAGE]
    assert [one.path for one in compose.pages_around(work, "models/train.ipynb").pages] == [PAGE]
    (wrong,) = compose.check_pages(work).wrong
    assert [one.state for one in wrong.citations] == ["moved"]
    assert [(one.target, one.moved_to) for one in wrong.links] == [("plan.md", "docs/goals/plan.md")]


def test_a_notebook_moved_without_git_is_told_by_the_cell_that_is_cited(work, cited, folder: Path) -> None:
    outside(folder, "train.ipynb", "models/train.ipynb")
    assert states(work) == MOVED
    assert [one.path for one in compose.pages_around(work, "models/train.ipynb").pages] == [PAGE]


def test_two_notebooks_that_may_be_meant_are_none(work, cited, folder: Path) -> None:
    shutil.copy(folder / "train.ipynb", folder / "copy.ipynb")
    outside(folder, "train.ipynb", "models/train.ipynb")
    assert [one[0] for one in states(work)] == ["lost"]


def test_another_notebook_is_not_taken_for_it(work, cited, write_notebook, folder: Path) -> None:
    write_notebook("other.ipynb", OTHER)
    (folder / "train.ipynb").unlink()
    assert [one[0] for one in states(work)] == ["lost"]


def test_a_new_notebook_in_its_place_is_the_one_that_is_cited(work, cited, write_notebook, folder: Path) -> None:
    rename(work, folder, "train.ipynb", "models/train.ipynb")
    write_notebook("train.ipynb", LATER)
    assert states(work) == [("changed", "train.ipynb", None, "0.91")]


def test_what_moved_and_changed_is_changed(work, cited, write_notebook, folder: Path) -> None:
    rename(work, folder, "train.ipynb", "models/train.ipynb")
    write_notebook("models/train.ipynb", LATER)
    assert states(work) == [("changed", "models/train.ipynb", "train.ipynb", "0.91")]


@pytest.mark.parametrize("note", [None, "It stays."])
def test_to_settle_what_moved_rewrites_link_and_path(work, cited, write, folder: Path, note: str | None) -> None:
    rename(work, folder, "train.ipynb", "a (b)/train 2.ipynb")
    shown = compose.page(work, PAGE)
    key = shown.citations[0].key
    after = compose.keep_citation(work, KeptCitation(page=PAGE, sha256=shown.sha256, key=key, note=note)).text
    assert f"[0.87](../a%20%28b%29/train%202.ipynb#mlc={key}), by [the plan](plan.md)\n" in after
    assert "path: a (b)/train 2.ipynb\n" in after
    write(PAGE, after)
    assert states(work) == [("kept" if note else "current", "a (b)/train 2.ipynb", None, "0.87")]
    assert compose.check_pages(work).wrong == []


ONBOARDING = "---\ntype: onboarding\n---\n# First day\n\n- [ ] Ask for access to the data.\n"


def test_a_page_with_ticks_of_one_s_own_knows_the_names_it_had(work, write, folder: Path) -> None:
    write("docs/new.md", ONBOARDING)
    rename(work, folder, "docs/new.md", "docs/people/first-day.md")
    rename(work, folder, "docs/people", "docs/team")
    former = ["docs/people/first-day.md", "docs/new.md"]
    assert compose.page(work, "docs/team/first-day.md").former_paths == former
    # What is there now has ticks of its own.
    write("docs/new.md", ONBOARDING)
    assert compose.page(work, "docs/team/first-day.md").former_paths == former[:1]
    assert compose.page(work, "docs/new.md").former_paths == []


def test_it_knows_them_from_git_too(git, work, write, folder: Path) -> None:
    write("docs/new.md", ONBOARDING)
    git("add", "--all")
    git("commit", "--quiet", "--message", "First")
    git("mv", "docs/new.md", "docs/first-day.md")
    git("commit", "--quiet", "--message", "Move")
    assert compose.page(work, "docs/first-day.md").former_paths == ["docs/new.md"]
    write("docs/first-day.md", ONBOARDING.replace("onboarding", "plan"))
    assert compose.page(work, "docs/first-day.md").former_paths == []


def test_git_is_asked_for_them_once_for_each_commit(git, work, write, folder: Path, monkeypatch) -> None:
    write("docs/new.md", ONBOARDING)
    git("add", "--all")
    git("commit", "--quiet", "--message", "First")
    asked: list[str] = []
    log = Repository.log
    monkeypatch.setattr(Repository, "log", lambda *given, path: asked.append(path) or log(*given, path=path))
    assert compose.page(work, "docs/new.md").former_paths == []
    assert compose.page(work, "docs/new.md").former_paths == []
    assert asked == ["docs/new.md"]
    git("mv", "docs/new.md", "docs/first-day.md")
    git("commit", "--quiet", "--message", "Move")
    assert [compose.page(work, "docs/first-day.md").former_paths for _ in range(2)] == [["docs/new.md"]] * 2
    git("commit", "--quiet", "--amend", "--message", "Moved")
    assert compose.page(work, "docs/first-day.md").former_paths == ["docs/new.md"]
    assert asked == ["docs/new.md", *["docs/first-day.md"] * 2]


def test_to_accept_what_moved_leaves_the_page_about_it(work, cited, write, folder: Path) -> None:
    about = 'about: [train.ipynb, "train.ipynb#cell-id=cell-1", data/]  # both\n'
    write(PAGE, compose.page(work, PAGE).text.replace("---\n", f"---\n{about}", 1))
    rename(work, folder, "train.ipynb", "a # b/train 2.ipynb")
    shown = compose.page(work, PAGE)
    settled = KeptCitation(page=PAGE, sha256=shown.sha256, key=shown.citations[0].key, note=None)
    write(PAGE, compose.keep_citation(work, settled).text)
    # The journal would follow it: what counts is what the file says by itself.
    after = (folder / PAGE).read_text(encoding="utf-8")
    said = '["a %23 b/train 2.ipynb", "a %23 b/train 2.ipynb#cell-id=cell-1", data/]  # both\n'
    assert f"about: {said}" in after
    assert compose.page(work, PAGE).moved == []
    near = [(one.nearness, one.cell) for one in compose.pages_around(work, "a # b/train 2.ipynb").pages]
    assert near == [("cell", "cell-1"), ("notebook", None)]


@pytest.mark.parametrize(
    ("about", "expected"),
    [
        ("about: a.ipynb\n", "about: new/b.ipynb\n"),
        ("about:\n  - ./a.ipynb\n  - 'a.ipynb#cell-id=1'\n", 'about:\n  - new/b.ipynb\n  - "new/b.ipynb#cell-id=1"\n'),
        ("title: é a.ipynb\nabout: [a.ipynb, aa.ipynb, x/a.ipynb]\n",
         "title: é a.ipynb\nabout: [new/b.ipynb, aa.ipynb, x/a.ipynb]\n"),
        ("tags: [a.ipynb]\nmore:\n  about: a.ipynb\n", "tags: [a.ipynb]\nmore:\n  about: a.ipynb\n"),
        ("about: &it a.ipynb\nother: *it\n", "about: &it a.ipynb\nother: *it\n"),
        ("about: {a.ipynb: 1}\n", "about: {a.ipynb: 1}\n"),
        ("about: a.ipynb\nabout: [\n", "about: a.ipynb\nabout: [\n"),
    ],
)  # fmt: skip
def test_only_what_a_page_is_about_is_rewritten(about: str, expected: str) -> None:
    whole = f"\ufeff---\n{about}---\n[a](a.ipynb) a.ipynb\n"
    assert with_moved_about(whole, "a.ipynb", "new/b.ipynb") == whole.replace(about, expected)


def test_of_two_citations_only_the_one_that_was_not_accepted_is_moved(work, cited, write, folder: Path) -> None:
    again = NewCitation(page=PAGE, text=compose.page(work, PAGE).text, cited=cited_output("train.ipynb", TRAIN, 1))
    made = service.cite_in_page(work, again)
    write(PAGE, f"{made.text}\n{made.link}\n")
    rename(work, folder, "train.ipynb", "models/train.ipynb")
    shown = compose.page(work, PAGE)
    first = KeptCitation(page=PAGE, sha256=shown.sha256, key=shown.citations[0].key, note=None)
    write(PAGE, compose.keep_citation(work, first).text)
    assert states(work) == [("current", "models/train.ipynb", None, "0.87"), *MOVED]


def test_a_link_in_angle_brackets_or_with_a_title_is_rewritten_too(work, cited, write, folder: Path) -> None:
    key = compose.page(work, PAGE).citations[0].key
    text = compose.page(work, PAGE).text.replace(f"](../train.ipynb#mlc={key})", f'](<../train.ipynb#mlc={key}> "so")')
    write(PAGE, f"{text}\n`[x](../train.ipynb#mlc={key})`\n")
    rename(work, folder, "train.ipynb", "models/train.ipynb")
    shown = compose.page(work, PAGE)
    after = compose.keep_citation(work, KeptCitation(page=PAGE, sha256=shown.sha256, key=key, note=None)).text
    assert f'[0.87](<../models/train.ipynb#mlc={key}> "so")' in after


def test_the_command_says_where_it_went(work, cited, folder: Path, capsys) -> None:
    rename(work, folder, "train.ipynb", "models/train.ipynb")
    rename(work, folder, "docs/plan.md", "docs/goals/plan.md")
    for _ in range(2):
        assert main(["pages", "check", "--project", str(folder)]) == 1
        said = capsys.readouterr().out
        assert "moved, train.ipynb to models/train.ipynb Train, output\n" in said
        assert "moved, plan.md to docs/goals/plan.md\n" in said


def test_an_export_leads_to_where_it_went(work, cited, folder: Path) -> None:
    rename(work, folder, "train.ipynb", "models/train.ipynb")
    rename(work, folder, "docs/plan.md", "docs/goals/plan.md")
    made = export_pages(work.files, ["docs"], [PAGE], None, compose.moves_of(work))
    assert made.stale == 1
    assert '<a href="../models/train.ipynb#mlc=' in made.text
    assert "</a> <mark>source moved</mark>" in made.text
    assert '<a href="goals/plan.md">the plan</a>' in made.text


def test_git_and_other_notebooks_are_asked_only_for_what_is_missing(work, cited, folder: Path, monkeypatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(FoundMoves, "by_git", lambda self, files, paths: asked.extend(paths) or {})
    monkeypatch.setattr(FoundMoves, "by_content", lambda self, files, path, cites: asked.append(path))
    monkeypatch.setattr(gate, "run", lambda *arguments: asked.append("git"))
    assert compose.check_pages(work).wrong == []
    assert main(["pages", "check", "--project", str(folder)]) == 0
    compose.page(work, PAGE)
    compose.pages_around(work, "train.ipynb")
    assert asked == []
    (folder / "train.ipynb").unlink()
    assert len(compose.check_pages(work).wrong) == 1
    assert asked == ["train.ipynb", "train.ipynb"]

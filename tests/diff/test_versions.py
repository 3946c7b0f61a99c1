"""The use cases behind choosing a side and listing commits, on real repositories."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_mlcollab.core.errors import NotFound, Unavailable
from jupyter_mlcollab.diff import service
from notebooks_made_up import code, markdown, notebook
from repositories import commit, git, new_repository, save
from test_sides import compare, local, side

FIRST = notebook(markdown("# Train"), code("a = 1\nb = 2"), code("plot()"))
OLD = notebook(markdown("# Train"), code("a = 1\nb = 2\nc = 3"), code("plot()"), code("show()"))
NEW = notebook(markdown("# Train"), code("a = 1\nb = 2\nc = 4"), code("plot()"), code("show()"))


@pytest.fixture
def folder(tmp_path):
    return new_repository(tmp_path / "churn", FIRST)


def test_branches_tags_and_what_is_checked_out(folder):
    git(folder, "branch", "try")
    git(folder, "tag", "v1")
    found = service.versions(local(folder), "train.ipynb")
    assert (found.branch, found.head, found.stages) == ("main", git(folder, "rev-parse", "HEAD"), [0])
    assert {(ref.kind, ref.name) for ref in found.refs} == {("branch", "main"), ("branch", "try"), ("tag", "v1")}
    git(folder, "checkout", "-q", "--detach")
    assert service.versions(local(folder), "other.ipynb").branch is None
    assert service.versions(local(folder), "other.ipynb").stages == []


def test_the_stages_of_a_conflict(folder):
    git(folder, "checkout", "-q", "-b", "theirs")
    commit(folder, notebook(code("theirs")), "Theirs")
    git(folder, "checkout", "-q", "main")
    commit(folder, notebook(code("ours")), "Ours")
    git(folder, "merge", "-q", "theirs", check=False)
    assert service.versions(local(folder), "train.ipynb").stages == [1, 2, 3]


def test_in_a_linked_work_tree_the_branch_is_its_own(folder, tmp_path):
    git(folder, "worktree", "add", "-q", "-b", "side", str(tmp_path / "linked"))
    found = service.versions(local(tmp_path / "linked"), "train.ipynb")
    assert (found.branch, len(found.refs)) == ("side", 2)
    assert len(service.history(local(tmp_path / "linked"), "train.ipynb").commits) == 1


def test_before_the_first_commit_and_without_a_repository(tmp_path):
    (tmp_path / "fresh").mkdir()
    git(tmp_path / "fresh", "init", "-q")
    found = service.versions(local(tmp_path / "fresh"), "train.ipynb")
    assert (found.branch, found.head, found.refs) == ("main", None, [])
    save(tmp_path / "bare", OLD)
    with pytest.raises(NotFound, match="not in a git repository"):
        service.versions(local(tmp_path / "bare"), "train.ipynb")


def test_a_repository_of_somebody_else_says_how_to_mend_that(folder, monkeypatch):
    monkeypatch.setattr("jupyter_mlcollab.git.process._ENVIRONMENT", {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    with pytest.raises(Unavailable, match=r"git config --global --add safe\.directory"):
        service.versions(local(folder), "train.ipynb")


def test_each_commit_of_a_notebook_renamed_twice_is_compared_with_the_one_before(folder: Path):
    commit(folder, OLD, "Longer")
    for before, after, content in (("train", "fit", NEW), ("fit", "learn", OLD)):
        git(folder, "mv", f"{before}.ipynb", f"{after}.ipynb")
        commit(folder, content, f"Rename to {after}", f"{after}.ipynb")
    work = local(folder)
    commits = service.history(work, "learn.ipynb").commits
    assert [(c.earlier_path, c.path) for c in commits] == [
        ("fit.ipynb", "learn.ipynb"),
        ("train.ipynb", "fit.ipynb"),
        ("train.ipynb", "train.ipynb"),
        ("train.ipynb", "train.ipynb"),
    ]
    for each in commits[:2]:
        counts = service.history_counts(work, each.hash, each.path).counts
        assert (counts.changed, counts.added, counts.removed) == (1, 0, 0)
        parent = side("revision", each.earlier_path, revision=f"{each.hash}^")
        answer = compare(work, parent, side("revision", each.path, revision=each.hash))
        assert (answer.counts.changed, answer.counts.added) == (1, 0)
        assert (answer.old.title, answer.new.title) == (answer.old.commit[:7], each.short_hash)


def test_before_the_first_commit_there_is_nothing(folder):
    first = git(folder, "rev-parse", "HEAD")
    answer = compare(local(folder), side("revision", revision=f"{first}^"), side("revision", revision=first))
    assert (answer.old.title, answer.old.missing, answer.counts.added) == ("Nothing", True, 3)
    assert answer.old.problem.sentence == f"{first[:7]} is the first commit."
    with pytest.raises(NotFound):
        compare(local(folder), side("revision", revision="main^"), side("file"))

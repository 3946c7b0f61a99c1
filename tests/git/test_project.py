from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_mlcollab.core.errors import Invalid, NotFound
from jupyter_mlcollab.git.project import ProjectPlace, WalkLimits, find_project, project_paths_below


def test_without_git_the_project_is_the_root(tmp_path):
    place = find_project(tmp_path / "deep" / "train.ipynb", tmp_path)
    assert place == ProjectPlace(tmp_path, tmp_path / ".mlcollab", None)
    assert place.path_of(tmp_path / "deep" / "train.ipynb") == "deep/train.ipynb"


def test_the_work_tree_around_a_file(tmp_path, repository):
    git_folder = repository / ".git"
    expected = ProjectPlace(repository, git_folder / "mlcollab", git_folder)
    for inside in (repository, repository / "train.ipynb", repository / "not" / "yet" / "there.ipynb"):
        assert find_project(inside, tmp_path) == expected
    assert find_project(tmp_path / "loose.ipynb", tmp_path).folder == tmp_path


def test_several_projects_under_one_root(tmp_path, new_repository):
    churn, fraud = new_repository(tmp_path / "churn"), new_repository(tmp_path / "work" / "fraud")
    assert find_project(churn / "train.ipynb", tmp_path).folder == churn
    assert find_project(fraud / "train.ipynb", tmp_path).folder == fraud
    assert project_paths_below(tmp_path) == [churn, fraud]


def test_a_root_inside_the_work_tree(repository):
    root = repository / "notebooks"
    root.mkdir()
    place = find_project(root / "train.ipynb", root)
    assert place.folder == repository
    assert place.path_of(root / "train.ipynb") == "notebooks/train.ipynb"
    assert project_paths_below(root) == []
    with pytest.raises(NotFound):
        find_project(repository / "train.ipynb", root)


def test_what_lies_outside_the_root_has_no_project(tmp_path, repository, new_repository):
    beside = new_repository(tmp_path / "project2")
    (repository / "link").symlink_to(beside)
    for outside in (beside, repository / ".." / "project2", repository / "link" / "train.ipynb", tmp_path):
        with pytest.raises(NotFound):
            find_project(outside, repository)
    with pytest.raises(NotFound):
        find_project(repository, repository).path_of(beside / "train.ipynb")


def test_links_inside_the_root_are_followed(tmp_path, repository):
    (tmp_path / "link").symlink_to(repository)
    place = find_project(tmp_path / "link" / "train.ipynb", tmp_path)
    assert place.folder == repository
    assert place.path_of(tmp_path / "link" / "train.ipynb") == "train.ipynb"
    assert project_paths_below(tmp_path) == [repository]


def test_links_in_circles(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    for bad in (tmp_path / "a" / "x.ipynb", Path("a\0b")):
        with pytest.raises((Invalid, NotFound)):
            find_project(bad, tmp_path)


@pytest.mark.parametrize("relative", [False, True])
def test_a_linked_work_tree_shares_the_journal(tmp_path, repository, git, relative):
    linked = tmp_path / "linked"
    git(repository, "worktree", "add", "-q", str(linked))
    if relative:
        (linked / ".git").write_text("gitdir: ../project/.git/worktrees/linked\n")
    place = find_project(linked / "train.ipynb", tmp_path)
    assert place.folder == linked
    assert place.journal_folder == find_project(repository, tmp_path).journal_folder
    assert place.notice is None


def test_a_linked_work_tree_of_a_bare_repository(tmp_path, repository, git):
    git(tmp_path, "clone", "-q", "--bare", str(repository), "bare.git")
    git(tmp_path / "bare.git", "worktree", "add", "-q", str(tmp_path / "linked"), "main")
    assert find_project(tmp_path / "linked", tmp_path).journal_folder == tmp_path / "bare.git" / "mlcollab"


def test_a_submodule_is_a_project_of_its_own(tmp_path, repository, new_repository, git):
    library = new_repository(tmp_path / "library")
    git(repository, "submodule", "--quiet", "add", str(library), "sub")
    place = find_project(repository / "sub" / "train.ipynb", tmp_path)
    assert place.folder == repository / "sub"
    assert place.git_common == repository / ".git" / "modules" / "sub"
    assert project_paths_below(repository) == [repository, repository / "sub"]


def test_a_git_that_leads_nowhere_is_passed_over_with_a_sentence(tmp_path, repository, git):
    linked = repository / "linked"
    git(tmp_path / "project", "worktree", "add", "-q", str(linked))
    shutil.rmtree(repository / ".git" / "worktrees")
    place = find_project(linked / "train.ipynb", tmp_path)
    assert place.folder == repository
    assert place.notice is not None
    assert "“linked”" in place.notice
    (tmp_path / "empty" / ".git").mkdir(parents=True)
    place = find_project(tmp_path / "empty" / "x.ipynb", tmp_path)
    assert place.folder == tmp_path
    assert place.notice is not None


def test_a_pipe_named_git_does_not_block(tmp_path):
    os.mkfifo(tmp_path / ".git")
    assert find_project(tmp_path / "x.ipynb", tmp_path).git_common is None


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=60) | st.binary(max_size=40).map(lambda tail: b"gitdir: " + tail))
def test_any_git_file_gives_some_project_around_the_file(tmp_path, content):
    (tmp_path / ".git").write_bytes(content)
    place = find_project(tmp_path / "x.ipynb", tmp_path)
    assert (tmp_path / "x.ipynb").is_relative_to(place.folder)
    assert place.journal_folder.parent in (place.git_common, place.folder)


def test_the_walk_is_bounded_and_passes_over_what_is_not_a_project(tmp_path, new_repository):
    for hidden in (".cache", "node_modules", ".venv"):
        new_repository(tmp_path / hidden / "project")
    near, far = new_repository(tmp_path / "1" / "2" / "3" / "4"), new_repository(tmp_path / "1" / "2" / "3" / "b" / "5")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert project_paths_below(tmp_path) == [near]
    assert project_paths_below(tmp_path, WalkLimits(depth=5)) == [near, far]
    assert project_paths_below(tmp_path, WalkLimits(folders=4)) == []
    assert project_paths_below(tmp_path / "gone") == []


def test_the_journal_may_lie_elsewhere(repository, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    place = find_project(repository, repository)
    assert place.with_journal_folder(tmp_path / "fast disk").journal_folder == tmp_path / "fast disk"
    assert place.with_journal_folder("../shared").journal_folder == tmp_path / "shared"
    assert place.with_journal_folder("~/journals").journal_folder == tmp_path / "home" / "journals"
    assert place.with_journal_folder("x").folder == place.folder
    for bad in ("~nobody-of-this-name/x", "a\0b"):
        with pytest.raises(Invalid):
            place.with_journal_folder(bad)

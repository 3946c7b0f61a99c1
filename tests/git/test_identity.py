from __future__ import annotations

import re
from pathlib import Path

from jupyter_mlcollab.git.identity import choose_id
from jupyter_mlcollab.git.project import find_project
from jupyter_mlcollab.git.settings import ProjectSettings, Settings

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def id_of(folder: Path) -> str:
    return choose_id(find_project(folder, folder), Settings())


def is_fresh(folder: Path) -> bool:
    """Whether the folder's project gets another UUID each time it is asked for."""
    first, second = id_of(folder), id_of(folder)
    return bool(UUID.fullmatch(first)) and first != second


def root_of(git, folder: Path) -> str:
    return git(folder, "rev-list", "--max-parents=0", "HEAD")


def test_what_the_settings_say_comes_first(repository):
    place = find_project(repository, repository)
    assert choose_id(place, Settings(ProjectSettings(id="churn"))) == "churn"


def test_clones_and_linked_work_trees_share_the_root_commit(tmp_path, repository, git):
    git(repository, "commit", "-q", "--allow-empty", "-m", "Second")
    git(tmp_path, "clone", "-q", str(repository), "clone")
    git(repository, "worktree", "add", "-q", "--detach", str(tmp_path / "linked"))
    ids = [id_of(folder) for folder in (repository, tmp_path / "clone", tmp_path / "linked")]
    assert ids == [root_of(git, repository)] * 3


def test_stash_and_notes_do_not_count_as_history(repository, git):
    (repository / "new.txt").write_text("untracked\n")
    git(repository, "stash", "-q", "-u")
    git(repository, "notes", "add", "-m", "note")
    assert len(git(repository, "rev-list", "--max-parents=0", "--all").split()) == 3
    assert id_of(repository) == root_of(git, repository)


def test_an_unborn_branch_beside_history(repository, git):
    root = root_of(git, repository)
    git(repository, "symbolic-ref", "HEAD", "refs/heads/not-yet")
    assert id_of(repository) == root


def test_a_commit_replaced_by_one_without_parents_does_not_change_the_id(repository, git):
    root = root_of(git, repository)
    git(repository, "commit", "-q", "--allow-empty", "-m", "Second")
    git(repository, "replace", "HEAD", git(repository, "commit-tree", "-m", "Cut", "HEAD^{tree}"))
    assert root_of(git, repository) != root
    assert id_of(repository) == root


def test_no_git_no_commits_several_roots(tmp_path, repository, git):
    (tmp_path / "plain").mkdir()
    (tmp_path / "new").mkdir()
    git(tmp_path / "new", "init", "-q")
    git(repository, "checkout", "-q", "--orphan", "pages")
    git(repository, "commit", "-q", "-m", "Another root")
    git(repository, "checkout", "-q", "main")
    assert all(is_fresh(folder) for folder in (tmp_path / "plain", tmp_path / "new", repository))


def test_a_shallow_clone_has_no_stable_root(tmp_path, repository, git):
    git(repository, "commit", "-q", "--allow-empty", "-m", "Second")
    git(tmp_path, "clone", "-q", "--depth=1", repository.as_uri(), "shallow")
    assert is_fresh(tmp_path / "shallow")
    git(tmp_path / "shallow", "fetch", "-q", "--unshallow")
    assert id_of(tmp_path / "shallow") == root_of(git, repository)


def test_grafted_history_has_no_stable_root(repository, git):
    git(repository, "commit", "-q", "--allow-empty", "-m", "Second")
    (repository / ".git" / "info").mkdir(exist_ok=True)
    (repository / ".git" / "info" / "grafts").write_text(git(repository, "rev-parse", "HEAD") + "\n")
    assert is_fresh(repository)


def test_without_git_installed_there_is_an_id_all_the_same(repository, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert is_fresh(repository)

"""The names of commits that a person can choose from."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_mlcollab.core.errors import NotFound
from jupyter_mlcollab.git import refs
from jupyter_mlcollab.git.project import find_project
from jupyter_mlcollab.git.refs import Ref, list_refs
from jupyter_mlcollab.git.repository import Repository


def opened(folder: Path) -> Repository:
    return Repository(find_project(folder, folder))


def names(found: list[Ref]) -> list[tuple[str, str]]:
    return [(ref.kind, ref.name) for ref in found]


def test_branches_and_tags_with_their_commits(git, repository):
    head = git(repository, "rev-parse", "HEAD")
    git(repository, "branch", "feature/ü")
    git(repository, "tag", "light")
    git(repository, "tag", "-a", "v1.0", "-m", "The first\n\nIn full.")
    found = {ref.name: ref for ref in list_refs(opened(repository))}
    assert set(found) == {"main", "feature/ü", "light", "v1.0"}
    assert {ref.commit for ref in found.values()} == {head}
    assert [(found[name].kind, found[name].subject) for name in ("main", "light", "v1.0")] == [
        ("branch", "First"),
        ("tag", "First"),
        ("tag", "The first"),
    ]


def test_branches_of_other_repositories_without_their_default(git, repository, tmp_path):
    git(tmp_path, "clone", "-q", str(repository), "copy")
    assert names(list_refs(opened(tmp_path / "copy"))) == [("branch", "main"), ("remote", "origin/main")]


def test_what_leads_to_no_commit_is_left_out(git, repository):
    tree = git(repository, "rev-parse", "HEAD^{tree}")
    git(repository, "update-ref", "refs/tags/tree", tree)
    git(repository, "tag", "-a", "tagged-tree", tree, "-m", "A tree")
    git(repository, "symbolic-ref", "refs/heads/alias", "refs/heads/main")
    assert names(list_refs(opened(repository))) == [("branch", "main")]


def test_a_name_that_is_taken_twice_still_names_one_commit(git, repository):
    git(repository, "tag", "main")
    git(repository, "commit", "-q", "--allow-empty", "-m", "Second")
    with_git = opened(repository)
    assert {ref.kind: with_git.commit(ref.name) == ref.commit for ref in list_refs(with_git)} == {
        "branch": True,
        "tag": True,
    }


def test_a_name_that_is_no_utf_8_is_left_out(git, repository):
    head = git(repository, "rev-parse", "HEAD")
    packed = repository / ".git" / "packed-refs"
    packed.write_bytes(f"{head} refs/heads/".encode() + b"\xff\xfe\n")
    assert names(list_refs(opened(repository))) == [("branch", "main")]


def test_the_newest_of_each_kind_when_there_are_too_many(git, repository, monkeypatch):
    monkeypatch.setattr(refs, "MAX_REFS", 2)
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2001-01-01T00:00:00Z")
    for name in ("a", "b", "c"):
        git(repository, "tag", "-a", name, "-m", name)
        monkeypatch.setenv("GIT_COMMITTER_DATE", f"200{ord(name) % 9}-02-02T00:00:00Z")
    found = list_refs(opened(repository))
    times = [ref.at for ref in found if ref.kind == "tag"]
    assert names(found)[0] == ("branch", "main")
    assert len(times) == 2
    assert times == sorted(times, reverse=True)


def test_nothing_is_run_that_the_repository_configures(git, repository, tmp_path):
    proof = tmp_path / "ran"
    for name in ("core.fsmonitor", "core.pager", "core.sshCommand"):
        git(repository, "config", name, f"touch {proof}")
    assert names(list_refs(opened(repository))) == [("branch", "main")]
    assert not proof.exists()


def test_without_commits_and_without_a_repository(git, tmp_path):
    (tmp_path / "fresh").mkdir()
    git(tmp_path / "fresh", "init", "-q")
    assert list_refs(opened(tmp_path / "fresh")) == []
    (tmp_path / "plain").mkdir()
    with pytest.raises(NotFound):
        list_refs(opened(tmp_path / "plain"))

"""Versions of a file that git knows, in the kinds of repositories people have."""

from __future__ import annotations

from pathlib import Path

import pytest

from jupyter_mlcollab.core.errors import Invalid, NotFound, Unavailable
from jupyter_mlcollab.git.history import file_history
from jupyter_mlcollab.git.project import find_project
from jupyter_mlcollab.git.repository import Repository

LIMIT = 1000


def opened(folder: Path) -> Repository:
    return Repository(find_project(folder, folder))


def commit(git, folder: Path, message: str, **files: str) -> str:
    for name, content in files.items():
        (folder / f"{name}.ipynb").write_text(content)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def test_a_file_is_read_in_any_commit_by_hash(git, repository):
    first = git(repository, "rev-parse", "HEAD")
    second = commit(git, repository, "Second", train='{"a": 1}')
    with_git = opened(repository)
    blobs = [with_git.blob_at(each, "train.ipynb") for each in (first, second)]
    assert [with_git.read(blob, LIMIT) for blob in blobs] == [b"{}\n", b'{"a": 1}']
    assert with_git.blob_at(first, "other.ipynb") is None
    with_git.close()


def test_a_folder_or_link_is_no_file(git, repository):
    (repository / "notebooks").mkdir()
    (repository / "notebooks" / "a.ipynb").write_text("{}")
    (repository / "link.ipynb").symlink_to("train.ipynb")
    head = commit(git, repository, "Folder and link")
    for path, kind in (("notebooks", "a folder"), ("link.ipynb", "a link")):
        with pytest.raises(Invalid, match=kind):
            opened(repository).blob_at(head, path)
    with pytest.raises(Invalid):
        opened(repository).blob_at(head, "../train.ipynb")


def test_many_revisions_and_files_are_asked_for_at_once(git, repository):
    first = git(repository, "rev-parse", "HEAD")
    (repository / "data").mkdir()
    second = commit(git, repository, "Second", **{f"data/{number}": "{}" for number in range(250)})
    git(repository, "tag", "v1")
    with_git = opened(repository)
    asked = ["v1", first[:9], "HEAD^", "nothing", "HEAD:train.ipynb", "-x", "a\nHEAD", ""]
    assert with_git.commits(asked) == {"v1": second, first[:9]: first, "HEAD^": first}
    paths = [f"data/{number}.ipynb" for number in range(260)]
    assert list(with_git.missing(second, paths)) == paths[250:]
    assert with_git.missing(second, ["data", "train.ipynb", ".git/config"]) == {"data": "a folder", ".git/config": ""}
    assert not with_git.is_shallow()


def test_a_folder_that_is_shown_hides_what_is_beside_it(git, repository):
    (repository / "shown").mkdir()
    (repository / "shown" / "a.ipynb").write_text("{}")
    head = commit(git, repository, "A folder")
    with_git = Repository(find_project(repository, repository), repository / "shown")
    assert with_git.blob_at(head, "shown/a.ipynb")
    assert with_git.staged("shown/a.ipynb")
    assert [one.subject for one in file_history(with_git, "shown/a.ipynb", None, 5).commits] == ["A folder"]
    assert with_git.missing(head, ["shown/a.ipynb", "train.ipynb"]) == {"train.ipynb": ""}
    assert with_git.changed(git(repository, "rev-parse", "HEAD^"), head) == ["shown/a.ipynb"]
    for look in (
        lambda path: with_git.blob_at(head, path), with_git.staged, lambda path: with_git.earlier_name(head, path),
        lambda path: file_history(with_git, path, None, 5),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            look("train.ipynb")
        with pytest.raises(NotFound):
            look("shownbeside.ipynb")


def test_head_of_a_repository_without_commits_and_detached(git, repository, tmp_path):
    (tmp_path / "fresh").mkdir()
    git(tmp_path / "fresh", "init", "-q")
    assert opened(tmp_path / "fresh").head() is None
    assert file_history(opened(tmp_path / "fresh"), "train.ipynb", None, 5).commits == []
    head = git(repository, "rev-parse", "HEAD")
    assert (opened(repository).head(), opened(repository).branch()) == (head, "main")
    git(repository, "checkout", "-q", "--detach")
    assert (opened(repository).head(), opened(repository).branch()) == (head, None)


def test_without_git_it_says_so(tmp_path):
    with pytest.raises(NotFound, match="not in a git repository"):
        opened(tmp_path).head()


def test_the_stages_of_a_conflict_and_what_both_have_in_common(git, repository):
    base = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "-q", "-b", "theirs")
    theirs = commit(git, repository, "Theirs", train="theirs\n")
    git(repository, "checkout", "-q", "main")
    ours = commit(git, repository, "Ours", train="ours\n")
    git(repository, "merge", "theirs", check=False)
    with_git = opened(repository)
    staged = {stage: with_git.read(blob, LIMIT) for stage, blob in with_git.staged("train.ipynb").items()}
    assert staged == {1: b"{}\n", 2: b"ours\n", 3: b"theirs\n"}
    assert with_git.merge_base(ours, theirs) == base
    git(repository, "checkout", "-q", "-f", "--orphan", "other")
    unrelated = commit(git, repository, "Other")
    with pytest.raises(NotFound, match="no commit in common"):
        with_git.merge_base(ours, unrelated)


def test_a_linked_work_tree_and_a_submodule_like_folder_read_their_own_index(git, repository, tmp_path):
    linked = tmp_path / "linked"
    git(repository, "worktree", "add", "-q", str(linked), "-b", "side")
    commit(git, linked, "Side", train="side\n")
    with_git = opened(linked)
    assert with_git.branch() == "side"
    assert with_git.read(with_git.staged("train.ipynb")[0], LIMIT) == b"side\n"
    assert [c.subject for c in file_history(with_git, "train.ipynb", None, 9).commits] == ["Side", "First"]


def test_a_renamed_file_is_found_under_its_earlier_name(git, repository):
    commit(git, repository, "Text", train="\n".join(f"line {n}" for n in range(40)))
    before = git(repository, "rev-parse", "HEAD")
    git(repository, "mv", "train.ipynb", "fit ü.ipynb")
    assert opened(repository).earlier_name(before, "fit ü.ipynb") == "train.ipynb"
    after = commit(git, repository, "Rename")
    assert opened(repository).earlier_name(before, "fit ü.ipynb") == "train.ipynb"
    assert opened(repository).earlier_name(before, "fit ü.ipynb", after) == "train.ipynb"
    assert opened(repository).earlier_name(before, "other.ipynb") is None


def test_history_follows_renames_page_by_page_and_stays_in_step(git, repository):
    text = "\n".join(f"line {n}" for n in range(40))
    commit(git, repository, "Text\n\nMore\x1e words", train=text)
    commit(git, repository, "Elsewhere", other="{}")
    git(repository, "mv", "train.ipynb", "fit.ipynb")
    commit(git, repository, "Rename \x1e \x1b[31m")
    commit(git, repository, "Last", fit=text + "\nend")
    first = file_history(opened(repository), "fit.ipynb", None, 2)
    assert [(c.subject, c.path, c.author) for c in first.commits] == [
        ("Last", "fit.ipynb", "Ana"),
        ("Rename \x1e \x1b[31m", "fit.ipynb", "Ana"),
    ]
    commit(git, repository, "Later", fit=text + "\nlater")
    second = file_history(opened(repository), "fit.ipynb", first.next, 2)
    assert [(c.subject, c.path) for c in second.commits] == [("Text", "train.ipynb"), ("First", "train.ipynb")]
    assert second.next is None
    for nonsense in ("x", "1", "-1.main", "1." + "0" * 39, "--all"):
        with pytest.raises(Invalid):
            file_history(opened(repository), "fit.ipynb", nonsense, 2)


def test_changed_files_by_what_they_are_compared_with(git, repository):
    first = git(repository, "rev-parse", "HEAD")
    second = commit(git, repository, "Second", other="{}")
    (repository / "train.ipynb").write_text("saved\n")
    with_git = opened(repository)
    assert with_git.changed(None) == ["train.ipynb"]
    assert sorted(with_git.changed(first)) == ["other.ipynb", "train.ipynb"]
    assert with_git.changed(first, second) == ["other.ipynb"]
    assert with_git.changed_in_index(second) == []
    git(repository, "add", "train.ipynb")
    assert (with_git.changed(None), with_git.changed_in_index(second)) == ([], ["train.ipynb"])


def test_parents(git, repository):
    first = git(repository, "rev-parse", "HEAD")
    second = commit(git, repository, "Second")
    assert (opened(repository).parent(second), opened(repository).parent(first)) == (first, None)


def test_a_repository_of_somebody_else_says_how_to_mend_that(repository, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    # Git only listens to this in its own tests unless the variable reaches it, so it is handed through.
    monkeypatch.setattr("jupyter_mlcollab.git.process._ENVIRONMENT", {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    with pytest.raises(Unavailable, match=r"safe\.directory"):
        opened(repository).commit("HEAD")


def test_tracked_files_below_a_folder_hidden_ones_too(git, repository):
    for name in ("data/a.csv", ".env", "database.csv", "data/:(top)x.csv", "b\u00fcro.csv"):
        (repository / name).parent.mkdir(exist_ok=True)
        (repository / name).write_text("a")
    (repository / "link.csv").symlink_to("database.csv")
    git(repository, "add", "-A")
    (repository / "untracked.csv").write_text("a")
    with_git = opened(repository)
    assert with_git.tracked() == [
        ".env",
        "b\u00fcro.csv",
        "data/:(top)x.csv",
        "data/a.csv",
        "database.csv",
        "train.ipynb",
    ]
    assert with_git.tracked("data") == ["data/:(top)x.csv", "data/a.csv"]
    assert with_git.tracked(":(top)") == with_git.tracked("none") == []


def test_what_is_staged_is_read_as_it_is_staged(git, repository, tmp_path):
    (repository / ".env").write_text("staged")
    (repository / "gone.csv").write_text("a")
    commit(git, repository, "Second", other="1")
    (repository / "new.csv").write_text("staged")
    (repository / "other.ipynb").write_text("staged")
    (repository / "link.csv").symlink_to("new.csv")
    git(repository, "rm", "-q", "gone.csv")
    git(repository, "add", "-A")
    (repository / "new.csv").write_text("saved")
    with_git = opened(repository)
    staged = with_git.staged_contents()
    assert sorted(staged) == ["new.csv", "other.ipynb"]
    assert {with_git.read(blob, LIMIT) for blob in staged.values()} == {b"staged"}
    with_git.close()
    (tmp_path / "first").mkdir()
    git(tmp_path / "first", "init", "-q")
    assert opened(tmp_path / "first").staged_contents() == {}
    (tmp_path / "first" / ".env").write_text("a")
    git(tmp_path / "first", "add", "-A")
    assert list(opened(tmp_path / "first").staged_contents()) == [".env"]

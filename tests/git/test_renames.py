from __future__ import annotations

import random
from pathlib import Path

import pytest

from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.git import gate
from jupyter_mlcollab.git.process import start
from jupyter_mlcollab.git.project import find_project
from jupyter_mlcollab.git.renames import renames_in_git


def text(seed: int, lines: int = 40) -> str:
    source = random.Random(seed)
    return "".join(f"{source.getrandbits(64):x}\n" for _ in range(lines))


@pytest.fixture
def project(tmp_path, new_repository) -> Path:
    return new_repository(tmp_path / "project", {"a.ipynb": text(1), "other.ipynb": text(2)})


def move(git, folder: Path, source: str, target: str, commit: bool = True) -> None:
    (folder / target).parent.mkdir(parents=True, exist_ok=True)
    git(folder, "mv", "--", source, target)
    if commit:
        git(folder, "commit", "-q", "-m", "Move")


def where(folder: Path, path: str) -> str | None:
    return renames_in_git(find_project(folder, folder), [path]).get(path)


@pytest.mark.parametrize(
    "target", ["b.ipynb", "deep/er/b.ipynb", "q\"u'o$(x)\te.ipynb".replace("\t", " "), "ünï—.ipynb", "-x.ipynb"]
)
def test_a_committed_rename(project, git, target):
    move(git, project, "a.ipynb", target)
    assert where(project, "a.ipynb") == target


def test_a_name_with_a_line_feed_is_no_path_of_ours_and_confuses_nothing(project, git):
    move(git, project, "other.ipynb", "line\nfeed.ipynb", commit=False)
    move(git, project, "a.ipynb", "b.ipynb")
    assert where(project, "other.ipynb") is None
    assert where(project, "a.ipynb") == "b.ipynb"


def test_a_staged_rename(project, git):
    move(git, project, "a.ipynb", "b.ipynb", commit=False)
    assert where(project, "a.ipynb") == "b.ipynb"


def test_a_move_git_was_not_told_of(project):
    (project / "a.ipynb").rename(project / "b.ipynb")
    assert where(project, "a.ipynb") == "b.ipynb"
    (project / "b.ipynb").write_text(text(1) + "more")
    assert where(project, "a.ipynb") is None


def test_a_move_git_was_not_told_of_to_one_of_several_files(project):
    (project / "copy.ipynb").write_text(text(1))
    (project / "a.ipynb").rename(project / "b.ipynb")
    assert where(project, "a.ipynb") is None


def test_a_link_is_not_where_a_file_went(project):
    (project / "a.ipynb").rename(project / ".hidden.ipynb")
    (project / "b.ipynb").symlink_to(project / ".hidden.ipynb")
    assert where(project, "a.ipynb") is None


def test_several_renames_with_rewriting_between(project, git):
    move(git, project, "a.ipynb", "b.ipynb")
    (project / "b.ipynb").write_text(text(3))
    git(project, "commit", "-q", "-a", "-m", "Rewrite")
    move(git, project, "b.ipynb", "c.ipynb", commit=False)
    assert where(project, "a.ipynb") == "c.ipynb"


def test_taken_away_in_one_commit_and_back_in_another(project, git):
    content = (project / "a.ipynb").read_text()
    git(project, "rm", "-q", "a.ipynb")
    git(project, "commit", "-q", "-m", "Remove")
    (project / "b.ipynb").write_text(content)
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "Add")
    assert where(project, "a.ipynb") == "b.ipynb"


def test_a_name_used_twice_follows_its_last_file(project, git):
    move(git, project, "a.ipynb", "old.ipynb")
    (project / "a.ipynb").write_text(text(5))
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "Begin again")
    move(git, project, "a.ipynb", "new.ipynb", commit=False)
    assert where(project, "a.ipynb") == "new.ipynb"
    git(project, "commit", "-q", "-m", "Move")
    assert where(project, "a.ipynb") == "new.ipynb"
    (project / "new.ipynb").rename(project / "unseen.ipynb")
    assert where(project, "a.ipynb") == "unseen.ipynb"


def test_a_file_that_came_and_went_on_a_branch_merged_in(project, git):
    git(project, "checkout", "-q", "-b", "side")
    git(project, "commit", "-q", "--allow-empty", "-m", "Side")
    git(project, "checkout", "-q", "main")
    (project / "new.ipynb").write_text(text(7))
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "Add")
    move(git, project, "new.ipynb", "b.ipynb")
    git(project, "checkout", "-q", "side")
    git(project, "merge", "-q", "--no-edit", "main")
    assert where(project, "new.ipynb") == "b.ipynb"


def test_what_is_deleted_has_gone_nowhere(project, git):
    git(project, "rm", "-q", "a.ipynb")
    git(project, "commit", "-q", "-m", "Remove")
    assert where(project, "a.ipynb") is None
    assert where(project, "never.ipynb") is None


@pytest.mark.parametrize("target", ["a.txt", ".hidden/a.ipynb"])
def test_another_ending_or_a_hidden_place_is_no_answer(project, git, target):
    move(git, project, "a.ipynb", target)
    assert where(project, "a.ipynb") is None


def test_a_different_notebook_is_not_taken_for_it(project, git):
    half = (project / "a.ipynb").read_text().splitlines(keepends=True)[:22]
    git(project, "rm", "-q", "a.ipynb")
    (project / "b.ipynb").write_text("".join(half) + text(9, 18))
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "Replace")
    assert "R05" in git(project, "show", "-M50%", "--name-status", "--format=")
    assert where(project, "a.ipynb") is None


def test_the_answer_is_a_file_that_is_there(project, git):
    move(git, project, "a.ipynb", "b.ipynb")
    (project / "b.ipynb").unlink()
    assert where(project, "a.ipynb") is None
    (project / "b.ipynb").symlink_to(project / "other.ipynb")
    assert where(project, "a.ipynb") is None


def test_in_a_linked_work_tree(project, git, tmp_path):
    git(project, "worktree", "add", "-q", str(tmp_path / "linked"))
    move(git, tmp_path / "linked", "a.ipynb", "b.ipynb", commit=False)
    assert where(tmp_path / "linked", "a.ipynb") == "b.ipynb"
    assert where(project, "a.ipynb") is None


def test_no_git_no_commits_bad_paths(tmp_path, git, project):
    plain = tmp_path / "plain"
    plain.mkdir()
    assert where(plain, "a.ipynb") is None
    git(plain, "init", "-q")
    assert where(plain, "a.ipynb") is None
    for bad in ("", "../a.ipynb", "/a.ipynb", ".git/config", "a\nb"):
        with pytest.raises(Invalid):
            where(project, bad)


@pytest.mark.parametrize("how", ["committed", "staged", "untold"])
def test_for_many_files_git_is_started_no_oftener_than_for_one(project, git, monkeypatch, how):
    names = [f"{number}.ipynb" for number in range(30)]
    for number, name in enumerate(names):
        (project / name).write_text(text(100 + number))
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "Add")
    (project / "moved").mkdir()
    for name in names:
        (project / name).rename(project / "moved" / name)
    if how != "untold":
        git(project, "add", "-A")
    if how == "committed":
        git(project, "commit", "-q", "-m", "Move")
    place, starts = find_project(project, project), []
    monkeypatch.setattr(gate, "start", lambda *arguments, **more: (starts.append(1), start(*arguments, **more))[1])
    assert renames_in_git(place, names[:1]) == {names[0]: f"moved/{names[0]}"}
    for_one = len(starts)
    assert renames_in_git(place, names) == {name: f"moved/{name}" for name in names}
    assert 0 < for_one == len(starts) - for_one


def test_files_that_went_in_commits_of_their_own_are_each_found(project, git):
    move(git, project, "a.ipynb", "b.ipynb")
    move(git, project, "other.ipynb", "elsewhere.ipynb")
    went = renames_in_git(find_project(project, project), ["a.ipynb", "other.ipynb", "never.ipynb"])
    assert went == {"a.ipynb": "b.ipynb", "other.ipynb": "elsewhere.ipynb"}


def test_two_files_that_changed_places_are_where_they_are(project, git):
    move(git, project, "a.ipynb", "third.ipynb")
    move(git, project, "other.ipynb", "a.ipynb")
    move(git, project, "third.ipynb", "b.ipynb")
    assert where(project, "other.ipynb") == "a.ipynb"

from __future__ import annotations

import pytest

from jupyter_mlcollab.core.errors import NotFound
from jupyter_mlcollab.git import people
from jupyter_mlcollab.git.people import Author


def commit_as(git, repository, name: str, email: str) -> None:
    git(repository, "-c", f"user.name={name}", "-c", f"user.email={email}", "commit", "-q", "--allow-empty", "-m", "x")


def test_newest_first_once_per_address_as_the_mailmap_says(repository, git):
    commit_as(git, repository, "bo", "bo@old.example")
    commit_as(git, repository, 'Zoë "Z" <b>Ünal</b>', "zoe@example.org")
    commit_as(git, repository, "Ana Maria", "ANA@example.org")
    (repository / ".mailmap").write_text("Bo Berg <bo@example.org> <bo@old.example>\n")
    assert people.authors(repository) == [
        Author("Ana Maria", "ANA@example.org"),
        Author('Zoë "Z" bÜnal/b', "zoe@example.org"),
        Author("Bo Berg", "bo@example.org"),
    ]


def test_authors_of_other_branches_count(repository, git):
    git(repository, "checkout", "-q", "-b", "side")
    commit_as(git, repository, "Bo", "bo@example.org")
    git(repository, "checkout", "-q", "main")
    assert {author.name for author in people.authors(repository)} == {"Ana", "Bo"}


def test_only_the_last_commits_are_looked_at(repository, git, monkeypatch):
    monkeypatch.setattr(people, "MAX_COMMITS", 1)
    commit_as(git, repository, "Bo", "bo@example.org")
    assert people.authors(repository) == [Author("Bo", "bo@example.org")]


def test_nobody_yet_and_no_repository(tmp_path, git):
    with pytest.raises(NotFound):
        people.authors(tmp_path)
    git(tmp_path, "init", "-q")
    assert people.authors(tmp_path) == []


def test_the_person_at_this_computer(repository, tmp_path, git, own_configuration):
    assert people.user_name(tmp_path) == Author("Ana", "ana@example.org")
    git(repository, "config", "user.name", "Ana at work")
    assert people.user_name(repository) == Author("Ana at work", "ana@example.org")
    own_configuration.write_text("[user]\n\temail = ana@example.org\n")
    assert people.user_name(tmp_path) is None

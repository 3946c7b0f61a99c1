"""Projects: found again by id whatever else lies below the server's root, and by the id their journal has."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jupyter_mlcollab.access import project as projects
from jupyter_mlcollab.access.project import ServerSettings
from jupyter_mlcollab.access.registry import Registry
from jupyter_mlcollab.core.errors import NotFound, Unavailable
from jupyter_mlcollab.rooms import FOLDS

MakeRegistry = Callable[[Path], Registry]


@pytest.fixture
def registry_of() -> Iterator[MakeRegistry]:
    made: list[Registry] = []

    def make(root: Path) -> Registry:
        made.append(Registry(root, FOLDS, ServerSettings()))
        return made[-1]

    yield make
    for registry in made:
        registry.close()


def repository(folder: Path) -> Path:
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    return folder


def written_by_another_program(registry: Registry) -> str:
    project = registry.at("")
    project.journal.write(lambda transaction: transaction.put_person("ana", b"{}")).result(20)
    return project.id


def test_a_project_takes_the_id_of_the_journal_that_another_program_made_first(tmp_path, registry_of):
    here, other = registry_of(tmp_path), registry_of(tmp_path)
    before = here.at("").id
    made = written_by_another_program(other)
    assert made != before
    assert here.at("").id == made
    assert here.by_id(made).journal.read(lambda reader: reader.people()) == [b"{}"]


def test_a_browser_that_still_has_the_first_id_is_told_that_there_is_no_such_project(tmp_path, registry_of):
    here, other = registry_of(tmp_path), registry_of(tmp_path)
    before = here.at("").id
    written_by_another_program(other)
    with pytest.raises(NotFound):
        here.by_id(before)


def test_a_project_that_cannot_be_opened_keeps_no_other_out(tmp_path, registry_of):
    broken = repository(tmp_path / "a") / ".git" / "mlcollab" / "journal.db"
    broken.parent.mkdir()
    broken.write_bytes(b"no database" * 1000)
    repository(tmp_path / "b")
    fine = registry_of(tmp_path)
    made = registry_of(tmp_path / "b")
    found = written_by_another_program(made)
    assert fine.by_id(found).place.folder == tmp_path / "b"
    with pytest.raises(Unavailable):
        fine.by_id("nobody-knows-this")


def test_a_folder_for_the_journal_that_is_no_path_is_told_and_stops_nobody(tmp_path, registry_of):
    (tmp_path / "mlcollab.toml").write_text('[journal]\nfolder = "~nobody-has-this-name/journal"\n', encoding="utf-8")
    described = registry_of(tmp_path).at("").describe()
    assert described.settings_problem is not None


WHO = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")


@pytest.fixture
def clones(tmp_path):
    """A folder with two clones of one repository, `a` and `b`."""
    first = repository(tmp_path / "a")
    subprocess.run(["git", *WHO, "commit", "-q", "--allow-empty", "-m", "Begin"], cwd=first, check=True)
    subprocess.run(["git", "clone", "-q", str(first), str(tmp_path / "b")], check=True)
    return tmp_path


def key_of(registry, folder):
    return registry.at(folder).describe().id


def test_two_clones_below_one_root_keep_their_comments_apart(clones, registry_of):
    registry = registry_of(clones)
    a, b = registry.at("a"), registry.at("b")
    assert a.id == b.id
    assert a.describe().id != b.describe().id
    assert registry.by_id(a.describe().id) is a
    assert registry.by_id(b.describe().id) is b


def test_a_key_means_the_same_clone_whichever_was_opened_first(clones, registry_of):
    before, after = registry_of(clones), registry_of(clones)
    keys = {folder: key_of(before, folder) for folder in ("a", "b")}
    assert {folder: key_of(after, folder) for folder in ("b", "a")} == keys
    fresh = registry_of(clones)
    assert fresh.by_id(keys["b"]).place.folder == clones / "b", "found without having been opened"


def test_two_work_trees_of_one_repository_have_keys_of_their_own_and_share_a_journal(clones, registry_of):
    subprocess.run(["git", "worktree", "add", "-q", str(clones / "c")], cwd=clones / "a", check=True)
    registry = registry_of(clones)
    a, c = registry.at("a"), registry.at("c")
    assert a.journal.path == c.journal.path
    assert a.key != c.key


def test_the_project_around_the_server_keeps_its_plain_id_as_key(clones, registry_of):
    (clones / "a" / "notebooks").mkdir()
    around = registry_of(clones / "a" / "notebooks").at("")
    assert around.key == around.id


def test_a_link_made_where_the_server_started_in_the_project_is_understood_where_it_starts_above(clones, registry_of):
    inside = key_of(registry_of(clones / "a"), "")
    above = registry_of(clones)
    with pytest.raises(NotFound):
        above.by_id(inside)  # Either clone might be meant.
    shutil.rmtree(clones / "b")
    assert above.by_id(inside).place.folder == clones / "a"


def test_a_project_whose_folder_was_renamed_is_found_by_its_old_key(clones, registry_of):
    shutil.rmtree(clones / "b")
    registry = registry_of(clones)
    old = key_of(registry, "a")
    registry.by_id(old).journal.write(lambda transaction: transaction.put_person("ana", b"{}")).result(20)
    (clones / "a").rename(clones / "renamed")
    found = registry.by_id(old)
    assert found.place.folder == clones / "renamed"
    assert found.journal.read(lambda reader: reader.people()) == [b"{}"]


def test_a_project_that_git_is_slow_to_tell_about_keeps_no_other_waiting(clones, registry_of, monkeypatch):
    asked, answer = threading.Event(), threading.Event()
    choose = projects.choose_id

    def slow(place, settings):
        if place.folder.name == "a":
            asked.set()
            assert answer.wait(20)
        return choose(place, settings)

    monkeypatch.setattr(projects, "choose_id", slow)
    registry = registry_of(clones)
    with ThreadPoolExecutor(3) as pool:
        waiting = [pool.submit(registry.at, "a") for _ in range(2)]
        assert asked.wait(20)
        try:
            assert pool.submit(lambda: registry.by_id(registry.at("b").key)).result(10).place.folder.name == "b"
        finally:
            answer.set()
        first, second = (future.result(20) for future in waiting)
    assert first is second


def test_a_registry_that_was_closed_opens_nothing_more(tmp_path, registry_of):
    registry = registry_of(tmp_path)
    registry.close()
    with pytest.raises(Unavailable):
        registry.at("")

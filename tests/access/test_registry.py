"""Projects: found again by id whatever else lies below the server's root, and by the id their journal has."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jupyter_mlcollab.access.registry import Registry, ServerSettings
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


def test_two_clones_below_one_root_keep_their_comments_apart(tmp_path, registry_of):
    first = repository(tmp_path / "a")
    who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
    subprocess.run(["git", *who, "commit", "-q", "--allow-empty", "-m", "Begin"], cwd=first, check=True)
    subprocess.run(["git", "clone", "-q", str(first), str(tmp_path / "b")], check=True)
    registry = registry_of(tmp_path)
    a, b = registry.at("a"), registry.at("b")
    assert a.id == b.id
    assert a.describe().id != b.describe().id
    assert registry.by_id(a.describe().id) is a
    assert registry.by_id(b.describe().id) is b

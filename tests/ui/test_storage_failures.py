"""The place where comments are kept fails: the notebook opens, runs and saves, and what was typed stays."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from stage.api import Conversation
from stage.disk import Disk, small_disk
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING

UNAVAILABLE = "status of 503"


@pytest.fixture
def disk(project: Project) -> Iterator[Disk]:
    with small_disk(project.journal) as disk:
        yield disk


@pytest.fixture
def ana(ana: Person) -> Iterator[Person]:
    """Her browser logs each answer that tells of the failure."""
    with ana.tolerating(UNAVAILABLE):
        yield ana


def works_as_ever(person: Person, project: Project, path: str) -> None:
    """Opens, runs and saves."""
    person.wait_for_kernel()
    person.replace_source(4, "print('still runs')")
    person.page.keyboard.press("Control+Enter")
    expect(person.cell(4).locator(".jp-OutputArea-output")).to_contain_text("still runs")
    person.save()
    assert project.cells(path)[4]["source"] == ["print('still runs')"]


def cannot_send(person: Person, sentence: str) -> None:
    person.add(3)
    person.write("Keep me")
    person.composer.get_by_role("button", name="Comment", exact=True).click()
    expect(person.show_panel()).to_contain_text("Not sent yet")
    expect(person.panel).to_contain_text("Keep me")
    expect(person.panel).to_contain_text(sentence)


def send_again(person: Person, talk: Conversation) -> None:
    person.retry()
    expect(person.marker(3)).to_have_accessible_name("1 comment")
    assert "Keep me" in talk.said()


def test_disk_full(lab: Lab, project: Project, disk: Disk, ana: Person) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    talk.start("bo", "Before", 1)
    disk.fill()
    ana.open(path, kernel=True)
    expect(ana.marker(1)).to_have_text("1")
    cannot_send(ana, "disk")
    works_as_ever(ana, project, path)
    disk.make_room()
    send_again(ana, talk)
    assert sorted(talk.said()) == ["Before", "Keep me"]


def test_read_only(lab: Lab, project: Project, disk: Disk, ana: Person) -> None:
    path = project.add("train.ipynb")
    disk.protect()
    ana.open(path, kernel=True)
    talk = Conversation(lab, project, path)
    cannot_send(ana, "written")
    works_as_ever(ana, project, path)
    disk.unprotect()
    send_again(ana, talk)


def test_database_removed_while_running(lab: Lab, project: Project, ana: Person) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    talk.start("bo", "Before", 1)
    ana.open(path, kernel=True)
    expect(ana.marker(1)).to_have_text("1")
    kept = shutil.move(project.journal, project.folder.parent / f"{project.name}-backup")
    ana.add(3)
    ana.write("Keep me")
    ana.composer.get_by_role("button", name="Comment", exact=True).click()
    works_as_ever(ana, project, path)
    expect(ana.show_panel()).to_contain_text("Keep me")
    expect(ana.panel).to_contain_text("Put it back from a backup")
    shutil.rmtree(project.journal, ignore_errors=True)
    shutil.move(kept, project.journal)
    send_again(ana, talk)
    assert "Before" in talk.said()

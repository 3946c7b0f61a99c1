"""The newest cards are found without reading the others, once a process has read them all before."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cards_made_up import made
from jupyter_mlcollab.cards.ages import FILE, CardAges
from jupyter_mlcollab.cards.compose import listed_cards
from jupyter_mlcollab.cards.listing import ReadCards
from jupyter_mlcollab.git.files import ProjectFiles
from jupyter_mlcollab.git.project import ProjectPlace, find_project

LONG_AGO = 1_700_000_000


class CountedFiles(ProjectFiles):
    """Files that say which of them were read."""

    def __init__(self, place: ProjectPlace) -> None:
        super().__init__(place)
        self.read_paths: list[str] = []

    def read_stamped(self, path: str, size_bytes: int) -> bytes | None:
        self.read_paths.append(path.split("/")[-2])
        return super().read_stamped(path, size_bytes)


@pytest.fixture
def place(folder: Path) -> ProjectPlace:
    return find_project(folder, folder)


@pytest.fixture
def add(put, folder: Path) -> Callable[..., Path]:
    """Puts a card that was made in a minute of an hour, into a file that was written long ago."""

    def add(name: str, minute: int, written: int = LONG_AGO) -> Path:
        file = folder / put(made(created=datetime(2026, 1, 1, 0, minute, tzinfo=UTC)), name)
        os.utime(file, (written, written))
        return file

    return add


def newest(place: ProjectPlace, most: int) -> tuple[list[str], list[str], int]:
    """The names of the newest cards, and of those that were read for it, in a process that has read nothing yet."""
    files = CountedFiles(place)
    rows, count = ReadCards().newest(files, "cards", CardAges(place), most)
    return [row.path.split("/")[-2] for row in rows], sorted(files.read_paths), count


def keep(place: ProjectPlace) -> None:
    kept = ReadCards()
    kept.rows(ProjectFiles(place), "cards")
    kept.keep(CardAges(place))


def test_only_the_newest_are_read(place, add):
    for minute, name in enumerate(("a", "b", "c", "d")):
        add(name, minute)
    assert newest(place, 2) == (["d", "c"], ["a", "b", "c", "d"], 4)
    keep(place)
    assert newest(place, 2) == (["d", "c"], ["c", "d"], 4)
    assert newest(place, 9) == (["d", "c", "b", "a"], ["a", "b", "c", "d"], 4)


def test_a_card_that_came_or_was_changed_is_read_and_one_that_went_is_gone(place, add):
    for minute, name in enumerate(("a", "b", "c", "d")):
        add(name, minute)
    keep(place)
    add("new", 30)
    add("a", 20, LONG_AGO + 60)
    add("d", 1).unlink()
    assert newest(place, 2) == (["new", "a"], ["a", "new"], 4)


def test_what_was_written_a_moment_ago_or_cannot_be_read_is_read_again(place, add, folder: Path):
    add("a", 1)
    os.utime(add("fresh", 0))
    bad = folder / "cards/bad/card.json"
    bad.parent.mkdir()
    bad.write_text("{", encoding="utf-8")
    os.utime(bad, (LONG_AGO, LONG_AGO))
    keep(place)
    assert newest(place, 1) == (["a"], ["a", "bad", "fresh"], 3)
    assert newest(place, 3)[0] == ["a", "fresh", "bad"]


@pytest.mark.parametrize("damage", [b"", b"noise", b"\x91" * 2_000])
def test_a_damaged_memory_is_no_memory(place, add, damage: bytes):
    add("a", 1)
    add("b", 2)
    keep(place)
    (place.journal_folder / FILE).write_bytes(damage)
    assert newest(place, 1) == (["b"], ["a", "b"], 2)
    CardAges(place)._file.write(damage)
    assert newest(place, 1) == (["b"], ["a", "b"], 2)


def test_the_list_leaves_it_for_the_next_process(place, add, as_):
    for minute, name in enumerate(("a", "b", "c")):
        add(name, minute)
    listed_cards(as_("ana"))
    assert newest(place, 1) == (["c"], ["c"], 3)


def test_a_process_that_has_read_all_reads_nothing_again(place, add):
    for minute, name in enumerate(("a", "b", "c")):
        add(name, minute)
    files, kept = CountedFiles(place), ReadCards()
    everything = kept.rows(files, "cards")
    files.read_paths.clear()
    assert kept.newest(files, "cards", CardAges(place), 2) == (everything[:2], 3)
    assert files.read_paths == []

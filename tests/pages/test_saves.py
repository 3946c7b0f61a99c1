"""Who saved a page between its commits: what is kept of it, for how long, and how much."""

from __future__ import annotations

import itertools
import os
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from jupyter_mlcollab.access import project
from jupyter_mlcollab.core.errors import Invalid, NotFound
from jupyter_mlcollab.core.people import Person
from jupyter_mlcollab.pages import saves as saves_module
from jupyter_mlcollab.pages.compose import page_save, page_saves, remember_rename, remember_save
from jupyter_mlcollab.pages.saves import FOLDER, Saved

PATH = "pages/a.md"
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
ANA = Person(username="ana", display_name="Ana", initials="A", color=None, avatar_url=None, verified=True)
BO = msgspec.structs.replace(ANA, username="bo", display_name="Bo", initials="B")


@pytest.fixture
def save(work, monkeypatch):
    """Saves a page's text over another one, some minutes after noon."""
    monkeypatch.setattr(project, "SETTINGS_SECONDS", -1)

    def put(
        before: str | None, after: str, minutes: float = 0, person: Person | None = ANA, *, path: str = PATH
    ) -> None:
        content = [None if text is None else text.encode() for text in (before, after)]
        at = NOON + timedelta(minutes=minutes)
        remember_save(work, path, Saved(person=person, live=False, at=at, before=content[0], after=content[1] or b""))

    return put


def listed(work, path: str = PATH) -> list[tuple[str | None, str, str | None, str]]:
    """Who saved when, what was there before and after, newest first."""
    found = []
    for one in page_saves(work, path).saves:
        version = page_save(work, path, one.number)
        name = one.person.display_name if one.person else None
        found.append((name, f"{one.at:%H:%M}", version.before, version.text))
    return found


def test_who_saved_what_is_known(work, save):
    save(None, "one\n")
    save("one\n", "one\ntwo é\n", 1, BO)
    save("one\ntwo é\n", "three\n", 2, None)
    assert listed(work) == [
        (None, "12:02", "one\ntwo é\n", "three\n"),
        ("Bo", "12:01", "one\n", "one\ntwo é\n"),
        ("Ana", "12:00", None, "one\n"),
    ]


def test_what_one_person_saves_within_minutes_is_one_save(work, save):
    save("a", "ab")
    save("ab", "abc", 5)
    save("abc", "abcd", 9)
    # Ten minutes after the first, a new one begins.
    save("abcd", "abcde", 10)
    assert listed(work) == [("Ana", "12:10", "abcd", "abcde"), ("Ana", "12:09", "a", "abcd")]
    began = [f"{one.began:%H:%M}" for one in page_saves(work, PATH).saves]
    assert began == ["12:10", "12:00"]


def test_what_changed_elsewhere_between_two_saves_is_no_part_of_them(work, save):
    save("a", "ab")
    save("by git", "by git and Ana", 1)
    assert listed(work) == [("Ana", "12:01", "by git", "by git and Ana"), ("Ana", "12:00", "a", "ab")]


def test_a_save_that_changes_nothing_is_none(work, save):
    save("a", "a")
    assert listed(work) == []


def test_only_pages_and_only_texts_are_kept(work, save, folder):
    save("a", "b", path="other/a.md")
    save("a", "b", path="pages/a.txt")
    remember_save(work, PATH, Saved(person=ANA, live=False, at=NOON, before=b"a", after=b"\xff\xfe"))
    assert [listed(work, path) for path in ("other/a.md", "pages/a.txt", PATH)] == [[], [], []]
    assert not (folder / ".mlcollab").exists()


def test_of_a_page_so_many_are_kept_as_the_project_says(work, save, write):
    write("mlcollab.toml", "[pages]\nsaves = 3\n")
    for number in range(6):
        save(f"{number}", f"{number + 1}", number * 11)
    assert [text for *_, text in listed(work)] == ["6", "5", "4"]
    with pytest.raises(NotFound, match="not kept any more"):
        page_save(work, PATH, 1)


def test_none_are_kept_where_the_project_says_so(work, save, write, folder):
    write("mlcollab.toml", "[pages]\nsaves = 0\n")
    save("a", "b")
    assert listed(work) == []
    assert not (folder / ".mlcollab").exists()


def test_long_pages_take_no_more_than_their_room(work, save, monkeypatch):
    monkeypatch.setattr(saves_module, "LIMIT_BYTES", 5_000)
    texts = [os.urandom(500).hex() for _ in range(20)]
    for number, (before, after) in enumerate(itertools.pairwise(texts)):
        save(before, after, number * 11)
    kept = listed(work)
    assert 3 <= len(kept) < 19
    assert kept[0][3] == texts[-1]


def test_all_pages_take_no_more_than_their_room(work, save, monkeypatch):
    monkeypatch.setattr(saves_module, "LIMIT_ALL_BYTES", 10_000)
    for number in range(20):
        save("", os.urandom(500).hex(), path=f"pages/{number}.md")
    kept = [number for number in range(20) if listed(work, f"pages/{number}.md")]
    assert kept[-1] == 19
    assert 5 <= len(kept) < 20


def test_saves_follow_what_is_renamed(work, save, write):
    write("pages/new/a.md", "b")
    save("a", "b", path="pages/old/a.md")
    save("a", "b", path="pages/older.md")
    remember_rename(work, "pages/old", "pages/new")
    assert listed(work, "pages/old/a.md") == []
    assert listed(work, "pages/new/a.md") == [("Ana", "12:00", "a", "b")]
    assert listed(work, "pages/older.md") != []


def test_damage_loses_no_more_than_the_saves(work, save, folder):
    save("a", "b")
    (file,) = (one for one in (folder / ".mlcollab" / FOLDER).iterdir() if len(one.name) == 32)
    file.write_bytes(file.read_bytes()[:-1])
    assert listed(work) == []
    save("b", "c", 1)
    assert [text for *_, text in listed(work)] == ["c"]


def test_where_nothing_can_be_written_nothing_is_kept(work, save, folder):
    (folder / ".mlcollab").write_text("in the way", encoding="utf-8")
    save("a", "b")
    assert listed(work) == []


def test_a_path_out_of_the_project_is_refused(work):
    with pytest.raises(Invalid):
        page_saves(work, "../a.md")
    with pytest.raises(Invalid):
        page_save(work, "../a.md", 1)

"""Edits of one page brought together: as git does it, and so that no line is lost, however saves come."""

from __future__ import annotations

import itertools
import random
import subprocess
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tornado.web import HTTPError

from jupyter_mlcollab.pages.merging import merge_page
from jupyter_mlcollab.pages.schema import MergedPart, PageVersions
from jupyter_mlcollab.web.saves import REPLACES, Saves

NO_WORK = None


def parts_of(base: str, ours: str, theirs: str) -> list[MergedPart]:
    return merge_page(NO_WORK, PageVersions(base=base, ours=ours, theirs=theirs)).parts


def text_of(parts: list[MergedPart]) -> str | None:
    """The merged text; None where somebody has to decide."""
    lines = [part.lines for part in parts]
    return None if None in lines else "\n".join(itertools.chain.from_iterable(lines))


def test_edits_in_different_places_come_together():
    parts = parts_of("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nd\ne\n")
    assert text_of(parts) == "A\nb\nc\nd\ne\n"


def test_edits_in_one_place_are_shown_with_what_stands_around_them():
    parts = parts_of("a\nb\nc\nd\ne", "a\nb\nmine\nd\nE", "a\nb\nhers\nd\ne")
    assert [(part.lines, part.base, part.ours, part.theirs) for part in parts] == [
        (["a", "b"], [], [], []),
        (None, ["c"], ["mine"], ["hers"]),
        (["d", "E"], [], [], []),
    ]


def test_the_end_of_the_last_line_is_an_edit_like_another():
    assert text_of(parts_of("a\nb\nc", "a\nb\nc\n", "A\nb\nc")) == "A\nb\nc\n"
    assert text_of(parts_of("a", "a", "")) == ""


def cite(key: str) -> str:
    return f"  {key}:\n    path: a.ipynb\n    said: |-\n      two\n\n      lines\n    anchor: '{{}}'\n"


HEAD, TAIL = "---\ntitle: A\n", "---\n\nText\n"


@pytest.mark.parametrize("before", ["", "cites:\n" + cite("aaaaaa")])
def test_two_who_cite_at_once_both_do(before):
    cites = before or "cites:\n"
    base, ours, theirs = (HEAD + one + TAIL for one in (before, cites + cite("111111"), cites + cite("222222")))
    assert text_of(parts_of(base, ours, theirs)) == HEAD + cites + cite("111111") + cite("222222") + TAIL


def test_two_who_write_the_same_citation_differently_decide():
    ours = cite("111111")
    theirs = ours.replace("lines", "words")
    assert text_of(parts_of(HEAD + TAIL, *(f"{HEAD}cites:\n{one}{TAIL}" for one in (ours, theirs)))) is None


def test_what_only_looks_like_a_citation_is_a_conflict():
    assert text_of(parts_of("a\nb", "a\n  one:\nb", "a\n  two:\nb")) is None


def by_git(folder: Path, *texts: str) -> tuple[str, bool]:
    files = [folder / name for name in ("ours", "base", "theirs")]
    for file, text in zip(files, texts, strict=True):
        file.write_text(text, encoding="utf-8")
    done = subprocess.run(["git", "merge-file", "-p", *files], capture_output=True, text=True, check=False)
    return done.stdout, done.returncode == 0


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(0, 12), edits=st.integers(0, 4))
def test_lines_come_together_as_git_brings_them(seed, count, edits):
    chance = random.Random(seed)
    names = (f"line {number}\n" for number in itertools.count())
    base = [next(names) for _ in range(count)]

    def edited() -> str:
        lines = list(base)
        for _ in range(edits):
            at = chance.randint(0, len(lines))
            lines[at : at + chance.randint(0, 1)] = [next(names) for _ in range(chance.randint(0, 2))]
        return "".join(lines)

    ours, theirs = edited(), edited()
    merged = text_of(parts_of("".join(base), ours, theirs))
    with TemporaryDirectory() as folder:
        expected, is_clean = by_git(Path(folder), ours, "".join(base), theirs)
    assert merged == (expected if is_clean else None)


class Disk:
    """One file, which every save compares before it writes."""

    def __init__(self, folder: str, text: str) -> None:
        self.file = Path(folder) / "plan.md"
        self.file.write_text(text, encoding="utf-8")
        self._saves = Saves(".md", lambda path, visitor: lambda saved: None)

    def _get_os_path(self, path: str) -> str:
        return str(self.file.parent / path)

    def read(self) -> str:
        return self.file.read_text(encoding="utf-8")

    def write(self, text: str, instead_of: str) -> bool:
        """Whether it was written, and nobody had written something else meanwhile."""
        digest = sha256(instead_of.encode()).hexdigest()
        try:
            self._saves.begin({REPLACES: digest}, "plan.md", self)
        except HTTPError:
            return False
        self.file.write_text(text, encoding="utf-8")
        self._saves.end(str(self.file), {"path": self.file.name})
        return True


class Writer:
    """Somebody with the page open: what they see of the disk they merge, and save over nothing else."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.base = self.text = self.seen = disk.read()
        self.conflict: list[MergedPart] = []

    def look(self) -> None:
        self.seen = self.disk.read()

    def save(self) -> None:
        parts = parts_of(self.base, self.text, self.seen)
        merged = text_of(parts)
        self.conflict = parts if merged is None else []
        if merged is not None:
            self.text, self.base = merged, self.seen
            if self.disk.write(merged, self.seen):
                self.base = self.seen = merged

    def decide(self, chance: random.Random) -> set[str]:
        """The lines that the person chose not to have."""
        if not self.conflict:
            return set()
        before = self.shown
        lines: list[str] = []
        for part in parts_of(self.base, self.text, self.seen):
            both = part.ours + part.theirs
            lines += part.lines if part.lines is not None else chance.choice((part.ours, part.theirs, both))
        self.text, self.base, self.conflict = "\n".join(lines), self.seen, []
        return (before | set(self.seen.split("\n"))) - set(lines)

    @property
    def shown(self) -> set[str]:
        listed = [[*(part.lines or []), *part.ours, *part.theirs] for part in self.conflict]
        return set(self.text.split("\n")).union(*listed)


STEPS = ("write", "write", "delete", "look", "save", "save", "decide")


@settings(max_examples=150, deadline=None)
@given(
    seed=st.integers(0, 2**32),
    steps=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(STEPS)), min_size=10, max_size=60),
)
def test_no_line_is_lost_however_three_people_save(seed, steps):
    """Reading and writing are steps of their own, so that others save between them."""
    chance = random.Random(seed)
    names = (f"line {number}" for number in itertools.count())
    begun = [next(names) for _ in range(6)]
    deleted: set[str] = set()
    with TemporaryDirectory() as folder:
        disk = Disk(folder, "\n".join(begun))
        writers = [Writer(disk) for _ in range(3)]
        written = set(begun)
        for who, step in [*steps, *((who, step) for who in (0, 1, 2, 0, 1, 2) for step in ("look", "save"))]:
            writer = writers[who]
            lines = writer.text.split("\n")
            match step:
                case "write":
                    line = next(names)
                    written.add(line)
                    lines.insert(chance.randint(0, len(lines)), line)
                    writer.text = "\n".join(lines)
                case "delete" if len(lines) > 1:
                    deleted.add(lines.pop(chance.randrange(len(lines))))
                    writer.text = "\n".join(lines)
                case "decide":
                    deleted |= writer.decide(chance)
                case "look":
                    writer.look()
                case "save":
                    writer.save()
            assert written - deleted <= set(disk.read().split("\n")).union(*(one.shown for one in writers))
        shown = [one.shown for one in writers if one.conflict]
        assert written - deleted <= set(disk.read().split("\n")).union(*shown)

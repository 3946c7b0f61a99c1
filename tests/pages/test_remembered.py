"""A check in a new process: what an earlier one found is used while it holds, and never otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import msgspec
import pytest

from jupyter_mlcollab import __version__
from jupyter_mlcollab.cli import main
from jupyter_mlcollab.git.files import ProjectFiles
from jupyter_mlcollab.git.project import ProjectPlace
from jupyter_mlcollab.pages import compose, remembered, service
from jupyter_mlcollab.pages.remembered import check_project
from jupyter_mlcollab.pages.report import PagesReport
from jupyter_mlcollab.pages.schema import NewCitation
from pages_made_up import Unmoved, cited_output, printed

PAGE = "pages/results.md"
TRAIN: list[Any] = ["# Train", ("print(auc)", printed("0.87\n"))]
LATER: list[Any] = ["# Train", ("print(auc)", printed("0.91\n"))]


class CountedFiles(ProjectFiles):
    """Files that know which notebooks were parsed and which pages were read."""

    def __init__(self, place: ProjectPlace) -> None:
        super().__init__(place)
        self.notebooks: list[str] = []
        self.pages: list[str] = []

    def read_notebook(self, path: str) -> Any:
        self.notebooks.append(path)
        return super().read_notebook(path)

    def read_stamped(self, path: str, size_bytes: int) -> bytes | None:
        self.pages.append(path)
        return super().read_stamped(path, size_bytes)


@pytest.fixture
def place(work, write, write_notebook, folder: Path) -> ProjectPlace:
    """A project whose page cites an output, written long ago."""
    write_notebook("train.ipynb", TRAIN)
    new = NewCitation(page=PAGE, text="# Results\n", cited=cited_output("train.ipynb", TRAIN, 1))
    cited = service.cite_in_page(work, new)
    write(PAGE, cited.text + cited.link + "\n")
    write("docs/other.md", "# Other\n\n[train](../train.ipynb)\n")
    for file in (PAGE, "docs/other.md", "train.ipynb"):
        aged(folder / file)
    return work.place


def aged(file: Path, seconds: int = 3_600) -> None:
    then = time.time_ns() - seconds * 1_000_000_000
    os.utime(file, ns=(then, then))


def check(place: ProjectPlace, below: str = "") -> tuple[PagesReport, CountedFiles]:
    files = CountedFiles(place)
    return check_project(place, files, ["pages", "docs"], below, lambda: Unmoved(files), lambda then: {}), files


def wrong(found: PagesReport) -> list[str]:
    return [page.path for page in found.wrong]


def test_what_holds_is_not_read_again(place) -> None:
    first, read = check(place)
    assert (first.pages, first.citations, wrong(first)) == (2, 1, [])
    assert (read.notebooks, sorted(read.pages)) == (["train.ipynb"], ["docs/other.md", PAGE])
    second, read = check(place)
    assert second == first
    assert (read.notebooks, read.pages) == ([], [])


def test_a_new_stamp_alone_changes_nothing(place, folder) -> None:
    check(place)
    for file in (PAGE, "train.ipynb"):
        aged(folder / file, 60)
    found, read = check(place)
    assert (wrong(found), read.notebooks, read.pages) == ([], [], [])


def test_a_changed_notebook_makes_its_pages_looked_at_again(place, write_notebook) -> None:
    check(place)
    write_notebook("train.ipynb", LATER)
    found, read = check(place)
    assert (wrong(found), read.pages) == ([PAGE], [PAGE])
    assert found.wrong[0].citations[0].now == "0.91"
    assert check(place)[0] == found
    write_notebook("train.ipynb", TRAIN)
    assert wrong(check(place)[0]) == []


def test_what_was_just_written_is_looked_at_though_its_stamp_is_the_same(place, folder, write_notebook) -> None:
    write_notebook("train.ipynb", TRAIN)
    stamp = (folder / "train.ipynb").stat()
    check(place)
    write_notebook("train.ipynb", LATER)
    os.utime(folder / "train.ipynb", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert (folder / "train.ipynb").stat().st_size == stamp.st_size
    assert wrong(check(place)[0]) == [PAGE]


def test_files_that_come_and_go_are_seen(place, folder, write, write_notebook) -> None:
    check(place)
    (folder / "train.ipynb").unlink()
    found = check(place)[0]
    assert wrong(found) == ["docs/other.md", PAGE]
    assert check(place)[0] == found
    write_notebook("train.ipynb", TRAIN)
    write("docs/new.md", "[gone](gone.md)\n")
    assert wrong(check(place)[0]) == ["docs/new.md"]
    (folder / "docs/new.md").unlink()
    found = check(place)[0]
    assert (found.pages, wrong(found)) == (2, [])


def test_a_part_of_the_pages_leaves_the_rest_remembered(place) -> None:
    check(place)
    found, _ = check(place, "docs")
    assert (found.pages, found.citations) == (1, 0)
    assert check(place)[1].notebooks == []


def test_what_cannot_be_read_is_said_each_time(place, folder) -> None:
    (folder / "pages/bad.md").write_bytes(b"\xff")
    (folder / "pages/large.md").write_bytes(b"a" * (5 * 1024**2 + 1))
    first = check(place)[0]
    assert wrong(first) == ["pages/bad.md", "pages/large.md"]
    assert check(place)[0] == first


def sealed(body: bytes) -> bytes:
    return f"mlcollab pages check 1 {__version__}\n".encode() + sha256(body).digest() + body


DAMAGES = {
    "empty": lambda content: b"",
    "cut": lambda content: content[: len(content) // 2],
    "one bit": lambda content: content[:-5] + bytes([content[-5] ^ 1]) + content[-4:],
    "another version": lambda content: content.replace(b"check 1 ", b"check 0 ", 1),
    "noise": lambda content: os.urandom(5_000),
    "deep": lambda content: sealed(b"\x91" * 2_000_000),
    "huge array": lambda content: sealed(b"\xdd\xff\xff\xff\xff"),
    "other types": lambda content: sealed(msgspec.msgpack.encode([{"pages/results.md": "x"}, []])),
    "numbers": lambda content: sealed(msgspec.msgpack.encode([{"a": [[2**64 - 1, -1], "x" * 65]}, {}])),
    "nothing known": lambda content: sealed(msgspec.msgpack.encode([{}, {}])),
    "not text": lambda content: sealed(b"\x92\x81\xa1\xff\x92\xc0\xa0\x80"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_memory_is_made_anew_without_a_word(place, folder, write_notebook, capsys, damage: str) -> None:
    check(place)
    write_notebook("train.ipynb", LATER)
    file = place.journal_folder / remembered.FILE
    file.write_bytes(DAMAGES[damage](file.read_bytes()))
    assert wrong(check(place)[0]) == [PAGE]
    aged(folder / "train.ipynb")
    check(place)
    found, read = check(place)
    assert (wrong(found), read.notebooks) == ([PAGE], [])
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("kind", ["link", "pipe", "folder"])
def test_a_memory_that_is_no_plain_file_is_passed_over(place, folder, kind: str) -> None:
    check(place)
    file, kept = place.journal_folder / remembered.FILE, folder / "kept"
    file.rename(kept)
    before = kept.read_bytes()
    {"link": lambda: file.symlink_to(kept), "pipe": lambda: os.mkfifo(file), "folder": file.mkdir}[kind]()
    found, read = check(place)
    assert (wrong(found), read.notebooks) == ([], ["train.ipynb"])
    assert kept.read_bytes() == before


def test_without_a_folder_to_write_in_it_works_all_the_same(place) -> None:
    # A file where the folder should be keeps even an administrator from writing there.
    place.journal_folder.write_text("")
    assert check(place)[0] == check(place)[0]
    assert check(place)[1].notebooks == ["train.ipynb"]


def test_nothing_is_remembered_in_a_folder_that_could_be_committed(place, folder) -> None:
    inside = ProjectPlace(folder, folder / "data", folder / ".git")
    check(inside)
    assert not (folder / "data").exists()
    check(ProjectPlace(folder, folder / ".git/mlcollab", folder / ".git"))
    assert (folder / ".git/mlcollab" / remembered.FILE).exists()


def _many(place: ProjectPlace, times: int) -> list[list[str]]:
    return [wrong(check(place)[0]) for _ in range(times)]


def test_several_processes_at_once_do_not_disturb_each_other(place, write) -> None:
    write("docs/broken.md", "[gone](gone.md)\n")
    with get_context("fork").Pool(3) as pool:
        found = pool.starmap(_many, [(place, 10)] * 3)
    assert found == [[["docs/broken.md"]] * 10] * 3
    assert [file.name for file in place.journal_folder.iterdir()] == [remembered.FILE]
    assert check(place)[1].notebooks == []


def test_the_command_says_what_the_server_says(place, work, folder, write_notebook, capsys) -> None:
    write_notebook("train.ipynb", LATER)
    for _ in range(2):
        assert main(["pages", "check", "--project", str(folder), "--json"]) == 1
        assert capsys.readouterr().out.encode() == msgspec.json.encode(compose.check_pages(work)) + b"\n"
    assert main(["pages", "check", "--project", str(folder / "nowhere")]) == 1
    assert "There is no folder" in capsys.readouterr().err


def test_a_check_that_finds_nothing_changed_loads_nothing_that_reads_pages(place, folder) -> None:
    check(place)
    script = (
        "import sys; from jupyter_mlcollab.cli import main\n"
        "status = main(['pages', 'check', '--project', sys.argv[1]])\n"
        "print(status, *sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", script, folder], check=True, capture_output=True, text=True)
    status, *loaded = run.stdout.splitlines()[-1].split()
    assert (status, "jupyter_mlcollab.pages.remembered" in loaded) == ("0", True)
    assert {"yaml", "rapidfuzz", "sqlalchemy", "tornado", "jupyter_mlcollab.pages.sources"} & set(loaded) == set()

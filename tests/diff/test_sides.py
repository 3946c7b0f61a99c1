"""The use cases on real repositories: what each side is, and that no notebook is too broken to be shown."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from jupyter_mlcollab.access.work import Local
from jupyter_mlcollab.core.errors import CollabError, Invalid, NotFound, Unavailable
from jupyter_mlcollab.diff import service
from jupyter_mlcollab.diff.aside import Aside
from jupyter_mlcollab.diff.kept import Comparisons
from jupyter_mlcollab.diff.options import Options
from jupyter_mlcollab.diff.reading import read_notebook
from jupyter_mlcollab.diff.schema import CompareRequest, Comparison
from jupyter_mlcollab.diff.sides import find_side, read_side
from jupyter_mlcollab.git.files import ProjectFiles
from jupyter_mlcollab.git.project import find_project
from jupyter_mlcollab.git.repository import Repository
from jupyter_mlcollab.git.settings import Settings
from notebooks_made_up import code, markdown, notebook
from repositories import commit, git, new_repository, save

OLD = notebook(markdown("# Train"), code("a = 1\nb = 2"), code("plot()"))
NEW = notebook(markdown("# Train"), code("a = 1\nb = 3"), code("plot()"), code("new"))


@pytest.fixture
def folder(tmp_path):
    return new_repository(tmp_path / "churn", OLD)


def local(folder: Path, shown: Path | None = None) -> Local:
    place, held = find_project(folder, folder), {}
    context = SimpleNamespace(login="ana", gone=lambda: False)
    return Local(
        context, ProjectFiles(place, shown), Repository(place), lambda kind: held.setdefault(kind, kind()), Settings
    )


def side(kind: str, path: str = "train.ipynb", **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "path": path, **fields}


def compare(work: Local, old: dict[str, Any], new: dict[str, Any], **fields: Any) -> Comparison:
    request = msgspec.convert({"old": old, "new": new, **fields}, CompareRequest)
    read = [read_side(find_side(work, each)) for each in (request.old, request.new)]
    answer = service.compare_read(work, *read, request)
    msgspec.json.encode(answer)
    return answer


def test_the_saved_notebook_against_a_revision(folder):
    save(folder, NEW)
    answer = compare(local(folder), side("revision", revision="HEAD"), side("file"))
    assert (answer.old.title, answer.new.title, answer.old.commit) == (
        "HEAD",
        "Saved",
        git(folder, "rev-parse", "HEAD"),
    )
    assert [row.status for row in answer.rows] == ["same", "changed", "same", "added"]
    assert (answer.rows[1].kinds, answer.rows[1].added_lines, answer.rows[1].removed_lines) == (["source"], 1, 1)
    assert answer.rows[1].heading == "Train"
    assert msgspec.to_builtins(answer.counts) == {"changed": 1, "added": 1, "removed": 0, "moved": 0, "unchanged": 2}


def test_every_kind_of_side(folder):
    first = git(folder, "rev-parse", "HEAD")
    git(folder, "checkout", "-q", "-b", "side")
    commit(folder, NEW, "Second")
    git(folder, "checkout", "-q", "main")
    commit(folder, notebook(code("other")), "Third")
    save(folder, OLD, ".ipynb_checkpoints/train-checkpoint.ipynb")
    sides = {
        "a1": side("revision", revision=first[:8]),
        "tag": side("revision", revision="side"),
        "base": side("merge_base", one="main", other="side"),
        "staged": side("index", stage=0),
        "checkpoint": side("checkpoint", checkpoint=None),
        "live": side("live", content=json.dumps(NEW)),
    }
    work = local(folder)
    found = {
        name: read_side(find_side(work, msgspec.convert({"old": s, "new": s}, CompareRequest).old))
        for name, s in sides.items()
    }
    assert {name: each.info.cell_count for name, each in found.items()} == {
        "a1": 3, "tag": 4, "base": 3, "staged": 1, "checkpoint": 3, "live": 4,
    }  # fmt: skip
    assert found["base"].info.commit == found["a1"].info.commit == first
    assert found["a1"].info.title == first[:7]


def test_the_sides_of_a_real_conflict_and_the_file_with_its_markers(folder):
    git(folder, "checkout", "-q", "-b", "theirs")
    commit(folder, notebook(markdown("# Train"), code("theirs")), "Theirs")
    git(folder, "checkout", "-q", "main")
    commit(folder, notebook(markdown("# Train"), code("ours")), "Ours")
    git(folder, "merge", "theirs", check=False)
    work = local(folder)
    answer = compare(work, side("index", stage=2), side("index", stage=3))
    assert (answer.old.title, answer.new.title, answer.form) == ("Ours", "Theirs", "notebook")
    broken = compare(work, side("index", stage=2), side("file"))
    assert broken.form == "text"
    assert "conflict markers" in broken.new.problem.sentence and broken.new.problem.line > 1
    assert "<<<<<<<" in broken.text.new and broken.text.lines
    missing = compare(work, side("index", stage=0), side("index", stage=2))
    assert missing.old.missing and "ours" in missing.old.problem.sentence


def test_a_linked_work_tree_and_a_server_that_shows_a_sub_folder(folder, tmp_path):
    commit(folder, OLD, "Deeper", "deep/er/fit.ipynb")
    git(folder, "worktree", "add", "-q", str(tmp_path / "linked"), "-b", "side")
    save(tmp_path / "linked", NEW, "deep/er/fit.ipynb")
    for work in (local(tmp_path / "linked"), local(tmp_path / "linked", tmp_path / "linked" / "deep")):
        answer = compare(
            work, side("revision", "deep/er/fit.ipynb", revision="side"), side("file", "deep/er/fit.ipynb")
        )
        assert answer.counts.added == 1


def test_detached_unborn_and_no_repository(folder, tmp_path):
    git(folder, "checkout", "-q", "--detach")
    assert compare(local(folder), side("revision", revision="HEAD"), side("file")).same
    (tmp_path / "fresh").mkdir()
    git(tmp_path / "fresh", "init", "-q")
    save(tmp_path / "fresh", OLD)
    unborn = compare(local(tmp_path / "fresh"), side("revision", revision="HEAD"), side("file"))
    assert (unborn.old.missing, unborn.counts.added, unborn.metadata) == (True, 3, [])
    assert service.history(local(tmp_path / "fresh"), "train.ipynb").commits == []
    save(tmp_path / "bare", OLD)
    with pytest.raises(NotFound, match="not in a git repository"):
        compare(local(tmp_path / "bare"), side("revision", revision="HEAD"), side("file"))


def test_a_notebook_that_is_missing_on_one_side_is_not_the_same_and_on_both_is_not_found(folder):
    save(folder, notebook(), "empty.ipynb")
    work = local(folder)
    answer = compare(work, side("revision", "empty.ipynb", revision="HEAD"), side("file", "empty.ipynb"))
    assert (answer.same, answer.rows, answer.metadata) == (False, [], [])
    with pytest.raises(NotFound):
        compare(work, side("revision", "gone.ipynb", revision="HEAD"), side("file", "gone.ipynb"))


def test_a_renamed_notebook_is_compared_with_its_earlier_self(folder):
    git(folder, "mv", "train.ipynb", "fit.ipynb")
    answer = compare(local(folder), side("revision", "fit.ipynb", revision="HEAD"), side("file", "fit.ipynb"))
    assert (answer.old.path, answer.same, answer.old.missing) == ("train.ipynb", True, False)
    assert answer.old.detail.endswith("as train.ipynb")
    git(folder, "commit", "-q", "-m", "Rename")
    page = service.history(local(folder), "fit.ipynb", None, 1)
    assert [(c.subject, c.path) for c in page.commits] == [("Rename", "fit.ipynb")]
    rest = service.history(local(folder), "fit.ipynb", page.next, 1)
    assert [(c.subject, c.path, c.author) for c in rest.commits] == [("First", "train.ipynb", "Ana")]


def test_counts_of_commits(folder):
    second = commit(folder, NEW, "Second")
    third = commit(folder, "{broken", "Third")
    work = local(folder)
    assert service.history_counts(work, second, "train.ipynb").counts.added == 1
    first = service.history_counts(work, git(folder, "rev-parse", "HEAD~2"), "train.ipynb")
    assert (first.parent, first.counts.added) == (None, 3)
    broken = service.history_counts(work, third, "train.ipynb")
    assert broken.counts is None and broken.problem


def test_a_folder_of_somebody_else_says_how_to_mend_that(folder, monkeypatch):
    monkeypatch.setattr("jupyter_mlcollab.git.process._ENVIRONMENT", {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"})
    with pytest.raises(Unavailable, match=r"git config --global --add safe\.directory"):
        compare(local(folder), side("revision", revision="HEAD"), side("file"))


def _deep(levels: int, name: str) -> str:
    return (
        '{"cells": [{"cell_type": "code", "source": "a", "'
        + name
        + '": '
        + '{"a":' * levels
        + "1"
        + "}" * levels
        + "}]}"
    )


@pytest.mark.parametrize("levels", [90, 300, 500, 700, 850, 950, 2000])
@pytest.mark.parametrize("name", ["metadata", "attachments", "other"])
def test_what_is_nested_deeply_never_fails(folder, levels, name):
    save(folder, _deep(levels, name))
    changed = _deep(levels, name).replace(":1}", ":2}")
    for options in ({}, {"ignoreMetadata": True}):
        work = local(folder)
        answer = compare(work, side("file"), side("live", content=changed), options=options)
        if answer.form == "notebook":
            msgspec.json.encode(service.cells(work, answer.id, "0"))


def test_a_notebook_that_is_only_announced_is_not_staged(folder):
    save(folder, NEW, "other.ipynb")
    git(folder, "add", "-N", "other.ipynb")
    answer = compare(local(folder), side("index", "other.ipynb", stage=0), side("file", "other.ipynb"))
    assert (answer.old.missing, answer.counts.added) == (True, 4)


@pytest.mark.parametrize(
    ("content", "form", "line"),
    [
        ("{\n 'cells': []}", "text", 2),
        ('{"cells": [', "text", 1),
        ("", "text", 1),
        ("[]", "text", None),
        ('{"cells": 5}', "text", None),
        ("[" * 100_000, "text", None),
        ("\xff\xfe\x00", "text", 1),
        (json.dumps(notebook(code("a", id="x"), code("b", id="x"))), "notebook", None),
        ('{"nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code", "input": "a"}]}]}', "notebook", None),
        (
            '{"cells": [{"cell_type": "code", "source": "\\ud83d", "metadata": {"x": NaN, "y": 1e999}}]}',
            "notebook",
            None,
        ),
        (
            '{"cells": [{"cell_type": 5, "source": 7, "outputs": [3, {"data": 4}], "id": []}, 8], "metadata": []}',
            "notebook",
            None,
        ),
    ],
)
def test_no_notebook_is_too_broken_to_be_shown(folder, content, form, line):
    save(folder, content)
    work = local(folder)
    answer = compare(work, side("revision", revision="HEAD"), side("file"))
    assert (answer.form, answer.new.problem.line if answer.new.problem else None) == (form, line)
    if form == "notebook":
        rows = ",".join(str(n) for n in range(len(answer.rows)))
        msgspec.json.encode(service.cells(work, answer.id, rows))


def test_details_and_payloads_by_hash(folder):
    big = "\n".join(f"line {n}" for n in range(20_000))
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": big},
        {"output_type": "display_data", "metadata": {}, "data": {"image/png": "AAAA", "text/plain": "<Figure>"}},
        {"output_type": "error", "ename": "E", "evalue": "no", "traceback": ["one", "two"]},
    ]
    attached = markdown("![](a.png) 🚀 x")
    attached["attachments"] = {"a.png": {"image/png": "AAAA"}}
    commit(folder, notebook(attached, code("a", outputs=outputs)), "Outputs")
    changed = json.loads(json.dumps(outputs))
    changed[0]["text"] = big.replace("line 7\n", "line seven\n")
    changed[1]["data"]["image/png"] = "BBBB"
    new = json.loads(json.dumps(attached)) | {"source": "![](a.png) 🚀 y"}
    save(folder, notebook(new, code("a", outputs=changed)))
    work = local(folder)
    answer = compare(work, side("revision", revision="HEAD"), side("file"))
    assert answer.rows[1].outputs_changed == 2
    first, second = service.cells(work, answer.id, "0,1").cells
    assert first.ranges == [(14, 15, 14, 15)], "a rocket is two UTF-16 code units"
    assert first.attachments[0].old[0].mime == "image/png"
    log, figure, error = second.outputs
    assert log.lines == [(7, 8, 7, 8)] and log.new.media[0].text is None
    assert service.payload(work, answer.id, log.new.media[0].sha256).data == changed[0]["text"]
    assert (figure.status, figure.mimes) == ("changed", ["image/png"])
    image = service.payload(work, answer.id, figure.new.media[0].sha256)
    assert (image.mime, image.encoding, image.data) == ("image/png", "base64", "BBBB")
    assert error.new.media[0].text == "one\ntwo"
    for rows in ("", "x", "1,", "-1", "2", ",".join(["0"] * 201)):
        with pytest.raises(Invalid):
            service.cells(work, answer.id, rows)
    with pytest.raises(NotFound):
        service.payload(work, answer.id, "0" * 64)


def test_what_the_options_hide_is_counted(folder):
    changed = json.loads(json.dumps(OLD))
    changed["cells"][1] |= {"source": "a = 1\nb  =  2", "execution_count": 4, "id": "one", "metadata": {"tags": ["x"]}}
    save(folder, changed)
    options = {"ignoreCounters": True, "ignoreMetadata": True, "ignoreWhitespace": True}
    answer = compare(local(folder), side("revision", revision="HEAD"), side("file"), options=options)
    assert answer.same
    assert msgspec.to_builtins(answer.hidden) == {"outputs": 0, "metadata": 1, "counters": 1, "ids": 1, "whitespace": 1}


def test_comparisons_are_kept_by_content_and_dropped_by_number(folder):
    save(folder, NEW)
    work = local(folder)
    first = compare(work, side("revision", revision="HEAD"), side("file"))
    again = compare(work, side("revision", revision="main"), side("live", content=(folder / "train.ipynb").read_text()))
    assert first.id == again.id and again.new.title == "Unsaved"
    other = compare(work, side("revision", revision="HEAD"), side("file"), options={"ignoreOutputs": True})
    assert other.id != first.id
    empty = [Aside(read_notebook(b'{"cells": []}'), b'{"cells": []}')] * 2
    few = Comparisons(max_count=2)
    ids = [few.keep((str(n), "", Options()), *empty, SimpleNamespace(cells=[], steps=())).id for n in range(3)]
    with pytest.raises(NotFound, match="Compare again"):
        few.get(ids[0])
    assert few.get(ids[1]).id == ids[1]
    large = Comparisons(max_bytes=10)
    kept = [large.keep((str(n), "", Options()), *empty, SimpleNamespace(cells=[], steps=())) for n in range(2)]
    assert large.get(kept[1].id) is kept[1]
    with pytest.raises(NotFound):
        large.get(kept[0].id)


def test_a_newer_request_stops_the_older_one_of_the_same_person():
    held = Comparisons()
    with held.replacing("ana", "changes") as stopped:
        with held.replacing("bo", "changes"), held.replacing("ana", "other"), held.replacing("ana", None):
            assert not stopped()
        with held.replacing("ana", "changes") as newer:
            assert stopped() and not newer()
    with held.replacing("ana", "changes") as last:
        assert not last()


def test_a_stopped_comparison_says_so(folder):
    save(folder, NEW)
    work, seen, failure = local(folder), threading.Event(), []
    held = work.held(Comparisons)
    turns = [held.turn() for _ in range(2)]
    for turn in turns:
        turn.__enter__()

    def older() -> None:
        seen.set()
        try:
            compare(work, side("revision", revision="HEAD"), side("file"), replaces="view")
        except CollabError as error:
            failure.append(error)

    thread = threading.Thread(target=older)
    thread.start()
    while ("ana", "view") not in held._running:
        seen.wait()
    with held.replacing("ana", "view"):
        for turn in turns:
            turn.__exit__(None, None, None)
        thread.join()
    assert [error.message for error in failure] == ["The comparison was stopped."]


@pytest.mark.parametrize(
    "path",
    ["../x.ipynb", "/etc/x.ipynb", ".git/x.ipynb", "a/.hidden.ipynb", "mlcollab.toml", "x\0.ipynb", "%2e%2e/x.ipynb"],
)
def test_paths_that_are_no_notebook_of_the_project(folder, path):
    for each in (
        side("file", path),
        side("revision", path, revision="HEAD"),
        side("checkpoint", path, checkpoint=None),
    ):
        with pytest.raises((Invalid, NotFound)):
            compare(local(folder), each, each)


def test_links_lead_to_nothing_hidden_or_outside(folder, tmp_path):
    (tmp_path / "outside.ipynb").write_text("{}")
    (folder / "out.ipynb").symlink_to(tmp_path / "outside.ipynb")
    (folder / "config.ipynb").symlink_to(folder / ".git" / "config")
    (folder / ".ipynb_checkpoints").symlink_to(tmp_path)
    save(tmp_path, OLD, "train-checkpoint.ipynb")
    for each in (side("file", "out.ipynb"), side("file", "config.ipynb"), side("checkpoint", checkpoint=None)):
        with pytest.raises(NotFound):
            compare(local(folder), each, each)

"""Merges over HTTP, of a notebook that git has in conflict, as a browser asks for them."""

from __future__ import annotations

import json
import re
import subprocess
from hashlib import sha256

import nbformat
import pytest

PATH = "churn/train.ipynb"
LONG = "row\n" * 20_000


def stage(number: int) -> dict[str, object]:
    return {"kind": "index", "path": PATH, "stage": number}


STAGES = {"path": PATH, "base": stage(1), "ours": stage(2), "theirs": stage(3)}


def changed(notebook, source: str, text: str = "") -> str:
    content = json.loads(notebook.read_text())
    content["cells"][1]["source"] = source
    content["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}] if text else []
    return json.dumps(content, indent=1) + "\n"


@pytest.fixture
def git(jp_root_dir):
    def git(*arguments: str, check: bool = True) -> str:
        who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main")
        return subprocess.run(
            ["git", *who, *arguments], cwd=jp_root_dir, check=check, capture_output=True, text=True
        ).stdout

    return git


@pytest.fixture
def conflict(git, notebook):
    """A branch and its origin, both of which changed the same line."""
    git("init", "-q")
    git("add", "churn")
    git("commit", "-q", "-m", "First")
    first = notebook.read_text()
    git("checkout", "-q", "-b", "theirs")
    notebook.write_text(changed(notebook, "train, test = split(data, by='week')", LONG))
    git("commit", "-q", "-a", "-m", "Split by week")
    git("checkout", "-q", "main")
    notebook.write_text(first)
    notebook.write_text(changed(notebook, "train, test = split(data, by='date')", "ours\n"))
    git("commit", "-q", "-a", "-m", "Split by date")
    git("merge", "-q", "theirs", check=False)
    return notebook


@pytest.fixture
def project(conflict, ask, jp_asyncio_loop) -> str:
    found = jp_asyncio_loop.run_until_complete(ask("mona", "GET", "projects", path=PATH))
    return found.body["id"]


@pytest.fixture
def merged(ask, project, jp_asyncio_loop):
    answer = jp_asyncio_loop.run_until_complete(ask("vera", "POST", f"projects/{project}/merges", STAGES))
    assert answer.status == 200, answer.body
    return answer.body


async def test_a_conflict_is_told_and_over_once_it_is_added(ask, project, git, conflict):
    where = f"projects/{project}/conflicts"
    told = await ask("vera", "GET", where, path=PATH)
    assert told.body == {"notebooks": [{"path": PATH, "stages": [1, 2, 3]}], "operation": "merge"}
    other = await ask("vera", "GET", where, path="churn/other.ipynb")
    assert other.body["notebooks"] == []
    git("add", PATH)
    over = await ask("vera", "GET", where)
    assert over.body == {"notebooks": [], "operation": None}


async def test_rows_have_all_versions_and_large_outputs_come_by_hash(ask, project, merged):
    assert [row["status"] for row in merged["rows"]] == ["same", "conflict"]
    assert [merged[side]["title"] for side in ("base", "ours", "theirs")] == ["Common ancestor", "Ours", "Theirs"]
    row = merged["rows"][1]
    assert row["baseCell"]["source"].endswith("'customer')") and row["theirsCell"]["source"].endswith("'week')")
    # Ours is what the result has until somebody decides.
    assert (row["oursCell"], row["resultCell"]["source"]) == (None, "train, test = split(data, by='date')")
    assert [c["kind"] for c in merged["conflicts"]] == ["outputs", "source"]
    assert merged["conflicts"][1]["hunks"] == [{"base": [0, 1], "ours": [0, 1], "theirs": [0, 1], "result": [0, 1]}]
    assert merged["conflicts"][1]["takes"] == ["ours", "theirs", "base", "both"]
    media = row["theirsCell"]["outputs"][0]["media"][0]
    assert (media["text"], media["bytes"]) == (None, len(LONG))
    found = await ask("vera", "GET", f"projects/{project}/merges/{merged['id']}/payloads/{media['sha256']}")
    assert found.body["data"] == LONG


def decided(merged, **changes):
    takes = [{"conflict": 0, "take": "theirs"}, {"conflict": 1, "take": "both"}]
    return {"resolutions": takes, "sources": [], "fileSha256": merged["fileSha256"], **changes}


async def test_all_decisions_give_a_notebook_to_save(ask, project, merged, conflict, git):
    where = f"projects/{project}/merges/{merged['id']}/resolution"
    before = conflict.read_bytes()
    answer = await ask("vera", "POST", where, decided(merged))
    assert answer.status == 200, answer.body
    assert answer.body["problem"] is None
    notebook = nbformat.reads(answer.body["content"], 4)
    nbformat.validate(notebook)
    assert [cell["id"] for cell in notebook.cells] == ["title", "split"]
    assert notebook.cells[1].source.splitlines() == [
        "train, test = split(data, by='date')", "train, test = split(data, by='week')",
    ]  # fmt: skip
    assert notebook.cells[1].outputs[0].text == LONG
    # Saving and `git add` are the person's.
    assert conflict.read_bytes() == before and git("ls-files", "--unmerged").count(PATH) == 3


async def test_a_source_a_person_wrote_settles_its_conflict(ask, project, merged):
    where = f"projects/{project}/merges/{merged['id']}/resolution"
    written = [{"row": 1, "source": "train, test = split(data, by=key)"}]
    answer = await ask(
        "vera", "POST", where, decided(merged, sources=written, resolutions=[decided(merged)["resolutions"][0]])
    )
    assert json.loads(answer.body["content"])["cells"][1]["source"] == ["train, test = split(data, by=key)"]


async def test_what_is_left_open_is_said(ask, project, merged):
    where = f"projects/{project}/merges/{merged['id']}/resolution"
    answer = await ask("vera", "POST", where, decided(merged, resolutions=[{"conflict": 1, "take": "ours"}]))
    assert (answer.status, answer.body["message"], answer.body["details"]) == (
        422, "1 conflict is left.", {"left": [0]},
    )  # fmt: skip


@pytest.mark.parametrize("resolution", [{"conflict": 7, "take": "ours"}, {"conflict": 1, "take": "none"}])
async def test_a_decision_that_does_not_fit_is_refused(ask, project, merged, resolution):
    where = f"projects/{project}/merges/{merged['id']}/resolution"
    answer = await ask("vera", "POST", where, decided(merged, resolutions=[resolution]))
    assert (answer.status, answer.body["code"]) == (422, "invalid")


async def test_a_file_that_changed_meanwhile_is_not_overruled_unseen(ask, project, merged, conflict):
    where = f"projects/{project}/merges/{merged['id']}/resolution"
    conflict.write_text('{"cells": [], "metadata": {}}')
    refused = await ask("vera", "POST", where, decided(merged))
    digest = sha256(conflict.read_bytes()).hexdigest()
    assert (refused.status, refused.body["details"]) == (409, {"fileSha256": digest})
    overruled = await ask("vera", "POST", where, decided(merged, fileSha256=digest))
    assert overruled.status == 200


async def test_work_on_the_file_is_noticed(ask, project, conflict, git):
    def edited_after(content: str):
        conflict.write_text(content)
        return ask("vera", "POST", f"projects/{project}/merges", STAGES)

    # Git's own markers make it no notebook; what git left is nobody's work.
    assert (await edited_after(conflict.read_text())).body["fileEdited"] is False
    ours = git("show", f":2:{PATH}")
    assert (await edited_after(ours)).body["fileEdited"] is False
    assert (await edited_after(ours.replace("'date'", "'month'"))).body["fileEdited"] is True


async def test_work_on_a_file_with_markers_is_noticed(ask, project, conflict, git):
    async def is_edited() -> bool:
        return (await ask("vera", "POST", f"projects/{project}/merges", STAGES)).body["fileEdited"]

    left = conflict.read_text()
    conflict.write_bytes(left.replace("\n", "\r\n").encode())
    assert await is_edited() is False
    taken = re.sub(r"<{7}.*\n(?P<ours>[^<>]*?)={7}\n[^<>]*?>{7}.*\n", r"\g<ours>", left, count=1)
    assert taken != left
    conflict.write_text(taken)
    assert await is_edited() is True
    # A git that does not keep what it left cannot tell: then somebody may have worked on it.
    conflict.write_text(left)
    git("update-ref", "-d", "AUTO_MERGE")
    assert await is_edited() is True


async def test_a_side_that_breaks_is_named(ask, project):
    broken = {"kind": "live", "path": PATH, "content": '{"cells": [\n,]}'}
    answer = await ask("vera", "POST", f"projects/{project}/merges", STAGES | {"theirs": broken})
    assert (answer.status, answer.body["details"]) == (422, {"side": "theirs", "line": 2, "column": 1})


async def test_a_notebook_that_one_side_deleted_says_so(ask, project):
    absent = {"kind": "file", "path": "churn/gone.ipynb"}
    answer = await ask("vera", "POST", f"projects/{project}/merges", STAGES | {"theirs": absent})
    assert (answer.status, answer.body["message"].split(",")[0]) == (404, "Theirs has no notebook here")


async def test_a_notebook_that_both_added_merges_without_a_base(ask, project):
    absent = {"kind": "file", "path": "churn/gone.ipynb"}
    answer = await ask("vera", "POST", f"projects/{project}/merges", STAGES | {"base": absent})
    assert answer.body["base"]["missing"] is True
    assert {row["status"] for row in answer.body["rows"]} == {"both", "conflict"}


async def test_what_was_wrong_with_a_side_already_is_said_and_no_hindrance(ask, project):
    content = {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "source": "x"}], "metadata": {}}
    live = {"kind": "live", "path": PATH, "content": json.dumps(content | {"nbformat": 4, "nbformat_minor": 5})}
    request = STAGES | {"base": live, "ours": live, "theirs": live}
    merged = (await ask("vera", "POST", f"projects/{project}/merges", request)).body
    where = f"projects/{project}/merges/{merged['id']}/resolution"
    answer = await ask("vera", "POST", where, decided(merged, resolutions=[]))
    assert answer.status == 200 and answer.body["problem"].startswith("Cell 1 breaks the rules of notebooks")


async def test_a_merge_that_is_not_kept_says_so(ask, project, merged):
    answer = await ask("vera", "POST", f"projects/{project}/merges/{'0' * 32}/resolution", decided(merged))
    assert (answer.status, answer.body["code"]) == (404, "not_found")

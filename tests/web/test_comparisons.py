"""Comparisons over HTTP, as a browser asks for them."""

from __future__ import annotations

import asyncio
import copy
import json
import subprocess
import threading
from hashlib import sha256

import pytest
from jupyter_server.serverapp import ServerApp

from jupyter_mlcollab.diff import service
from jupyter_mlcollab.diff.budget import Cancelled

PATH = "churn/train.ipynb"
OLD = {"kind": "file", "path": PATH}


def live(content) -> dict[str, str]:
    return {"kind": "live", "path": PATH, "content": content if isinstance(content, str) else json.dumps(content)}


@pytest.fixture
def edited(notebook):
    content = json.loads(notebook.read_text())
    content["cells"][1]["source"] = "train, test = split(data, by='date')"
    return content


async def test_saved_and_unsaved_with_details(ask, project, edited):
    answer = await ask("vera", "POST", f"projects/{project}/comparisons", {"old": OLD, "new": live(edited)})
    assert answer.status == 200, answer.body
    assert [row["status"] for row in answer.body["rows"]] == ["same", "changed"]
    assert (answer.body["form"], answer.body["new"]["title"], answer.body["steps"]) == ("notebook", "Unsaved", [])
    where = f"projects/{project}/comparisons/{answer.body['id']}"
    cells = await ask("vera", "GET", f"{where}/cells", rows="1")
    (detail,) = cells.body["cells"]
    old, new = detail["oldSource"], detail["newSource"]
    ((start, end, new_start, new_end),) = detail["ranges"]
    assert (old[start:end], new[new_start:new_end]) == ("customer", "date")
    unknown = await ask("vera", "GET", f"{where}/payloads/{'0' * 64}")
    assert (unknown.status, unknown.body["code"]) == (404, "not_found")


async def test_an_export_is_a_text_with_a_name(ask, project, edited):
    request = {"old": OLD, "new": live(edited)}
    texts = {}
    for form in ("html", "markdown", "nbdime"):
        answer = await ask("vera", "POST", f"projects/{project}/exports", {**request, "form": form})
        assert answer.status == 200, answer.body
        texts[answer.body["name"]] = answer.body["text"]
    assert list(texts) == [f"train-saved-to-unsaved.{suffix}" for suffix in ("html", "md", "json")]
    assert "by=&#x27;<mark>date</mark>&#x27;" in texts["train-saved-to-unsaved.html"]
    assert json.loads(texts["train-saved-to-unsaved.json"])[0]["key"] == "cells"
    unknown = await ask("vera", "POST", f"projects/{project}/exports", {**request, "form": "pdf"})
    assert (unknown.status, unknown.body["code"]) == (422, "invalid")


async def test_a_side_gives_its_cells_and_outputs_as_they_are(ask, project, edited):
    output = {"output_type": "stream", "name": "stdout", "text": "half \ud83d of one\n"}
    edited["cells"][1] |= {"id": "split", "source": ["a\n", "b \ud83d"], "outputs": [output]}
    answer = await ask("vera", "POST", f"projects/{project}/comparisons", {"old": OLD, "new": live(edited)})
    where = f"projects/{project}/comparisons/{answer.body['id']}/sides"
    cells = await ask("vera", "GET", f"{where}/new/cells")
    assert cells.body["cells"][1] == {"id": "split", "cellType": "code", "source": "a\nb \ufffd"}
    old = await ask("vera", "GET", f"{where}/old/cells")
    assert "customer" in old.body["cells"][1]["source"]
    shown = await ask("vera", "GET", f"{where}/new/output", cell="1", output="0")
    assert json.loads(shown.body["json"]) == output
    edited["cells"][1]["outputs"][0]["metadata"] = {"loss": float("nan")}
    answer = await ask("vera", "POST", f"projects/{project}/comparisons", {"old": OLD, "new": live(edited)})
    where = f"projects/{project}/comparisons/{answer.body['id']}/sides"
    shown = await ask("vera", "GET", f"{where}/new/output", cell="1", output="0")
    assert json.loads(shown.body["json"], parse_constant=pytest.fail)["metadata"] == {"loss": "nan"}


@pytest.mark.parametrize(
    ("part", "query", "status"),
    [("left/cells", {}, 422), ("new/output", {"cell": "1", "output": "7"}, 404), ("new/output", {"cell": "99"}, 422)],
)
async def test_a_part_that_is_not_there_is_refused(ask, project, edited, part, query, status):
    answer = await ask("vera", "POST", f"projects/{project}/comparisons", {"old": OLD, "new": live(edited)})
    refused = await ask("vera", "GET", f"projects/{project}/comparisons/{answer.body['id']}/sides/{part}", **query)
    assert refused.status == status, refused.body


async def test_a_comparison_that_is_not_kept_says_so(ask, project):
    gone = await ask("vera", "GET", f"projects/{project}/comparisons/{'0' * 32}/cells", rows="0")
    assert (gone.status, gone.body["message"]) == (404, "This comparison is not kept any more. Compare again.")


async def test_a_cell_is_given_whole_to_put_it_back(ask, project, edited):
    edited["cells"][1]["metadata"] = {"tags": ["\ud83d", "kept"], "deep": {"of": 2**60}}
    answer = await ask("vera", "POST", f"projects/{project}/comparisons", {"old": OLD, "new": live(edited)})
    where = f"projects/{project}/comparisons/{answer.body['id']}/whole-cell"
    whole = await ask("vera", "GET", where, row="1")
    assert json.loads(whole.body["new"]) == edited["cells"][1]
    assert json.loads(whole.body["old"])["source"] == "train, test = split(data, by='customer')"
    assert (await ask("vera", "GET", where, row="2")).body["message"] == "The comparison has no such row."
    assert (await ask("vera", "GET", where, row="-1")).status == 422


async def test_a_cell_that_json_cannot_hold_is_not_given(ask, project, edited):
    edited["cells"][1]["metadata"] = {"best": float("nan")}
    answer = await ask("vera", "POST", f"projects/{project}/comparisons", {"old": OLD, "new": live(edited)})
    where = f"projects/{project}/comparisons/{answer.body['id']}/whole-cell"
    refused = await ask("vera", "GET", where, row="1")
    assert (refused.status, refused.body["code"]) == (422, "invalid")
    assert "cannot be put back" in refused.body["message"]


async def test_a_broken_notebook_is_an_answer_and_no_failure(ask, project, notebook):
    notebook.write_text('{"cells": [\n<<<<<<< HEAD\n')
    answer = await ask("vera", "POST", f"projects/{project}/comparisons", {"old": OLD, "new": live('{"cells": []}')})
    assert (answer.status, answer.body["form"], answer.body["rows"]) == (200, "text", [])
    assert answer.body["old"]["problem"]["line"] == 2
    assert "<<<<<<<" in answer.body["text"]["old"]


@pytest.mark.parametrize(
    ("side", "code"),
    [
        ({"kind": "file", "path": "../x.ipynb"}, "invalid"),
        ({"kind": "file", "path": ".hidden/x.ipynb"}, "invalid"),
        ({"kind": "file", "path": "%2e%2e/x.ipynb"}, "not_found"),
        ({"kind": "file", "path": "/etc/passwd"}, "invalid"),
        ({"kind": "file", "path": "churn"}, "invalid"),
        ({"kind": "checkpoint", "path": PATH, "checkpoint": None}, "not_found"),
        ({"kind": "checkpoint", "path": PATH, "checkpoint": "../../x"}, "invalid"),
        ({"kind": "revision", "path": PATH, "revision": "HEAD"}, "not_found"),
        ({"kind": "index", "path": PATH, "stage": 4}, "invalid"),
        ({"kind": "snapshot", "sha256": "0" * 64}, "not_found"),
        ({"kind": "snapshot", "sha256": "0" * 64 + "\n"}, "invalid"),
        ({"kind": "nothing"}, "invalid"),
        ({"kind": "live", "path": PATH, "content": "{}", "more": 1}, "invalid"),
    ],
)
async def test_a_side_that_cannot_be_is_refused_with_a_sentence(ask, project, side, code):
    answer = await ask("vera", "POST", f"projects/{project}/comparisons", {"old": side, "new": side})
    assert answer.body["code"] == code, answer.body
    assert len(answer.body["message"]) > 10


async def test_the_checkpoint_that_jupyter_itself_made(ask, project, jp_fetch, edited):
    headers = {"Authorization": "token mona"}
    await jp_fetch("api", "contents", "churn", "train.ipynb", "checkpoints", method="POST", body="", headers=headers)
    checkpoint = {"kind": "checkpoint", "path": PATH, "checkpoint": "checkpoint"}
    answer = await ask("vera", "POST", f"projects/{project}/comparisons", {"old": checkpoint, "new": live(edited)})
    assert (answer.status, answer.body["counts"]["changed"]) == (200, 1)


async def test_a_large_unsaved_notebook_is_taken_and_a_huge_one_refused(ask, project, edited):
    edited["cells"][1]["source"] = "x" * 9_000_000
    taken = await ask("vera", "POST", f"projects/{project}/comparisons", {"old": OLD, "new": live(edited)})
    assert taken.status == 200, taken.body
    refused = await ask("vera", "POST", f"projects/{project}/comparisons", b'"' + b"x" * (64 * 1024**2) + b'"')
    assert (refused.status, refused.body["code"]) == (413, "too_large")
    assert "64 MB" in refused.body["message"]


async def test_a_stored_snapshot_is_a_side(ask, project, thread, edited, jp_serverapp: ServerApp):
    data = json.dumps(edited).encode()
    extension = next(iter(jp_serverapp.extension_manager.extension_apps["jupyter_mlcollab"]))
    journal = extension._registry.by_id(project).journal
    stored = journal.write(lambda transaction: transaction.put_blob(data, "application/json")).result()
    assert stored == sha256(data).hexdigest()
    side = {"kind": "snapshot", "sha256": stored}
    answer = await ask("vera", "POST", f"projects/{project}/comparisons", {"old": OLD, "new": side})
    assert (answer.status, answer.body["new"]["title"]) == (200, "Snapshot")
    assert answer.body["counts"]["changed"] == 1


async def test_history_and_counts_of_a_repository(ask, notebook, edited, jp_root_dir):
    def git(*arguments: str) -> str:
        who = ["-c", "user.name=Ana <b>", "-c", "user.email=ana@example.org"]
        done = subprocess.run(["git", *who, *arguments], cwd=jp_root_dir, check=True, capture_output=True, text=True)
        return done.stdout.strip()

    git("init", "-q")
    git("add", "churn")
    git("commit", "-q", "-m", "First")
    notebook.write_text(json.dumps(edited))
    git("commit", "-q", "-a", "-m", "Split by date \x1b[31m")
    project = (await ask("vera", "GET", "projects", path=PATH)).body["id"]
    first = (await ask("vera", "GET", f"projects/{project}/history", path=PATH, limit=1)).body
    assert [c["subject"] for c in first["commits"]] == ["Split by date \x1b[31m"]
    second = (await ask("vera", "GET", f"projects/{project}/history", path=PATH, before=first["next"])).body
    assert ([c["subject"] for c in second["commits"]], second["next"]) == (["First"], None)
    commit = first["commits"][0]["hash"]
    counts = (await ask("vera", "GET", f"projects/{project}/history/{commit}/counts", path=PATH)).body
    assert (counts["parent"], counts["counts"]["changed"]) == (second["commits"][0]["hash"], 1)
    revision = {"kind": "revision", "path": PATH, "revision": "HEAD~1"}
    compared = await ask("vera", "POST", f"projects/{project}/comparisons", {"old": revision, "new": OLD})
    assert compared.body["counts"]["changed"] == 1
    for limit in (0, 101, "x"):
        assert (await ask("vera", "GET", f"projects/{project}/history", path=PATH, limit=limit)).status == 422
    option = await ask("vera", "GET", f"projects/{project}/history/--all/counts", path=PATH)
    assert option.body["code"] == "invalid"


async def test_others_are_answered_while_two_notebooks_of_5000_cells_are_compared(ask, project, edited, monkeypatch):
    order: list[str] = []
    compare, begun, loop = service.compare, asyncio.Event(), asyncio.get_running_loop()

    def noted(*arguments):
        order.append("begun")
        loop.call_soon_threadsafe(begun.set)
        try:
            return compare(*arguments)
        finally:
            order.append("done")

    monkeypatch.setattr(service, "compare", noted)
    cell = edited["cells"][1] | {"outputs": []}
    cells = [
        {**cell, "id": f"{n}", "source": f"value_{n} = fit({n * 7919 % 5000}, depth={n})\n" * 9} for n in range(5000)
    ]
    old = copy.deepcopy(cells[::-1])
    for n, each in enumerate(old):
        each["id"] = f"z{n * 31 % 5000}"
        each["source"] = each["source"].replace("fit", "train")
    request = {"old": live(edited | {"cells": old}), "new": live(edited | {"cells": cells})}
    comparison = asyncio.ensure_future(ask("vera", "POST", f"projects/{project}/comparisons", request))
    await begun.wait()
    answer = await ask("cora", "GET", f"projects/{project}/me")
    order.append("answered")
    assert answer.status == 200
    assert (await comparison).status == 200
    assert order == ["begun", "answered", "done"]


async def test_a_comparison_stops_when_the_browser_has_left(project, edited, monkeypatch, jp_serverapp, jp_http_port):
    begun, ended, loop = asyncio.Event(), asyncio.Event(), asyncio.get_running_loop()
    failures: list[str] = []

    def endless(_old, _new, _options, budget):
        loop.call_soon_threadsafe(begun.set)
        try:
            for _ in range(3_000):
                budget.check()
                threading.Event().wait(0.01)
        except Cancelled as error:
            failures.append(error.message)
            raise
        finally:
            loop.call_soon_threadsafe(ended.set)

    monkeypatch.setattr(service, "compare", endless)
    body = json.dumps({"old": OLD, "new": live(edited)})
    _, writer = await asyncio.open_connection("127.0.0.1", jp_http_port)
    request = f"""POST {jp_serverapp.base_url}mlcollab/api/projects/{project}/comparisons HTTP/1.1
Host: 127.0.0.1:{jp_http_port}
Authorization: token vera
Content-Type: application/json
Content-Length: {len(body)}

{body}"""
    writer.write(request.replace("\n", "\r\n", 6).encode())
    await begun.wait()
    writer.close()
    await ended.wait()
    assert failures == ["The comparison was stopped."]

"""Threads over HTTP, as a browser would: what is stored, what comes back, what is refused."""

from __future__ import annotations

import json

import pytest

from jupyter_mlcollab.core.ids import new_id


async def test_a_thread_is_opened_answered_and_resolved(ask, project, new_thread):
    opened = await ask("cora", "POST", f"projects/{project}/threads", new_thread("Look at $x^2$"))
    assert opened.status == 200, opened.body
    thread = opened.body
    assert thread["comments"][0]["author"]["username"] == "cora"
    assert thread["comments"][0]["author"]["verified"] is True
    assert thread["path"] == "churn/train.ipynb"

    replied = await ask(
        "rita", "POST", f"projects/{project}/threads/{thread['id']}/comments", {"id": new_id(), "body": "Yes"}
    )
    assert [c["body"] for c in replied.body["comments"]] == ["Look at $x^2$", "Yes"]

    seen = replied.body["version"]
    body = {"id": new_id(), "seen": seen, "status": "resolved"}
    resolved = await ask("cora", "PUT", f"projects/{project}/threads/{thread['id']}/status", body)
    assert (resolved.body["status"], resolved.body["resolvedBy"]["username"]) == ("resolved", "cora")

    listed = await ask("vera", "GET", f"projects/{project}/threads", path="churn/train.ipynb")
    assert [t["id"] for t in listed.body["threads"]] == [thread["id"]]
    assert listed.body["threads"][0]["unread"] == 2


async def test_the_same_event_twice_is_one_comment(ask, project, thread):
    reply = {"id": new_id(), "body": "Once"}
    path = f"projects/{project}/threads/{thread['id']}/comments"
    first, second = await ask("rita", "POST", path, reply), await ask("rita", "POST", path, reply)
    assert first.status == second.status == 200
    assert len(second.body["comments"]) == 2
    other = await ask("rita", "POST", path, {**reply, "body": "Something else"})
    assert (other.status, other.body["code"]) == (409, "conflict")


async def test_a_stale_change_gets_the_current_thread_and_loses_nothing(ask, project, thread):
    path = f"projects/{project}/threads/{thread['id']}"
    edit = {"id": new_id(), "seen": thread["version"], "body": "First edit"}
    await ask("cora", "PUT", f"{path}/comments/{thread['id']}", edit)
    stale = await ask("cora", "PUT", f"{path}/comments/{thread['id']}", {**edit, "id": new_id(), "body": "Second"})
    assert stale.status == 409
    assert stale.body["details"]["current"]["comments"][0]["body"] == "First edit"


async def test_a_reply_in_between_does_not_make_an_edit_stale(ask, project, thread):
    path = f"projects/{project}/threads/{thread['id']}"
    await ask("rita", "POST", f"{path}/comments", {"id": new_id(), "body": "In between"})
    edit = {"id": new_id(), "seen": thread["version"], "body": "Still mine"}
    answer = await ask("cora", "PUT", f"{path}/comments/{thread['id']}", edit)
    assert answer.status == 200, answer.body
    assert answer.body["comments"][0]["body"] == "Still mine"
    assert answer.body["comments"][0]["editedAt"]


async def test_nobody_edits_or_deletes_anothers_comment_but_a_maintainer_deletes(ask, project, thread):
    path = f"projects/{project}/threads/{thread['id']}/comments/{thread['id']}"
    edit = {"id": new_id(), "seen": thread["version"], "body": "Not mine"}
    assert (await ask("rita", "PUT", path, edit)).status == 403
    assert (await ask("mona", "PUT", path, edit)).status == 403
    assert (await ask("rita", "DELETE", path, eventId=new_id())).status == 403
    gone = await ask("mona", "DELETE", path, eventId=new_id())
    assert (gone.status, gone.body) == (200, None)
    assert (await ask("cora", "GET", f"projects/{project}/threads/{thread['id']}")).status == 404


async def test_erasing_the_first_comment_keeps_the_replies_and_takes_text_and_snapshot(ask, project, thread, notebook):
    path = f"projects/{project}/threads/{thread['id']}"
    await ask("rita", "POST", f"{path}/comments", {"id": new_id(), "body": "A reply that stays"})
    erased = await ask("cora", "DELETE", f"{path}/comments/{thread['id']}", eventId=new_id(), erase="true")
    assert erased.status == 200, erased.body
    assert [c["body"] for c in erased.body["comments"]] == [None, "A reply that stays"]
    assert erased.body["comments"][0]["erased"] is True
    stored = b"".join(f.read_bytes() for f in notebook.parent.parent.rglob(".mlcollab/*") if f.is_file())
    assert b"A reply that stays" in stored
    found = await ask("rita", "GET", f"projects/{project}/threads", search="split leak")
    assert found.body["threads"] == []


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ("", 422, "empty"),
        ("   \n", 422, "empty"),
        ("a\x00b", 422, "control"),
        ("a\x07b", 422, "control"),
        ("x" * 65_537, 413, "64 KB"),
        ("> " * 101 + "deep", 422, "100"),
    ],
)
async def test_bad_text_is_refused_with_a_sentence(ask, project, new_thread, body, status, word):
    answer = await ask("cora", "POST", f"projects/{project}/threads", new_thread(body))
    assert answer.status == status, answer.body
    assert word in answer.body["message"]


async def test_a_lone_surrogate_is_refused(ask, project, new_thread):
    sent = json.dumps(new_thread("X")).replace('"X"', '"\\ud800"')
    answer = await ask("cora", "POST", f"projects/{project}/threads", sent)
    assert (answer.status, answer.body["code"]) == (422, "invalid")


@pytest.mark.parametrize(
    "path",
    [
        "../outside.ipynb",
        "/etc/passwd",
        "churn/../../x.ipynb",
        ".git/config",
        "churn/.hidden.ipynb",
        "churn\\x.ipynb",
        "a\x00b",
        "C:/x",
    ],
)
async def test_a_path_that_leaves_the_project_is_refused(ask, project, new_thread, path):
    for answer in (
        await ask("cora", "POST", f"projects/{project}/threads", new_thread(path=path)),
        await ask("cora", "GET", f"projects/{project}/threads", path=path),
        await ask("cora", "POST", f"projects/{project}/documents", {"path": path}),
        await ask("cora", "GET", "projects", path=path),
    ):
        assert answer.status in (404, 422), (path, answer.body)


SEGMENTS = ["%2e%2e", "..%2fx", "%2e%2e%2fx", "..%5cx", "%2e%2e%2f.git%2fconfig", "%2fetc%2fpasswd", "%252e%252e%252fx"]


@pytest.fixture
def fetch_as_written(http_server_client, jp_base_url):
    """Asks for an address exactly as it is written, percent signs and all."""

    async def fetch(address):
        return await http_server_client.fetch(
            f"{jp_base_url}mlcollab/{address}",
            headers={"Authorization": "token mona"}, raise_error=False, follow_redirects=False,
        )  # fmt: skip

    return fetch


@pytest.mark.parametrize(
    "path", ["%2e%2e%2fx.ipynb", "..%2fx.ipynb", "%2Fetc%2Fpasswd", "churn%2f%2e%2e%2f..%2fx.ipynb"]
)
async def test_an_encoded_path_that_leaves_the_project_is_refused(fetch_as_written, project, jp_root_dir, path):
    (jp_root_dir.parent / "x.ipynb").write_text("{}", encoding="utf-8")
    for address in ("api/projects", f"api/projects/{project}/threads", f"api/projects/{project}/looks"):
        answer = await fetch_as_written(f"{address}?path={path}")
        assert answer.code == 422, (address, path, answer.body)
        assert json.loads(answer.body)["code"] == "invalid"


@pytest.mark.parametrize("path", ["%2e%2e/x.ipynb", "..%2fx.ipynb"])
async def test_a_path_is_decoded_once_only(ask, project, new_thread, jp_root_dir, path):
    """What still holds percent signs is a name like any other, and no file has it."""
    (jp_root_dir.parent / "x.ipynb").write_text("{}", encoding="utf-8")
    opened = await ask("cora", "POST", f"projects/{project}/threads", new_thread(path=path))
    assert (opened.status, opened.body["code"]) in ((404, "not_found"), (422, "invalid"))
    listed = await ask("cora", "GET", f"projects/{project}/threads", path=path)
    assert listed.status == 422 or listed.body["documents"] == []


@pytest.mark.parametrize("segment", SEGMENTS)
async def test_an_encoded_path_in_the_address_itself_leads_nowhere(fetch_as_written, project, thread, segment):
    for address in (
        f"api/projects/{segment}/threads",
        f"api/projects/{project}/threads/{segment}",
        f"api/projects/{project}/threads/{segment}/comments",
        f"open/{segment}/thread/{thread['id']}",
        f"open/{project}/thread/{segment}",
    ):
        answer = await fetch_as_written(address)
        assert answer.code in (404, 405), (address, answer.body)


async def test_a_link_out_of_the_root_is_not_followed(ask, project, new_thread, jp_root_dir, tmp_path):
    outside = tmp_path / "outside.ipynb"
    outside.write_text("{}")
    (jp_root_dir / "churn" / "link.ipynb").symlink_to(outside)
    answer = await ask("cora", "POST", f"projects/{project}/threads", new_thread(path="churn/link.ipynb"))
    assert answer.status == 404


async def test_a_notebook_that_is_not_there_cannot_be_commented(ask, project, new_thread):
    answer = await ask("cora", "POST", f"projects/{project}/threads", new_thread(path="churn/gone.ipynb"))
    assert (answer.status, answer.body["code"]) == (404, "not_found")


async def test_unknown_things_are_not_found(ask, project):
    for path in (f"projects/{project}/threads/{new_id()}", "projects/nothing/me", f"projects/{project}/threads/x/y"):
        assert (await ask("mona", "GET", path)).status == 404


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[]", b"null", b'{"a":' * 5000, b'{"id": 5}', b'{"id":NaN}'])
async def test_a_body_that_is_not_what_it_should_be_is_refused(ask, project, body):
    answer = await ask("cora", "POST", f"projects/{project}/threads", body)
    assert (answer.status, answer.body["code"]) == (422, "invalid")


async def test_more_than_eight_megabytes_are_refused(ask, project):
    answer = await ask("cora", "POST", f"projects/{project}/placements", b'"' + b"x" * 8_400_000 + b'"')
    assert (answer.status, answer.body["code"]) == (413, "too_large")


async def test_a_reply_and_a_mention_stand_in_the_inbox_until_read(ask, project, thread):
    path = f"projects/{project}/threads/{thread['id']}"
    await ask("rita", "POST", f"{path}/comments", {"id": new_id(), "body": "What do you think, @mona?"})
    inbox = (await ask("cora", "GET", f"projects/{project}/inbox")).body
    assert [(i["reason"], i["unread"]) for i in inbox["items"]] == [("reply", True)]
    # Mona is known by her role alone: she never signed in before.
    mona = (await ask("mona", "GET", f"projects/{project}/inbox")).body
    assert [(i["reason"], i["excerpt"]) for i in mona["items"]] == [("mention", "What do you think, @mona?")]
    await ask("cora", "PUT", f"{path}/read", {"seq": 10_000})
    assert (await ask("cora", "GET", f"projects/{project}/inbox")).body["unread"] == 0


async def test_a_look_waits_until_it_is_answered_or_commented(ask, project, notebook, new_thread):
    look = {"id": new_id(), "path": "churn/train.ipynb", "people": ["rita", "mona"], "line": "Is the split right?"}
    asked = await ask("cora", "POST", f"projects/{project}/looks", look)
    assert asked.status == 200, asked.body
    inbox = (await ask("rita", "GET", f"projects/{project}/inbox")).body
    assert [entry["line"] for entry in inbox["looks"]] == ["Is the split right?"]
    fine = await ask("rita", "POST", f"projects/{project}/looks/{look['id']}/answers", {"id": new_id()})
    assert {a["person"]["username"]: a["how"] for a in fine.body["answers"]} == {"rita": "fine", "mona": None}
    await ask("mona", "POST", f"projects/{project}/threads", new_thread("One thing"))
    seen = (await ask("cora", "GET", f"projects/{project}/looks", path="churn/train.ipynb")).body["looks"][0]
    assert {a["person"]["username"]: a["how"] for a in seen["answers"]} == {"rita": "fine", "mona": "commented"}
    assert (await ask("mona", "GET", f"projects/{project}/inbox")).body["looks"] == []


async def test_a_folder_renamed_in_jupyter_takes_its_threads_along(ask, project, thread, jp_fetch):
    await jp_fetch(
        "api",
        "contents",
        "churn",
        method="PATCH",
        body=json.dumps({"path": "risk"}),
        headers={"Authorization": "token mona"},
    )
    for _ in range(50):
        listed = (await ask("cora", "GET", f"projects/{project}/threads", path="risk/train.ipynb")).body
        if listed["threads"]:
            break
    assert [t["id"] for t in listed["threads"]] == [thread["id"]]
    assert (await ask("cora", "GET", f"projects/{project}/threads", path="churn/train.ipynb")).body["threads"] == []


async def test_a_forged_rename_moves_nothing(ask, project, thread, jp_fetch):
    forged = {
        "schema_id": "https://events.jupyter.org/jupyter_server/contents_service/v1",
        "version": "1",
        "data": {"action": "rename", "source_path": "churn/train.ipynb", "path": "churn/other.ipynb"},
    }
    await jp_fetch("api", "events", method="POST", body=json.dumps(forged), headers={"Authorization": "token vera"})
    listed = (await ask("cora", "GET", f"projects/{project}/threads", path="churn/train.ipynb")).body
    assert [t["id"] for t in listed["threads"]] == [thread["id"]]


async def test_a_notebook_moved_outside_is_found_again_and_a_copy_is_not(ask, project, thread, notebook):
    copy = notebook.with_name("copy.ipynb")
    copy.write_bytes(notebook.read_bytes())
    found = await ask("cora", "POST", f"projects/{project}/documents", {"path": "churn/copy.ipynb"})
    assert found.body == {"document": None, "movedFrom": None}
    copy.unlink()
    notebook.rename(notebook.with_name("moved.ipynb"))
    found = await ask("cora", "POST", f"projects/{project}/documents", {"path": "churn/moved.ipynb"})
    assert found.body == {"document": thread["document"], "movedFrom": "churn/train.ipynb"}


async def followed(jp_fetch, project, kind, entity, **query):
    """Where a permalink sends the browser."""
    from tornado.httpclient import HTTPClientError

    with pytest.raises(HTTPClientError) as sent:
        await jp_fetch(
            *("mlcollab", "open", project, kind, entity),
            headers={"Authorization": "token cora"}, params=query, follow_redirects=False,
        )  # fmt: skip
    assert sent.value.code == 302
    return sent.value.response.headers["Location"]


async def test_a_permalink_leads_to_where_the_notebook_is_now(jp_fetch, project, thread):
    address = await followed(jp_fetch, project, "thread", thread["id"])
    assert address.endswith(f"lab/tree/churn/train.ipynb?mlcollab-thread={thread['id']}")
    assert "token" not in address


async def test_a_permalink_to_a_thread_on_a_page_opens_the_page(jp_fetch, jp_base_url, ask, project, notebook):
    (notebook.parent / "goals of May.md").write_text("# Goals\n", encoding="utf-8")
    passage = {"text": "# Goals\n", "offset": 0, "line": 0, "headings": ["Goals"], "rival": None}
    target = {"kind": "text", "passage": passage, "start": 2, "end": 7}
    thread = {"id": new_id(), "path": "churn/goals of May.md", "target": target, "body": "Whose?"}
    assert (await ask("cora", "POST", f"projects/{project}/threads", thread)).status == 200
    address = await followed(jp_fetch, project, "thread", thread["id"])
    assert address == f"{jp_base_url}lab?mlcollab-thread={thread['id']}&mlcollab-text=churn/goals%20of%20May.md"
    editor = await followed(jp_fetch, project, "thread", thread["id"], **{"in": "notebook"})
    assert editor == f"{jp_base_url}edit/churn/goals%20of%20May.md?mlcollab-thread={thread['id']}"


async def test_a_permalink_copied_in_notebook_7_leads_back_there(jp_fetch, jp_base_url, project, thread):
    address = await followed(jp_fetch, project, "thread", thread["id"], **{"in": "notebook"})
    assert address == f"{jp_base_url}notebooks/churn/train.ipynb?mlcollab-thread={thread['id']}"
    elsewhere = await followed(jp_fetch, project, "thread", thread["id"], **{"in": "//evil.example"})
    assert elsewhere.startswith(f"{jp_base_url}lab/tree/")


async def test_a_permalink_to_a_look_leads_to_its_notebook(jp_fetch, jp_base_url, ask, project, notebook):
    look = {"id": new_id(), "path": "churn/train.ipynb", "people": ["rita"], "line": "Is the split right?"}
    await ask("cora", "POST", f"projects/{project}/looks", look)
    assert await followed(jp_fetch, project, "look", look["id"]) == f"{jp_base_url}lab/tree/churn/train.ipynb"


async def test_a_permalink_to_a_deleted_thread_says_so(jp_fetch, ask, project, thread):
    from tornado.httpclient import HTTPClientError

    await ask("cora", "DELETE", f"projects/{project}/threads/{thread['id']}/comments/{thread['id']}", eventId=new_id())
    with pytest.raises(HTTPClientError) as gone:
        await jp_fetch("mlcollab", "open", project, "thread", thread["id"], headers={"Authorization": "token cora"})
    assert gone.value.code == 404
    assert b"was deleted" in gone.value.response.body


async def test_the_log_is_for_reviewers_and_says_who_did_what(ask, project, thread):
    assert (await ask("cora", "GET", f"projects/{project}/log")).status == 403
    log = (await ask("rita", "GET", f"projects/{project}/log", kind="thread")).body
    assert [(e["kind"], e["actor"]["username"]) for e in log["entries"]] == [("thread.opened", "cora")]


async def test_changes_since_a_cursor(ask, project, thread):
    changes = (await ask("vera", "GET", f"projects/{project}/changes", since=0)).body
    assert [c["kind"] for c in changes["changes"]] == ["document.opened", "thread.opened"]
    assert changes["head"] == changes["changes"][-1]["seq"]
    ahead = (await ask("vera", "GET", f"projects/{project}/changes", since=99)).body
    assert ahead["resync"] is True


@pytest.mark.parametrize("event_id", ["", "mine", "0" * 500, "01a20726-7b59-7f0b-8409-1e1a6b321e63\n"])
async def test_a_deletion_needs_an_id_that_other_journals_can_take_in(ask, project, thread, event_id):
    address = f"projects/{project}/threads/{thread['id']}/comments/{thread['id']}"
    answer = await ask("cora", "DELETE", address, eventId=event_id)
    assert (answer.status, answer.body["code"]) == (422, "invalid")


async def test_a_number_that_no_cursor_can_be_is_refused(ask, project, thread):
    for number in (2**63, 2**64, 10**30, -(2**70)):
        answer = await ask("rita", "GET", f"projects/{project}/log", after=number)
        assert answer.status in (200, 422), answer.body

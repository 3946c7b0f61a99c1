"""A card that is talked about: its threads, the list that counts them, and links to them."""

from __future__ import annotations

import json

import pytest
from tornado.httpclient import HTTPClientError

from jupyter_mlcollab.core.ids import new_id

PATH = "cards/boosting/card.json"
AUC = {"section": "metric", "name": ["auc", "test", ""], "heading": "Metric", "label": "auc, test", "text": "0.8713"}


@pytest.fixture
def card(jp_root_dir):
    file = jp_root_dir / PATH
    file.parent.mkdir(parents=True)
    said = {"id": new_id(), "schema": "mlcollab.card/1", "title": "Boosting", "kind": "experiment", "owner": "Cora"}
    file.write_text(json.dumps(said | {"created": "2026-11-20T09:30:00Z"}), encoding="utf-8")
    return file


@pytest.fixture
def thread(ask, project, card, jp_asyncio_loop):
    target = {"kind": "entry", "entry": AUC}
    new = {"id": new_id(), "path": PATH, "target": target, "body": "On which fold?"}
    answer = jp_asyncio_loop.run_until_complete(ask("cora", "POST", f"projects/{project}/threads", new))
    assert answer.status == 200, answer.body
    return answer.body


async def test_the_list_counts_what_is_open(ask, project, thread):
    async def count() -> list[int]:
        answer = await ask("rita", "GET", f"projects/{project}/cards")
        return [card["openThreads"] for card in answer.body["cards"]]

    assert await count() == [1]
    done = {"id": new_id(), "seen": thread["version"], "status": "resolved"}
    await ask("cora", "PUT", f"projects/{project}/threads/{thread['id']}/status", done)
    assert await count() == [0]


async def test_it_is_placed_among_the_entries_that_are_sent(ask, project, thread):
    now = {"path": PATH, "cells": [], "entries": [AUC | {"text": "0.8931"}]}
    answer = await ask("rita", "POST", f"projects/{project}/placements", now)
    assert [(p["state"], p["entryIndex"]) for p in answer.body["placements"]] == [("outdated", 0)]
    elsewhere = await ask("rita", "POST", f"projects/{project}/placements", {"path": PATH, "entries": [{"name": []}]})
    assert elsewhere.status == 422


async def test_a_card_that_is_not_there_cannot_be_commented(ask, project, card):
    new = {"id": new_id(), "path": "cards/other/card.json", "target": {"kind": "entry", "entry": AUC}, "body": "?"}
    answer = await ask("cora", "POST", f"projects/{project}/threads", new)
    assert (answer.status, answer.body["message"].split(".")[0]) == (404, "This file is not in the project any more")


@pytest.mark.parametrize(("query", "page"), [({}, "lab/tree"), ({"in": "notebook"}, "edit")])
async def test_its_link_opens_the_card(jp_fetch, project, thread, query, page):
    with pytest.raises(HTTPClientError) as sent:
        await jp_fetch(
            *("mlcollab", "open", project, "thread", thread["id"]),
            headers={"Authorization": "token cora"}, params=query, follow_redirects=False,
        )  # fmt: skip
    address = sent.value.response.headers["Location"]
    assert address.endswith(f"{page}/{PATH}?mlcollab-thread={thread['id']}")

"""Pages follow what is renamed in JupyterLab, though nobody has commented on it."""

from __future__ import annotations

import asyncio
import json

import pytest


@pytest.fixture
def page(jp_root_dir):
    (jp_root_dir / "pages").mkdir()
    (jp_root_dir / "pages/plan.md").write_text("# Plan\n", encoding="utf-8")
    (jp_root_dir / "pages/start.md").write_text("# Start\n\n[plan](plan.md)\n", encoding="utf-8")
    return jp_root_dir / "pages/plan.md"


async def test_a_page_renamed_in_jupyter_is_followed_by_the_links_to_it(ask, project, page, jp_fetch):
    await jp_fetch(
        *("api", "contents", "pages", "plan.md"),
        method="PATCH",
        body=json.dumps({"path": "pages/goals.md"}),
        headers={"Authorization": "token mona"},
    )
    for _ in range(50):
        shown = (await ask("cora", "GET", f"projects/{project}/page", path="pages/goals.md")).body
        if shown["backlinks"]:
            break
        await asyncio.sleep(0.1)
    assert [one["path"] for one in shown["backlinks"]] == ["pages/start.md"]
    start = (await ask("cora", "GET", f"projects/{project}/page", path="pages/start.md")).body
    assert start["moved"] == [{"path": "pages/plan.md", "movedTo": "pages/goals.md"}]

"""A page that is talked about: its threads are placed in the text that is sent, whoever sends it."""

from __future__ import annotations

import pytest

from jupyter_mlcollab.core.ids import new_id

PATH = "pages/plan.md"
TEXT = "# Plan\n\nThe AUC has to be above 0.87.\n"
PASSAGE = {"text": TEXT, "offset": 0, "line": 0, "headings": ["Plan"], "rival": None}


@pytest.fixture
def page(jp_root_dir):
    file = jp_root_dir / PATH
    file.parent.mkdir(parents=True)
    file.write_text(TEXT, encoding="utf-8")
    return file


def new(**target: object) -> dict[str, object]:
    whole = {"kind": "text", "passage": PASSAGE, "start": 8, "end": 15} | target
    return {"id": new_id(), "path": PATH, "target": whole, "body": "Why?"}


async def test_a_comment_on_words_is_placed_in_the_text_that_is_sent(ask, project, page):
    opened = await ask("cora", "POST", f"projects/{project}/threads", new())
    assert (opened.status, opened.body["anchor"]["quote"]["exact"]) == (200, "The AUC")
    answer = await ask("rita", "POST", f"projects/{project}/placements", {"path": PATH, "text": "New. " + TEXT})
    assert [(p["state"], p["quoteStart"], p["quoteEnd"]) for p in answer.body["placements"]] == [("anchored", 13, 20)]


async def test_a_page_that_moved_outside_keeps_its_comments(ask, project, page):
    opened = await ask("cora", "POST", f"projects/{project}/threads", new())
    page.rename(page.with_name("goals.md"))
    found = await ask("rita", "POST", f"projects/{project}/documents", {"path": "pages/goals.md"})
    assert (found.body["document"], found.body["movedFrom"]) == (opened.body["document"], PATH)


@pytest.mark.parametrize("bad", [{"start": 15}, {"end": 999}, {"passage": PASSAGE | {"offset": 50}}, {"passage": None}])
async def test_a_range_that_is_none_is_refused(ask, project, page, bad):
    answer = await ask("cora", "POST", f"projects/{project}/threads", new(**bad))
    assert answer.status == 422

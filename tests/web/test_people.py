"""Who can be mentioned or asked."""

from __future__ import annotations

from jupyter_mlcollab.core.ids import new_id


async def test_whoever_has_looked_is_known_by_name_before_they_write(ask, project):
    await ask("rita", "GET", f"projects/{project}/me")
    answer = await ask("cora", "GET", f"projects/{project}/people")
    known = {entry["person"]["username"]: entry for entry in answer.body["people"]}
    rita, vera = known["rita"], known["vera"]
    assert (rita["source"], rita["person"]["displayName"], rita["person"]["verified"]) == ("signed_in", "Rita", True)
    assert rita["role"] == "reviewer"
    assert (vera["source"], vera["person"]["verified"]) == ("roles", False), "named in the roles, but never here"


async def test_whoever_is_asked_for_a_look_is_named_before_they_write(ask, project):
    await ask("rita", "GET", f"projects/{project}/me")
    look = {"id": new_id(), "path": "churn/train.ipynb", "people": ["rita"], "line": "Is the split right?"}
    asked = await ask("mona", "POST", f"projects/{project}/looks", look)
    assert [answer["person"]["displayName"] for answer in asked.body["answers"]] == ["Rita"]

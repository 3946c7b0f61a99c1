"""Saves through Jupyter that name what they replace, and who made them."""

from __future__ import annotations

import asyncio
import json
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

from jupyter_core.utils import ensure_async
from jupyter_server import CallContext
from jupyter_server.base.handlers import JupyterHandler
from tornado.httpclient import HTTPClientError

from jupyter_mlcollab.access.perform import Performer
from jupyter_mlcollab.access.work import SERVER
from jupyter_mlcollab.core.people import Visitor
from jupyter_mlcollab.web import saves as saving
from jupyter_mlcollab.web.saves import REPLACES, SavedFile


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()


async def put(jp_fetch, text: str, *, path: str = "plan.md", person: str = "mona", **more: str) -> int:
    body = {"type": "file", "format": "text", "content": text} | more
    headers = {"Authorization": f"token {person}", "Content-Type": "application/json"}
    place = ("api", "contents", *path.split("/"))
    try:
        answer = await jp_fetch(*place, method="PUT", body=json.dumps(body), headers=headers)
    except HTTPClientError as error:
        return error.code
    return answer.code


async def test_one_that_names_what_is_there_is_made(jp_fetch, jp_root_dir):
    file = jp_root_dir / "plan.md"
    file.write_text("first é\n", encoding="utf-8")
    assert await put(jp_fetch, "second\n", **{REPLACES: fingerprint("first é\n")}) == 200
    assert await put(jp_fetch, "third\n", **{REPLACES: fingerprint("second\n")}) == 200
    assert file.read_text(encoding="utf-8") == "third\n"


async def test_one_that_names_something_else_changes_nothing(jp_fetch, jp_root_dir):
    file = jp_root_dir / "plan.md"
    file.write_text("by git\n", encoding="utf-8")
    assert await put(jp_fetch, "mine\n", **{REPLACES: fingerprint("first\n")}) == 409
    assert file.read_text(encoding="utf-8") == "by git\n"
    file.unlink()
    assert await put(jp_fetch, "mine\n", **{REPLACES: fingerprint("first\n")}) == 409


async def test_of_two_at_once_one_is_made(jp_fetch, jp_root_dir):
    file = jp_root_dir / "plan.md"
    file.write_text("first\n", encoding="utf-8")
    texts = [f"{number}\n" * 50_000 for number in range(4)]
    codes = await asyncio.gather(*(put(jp_fetch, text, **{REPLACES: fingerprint("first\n")}) for text in texts))
    assert sorted(codes) == [200, 409, 409, 409]
    assert file.read_text(encoding="utf-8") == texts[codes.index(200)]


async def test_one_that_names_nothing_is_jupyter_s_own_business(jp_fetch, jp_root_dir):
    (jp_root_dir / "plan.md").write_text("first\n", encoding="utf-8")
    assert await put(jp_fetch, "second\n") == 200


async def test_a_viewer_writes_no_page(jp_fetch, jp_root_dir):
    """Jupyter has no roles: it lets everybody write who is signed in."""
    file = jp_root_dir / "pages/plan.md"
    file.parent.mkdir()
    file.write_text("first\n", encoding="utf-8")
    assert await put(jp_fetch, "second\n", path="pages/plan.md", person="vera") == 403
    assert await put(jp_fetch, "mine\n", path="pages/new.md", person="vera") == 403
    assert file.read_text(encoding="utf-8") == "first\n"
    assert not file.with_name("new.md").exists()
    assert await put(jp_fetch, "third\n", path="pages/plan.md", person="cora") == 200
    assert await put(jp_fetch, "no page\n", path="plan.md", person="vera") == 201


async def saves(ask, project, wanted: int) -> list[Any]:
    """What is kept of the page's saves; that is written once whoever saved has their answer."""
    for _ in range(50):
        found = (await ask("cora", "GET", f"projects/{project}/page/saves", path="pages/plan.md")).body["saves"]
        if len(found) >= wanted:
            break
        await asyncio.sleep(0.1)
    return found


async def test_who_saved_a_page_is_known(ask, project, jp_fetch, jp_root_dir):
    file = jp_root_dir / "pages/plan.md"
    file.parent.mkdir()
    file.write_text("first\n", encoding="utf-8")
    assert await put(jp_fetch, "second\n", path="pages/plan.md") == 200
    assert await put(jp_fetch, "third\n", path="pages/plan.md", person="rita") == 200
    found = await saves(ask, project, 2)
    assert [(one["person"]["displayName"], one["live"]) for one in found] == [("Rita", False), ("Mona", False)]
    number = found[1]["number"]
    shown = await ask("cora", "GET", f"projects/{project}/page/save", path="pages/plan.md", number=number)
    assert shown.body == {"text": "second\n", "before": "first\n"}


async def test_in_which_role_somebody_saves_is_asked_once(ask, project, jp_fetch, jp_root_dir, monkeypatch):
    (jp_root_dir / "pages").mkdir()
    asked: list[str] = []
    context = Performer.context

    def counted(performer: Performer, project: Any, visitor: Visitor) -> Any:
        asked.append(visitor.person.username)
        return context(performer, project, visitor)

    monkeypatch.setattr(Performer, "context", counted)
    assert await put(jp_fetch, "first\n", path="pages/plan.md") == 201
    (found,) = await saves(ask, project, 1)
    assert found["person"]["displayName"] == "Mona"
    assert asked.count("mona") == 1


async def test_of_two_who_save_at_once_each_is_named(ask, project, jp_fetch, jp_root_dir):
    (jp_root_dir / "pages").mkdir()
    people = ["mona", "rita", "cora"]
    texts = {person: f"{person}\n" * 50_000 for person in people}
    await asyncio.gather(*(put(jp_fetch, texts[person], path="pages/plan.md", person=person) for person in people))
    found = await saves(ask, project, 3)
    assert sorted(one["person"]["username"] for one in found) == sorted(people)


def test_what_each_wrote_is_theirs_though_another_wrote_over_it(tmp_path, monkeypatch):
    file = tmp_path / "plan.md"
    jupyter = SimpleNamespace(_get_os_path=lambda path: str(tmp_path / path))
    visitors = [Visitor(person=SERVER, own_server=own, local=False) for own in (True, False)]
    told: list[SavedFile] = []
    kept = saving.Saves(".md", lambda path, visitor: told.append)

    def by(visitor: Visitor) -> None:
        monkeypatch.setattr(saving, "_who", lambda: (visitor, False))

    for visitor, text in zip(visitors, ("first\n", "second\n"), strict=True):
        by(visitor)
        kept.begin({"type": "file", "format": "text", "content": text}, "plan.md", jupyter)
    file.write_text("second\n")
    for visitor in visitors:
        by(visitor)
        kept.end(str(file), {"path": "plan.md"})
    assert [(one.visitor, one.after) for one in told] == [(visitors[0], b"first\n"), (visitors[1], b"second\n")]


async def test_what_no_person_s_request_saved_is_nobody_s(ask, project, jp_serverapp, jp_root_dir):
    (jp_root_dir / "pages").mkdir()
    model = {"type": "file", "format": "text", "content": "by a program\n"}
    await ensure_async(jp_serverapp.contents_manager.save(model, "pages/plan.md"))
    (found,) = await saves(ask, project, 1)
    assert (found["person"], found["live"]) == (None, False)


async def test_what_is_saved_in_the_background_is_not_of_whoever_opened_it(ask, project, jp_serverapp, jp_root_dir):
    """As jupyter-server-ydoc does: its saves run in the context of the socket that opened the text first."""
    (jp_root_dir / "pages").mkdir()
    model = {"type": "file", "format": "text", "content": "by several\n"}
    socket = type("YDocWebSocketHandler", (JupyterHandler,), {"__module__": "jupyter_server_ydoc.handlers"})

    async def in_background() -> None:
        CallContext.set(CallContext.JUPYTER_HANDLER, socket.__new__(socket))
        await ensure_async(jp_serverapp.contents_manager.save(model, "pages/plan.md"))

    await asyncio.create_task(in_background())
    (found,) = await saves(ask, project, 1)
    assert (found["person"], found["live"]) == (None, True)

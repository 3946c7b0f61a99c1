"""Saves through Jupyter that name what they replace."""

from __future__ import annotations

import asyncio
import json
from hashlib import sha256

from tornado.httpclient import HTTPClientError

from jupyter_mlcollab.web.saves import REPLACES


def fingerprint(text: str) -> str:
    return sha256(text.encode()).hexdigest()


async def put(jp_fetch, text: str, **more: str) -> int:
    body = {"type": "file", "format": "text", "content": text} | more
    headers = {"Authorization": "token mona", "Content-Type": "application/json"}
    try:
        answer = await jp_fetch("api", "contents", "plan.md", method="PUT", body=json.dumps(body), headers=headers)
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

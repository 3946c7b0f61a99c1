"""The exchange format as it is written down, and as it is written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema

from jupyter_mlcollab.sync.format import FILE, replica_schema, replica_schema_text

from .conftest import git

DOCUMENT = Path(__file__).parents[2] / "docs" / "extend" / "exchange-format.md"


def test_the_schema_is_fresh():
    assert FILE.read_text(encoding="utf-8") == replica_schema_text(), "stale: run make contract"


def test_what_is_shared_keeps_to_the_schema_and_is_all_documented(team, ana):
    thread = ana.open_thread("As written")
    ana.reply(thread, "And more")
    ana.sync()
    (commit,) = team.refs().values()
    assert git(team.remote, "rev-list", "--count", commit) == "1"
    names = git(team.remote, "ls-tree", "--name-only", commit).splitlines()
    assert names == ["erased.jsonl", "events-000000.jsonl", "manifest.json", "people.jsonl"]
    schema = replica_schema()
    manifest = json.loads(git(team.remote, "cat-file", "blob", f"{commit}:manifest.json"))
    jsonschema.validate(manifest, schema)
    for file, kind in (("events-000000.jsonl", "EventLine"), ("people.jsonl", "PersonLine")):
        for line in git(team.remote, "cat-file", "blob", f"{commit}:{file}").splitlines():
            jsonschema.validate(json.loads(line), schema | {"$ref": f"#/$defs/{kind}"})
    told = set(re.findall(r"`(\w+)`", DOCUMENT.read_text(encoding="utf-8")))
    assert {*manifest, *manifest["segments"][0]} - told == set()

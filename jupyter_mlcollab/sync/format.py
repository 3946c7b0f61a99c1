"""What a replica gives out as a JSON Schema, for other programs. Made from `manifest` and `journal.lines`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from ..journal.lines import BlobLine, EventLine, PersonLine
from .manifest import FORMAT, VERSION, Manifest

FILE = Path(__file__).with_name("replica.schema.json")


def replica_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12): of a manifest as it stands, of a line of the other files each other definition."""
    kinds = (Manifest, EventLine, PersonLine, BlobLine)
    _, parts = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    for part in parts.values():
        part["description"] = " ".join(part.get("description", "").split())
    parts["Manifest"]["properties"] |= {"format": {"const": FORMAT}, "version": {"const": VERSION}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{FORMAT}:{VERSION}",
        "title": "What a replica of a project gives out",
        "$ref": "#/$defs/Manifest",
        "$defs": parts,
    }


def replica_schema_text() -> str:
    """The schema as it stands in `replica.schema.json`."""
    return json.dumps(replica_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"

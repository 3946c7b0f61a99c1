"""The form of `card.json` as a JSON Schema, for editors and other programs. Made from `card.py`."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import msgspec

from .card import SCHEMA, Card

FILE = Path(__file__).with_name("card.schema.json")


def card_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a card's file. Fields it does not name are allowed, as a reader keeps them."""
    schema: dict[str, Any] = msgspec.json.schema(Card)
    for part in schema["$defs"].values():
        if "description" in part:
            part["description"] = " ".join(inspect.cleandoc(part["description"]).split())
    schema["$defs"]["Card"]["properties"]["schema"] = {"const": SCHEMA}
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": "Experiment card",
    }
    return head | schema


def card_schema_text() -> str:
    """The schema as it stands in `card.schema.json`."""
    return json.dumps(card_schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"

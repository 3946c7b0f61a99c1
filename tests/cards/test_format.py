"""The JSON Schema of a card is current, takes every card we write, and refuses what we refuse."""

from __future__ import annotations

import json

import jsonschema
import pytest

from cards_made_up import full, heavy, hostile, made
from jupyter_mlcollab.cards.card import Card
from jupyter_mlcollab.cards.format import FILE, card_schema, card_schema_text
from jupyter_mlcollab.cards.text import card_text, read_card
from jupyter_mlcollab.core.errors import Invalid


def test_the_schema_in_the_package_is_current():
    assert FILE.read_text(encoding="utf-8") == card_schema_text(), "stale: run make contract"


@pytest.mark.parametrize("card", [made(), full(), heavy(), hostile()], ids=["bare", "full", "heavy", "hostile"])
def test_it_takes_what_we_write(card: Card):
    jsonschema.Draft202012Validator.check_schema(card_schema())
    jsonschema.Draft202012Validator(card_schema()).validate(json.loads(card_text(card)))


@pytest.mark.parametrize(
    "wrong",
    [
        {"schema": "mlcollab.card/2"}, {"title": ""}, {"kind": "essay"}, {"id": "1"}, {"outcome": "great"},
        {"metrics": [{"name": "auc"}]}, {"figures": [{"path": "a.png", "sha256": "no"}]}, {"params": {"a": [1]}},
    ],
)  # fmt: skip
def test_it_refuses_what_we_refuse(wrong: dict[str, object]):
    value = json.loads(card_text(full())) | wrong
    assert not jsonschema.Draft202012Validator(card_schema()).is_valid(value)
    with pytest.raises(Invalid):
        read_card(json.dumps(value).encode())

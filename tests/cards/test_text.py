"""`card.json` as text: it reads back, keeps what it does not know, merges in git, and says where it breaks."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import msgspec
import pytest

from cards_made_up import made
from jupyter_mlcollab.cards.text import card_text, digest, read_card
from jupyter_mlcollab.core.errors import Invalid

FULL = made(
    params={"depth": 3, "rate": 0.1, "name": "gbm – größer", "early": True, "none": None},
    metrics=[{"name": "auc", "value": 0.87, "split": "test", "goal": "max"}, {"name": "loss", "value": "NaN"}],
    data=[{"name": "churn", "fingerprint": "sha256:ab", "scope": "frame", "rows": 3}],
    environment={"python": "3.11.7", "packages": {"numpy": "2.1.0"}},
    hypothesis="two\nlines",
    ext={"team": {"x": [1, 2]}},
)


def test_reads_back():
    assert read_card(card_text(FULL).encode()) == FULL


def test_is_sorted_with_a_value_to_a_line_and_nothing_empty():
    text = card_text(FULL)
    value = json.loads(text)
    assert list(value) == sorted(value)
    assert '\n{"goal":"max","name":"auc","split":"test","value":0.87},\n' in text
    assert '\n"depth":3,\n' in text
    assert "conclusion" not in text and "null" not in text.replace('"none":null', "")


def test_what_another_version_wrote_is_kept():
    beside = json.dumps(json.loads(card_text(FULL)) | {"reviewNotes": {"a": 1}}).encode()
    edited = msgspec.structs.replace(read_card(beside), conclusion="Adopt.")
    assert json.loads(card_text(edited, beside))["reviewNotes"] == {"a": 1}


def test_an_edit_changes_the_digest_and_publishing_does_not():
    published = msgspec.structs.replace(FULL, published=datetime(2026, 11, 27, tzinfo=UTC))
    assert digest(published) == digest(FULL)
    assert digest(msgspec.structs.replace(FULL, conclusion="Adopt.")) != digest(FULL)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"{", "card.json, line 1: this is not JSON"),
        (b'{\n "a": 1,\n<<<<<<< HEAD\n "b": 2\n=======\n', "conflict markers of a git merge (line 3)"),
        (b'{"schema": "mlcollab.card/2"}', "newer version (format 2)"),
        (b'{"title": "x"}', "not an experiment card"),
        (b"[1]", "not an experiment card"),
        (b'{"a": "\xff"}', "not UTF-8"),
        (b"[" * 100_000, "cannot be read as JSON"),
        (b'{"schema": "mlcollab.card/1", "id": 1}', "“id” is not as the format says: expected `str`, got `int`"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(content: bytes, sentence: str):
    with pytest.raises(Invalid) as error:
        read_card(content)
    assert sentence in error.value.message

"""Cards for tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec

from jupyter_mlcollab.cards.card import SCHEMA, Card
from jupyter_mlcollab.core.ids import new_id


def made_card(**fields: Any) -> Card:
    known = {
        "schema": SCHEMA,
        "id": new_id(),
        "title": "Boosting beats logistic regression",
        "kind": "experiment",
        "owner": "Ana",
        "created": datetime(2026, 11, 26, 9, 0, tzinfo=UTC),
    }
    return msgspec.convert(known | fields, Card, from_attributes=True)

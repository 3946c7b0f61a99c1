"""What a merge left to decide in a card: which of two values a place has. Pure."""

from __future__ import annotations

import contextlib
from typing import Any, Literal

import msgspec

from ..core.errors import Blocked, Invalid
from .card import Card
from .merging import CONFLICTS, WHOLE, CardConflict, keyed, named
from .words import cut

Side = Literal["ours", "theirs"]
_SHOWN_FIELDS = 5
_SHOWN_CHARACTERS = 80


def conflicts_of(card: Card) -> list[CardConflict]:
    """The places where a merge left two values, in the order in which it found them."""
    found = card.ext.get(CONFLICTS)
    conflicts = []
    for entry in found if isinstance(found, list) else []:
        with contextlib.suppress(msgspec.ValidationError):
            conflicts.append(msgspec.convert(entry, CardConflict))
    return conflicts


def require_decided(card: Card) -> None:
    """Nothing when no merge left two values.

    Raises:
        Blocked: it did; `details.fields` says where.
    """
    fields = [conflict.field for conflict in conflicts_of(card)]
    if fields:
        shown = [cut(field, _SHOWN_CHARACTERS) for field in fields[:_SHOWN_FIELDS]]
        more = f" and {len(fields) - _SHOWN_FIELDS} more" if len(fields) > _SHOWN_FIELDS else ""
        raise Blocked(
            f"A merge left two values for {', '.join(shown)}{more}. Choose which to keep first.", {"fields": fields}
        )


def decided(card: Card, fields: list[str], side: Side) -> Card:
    """The card with what that side says in these fields, or in all when none are named, and nothing left to decide
    there. A value that the side did not have is taken out.

    Raises:
        Invalid: nothing is to decide there, or the place is gone from the card, or its value does not fit.
    """
    conflicts = conflicts_of(card)
    wanted = set(fields or [conflict.field for conflict in conflicts])
    unknown = wanted - {conflict.field for conflict in conflicts}
    if unknown or not wanted:
        raise Invalid(f"There is nothing to decide in {cut(min(unknown, default='this card'), _SHOWN_CHARACTERS)}.")
    content = msgspec.to_builtins(card)
    for conflict in conflicts:
        if conflict.field in wanted:
            _put(content, conflict.field, getattr(conflict, side))
    left = [msgspec.to_builtins(conflict) for conflict in conflicts if conflict.field not in wanted]
    content["ext"].pop(CONFLICTS, None)
    if left:
        content["ext"][CONFLICTS] = left
    try:
        return msgspec.convert(content, Card)
    except msgspec.ValidationError as error:
        raise Invalid(f"This value does not fit into a card: {error}. Edit the card instead.") from None


def _put(content: dict[str, Any], field: str, value: Any) -> None:
    if value is None and "." not in field:
        content.pop(field, None)
    elif "." not in field:
        content[field] = value
    elif not _put_inside("", content, field, value) and value is not None:
        shown = cut(field, _SHOWN_CHARACTERS)
        raise Invalid(f"The card has no {shown} any more. Keep what it has, or edit it.")


def _put_inside(place: str, holder: dict[str, Any], field: str, value: Any) -> bool:
    """Whether the field stands below `place`, where `holder` is; then it has the value, or is taken out."""
    for key, inside in holder.items():
        here = f"{place}.{key}" if place else key
        if here == field:
            _set(holder, key, value)
            return True
        if not field.startswith(f"{here}.") or here in WHOLE:
            continue
        if isinstance(inside, dict) and _put_inside(here, inside, field, value):
            return True
        if isinstance(inside, list):
            # Two entries may have one name; the first is meant.
            names = [f"{here}.{named(known)}" for known in keyed(here, inside)]
            if field in names:
                at = names.index(field)
                inside[at : at + 1] = [] if value is None else [value]
                return True
    return False


def _set(holder: dict[Any, Any], key: Any, value: Any) -> None:
    if value is None:
        del holder[key]
    else:
        holder[key] = value

"""Two edits of one cell brought together, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from ..standard import Json, text_of
from .lines import Part, in_conflict, merge_texts
from .values import NOTHING, UNSET, Path, Unsettled, Versions, merge_values, same

ConflictKind = Literal[
    "source", "outputs", "cell_type", "metadata", "attachments", "edited_deleted", "both_inserted", "notebook_metadata"
]
OutputRule = Literal["ask", "ours", "theirs", "clear"]

_TRANSIENT = {
    ("autoscroll",), ("collapsed",), ("colab",), ("execution",), ("ExecuteTime",), ("executionInfo",), ("id",),
    ("jupyter", "outputs_hidden"), ("jupyter", "source_hidden"), ("outputId",), ("papermill",), ("scrolled",),
    ("trusted",),
}  # fmt: skip
"""Metadata of a cell that a tool writes by itself, or that says how it was last looked at. Colab's id is one of them:
which cell it is was settled before."""
_OF_CODE = ("outputs", "execution_count")
_BY_TYPE = ("cell_type", *_OF_CODE, "attachments")


class Conflict(msgspec.Struct, frozen=True):
    """What both sides changed, each in another way, and where. In the merged cell it is as in ours.

    `rows` are those it is about, none when it is the notebook's metadata. `path` leads from the cell's root, or the
    notebook's, to a value in metadata or attachments. `versions` are of that value; of `source` the text; of `outputs`
    and `cell_type` an object of the fields in question; of `edited_deleted` the cell. `parts` are the lines of a
    source, in conflict or not.
    """

    kind: ConflictKind
    versions: Versions = NOTHING
    rows: tuple[int, ...] = ()
    path: Path = ()
    parts: tuple[Part, ...] = ()


def text_with(parts: tuple[Part, ...], take: Literal["base", "ours", "theirs", "both"]) -> str:
    """The text with one version, or both below each other, in place of each conflict."""
    lines: list[str] = []
    for part in parts:
        if part.settled is not None:
            lines += part.settled
        else:
            lines += part.ours + part.theirs if take == "both" else getattr(part, take)
    return "\n".join(lines)


def unimportant(base: Json, cell: Json) -> bool:
    """Whether the cell differs from `base` in nothing that a person did: ids, counters, transient metadata."""
    return same(_without_transients(base), _without_transients(cell))


def merge_cell(base: Json | None, ours: Json, theirs: Json, outputs: OutputRule) -> tuple[Json, list[Conflict]]:
    """The merged cell, and what stays open. Without `base` both inserted it."""
    if base is not None and same(ours, base):
        return theirs, []
    if same(ours, theirs) or (base is not None and same(theirs, base)):
        return ours, []
    before = base or {}
    merged, found = _fields_by_type(before, ours, theirs, outputs)
    parts = merge_texts(text_of(before), text_of(ours), text_of(theirs))
    merged["source"] = text_with(parts, "ours")
    if in_conflict(parts):
        texts = Versions(text_of(base) if base is not None else UNSET, text_of(ours), text_of(theirs))
        found.append(Conflict("source", texts, parts=parts))
    found += _merge_rest(merged, Versions(before, ours, theirs))
    return {name: merged[name] for name in [*ours, *merged] if name in merged}, found


def _fields_by_type(base: Json, ours: Json, theirs: Json, outputs: OutputRule) -> tuple[Json, list[Conflict]]:
    """The fields that a type of cell has or not; when the type differs they come from the side whose type counts."""
    before, one, other = (side.get("cell_type") for side in (base, ours, theirs))
    if one == other:
        ran, found = _merge_outputs(base, ours, theirs, outputs)
        return {"cell_type": one} | ran, found
    if one == before:
        return _picked(theirs, _BY_TYPE), []
    if other == before:
        return _picked(ours, _BY_TYPE), []
    versions = Versions(*(_picked(side, _BY_TYPE) or UNSET for side in (base, ours, theirs)))
    return dict(versions.ours), [Conflict("cell_type", versions)]


def _merge_outputs(base: Json, ours: Json, theirs: Json, rule: OutputRule) -> tuple[Json, list[Conflict]]:
    """Outputs with their counter. When one side alone changed the source, its outputs are those of the merged cell; a
    counter alone is never a conflict."""
    before, one, other = (_uncounted(side) for side in (base, ours, theirs))
    ran = [_picked(side, _OF_CODE) for side in (base, ours, theirs)]
    if same(one, other):
        return ran[2 if same(ran[0], ran[1]) else 1], []
    if same(before, other) or same(before, one):
        return ran[1 if same(before, other) else 2], []
    rule = _side_that_edited(base, ours, theirs) or rule
    if rule == "ask":
        return ran[1], [Conflict("outputs", Versions(ran[0] or UNSET, ran[1], ran[2]))]
    return {"outputs": [], "execution_count": None} if rule == "clear" else ran[1 if rule == "ours" else 2], []


def _side_that_edited(base: Json, ours: Json, theirs: Json) -> OutputRule | None:
    """The one side that changed the source, when the other left it alone."""
    before, one, other = text_of(base), text_of(ours), text_of(theirs)
    if one == other or before not in (one, other):
        return None
    return "ours" if before == other else "theirs"


def _merge_rest(merged: Json, cells: Versions) -> Iterator[Conflict]:
    """Puts id, metadata, attachments and fields that no version of the format knows into `merged`."""
    settled = {"source", "cell_type", *_OF_CODE}
    if cells.ours.get("cell_type") != cells.theirs.get("cell_type"):
        settled.add("attachments")
    for name in dict.fromkeys([*cells.ours, *cells.theirs]):
        if name not in settled:
            value, unsettled = merge_values(cells.at(name), _settles, (name,))
            if value is not UNSET:
                merged[name] = value
            yield from map(_conflict, unsettled)


def _conflict(found: Unsettled) -> Conflict:
    kind: ConflictKind = "attachments" if found.path[0] == "attachments" else "metadata"
    return Conflict(kind, found.versions, path=found.path)


def _settles(path: Path) -> bool:
    if path == ("id",):
        return True
    return path[0] == "metadata" and any(path[1 : 1 + len(name)] == name for name in _TRANSIENT)


def _picked(cell: Json, names: tuple[str, ...]) -> Json:
    return {name: cell[name] for name in names if name in cell}


def outputs_in(fields: Json) -> list[Any]:
    """The outputs; none where the file has something else in their place."""
    outputs = fields.get("outputs")
    return outputs if isinstance(outputs, list) else []


def _uncounted(cell: Json) -> list[Any]:
    return [_without(output, "execution_count") for output in outputs_in(cell)]


def _without(value: Any, *names: str) -> Any:
    return {name: v for name, v in value.items() if name not in names} if isinstance(value, dict) else value


def _without_transients(cell: Json) -> Json:
    left: Json = _without(cell, "id", "execution_count") | {"outputs": _uncounted(cell)}
    for name in _TRANSIENT:
        left["metadata"] = _dropped(left.get("metadata"), name)
    return left


def _dropped(metadata: Any, name: Path) -> Any:
    """The metadata without what that path leads to, and without an object that is empty then."""
    first, rest = str(name[0]), name[1:]
    if not isinstance(metadata, dict) or first not in metadata:
        return metadata
    left = _dropped(metadata[first], rest) if rest else None
    return metadata | {first: left} if left else _without(metadata, first)

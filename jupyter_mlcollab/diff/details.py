"""All there is to show of single rows of a comparison; large payloads by hash."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from ..core.errors import Invalid, NotFound
from ..core.text import well_formed
from . import result
from .kept import Kept
from .output_text import readable
from .outputs import pair_outputs
from .result import CellPair, Status
from .rows import lines_of, plain, ranges_of, value_changes
from .schema import INLINE_BYTES, AttachmentPair, CellDetail, Media, OutputPair, OutputSide, PayloadData
from .standard import Json, is_json, text_of
from .values import identical
from .whole_schema import WholeCell

PLAIN = "text/plain"
_TEXTUAL = ("text/", "image/svg+xml", "application/javascript", "application/x-latex")
Remember = Callable[[str, Any], Media]
Payloads = dict[str, tuple[str, Any]]
"""Media type and value by hash."""


def detail(kept: Kept, row: int) -> CellDetail:
    """The details of the row with that index, which has to be there."""
    pair = kept.diff.cells[row]
    before = kept.old.cell(pair.old) if pair.old is not None else None
    after = kept.new.cell(pair.new) if pair.new is not None else None
    old_source = text_of(before) if before is not None else None
    new_source = text_of(after) if after is not None else None
    remember = remembering(kept.payloads)
    return CellDetail(
        row=row,
        old_source=well_formed(old_source) if old_source is not None else None,
        new_source=well_formed(new_source) if new_source is not None else None,
        lines=lines_of(pair.source),
        ranges=ranges_of(pair.source, old_source or "", new_source or ""),
        outputs=_output_pairs(pair, outputs_of(before), outputs_of(after), remember),
        metadata=value_changes(pair.metadata),
        attachments=_attachment_pairs(before, after, remember),
        old_execution_count=_count(before),
        new_execution_count=_count(after),
        old_id=_id(before),
        new_id=_id(after),
    )


def whole(kept: Kept, row: int) -> WholeCell:
    """The cell of the row with that index, which has to be there, on both sides.

    Raises:
        Invalid: it holds what JSON has no word for, as NaN, or is nested too deeply.
    """
    pair = kept.diff.cells[row]
    before = kept.old.cell(pair.old) if pair.old is not None else None
    after = kept.new.cell(pair.new) if pair.new is not None else None
    try:
        old, new = (json.dumps(cell, allow_nan=False) if cell is not None else None for cell in (before, after))
    except (ValueError, RecursionError) as error:
        raise Invalid("This cell holds values that JSON cannot hold, and cannot be put back as it was.") from error
    return WholeCell(old=old, new=new)


def size_of(found: CellDetail) -> int:
    """About how many bytes the details take on the wire."""
    sides = [side for pair in found.outputs for side in (pair.old, pair.new) if side is not None]
    texts = [media.text or "" for side in sides for media in side.media]
    return len(found.old_source or "") + len(found.new_source or "") + sum(map(len, texts)) + 500 * len(sides)


def payload_of(payloads: Payloads, digest: str) -> PayloadData:
    """A payload that an answer has named.

    Raises:
        NotFound: none did.
    """
    if digest not in payloads:
        raise NotFound("There is no such payload here. Ask for the cell again.")
    mime, value = payloads[digest]
    text = well_formed(_text(value))
    return PayloadData(sha256=digest, mime=mime, encoding="text" if _is_textual(mime) else "base64", data=text)


def remembering(payloads: Payloads) -> Remember:
    """How a payload becomes what names it in an answer; from then on it is in `payloads`."""

    def remember(mime: str, value: Any) -> Media:
        text = _text(value)
        data = text.encode("utf-8", "surrogatepass")
        digest = sha256(mime.encode("utf-8", "surrogatepass") + b"\0" + data).hexdigest()
        mime = well_formed(mime)
        payloads[digest] = (mime, value)
        inline = len(data) < INLINE_BYTES and _is_textual(mime)
        return Media(mime=mime, sha256=digest, bytes=len(data), text=well_formed(text) if inline else None)

    return remember


def _text(value: Any) -> str:
    """Text as it is, other JSON written out; nothing of what is nested too deeply for that."""
    try:
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    except RecursionError:
        return ""


def _is_textual(mime: str) -> bool:
    return mime.startswith(_TEXTUAL) or is_json(mime)


def _output_pairs(pair: CellPair, old: list[Any], new: list[Any], remember: Remember) -> list[OutputPair]:
    """Every output of both sides once. Where the comparison has none, they are the same or were left out of it."""
    listed = pair.outputs
    if not listed and pair.old is not None and pair.new is not None:
        listed = tuple(result.OutputPair(i, j, _side_status(i, j), (), None, None) for i, j in pair_outputs(old, new))
    elif not listed:
        listed = (
            *(result.OutputPair(i, None, "removed", (), None, None) for i in range(len(old))),
            *(result.OutputPair(None, j, "added", (), None, None) for j in range(len(new))),
        )
    return [_output_pair(each, old, new, remember) for each in listed]


def _side_status(old: int | None, new: int | None) -> Status:
    return "added" if old is None else "removed" if new is None else "same"


def _output_pair(pair: result.OutputPair, old: list[Any], new: list[Any], remember: Remember) -> OutputPair:
    before = old[pair.old] if pair.old is not None else None
    after = new[pair.new] if pair.new is not None else None
    text_mime = (pair.text_mime or PLAIN) if pair.text is not None else None
    return OutputPair(
        old=output_side(pair.old, before, remember),
        new=output_side(pair.new, after, remember),
        status=pair.status,
        mimes=[well_formed(mime) for mime in pair.mimes],
        text_mime=text_mime,
        lines=lines_of(pair.text),
        ranges=ranges_of(pair.text, _compared(before, pair.text_mime), _compared(after, pair.text_mime)),
    )


def _compared(output: Any, mime: str | None) -> str:
    """The text of an output that was compared by line."""
    if not isinstance(output, dict):
        return ""
    return str(output["data"][mime]) if mime is not None else readable(output)


def output_side(index: int | None, output: Any, remember: Remember) -> OutputSide | None:
    if index is None:
        return None
    fields = output if isinstance(output, dict) else {}
    return OutputSide(
        index=index,
        kind=_string(fields.get("output_type")) or "unknown",
        stream=_string(fields.get("name")) if fields.get("output_type") == "stream" else None,
        error_name=_string(fields.get("ename")),
        error_value=_string(fields.get("evalue")),
        execution_count=_count(fields),
        media=_media(output, remember),
    )


def _media(output: Any, remember: Remember) -> list[Media]:
    if not isinstance(output, dict):
        return [remember("application/json", output)]
    data = output.get("data")
    if isinstance(data, dict):
        return [remember(mime, value) for mime, value in data.items()]
    text = readable(output)
    return [remember(PLAIN, text)] if text else []


def _attachment_pairs(before: Json | None, after: Json | None, remember: Remember) -> list[AttachmentPair]:
    old, new = attachments_of(before), attachments_of(after)
    return [
        AttachmentPair(
            name=well_formed(name),
            status=_attachment_status(old.get(name), new.get(name)),
            old=media_bundle(old.get(name), remember),
            new=media_bundle(new.get(name), remember),
        )
        for name in dict.fromkeys([*old, *new])
    ]


def _attachment_status(old: Any, new: Any) -> Status:
    if old is None or new is None:
        return "added" if old is None else "removed"
    return "same" if identical(old, new) else "changed"


def media_bundle(data: Any, remember: Remember) -> list[Media] | None:
    if data is None:
        return None
    return [remember(mime, value) for mime, value in data.items()] if isinstance(data, dict) else []


def attachments_of(cell: Json | None) -> Json:
    found = (cell or {}).get("attachments")
    return found if isinstance(found, dict) else {}


def outputs_of(cell: Json | None) -> list[Any]:
    found = (cell or {}).get("outputs")
    return found if isinstance(found, list) else []


def _count(fields: Json | None) -> int | None:
    count = plain((fields or {}).get("execution_count"))
    return count if isinstance(count, int) and not isinstance(count, bool) else None


def _id(cell: Json | None) -> str | None:
    return _string((cell or {}).get("id"))


def _string(value: Any) -> str | None:
    return well_formed(value) if isinstance(value, str) else None

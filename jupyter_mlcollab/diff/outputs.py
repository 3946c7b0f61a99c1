"""Outputs of a cell, each with what became of it: a plot drawn anew is one changed output, not two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rapidfuzz.distance import Indel

from .budget import Budget
from .lines import compare_texts
from .options import Options
from .output_text import readable
from .result import OutputPair, TextDiff
from .sequence import common_blocks, gaps_between, heaviest_chain, numbered
from .standard import is_json
from .values import identical, same_value

LEADING_CHARACTERS = 500
"""By so much of their text two outputs of a kind are told from others of that kind."""
MAX_PAIRS = 2_500
"""Outputs of one cell, old times new, up to which each is compared with each; else those at the same place are."""
FEW = 8
"""So many outputs of a cell, each of another kind, are told by their kinds alone."""
READABLE = ("text/plain", "text/markdown", "text/latex", "text/html")


def pair_outputs(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int | None, int | None]]:
    """Every output of both sides once, in order, with its partner."""
    kinds = [_kind(output) for output in old]
    if len(old) == len(new) <= FEW and kinds == [_kind(output) for output in new] and _all_different(kinds):
        return [(n, n) for n in range(len(old))]
    blocks = common_blocks(*_numbered(old, new))
    pairs: list[tuple[int | None, int | None]] = []
    at = place = 0
    kept = [(i + n, j + n) for i, j, length in blocks for n in range(length)]
    for low, high, start, end in gaps_between(blocks, len(old), len(new)):
        kept += [(low + i, start + j) for i, j in _of_a_kind(old[low:high], new[start:end])]
    for i, j in [*sorted(kept), (len(old), len(new))]:
        pairs += [(n, None) for n in range(at, i)]
        pairs += [(None, n) for n in range(place, j)]
        at, place = i + 1, j + 1
        pairs.append((i, j))
    return pairs[:-1]


def compare_outputs(old: Sequence[Any], new: Sequence[Any], options: Options, budget: Budget) -> tuple[OutputPair, ...]:
    """All outputs of both sides with what became of them; empty when nothing did, as far as the options let it count.

    Raises:
        Cancelled: the comparison is no longer wanted.
    """
    if identical(old, new):
        return ()
    pairs = tuple(_compared(old, new, i, j, options, budget) for i, j in pair_outputs(old, new))
    return pairs if any(pair.status != "same" for pair in pairs) else ()


def _compared(
    old: Sequence[Any], new: Sequence[Any], i: int | None, j: int | None, options: Options, budget: Budget
) -> OutputPair:
    if i is None or j is None:
        return OutputPair(i, j, "added" if i is None else "removed", (), None, None)
    before, after = old[i], new[j]
    if identical(before, after) or not isinstance(before, dict) or not isinstance(after, dict):
        return OutputPair(i, j, "same" if same_value(before, after) else "changed", (), None, None)
    mimes = _changed_mimes(_data(before), _data(after), options)
    mime = next((name for name in (*READABLE, *mimes) if name in mimes and _is_text(before, after, name)), None)
    text = _text_diff(before, after, mime, options, budget)
    changed = bool(mimes) or text is not None or not _rest_same(before, after, options)
    return OutputPair(i, j, "changed" if changed else "same", mimes, text, mime if text else None)


def _text_diff(before: Any, after: Any, mime: str | None, options: Options, budget: Budget) -> TextDiff | None:
    if mime is not None:
        return compare_texts(_data(before)[mime], _data(after)[mime], options, budget)
    return compare_texts(readable(before), readable(after), options, budget)


def _changed_mimes(before: dict[str, Any], after: dict[str, Any], options: Options) -> tuple[str, ...]:
    mimes = dict.fromkeys([*before, *after])
    return tuple(
        mime
        for mime in mimes
        if mime not in before or mime not in after or not _same_data(before[mime], after[mime], options)
    )


def _same_data(before: Any, after: Any, options: Options) -> bool:
    if options.ignore_whitespace and isinstance(before, str) and isinstance(after, str):
        before, after = " ".join(before.split()), " ".join(after.split())
    return same_value(before, after, options.tolerance)


def _rest_same(before: dict[str, Any], after: dict[str, Any], options: Options) -> bool:
    """Whether all is the same but data, texts that are compared by line, counters and what the options leave out."""
    left_out = {"data", "execution_count", *(["metadata"] if options.ignore_metadata else [])}
    if isinstance(before.get("text"), str) and isinstance(after.get("text"), str):
        left_out.add("text")
    names = (before.keys() | after.keys()) - left_out
    return all(name in before and name in after and same_value(before[name], after[name]) for name in names)


def _data(output: dict[str, Any]) -> dict[str, Any]:
    data = output.get("data")
    return data if isinstance(data, dict) else {}


def _is_text(before: dict[str, Any], after: dict[str, Any], mime: str) -> bool:
    """Whether both sides hold text of that media type that people read, and not an image or data."""
    one, other = _data(before).get(mime), _data(after).get(mime)
    readable_type = mime.startswith("text/") and not is_json(mime)
    return readable_type and isinstance(one, str) and isinstance(other, str)


def _numbered(old: Sequence[Any], new: Sequence[Any]) -> list[list[int]]:
    """Numbers for the outputs, the same for those that are equal but for their counter."""
    return numbered([_key(output) for output in old], [_key(output) for output in new])


def _key(output: Any) -> Any:
    kind = type(output)
    if kind is str:
        return output
    if kind is dict:
        return frozenset([(name, _key(value)) for name, value in output.items() if name != "execution_count"])
    return tuple(map(_key, output)) if kind is list else output


def _of_a_kind(old: Sequence[Any], new: Sequence[Any]) -> list[tuple[int, int]]:
    """Pairs of outputs of one kind that do not cross, those with the most similar text first."""
    kinds, new_kinds = [_kind(output) for output in old], [_kind(output) for output in new]
    near = len(old) * len(new) > MAX_PAIRS
    pairs = [
        (i, j, 1.0 + _likeness(old[i], new[j]))
        for i in range(len(old))
        for j in ((i,) if near else range(len(new)))
        if j < len(new) and kinds[i] == new_kinds[j]
    ]
    return heaviest_chain(pairs, len(new))


def _kind(output: Any) -> Any:
    """What two outputs have in common when one may be the other, computed anew. A value shown and a value printed by
    `display` are of a kind when their richest media type is the same."""
    if not isinstance(output, dict):
        return None
    if isinstance(output.get("data"), dict):
        rich = sorted(mime for mime in output["data"] if mime != "text/plain")
        return "data", rich[0] if rich else "text/plain"
    return output.get("output_type"), output.get("name")


def _all_different(kinds: Sequence[Any]) -> bool:
    return len(kinds) == 1 or all(kinds.index(kind) == n for n, kind in enumerate(kinds))


def _likeness(old: Any, new: Any) -> float:
    one, other = _leading(old), _leading(new)
    return Indel.normalized_similarity(one, other) if one and other else 0.0


def _leading(output: Any) -> str:
    text = _data(output).get("text/plain") if isinstance(output, dict) and "data" in output else None
    if isinstance(text, str):
        return text[:LEADING_CHARACTERS]
    return readable(output)[:LEADING_CHARACTERS] if isinstance(output, dict) else ""

"""Named parts of files that are no notebooks, such as the metrics of a card: where a thread on one stands now. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ..core.text import hash_normalised, normalise, well_formed
from .placement import placement
from .schema import Anchor, AnchorEntry, FileEntry, Placement

TELLING = 5
"""An entry that is gone is taken to be renamed only where what it said has so many characters: many things say 0.1."""
RENAMED = 0.7


def anchor_entry(entry: FileEntry) -> AnchorEntry:
    """What is stored of the entry a thread is put on."""
    return AnchorEntry(
        section=entry.section,
        heading=well_formed(entry.heading),
        label=well_formed(entry.label),
        key_hash=_key_hash(entry),
        text_hash=_text_hash(entry),
    )


def place_entries(anchors: Mapping[str, Anchor], entries: Sequence[FileEntry]) -> dict[str, Placement]:
    """Where each thread on an entry stands now, by thread id. Threads on anything else are orphaned."""
    known = _Known(entries)
    return {thread: _place(thread, anchor, known) for thread, anchor in anchors.items()}


class _Known:
    """The entries as they stand, by what they are called and by what they say."""

    def __init__(self, entries: Sequence[FileEntry]) -> None:
        self.texts = [_text_hash(entry) for entry in entries]
        self.by_key: dict[str, list[int]] = defaultdict(list)
        self.telling: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, entry in enumerate(entries):
            self.by_key[_key_hash(entry)].append(index)
            if entry.sha256 or len(normalise(entry.text)) >= TELLING:
                self.telling[entry.section, self.texts[index]].append(index)


def _place(thread: str, anchor: Anchor, known: _Known) -> Placement:
    if anchor.detached:
        return placement(thread, "orphaned", 1.0, "detached")
    entry = anchor.entry
    if entry is None:
        return placement(thread, "orphaned", 0.0, "none")
    named = known.by_key.get(entry.key_hash, [])
    if named:
        # Two metrics of one name are no good card, but there are some: then what was said tells them apart.
        same = next((index for index in named if known.texts[index] == entry.text_hash), None)
        if same is None:
            return placement(thread, "outdated", 1.0, "id", entry=named[0])
        return placement(thread, "anchored", 1.0, "chosen" if anchor.chosen else "id", entry=same)
    renamed = known.telling.get((entry.section, entry.text_hash), [])
    if len(renamed) == 1:
        return placement(thread, "moved", RENAMED, "text", entry=renamed[0])
    return placement(thread, "orphaned", 0.0, "none")


def _key_hash(entry: FileEntry) -> str:
    return hash_normalised(well_formed("\0".join([entry.section, *entry.name])))


def _text_hash(entry: FileEntry) -> str:
    return hash_normalised(f"{normalise(entry.text)}\0{entry.sha256 or ''}")

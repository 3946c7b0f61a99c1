"""Live citations of a card's metric: what a page said of it, and whether it still says so. Pure."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from ..anchors.anchor import make_anchor
from ..anchors.entries import place_entries
from ..anchors.schema import EntryTarget, FileEntry
from ..cards.card import Card, CardMetric
from ..cards.words import metric_name, metric_value
from ..core.errors import NotFound
from ..core.text import source_hash
from .citing import Found, Key, compared, lost
from .front_matter import Cite
from .schema import CitedMetric


def cite_metric(cited: CitedMetric, card: Card, date: str) -> Cite:
    """What is written into the page of a metric.

    Raises:
        NotFound: the card has no such metric.
    """
    wanted = cited.name, cited.split, cited.slice
    metric = next((one for one in card.metrics if (one.name, one.split, one.slice) == wanted), None)
    if metric is None:
        raise NotFound("The card has no such metric any more.")
    return _cite(cited.path, metric, date)


def found_in_card(cites: Mapping[Key, Cite], card: Card) -> dict[Key, Found]:
    """How the metrics of one card that are cited are today, by the citations' keys."""
    entries = [_entry(metric) for metric in card.metrics]
    numbered = {str(number): one.anchor for number, one in enumerate(cites.values())}
    placed = place_entries(numbered, entries)
    found = {}
    for number, (key, one) in enumerate(cites.items()):
        at = placed[str(number)].entry_index
        if at is None:
            found[key] = lost(one, "The card has no such metric any more.")
        else:
            said = metric_value(card.metrics[at])
            found[key] = compared(one, said, source_hash(entries[at].text), at)
    return found


def accepted_metric(cite: Cite, found: Found, card: Card, date: str) -> Cite:
    """The citation as of what the metric is today.

    Raises:
        NotFound: the card has no such metric any more.
    """
    if found.at is None:
        raise NotFound("What was cited is not there any more. Keep the page with a note, or cite something else.")
    return msgspec.structs.replace(_cite(cite.path, card.metrics[found.at], date), note="")


def _cite(path: str, metric: CardMetric, date: str) -> Cite:
    entry = _entry(metric)
    anchor = msgspec.structs.replace(make_anchor(EntryTarget(entry=entry)), snapshot=None)
    return Cite(path=path, said=metric_value(metric), date=date, anchor=anchor, sha256=source_hash(entry.text))


def _entry(metric: CardMetric) -> FileEntry:
    return FileEntry(
        section="metric",
        name=[metric.name, metric.split or "", metric.slice or ""],
        heading="Metric",
        label=metric_name(metric)[:1_000],
        text=f"{metric.value!r} {metric.unit or ''}",
    )

"""Cards compared as they stand in their files."""

from __future__ import annotations

from ..access.work import Local
from .comparison import compare
from .comparison_schema import CardComparison, CardsToCompare
from .listing import card_bytes
from .text import read_card


def compare_cards(work: Local, cards_to_compare: CardsToCompare) -> CardComparison:
    """The cards side by side, the first as baseline: code, data, environment, parameters, metrics, and by default only
    what differs.

    Raises:
        NotFound: one of them is not there.
        Invalid: one of them cannot be read as a card; the sentence names it.
        TooLarge: one of them is over 4 MB.
    """
    paths = cards_to_compare.paths
    cards = [read_card(card_bytes(work.files, path), path) for path in paths]
    return compare(paths, cards, cards_to_compare.all)

"""Whether a card's folder is whole: the card reads, its figures are there, its README says what the card says."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from ..core.errors import CollabError
from ..core.files import Files
from ..core.wire import Wire
from .card import Card
from .deciding import conflicts_of
from .files import CARD_FILE, README, readme_is_current
from .listing import card_bytes
from .merging import conflict_line
from .text import LIMIT_BYTES, read_card

FIGURE_BYTES = 200 * 1024 * 1024


class CheckedCard(Wire, frozen=True, kw_only=True):
    """A card's file and what is wrong with it, in sentences; none when all is well."""

    path: str
    problems: list[str]


def checked_card(files: Files, path: str) -> CheckedCard:
    """What is wrong with the card at `path`."""
    try:
        card = read_card(card_bytes(files, path), path)
    except CollabError as error:
        return CheckedCard(path=path, problems=[error.message])
    return CheckedCard(path=path, problems=list(_problems(files, path.removesuffix(CARD_FILE), card)))


def _problems(files: Files, folder: str, card: Card) -> Iterator[str]:
    for figure in card.figures:
        content = _read(files, folder + figure.path)
        if content is None:
            yield f"The figure {figure.path} is not there."
        elif sha256(content).hexdigest() != figure.sha256:
            yield f"The figure {figure.path} is not the one the card was made with."
    conflicts = conflicts_of(card)
    yield from (f"A merge left two values. {conflict_line(conflict)}" for conflict in conflicts)
    if conflicts:
        yield "Choose with: jupyter mlcollab cards decide"
    if not card.published:
        return
    if not card.outcome or not card.conclusion:
        yield "It is published without an outcome or a conclusion."
    readme = files.read(folder + README, LIMIT_BYTES)
    if readme is None:
        yield f"{README} is missing. Publish the card again."
    elif readme_is_current(readme.decode(errors="replace"), card) is False:
        yield f"{README} is older than the card. Publish the card again."


def _read(files: Files, path: str) -> bytes | None:
    try:
        return files.read(path, FIGURE_BYTES)
    except CollabError:
        return None

"""Editing and publishing a card: what is to be written, never the writing. Browser and command line save."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any

import msgspec

from ..access.work import Local
from ..core.errors import Blocked, CollabError, Conflict, Invalid
from ..core.files import Files
from ..core.text import well_formed
from ..core.wire import now
from ..privacy.choice import choice_of
from ..privacy.reading import scan_text
from .card import Card, CardFigure, CardWaiver
from .deciding import decided, require_decided
from .files import CARD_FILE, README, published_files, readme_mark, summary
from .listing import card_bytes
from .model_card import missing
from .publishing_schema import CardDecision, CardEdit, EditedCard, FileToSave, Publication, PublishedCard
from .text import LIMIT_BYTES, card_text, digest, read_card

PICTURE_BYTES = 8 * 1024 * 1024
"""A figure up to this size goes into the page of HTML; a larger one is named there, and linked in the README."""


def edit_card(work: Local, card_edit: CardEdit) -> EditedCard:
    """The text of `card.json` with the fields people write as given. What else is in the file stays.

    Raises:
        NotFound: there is no such card.
        Invalid: the title is blank, or the file cannot be read as a card.
        TooLarge: the file is over 4 MB.
        Conflict: the file has changed since; `details.current` is the card as it is now.
    """
    content, card = _seen(work.files, card_edit.path, card_edit.file_sha256)
    fields = msgspec.structs.asdict(card_edit.fields)
    captions = fields.pop("captions")
    edited = msgspec.structs.replace(
        card, figures=[_captioned(figure, captions) for figure in card.figures], **written_words(fields)
    )
    return EditedCard(text=card_text(edited, content), digest=digest(edited))


def decide_card(work: Local, card_decision: CardDecision) -> EditedCard:
    """The text of `card.json` with one side's values where a merge left two. What else is in the file stays.

    Raises:
        NotFound, TooLarge, Conflict: as for `edit_card`.
        Invalid: nothing is to decide there, the value does not fit, or the file cannot be read as a card.
    """
    content, card = _seen(work.files, card_decision.path, card_decision.file_sha256)
    after = decided(card, card_decision.fields, card_decision.take)
    return EditedCard(text=card_text(after, content), digest=digest(after))


def written_words(fields: Mapping[str, Any]) -> dict[str, Any]:
    """What people wrote, by the names of a card's fields, as a card has it: without blanks around, and what is empty as
    in a new card.

    Raises:
        Invalid: the title is blank.
    """
    words = {name: _trimmed(value) for name, value in fields.items()}
    if not words["title"]:
        raise Invalid("Give the card a title.")
    empty = {field.name: field.default_factory() for field in msgspec.structs.fields(Card) if _is_list(field)}
    return {name: value or empty.get(name) for name, value in words.items()}


def files_to_publish(
    work: Local, publication: Publication, baseline_of: Callable[[Card], Card | None]
) -> PublishedCard:
    """The files of the card as published: a README, a page of HTML, a model card where it is one, and `card.json`.
    `baseline_of` finds the card that it is measured against.

    Raises:
        NotFound, TooLarge: as for `edit_card`.
        Invalid: the card has no outcome or no conclusion, or the file cannot be read as a card.
        Conflict: the file has changed since, was published meanwhile, or its folder holds the README of another card
            or one that somebody wrote by hand.
        Blocked: a merge left two values to choose from, or the privacy check finds something that no waiver names;
            `details.findings` says what.
    """
    path = publication.path
    content, card = _seen(work.files, path, publication.file_sha256)
    require_decided(card)
    require_conclusion(card)
    folder = path.removesuffix(CARD_FILE)
    _check_folder(work.files, folder, card)
    waivers = _waived(card, publication)
    published = msgspec.structs.replace(card, published=publication.at or now(), waivers=waivers)
    _check_privacy(work, path, card_text(published, content), {waiver.finding for waiver in waivers})
    pictures = pictures_of(work.files, folder, card)
    written = published_files(published, pictures, baseline_of(card), content)
    first = sorted(written, key=lambda file: file.name == CARD_FILE)
    return PublishedCard(
        files=[FileToSave(path=folder + file.name, text=file.content, base64=None) for file in first],
        digest=digest(published),
        questions=missing(published),
        summary=summary(published),
    )


def require_conclusion(card: Card) -> None:
    """Nothing when the card may be published.

    Raises:
        Invalid: it has no outcome or no conclusion.
    """
    lacking = [name for name in ("outcome", "conclusion") if not (getattr(card, name) or "").strip()]
    if lacking:
        raise Invalid(
            f"A published card says what came out: add {' and '.join(_article(name) for name in lacking)} first.",
            {"missing": lacking},
        )


def pictures_of(files: Files, folder: str, card: Card) -> dict[str, bytes]:
    """The bytes of the card's figures by their paths, without those that are not there, too large or outside of the
    card's `folder`, which is empty or ends with a slash."""
    found = {}
    for figure in card.figures:
        try:
            content = files.read(folder + figure.path, PICTURE_BYTES)
        except CollabError:
            continue
        if content is not None:
            found[figure.path] = content
    return found


def _seen(files: Files, path: str, file_sha256: str) -> tuple[bytes, Card]:
    """The file and its card, when it still is what the person saw."""
    content = card_bytes(files, path)
    now_sha256 = sha256(content).hexdigest()
    card = read_card(content, path)
    if now_sha256 != file_sha256:
        what = "published" if card.published else "changed"
        raise Conflict(
            f"The card was {what} meanwhile. Look at it again first.",
            {"current": {"path": path, "card": msgspec.to_builtins(card), "fileSha256": now_sha256}},
        )
    return content, card


def _waived(card: Card, publication: Publication) -> list[CardWaiver]:
    """The waivers of the card and of the request; the newer reason counts."""
    reasons = {waiver.finding: waiver.reason for waiver in card.waivers}
    reasons |= {waiver.finding: waiver.reason.strip() for waiver in publication.waivers if waiver.reason.strip()}
    return [CardWaiver(finding=finding, reason=reason) for finding, reason in sorted(reasons.items())]


def _check_privacy(work: Local, path: str, text: str, waived: set[str]) -> None:
    """Nothing when all that the check finds in the text of the card is waived. The other files are made of it."""
    found = scan_text(text, path, choice_of(work.settings().privacy), work.context.gone)
    left = [finding for finding in found.findings if finding.fingerprint not in waived]
    if left or found.left_out:
        count = len(left) + found.left_out
        what = f"{count} places that look" if count > 1 else "a place that looks"
        raise Blocked(
            f"The privacy check found {what} like a secret or personal data. Remove it, or give a reason to keep it.",
            {"findings": [msgspec.to_builtins(finding) for finding in left]},
        )


def _check_folder(files: Files, folder: str, card: Card) -> None:
    content = files.read(folder + README, LIMIT_BYTES)
    if content is None:
        return
    mark = readme_mark(content.decode(errors="replace"))
    if mark is None:
        raise Conflict(f"{folder}{README} was not written by publishing a card. Move it away first.", {"path": folder})
    if mark.id != card.id:
        raise Conflict(f"The folder {folder} holds another card. Choose another folder.", {"path": folder})


def _captioned(figure: CardFigure, captions: Mapping[str, str]) -> CardFigure:
    """The figure with the caption given for its path; without one there as it is."""
    if figure.path not in captions:
        return figure
    return msgspec.structs.replace(figure, caption=" ".join(well_formed(captions[figure.path]).split()) or None)


def _trimmed(value: Any) -> Any:
    """Texts without blanks at their ends and halves of characters; lists without empty entries."""
    if isinstance(value, str):
        return well_formed(value).strip()
    if isinstance(value, list):
        return [text for text in map(_trimmed, value) if text]
    return value


def _is_list(field: msgspec.structs.FieldInfo) -> bool:
    return field.default_factory is list


def _article(name: str) -> str:
    return f"an {name}" if name == "outcome" else f"a {name}"

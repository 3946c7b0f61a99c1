"""Cards as routes."""

from ..core.route import Can, Route
from ..diff.schema import MAX_CONTENT_BYTES
from . import comparing, comparison_export, compose, keeping, making, publishing

ROUTES = [
    Route("GET", "projects/{project}/cards", compose.listed_cards, Can.READ, only_reads=True),
    Route("GET", "projects/{project}/card", compose.card_at, Can.READ, only_reads=True),
    Route("POST", "projects/{project}/card/steps", compose.move_card, Can.COMMENT),
    Route("POST", "projects/{project}/card/edited", publishing.edit_card, Can.COMMENT),
    Route("POST", "projects/{project}/card/decided", publishing.decide_card, Can.COMMENT),
    Route("POST", "projects/{project}/card/publication", compose.publish_card, Can.COMMENT, only_reads=True),
    Route(
        "POST", "projects/{project}/cards/offer", making.offer_card, Can.READ, limit_bytes=MAX_CONTENT_BYTES,
    ),
    Route(
        "POST", "projects/{project}/cards/draft", making.draft_card, Can.COMMENT, limit_bytes=MAX_CONTENT_BYTES,
    ),
    Route(
        "POST", "projects/{project}/cards/kept", keeping.keep_card, Can.COMMENT, limit_bytes=MAX_CONTENT_BYTES,
    ),
    Route("POST", "projects/{project}/cards/comparison", comparing.compare_cards, Can.READ),
    Route("POST", "projects/{project}/cards/comparison/exports", comparison_export.export_cards, Can.READ),
]  # fmt: skip

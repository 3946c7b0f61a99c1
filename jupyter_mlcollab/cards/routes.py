"""Cards as routes."""

from ..core.route import Can, Route
from . import listing

ROUTES = [
    Route("GET", "projects/{project}/cards", listing.cards, Can.READ),
    Route("GET", "projects/{project}/card", listing.card_at, Can.READ),
]

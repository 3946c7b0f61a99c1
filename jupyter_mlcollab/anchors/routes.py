"""Documents as routes."""

from ..core.route import Can, Route
from . import compose

ROUTES = [Route("POST", "projects/{project}/documents", compose.find_document, Can.READ)]

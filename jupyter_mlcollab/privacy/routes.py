"""The search for secrets and personal data as a route."""

from ..core.route import Can, Route
from . import service

ROUTES = [Route("POST", "projects/{project}/privacy/scan", service.scan_file, Can.READ)]
